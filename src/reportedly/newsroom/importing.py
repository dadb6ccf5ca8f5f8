"""Imports: a table of others, kept as a capture, entered row by row as reports of theirs with what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportedly.errors import BadInput
from reportedly.newsroom.entering import Row, fields_of, value_of
from reportedly.newsroom.exchanging import Tell
from reportedly.types import Anchoring, Capture, Failure, Imported, Json, Reading, Report, TableMapping

if TYPE_CHECKING:
    from reportedly.ledger.exchange_rows import Terms
    from reportedly.newsroom import Newsroom

CHANNEL = "import"
AT_ONCE = 200
"""Rows that are entered together."""
LISTED = 100
"""Refused rows that are named in the outcome; the ledger names all."""

Taken = tuple[Report, Reading | None, str]
"""A row's report, its reading, and the text in which private persons are looked for."""


class Read(Protocol):
    """A file of others as this module sees it: how many rows it has, and each row as a report or the reason why not."""

    mapping: TableMapping

    def rows(self) -> int: ...
    def reports(self, capture: str) -> Iterator[Taken | Failure]: ...


def proposed(newsroom: Newsroom, file: Path) -> TableMapping:
    """The mapping that a table's heads suggest; nothing is entered. Raises BadInput for what is no table."""
    from reportedly.capture.tables import table_rows
    from reportedly.ledger.exchange_mappings import propose

    data = _bytes(newsroom, file)
    rows = table_rows(data, file.name, limit=newsroom.files.settings.capture.largest_file)
    return propose(_heads(rows, file.name)[1], file.stem)  # a known table's own mapping, where it is one


def mapping_named(newsroom: Newsroom, name: str, published: date | None) -> TableMapping:
    """A saved or known mapping. `published` is the day of this edition of the table, where no column says it."""
    from reportedly.ledger.exchange_mappings import KNOWN
    from reportedly.resources.mappings import named

    found = named(newsroom.folder, name, KNOWN)
    return replace(found, published=published) if published else found


def import_file(
    newsroom: Newsroom,
    file: Path,
    shape: str,
    mapping: TableMapping | None,
    tell: Tell,
) -> Imported:
    """Keeps the file in the archive and enters its rows: `statements` (a table, by a mapping) or `ftm` (entities).

    Before anything is kept the whole file is looked through, so that a broken one leaves nothing behind. What cannot be taken is
    entered as a failure with its line, and the rest goes on. The same file again adds nothing; a run that was killed is
    finished by the next one. Raises BadInput for a file, a mapping or a shape that cannot be used.
    """
    newsroom.enter_files()
    data = _bytes(newsroom, file)
    read = _read(newsroom, file, data, shape, mapping)
    rows = read.rows()
    kept = newsroom.archive.keep(_address(file), data, _media_type(file, shape), at=newsroom.clock(), channel=CHANNEL)
    newsroom.enter_rows([("capture", kept.id, fields_of(kept))], by=CHANNEL, at=kept.captured_at)
    run = _Run(newsroom, kept, _known(newsroom), _Personal(newsroom))
    tell("Importing", 0, rows)
    found = read.reports(kept.id)
    while batch := list(islice(found, AT_ONCE)):
        run.enter(batch)
        tell("Importing", run.done, rows)
    outcome = run.outcome(read.mapping)
    newsroom.enter("import", kept.id, _entered(outcome), by=CHANNEL)
    return outcome


def _entered(outcome: Imported) -> dict[str, Json]:
    """What the ledger says of an import: the file, the mapping as it was, and how many rows there were; the same for each run."""
    return {
        "address": outcome.address,
        "mapping": dict(fields_of(outcome.mapping)),
        "rows": outcome.rows,
        "refused": outcome.refused_rows,
        "figures": outcome.figures,
    }


@dataclass
class _Known:
    """Rows that are held already: the ids of their reports, by (dataset, own id) the latest report, what people decided on."""

    reports: set[str] = field(default_factory=set)
    by_own_id: dict[tuple[str, str], str] = field(default_factory=dict)
    decided: set[str] = field(default_factory=set)

    def add(self, report: Report) -> None:
        self.reports.add(report.id)
        if report.row and report.row.own_id is not None:
            self.by_own_id[report.row.dataset, report.row.own_id] = report.id


def _known(newsroom: Newsroom) -> _Known:
    known = _Known(decided={str(fields.get("subject")) for _, fields in newsroom.ledger.entered(["decision"])})
    for entry, fields in newsroom.ledger.entered(["report"]):
        row = fields.get("row")
        if isinstance(row, dict):
            known.reports.add(entry.subject)
            if row.get("own_id") is not None:
                known.by_own_id[str(row.get("dataset")), str(row["own_id"])] = entry.subject
    return known


