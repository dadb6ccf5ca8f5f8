"""Door: proof towards strangers.

tree         entries -> the tree over them, its roots, the paths from an entry to a root
checkpoints  what a checkpoint says, as text, signed and read back
signing      the signing key: a file outside the desk, for its owner's eyes only
authorities  RFC 3161 time stamps: asked for, sent for, verified offline
wacz         files -> a pack (WACZ 1.1.1), the same bytes anywhere
verifier     checks a pack; it is handed to strangers as `verify.py` and stands on the standard library alone
"""
