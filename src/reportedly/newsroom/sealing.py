"""Says which words of an entry are a private person's, so that the ledger seals them under that person's key.

Where it is in doubt words are sealed: nothing is lost by it while the keys are there, since they come back as they were.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.newsroom.marking import NOBODY, Known, apart, in_report, put
from reportedly.types import Json, PersonalDetail, PersonMention, Reading, Report, Span

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom
    from reportedly.resources.keys import KeyFile
    from reportedly.store import Draft, Ledger
    from reportedly.store.sealing import Marked

Salt = Callable[[int, str], bytes]

PLAIN = frozenset(
    {
        "outlet",
        "compiler",
        "question",
        "policy",
        "picture",
        "book",
        "publication",
        "digest",
        "export",
        "unmask",
        "checkpoint",
        "stamp",
        "pack",
        "erase",
    }
)
"""Kinds in which nothing is sealed: what the desk says of itself, and what went out masked."""

_CYRILLIC, _UKRAINIAN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[іїєґ]", re.IGNORECASE)


class Marking:
    """Marks the secrets of drafts for one newsroom's ledger."""

    def __init__(self, newsroom: Newsroom, keys: KeyFile) -> None:
        self._newsroom, self._keys = newsroom, keys
        self._of_report: dict[str, Known] = {}
        self._of_capture: dict[str, Known] = {}
        self._drafted: dict[str, Mapping[str, Json]] = {}
        self._looked: dict[str, Reading] = {}

    def __call__(self, drafts: Sequence[Draft]) -> list[Mapping[str, Marked]]:
        """Each draft's fields with the secrets marked; the same object where there are none.

        Raises BadInput where the key file of a desk that has sealed words is not there: a new one would be no help.
        """
        vars(self).pop("_held", None)
        if lost(self._newsroom):
            from reportedly.store.sealing import PUT_BACK

            raise BadInput("this desk's keys are not here, so nothing can be entered.", remedy=PUT_BACK)
        self._drafted = {draft.subject: draft.fields for draft in drafts if draft.kind == "report"}
        read = (_reading_of(draft) for draft in drafts if draft.kind == "reading")
        self._looked = {reading.report: reading for reading in read if reading is not None}
        for fields in self._drafted.values():
            self._meet(fields)
        return [self._marked(draft) for draft in drafts]

    def _marked(self, draft: Draft) -> Mapping[str, Marked]:
        if draft.kind in PLAIN:
            return draft.fields
        if draft.kind == "reading":
            known = self._of_reading(draft.fields)
        elif draft.kind == "capture":
            known = self._of_capture.pop(draft.subject, NOBODY)
        elif draft.kind == "report":
            known = self._of_report.pop(draft.subject, NOBODY)
        else:
            known = self._in_words(_typed(draft), self._about(draft))
        if not known.forms and not known.stretches:
            return draft.fields
        if draft.kind == "report":
            return in_report(draft.fields, known)
        marked = {name: put(value, known, name) for name, value in _typed(draft).items()}
        return {**draft.fields, **marked}

    def _meet(self, fields: Mapping[str, Json]) -> None:
        text, head = str(fields.get("text", "")), str(fields.get("headline", ""))
        language = str(fields.get("language", ""))
        read = self._looked.get(str(fields.get("id")))  # who is named was looked up already, where it was read with it
        persons, personal = (
            (read.persons, read.personal) if read and _looked_through(read) else self._found(text, language)
        )
        known = self._known(persons, personal, beside=self._found(head, language)[0])
        known = known.and_also(self._in_words(_rest(fields), known))
        self._of_report[str(fields.get("id"))] = known
        self._of_capture[str(fields.get("capture"))] = known

    def _of_reading(self, fields: Mapping[str, Json]) -> Known:
        from reportedly.newsroom.entering import value_of

        reading = self._looked.get(str(fields.get("report")))
        if reading is None or not (reading.persons or reading.personal):
            return NOBODY
        drafted = self._drafted.get(reading.report)
        report = value_of("report", drafted) if drafted else self._held.reports.get(reading.report)
        return self._read(reading, report if isinstance(report, Report) else None)

    def _read(self, reading: Reading, report: Report | None) -> Known:
        beside = self._found(report.headline, report.language)[0] if report else ()
        return self._known(reading.persons, reading.personal, beside=beside)

    def _in_words(self, fields: Mapping[str, Json], about: Known) -> Known:
        """Persons in words of no known report: people's reasons, notes, briefs. `about` are those of the matter."""
        found: list[PersonMention] = []
        for words in _strings(fields):
            if " " in words or words[:1].isupper():
                found += self._found(words, "")[0]
        if not found:
            return about
        names = [mention.quote.words for mention in found if not mention.public]
        return about.and_also(self._by_name([*about.names, *names], ()))

    def _about(self, draft: Draft) -> Known:
        """Who is private in the report that a decision is about."""
        if draft.kind != "decision":
            return NOBODY
        from reportedly.newsroom.subjects import report_of

        report = report_of(self._held, str(draft.fields.get("subject", "")))
        reading = self._held.readings.get(report or "")
        return self._read(reading, self._held.reports.get(reading.report)) if reading else NOBODY

    @cached_property
    def _held(self) -> Held:
        """What is held before the drafts that are being marked."""
        return self._newsroom.held()

    def _found(self, text: str, language: str) -> tuple[Sequence[PersonMention], Sequence[PersonalDetail]]:
        """Who is named in a text. One in a language without rules is looked through by those of its script."""
        from reportedly.read.persons import names_of, persons_of
        from reportedly.resources.gazetteer import gazetteer
        from reportedly.resources.languages import languages

        rules = languages().get(language) or languages().get(by_script(text))
        if rules is None or not text:
            return (), ()
        files = self._newsroom.files
        others = names_of(files.compilers, files.outlets)
        return persons_of(text, rules, gazetteer(), files.settings.public_persons, others)

    def _known(
        self,
        persons: Sequence[PersonMention],
        personal: Sequence[PersonalDetail],
        beside: Sequence[PersonMention] = (),
    ) -> Known:
        private = [m.quote for m in persons if not m.public]
        known = self._by_name([q.words for q in private], [m.quote.words for m in beside if not m.public])
        stretches = [(quote.span, known.forms[quote.words]) for quote in private if quote.words in known.forms]
        forms = dict(known.forms)
        for detail in personal:
            person = _nearest(detail, stretches) or self._id([f"detail {detail.what}", detail.quote.words])
            stretches.append((detail.quote.span, person))
            if detail.what in _telling():
                forms.setdefault(detail.quote.words, person)
        return Known(tuple(apart(stretches)), forms, known.parts, known.names)

    def _by_name(self, names: Sequence[str], beside: Sequence[str]) -> Known:
        from reportedly.read.masking import fullest_parts, parts_of

        real = [name for name in (*names, *beside) if parts_of(name)]
        forms = {name: self._id(parts) for name, parts in fullest_parts(real).items()}
        parts = {part: person for name, person in forms.items() for part in parts_of(name) if len(part) > 2}
        return Known((), forms, parts, tuple(real))

    def _id(self, parts: Iterable[str]) -> str:
        """The keyed id of a person, who has a key from now on; the old id of one who was erased under an earlier desk key."""
        from reportedly.read.masking import keyed_id

        person = keyed_id(parts, self._keys.desk)
        for key in self._keys.older:
            if self._keys.is_erased(keyed_id(parts, key)):
                return keyed_id(parts, key)
        if not self._keys.is_erased(person):
            self._keys.meet(person, parts)
        return person


