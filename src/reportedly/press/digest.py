"""The week's digest as one e-mail: the briefs, what moved in the counts, corrections, and for members their deals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from reportedly.errors import BadInput
from reportedly.press.pages.briefs import passages
from reportedly.press.pages.frame import public
from reportedly.press.pages.magazine import Corrected, Magazine, magazine
from reportedly.press.pages.margin import Credit, MarginNote, answer, behind, credits_of, figure_in_words
from reportedly.press.tallies import taken_as
from reportedly.press.ties import words_only
from reportedly.press.wording import day_in_words
from reportedly.types import Brief, Deal, Edition, Finding, Shelf, SiteSettings, Templates

LARGEST = 90_000
"""Bytes of one part, before and after encoding; longer mails are cut by large mail providers."""


@dataclass(frozen=True, slots=True)
class Told:
    """One brief in the mail, with everything that its numbers stand on."""

    title: str
    day: str
    teaser: str
    address: str
    notes: tuple[MarginNote, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A figure that was reported in the week: in words, whose it is, and who reported it."""

    says: str
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A question to which the week brought a report: where the count stands now, and what is new."""

    asks: str
    answer: str
    taken: str
    behind: str
    address: str
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a digest says. `corrected` concerns earlier digests first of all; `deals` is empty for non-members."""

    ending: str
    corrected: tuple[tuple[Corrected, str], ...]
    briefs: tuple[Told, ...]
    moved: tuple[Moved, ...]
    deals: tuple[tuple[Deal, str], ...]
    contact: str
    home: str


def digest(edition: Edition, templates: Templates, *, week_ending: date, members: bool) -> bytes:
    """The digest of the seven days up to `week_ending` as an .eml, ready to be sent; the same edition, the same bytes.

    Two parts say the same: plain text with every figure, outlet and address, and HTML without pictures, counters or
    rewritten links. Deals are in it only where `members`. Raises BadInput where a part grows over 90,000 bytes.
    """
    letter = letter_of(magazine(edition), week_ending, members=members)
    settings = edition.settings
    text = templates.render("digest.txt.j2", letter=letter, site=settings)
    html = _inlined(templates.render("digest.html.j2", letter=letter, site=settings))
    seal = sha256(f"{text}\0{html}\0{week_ending}".encode()).hexdigest()
    host = _host(settings)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _line("mail_from", settings.mail_from or f"Weekly digest <digest@{host}>")
    mail["To"] = "undisclosed-recipients:;"
    mail["Subject"] = _line("mail_subject", settings.mail_subject)
    mail["Date"] = format_datetime(edition.now)
    mail["Message-ID"] = f"<{week_ending.isoformat()}.{seal[:24]}@{host}>"
    mail["List-Id"] = f"<digest.{host}>"
    _fill(mail, text, html, settings.language)
    mail.set_boundary(f"=_{seal[24:56]}")
    return mail.as_bytes()


def letter_of(sorted_out: Magazine, week_ending: date, *, members: bool) -> Letter:
    """What the digest of the seven days up to `week_ending` says."""
    edition = sorted_out.edition
    first = week_ending - timedelta(days=6)
    week = [brief for brief in sorted_out.published if first <= brief.date <= week_ending]
    deals = [deal for deal in edition.deals if deal.expires >= week_ending] if members else []
    return Letter(
        ending=day_in_words(week_ending),
        corrected=tuple(_corrected(sorted_out, first, week_ending)),
        briefs=tuple(_told(edition, brief) for brief in week),
        moved=tuple(_moved(edition, first, week_ending)),
        deals=tuple((deal, day_in_words(deal.expires)) for deal in deals),
        contact=edition.settings.contact,
        home=public(edition.settings, ""),
    )


def _corrected(sorted_out: Magazine, first: date, last: date) -> Iterator[tuple[Corrected, str]]:
    """The week's corrections, each with what an earlier digest has to do with it."""
    for one in sorted_out.corrected:
        if first.isoformat() <= one.iso <= last.isoformat():
            yield one, f"An earlier digest carried this brief, of {day_in_words(one.of)}." if one.of < first else ""


def _told(edition: Edition, brief: Brief) -> Told:
    body, extra = passages(edition, brief)
    return Told(
        title=words_only(brief.title),
        day=day_in_words(brief.date),
        teaser=words_only(brief.teaser),
        address=public(edition.settings, f"briefs/{brief.slug}/"),
        notes=(*(note for passage in body for note in passage.notes), *extra),
    )


def _moved(edition: Edition, first: date, last: date) -> Iterator[Moved]:
    shelf = edition.shelf
    for question in shelf.questions.values():
        tally = shelf.tallies.get(question.id)
        points = tally.points if tally else ()
        fresh = [shelf.findings[point.finding] for point in points if point.finding in shelf.findings]
        news = tuple(one for finding in fresh if (one := _news(shelf, finding, first, last)).credits)
        if tally and news:
            yield Moved(
                asks=question.asks,
                answer=answer(shelf, question),
                taken=taken_as(tally),
                behind=behind(tally),
                address=public(edition.settings, f"questions/{question.id}/"),
                news=news,
            )


def _news(shelf: Shelf, finding: Finding, first: date, last: date) -> News:
    figure = shelf.figures[finding.fullest]
    standing = shelf.standing.get(figure.id)
    recent = tuple(one for one in credits_of(shelf, finding) if first.isoformat() <= one.day <= last.isoformat())
    return News(figure_in_words(figure, standing.correction if standing else None, finding), recent)


def _line(setting: str, words: str) -> str:
    """A header's words, refused where a line break or control character could start another header."""
    if any(not character.isprintable() for character in words):
        raise BadInput(
            "holds a line break or a control character.", where=f"desk.toml, {setting}", remedy="Write it on one line."
        )
    return words


def _inlined(html: str) -> str:
    """HTML with its styles beside each element, as mail programs need them."""
    import css_inline

    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)
    return str(inliner.inline(html))


def _fill(mail: EmailMessage, text: str, html: str, language: str) -> None:
    mail.set_content(text, cte=_shorter(text))
    mail.add_alternative(html, subtype="html", cte=_shorter(html))
    for part in mail.iter_parts():
        part["Content-Language"] = language
        size = max(len(part.get_payload(decode=True)), len(part.as_bytes()))
        if size > LARGEST:
            raise BadInput(
                f"a part of the digest has {size:,} bytes; mail programs cut it at {LARGEST:,}.",
                where="digest",
                remedy="Let fewer briefs or deals into this week.",
            )


def _shorter(words: str) -> str:
    """The transfer encoding that makes `words` smaller: quoted-printable, or base64 for other scripts than Latin."""
    sizes = {}
    for name in ("quoted-printable", "base64"):
        part = EmailMessage(policy=SMTP)
        part.set_content(words, cte=name)
        sizes[name] = len(part.as_bytes())
    return min(sizes, key=lambda name: (sizes[name], name))


def _host(settings: SiteSettings) -> str:
    """The host that names the desk in ids: of its mail address, else of its site."""
    mailed = settings.mail_from.rpartition("@")[2].rstrip("> ").strip()
    return mailed or urlsplit(settings.address).hostname or "desk.invalid"
