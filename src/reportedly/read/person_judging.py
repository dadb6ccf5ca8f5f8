"""Whether capitalised words name a person. What nothing explains does: a place under a mask harms a report, a person
without one is harmed."""

from __future__ import annotations

import re

from reportedly.read.person_doubts import CALENDAR, called_to, common, name_shaped, place_shaped, signed, unlike_verb
from reportedly.read.person_runs import Run
from reportedly.read.person_signs import Signs
from reportedly.read.person_words import fold

_PLURAL = re.compile(r"[a-z’-]{3,}(?:ov|ev|in|yn|ko|sky|ski|iy|yan|dze|shvili|uk|chuk|ich)s")
_OF_ONE = frozenset({"family", "case", "trial", "couple", "twins", "household", "verdict", "affair"})
_DOUBLE = re.compile(r"[A-ZА-ЯЁІЇЄҐ][^\W\d_A-ZА-ЯЁІЇЄҐ]{2,}[-‑][A-ZА-ЯЁІЇЄҐ][^\W\d_A-ZА-ЯЁІЇЄҐ]{2,}")
_LATIN_NAME = re.compile(
    r"[a-z](?:ov|ev|ova|eva|in|ina|sky|skyi|skaya|enko|chuk|uk|iy|yi|ii|vich|vna|bek|jon|dze|shvili|yan|uly|ogly|murod|ulla|iddin)\b"
)
"""How names of persons end in Latin letters; organisations in a Cyrillic text seldom do."""
_NO_PERSON_AFTER = frozenset({"the", "a", "an", "in", "of", "on", "at", "no", "some", "any", "operation", "project"})
_FOLLOWS = re.compile(r",\s(?:(?:his|her|my|our|их|его|её|мой|моя|її|його|мій)\s)?([^\W\d_]+)")


