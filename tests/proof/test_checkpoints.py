"""A checkpoint fixes what ledger and archive held; whoever keeps one sees a rewritten chain."""

from __future__ import annotations

import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.errors import BadInput
from reportedly.newsroom import Newsroom, open_newsroom
from reportedly.newsroom.checkpointing import checkpoint, secret_of
from reportedly.proof.checkpoints import checkpoint_of, wrong_with
from reportedly.proof.signing import PLACE, key_at, key_place, make_key
from reportedly.proof.verifier import ed25519_fits, root_from
from reportedly.types import Verdict


def test_a_checkpoint_says_whose_when_how_many_and_which_heads(desk: Newsroom) -> None:
    made = checkpoint(desk)
    seq, head = made.checkpoint.size, made.checkpoint.head
    assert [e.hash for e in desk.ledger.entries() if e.seq == seq] == [head]
    lines = made.text.split("\n")
    assert lines[0] == "magazine.example" and lines[1] == str(seq)
    assert lines[4] == f"head {head}" and lines[5].startswith("custody 3 ")
    assert lines[6] == "" and lines[7].startswith("\u2014 magazine.example ")
    assert checkpoint_of(made.text) == made.checkpoint
    assert (desk.folder / made.file).read_text("utf-8") == made.text


def test_nothing_new_gives_the_same_checkpoint_and_a_decision_a_new_one(desk: Newsroom) -> None:
    first = checkpoint(desk)
    assert checkpoint(desk).text == first.text and not checkpoint(desk).new
    desk.decide(next(iter(desk.held().figures)), Verdict.UNSURE, reviewer="Ada", reason="")
    assert checkpoint(desk).checkpoint.size > first.checkpoint.size
    assert desk.verify().found == ()


def test_checkpoints_are_no_evidence_and_leave_the_mark(desk: Newsroom) -> None:
    before = desk.held().mark
    checkpoint(desk)
    assert desk.held().mark == before


def rewritten(newsroom: Newsroom, folder: Path) -> Newsroom:
    """A copy of the desk whose ledger was written anew, with right hashes and one reviewer's name changed."""
    shutil.copytree(newsroom.folder, folder)
    (folder / "ledger.sqlite").unlink()
    forged = open_newsroom(folder)
    forged.ledger.append_many(
        (e.kind, e.subject, fields, e.at, e.by.replace("Boris Quenzel", "Somebody Else"))
        for e, fields in newsroom.ledger.entered()
        if e.kind not in ("checkpoint", "proof")
    )
    return forged


def test_a_rewritten_chain_with_right_hashes_fails_against_a_checkpoint(desk: Newsroom, tmp_path: Path) -> None:
    made = checkpoint(desk)
    kept_elsewhere = tmp_path / "kept-by-somebody.txt"
    kept_elsewhere.write_text(made.text, encoding="utf-8")
    forged = rewritten(desk, tmp_path / "forged")
    assert list(forged.ledger.verify()) == []
    (found,) = {words.partition(": ")[2][:25] for words in forged.verify().found}
    assert found.startswith("the ledger up to entry") or found.startswith("counts")
    shutil.rmtree(forged.folder / "proof" / "checkpoints")
    assert forged.verify().found == ()
    against = forged.verify(checkpoint=kept_elsewhere).found
    assert against and "kept-by-somebody.txt" in against[0]
    assert desk.verify(checkpoint=kept_elsewhere).found == ()


def test_entries_that_were_cut_off_show(desk: Newsroom, tmp_path: Path) -> None:
    made = checkpoint(desk)
    shutil.copytree(desk.folder, tmp_path / "short")
    (tmp_path / "short" / "ledger.sqlite").unlink()
    short = open_newsroom(tmp_path / "short")
    entries = [(e.kind, e.subject, f, e.at, e.by) for e, f in desk.ledger.entered() if e.seq < made.checkpoint.size]
    short.ledger.append_many(entries)
    assert any("entries were cut off" in words or "rewritten" in words for words in short.verify().found)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("at 2024", "at 2023"), "signature does not fit"),
        (lambda text: text.replace("magazine.example ", "other.example "), "not among the keys"),
        (lambda text: text.split("\n\n")[0] + "\n", "no signed note"),
        (lambda text: "nonsense", "no checkpoint"),
    ],
)
def test_an_altered_checkpoint_is_named(desk: Newsroom, change: object, says: str) -> None:
    made = checkpoint(desk)
    (desk.folder / made.file).write_text(change(made.text), encoding="utf-8")  # type: ignore[operator]
    assert any(says in words and "00000" in words for words in desk.verify().found), desk.verify().found


def test_a_shortened_custody_log_shows_against_a_checkpoint(desk: Newsroom, tmp_path: Path) -> None:
    made = checkpoint(desk)
    other = replace(made.checkpoint, custody="0" * 64)
    (tmp_path / "other.txt").write_text(other.text(), encoding="utf-8")
    assert any("custody log" in words for words in desk.verify(checkpoint=tmp_path / "other.txt").found)


# -- the key


