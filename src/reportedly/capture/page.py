"""From the bytes of a capture to a Report: a note, a plain text, a saved web page, a PDF, a mail, a message of a channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.capture.decoding import text_of
from reportedly.capture.identity import report_id
from reportedly.capture.language import UNDETERMINED, language_of
from reportedly.capture.mail import MEDIA_TYPE as MAIL
from reportedly.capture.mail import read_mail
from reportedly.capture.markup import read_page
from reportedly.capture.notes import MEDIA_TYPE, paragraphs_of, read_note
from reportedly.capture.outlets import UNKNOWN, by_name, domain, outlet_of
from reportedly.capture.pdf import MEDIA_TYPE as PDF
from reportedly.capture.pdf import read_pdf
from reportedly.capture.savedpage import saved
from reportedly.capture.telegram import MEDIA_TYPE as POST
from reportedly.capture.telegram import read_post
from reportedly.errors import BadInput
from reportedly.types import Capture, Outlet, Report, Span

__all__ = ["MEDIA_TYPE", "read_note", "report_of"]

PARAGRAPH_BREAK = "\n\n"


def report_of(capture: Capture, data: bytes, outlets: Sequence[Outlet]) -> Report:
    """A capture, its bytes and the desk's outlets in, the report that the capture holds out.

    The media type decides: a note (`text/vnd.reportedly.note`), `text/html`, `application/pdf`, a mail
    (`message/rfc822`), a message of Telegram (`application/x-telegram+json`), or other text. `text` is the paragraphs
    joined by empty lines, and `paragraphs[i].of(text)` is the i-th; offsets stay what they are as long as the bytes do.
    A publication day known as a month or a year only is that span's last day, with the precision beside it.

    Raises BadInput where the bytes are empty, cut, binary, wrongly encoded, have a broken header or hold no text.
    """
    media_type = capture.media_type.partition(";")[0].strip().lower()
    if media_type == MEDIA_TYPE:
        return _from_note(capture, data, outlets)
    if media_type in ("text/html", "application/xhtml+xml"):
        return _from_page(capture, data, outlets)
    if media_type == PDF:
        return _from_pdf(capture, data)
    if media_type == MAIL:
        return _from_mail(capture, data, outlets)
    if media_type == POST:
        return _from_post(capture, data, outlets)
    if media_type.startswith("text/"):
        return _from_text(capture, data)
    raise BadInput(
        f"no reader for {media_type}.", where=capture.address, remedy="Save its text as .txt, .note or .html."
    )


def _from_note(capture: Capture, data: bytes, outlets: Sequence[Outlet]) -> Report:
    note = read_note(data, capture.address)
    header = note.header
    text, spans = joined(note.paragraphs)
    return Report(
        id=report_id(capture.id),
        capture=capture.id,
        outlet=outlet_of(header.outlet, header.link, outlets),
        headline=header.title,
        text=text,
        paragraphs=spans,
        language=header.language or language_of(text),
        published_day=header.published.day,
        published_precision=header.published.precision,
        published_at=header.published.at,
        byline=header.byline,
        credit_line=header.credit,
        dateline=header.dateline,
        outlet_language=header.outlet_language,
        link=header.link,
        note=header.note,
    )


def _from_page(capture: Capture, data: bytes, outlets: Sequence[Outlet]) -> Report:
    kept = saved(data)
    saved_at = kept.at if kept.at and kept.at <= capture.captured_at else None
    served = capture.media_type if capture.status else None
    page = read_page(data, capture.address, seen=(saved_at or capture.captured_at).date(), served=served)
    link = _link(page.link, kept.address, capture.final_address)
    text, spans = joined(page.paragraphs)
    day = page.published
    report = Report(
        id=report_id(capture.id),
        capture=capture.id,
        outlet=outlet_of(page.site, link, outlets),
        headline=page.title or page.paragraphs[0],
        text=text,
        paragraphs=spans,
        language=page.language or language_of(text),
        published_day=day.day if day else None,
        published_precision=day.precision if day else "day",
        published_at=day.at if day else None,
        truncated=page.cut,
    )
    return replace(report, modified_at=page.modified, byline=page.byline, link=link, saved_at=saved_at)


def _link(canonical: str | None, served: str | None, captured: str) -> str | None:
    """The original's address: what the page names as such, unless a saved page was served by another host than it names."""
    named = canonical if not served or domain(canonical or "") == domain(served) else None
    return next((a for a in (named, served, captured) if a and a.startswith(("http://", "https://"))), None)


