"""What stands beside a capitalised word and tells whether it names a person: roles, ages, verbs, places, titles."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from reportedly.read.person_runs import Run, Scene
from reportedly.read.person_words import fold
from reportedly.types import Gazetteer

_AGE_AFTER = re.compile(r"(?:,\s\(?|\s\()\d{1,2}(?:\)|,|;|\.(?!\d)|$)|,?\s\(?\d{1,2}\s(?:лет|год|рок|років|р\.)")
_KIN_AFTER = re.compile(r"['’]s?\s([a-z-]+)")
_TITLE = re.compile(r"[«„“\"]([^»”“\"\n]{1,80})[»”“\"]")
_APPOSED_THING = re.compile(r",\s(an?\s|the\s)?([^\W\d_]+(?:\s[^\W\d_]+){0,2})")
_COPULAS = frozenset({"was", "is", "имени", "было", "це", "это"})
_LINK = re.compile(r",\s|\s(?:и|й|і|та|and|или|або|or)\s|,\s(?:и|й|і|та|and)\s")
_NUMBERED = re.compile(r"\s(?:№\s?|No\.\s)?\(?(?:\d|[ivx]+\))")
_WHICH = re.compile(r",\swhich\b|,\s(?:которое|яке)\b")
_LISTED = re.compile(r"[A-ZА-ЯЁІЇЄҐ]\.(?:,\s|\s(?:и|і|та|and)\s)")
_NEAR = frozenset(
    [
        "RU",
        "UA",
        "BY",
        "KZ",
        "GE",
        "AM",
        "AZ",
        "MD",
        "KG",
        "UZ",
        "TJ",
        "TM",
        "MN",
        "LT",
        "LV",
        "EE",
        "FI",
        "PL",
        "RO",
        "TR",
        "NO",
        "SE",
        "DE",
        "CZ",
        "SK",
        "HU",
        "BG",
        "RS",
        "IL",
    ]
)
"""Countries of which a small town is more often meant than a person who bears its name."""
_FAR_TOWN = 0.88


class Signs:
    """The surroundings of the words of one text."""

    def __init__(self, scene: Scene, language: str, gazetteer: Gazetteer) -> None:
        self.scene, self.language, self.gazetteer = scene, language, gazetteer
        self._places: dict[str, float] = {}

    def kinds(self, i: int) -> frozenset[str]:
        """What word i may be."""
        return self.scene.known.kind(self.scene.words[i].text)

    def given(self, i: int) -> bool:
        """Whether word i is a given name, or a word that may be one."""
        return bool(self.kinds(i) & {"given", "ambiguous"})

    def name_follows(self, i: int) -> bool:
        """Whether a capitalised word that is no role and no thing stands right after word i."""
        if i + 1 >= len(self.scene.words) or not self.scene.words[i + 1].capital or self.scene.gap(i) != " ":
            return False
        return not self.kinds(i + 1) & {"role", "office", "not", "thing", "place_word"}

    # -- roles and what is said of the name ----------------------------------------------------------------------------

    def role_before(self, i: int, over: str = " \u00a0,:.(—–-") -> bool:
        """Whether a role or an office stands right before word i."""
        before, known = self.scene.before(i, over=over), self.scene.known
        if before and "." in self.scene.gap(i - 1) and len(before) > 5:
            return False
        return bool(before) and (known.is_("roles", before) or known.is_("offices", before))

    def evidence(self, i: int, last: int | None = None) -> bool:
        """Whether a word beside the name says that it is a person's: a role, an age, a relative, being called so."""
        scene, end = self.scene, self.scene.words[i if last is None else last].end
        if self.role_before(i) or self.called(i) or _AGE_AFTER.match(scene.text[end : end + 12]):
            return True
        kin = _KIN_AFTER.match(scene.text[end : end + 30])
        return bool(kin and scene.known.is_("roles", kin[1]))

    def called(self, i: int) -> bool:
        """Whether somebody is called so: "named X", «по имени X»."""
        known, before = self.scene.known, self.scene.before(i, over=' \u00a0«“"—')
        if known.is_("naming_verbs", before):
            return True
        return before in _COPULAS and i > 1 and known.is_("naming_verbs", self.scene.before(i - 1))

    def done_to(self, i: int, place: float) -> bool:
        """Whether a verb of what is done to people stands right before, or what people do before its subject: «погиб X».

        `place` tells how surely the word names a place, of which some of these verbs may be said too.
        """
        known, before = self.scene.known, self.scene.before(i)
        if known.is_("done_to", before):
            return place < 0.8
        return place < 0.65 and not self.scene.latin and known.is_("human_verbs", before)

    def heads_line(self, i: int) -> bool:
        """Whether the word opens what follows a colon, as names in a list do: "Missing: X, Y", «Суд: X — в СИЗО»."""
        if not i or ":" not in self.scene.gap(i - 1):
            return False
        end = self.scene.words[i].end
        return self.leads_list(i) or self.scene.text[end : end + 3] in (" — ", " – ")

    def acts(self, i: int) -> bool:
        """Whether a verb of what people do follows; after the first word of a sentence no auxiliary counts."""
        after, known = self.scene.after(i), self.scene.known
        return known.is_("human_verbs", after) and not (self.scene.starts(i) and known.is_("auxiliaries", after))

    # -- lists ---------------------------------------------------------------------------------------------------------

    def linked(self, i: int, last_word: int | None) -> bool:
        """Whether the name stands in a list after another person, whose last word is given."""
        if last_word is None or i - last_word > 2:
            return False
        between = self.scene.text[self.scene.words[last_word].end : self.scene.words[i].start]
        return _LINK.fullmatch(between.lstrip(".")) is not None

    def leads_list(self, i: int) -> bool:
        """Whether another capitalised word is listed after word i."""
        linked = _LINK.match(self.scene.text, self.scene.words[i].end)
        return linked is not None and self.scene.text[linked.end() : linked.end() + 1].isupper()

    def listed_with_name(self, i: int) -> bool:
        """Whether a known given name is listed right after word i: "Ion and Viorica"."""
        linked = _LINK.match(self.scene.text, self.scene.words[i].end)
        if linked is None:
            return False
        after = next((j for j in (i + 1, i + 2) if j < len(self.scene.words) and self.scene.words[j].capital), None)
        return after is not None and self.scene.words[after].start == linked.end() and "given" in self.kinds(after)

    def lone_initial(self, part: Run) -> bool:
        """Whether a single letter is a person: after a role, or in a list of letters."""
        if part.last > part.first:
            spaced = (
                self.scene.gap(part.first).endswith((" ", "\u00a0")) and self.scene.words[part.first].text not in "PР"
            )
            return spaced or self.role_before(part.first)
        text, at = self.scene.text, self.scene.words[part.first].start
        listed = _LISTED.match(text, at) or _LISTED.search(text, max(0, at - 6), at)
        return self.role_before(part.first) or listed is not None

    # -- things and places ---------------------------------------------------------------------------------------------

    def named_after(self, i: int, last: int = 0) -> bool:
        """A street, prize or regiment "of the name of" somebody is no person; nor is what a thing's word introduces."""
        known, before = self.scene.known, self.scene.before(i, over=" \u00a0.")
        if self.scene.starts(i):
            return False
        if known.is_("roles", before) and not known.is_("named_after", before):
            j = i - 1
            if j and self.scene.before(j) and self.scene.place_word(j - 1):
                return True  # A street of "Admiral X".
            return known.is_("named_after", self.scene.before(j, over=" \u00a0.")) and self.scene.before(j) != "его"
        if known.is_("named_after", before):
            return self.scene.before(i - 1) != "по"
        if before == "of" and i > 1 and self.scene.place_word(i - 2):
            return True
        if before and self.scene.place_word(i - 1):
            named = last > i + 1 and bool(self.kinds(last) & {"surname", "weak", "patronymic"})
            return not named and not (self.given(i) and self.name_follows(i))
        which = "media" if self.scene.latin and len(before) > 3 else "things"
        bearing = known.is_(which, before) and not known.is_("troops", before)
        return bool(before) and bearing and not self._thing_of_role(i)

    def _thing_of_role(self, i: int) -> bool:
        known = self.scene.known
        ahead = {self.scene.before(i - 1), self.scene.before(i - 2) if i > 1 else ""}
        return any(
            known.is_("roles", w) or known.is_("offices", w) or known.is_("place_prepositions", w) for w in ahead if w
        )

    def in_title(self, i: int) -> bool:
        """Whether word i stands in a title in quotation marks after its thing's word (Fund "Anna and Maria")."""
        start = self.scene.words[i].start
        at = bisect_right(self._titles, (start, len(self.scene.text)))
        return at > 0 and start < self._titles[at - 1][1]

    @cached_property
    def _titles(self) -> list[tuple[int, int]]:
        known, words, found = self.scene.known, self.scene.words, []
        for match in _TITLE.finditer(self.scene.text):
            at = bisect_right(words, match.start(), key=lambda word: word.end) - 1
            if at >= 0 and match.start() - words[at].end == 1 and known.is_("things", words[at].low):
                found.append(match.span(1))
        return found

    def thing_apposed(self, i: int) -> bool:
        """Whether the name is said to be a thing's: "Anna Novaya, an outlet that"."""
        scene, end = self.scene, self.scene.words[i].end
        if scene.text[end : end + 1] != ",":
            return False
        found = _APPOSED_THING.match(scene.text[end : end + 40])
        words = found[2].split() if found and (found[1] or not scene.latin) else []
        at = next((n for n, word in enumerate(words) if scene.known.is_("media", fold(word))), None)
        return at is not None and not any(scene.known.is_("roles", fold(word)) for word in words[at:])

    def thing_follows(self, i: int) -> bool:
        """Whether what follows makes a thing of it: a thing's word ("the Storm unit"), "which"."""
        if _WHICH.match(self.scene.text, self.scene.words[i].end):
            return True
        after, known = self.scene.after(i), self.scene.known
        return (
            bool(after) and (known.is_("things", after) or known.is_("media", after)) and not known.is_("roles", after)
        )

    def numbered(self, i: int) -> bool:
        """Whether a number follows, as after "Article" or "Part"."""
        return _NUMBERED.match(self.scene.text, self.scene.words[i].end) is not None

    def place(self, words: str) -> float:
        """How surely the words name a place, 0 to 1; small towns of far countries are left out."""
        score = self._places.get(words)
        if score is None:
            found = self.gazetteer.candidates(words.title() if words.isupper() else words, self.language)
            near = [
                pair for pair in found if pair[0].kind != "city" or pair[0].country in _NEAR or pair[1] >= _FAR_TOWN
            ]
            score = near[0][1] if near else 0.0
            if not found and self.gazetteer.adjectives(words, self.language):
                score = 1.0
            self._places[words] = score
        return score

    def dative(self, i: int) -> bool:
        """Whether the word, if it is a town's name, stands in the dative without a preposition, as persons do."""
        word = self.scene.words[i]
        if (
            self.scene.latin
            or word.low[-1:] not in ("у", "ю")
            or self.scene.known.is_("place_prepositions", self.scene.before(i))
        ):
            return False
        found = self.gazetteer.candidates(word.text, self.language)
        return bool(found) and found[0][0].kind == "city" and found[0][0].name[-1:].lower() not in "aeiouy’"

    def listed_place(self, words: str) -> bool:
        """Whether some place, however small and far, bears the name."""
        return bool(self.gazetteer.candidates(words, self.language))

    def at_place(self, i: int, *, strongly: bool) -> bool:
        """Whether a preposition of place stands right before word i."""
        which = "strong_place_prepositions" if strongly else "place_prepositions"
        return self.scene.known.is_(which, self.scene.before(i))
