"""Pages that stand in place of the page: a test for robots, a question for consent, a block, a page that says it is gone.

Told from bytes and fields of the answer. What may stand in an article too (a word, a script) counts only where there is little
text beside it, so that a report about such pages is no such page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from reportedly.capture.decoding import declared_encoding
from reportedly.capture.outlets import domain
from reportedly.capture.visits import Hindered, Visit
from reportedly.types import Hindrance

LITTLE = 1_500
"""Letters of visible text below which a page may be a wall; articles have more, walls rarely have a thousand."""

_LOOKED_AT = 512 * 1024
_SAVE = "Open it in a browser; save the page as shown, and capture the file."
_CHALLENGE_FIELDS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-vercel-mitigated", "challenge"),
)
_CHALLENGE_SIGNS = (
    "/cdn-cgi/challenge-platform/", "cf-chl-", "cf_chl_opt", "ddos-guard/js-challenge", "check.ddos-guard.net", "_incapsula_resource",
    "captcha-delivery.com", "px-captcha", "awswafcookiedomainlist", "token.awswaf.com", "within.website/x/cmd/anubis", "anubis_challenge",
    "/showcaptcha", "smartcaptcha.yandexcloud.net", "sec-if-cpt-container", "sucuri_cloudproxy_js", "qrator.net/captcha", "__qrator",
    "wsidchk", "www.google.com/recaptcha/challengepage", "perimeterx.net/captcha",
)  # fmt: skip
_CHALLENGE_TITLES = re.compile(
    r"^(just a moment|attention required|checking your browser|please wait|are you (a )?(human|robot)|robot check|ddos-guard|"
    r"human verification|verify(ing)? you are human|one more step|security check|access to this page has been denied|"
    r"making sure you.re not a bot|вы не робот|проверка браузера|подтвердите, что|перевірка браузера)",
    re.IGNORECASE,
)
_CONSENT_HOSTS = ("consent.", "guce.", "myprivacy.", "privacywall.", "cookiewall.")
_CONSENT_SIGNS = (
    "before you continue to google", "guce.yahoo", "collectconsent", "privacy-mgmt.com/wrapper", "dpgmedia privacy gate", "cookiewall",
)  # fmt: skip
_BLOCK_SIGNS = (
    "149-фз", "eais.rkn.gov.ru", "blocklist.rkn.gov.ru", "zapret-info.gov.ru", "доступ к запрашиваемому ресурсу ограничен",
    "доступ к информационному ресурсу ограничен", "доступ к ресурсу ограничен", "ресурс заблокирован", "доступ до ресурсу обмежено",
    "not available in your country", "not available in your region", "unavailable in your region", "isn't available in your country",
    "blocked by your network administrator", "this website has been blocked", "web page blocked", "fortiguard intrusion",
)  # fmt: skip
_BLOCK_TITLES = re.compile(
    r"^(access denied|blocked|доступ (закрыт|запрещ|огранич)|ресурс заблок|доступ (заборонен|обмежен))", re.IGNORECASE
)
_GONE_TITLES = re.compile(
    r"^(error )?404\b|\b404( error)?$|^(page|article|story|file) (was )?not found|^(page|article) (does not|doesn.t) exist|"
    r"страница не найдена|страницы не существует|материал (удал[её]н|не найден)|сторінку не знайдено|сторінка не знайдена|"
    r"матеріал (видалено|не знайдено)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows, in lower case: its title, its markup, its visible text."""

    title: str
    markup: str
    text: str


def wall_of(visit: Visit) -> Hindered | None:
    """A visit in; what stands in place of the page out, None where it seems to be the page."""
    if _names_challenge(visit):
        return _challenge()
    if visit.status == 304 or not visit.media_type.startswith(("text/html", "application/xhtml")):
        return None
    shown = _shown(visit.data)
    if len(shown.text) >= LITTLE and visit.status == 200:
        return _elsewhere(visit)
    return _standing_in(visit, shown) or _elsewhere(visit)


def _standing_in(visit: Visit, shown: _Shown) -> Hindered | None:
    if _CHALLENGE_TITLES.search(shown.title) or any(sign in shown.markup for sign in _CHALLENGE_SIGNS):
        return _challenge()
    host = urlsplit(visit.last.address).hostname or ""
    moved = domain(visit.last.address) != domain(visit.address)
    if (moved and host.startswith(_CONSENT_HOSTS)) or any(sign in shown.markup for sign in _CONSENT_SIGNS):
        what = "the page asks for consent to cookies before it shows anything."
        return Hindered(Hindrance.CONSENT, what, _SAVE)
    if _BLOCK_TITLES.search(shown.title) or any(sign in shown.text for sign in _BLOCK_SIGNS):
        what = "a block page stands in place of the page: a censor's, a firewall's or the outlet's for this region."
        return Hindered(Hindrance.BLOCKED, what, "Try from another network, through a proxy.")
    if visit.status == 200 and _GONE_TITLES.search(shown.title):
        what = "the page says that it is gone, though the server calls it found (200)."
        return Hindered(Hindrance.GONE, what, "Earlier captures of it stand.")
    return None


def _elsewhere(visit: Visit) -> Hindered | None:
    """A page that leads to the front page is no more: what came is not what was asked for."""
    asked, came = urlsplit(visit.address), urlsplit(visit.last.address)
    to_front = came.path.strip("/") == "" and not came.query and len(asked.path.strip("/")) > len("news")
    if to_front and domain(visit.address) == domain(visit.last.address):
        what = "the address leads to the outlet's front page: the page seems gone."
        return Hindered(Hindrance.GONE, what, "Look for it on the outlet's site; earlier captures of it stand.")
    return None


def _challenge() -> Hindered:
    return Hindered(Hindrance.CHALLENGE, "a test for robots stands in place of the page.", _SAVE)


def _names_challenge(visit: Visit) -> bool:
    return any((visit.last.field(name) or "").lower() == value for name, value in _CHALLENGE_FIELDS)


def _shown(data: bytes) -> _Shown:
    markup = data[:_LOOKED_AT].decode(declared_encoding(data) or "utf-8", "replace").lower()
    title = re.search(r"<title[^<>]*>([^<]*)", markup)
    text = re.sub(r"<[^<>]*>", " ", "".join(_seen(markup)))
    return _Shown(" ".join((title[1] if title else "").split()), markup, " ".join(text.split()))


def _seen(markup: str) -> Iterator[str]:
    """Markup without scripts, styles and comments, in one pass: a hostile page must not cost more than its length."""
    at = 0
    for begin in _unseen().finditer(markup):
        if begin.start() < at:
            continue
        yield markup[at : begin.start()]
        end = "-->" if begin[1] is None else f"</{begin[1]}"
        found = markup.find(end, begin.end())
        if found < 0:
            return
        at = found + len(end)
    yield markup[at:]


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"<(?:(script|style|head|template|svg)\b|!--)")
