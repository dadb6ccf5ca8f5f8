"""The command line: a face over one Newsroom. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys

INTERRUPTED = 130
BAD_INPUT = 4


def main() -> None:
    """Runs the command that the arguments name and leaves with its exit code (docs/reference/commands.md)."""
    from reportedly.cli.app import app
    from reportedly.errors import ReportedlyError

    try:
        app(prog_name="reportedly")
    except ReportedlyError as error:
        print(f"reportedly: {error}", file=sys.stderr)
        sys.exit(error.code)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            print("reportedly: interrupted. What was kept is whole; run the same command again.", file=sys.stderr)
        raise
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        said = f"reportedly: {where}{error.strerror or error}. Check that it is there, free, and yours to write."
        print(said, file=sys.stderr)
        sys.exit(BAD_INPUT)
