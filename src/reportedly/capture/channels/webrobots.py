"""Door: what robots.txt asks of us, once a day for each host. Source: RFC 9309; Crawl-delay as an old custom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.capture.addresses import Address
from reportedly.capture.visits import Hindered, Visit
from reportedly.types import Hindrance

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read; what follows is passed over (RFC 9309, 2.5 asks for 500 KiB at least)."""

DAY = 24 * 60 * 60
"""Seconds for which a robots.txt is believed (RFC 9309, 2.4)."""

SOON = 10 * 60
"""Seconds after which a robots.txt that could not be had is asked for again."""

SLOWEST = 60.0
"""The longest Crawl-delay in seconds that is kept to as asked; a longer one means: not in our time."""

_REMEDY = "Ask the outlet, or save the page yourself and capture the file."


@dataclass(slots=True)
class Robots:
    """The rules of the hosts that were asked. `fetch` gets an address and raises Hindered; `clock` counts seconds."""

    agent: str
    fetch: Callable[[Address], Visit]
    clock: Callable[[], float]
    _rules: dict[str, tuple[float, Protego | None]] = field(default_factory=dict)

    def refuse(self, address: Address) -> float:
        """Seconds that the host wants between two requests. Raises Hindered where it does not want this one at all."""
        rules = self._rules_of(address)
        if rules is None:
            what = f"the robots.txt of {address.place} cannot be had, which counts as a no (RFC 9309)."
            raise Hindered(Hindrance.ROBOTS, what, "Try again later.")
        if not rules.can_fetch(str(address), self.agent):
            what = f"the robots.txt of {address.place} asks not to fetch this page."
            raise Hindered(Hindrance.ROBOTS, what, _REMEDY)
        delay = rules.crawl_delay(self.agent) or 0.0
        return min(float(delay), SLOWEST)

    def _rules_of(self, address: Address) -> Protego | None:
        """The rules of an origin; None where all is forbidden because the host cannot say."""
        known = self._rules.get(address.origin)
        if known is None or self.clock() - known[0] > (DAY if known[1] else SOON):
            known = self._rules[address.origin] = (self.clock(), self._asked(address))
        return known[1]

    def _asked(self, address: Address) -> Protego | None:
        from protego import Protego

        try:
            visit = self.fetch(Address(address.scheme, address.host, address.port, "/robots.txt"))
        except Hindered as hindered:
            if hindered.kind in (Hindrance.INTERNAL, Hindrance.PROXY, Hindrance.DNS):
                raise
            return Protego.parse("") if hindered.kind is Hindrance.REDIRECTS else None
        if visit.status // 100 == 2:
            return Protego.parse(visit.data[:LARGEST].decode("utf-8", "replace"))
        return Protego.parse("") if visit.status // 100 in (3, 4) and visit.status != 429 else None
