"""Who made the count behind a figure, and on what base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.ledger.names import length_named, slug
from reportedly.types import Compiler, Figure, Hop, HopKind, Outlet, Report, Standing


@dataclass(frozen=True, slots=True)
class Origin:
    """The compiler (an id of the desk's, or a slug of the name as written) and base behind a figure, with the ground.

    `by_way_of` names, outermost first, whom the figure came through; `own` says that the report is the compiler's own.
    """

    compiler: str
    base: str | None
    ground: str
    by_way_of: tuple[str, ...] = ()
    own: bool = False


def compiler_of(
    figure: Figure,
    report: Report,
    standing: Mapping[str, Standing],
    compilers: Mapping[str, Compiler],
    outlets: Mapping[str, Outlet],
) -> Origin:
    """Figure and report -> who made the count: a person's word, else the last party of the chain, else the source,
    else the outlet itself.

    What a base of the chain says ("calculated from court records") is used only where neither a person nor the desk's
    file of compilers names the base. A party at the end of the chain that the desk does not know and that merely *told*
    something ("sources") is passed over: who published the count is its compiler.
    """
    correction = standing[figure.id].correction if figure.id in standing else None
    found = _found(figure, report, compilers, outlets)
    compiler = (correction.compiler if correction else None) or found.compiler
    ground = "a person named the compiler" if correction and correction.compiler else found.ground
    known = compilers.get(compiler)
    base = (correction.base if correction else None) or (known.base if known else None) or found.base
    return Origin(compiler, base, ground, found.by_way_of, _owns(compiler, known, outlets.get(report.outlet), report))


def _found(figure: Figure, report: Report, compilers: Mapping[str, Compiler], outlets: Mapping[str, Outlet]) -> Origin:
    outlet = outlets.get(report.outlet)
    name = outlet.name if outlet else report.outlet
    own = compilers.get(report.outlet) or known_as(name, compilers.values())
    parties = tuple(h for h in figure.chain if h.kind is not HopKind.CALCULATED_FROM and not _is_outlet(h, name))
    base = next((h.who for h in reversed(figure.chain) if h.kind is HopKind.CALCULATED_FROM), None)
    end = _decisive(parties, compilers)
    said_by = parties[end].who if end is not None else figure.source
    if said_by and not (own and _nobody_by_name(said_by)):
        named = known_as(said_by, compilers.values())
        way = tuple(hop.who for hop in parties[:end])
        return Origin(
            named.id if named else slug(said_by), base, f"credits {named.name if named else said_by}'s count", way
        )
    told = f"{name} says so" + (f", as told by {said_by}" if said_by else " in its own voice")
    return Origin(own.id if own else report.outlet, base or said_by, told)


_NO_NAME = ("a ", "an ", "the ", "its ", "his ", "her ", "their ", "our ")


def _nobody_by_name(who: str) -> bool:
    """Whether this is people without a name ("relatives", "A soldier"): what an account rests on, not who compiled it."""
    first = who[:1].lower() if who.lower().startswith(_NO_NAME) else who[:1]
    return first + who[1:] == who.lower()


def _is_outlet(hop: Hop, name: str) -> bool:
    """Whether a hop is the report's own outlet: it published, nothing came by way of it."""
    return hop.kind is HopKind.PUBLISHED and bool(length_named(name, hop.who))


def _decisive(parties: tuple[Hop, ...], compilers: Mapping[str, Compiler]) -> int | None:
    """Which hop is the compiler: the last, but for unknown tellers."""
    for index in range(len(parties) - 1, -1, -1):
        hop = parties[index]
        if hop.kind is not HopKind.TOLD or known_as(hop.who, compilers.values()):
            return index
    return len(parties) - 1 if parties else None


def known_as(written: str, compilers: Iterable[Compiler]) -> Compiler | None:
    """The desk's compiler whose name or alias stands in the words; the longest name where several do."""
    scored = [
        (max(length_named(name, written) for name in (c.name, *c.aliases)), -place, c)
        for place, c in enumerate(compilers)
    ]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best and best[0] else None


def _owns(compiler: str, known: Compiler | None, outlet: Outlet | None, report: Report) -> bool:
    """Whether the report was published by the compiler itself."""
    if report.outlet == compiler:
        return True
    return bool(known and outlet and any(length_named(n, outlet.name) for n in (known.name, *known.aliases)))