def _from_pdf(capture: Capture, data: bytes) -> Report:
    """A PDF names no outlet and no address; its day is that of its making, as the file says. Pictured pages are missing."""
    pdf = read_pdf(data, capture.address, seen=capture.captured_at.date())
    text, spans = joined(pdf.paragraphs)
    return Report(
        id=report_id(capture.id),
        capture=capture.id,
        outlet=UNKNOWN,
        headline=pdf.title or pdf.paragraphs[0][:200],
        text=text,
        paragraphs=spans,
        language=language_of(text),
        published_day=pdf.made.day if pdf.made else None,
        published_at=pdf.made.at if pdf.made else None,
        modified_at=pdf.changed,
        byline=pdf.author,
        truncated=pdf.pictured > 0,
    )


def _from_mail(capture: Capture, data: bytes, outlets: Sequence[Outlet]) -> Report:
    """The outlet is known by the sender's name or domain. A sender's name is no byline: who writes to a desk is no author."""
    mail = read_mail(data, capture.address, seen=capture.captured_at.date())
    place = f"https://{mail.domain}/" if mail.domain else None
    known = by_name(mail.sender, outlets) if mail.sender else None
    text, spans = joined(mail.paragraphs)
    return Report(
        id=report_id(capture.id),
        capture=capture.id,
        outlet=known.id if known else outlet_of(None, place, outlets),
        headline=(mail.subject or mail.paragraphs[0])[:200],
        text=text,
        paragraphs=spans,
        language=language_of(text),
        published_day=mail.sent.day if mail.sent else None,
        published_at=mail.sent.at if mail.sent else None,
    )


def _from_post(capture: Capture, data: bytes, outlets: Sequence[Outlet]) -> Report:
    post = read_post(data, capture.address, seen=capture.captured_at.date())
    text, spans = joined(post.paragraphs)
    report = Report(
        id=report_id(capture.id),
        capture=capture.id,
        outlet=outlet_of(post.channel, None, outlets),
        headline=post.paragraphs[0][:200],
        text=text,
        paragraphs=spans,
        language=language_of(text),
        published_day=post.published.day if post.published else None,
        published_at=post.published.at if post.published else None,
        modified_at=post.edited,
        credit_line=post.forwarded_from,
    )
    return replace(report, byline=post.signature, forwarded_from=post.forwarded_from, media=post.media)


def _from_text(capture: Capture, data: bytes) -> Report:
    paragraphs = tuple(paragraphs_of(text_of(data, capture.address)))
    text, spans = joined(paragraphs)
    return Report(
        id=report_id(capture.id),
        capture=capture.id,
        outlet=UNKNOWN,
        headline=re.sub(r"^#+\s*", "", paragraphs[0])[:200],
        text=text,
        paragraphs=spans,
        language=language_of(text) or UNDETERMINED,
        published_day=None,
    )


def joined(paragraphs: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Paragraphs in, their text and the stretch of each in it out.

    >>> joined(["Two fled.", "None came back."])[1]
    (Span(start=0, end=9), Span(start=11, end=26))
    """
    spans: list[Span] = []
    start = 0
    for words in paragraphs:
        spans.append(Span(start, start + len(words)))
        start += len(words) + len(PARAGRAPH_BREAK)
    return PARAGRAPH_BREAK.join(paragraphs), tuple(spans)
