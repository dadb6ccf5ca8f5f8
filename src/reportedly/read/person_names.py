"""Which capitalised words name a person: by given names, patronymics, endings of surnames, and the words beside them.

Where it is in doubt a name is taken for a person's: a place under a mask harms a report, a person without one is harmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportedly.read.person_doubts import CALENDAR, around_nickname, common
from reportedly.read.person_judging import Judge
from reportedly.read.person_runs import WORD, Run, Scene, runs
from reportedly.read.person_signs import Signs
from reportedly.read.person_words import fold, name_key
from reportedly.types import Gazetteer

_NAMES = frozenset({"given", "ambiguous", "patronymic", "surname"})
_BEFORE_SURNAMES = frozenset(
    [
        "de",
        "van",
        "von",
        "der",
        "bin",
        "ibn",
        "abu",
        "al",
        "el",
        "da",
        "di",
        "du",
        "la",
        "le",
        "де",
        "ван",
        "фон",
        "бин",
        "ибн",
        "аль",
        "эль",
        "дер",
        "бін",
        "ібн",
        "ель",
    ]
)


@dataclass(frozen=True, slots=True)
class Name:
    """Words `first` to `last` that name a person."""

    first: int
    last: int


class NameFinder:
    """Finds the persons of one text. What was turned down is kept, in case a later mention settles it."""

    def __init__(self, scene: Scene, language: str, gazetteer: Gazetteer, others: Sequence[str] = ()) -> None:
        self.scene, self.language, self.gazetteer = scene, language, gazetteer
        self.signs = Signs(scene, language, gazetteer)
        self.judge = Judge(self.signs)
        self._others = {tuple(name_key(fold(word)) for word in WORD.findall(name)) for name in others}
        self.doubtful: list[Run] = []
        self.quoted: list[Run] = []
        self._in_quotes: set[int] = set()

    def names(self) -> list[Name]:
        """All names, in order."""
        found: list[Name] = []
        for run in runs(self.scene):
            if self.scene.quoted(run):
                if self._named_in_quotes(run) or self._goes_on(run, found):
                    found.append(Name(run.first, run.last))
                    self._in_quotes.add(run.last)
                else:
                    self.quoted.append(run)
                continue
            for part in self._parts(run):
                if self._is_other(part):
                    continue
                if self.judge.is_person(part, found[-1].last if found else None):
                    found.append(Name(self._with_particles(part.first), part.last))
                else:
                    self.doubtful.append(part)
        found += self._lower_case() + self._before_names(found)
        found += [Name(first, last) for first, last in around_nickname(self.scene, self.quoted, found)]
        return sorted(found + self._again(found), key=lambda name: name.first)

    def _with_particles(self, first: int) -> int:
        """The first word of a name together with the small words before it: "van der Berg"."""
        while first and self.scene.before(first) in _BEFORE_SURNAMES and not self.scene.words[first - 1].capital:
            first -= 1
        return first

    def kinds(self, i: int) -> frozenset[str]:
        """What word i may be."""
        return self.scene.known.kind(self.scene.words[i].text)

    def _is_other(self, part: Run) -> bool:
        """Whether the run is (or ends with) the name of an outlet or a compiler."""
        keys = tuple(self.key(i) for i in range(part.first, part.last + 1))
        return any(keys[start:] in self._others for start in range(len(keys))) if self._others else False

    # -- parts of a run ----------------------------------------------------------------------------------------------

    def _parts(self, run: Run) -> Iterator[Run]:
        """The run cut at ranks, offices and other words that are no names; nothing of the name of an organisation."""
        for cut, group in groupby(range(run.first, run.last + 1), key=self._cuts):
            part = list(group)
            titled = self.scene.known.is_("honorifics", self.scene.before(part[0], over=" \u00a0."))
            if cut:
                self.doubtful += [Run(i, i) for i in part]
                continue
            if any(self._is_thing(i) for i in part) and not titled:
                continue
            if self._thing_goes_on(part[-1], run):
                continue
            yield from self._trimmed(part)

    def _cuts(self, i: int) -> bool:
        kinds = self.kinds(i)
        if "not" in kinds and (self._short_surname(i) or self._after_given(i) or self.signs.called(i)):
            return False
        if kinds & {"role", "not"} and (self._before_own_initials(i) or self._ranked(i)):
            return False
        if self._only_looks_known(i) or self._reported_in_list(i):
            return False
        if kinds & {"role", "office"} and self._after_given(i):
            return False
        if "given" in kinds or ("ambiguous" in kinds and "not" in kinds and self.signs.name_follows(i)):
            return False
        if self.scene.titled(i) and not kinds & _NAMES and common(self.scene, i):
            return True
        return bool(kinds & {"role", "office", "not"}) and not self.scene.initial(i)

    def _before_own_initials(self, i: int) -> bool:
        """Whether initials follow word i, and no surname follows them: «Волга А. А., Март К.»."""
        words, at = self.scene.words, i + 1
        while at < len(words) and self.scene.initial(at) and not self.scene.gap(at - 1).strip(" \u00a0."):
            at += 1
        if at == i + 1 or self.scene.gap(i).strip():
            return False
        return at == len(words) or not words[at].capital or self.scene.gap(at - 1).strip(" \u00a0") != "."

    def _ranked(self, i: int) -> bool:
        """Whether an English rank or kin's word with a capital stands right before a common word: "Sergeant Young"."""
        scene = self.scene
        if not scene.latin or "not" not in self.kinds(i) or scene.titled(i) or scene.words[i].low in CALENDAR:
            return False
        known, before = scene.known, scene.before(i, over=" ")
        return known.is_("roles", before) and not known.is_("offices", before) and scene.words[i - 1].capital

    def _only_looks_known(self, i: int) -> bool:
        """Whether a surname follows a word that inside a sentence has a capital of its own: «какого-то Маму Алиева»."""
        if self.scene.latin or self.scene.starts(i) or self.scene.titled(i) or not self.signs.name_follows(i):
            return False
        kinds, known, low = self.kinds(i), self.scene.known, self.scene.words[i].low
        if "role" in kinds and "office" not in kinds:
            return "surname" in self.kinds(i + 1)
        # A short stem takes in names too (дум*: Думитру).
        return "not" in kinds and known.lists["not_names"].far(low) and not known.adjectives.fullmatch(low)

    def _reported_in_list(self, i: int) -> bool:
        """Whether a dash and what somebody did follow an item of a list: «Лемко — осуждён; Январь — умер»."""
        if not i or self.scene.gap(i - 1).strip() not in (";", ":") or i + 1 >= len(self.scene.words):
            return False
        return self.scene.gap(i) in (" — ", " – ") and self.scene.known.is_("human_verbs", self.scene.words[i + 1].low)

    def _after_given(self, i: int) -> bool:
        """Whether a given name stands right before: «Юрко Середа» is no Wednesday."""
        known = i > 0 and self.scene.words[i - 1].capital and self.scene.gap(i - 1) == " "
        return known and "given" in self.kinds(i - 1) and len(self.scene.words[i].text) > 2 and not self.scene.titled(i)

    def _short_surname(self, i: int) -> bool:
        """Whether a small word with a capital is a surname: after an initial («Г. Ли») or a form of address («г-н Но»)."""
        if i and self.scene.initial(i - 1) and self.scene.gap(i - 1).startswith("."):
            return True
        return len(self.scene.words[i].text) < 4 and "-" in self.scene.before(i) and self.signs.role_before(i)

    def _is_thing(self, i: int) -> bool:
        kinds = self.kinds(i)
        if i and "given" in self.kinds(i - 1):
            said = self.scene.known.is_("surname_nouns", self.scene.words[i].low)
            if said or (not self.scene.latin and self._after_given(i)):
                return False
        return bool(kinds & {"thing", "place_word"}) and not kinds & {"given", "patronymic"}

    def _thing_goes_on(self, i: int, run: Run) -> bool:
        """Whether the name of an organisation goes on: "Lena Morrow Foundation", "Moscow Council secretary"."""
        return i < run.last and self._is_thing(i + 1) and "role" not in self.kinds(i + 1)

    def _trimmed(self, part: Sequence[int]) -> Iterator[Run]:
        """Without a first word that only begins the sentence, and without single letters that are words."""
        first, last = part[0], part[-1]
        if self._before_initials(part) and not self._name_like(first):
            first += 1
        if first < last and self._only_begins(first):
            first += 1
        if first < last and self._place_before(first, last):
            first += 1
        if first < last and self._place_of_role(first):
            first += 1
        while first <= last and len(self.scene.words[first].text) == 1 and not self.scene.initial(first):
            first += 1
        if first <= last:
            yield Run(first, last)

    def _only_begins(self, i: int) -> bool:
        """Whether word i is a common one that only begins the sentence; in a list after a colon or a line's end it may be a name."""
        listed = i > 0 and any(mark in self.scene.gap(i - 1) for mark in ":\n•—")
        return not listed and self.scene.starts(i) and not self.kinds(i) & _NAMES and common(self.scene, i)

    def _place_before(self, first: int, last: int) -> bool:
        """Whether the first word is a place of its own: "At Pokrovsk Rezai was", but not "in Nizhny Novgorod"."""
        words = self.scene.words
        if not self.signs.at_place(first, strongly=False) or self._name_like(first):
            return False
        whole = self.scene.text[words[first].start : words[last].end]
        return self.signs.place(words[first].text) > 0.3 and not self.signs.listed_place(whole)

    def _before_initials(self, part: Sequence[int]) -> bool:
        """Whether initials follow the first word, and a surname follows them ("Spoke R. B. Lim", not "Lim R. B.")."""
        initials = [self.scene.initial(i) for i in part]
        return len(part) > 2 and initials[1] and not initials[-1]

    def _place_of_role(self, i: int) -> bool:
        """Whether word i is the place in "a resident of Chita Ivan K." as Russian and Ukrainian put it, without "of"."""
        scene, before = self.scene, self.scene.before(i)
        if scene.latin or self._name_like(i) or not any(scene.known.is_(name, before) for name in ("roles", "offices")):
            return False
        return self.signs.place(scene.words[i].text) > 0.4

    def _name_like(self, i: int) -> bool:
        return self.scene.initial(i) or bool(self.kinds(i) & {"given", "ambiguous", "patronymic", "surname"})

    def _named_in_quotes(self, run: Run) -> bool:
        """Words in quotation marks are a person's where somebody is called or written down so, or where all are names."""
        known, before = self.scene.known, self.scene.before(run.first, over=" \u00a0«„“\"‘'")
        inside = range(run.first, run.last + 1)
        if known.is_("naming_verbs", before):
            return (
                self.signs.given(run.first) or "patronymic" in self.kinds(run.last) or known.is_("surname_said", before)
            )
        if self._said_to_be(run):
            return True
        thing = known.is_("things", before) or known.is_("media", before) or known.is_("place_words", before)
        names = all(self.kinds(i) & {"given", "surname", "patronymic"} for i in inside)
        names = names and (run.last > run.first or "given" in self.kinds(run.first))
        return names and not thing

    def _said_to_be(self, run: Run) -> bool:
        """Whether one word in quotation marks is what a person was to others: `He was "Lyokha" to his mates`."""
        scene, i = self.scene, run.first
        over = " \u00a0«„“\"‘'"
        if run.last > i or i < 2 or scene.before(i, over=over) not in ("was", "is") or self.kinds(i) & {"thing", "not"}:
            return False
        return scene.before(i - 1) in ("he", "she") and scene.text[scene.words[i].end + 1 :].startswith(" to ")

    def _goes_on(self, run: Run, found: Sequence[Name]) -> bool:
        """Whether the name before stood in quotation marks too, in the same sentence."""
        if not found or found[-1].last not in self._in_quotes:
            return False
        between = self.scene.text[self.scene.words[found[-1].last].end : self.scene.words[run.first].start]
        return len(between) < 100 and not any(mark in between for mark in ".!?\n")

    # -- second looks ------------------------------------------------------------------------------------------------

    def _before_names(self, found: Sequence[Name]) -> list[Name]:
        """Words that may be given names, and that "and" ties to the name of a person: "Ion and Viorica Cebotareanu"."""
        starts, known = {name.first for name in found}, self.scene.known
        lone = [part.first for part in self.doubtful if part.first == part.last and part.first + 2 in starts]
        return [
            Name(i, i)
            for i in lone
            if "ambiguous" in self.kinds(i) and known.is_("joints", self.scene.after(i)) and self.scene.after(i + 1)
        ]

    def _lower_case(self) -> list[Name]:
        """Names that a hasty writer gave no capital: a given name after a role, and the surname after it."""
        found = []
        words, known = self.scene.words, self.scene.known
        for i, word in enumerate(words):
            low = word.low
            if word.capital or low not in known.given or len(low) < 4:
                continue
            before, after = self.scene.before(i), self.scene.after(i)
            if low in known.ambiguous and known.is_("roles", before) and known.surnames_weak.fullmatch(after):
                found.append(Name(i, i + 1))
            if low in known.ambiguous or known.is_("human_verbs", low):
                continue
            if before and not words[i - 1].capital and self._lower_surname(before) and not known.is_("roles", before):
                found.append(Name(i - 1, i))
                continue
            surname = bool(after) and self._lower_surname(after)
            if known.is_("roles", self.scene.before(i)) or (surname and not known.is_("common", low)):
                found.append(Name(i, i + surname))
        return found

    def _lower_surname(self, low: str) -> bool:
        known = self.scene.known
        return (
            bool(known.surnames.fullmatch(low)) and not known.is_("human_verbs", low) and not known.is_("common", low)
        )

    def _again(self, found: Sequence[Name]) -> list[Name]:
        """Words that were turned down and are a part of a name that is sure elsewhere in the text."""
        keys = {self.key(i) for name in found for i in range(name.first, name.last + 1) if not self.scene.initial(i)}
        taken = {i for name in found for i in range(name.first, name.last + 1)}
        doubtful = {i for part in (*self.doubtful, *self.quoted) for i in range(part.first, part.last + 1)}
        return [
            Name(i, i)
            for i in sorted(doubtful - taken)
            if self.key(i) in keys
            and len(self.key(i)) > 2
            and not self.signs.named_after(i)
            and not self.signs.in_title(i)
        ]

    def key(self, i: int) -> str:
        """What stays of a name in all its cases."""
        return name_key(self.scene.words[i].low)
