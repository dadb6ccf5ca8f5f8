"""What comes in: others' tables as their statements, each row traced to its line, nothing twice, nothing lost. All rows are invented."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from reportedly.errors import BadInput
from reportedly.ledger.exchange_mappings import ACLED, UCDP_GED
from reportedly.ledger.exchange_rows import quotes_hold
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.types import Bounds, Figure, FigureColumns, Hedge, Imported, Qualifier, TableMapping, Verdict

COMMAND = Path(sys.executable).with_name("reportedly")

ACLED_ROW = {
    "event_id_cnty": "UKR901",
    "event_date": "12 March 2024",
    "year": "2024",
    "time_precision": "2",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Example Forces",
    "country": "Ukraine",
    "admin1": "Kharkiv",
    "location": "Kupiansk",
    "latitude": "49.7064",
    "longitude": "37.6167",
    "geo_precision": "1",
    "source": "Example Gazette; Example Radio",
    "notes": "On 12 March 2024, two example units clashed near the station. Three were killed.",
    "fatalities": "3",
    "timestamp": "1710800000",
}
UCDP_ROW = {
    "id": "500001",
    "year": "2023",
    "dyad_name": "Example side - Other side",
    "source_article": '"Example Gazette,2023-05-06,Clash reported"',
    "source_headline": "Clash reported",
    "where_prec": "1",
    "where_coordinates": "Kupiansk town",
    "adm_1": "Kharkiv oblast",
    "country": "Ukraine",
    "latitude": "49.7064",
    "longitude": "37.6167",
    "geom_wkt": "POINT (37.6167 49.7064)",
    "date_prec": "1",
    "date_start": "2023-05-05 00:00:00.000",
    "date_end": "2023-05-06 00:00:00.000",
    "deaths_civilians": "0",
    "best": "3",
    "high": "5",
    "low": "2",
}


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    return open_newsroom(tmp_path / "desk")


def table(folder: Path, rows: Sequence[Mapping[str, str]], name: str = "events.csv") -> Path:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def figures(newsroom: Newsroom) -> list[Figure]:
    return list(newsroom.held().figures.values())


def counts(outcome: Imported) -> tuple[int, int, int, int]:
    return outcome.rows, outcome.taken, outcome.already, outcome.refused_rows


def test_an_acled_row_is_the_datasets_statement_with_its_place_days_and_sources(newsroom: Newsroom) -> None:
    outcome = newsroom.exchange.import_file(table(newsroom.folder.parent, [ACLED_ROW]), mapping=ACLED)
    assert counts(outcome) == (1, 1, 0, 0)
    (report,) = newsroom.held().reports.values()
    (figure,) = figures(newsroom)
    (statement,) = newsroom.held().statements.values()
    assert (report.outlet, report.published_day) == ("acled", date(2024, 3, 18))
    assert report.row is not None and (report.row.line, report.row.own_id) == (2, "UKR901")
    assert (figure.as_written.words, figure.number.of(report.text)) == ("fatalities: 3", "3")
    assert (figure.bounds, figure.unit, figure.hedge) == (Bounds(3, 3), "deaths", Hedge.REPORTED)
    assert figure.period is not None and (figure.period.start, figure.period.end) == (
        date(2024, 3, 9),
        date(2024, 3, 15),
    )
    assert [hop.who for hop in figure.chain] == ["acled", "Example Gazette; Example Radio"]
    assert statement.content[0].words.endswith("Three were killed.")
    place = figure.places[0]
    assert (place.quote.words, place.precision) == ("Kupiansk", "city") and place.candidates
    assert any("fatalities" in words for words in outcome.to_say)


def test_a_ucdp_row_keeps_low_best_and_high_as_bounds_of_one_figure(newsroom: Newsroom) -> None:
    outcome = newsroom.exchange.import_file(table(newsroom.folder.parent, [UCDP_ROW]), mapping=UCDP_GED)
    assert counts(outcome) == (1, 1, 0, 0)
    (report,) = newsroom.held().reports.values()
    (figure,) = figures(newsroom)
    assert (figure.bounds, figure.best, figure.qualifier) == (Bounds(2, 5), 3, Qualifier.RANGE)
    assert figure.places[0].quote.words == "Kupiansk town" and figure.places[0].candidates
    assert (figure.as_written.words, figure.number.of(report.text)) == ("best: 3; high: 5; low: 2", "3")
    assert figure.period is not None and (figure.period.start, figure.period.end) == (
        date(2023, 5, 5),
        date(2023, 5, 6),
    )
    assert "POINT" not in report.text
    assert any("--published" in words for words in outcome.to_say)


def test_a_zero_that_may_mean_unknown_is_no_count_of_none(newsroom: Newsroom) -> None:
    newsroom.exchange.import_file(table(newsroom.folder.parent, [{**ACLED_ROW, "fatalities": "0"}]), mapping=ACLED)
    (figure,) = figures(newsroom)
    assert (figure.bounds, figure.qualifier) == (Bounds(None, None), Qualifier.UNKNOWN_ABSENCE)


def test_every_quotation_slices_back_out_of_the_rows_text(newsroom: Newsroom) -> None:
    odd = {**ACLED_ROW, "event_id_cnty": "U2", "notes": 'Said: "=1+1"\nfatalities: 3; 🙂 ', "location": "  Kupiansk "}
    newsroom.exchange.import_file(table(newsroom.folder.parent, [ACLED_ROW, odd]), mapping=ACLED)
    held = newsroom.held()
    assert len(held.readings) == 2
    assert all(quotes_hold(held.reports[r], reading) for r, reading in held.readings.items())


def test_the_second_run_enters_nothing_and_reading_leaves_imported_rows_alone(newsroom: Newsroom) -> None:
    file = table(newsroom.folder.parent, [ACLED_ROW, {**ACLED_ROW, "event_id_cnty": "U2", "fatalities": "many"}])
    first = newsroom.exchange.import_file(file, mapping=ACLED)
    entries = newsroom.ledger.head()
    second = newsroom.exchange.import_file(file, mapping=ACLED)
    assert (counts(first), counts(second)) == ((2, 1, 0, 1), (2, 0, 1, 1))
    assert newsroom.ledger.head() == entries
    assert newsroom.read().readings == () and newsroom.reread() == ()
    assert newsroom.verify().found == ()


def test_a_row_that_stands_in_a_later_edition_too_is_held_once_and_a_changed_one_keeps_its_decisions(
    newsroom: Newsroom,
) -> None:
    rows = [ACLED_ROW, {**ACLED_ROW, "event_id_cnty": "U2", "fatalities": "8"}]
    newsroom.exchange.import_file(table(newsroom.folder.parent, rows, "week-1.csv"), mapping=ACLED)
    old = {f.bounds.lower: f.id for f in figures(newsroom)}
    for lower in (3, 8):
        newsroom.decide(old[lower], Verdict.ACCEPT, reviewer="ada", reason="as they say")
    later = [
        {**ACLED_ROW, "notes": ACLED_ROW["notes"] + " More is known now."},
        {**rows[1], "fatalities": "9"},
        rows[1],
    ]
    later[2] = {**rows[0], "event_id_cnty": "U3"}
    outcome = newsroom.exchange.import_file(table(newsroom.folder.parent, later, "week-2.csv"), mapping=ACLED)
    assert counts(outcome) == (3, 3, 0, 0)
    assert [own for own, _, _ in outcome.changed] == ["UKR901", "U2"]
    held = newsroom.held()
    carried = [d.subject for d in held.decisions if held.figures[d.subject].bounds.lower == 3]
    assert carried != [old[3]] and len(carried) == 1
    again = newsroom.exchange.import_file(table(newsroom.folder.parent, [rows[1]], "week-3.csv"), mapping=ACLED)
    assert counts(again) == (1, 0, 1, 0)


REFUSED = [
    ({"fatalities": "many"}, "in the column fatalities: no number: a text of 4 characters"),
    ({"fatalities": "3.5"}, "a count is whole"),
    ({"fatalities": "-3"}, "no number: '-3'"),
    ({"fatalities": "3,5"}, "no number: '3,5'"),
    ({"event_date": "12/03/2024"}, "in the column event_date: no day"),
    ({"event_date": "31 February 2024"}, "no day"),
    ({"latitude": "east"}, "no coordinates"),
    ({"latitude": "99"}, "no coordinates"),
    ({"timestamp": "soon"}, "in the column timestamp"),
    ({"notes": "a\x00b"}, "control character"),
]


@pytest.mark.parametrize(("wrong", "says"), REFUSED, ids=[str(w) for w, _ in REFUSED])
def test_a_row_that_cannot_be_taken_is_told_with_its_line_and_the_rest_goes_on(
    newsroom: Newsroom, wrong: dict[str, str], says: str
) -> None:
    rows = [{**ACLED_ROW, "event_id_cnty": "U1", **wrong}, ACLED_ROW]
    file = newsroom.folder.parent / "events.csv"
    table(newsroom.folder.parent, rows)
    if "\x00" in wrong.get("notes", ""):
        file.write_bytes(file.read_bytes().replace(b"\x00", b"\x01"))
    outcome = newsroom.exchange.import_file(file, mapping=ACLED)
    assert counts(outcome) == (2, 1, 0, 1)
    (failure,) = outcome.refused
    assert failure.address == "urn:reportedly:import:events.csv#line=2"
    assert says in failure.reason and failure.remedy
    assert [e.subject for e in newsroom.ledger.entries(["failure"])] == [failure.address]


@pytest.mark.parametrize(
    ("cell", "bounds"),
    [
        ("800", Bounds(800, 800)),
        ("1,234", Bounds(1234, 1234)),
        ("1 234", Bounds(1234, 1234)),
        ("3.0", Bounds(3, 3)),
        (">800", Bounds(801, None)),
        ("≥ 800", Bounds(800, None)),
        ("800+", Bounds(800, None)),
        ("<5", Bounds(0, 4)),
        ("300-400", Bounds(300, 400)),
        ("300–400", Bounds(300, 400)),
        ("~170", Bounds(153, 187)),
        ("0", Bounds(0, 0)),
    ],
)
def test_a_cells_number_and_its_sign_give_bounds(newsroom: Newsroom, cell: str, bounds: Bounds) -> None:
    mapping = TableMapping("mine", outlet="gazette", language="en", figures=(FigureColumns(value="killed"),))
    newsroom.exchange.import_file(table(newsroom.folder.parent, [{"where": "here", "killed": cell}]), mapping=mapping)
    assert [f.bounds for f in figures(newsroom)] == [bounds]


def test_a_desks_own_table_has_a_mapping_proposed_kept_and_used(newsroom: Newsroom) -> None:
    file = table(
        newsroom.folder.parent,
        [
            {
                "ID": "7",
                "Outlet": "Example Gazette",
                "Published": "05.06.2024",
                "Link": "https://gazette.example/7",
                "Source": "Example Count",
                "Text": "Forty were killed.",
                "City": "Kupiansk",
                "Killed": "40",
            }
        ],
    )
    proposed = newsroom.exchange.propose(file)
    assert not (newsroom.folder / "mappings").exists()
    assert newsroom.ledger.head()[0] == 0
    newsroom.exchange.save_mapping("cases", proposed)
    again = newsroom.exchange.mapping("cases")
    assert (again.columns, again.figures, again.content) == (proposed.columns, proposed.figures, proposed.content)
    assert counts(newsroom.exchange.import_file(file, mapping=again)) == (1, 1, 0, 0)
    (figure,) = figures(newsroom)
    (report,) = newsroom.held().reports.values()
    assert (figure.source, figure.unit, figure.bounds) == ("Example Count", "persons_killed", Bounds(40, 40))
    assert (report.outlet, report.link, report.published_day) == (
        "example-gazette",
        "https://gazette.example/7",
        date(2024, 6, 5),
    )


def test_known_tables_are_known_by_their_heads(newsroom: Newsroom) -> None:
    for row, known in ((ACLED_ROW, "acled"), (UCDP_ROW, "ucdp-ged")):
        assert newsroom.exchange.propose(table(newsroom.folder.parent, [row])).name == known


def test_a_workbook_is_read_like_a_csv(newsroom: Newsroom) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["id", "date", "notes", "killed"])
    sheet.append([1, date(2024, 3, 12), "Three were killed.", 3])
    sheet.append([2, "12.03.2024", "Nobody knows.", "some"])
    path = newsroom.folder.parent / "cases.xlsx"
    book.save(path)
    outcome = newsroom.exchange.import_file(path, mapping=newsroom.exchange.propose(path))
    assert counts(outcome) == (2, 1, 0, 1)
    assert outcome.refused[0].address.endswith("#line=3")
    assert [f.period.start for f in figures(newsroom) if f.period] == [date(2024, 3, 12)]


def test_formulas_that_were_neutralised_come_back_as_they_were(newsroom: Newsroom) -> None:
    file = newsroom.folder.parent / "t.csv"
    file.write_text("id,notes,killed\r\n1,'=1+1 were seen,3\r\n", encoding="utf-8", newline="")
    newsroom.exchange.import_file(file, mapping=newsroom.exchange.propose(file))
    (statement,) = newsroom.held().statements.values()
    assert statement.content[0].words == "=1+1 were seen"


BROKEN = [
    (b"", "empty"),
    (b"id,notes\r\n", "not there: killed"),
    ("id,notes,killed\r\n1,Привет,3\r\n".encode("cp1251"), "not UTF-8"),
    ("id,notes,killed\r\n1,x,3\r\n".encode("utf-16"), "UTF-16"),
    (b'id,notes,killed\r\n1,"never closed,3\r\n2,x,4\r\n', "broken"),
    (b"id,notes,killed\r\n1,x,3\r\n\x00\x00", "binary"),
    (b"PK\x03\x04nonsense", "ZIP"),
    (b"id,killed,killed\r\n1,2,3\r\n", "two columns"),
]


@pytest.mark.parametrize(("data", "says"), BROKEN, ids=[str(s) + str(n) for n, (_, s) in enumerate(BROKEN)])
def test_a_broken_table_is_refused_whole_and_nothing_is_kept(newsroom: Newsroom, data: bytes, says: str) -> None:
    file = newsroom.folder.parent / ("t.xlsx" if data.startswith(b"PK") else "t.csv")
    file.write_bytes(data)
    mapping = TableMapping("m", content=("notes",), figures=(FigureColumns(value="killed"),))
    with pytest.raises(BadInput, match=says):
        newsroom.exchange.import_file(file, mapping=mapping)
    assert list(newsroom.archive.captures()) == [] and list(newsroom.ledger.entries(["capture"])) == []


def test_private_persons_of_a_row_are_masked_on_the_way_out(newsroom: Newsroom) -> None:
    row = {**ACLED_ROW, "notes": "Pyotr Zlobnin, aged 31, was killed, his lawyer Semyon Grubkin said."}
    newsroom.exchange.import_file(
        table(newsroom.folder.parent, [row, {**row, "event_id_cnty": "Grubkin?", "fatalities": "Zlobnin"}]),
        mapping=ACLED,
    )
    for shape in ("csv", "json", "ftm", "annotations", "csl", "geojson"):
        for path in newsroom.export(shape):
            words = path.read_text("utf-8")
            assert [name for name in ("Zlobnin", "Pyotr", "Semyon", "aged 31") if name in words] == []
    failures = [fields for _, fields in newsroom.ledger.entered(["failure"])]
    assert "Zlobnin" not in json.dumps(failures)


def test_heads_codes_and_numbers_are_nobodys_name(newsroom: Newsroom) -> None:
    row = {
        **ACLED_ROW,
        "actor1": "Forces of Otherland",
        "admin2": "Kupianskyi",
        "event_type": "Explosions/Remote violence",
    }
    newsroom.exchange.import_file(table(newsroom.folder.parent, [row]), mapping=ACLED)
    (report,) = newsroom.held().reports.values()
    assert newsroom.mask.held(newsroom.held()).reports[report.id].text == report.text


def test_a_persons_name_in_any_other_column_is_masked_there(newsroom: Newsroom) -> None:
    row = {"id": "1", "remark": "told by Semyon Grubkin", "notes": "Three were killed.", "killed": "3"}
    file = table(newsroom.folder.parent, [row])
    newsroom.exchange.import_file(file, mapping=newsroom.exchange.propose(file))
    (report,) = newsroom.mask.held(newsroom.held()).reports.values()
    assert "Grubkin" not in report.text and "Three were killed." in report.text


def test_the_log_of_a_figure_leads_to_its_row_and_the_log_of_the_file_to_the_mapping(newsroom: Newsroom) -> None:
    rows = [ACLED_ROW, {**ACLED_ROW, "event_id_cnty": "U2", "fatalities": "many"}]
    outcome = newsroom.exchange.import_file(table(newsroom.folder.parent, rows), mapping=ACLED)
    (figure,) = figures(newsroom)
    said = json.dumps([dict(entry.fields) for entry in newsroom.log(figure.id)])
    assert '"line": 2' in said and outcome.capture in said
    of_file = [entry.kind for entry in newsroom.log(outcome.capture)]
    assert of_file == ["capture", "failure", "import"]
    (trace,) = newsroom.why(figure.id)
    assert trace.checked and trace.capture.id == outcome.capture and trace.sentence == "fatalities: 3"


def test_an_imported_figure_is_counted_once_people_took_it_in(newsroom: Newsroom) -> None:
    (newsroom.folder / "questions.toml").write_text(
        '[[question]]\nid = "dead"\nasks = "How many died in the clash?"\nmeasure = "deaths"\npopulation = "people"\n'
        'flow = "event"\ndefinition = "Deaths in one clash."\nunits = ["deaths"]\n'
    )
    newsroom.reread_files()
    mapping = newsroom.exchange.mapping("ucdp-ged", published=date(2024, 6, 1))
    newsroom.exchange.import_file(table(newsroom.folder.parent, [UCDP_ROW]), mapping=mapping)
    (figure,) = figures(newsroom)
    for reviewer in ("ada", "ben"):
        newsroom.decide(figure.id, Verdict.ACCEPT, reviewer=reviewer, reason="as they say")
    newsroom.decide(figure.id, Verdict.ASSIGN, reviewer="ada", reason="it is this clash", to="dead")
    tally = newsroom.count("dead")
    assert tally.bounds == Bounds(2, 5)
    assert [c.compiler for c in tally.compilers] == ["ucdp"]


def test_entities_come_in_as_reports_and_people_are_refused_without_their_names(newsroom: Newsroom) -> None:
    lines = [
        {"id": "a1", "schema": "Article", "datasets": ["example-set"], "properties": {"title": ["Forty cases"],
         "publisher": ["Example Gazette"], "publishedAt": ["2024-06-10"], "sourceUrl": ["https://gazette.example/40"], "language": ["eng"],
         "bodyText": ["In May 2024 the courts opened at least 40 cases, according to Example Count."]}},
        {"id": "p-zlobnin", "schema": "Person", "properties": {"name": ["Pyotr Zlobnin"]}},
        {"id": "c1", "schema": "Company", "properties": {"name": ["Example Works"]}},
        {"id": "e1", "schema": "Event", "properties": {"name": ["A clash"], "date": ["2024-05-01"], "location": ["Kupiansk"],
         "description": ["Two units clashed."]}},
    ]  # fmt: skip
    file = newsroom.folder.parent / "entities.ftm.json"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines) + "nonsense\n", encoding="utf-8")
    outcome = newsroom.exchange.import_file(file, shape="ftm")
    assert counts(outcome) == (5, 2, 0, 3)
    assert [f.address.partition("#")[2] for f in outcome.refused] == ["line=2", "line=3", "line=5"]
    assert "zlobnin" not in json.dumps([f.reason for f in outcome.refused]).casefold()
    assert len(newsroom.read().readings) == 2
    assert Bounds(40, None) in [f.bounds for f in figures(newsroom)]
    report = next(r for r in newsroom.held().reports.values() if r.link)
    assert (report.outlet, report.headline, report.language) == ("example-gazette", "Forty cases", "en")
    assert counts(newsroom.exchange.import_file(file, shape="ftm")) == (5, 0, 2, 3)


def test_a_desks_own_export_of_figures_comes_in_at_another_desk(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.exchange.import_file(table(newsroom.folder.parent, [UCDP_ROW]), mapping=UCDP_GED)
    path = next(p for p in newsroom.export("csv") if p.name == "figures.csv")
    new_desk(tmp_path / "other")
    other = open_newsroom(tmp_path / "other")
    proposed = other.exchange.propose(path)
    assert proposed.name == "reportedly-figures"
    assert counts(other.exchange.import_file(path, mapping=proposed)) == (1, 1, 0, 0)
    (figure,) = figures(other)
    assert (figure.bounds, figure.best, figure.unit) == (Bounds(2, 5), 3, "deaths")


def test_a_run_that_was_cut_is_finished_by_the_next(newsroom: Newsroom) -> None:
    rows = [{**ACLED_ROW, "event_id_cnty": f"U{n}"} for n in range(450)]
    file = table(newsroom.folder.parent, rows)

    class Cut(Exception):
        pass

    def cut(says: str, done: int, total: int) -> None:
        if done >= 200:
            raise Cut

    with pytest.raises(Cut):
        newsroom.exchange.import_file(file, mapping=ACLED, tell=cut)
    other = open_newsroom(newsroom.folder)
    assert other.resume() == 0
    assert counts(other.exchange.import_file(file, mapping=ACLED)) == (450, 250, 200, 0)
    assert len(other.held().reports) == 450 and other.verify().found == ()


def test_a_file_that_was_kept_and_not_entered_is_entered_without_becoming_a_report(newsroom: Newsroom) -> None:
    file = table(newsroom.folder.parent, [ACLED_ROW])
    newsroom.archive.keep(
        "urn:reportedly:import:events.csv", file.read_bytes(), "text/csv", at=newsroom.clock(), channel="import"
    )
    assert newsroom.resume() == 1
    assert newsroom.held().reports == {}
    assert counts(newsroom.exchange.import_file(file, mapping=ACLED)) == (1, 1, 0, 0)
    newsroom.ledger.close()
    assert newsroom.verify().found == ()


def test_a_person_of_a_row_who_was_erased_does_not_come_back_with_the_file(newsroom: Newsroom) -> None:
    row = {**ACLED_ROW, "notes": "Pyotr Zlobnin was killed near the station."}
    file = table(newsroom.folder.parent, [row])
    newsroom.exchange.import_file(file, mapping=ACLED)
    assert "Zlobnin" in next(iter(newsroom.held().reports.values())).text
    words = newsroom.mask.held(newsroom.held())
    shown = next(iter(words.reports.values())).text
    person = next(word for word in shown.split() if word.startswith("person-"))
    subprocess.run(
        [COMMAND, "erase", person, "--reviewer", "ada", "--reason", "asked for", "--yes", "--desk", newsroom.folder],
        check=True,
        capture_output=True,
    )
    other = open_newsroom(newsroom.folder)
    assert counts(other.exchange.import_file(file, mapping=ACLED)) == (1, 0, 1, 0)
    assert "Zlobnin" not in json.dumps([dict(fields) for _, fields in other.ledger.entered()])


def reportedly(*arguments: object, code: int = 0) -> str:
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_command_proposes_keeps_and_uses_a_mapping(newsroom: Newsroom) -> None:
    file = table(newsroom.folder.parent, [{"id": "1", "killed": "3"}, {"id": "2", "killed": "some"}], "cases.csv")
    at = ("--desk", newsroom.folder)
    assert 'value = "killed"' in reportedly("import", file, *at)
    assert "mine.toml" in reportedly("import", file, "--save-mapping", "mine", *at)
    assert "of that name" in reportedly("import", file, "--save-mapping", "mine", *at, code=4)
    said = reportedly("import", file, "--mapping", "mine", *at, code=10)
    assert "Not taken: 1" in said and "#line=3" in said and "--published DAY" in said
    assert json.loads(reportedly("import", file, "--mapping", "mine", "--json", *at, code=10))["already"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.csv", "--mapping", "acled"], "no such file"),
        (["events.csv", "--mapping", "nothing"], "There are: acled, ucdp-ged"),
        (["events.csv", "--mapping", "ucdp-ged"], "not there"),
        (["events.csv", "--as", "spreadsheet"], "statements or ftm"),
        (["events.csv", "--as", "ftm"], "holds no entities"),
    ],
)
def test_a_wrong_import_is_told_what_to_do(newsroom: Newsroom, arguments: list[str], says: str) -> None:
    table(newsroom.folder.parent, [ACLED_ROW])
    file, *rest = arguments
    assert says in reportedly("import", newsroom.folder.parent / file, *rest, "--desk", newsroom.folder, code=4)
