"""Briefs as people write them: front matter in YAML between two lines of `---`, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.types import Brief, Cause, FigureRef, Note

if TYPE_CHECKING:
    import yaml

KEYS = ("title", "date", "teaser", "picture", "topics", "author", "pins", "figures", "notes")
NOTE_KINDS = ("correction", "since_then", "retraction")
_NOTE_KEYS = ("day", "kind", "words", "cause")
_FIGURE_KEYS = ("figure", "tally", "mark")


def brief_of(text: str, file: str) -> Brief:
    """One brief, from the words of its file; `file` is its path inside the desk and gives the slug.

    >>> brief_of('---\\ntitle: Cases\\ndate: 2024-06-10\\nteaser: One line.\\n---\\nBody.\\n', "briefs/cases.md").slug
    'cases'

    Raises BadInput with file and line where front matter is missing, broken, has unknown keys or values of a wrong
    kind.
    """
    head, body, lines = _split(text, file)
    front = _front(head, file)
    front.only(KEYS)
    return Brief(
        slug=_slug(file),
        title=front.text("title", needed=True),
        date=front.day("date"),
        teaser=front.text("teaser", needed=True),
        body=body,
        file=file,
        picture=front.text("picture") or None,
        figures=_figures(front),
        topics=front.texts("topics"),
        author=front.text("author") or None,
        pins=front.texts("pins"),
        notes=_notes(front),
        lines_before_body=lines,
        field_lines=tuple(front.lines.items()),
    )


class _Front:
    """A mapping of the front matter that knows where each of its keys stands."""

    def __init__(
        self,
        values: Mapping[str, object],
        nodes: Mapping[str, yaml.Node],
        lines: Mapping[str, int],
        file: str,
        inside: str,
    ) -> None:
        self.values, self.nodes, self.lines, self.file, self.inside = values, nodes, lines, file, inside

    def bad(self, key: str, what: str, remedy: str) -> BadInput:
        line = self.lines.get(key, min(self.lines.values(), default=1))
        return BadInput(what, where=f"{self.file}, line {line}", remedy=remedy)

    def only(self, known: tuple[str, ...]) -> None:
        for key in self.values:
            if key not in known:
                raise self.bad(
                    key, f"{self.inside}unknown key {key!r}.", f"Known are {', '.join(known)}: rename or delete it."
                )

    def text(self, key: str, *, needed: bool = False) -> str:
        value = self.values.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            if needed:
                raise self.bad(key, f"{self.inside}{key!r} is missing or empty.", f"Write a line `{key}: ...`.")
            return ""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise self.bad(key, f"{self.inside}{key!r} is no text.", "Put the words in quotation marks.")

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value.strip(),)
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        raise self.bad(key, f"{key!r} is no list of words.", f"Write it as `{key}: [one, two]`.")

    def day(self, key: str) -> date:
        value = self.values.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        raise self.bad(key, f"{self.inside}{key!r} is missing or no day.", f"Write it as `{key}: 2024-06-10`.")


def _split(text: str, file: str) -> tuple[str, str, int]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BadInput("the brief is empty.", where=f"{file}, line 1", remedy="Write front matter and a body.")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise BadInput("the brief holds binary data.", where=f"{file}, line {line}", remedy="Save it as UTF-8 text.")
    if not re.match(r"---[ \t]*\n", text):
        raise BadInput("there is no front matter.", where=f"{file}, line 1", remedy="Let the first line be `---`.")
    end = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, 4)
    if end is None:
        raise BadInput("the front matter does not end.", where=f"{file}, line 1", remedy="Close it with a line `---`.")
    return text[: end.start()].partition("\n")[2], text[end.end() :], text[: end.end()].count("\n")


def _front(head: str, file: str) -> _Front:
    import yaml

    try:
        _refuse_bombs(head, file)
        node = yaml.compose(head, Loader=yaml.SafeLoader)
        values = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise _broken(error, file) from error
    except (ValueError, RecursionError) as error:  # a day that no calendar has; a thousand brackets
        raise BadInput(
            f"the front matter is broken: {error}.", where=f"{file}, line 2", remedy="Check its dates."
        ) from error
    if not isinstance(values, dict):
        raise BadInput("the front matter holds no keys.", where=f"{file}, line 2", remedy="Write `title: ...`.")
    return _mapping(values, node, file, 2)


def _broken(error: yaml.YAMLError, file: str) -> BadInput:
    mark = getattr(error, "problem_mark", None)
    return BadInput(
        f"the front matter is broken: {getattr(error, 'problem', None) or 'it cannot be read'}.",
        where=f"{file}, line {mark.line + 2 if mark is not None else 2}",
        remedy="Put values that hold a colon, a quote or a bracket into quotation marks.",
    )


def _refuse_bombs(head: str, file: str) -> None:
    # Aliases can blow a few lines up into gigabytes; briefs have no need of them.
    import yaml

    for event in yaml.parse(head, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise BadInput(
                "the front matter uses YAML aliases.",
                where=f"{file}, line {event.start_mark.line + 2}" if event.start_mark else file,
                remedy="Write the value out.",
            )


def _mapping(values: object, node: yaml.Node | None, file: str, first: int, inside: str = "") -> _Front:
    if not isinstance(values, dict):
        raise BadInput(f"{inside}not a mapping.", where=f"{file}, line {first}", remedy="Write `key: value` lines.")
    lines = {}
    for key, _ in getattr(node, "value", ()):
        name = str(getattr(key, "value", ""))
        line = key.start_mark.line + 2
        if name in lines:
            raise BadInput(f"{inside}{name!r} stands twice.", where=f"{file}, line {line}", remedy="Delete one.")
        lines[name] = line
    nodes = {str(getattr(key, "value", "")): value for key, value in getattr(node, "value", ())}
    return _Front({str(key): value for key, value in values.items()}, nodes, lines, file, inside)


def _figures(front: _Front) -> tuple[FigureRef, ...]:
    if front.values.get("figures") is None:
        return ()
    named = _under(front, "figures", "figures: ")
    return tuple(_figure(named, name) for name in named.values)


def _figure(named: _Front, name: str) -> FigureRef:
    inside = _under(named, name, f"figure {name!r}: ")
    inside.only(_FIGURE_KEYS)
    figure, tally, mark = (inside.text(key) or None for key in _FIGURE_KEYS)
    if (figure is None) == (tally is None):
        raise named.bad(
            name,
            f"figure {name!r} names {'neither a figure nor' if figure is None else 'both a figure and'} a tally.",
            "Write `{figure: ID}` or `{tally: QUESTION}`.",
        )
    if mark is not None and tally is None:
        raise named.bad(name, f"figure {name!r} has a mark but no tally.", "Only a tally has a mark: delete it.")
    return FigureRef(name, figure, tally, mark)


def _notes(front: _Front) -> tuple[Note, ...]:
    written = front.values.get("notes")
    if written is None:
        return ()
    if not isinstance(written, list):
        raise front.bad("notes", "'notes' is no list.", "Write `notes:` and under it `- {day: ..., kind: ...}`.")
    nodes = getattr(front.nodes["notes"], "value", [])
    return tuple(_note(front, value, node) for value, node in zip(written, nodes, strict=True))


def _note(front: _Front, value: object, node: yaml.Node) -> Note:
    inside = _mapping(value, node, front.file, node.start_mark.line + 2, "note: ")
    inside.only(_NOTE_KEYS)
    kind, cause = inside.text("kind", needed=True), inside.text("cause") or None
    if kind not in NOTE_KINDS:
        raise inside.bad("kind", f"no note is of kind {kind!r}.", f"Choose one of {', '.join(NOTE_KINDS)}.")
    if cause is not None and cause not in tuple(Cause):
        raise inside.bad("cause", f"no correction has the cause {cause!r}.", f"Choose one of {', '.join(Cause)}.")
    return Note(inside.day("day"), kind, inside.text("words", needed=True), cause)


def _under(front: _Front, key: str, inside: str) -> _Front:
    return _mapping(front.values[key], front.nodes.get(key), front.file, front.lines.get(key, 1), inside)


def _slug(file: str) -> str:
    name = file.replace("\\", "/").rpartition("/")[2].removesuffix(".md")
    if not re.fullmatch(r"[^\W_]+(?:[-_][^\W_]+)*", name):
        raise BadInput(
            f"{name!r} cannot be a page's address.",
            where=f"{file}, line 1",
            remedy="Name the file with letters, digits and hyphens, such as `june-brief.md`.",
        )
    return name.lower()
