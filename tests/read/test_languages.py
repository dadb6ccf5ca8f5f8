"""A language is a folder of data: a small fourth one, made here of lists alone, is read by the same rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportedly.errors import BadInput
from reportedly.read.figures import Context, figures
from reportedly.read.lexicon import lexicon
from reportedly.resources.languages import PackageLanguages, languages
from reportedly.types import Figure, Flow, Qualifier, Span

NUMERALS = """role,value,forms
unit,3,trzy trzech
tens,20,dwadzieścia dwudziestu
hundreds,800,osiemset ośmiuset
magnitude,1000,tysiąc tysiące tysięcy
fraction,1/3,"jedna-trzecia"
"""
FILES = {
    "numerals.csv": NUMERALS,
    "qualifiers.toml": '[before]\nat_least = ["co najmniej"]\nabout = ["około"]\n[range]\ndash = ["–", "-"]\n',
    "vague.toml": 'dozens = ["dziesiątki"]\nnone = ["żaden"]\n',
    "calendar.toml": '[month]\n3 = ["marzec", "marca", "marcu"]\n[grammar]\nyear_mark = ["roku"]\nof = ["w"]\n[role]\nin = ["w"]\n',
    "units.toml": '[unit]\nduration = ["lat", "lata"]\n[article]\nbefore = ["artykuł", "artykułu"]\n',
    "house.toml": '[noun]\ncases = ["spraw", "sprawy"]\n',
}


@pytest.fixture
def polish(tmp_path: Path) -> PackageLanguages:
    folder = tmp_path / "pl"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return PackageLanguages(tmp_path)


def read_with(known: PackageLanguages, text: str) -> list[Figure]:
    language = known.get("pl")
    assert language is not None
    context = Context("rep_1", lexicon(language), date(2025, 3, 12))
    return list(figures(text, Span(0, len(text)), context))


def test_a_new_folder_is_a_new_language(polish: PackageLanguages) -> None:
    [figure] = read_with(polish, "W marcu 2024 roku wpłynęło co najmniej osiemset dwadzieścia trzy spraw.")
    assert figure.as_written.words == "co najmniej osiemset dwadzieścia trzy"
    assert (figure.qualifier, figure.bounds.lower, figure.bounds.upper) == (Qualifier.AT_LEAST, 823, None)
    assert (figure.counted, figure.unit, figure.flow) == ("spraw", "cases", Flow.PERIOD)
    assert figure.period is not None
    assert (figure.period.start, figure.period.end) == (date(2024, 3, 1), date(2024, 3, 31))


def test_what_a_folder_lacks_is_not_read(polish: PackageLanguages) -> None:
    assert read_with(polish, "Wpłynęło sprawozdanie z artykułu 12.") == []
    assert [f.qualifier for f in read_with(polish, "Dziesiątki osób i żaden sąd.")] == [
        Qualifier.DOZENS,
        Qualifier.NONE,
    ]


def test_a_language_without_a_folder_is_none_and_others_are_opened_once() -> None:
    assert languages().get("tlh") is None
    assert languages().get("../en") is None
    assert languages().get("en") is languages().get("en")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "vague.toml").write_text("none = [", "utf-8")
    language = PackageLanguages(tmp_path).get("pl")
    assert language is not None
    with pytest.raises(BadInput, match="vague"):
        language.words("vague", "none")
