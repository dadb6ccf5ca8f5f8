"""In: an address. Out: a Capture in the archive, and the Report that it holds.

Pure verbs are here; the doors that touch files stand apart: `channels` (how reports come in), `archives` (where the bytes
are kept).
"""

from reportedly.capture.change import Change, Seen, change
from reportedly.capture.identity import capture_id, checksum, report_id
from reportedly.capture.notes import SourceNote, read_note
from reportedly.capture.page import report_of

__all__ = [
    "Change",
    "Seen",
    "SourceNote",
    "capture_id",
    "change",
    "checksum",
    "read_note",
    "report_id",
    "report_of",
]
