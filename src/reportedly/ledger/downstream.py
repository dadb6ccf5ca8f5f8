"""What stands on a report, statement or figure: all that has to be looked at when it changes, vanishes or is withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reportedly.types import Brief, Figure, Finding, Statement


@dataclass(frozen=True, slots=True)
class Downstream:
    """What stands on `subject`, by id, on the way to the reader. `briefs` are slugs, `digests` what the mail is known as.

    `alone` lists the findings that no figure from elsewhere would hold up.
    """

    subject: str
    statements: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    briefs: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        """Whether it reached a page or a mail."""
        return bool(self.briefs or self.digests)


def downstream(
    subject: str,
    *,
    figures: Mapping[str, Figure],
    statements: Mapping[str, Statement],
    findings: Iterable[Finding],
    briefs: Iterable[Brief] = (),
    digests: Mapping[str, Collection[str]] | None = None,
) -> Downstream:
    """A report, statement, figure, finding or question (its id) -> what stands on it.

    `digests` maps a sent digest to the slugs of the briefs it carried. A brief stands on a figure that it ties, on
    another wording of the same finding, and on the tally of a question that the finding answers.
    """
    held = tuple(findings)
    said = tuple(s.id for s in statements.values() if subject in (s.id, s.report))
    own = _figures(subject, said, figures, held)
    touched = tuple(f for f in held if subject in (f.id, f.question) or set(f.figures) & own)
    questions = tuple(dict.fromkeys(f.question for f in touched))
    wordings = own | {figure for f in touched for figure in f.figures}
    slugs = tuple(b.slug for b in briefs if _stands_on(b, wordings, frozenset(questions)))
    return Downstream(
        subject=subject,
        statements=said,
        figures=tuple(sorted(own)),
        findings=tuple(f.id for f in touched),
        alone=tuple(f.id for f in touched if set(f.figures) <= own),
        questions=questions,
        briefs=slugs,
        digests=tuple(d for d, carried in (digests or {}).items() if set(carried) & set(slugs)),
    )


def _figures(
    subject: str, statements: tuple[str, ...], figures: Mapping[str, Figure], findings: tuple[Finding, ...]
) -> frozenset[str]:
    direct = {f.id for f in figures.values() if subject in (f.id, f.report) or (f.statement or "") in statements}
    return frozenset(direct | {figure for f in findings if subject in (f.id, f.question) for figure in f.figures})


def _stands_on(brief: Brief, figures: frozenset[str], questions: frozenset[str]) -> bool:
    return any(ref.figure in figures or ref.tally in questions for ref in brief.figures)