def test_the_key_is_made_once_outside_the_desk_for_its_owner_alone(desk: Newsroom, key_file: Path) -> None:
    first = checkpoint(desk)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert checkpoint(desk).key == first.key
    secret = key_file.read_text("ascii").strip()
    inside = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert [path for path in inside if secret.encode() in path.read_bytes()] == []


def test_a_key_inside_the_desk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="may not lie in the desk's folder"):
        key_place(tmp_path / "desk", "desk.example", {PLACE: str(tmp_path / "desk" / "x" / ".." / "signing.key")})


def test_a_key_that_others_may_read_is_refused(desk: Newsroom, key_file: Path) -> None:
    checkpoint(desk)
    key_file.chmod(0o640)
    with pytest.raises(BadInput, match="others may read the signing key"):
        checkpoint(desk)


def test_a_key_is_never_replaced_and_a_broken_one_is_named(tmp_path: Path) -> None:
    make_key(tmp_path / "one.key")
    with pytest.raises(BadInput, match="signing key already"):
        make_key(tmp_path / "one.key")
    (tmp_path / "one.key").write_text("nonsense", encoding="ascii")
    with pytest.raises(BadInput, match="holds no signing key"):
        key_at(tmp_path / "one.key")


def test_its_usual_place_is_the_users_configuration(tmp_path: Path) -> None:
    place = key_place(tmp_path / "desk", "desk.example", {"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert place.parent == tmp_path / "config" / "reportedly"
    assert place.name.startswith("desk-example-") and place.suffix == ".key"


# -- what others compute the same way


def test_signatures_of_the_standard_are_taken_and_others_refused() -> None:
    """RFC 8032, 7.1, tests 2 and 3, and each with a bit turned."""
    for public, message, signature in (
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ):
        key, said, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
        assert ed25519_fits(key, said, signed)
        assert not ed25519_fits(key, said + b"\0", signed)
        for place in (0, 31, 32, 63):
            turned = bytes(byte ^ (n == place) for n, byte in enumerate(signed))
            assert not ed25519_fits(key, said, turned)


def test_the_pure_check_agrees_with_the_library(tmp_path: Path) -> None:
    key = make_key(tmp_path / "one.key")
    for length in (0, 1, 31, 64, 1000):
        message = bytes(range(256))[: length % 256] * 4
        assert ed25519_fits(key.public_key().public_bytes_raw(), message, key.sign(message))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 13, 64, 100])
def test_every_leaf_leads_to_the_root_and_no_other_leaf_does(size: int) -> None:
    from reportedly.proof.tree import Growing, Tree

    leaves = [bytes([number]) * 32 for number in range(size)]
    tree, growing = Tree(leaves), Growing()
    for leaf in leaves:
        growing.add(leaf)
    assert growing.root() == tree.root
    for index, leaf in enumerate(leaves):
        path = tree.path(index)
        assert root_from(leaf, index, size, path) == tree.root
        assert root_from(b"x" * 32, index, size, path) != tree.root
        if size > 1:
            assert root_from(leaf, (index + 1) % size, size, path) != tree.root
            assert root_from(leaf, index, size, path[:-1]) != tree.root
        assert root_from(leaf, index, size, [*path, leaf]) != tree.root


def test_the_salts_of_a_desk_are_its_own_secret(desk: Newsroom) -> None:
    secret = secret_of(desk, make=True)
    assert secret and len(secret) >= 16
    assert secret_of(desk, make=True) == secret


def test_a_text_is_only_taken_from_a_known_key(desk: Newsroom) -> None:
    made = checkpoint(desk)
    assert wrong_with(made.text, [made.key]) is None
    assert wrong_with(made.text, []) == "is signed with a key that is not among the keys given"


def test_a_publication_carries_the_latest_checkpoint_once_the_desk_has_signed_one(desk: Newsroom) -> None:
    desk.publish()
    assert not (desk.folder / "site" / "checkpoint.txt").exists()
    first = checkpoint(desk)
    desk.publish()
    assert (desk.folder / "site" / "checkpoint.txt").read_text("utf-8") == first.text
    assert (desk.folder / "site" / "checkpoint-keys.txt").read_text("utf-8").strip() == first.key
    desk.publish()
    assert (desk.folder / "site" / "checkpoint.txt").read_text("utf-8") == first.text
    desk.decide(next(iter(desk.held().figures)), Verdict.UNSURE, reviewer="Ada", reason="")
    desk.publish()
    assert (desk.folder / "site" / "checkpoint.txt").read_text("utf-8") != first.text


def test_forgetting_a_person_leaves_checkpoints_and_packs_in_order(desk: Newsroom, tmp_path: Path) -> None:
    from reportedly.newsroom.forgetting import erase
    from reportedly.newsroom.packing import pack
    from reportedly.proof.verifier import check, unzipped

    checkpoint(desk)
    erase(desk, name="Pyotr Zlobnin", reviewer="Ada", reason="asked for")
    assert [words for words in desk.verify().found if "checkpoint" in words] == []
    pack(desk, "fled", tmp_path / "after.wacz")
    files, broken = unzipped((tmp_path / "after.wacz").read_bytes())
    assert [*broken, *check(files).problems] == []
