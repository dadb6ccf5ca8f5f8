"""Which capitalised words name a person: by given names, patronymics, endings of surnames, and the words beside them.

Where it is in doubt a name is taken for a person's: a place under a mask harms a report, a person without one is harmed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from reportedly.read.person_doubts import addressed, around_nickname, common, person_like
from reportedly.read.person_runs import WORD, Run, Scene, runs
from reportedly.read.person_words import fold, name_key
from reportedly.types import Gazetteer

_AGE_AFTER = re.compile(r",?\s\(?\d{1,2}(?:\)|,|;|\.(?!\d)|\s(?:лет|год|рок|років|р\.)|$)")
_KIN_AFTER = re.compile(r"['’]s?\s([a-z-]+)")
_PLURAL = re.compile(r"[a-z’-]{3,}(?:ov|ev|in|yn|ko|sky|ski|iy|yan|dze|shvili|uk|chuk|ich)s")
_TITLE = re.compile(r"([^\W\d_]+)\s[«„“\"]([^»”“\"\n]{1,80})[»”“\"]")
_APPOSED_THING = re.compile(r",\s(an?\s|the\s)?([^\W\d_]+(?:\s[^\W\d_]+){0,2})")
_DOUBLE = re.compile(r"[A-ZА-ЯЁІЇЄҐ][^\W\d_A-ZА-ЯЁІЇЄҐ]{2,}[-‑][A-ZА-ЯЁІЇЄҐ][^\W\d_A-ZА-ЯЁІЇЄҐ]{2,}")
_COPULAS = frozenset({"was", "is", "имени", "было", "це", "это"})
_LINK = re.compile(r",\s|\s(?:и|й|і|та|and|или|або|or)\s|,\s(?:и|й|і|та|and)\s")


@dataclass(frozen=True, slots=True)
class Name:
    """Words `first` to `last` that name a person."""

    first: int
    last: int


class NameFinder:
    """Finds the persons of one text. What was turned down is kept, in case a later mention settles it."""

    def __init__(self, scene: Scene, language: str, gazetteer: Gazetteer, others: Sequence[str] = ()) -> None:
        self.scene, self.language, self.gazetteer = scene, language, gazetteer
        self._others = {tuple(name_key(fold(word)) for word in WORD.findall(name)) for name in others}
        self.doubtful: list[Run] = []
        self.quoted: list[Run] = []
        self._places: dict[str, float] = {}

    def names(self) -> list[Name]:
        """All names, in order."""
        found: list[Name] = []
        for run in runs(self.scene):
            if self.scene.quoted(run):
                if self._named_in_quotes(run):
                    found.append(Name(run.first, run.last))
                else:
                    self.quoted.append(run)
                continue
            for part in self._parts(run):
                if self._is_other(part):
                    continue
                if self._is_person(part, found[-1] if found else None):
                    found.append(Name(part.first, part.last))
                else:
                    self.doubtful.append(part)
        found += self._lower_case()
        found += [Name(first, last) for first, last in around_nickname(self.scene, self.quoted, found)]
        return sorted(found + self._again(found), key=lambda name: name.first)

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
            if cut or (any(self._is_thing(i) for i in part) and not titled):
                continue
            if self._thing_follows(part[-1], run):
                continue
            yield from self._trimmed(part)

    def _cuts(self, i: int) -> bool:
        kinds = self.kinds(i)
        if "given" in kinds or ("ambiguous" in kinds and "not" in kinds and self._name_follows(i)):
            return False
        return bool(kinds & {"role", "office", "not"}) and not self.scene.initial(i)

    def _name_follows(self, i: int) -> bool:
        if i + 1 >= len(self.scene.words) or not self.scene.words[i + 1].capital or self.scene.gap(i) != " ":
            return False
        kinds = self.kinds(i + 1)
        return not kinds & {"role", "office", "not", "thing", "place_word"}

    def _is_thing(self, i: int) -> bool:
        kinds = self.kinds(i)
        return bool(kinds & {"thing", "place_word"}) and not kinds & {"given", "patronymic"}

    def _thing_follows(self, i: int, run: Run) -> bool:
        """Whether the name of an organisation goes on: "Lena Morrow Foundation", "Moscow Council secretary"."""
        return i < run.last and self._is_thing(i + 1) and "role" not in self.kinds(i + 1)

    def _trimmed(self, part: Sequence[int]) -> Iterator[Run]:
        """Without a first word that only begins the sentence, and without single letters that are words."""
        first, last = part[0], part[-1]
        if self._before_initials(part) and not self._name_like(first):
            first += 1
        while first < last and not self._name_like(first) and self._given(first + 1) and self.scene.starts(first):
            if not self.scene.words[first + 1].capital:
                break
            if last > first + 1 and "patronymic" in self.kinds(first + 2):
                break
            if last == first + 1 and self.kinds(first) & {"surname", "weak"}:
                break
            first += 1
        if first < last and self._place_of_role(first):
            first += 1
        while first <= last and len(self.scene.words[first].text) == 1 and not self.scene.initial(first):
            first += 1
        if first <= last:
            yield Run(first, last)

    def _before_initials(self, part: Sequence[int]) -> bool:
        """Whether initials follow the first word, and a surname follows them ("Spoke R. B. Lim", not "Lim R. B.")."""
        initials = [self.scene.initial(i) for i in part]
        return len(part) > 2 and initials[1] and not initials[-1]

    def _place_of_role(self, i: int) -> bool:
        """Whether word i is the place in "a resident of Chita Ivan K." as Russian and Ukrainian put it, without "of"."""
        scene, before = self.scene, self.scene.before(i)
        if self._name_like(i) or not any(scene.known.is_(name, before) for name in ("roles", "offices")):
            return False
        return self._place(scene.words[i].text) > 0.4

    def _name_like(self, i: int) -> bool:
        return self.scene.initial(i) or bool(self.kinds(i) & {"given", "ambiguous", "patronymic", "surname"})

    def _given(self, i: int) -> bool:
        return bool(self.kinds(i) & {"given", "ambiguous"})

    # -- judging -----------------------------------------------------------------------------------------------------

    def _is_person(self, part: Run, last: Name | None) -> bool:
        if self.scene.known.is_("honorifics", self.scene.before(part.first, over=" \u00a0.")):
            return True
        if self._named_after(part.first, part.last) or self._in_title(part.first) or self._thing_apposed(part.last):
            return False
        if all(self.scene.initial(i) for i in range(part.first, part.last + 1)):
            return self._lone_initial(part)
        if part.first == part.last:
            return self._single(part.first, last)
        return self._several(part, last)

    def _named_after(self, i: int, last: int = 0) -> bool:
        """A street, prize or regiment "of the name of" somebody is no person; nor is what a thing's word introduces."""
        known, before = self.scene.known, self.scene.before(i, over=" \u00a0.")
        if known.is_("roles", before) and not known.is_("named_after", before):
            j = i - 1
            return known.is_("named_after", self.scene.before(j, over=" \u00a0.")) and self.scene.before(j) != "его"
        if known.is_("named_after", before):
            return self.scene.before(i - 1) != "по"
        if before == "of" and i > 1 and self.scene.place_word(i - 2):
            return True
        if before and self.scene.place_word(i - 1):
            named = last > i + 1 and bool(self.kinds(last) & {"surname", "weak", "patronymic"})
            return not named and not (self._given(i) and self._name_follows(i))
        if not before or not known.is_("things", before):
            return False
        ahead = {self.scene.before(i - 1), self.scene.before(i - 2) if i > 1 else ""}
        return not any(
            known.is_("roles", w) or known.is_("offices", w) or known.is_("place_prepositions", w) for w in ahead if w
        )

    def _in_title(self, i: int) -> bool:
        """Whether word i stands in a title in quotation marks after its thing's word (Fund "Anna and Maria")."""
        start = self.scene.words[i].start
        at = bisect_right(self._titles, (start, len(self.scene.text)))
        return at > 0 and start < self._titles[at - 1][1]

    @cached_property
    def _titles(self) -> list[tuple[int, int]]:
        known = self.scene.known
        return [m.span(2) for m in _TITLE.finditer(self.scene.text) if known.is_("things", fold(m[1]))]

    def _thing_apposed(self, i: int) -> bool:
        """Whether the name is said to be a thing's: "Anna Novaya, an outlet that"."""
        scene, end = self.scene, self.scene.words[i].end
        found = _APPOSED_THING.match(scene.text[end : end + 40])
        words = found[2].split() if found and (found[1] or not scene.latin) else []
        at = next((n for n, word in enumerate(words) if scene.known.is_("media", fold(word))), None)
        return at is not None and not any(scene.known.is_("roles", fold(word)) for word in words[at:])

    def _lone_initial(self, part: Run) -> bool:
        """A person who is only a letter: after a role, or one of a list of letters."""
        if part.last > part.first:
            return self._role_before(part.first)
        listed = re.compile(r"[A-ZА-ЯЁІЇЄҐ]\.(?:,\s|\s(?:и|і|та|and)\s)")
        text, at = self.scene.text, self.scene.words[part.first].start
        return (
            self._role_before(part.first)
            or listed.match(text, at) is not None
            or listed.search(text, max(0, at - 6), at) is not None
        )

    def _role_before(self, i: int, over: str = " \u00a0,:.(—–-") -> bool:
        before = self.scene.before(i, over=over)
        known = self.scene.known
        if before and "." in self.scene.gap(i - 1) and len(before) > 5:
            return False
        return bool(before) and (known.is_("roles", before) or known.is_("offices", before))

    def _evidence(self, i: int, last: int | None = None) -> bool:
        """Whether a word beside the name says that it is a person's: a role, an age, a relative, being called so."""
        scene, end = self.scene, self.scene.words[i if last is None else last].end
        if self._role_before(i) or self._called(i):
            return True
        if _AGE_AFTER.match(scene.text[end : end + 12]):
            return True
        kin = _KIN_AFTER.match(scene.text[end : end + 30])
        return bool(kin and scene.known.is_("roles", kin[1]))

    def _called(self, i: int) -> bool:
        """Whether somebody is called so: "named X", "his name was X", «по имени X»."""
        known, before = self.scene.known, self.scene.before(i, over=' \u00a0«“"—')
        if known.is_("naming_verbs", before):
            return True
        return before in _COPULAS and i > 1 and known.is_("naming_verbs", self.scene.before(i - 1))

    def _linked(self, i: int, last: Name | None) -> bool:
        """Whether the name stands in a list after another person."""
        if last is None or i - last.last > 2:
            return False
        between = self.scene.text[self.scene.words[last.last].end : self.scene.words[i].start]
        return _LINK.fullmatch(between.lstrip(".")) is not None

    def _place(self, words: str) -> float:
        """How surely the words name a place, 0 to 1."""
        score = self._places.get(words)
        if score is None:
            found = self.gazetteer.candidates(words.title() if words.isupper() else words, self.language)
            score = found[0][1] if found else 0.0
            if not found and self.gazetteer.adjectives(words, self.language):
                score = 1.0
            self._places[words] = score
        return score

    def _single(self, i: int, last: Name | None) -> bool:
        kinds, scene = self.kinds(i), self.scene
        word, starts = scene.words[i], scene.starts(i)
        if "patronymic" in kinds and len(word.low) > 5:
            return True
        evidence = self._evidence(i)
        if "ambiguous" in kinds:
            return self._ambiguous(i, starts, evidence)
        prepositions = "place_prepositions" if not kinds & {"surname", "weak"} else "strong_place_prepositions"
        at_place = scene.known.is_(prepositions, scene.before(i))
        if "given" in kinds:
            return evidence or not (at_place and self._place(word.text))
        if self._acronym(word.text) or (not self.scene.latin and word.text.isascii()):
            return evidence and not word.text.isupper()
        if self.scene.qualifies(i) or (scene.latin and scene.before(i) == "the"):
            return scene.latin and _PLURAL.fullmatch(word.low) is not None
        place = self._place(word.text)
        if place and scene.known.is_("residents", scene.before(i)):
            return False
        if evidence:
            return place < 0.9 or self._role_before(i, over=" \u00a0")
        if at_place:
            return False
        if self._linked(i, last) and place < 0.75:
            return True
        if place >= (0.6 if "surname" in kinds else 0.2):
            return False
        return self._unsupported(i, kinds, starts)

    def _unsupported(self, i: int, kinds: frozenset[str], starts: bool) -> bool:
        """A single word without a role beside it: by its ending, its place in the sentence, and what stands after it."""
        scene = self.scene
        after = scene.after(i)
        acts = scene.known.is_("human_verbs", after) and not (starts and scene.known.is_("auxiliaries", after))
        if starts and "surname" in kinds and not scene.latin and self._denied(i, after):
            return False
        if "doubt" in kinds and starts:
            return acts or self._leads_list(i)
        if kinds & {"surname", "doubt"} or _DOUBLE.fullmatch(scene.words[i].text):
            return True
        if scene.words[i].text.isupper() or common(scene, i):
            return False
        return (acts and (kinds & {"weak"} != set() or person_like(scene, i))) or (
            addressed(scene, i) if starts else not scene.latin or "weak" in kinds or person_like(scene, i)
        )

    def _leads_list(self, i: int) -> bool:
        """Whether another capitalised word is listed after word i."""
        linked = _LINK.match(self.scene.text, self.scene.words[i].end)
        return linked is not None and self.scene.text[linked.end() : linked.end() + 1].isupper()

    def _denied(self, i: int, after: str) -> bool:
        """Whether a word that begins a sentence is rather a noun in the genitive: «Взрывов не было», «Взрывов в городе»."""
        linked = _LINK.match(self.scene.text, self.scene.words[i].end)
        return linked is None and self.scene.known.is_("joints", after)

    def _ambiguous(self, i: int, starts: bool, evidence: bool) -> bool:
        """Hope, Слава, Роман: a word or a name."""
        scene = self.scene
        word = scene.words[i]
        after = scene.after(i)
        helping = scene.known.is_("auxiliaries", after) and (starts or self._place(word.text) > 0)
        if evidence or (scene.known.is_("human_verbs", after) and not helping):
            return True
        follows = re.match(r",\s([^\W\d_]+)", scene.text[word.end : word.end + 30])
        if follows and scene.known.is_("occupations", follows[1].lower()):
            return True
        at_place = scene.known.is_("place_prepositions", scene.before(i))
        return not starts and not scene.latin and not (at_place and self._place(word.text) > 0)

    def _acronym(self, text: str) -> bool:
        return text.isupper() and len(text) <= 5

    def _several(self, part: Run, last: Name | None) -> bool:
        scene, inside = self.scene, range(part.first, part.last + 1)
        kinds = [self.kinds(i) for i in inside]
        initials = sum(scene.initial(i) for i in inside)
        words = scene.text[scene.words[part.first].start : scene.words[part.last].end]
        if any("patronymic" in k for k in kinds) or initials:
            return True
        place = self._place(words)
        if any(k & {"given", "ambiguous"} for k in kinds):
            return not (place >= 0.5 and not self._evidence(part.first, part.last))
        if self._evidence(part.first, part.last):
            return True
        if place or (scene.latin and scene.before(part.first) == "the"):
            return False
        if not all(scene.words[i].capital for i in inside):
            return True  # Particles stand in names: "van", "ibn".
        if any("surname" in k for k in kinds):
            return True
        if all(self._acronym(scene.words[i].text) for i in inside):
            return False
        at_place = scene.known.is_("place_prepositions", scene.before(part.first))
        placed = any(self._place(scene.words[i].text) > 0.3 for i in inside)
        adjective = scene.known.adjectives.fullmatch(scene.words[part.first].low) is not None
        return not at_place and not placed and not adjective and not (not scene.latin and words.isascii())

    def _named_in_quotes(self, run: Run) -> bool:
        """A single name in quotation marks is a person's where somebody is called or written down so."""
        known, before = self.scene.known, self.scene.before(run.first, over=" \u00a0«„“\"‘'")
        given = self._given(run.first) or "patronymic" in self.kinds(run.last)
        return given and known.is_("naming_verbs", before)

    # -- second looks ------------------------------------------------------------------------------------------------

    def _lower_case(self) -> list[Name]:
        """Names that a hasty writer gave no capital: a given name after a role, and the surname after it."""
        found = []
        words, known = self.scene.words, self.scene.known
        for i in range(1, len(words)):
            low = words[i].low
            if low in known.ambiguous or known.is_("human_verbs", low):
                continue
            if (
                low in known.given
                and not words[i].capital
                and len(low) > 3
                and known.is_("roles", self.scene.before(i))
            ):
                after = self.scene.after(i)
                found.append(Name(i, i + 1 if after and self._lower_surname(after) else i))
        return found

    def _lower_surname(self, low: str) -> bool:
        known = self.scene.known
        return bool(known.surnames.fullmatch(low)) and not known.is_("human_verbs", low)

    def _again(self, found: Sequence[Name]) -> list[Name]:
        """Words that were turned down and are a part of a name that is sure elsewhere in the text."""
        keys = {self.key(i) for name in found for i in range(name.first, name.last + 1) if not self.scene.initial(i)}
        taken = {i for name in found for i in range(name.first, name.last + 1)}
        return [
            Name(part.first, part.last)
            for part in self.doubtful
            if part.first == part.last
            and part.first not in taken
            and self.key(part.first) in keys
            and len(self.key(part.first)) > 2
            and not self._named_after(part.first)
        ]

    def key(self, i: int) -> str:
        """What stays of a name in all its cases."""
        return name_key(self.scene.words[i].low)