@dataclass
class _Run:
    """One import while it goes on."""

    newsroom: Newsroom
    capture: Capture
    known: _Known
    personal: _Personal
    done: int = 0
    taken: int = 0
    already: int = 0
    figures: int = 0
    refused_rows: int = 0
    refused: list[Failure] = field(default_factory=list)
    changed: list[tuple[str, str, str]] = field(default_factory=list)

    def enter(self, batch: list[Taken | Failure]) -> None:
        """Enters rows together, all or none."""
        rows: list[Row] = []
        for one in batch:
            self.done += 1
            if isinstance(one, Failure):
                rows.append(("failure", one.address, fields_of(one)))
                self.refused_rows += 1
                self.refused += [one] if len(self.refused) < LISTED else []
            else:
                rows += self._rows(*one)
        self.newsroom.enter_rows(rows, by=CHANNEL)

    def _rows(self, report: Report, reading: Reading | None, worded: str) -> Iterator[Row]:
        self.figures += len(reading.figures) if reading else 0
        if report.id in self.known.reports:
            self.already += 1
            return
        self.taken += 1
        reading = self.personal.found(report, reading, worded)
        own = (report.row.dataset, report.row.own_id or "") if report.row else ("", "")
        before = self.known.by_own_id.get(own) if own[1] else None
        self.known.add(report)
        yield "report", report.id, fields_of(report)
        if reading is not None:
            yield "reading", report.id, fields_of(reading)
        if before is not None:
            self.changed.append((own[1], before, report.id))
            yield from self._anchored(before, report, reading)

    def _anchored(self, before: str, report: Report, reading: Reading | None) -> Iterator[Row]:
        """The row was held in other words: decisions follow their figures to the same numbers; others go to review."""
        from reportedly.ledger.anchoring import reanchor

        old, old_reading = (_latest(self.newsroom, kind, before) for kind in ("report", "reading"))
        if reading is None or not isinstance(old, Report) or not isinstance(old_reading, Reading):
            return
        found = reanchor(old_reading.figures, old.text, reading.figures, report.text)
        lost = tuple(figure for figure in found.lost if figure in self.known.decided)
        if found.moved or lost:
            yield "anchoring", f"{report.id}:{before}", fields_of(Anchoring(report.id, dict(found.moved), lost))

    def outcome(self, mapping: TableMapping) -> Imported:
        return Imported(
            capture=self.capture.id,
            address=self.capture.address,
            mapping=mapping,
            rows=self.done,
            taken=self.taken,
            already=self.already,
            refused_rows=self.refused_rows,
            figures=self.figures,
            changed=tuple(self.changed),
            refused=tuple(self.refused),
            to_say=tuple(_to_say(self.newsroom, mapping)),
        )


def _to_say(newsroom: Newsroom, mapping: TableMapping) -> Iterator[str]:
    """What the desk should know about these numbers before it counts them."""
    yield from (figure.caveat for figure in mapping.figures if figure.caveat)
    outlet = mapping.outlet
    if outlet and outlet not in {o.id for o in newsroom.files.outlets}:
        yield f"outlets.toml lists no outlet {outlet!r}: add it, and a compiler of that id with its base."
    if mapping.figures and "published" not in mapping.columns and mapping.published is None:
        yield "No column says when the table was published, so its figures cannot be counted yet: give --published DAY."


def _latest(newsroom: Newsroom, kind: str, subject: str) -> object | None:
    last = None
    for _, fields in newsroom.ledger.entered([kind], subject=subject):
        last = fields
    return value_of(kind, last) if last is not None else None


def _read(newsroom: Newsroom, file: Path, data: bytes, shape: str, mapping: TableMapping | None) -> Read:
    if shape == "ftm":
        return _Entities(newsroom, file.name, data)
    if shape != "statements":
        raise BadInput(f"nothing can be imported as {shape!r}.", remedy="Name statements or ftm.")
    if mapping is None:
        remedy = "Name one with --mapping; without it `reportedly import FILE` proposes one."
        raise BadInput("a table needs a mapping of its columns.", where=file.name, remedy=remedy)
    return _Table(newsroom, file.name, data, mapping)


