"""What stands in place of a page, and what only speaks of it."""

from datetime import UTC, datetime

import pytest

from reportedly.capture.paywalls import is_cut
from reportedly.capture.visits import Exchange, Visit
from reportedly.capture.walls import wall_of
from reportedly.types import Hindrance

LONG = "<p>" + "The court decided forty cases, the list says. " * 60 + "</p>"


def page(title: str, body: str = "<p>Wait.</p>") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def visit(markup: str, status: int = 200, came: str = "", **fields: str) -> Visit:
    asked = "https://gazette.example/news/forty-cases"
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    hop = Exchange(came or asked, datetime(2024, 7, 1, tzinfo=UTC), b"", f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode())
    return Visit(asked, (hop,), status, "text/html", markup.encode())


WALLS: list[tuple[str, Visit, Hindrance]] = [
    ("a test, by its field", visit(page("x"), 403, cf_mitigated="challenge"), Hindrance.CHALLENGE),
    ("a test, by its title", visit(page("Just a moment..."), 503), Hindrance.CHALLENGE),
    (
        "a test, found (200)",
        visit(page("x", '<script src="/cdn-cgi/challenge-platform/h/b"></script>')),
        Hindrance.CHALLENGE,
    ),
    (
        "a Russian test",
        visit(page("DDoS-Guard", "<script src=https://check.ddos-guard.net/x.js></script>")),
        Hindrance.CHALLENGE,
    ),
    ("a captcha", visit(page("Вы не робот?", "<form action=/showcaptcha></form>")), Hindrance.CHALLENGE),
    ("consent, elsewhere", visit(page("Cookies"), came="https://consent.example.net/?to=1"), Hindrance.CONSENT),
    ("a censor's page", visit(page("Доступ ограничен", "<p>на основании 149-ФЗ</p>")), Hindrance.BLOCKED),
    ("a region's", visit(page("Sorry", "<p>This content is not available in your country.</p>")), Hindrance.BLOCKED),
    ("a firewall's", visit(page("Access Denied"), 403), Hindrance.BLOCKED),
    ("gone, found (200)", visit(page("404 - Gazette")), Hindrance.GONE),
    ("gone, in Ukrainian", visit(page("Сторінку не знайдено | Приклад")), Hindrance.GONE),
    ("the front page", visit(page("Gazette", LONG), came="https://gazette.example/"), Hindrance.GONE),
    ("the front page with www", visit(page("Gazette", LONG), came="https://www.gazette.example/"), Hindrance.GONE),
]
PAGES: list[tuple[str, Visit]] = [
    ("an article", visit(page("Forty cases", LONG))),
    ("a short note", visit(page("Forty cases", "<p>A court decided forty cases.</p>"))),
    ("an article about tests", visit(page("Just a moment that changed a town", LONG + "checks by cf-chl- scripts"))),
    (
        "an article with a watched script",
        visit(page("Forty", LONG + '<script src="/cdn-cgi/challenge-platform/x"></script>')),
    ),
    ("an article about a law", visit(page("Blocked again", LONG + "<p>The block rests on 149-ФЗ.</p>"))),
    ("404 cases", visit(page("404 soldiers were counted", LONG))),
    ("moved to another section", visit(page("Forty", LONG), came="https://gazette.example/archive/forty-cases")),
    ("not modified", visit("", 304)),
]


@pytest.mark.parametrize("seen, kind", [row[1:] for row in WALLS], ids=[row[0] for row in WALLS])
def test_a_wall_is_told_by_its_kind(seen: Visit, kind: Hindrance) -> None:
    wall = wall_of(seen)
    assert wall is not None and wall.kind is kind


@pytest.mark.parametrize("seen", [row[1] for row in PAGES], ids=[row[0] for row in PAGES])
def test_a_page_is_no_wall(seen: Visit) -> None:
    assert wall_of(seen) is None


CUT: list[tuple[str, str, bool]] = [
    ('{"isAccessibleForFree": false}', "Forty cases.", True),
    ('{"isAccessibleForFree":"False"}', "Forty cases.", True),
    ('{"isAccessibleForFree": true}', "Forty cases.", False),
    ('{"isAccessibleForFree": false}', "Forty cases. " * 300, False),
    ("<div>Subscribe to continue reading</div>", "Forty cases.", True),
    ("<div>Щоб читати далі, передплатіть</div>", "Сорок справ.", True),
    ("<div>Чтобы читать дальше, оформите подписку</div>", "Сорок дел.", True),
    ("<div>Subscribe to our newsletter</div>", "Forty cases.", False),
]


@pytest.mark.parametrize("markup, text, cut", CUT)
def test_a_page_is_cut_where_it_calls_itself_paid_and_shows_little(markup: str, text: str, cut: bool) -> None:
    assert is_cut(markup, text) is cut