class Judge:
    """Judges runs of capitalised words by their kinds and by the signs beside them."""

    def __init__(self, signs: Signs) -> None:
        self.signs, self.scene = signs, signs.scene

    def is_person(self, part: Run, last_word: int | None) -> bool:
        """Whether the run names a person; `last_word` is the last word of the person named before."""
        signs, scene = self.signs, self.scene
        if scene.known.is_("honorifics", scene.before(part.first, over=" \u00a0.")):
            return True
        if signs.named_after(part.first, part.last) or signs.in_title(part.first) or signs.thing_apposed(part.last):
            return False
        if all(scene.initial(i) for i in range(part.first, part.last + 1)):
            return signs.lone_initial(part)
        if part.first == part.last:
            return self._single(part.first, last_word)
        return self._several(part)

    # -- one word --------------------------------------------------------------------------------------------------------

    def _single(self, i: int, last_word: int | None) -> bool:
        signs, scene, kinds = self.signs, self.scene, self.signs.kinds(i)
        word = scene.words[i]
        if "patronymic" in kinds and len(word.low) > 5:
            return True
        evidence = signs.evidence(i)
        if "ambiguous" in kinds:
            return self._ambiguous(i, evidence)
        at_place = signs.at_place(i, strongly=bool(kinds & {"surname", "weak"}))
        if "given" in kinds:
            place = signs.place(word.text)
            return evidence or (not (place and at_place) and not (place > 0.7 and "-" in word.text))
        if self._foreign(i):
            return evidence and not word.text.isupper()
        if scene.qualifies(i):
            return scene.latin and _PLURAL.fullmatch(word.low) is not None
        if scene.latin and scene.before(i) == "the":
            return _PLURAL.fullmatch(word.low) is not None or self._of_kin(i)
        return self._unlisted(i, kinds, last_word, evidence)

    def _of_kin(self, i: int) -> bool:
        """Whether kin or a case is named by the word: "the Dashiev family", "the Simba trial"."""
        after = self.scene.after(i)
        return after in _OF_ONE or self.scene.known.is_("kin", after) or self.scene.known.is_("kin", after.rstrip("s"))

    def _unlisted(self, i: int, kinds: frozenset[str], last_word: int | None, evidence: bool) -> bool:
        """A word that is no known given name."""
        signs, scene, word = self.signs, self.scene, self.scene.words[i]
        place = 0.0 if signs.dative(i) else signs.place(word.text)
        if unlike_verb(scene, i) or self._surname_noun(i) or (place < 0.6 and signed(scene, i) and self._may_sign(i)):
            return True
        if place and scene.known.is_("residents", scene.before(i)):
            return False
        if evidence:
            return place < 0.9 or signs.role_before(i, over=" \u00a0")
        if signs.done_to(i, place) or (place < 0.65 and signs.heads_line(i) and name_shaped(scene, i)):
            return True
        owner = scene.text[word.end : word.end + 2] in ("'s", "’s") and not place
        if signs.at_place(i, strongly=True) and not owner:
            return False
        if signs.at_place(i, strongly=False) and (place or signs.listed_place(word.text)):
            return False
        if place_shaped(scene, i) and not signs.acts(i):
            return False
        if signs.linked(i, last_word) and place < 0.75:
            return True
        if place >= (0.75 if "surname" in kinds else 0.6 if signs.acts(i) else 0.45):
            return False
        return self._unsupported(i, kinds)

    def _unsupported(self, i: int, kinds: frozenset[str]) -> bool:
        """A word with no role beside it: by its ending, its place in the sentence, and what stands after it."""
        signs, scene = self.signs, self.scene
        starts, usual = scene.starts(i) or scene.titled(i), common(scene, i)
        if starts and "surname" in kinds and not scene.latin and self._denied(i):
            return False
        if "doubt" in kinds and starts:
            return signs.acts(i) or signs.leads_list(i)
        if kinds & {"surname", "doubt"} or (_DOUBLE.fullmatch(scene.words[i].text) and not usual):
            return True
        if not name_shaped(scene, i) or (usual and signs.numbered(i)) or signs.thing_follows(i) or self._institution(i):
            return False
        if not starts:
            return not (usual and scene.latin and not signs.acts(i) and scene.words[i].low.endswith("s"))
        if usual:
            return "patronymic" in kinds and called_to(scene, i)
        return True

    def _may_sign(self, i: int) -> bool:
        return not common(self.scene, i) or self.scene.known.is_("surname_nouns", self.scene.words[i].low)

    def _surname_noun(self, i: int) -> bool:
        """Whether the word is one of those that are surnames too, and a verb of what people do follows."""
        low = self.scene.words[i].low
        return self.scene.known.is_("surname_nouns", low) and (
            self.signs.acts(i) or self.signs.leads_list(i) or called_to(self.scene, i)
        )

    def _institution(self, i: int) -> bool:
        known, low = self.scene.known, self.scene.words[i].low
        return known.is_("institutions", low) or known.is_("media", low)

    def _denied(self, i: int) -> bool:
        """Whether a word that begins a sentence is rather a noun in the genitive: «Взрывов не было», «Взрывов в городе»."""
        usual = common(self.scene, i)
        return usual and not self.signs.leads_list(i) and self.scene.known.is_("joints", self.scene.after(i))

    def _foreign(self, i: int) -> bool:
        """Whether the word is an acronym, or in Latin letters in a Cyrillic text."""
        text = self.scene.words[i].text
        return self._acronym(i) or (not self.scene.latin and text.isascii())

    def _acronym(self, i: int) -> bool:
        text = self.scene.words[i].text
        return (
            text.isupper() and len(text) <= 5 and not (len(text) > 2 and (self.scene.titled(i) or self.scene.loud(i)))
        )

    def _ambiguous(self, i: int, evidence: bool) -> bool:
        """Hope, Слава, Роман: a word or a name."""
        signs, scene, word = self.signs, self.scene, self.scene.words[i]
        starts, after = scene.starts(i), scene.after(i)
        helping = scene.known.is_("auxiliaries", after) and (starts or signs.place(word.text) > 0)
        if evidence or (scene.known.is_("human_verbs", after) and not helping):
            return True
        follows = _FOLLOWS.match(scene.text[word.end : word.end + 30])
        if follows and any(scene.known.is_(name, fold(follows[1])) for name in ("occupations", "roles")):
            return True
        if signs.listed_with_name(i) or signs.heads_line(i):
            return True
        if scene.latin and word.low not in CALENDAR and not signs.place(word.text):
            return signs.leads_list(i) if starts else scene.before(i) not in _NO_PERSON_AFTER
        at_place = signs.at_place(i, strongly=False)
        return not starts and not scene.latin and not (at_place and signs.place(word.text) > 0)

    # -- several words -----------------------------------------------------------------------------------------------------

    def _several(self, part: Run) -> bool:
        signs, scene, inside = self.signs, self.scene, range(part.first, part.last + 1)
        kinds = [signs.kinds(i) for i in inside]
        if any("patronymic" in k for k in kinds) or any(scene.initial(i) for i in inside):
            return True
        words = scene.text[scene.words[part.first].start : scene.words[part.last].end]
        place, evidence = signs.place(words), signs.evidence(part.first, part.last)
        if any(k & {"given", "ambiguous"} for k in kinds):
            return evidence or place < 0.5
        if evidence:
            return True
        if place or (scene.latin and scene.before(part.first) == "the"):
            return False
        if not all(scene.words[i].capital for i in inside):
            return True  # Particles stand in names: "van", "ibn".
        return any("surname" in k for k in kinds) or self._unexplained(part, words)

    def _led_by_place(self, i: int) -> bool:
        """Whether the first word is a place's, as in the name of a club or a paper: "Kyiv Dynamo"."""
        word = self.scene.words[i].text
        return len(word) > 2 and self.signs.place(word) > 0.6

    def _unexplained(self, part: Run, words: str) -> bool:
        """Several words of which none is a known name: neither acronyms nor common words, nor in Latin letters in a Cyrillic text."""
        signs, scene, inside = self.signs, self.scene, range(part.first, part.last + 1)
        if all(self._acronym(i) or common(scene, i) for i in inside) or signs.thing_follows(part.last):
            return False
        if signs.at_place(part.first, strongly=True) or self._led_by_place(part.first):
            return False
        if scene.known.adjectives.fullmatch(scene.words[part.first].low) and common(scene, part.first):
            return scene.starts(part.first) and not common(scene, part.last)  # «Милая Улька», not «Южный округ».
        return scene.latin or not words.isascii() or _LATIN_NAME.search(words) is not None