def keys_of(desk: Path, salt: Salt | None) -> KeyFile:
    """The key file of a desk; a demonstration's salts give its keys too, so that two walks come out the same."""
    from reportedly.resources.keys import KeyFile, key_path

    return KeyFile(key_path(desk), _grain(salt)) if salt else KeyFile(key_path(desk))


def open_sealed(newsroom: Newsroom, where: str | Path, keys: KeyFile, salt: Salt | None) -> Ledger:
    """The ledger of a newsroom, with the words of private persons sealed under their keys."""
    from reportedly.resources.keys import random_grain
    from reportedly.store import Ledger
    from reportedly.store.sealing import Sealing

    sealing, mark = Sealing(keys, _grain(salt) if salt else random_grain), Marking(newsroom, keys)
    if salt:
        return Ledger.open(where, salt=salt, sealing=sealing, mark=mark)
    return Ledger.open(where, sealing=sealing, mark=mark)


def lost(newsroom: Newsroom) -> bool:
    """Whether words are sealed and the key file is not there."""
    return not newsroom.keys.there and newsroom.ledger.sealed_any()


def mask_key(newsroom: Newsroom) -> bytes:
    """The desk's key; a passing one where it was lost, since then whoever is sealed is withheld anyway."""
    return secrets.token_bytes(32) if lost(newsroom) else newsroom.keys.desk


def _grain(salt: Salt) -> Callable[[str], bytes]:
    return lambda label: hashlib.sha512(salt(0, label)).digest()


def _telling() -> Sequence[str]:
    from reportedly.read.masking import TELLING

    return TELLING


def _typed(draft: Draft) -> Mapping[str, Json]:
    """The fields of an entry that people's words stand in: of a decision, not who made it."""
    if draft.kind != "decision":
        return draft.fields
    return {name: value for name, value in draft.fields.items() if name in ("reason", "correction")}


def by_script(text: str) -> str:
    """The language whose rules look through a text in a language without rules, by its letters (ISO 639-1)."""
    if not _CYRILLIC.search(text):
        return "en"
    return "uk" if _UKRAINIAN.search(text) else "ru"


def _rest(fields: Mapping[str, Json]) -> Mapping[str, Json]:
    """What people wrote in a report besides headline and text."""
    return {name: fields.get(name) for name in ("byline", "credit_line", "dateline", "forwarded_from", "media")}


def _strings(value: Json | Mapping[str, Json]) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for inner in value:
                yield from _strings(inner)
        case Mapping():
            for inner in value.values():
                yield from _strings(inner)


def _nearest(detail: PersonalDetail, stretches: Sequence[tuple[Span, str]]) -> str | None:
    """The person whose name stands nearest to a detail."""
    at = detail.quote.span
    away = [(max(span.start - at.end, at.start - span.end), span.start, person) for span, person in stretches]
    return min(away)[2] if away else None


def _reading_of(draft: Draft) -> Reading | None:
    from reportedly.newsroom.entering import value_of

    reading = value_of("reading", draft.fields)
    return reading if isinstance(reading, Reading) else None


def _looked_through(reading: Reading) -> bool:
    """Whether persons were looked for in it, though its language may have no rules. (Rows of tables always are.)"""
    return bool(reading.persons) or reading.method.name == "import"
