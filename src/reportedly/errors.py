"""One tree of errors. Every message says what went wrong, where, and what to do next."""

from __future__ import annotations


class ReportedlyError(Exception):
    """The root. `what` happened, `where` (file, line, address), and the `remedy`. `code` is the exit code of the face."""

    code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        said = what if what.endswith((".", "!", "?")) else f"{what}."
        super().__init__(" ".join(part for part in (f"{where}:" if where else "", said, remedy) if part))


class BadInput(ReportedlyError):
    """A file or value that cannot be taken: empty, truncated, wrongly encoded, a broken header. Exit code 4."""

    code = 4


class NotADesk(ReportedlyError):
    """The folder is no desk, or a file of the desk cannot be read. Exit code 5."""

    code = 5


class NotThere(ReportedlyError):
    """No question, figure, finding or entry has that name. Exit code 6."""

    code = 6


class Withheld(NotThere):
    """The bytes or words were taken out for a person's sake, and the record says so. Exit code 6."""


class NotYet(ReportedlyError):
    """A room cannot do this yet. Exit code 3."""

    code = 3


class Held(ReportedlyError):
    """The gate stops publication. Exit code 7."""

    code = 7


class Broken(ReportedlyError):
    """Verification failed: the archive or the ledger is not what was kept. Exit code 8."""

    code = 8


class Busy(ReportedlyError):
    """Another process is writing to this desk. Exit code 9."""

    code = 9
