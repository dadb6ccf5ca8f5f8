"""Reports as citations in CSL-JSON (citeproc-js, schema csl-data.json 1.0.2), for reference managers and word processors.

Authors are left out: a byline may be the name of somebody at risk. The outlet stands as `container-title`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from reportedly.ledger.export import Hide, Row, back
from reportedly.ledger.held import Held
from reportedly.types import Json, Report


def csl_file(shown: Held, hide: Hide) -> bytes:
    """What is held, masked, as a list of CSL items: one for each report."""
    items: list[Json] = [_item(shown, report, hide) for report in shown.reports.values()]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def _item(shown: Held, report: Report, hide: Hide) -> Json:
    outlet, capture = shown.outlets.get(report.outlet), shown.captures.get(report.capture)
    links = back(shown, report, hide)
    item: dict[str, Json] = {
        "id": report.id,
        "type": "dataset" if report.row else "webpage" if report.link else "document",
        "title": report.headline,
        "container-title": outlet.name if outlet else report.outlet,
        "language": report.language,
        "note": "; ".join(_notes(report, links)),
    }
    if report.published_day:
        item["issued"] = {"date-parts": [_issued(report)]}
    if capture:
        day = capture.captured_at
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item | ({"URL": links["link"]} if links["link"] else {})


def _notes(report: Report, links: Row) -> Iterator[str]:
    if report.note:
        yield f"told in the desk's words ({report.note})"
    yield f"capture: {links['capture']}"
    yield f"checksum: {links['checksum']}"
    yield f"ledger mark: {links['mark']}"


def _issued(report: Report) -> Json:
    """Year, month and day, as far as they are known."""
    day = report.published_day
    if day is None:
        return []
    known = {"year": 1, "month": 2}.get(report.published_precision, 3)
    return [day.year, day.month, day.day][:known]  # type: ignore[return-value]  # a list of int is JSON
