"""What is held, in the form that may leave the desk: private persons under pseudonyms, their details withheld."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.newsroom.entering import fields_of, value_of
from reportedly.types import Captured, Json, Logged, Method, PersonalDetail, PersonMention, Reading, Report

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.resources.desk import DeskFiles

Key = Callable[[], bytes]


class Mask:
    """Masks what a desk holds with its key, which is opened (or made) only where somebody private is named."""

    def __init__(self, files: DeskFiles, key: Key) -> None:
        self._files, self._key = files, key
        self._headlines: dict[tuple[str, str], tuple[PersonMention, ...]] = {}

    def held(self, held: Held) -> Held:
        """The same evidence with reports and readings masked. What was worked out from it before (findings, standing)
        stays, so that ids and tallies do not depend on the mask."""
        pairs = {r: self.pair(held.reports[r], reading) for r, reading in held.readings.items() if r in held.reports}
        unread = {r: self.report(report) for r, report in held.reports.items() if r not in pairs}
        changed = any(
            report is not held.reports[r] or reading is not held.readings[r] for r, (report, reading) in pairs.items()
        )
        if not changed and all(report is held.reports[r] for r, report in unread.items()):
            return held
        reports = {r: report for r, (report, _) in pairs.items()} | unread
        readings = {r: reading for r, (_, reading) in pairs.items()}
        masked = replace(held, values=tuple(_instead(value, reports, readings) for value in held.values))
        vars(masked).update(
            decisions=held.decisions,
            standing=held.standing,
            findings=held.findings,
            finding_of=held.finding_of,
        )
        return masked

    def pair(self, report: Report, reading: Reading) -> tuple[Report, Reading]:
        """One report and its reading, masked; the same objects where nobody private is named."""
        from reportedly.read.masking import masked_reading

        headline = self._headline(report)
        if not any(not m.public for m in (*reading.persons, *headline)) and not reading.personal:
            return report, reading
        return masked_reading(report, reading, self._key(), headline)

    def report(self, report: Report) -> Report:
        """A report that was not read, or whose language has no rules: its headline masked where that can be done."""
        return self.pair(report, Reading(report.id, _unread(), report.language))[0]

    def captured(self, outcome: Captured) -> Captured:
        """What one run kept, as it may be printed: headlines and texts masked. Addresses stay as they were given."""
        return replace(outcome, kept=tuple((capture, self._kept(report)) for capture, report in outcome.kept))

    def _kept(self, report: Report) -> Report:
        """A report of which nothing has been read yet, its text masked too: a surname in a headline may be named in full there."""
        persons, personal = self._persons_in(report.language, report.text)
        return self.pair(report, Reading(report.id, _unread(), report.language, persons=persons, personal=personal))[0]

    def hider(self, held: Held) -> Callable[[str, str], str]:
        """What masks loose words about a report: (the report's id, words taken out of their place) -> the words."""

        def hide(report: str, words: str) -> str:
            reading = held.readings.get(report)
            if reading is None or (not reading.personal and all(m.public for m in reading.persons)):
                return words
            return str(self._words(words, held.reports[report], reading))

        return hide

    def logged(self, entry: Logged, held: Held, about: str | None) -> Logged:
        """An entry about a report (or a figure or statement of it) as it may be printed."""
        if entry.kind == "decision" and isinstance(reason := entry.fields.get("reason"), str):
            entry = replace(entry, fields={**entry.fields, "reason": self._typed(reason)})
        report, reading = held.reports.get(about or ""), held.readings.get(about or "")
        if report is None or reading is None:
            return entry
        value = value_of(entry.kind, entry.fields) if entry.kind in ("report", "reading") else None
        if isinstance(value, Reading):
            return replace(entry, fields=fields_of(self.pair(report, value)[1]))
        if isinstance(value, Report):
            return replace(entry, fields=fields_of(self.pair(value, reading)[0]))
        if not reading.personal and all(m.public for m in reading.persons):
            return entry
        return replace(
            entry, fields={name: self._words(inner, report, reading) for name, inner in entry.fields.items()}
        )

    def _words(self, value: Json, report: Report, reading: Reading) -> Json:
        """The strings in a value (a decision's reason), masked by the words that the reading holds as private."""
        from reportedly.read.masking import Masking, masks

        masking = Masking(report.text, masks(reading.persons, reading.personal, self._key()))

        def put(inner: Json) -> Json:
            if isinstance(inner, list):
                return [put(item) for item in inner]
            if isinstance(inner, dict):
                return {name: put(item) for name, item in inner.items()}
            return masking.words(inner) if isinstance(inner, str) else inner

        return put(value)

    def _typed(self, words: str) -> str:
        """What a person of the desk typed, with the private persons that it names masked."""
        from reportedly.newsroom.sealing import by_script
        from reportedly.read.masking import Masking, masks

        persons, personal = self._persons_in(by_script(words), words)
        if not personal and all(m.public for m in persons):
            return words
        return Masking(words, masks(persons, personal, self._key())).text

    def _headline(self, report: Report) -> tuple[PersonMention, ...]:
        asked = (report.language, report.headline)
        if asked not in self._headlines:
            self._headlines[asked] = self._persons(report)
        return self._headlines[asked]

    def _persons(self, report: Report) -> tuple[PersonMention, ...]:
        return self._persons_in(report.language, report.headline)[0]

    def _persons_in(self, code: str, words: str) -> tuple[tuple[PersonMention, ...], tuple[PersonalDetail, ...]]:
        from reportedly.read.persons import names_of, persons_of
        from reportedly.resources.gazetteer import gazetteer
        from reportedly.resources.languages import languages

        language = languages().get(code)
        if language is None:
            return (), ()
        others = names_of(self._files.compilers, self._files.outlets)
        return persons_of(words, language, gazetteer(), self._files.settings.public_persons, others)


def _unread() -> Method:
    return Method("none", "0")


def _instead(value: object, reports: dict[str, Report], readings: dict[str, Reading]) -> object:
    if isinstance(value, Report):
        return reports.get(value.id, value)
    if isinstance(value, Reading):
        return readings.get(value.report, value)
    return value
