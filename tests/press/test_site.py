"""What the public site shows, and what it never shows."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from reportedly.errors import BadInput
from reportedly.press.site import site
from reportedly.resources.templates import templates as opened
from reportedly.types import Edition, Templates

JUNE = "briefs/sent-back-to-sea/index.html"
LIGHT = ("paper", "wash")
WORDS = ("ink", "muted", "link", "link2", "corroborated", "disputed", "withdrawn")


@pytest.fixture(scope="module")
def pages(edition: Edition, templates: Templates) -> dict[str, bytes]:
    return site(edition, templates)


def _html(pages: dict[str, bytes]) -> dict[str, str]:
    return {path: data.decode() for path, data in pages.items() if path.endswith(".html")}


def _text(page: str) -> str:
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    body = re.sub(r"</?(?:a|strong|em|span|time|sup)\b[^>]*>", "", body)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "briefs/index.html",
        JUNE,
        "questions/index.html",
        "questions/total/index.html",
        "questions/total/total.csv",
        "questions/total/total.json",
        "outlets/index.html",
        "books/index.html",
        "method/index.html",
        "corrections/index.html",
        "about/index.html",
        "contacts/index.html",
        "latest/index.html",
        "feed.xml",
        "atom.xml",
        "feed.json",
        "404.html",
        "head.txt",
        "robots.txt",
        "sitemap.xml",
        "style.css",
        "pictures/quay.svg",
    ],
)
def test_the_site_has(path: str, pages: dict[str, bytes]) -> None:
    assert pages[path]


def test_the_same_edition_gives_the_same_bytes(edition: Edition, pages: dict[str, bytes]) -> None:
    assert site(edition, opened()) == pages


def test_the_first_screen_says_how_many_reports_come_down_to_how_many_compilers(pages: dict[str, bytes]) -> None:
    words = _text(_html(pages)["index.html"])
    assert "10 reports → 2 compilers" in words


@pytest.mark.parametrize(
    "words",
    [
        "20 June 2024",
        "Sent back to sea",
        "The quay at North Harbour.",
        "Drawing: The Ferry Record",
        "North Harbour. June 2024.",
        "CC BY 4.0",
        "drawing",
        "at least 800; no upper figure reported",
        "The Harbour Post, 10 June 2024, citing Tally Desk; demonstration note, not the outlet's words.",
        "Compiled by Tally Desk, from crews' families. As of January 2024.",
        "almost 7,400 cases",
        "Our count as of 21 June 2024: 3 reports → 1 compiler.",
        "You might also like",
        "A month in the harbour courts",
        "The weekly digest",
        "members’ deals",
        "Some of our books",
        "Latest",
        "About",
        "Contacts",
        "Correction, 21 June 2024. An earlier version named the wrong month. We had misread the report.",
        "9,059 cases were known by 18 June 2024.",
    ],
)
def test_a_brief_shows(words: str, pages: dict[str, bytes]) -> None:
    assert words in _text(_html(pages)[JUNE])


def test_every_number_in_a_brief_leads_to_its_note_and_the_note_back(pages: dict[str, bytes]) -> None:
    page = _html(pages)[JUNE]
    ties = re.findall(r'class="tie" href="#note-(\d+)"', page)
    assert ties == ["1", "2", "3", "2"]
    for number in set(ties):
        assert page.count(f'id="note-{number}"') == 1
        assert page.count(f'id="tie-{number}"') == 1
        assert f'href="#tie-{number}"' in page


def test_a_note_links_to_the_original_and_tells_it_nothing_of_the_reader(pages: dict[str, bytes]) -> None:
    assert '<a href="https://harbour-post.example/left-post" rel="noreferrer noopener">' in _html(pages)[JUNE]


def test_words_of_a_demonstration_note_stand_in_no_quotation_marks(pages: dict[str, bytes]) -> None:
    assert "<q" not in _html(pages)[JUNE]


def test_a_page_as_served_is_quoted_in_its_shortest_words(edition: Edition) -> None:
    reports = {key: replace(report, note=None) for key, report in edition.shelf.reports.items()}
    real = replace(edition, shelf=replace(edition.shelf, reports=reports))
    assert '<q lang="en">at least 800</q>' in site(real, opened())[JUNE].decode()


def test_a_held_brief_has_no_page_and_is_named_nowhere(pages: dict[str, bytes]) -> None:
    assert not any("too-firm" in path for path in pages)
    assert not [path for path, data in pages.items() if b"several sources say" in data]


def test_a_brief_that_was_taken_back_keeps_its_address_and_says_why_without_the_fallen_figure(
    pages: dict[str, bytes],
) -> None:
    page = _text(_html(pages)["briefs/taken-back/index.html"])
    assert "… had left by May" in page
    assert "Daily Gull withdrew the figure on which this brief stood. The outlet corrected its report." in page
    assert "1,200" not in page
    assert "Withdrawn, 18 June 2024" in _text(_html(pages)["corrections/index.html"])


def test_a_note_is_not_shown_before_its_day(edition: Edition) -> None:
    before = replace(edition, now=edition.now.replace(day=20))
    assert "An earlier version" not in site(before, opened())[JUNE].decode()


def test_a_withdrawn_figure_stands_as_withdrawn_on_its_question(pages: dict[str, bytes]) -> None:
    assert "Withdrawn 21 June 2024: Daily Gull withdrew the figure." in _text(_html(pages)["questions/left/index.html"])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("left", "at least 800; no upper figure reported"),
        ("left", "1 report → 1 compiler · newest figure: January 2024; asked on 21 June 2024"),
        ("left", "Recorded desertion may hide the missing."),
        ("march", "3 reports → 1 compiler"),
        ("march", "citing the Ministry of Tides, which cites Ferry Rolls, which calculated it from harbour books"),
        ("march", "words it differently: without the unit"),
        ("total", "The count itself"),
        ("total", "9,059 + 627 + 339 = 10,025: the parts make the whole."),
        ("total", "The later total lies below what the months add up to."),
        ("total", "Ferry Rolls: almost 7,400 cases"),
        ("total", "How many sentences were passed in March 2024?"),
        ("held", "2 figures side by side, not added"),
        ("held", "Saltmarsh"),
        ("empty", "no figure reported"),
    ],
)
def test_a_question_shows(question: str, words: str, pages: dict[str, bytes]) -> None:
    assert words in _text(_html(pages)[f"questions/{question}/index.html"])


def test_each_question_has_one_chart_at_most_and_none_where_nothing_was_reported(pages: dict[str, bytes]) -> None:
    charts = {path: page.count('class="chart"') for path, page in _html(pages).items() if path.count("/") == 2}
    assert charts["questions/total/index.html"] == 1
    assert charts["questions/empty/index.html"] == 0


def test_readers_never_see_interval_notation_or_the_words_of_the_workshop(pages: dict[str, bytes]) -> None:
    banned = re.compile(
        r"\[\d|\d\)|\b(echo|echoes|finding|findings|ledger|grade|tally|source|sources)\b", re.IGNORECASE
    )
    for path, page in _html(pages).items():
        # The invented compiler is called Tally Desk, the held question's page has no other place for that word.
        words = _text(page).replace("Tally Desk", "")
        assert not banned.search(words), (path, banned.search(words))


def test_no_deal_is_in_any_public_file(edition: Edition, pages: dict[str, bytes]) -> None:
    for deal in edition.deals:
        for word in (deal.code, deal.title, deal.terms, deal.partner):
            assert not [path for path, data in pages.items() if word.encode() in data]


def test_no_page_runs_a_script_or_asks_another_host_for_anything(pages: dict[str, bytes]) -> None:
    for path, page in _html(pages).items():
        assert re.findall(r"<script(?![^>]*application/ld\+json)", page) == [], path
        assert " style=" not in page, path
        assert re.findall(r'(?:src|srcset)="(?:https?:)?//', page) == [], path
        assert re.findall(r'<link rel="(?:stylesheet|icon)" href="(?:https?:)?//', page) == [], path
        assert '<meta name="referrer" content="no-referrer">' in page, path
        assert "default-src 'none'" in html.unescape(page), path
    assert b"url(" not in pages["style.css"]
    assert b"@import" not in pages["style.css"]


def test_every_link_inside_the_site_is_relative_and_leads_to_a_file(pages: dict[str, bytes]) -> None:
    from posixpath import join, normpath

    for path, page in _html(pages).items():
        if path == "404.html":
            continue
        folder = path.rpartition("/")[0]
        for address in re.findall(r'(?:href|src)="([^"#]+)(?:#[^"]*)?"', page):
            if re.match(r"[a-z]+:", address):
                continue
            assert not address.startswith("/"), (path, address)
            target = normpath(join(folder, address)).removeprefix("./")
            target = "index.html" if target == "." else f"{target}/index.html" if address.endswith("/") else target
            assert target in pages, (path, address)


def test_links_to_places_on_a_page_lead_somewhere(pages: dict[str, bytes]) -> None:
    for path, page in _html(pages).items():
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
        for target in re.findall(r'href="#([^"]+)"', page):
            assert target in ids, (path, target)


def test_the_page_for_a_wrong_address_finds_its_style_from_anywhere(pages: dict[str, bytes]) -> None:
    assert 'href="/record/style.css"' in _html(pages)["404.html"]


def test_every_page_is_valid_enough_for_a_strict_parser_and_has_its_headings_in_order(pages: dict[str, bytes]) -> None:
    for path, page in _html(pages).items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page)
        assert parser.errors == [], (path, parser.errors)
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_every_picture_has_its_words_and_its_size(pages: dict[str, bytes]) -> None:
    for path, page in _html(pages).items():
        for image in re.findall(r"<img[^>]*>", page):
            assert " alt=" in image, path
            assert " width=" in image, path


def test_pages_and_style_stay_small(pages: dict[str, bytes]) -> None:
    assert len(pages["style.css"]) <= 10_000
    assert max(len(page.encode()) for page in _html(pages).values()) <= 30_000


def test_form_goes_where_the_desk_says_and_says_so_where_it_is_not_open(
    edition: Edition, pages: dict[str, bytes]
) -> None:
    real = replace(edition, settings=replace(edition.settings, demonstration=False))
    assert 'action="https://post.example/join"' in _html(site(real, opened()))[JUNE]
    assert "form-action https://post.example" in _html(site(real, opened()))[JUNE]
    assert "<fieldset disabled>" in _html(pages)[JUNE]
    assert "This is a demonstration: the form is switched off" in _html(pages)[JUNE]
    assert "post.example/join" not in _html(pages)[JUNE]
    shut = replace(edition, settings=replace(real.settings, sign_up=""))
    page = site(shut, opened())[JUNE].decode()
    assert "Sign-up is not open yet." in page
    assert "<fieldset disabled>" in page
    assert "form-action 'none'" in html.unescape(page)


def test_a_page_tells_machines_its_headline_and_dates(pages: dict[str, bytes]) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', _html(pages)[JUNE])
    assert found
    data = json.loads(found[1])
    assert (data["@type"], data["headline"]) == ("NewsArticle", "Sent back to sea")
    assert (data["datePublished"], data["dateModified"]) == ("2024-06-20", "2024-06-21")
    assert data["citation"][0]["url"] == "https://harbour-post.example/left-post"


def test_words_that_look_like_markup_are_shown_and_not_obeyed(edition: Edition) -> None:
    nasty = "<script>alert(1)</script>"
    brief = replace(edition.briefs[0], title=nasty, teaser=nasty, body=f"{nasty}\n\n[x](javascript:alert(1))")
    page = site(replace(edition, briefs=(brief,)), opened())[JUNE].decode()
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_the_head_of_the_record_is_published_with_its_length(pages: dict[str, bytes], edition: Edition) -> None:
    assert pages["head.txt"].decode() == f"{edition.head}\n412 entries\n"


def test_a_spreadsheet_runs_no_formula_from_an_outlets_words(edition: Edition) -> None:
    reports = {key: replace(report, headline="=1+1") for key, report in edition.shelf.reports.items()}
    bad = replace(edition, shelf=replace(edition.shelf, reports=reports))
    assert b",'=1+1," in site(bad, opened())["questions/left/left.csv"]


def test_an_open_end_is_empty_in_csv_and_null_in_json(pages: dict[str, bytes]) -> None:
    row = next(csv.DictReader(io.StringIO(pages["questions/left/left.csv"].decode())))
    assert (row["lower"], row["upper"]) == ("800", "")
    assert json.loads(pages["questions/left/left.json"])["figures"][0]["upper"] is None


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("quay.svg", b"<svg><script>alert(1)</script></svg>"),
        ("quay.svg", b'<svg onload="alert(1)"/>'),
        ("quay.svg", b'<svg><image href="https://elsewhere.example/pixel.png"/></svg>'),
        ("quay.svg", b"<svg><rect style='fill:url(//elsewhere.example/x)'/></svg>"),
        ("quay.svg", b'<svg><a ONCLICK ="x"/></svg>'),
        ("quay.svg", b"GIF89a"),
        ("quay.jpg", b"<svg/>"),
        ("quay.exe", b"MZ"),
    ],
)
def test_a_picture_that_is_something_else_is_refused_by_name(file: str, data: bytes, edition: Edition) -> None:
    pictures = {"quay": replace(edition.pictures["quay"], file=file)}
    bad = replace(edition, pictures=pictures, picture_bytes={"quay": data})
    with pytest.raises(BadInput, match=re.escape(file)):
        site(bad, opened())


def test_many_briefs_are_listed_a_page_at_a_time_and_each_page_stays_small(edition: Edition) -> None:
    many = tuple(replace(edition.briefs[0], slug=f"brief-{number}") for number in range(65))
    pages = site(replace(edition, briefs=many), opened())
    lists = ["briefs/index.html", "briefs/older/2/index.html", "briefs/older/3/index.html"]
    assert [path for path in pages if path in lists] == lists
    assert sum(pages[path].count(b'class="card"') for path in lists) == 65
    assert max(len(pages[path]) for path in lists) <= 30_000
    assert b'href="../../../briefs/" rel="prev"' in pages[lists[1]]
    assert b'href="../../../briefs/older/3/" rel="next"' in pages[lists[1]]


def test_a_brief_that_is_held_for_another_reason_than_a_correction_has_no_page(edition: Edition) -> None:
    since = (replace(edition.briefs[0].notes[0], kind="since_then"),)
    held = replace(edition.briefs[3], notes=since)
    assert not any("too-firm" in path for path in site(replace(edition, briefs=(held,)), opened()))


def test_an_empty_desk_still_has_a_site(edition: Edition) -> None:
    from reportedly.types import Shelf

    bare = replace(edition, briefs=(), held={}, shelf=Shelf(), books=(), deals=(), pictures={}, picture_bytes={})
    pages = site(bare, opened())
    assert "No brief has been published yet." in pages["index.html"].decode()


@pytest.mark.parametrize("ident", ["../../up", "a b", "/etc", ".hidden", "a/../b", "a\nb"])
def test_an_id_that_would_lead_out_of_the_site_is_refused(ident: str, edition: Edition) -> None:
    questions = {ident: replace(edition.shelf.questions["empty"], id=ident)}
    with pytest.raises(BadInput, match="cannot be an address"):
        site(replace(edition, shelf=replace(edition.shelf, questions=questions)), opened())


def test_a_desk_may_replace_a_template(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "about.html.j2").write_text("{% extends 'base.html.j2' %}{% block main %}<h1>Ours</h1>{% endblock %}")
    pages = site(edition, opened(tmp_path))
    assert "<h1>Ours</h1>" in pages["about/index.html"].decode()
    assert pages["method/index.html"]


def test_a_broken_template_is_named(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "about.html.j2").write_text("{{ nobody.knows }}")
    with pytest.raises(BadInput, match=r"about\.html\.j2"):
        site(edition, opened(tmp_path))


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_of_words_can_be_read_on_every_ground(dark: bool, pages: dict[str, bytes]) -> None:
    tokens = _tokens(pages["style.css"].decode(), dark=dark)
    for ground in LIGHT:
        for word in WORDS:
            assert _contrast(tokens[word], tokens[ground]) >= 4.5, (word, ground)
    for ground in ("link", "bar", "corroborated", "muted"):
        assert _contrast(tokens["paper"], tokens[ground]) >= 4.5, ground


def _tokens(css: str, *, dark: bool) -> dict[str, str]:
    light, after = css.partition("prefers-color-scheme:dark")[::2]
    block = after.partition("}")[0] if dark else light
    return dict(re.findall(r"--([a-z0-9]+):(#[0-9A-F]{6})", block))


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
