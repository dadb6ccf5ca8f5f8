"""Writes the command reference from the commands themselves: `python -m reportedly.cli.reference FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import typer


def reference() -> str:
    """The reference as Markdown: every command with its usage, arguments, options and example."""
    from reportedly.cli.app import app

    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="reportedly")
    lines = [
        "# Commands",
        "",
        "Generated from the commands; `make docs` writes it anew.",
        "",
        *_options(group.epilog or ""),
    ]
    for name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        inner = typer.Context(command, info_name=name, parent=context)
        lines += [f"## reportedly {name}", "", command.help or "", "", "```", inner.get_usage(), ""]
        for parameter in command.params:
            record = parameter.get_help_record(inner)
            if record:
                lines.append(f"{record[0]:<36} {record[1]}".rstrip())
        lines += ["```", "", command.epilog or "", ""]
    return "\n".join(lines).rstrip() + "\n"


def _options(epilog: str) -> list[str]:
    return [
        "Exit codes:",
        "",
        *[f"- {code.strip().rstrip('.')}" for code in epilog.removeprefix("Exit codes:").split(";")],
        "",
    ]


if __name__ == "__main__":
    Path(sys.argv[1]).parent.mkdir(parents=True, exist_ok=True)
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