class _Table:
    """A CSV or XLSX file with a mapping."""

    def __init__(self, newsroom: Newsroom, name: str, data: bytes, mapping: TableMapping) -> None:
        from reportedly.ledger.exchange_mappings import check

        self._newsroom, self._name, self._data, self._sheet = newsroom, name, data, mapping.sheet
        self._line, self._heads = _heads(self._lines(), name)
        self.mapping = check(mapping, self._heads, name)

    def _lines(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        from reportedly.capture.tables import table_rows

        limit = self._newsroom.files.settings.capture.largest_file
        return table_rows(self._data, self._name, sheet=self._sheet, limit=limit)

    def rows(self) -> int:
        """The rows below the heads; goes through the whole file, so that a broken one is refused before anything is kept."""
        return sum(1 for _ in self._lines()) - 1

    def reports(self, capture: str) -> Iterator[Taken | Failure]:
        terms = _terms(self._newsroom)
        for line, cells in islice(self._lines(), 1, None):
            try:
                yield self._told(capture, line, cells, terms)
            except BadInput as wrong:
                yield Failure(f"{_address(Path(self._name))}#line={line}", wrong.what, wrong.remedy)

    def _told(self, capture: str, line: int, cells: tuple[str, ...], terms: Terms) -> Taken:
        from reportedly.ledger.exchange_cells import plain
        from reportedly.ledger.exchange_rows import Source, told

        if len(cells) > len(self._heads):
            what = f"the row has {len(cells)} cells, the first row {len(self._heads)}."
            raise BadInput(what, remedy="Put cells that hold the separator into quotation marks.")
        by_head = dict(zip(self._heads, map(plain, cells), strict=False))
        return told(Source(capture, line, by_head), self.mapping, terms)


class _Entities:
    """A file of FollowTheMoney entities, one a line."""

    def __init__(self, newsroom: Newsroom, name: str, data: bytes) -> None:
        from reportedly.ledger.exchange_ftm_rows import MAPPING

        self._newsroom, self._name, self._data, self.mapping = newsroom, name, data, MAPPING
        if not data.strip():
            raise BadInput("the file is empty.", where=name, remedy="Export it again; nothing was kept.")
        if not data.lstrip().startswith(b"{"):
            raise BadInput("the file holds no entities.", where=name, remedy="Give JSON lines (entities.ftm.json).")

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        from io import BytesIO

        return ((n, line) for n, line in enumerate(BytesIO(self._data), 1) if line.strip())

    def rows(self) -> int:
        """The lines that are not empty."""
        return sum(1 for _ in self._lines())

    def reports(self, capture: str) -> Iterator[Taken | Failure]:
        from reportedly.ledger.exchange_ftm_rows import report_of

        terms = _terms(self._newsroom)
        for number, line in self._lines():
            try:
                yield _unread(report_of(line, number, capture, terms))
            except BadInput as wrong:
                yield Failure(f"{_address(Path(self._name))}#line={number}", wrong.what, wrong.remedy)


class _Personal:
    """Finds private persons in a row's text, so that they are masked wherever its words go out."""

    def __init__(self, newsroom: Newsroom) -> None:
        from reportedly.read.persons import names_of
        from reportedly.resources.gazetteer import gazetteer
        from reportedly.resources.languages import languages

        files = newsroom.files
        self._languages, self._gazetteer = languages(), gazetteer()
        self._public, self._others = files.settings.public_persons, names_of(files.compilers, files.outlets)

    def found(self, report: Report, reading: Reading | None, worded: str) -> Reading | None:
        """The reading with the persons in it. One in a language without rules is looked through by those of its script."""
        from reportedly.newsroom.sealing import by_script
        from reportedly.read.persons import persons_of

        language = self._languages.get(report.language) or self._languages.get(by_script(report.text))
        if reading is None or language is None:
            return reading
        persons, personal = persons_of(worded, language, self._gazetteer, self._public, self._others)
        return replace(reading, persons=persons, personal=personal)


def _terms(newsroom: Newsroom) -> Terms:
    from reportedly.capture.language import language_of
    from reportedly.capture.outlets import outlet_of
    from reportedly.ledger.exchange_rows import Terms
    from reportedly.read.identity import figure_id, statement_id
    from reportedly.read.qualifiers import bounds
    from reportedly.resources.gazetteer import gazetteer

    outlets = newsroom.files.outlets
    return Terms(
        bounds_of=bounds,
        figure_id=figure_id,
        statement_id=statement_id,
        language_of=language_of,
        outlet_of=lambda name, link: outlet_of(name, link, outlets),
        gazetteer=gazetteer(),
    )


def _heads(rows: Iterator[tuple[int, tuple[str, ...]]], where: str) -> tuple[int, tuple[str, ...]]:
    first = next(rows, None)
    if first is None:
        raise BadInput("the table is empty.", where=where, remedy="Put the names of the columns into its first row.")
    return first


def _bytes(newsroom: Newsroom, file: Path) -> bytes:
    limit = newsroom.files.settings.capture.largest_file
    try:
        if not file.is_file():
            raise BadInput("there is no such file.", where=str(file), remedy="Check its name.")
        if file.stat().st_size > limit:
            what = f"the file is larger than {limit} bytes."
            raise BadInput(what, where=str(file), remedy="Split it, or raise capture.largest_file in desk.toml.")
        return file.read_bytes()
    except OSError as wrong:
        raise BadInput(f"the file cannot be read: {wrong.strerror}.", where=str(file), remedy="Check it.") from wrong


def _address(file: Path) -> str:
    from reportedly.capture.channels.kinds import quoted

    return f"urn:reportedly:import:{quoted(file.name)}"


def _media_type(file: Path, shape: str) -> str:
    if shape == "ftm":
        return "application/json+ftm"
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return workbook if file.suffix.lower() == ".xlsx" else "text/csv"


def _unread(report: Report) -> Taken:
    """A report that the rules will read."""
    return report, None, report.text
