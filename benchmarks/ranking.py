"""How well proposals are ranked on a desk: by fixed weights, and by what its own decisions taught with each case left out.

`python benchmarks/ranking.py DESK` (made by `reportedly demo DESK`, say). Left out is the figure alone, and then the
figure with every other figure of its finding, as an echo gives much away.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from reportedly.ledger import matching, ranking
from reportedly.newsroom import open_newsroom
from reportedly.types import Figure, Ranking


def main(desk: str) -> None:
    """Prints for each way: how often the question that people chose came first, and among the first three."""
    held = open_newsroom(desk).held()
    questions = tuple(held.questions.values())
    chosen = {f: s.question for f, s in held.standing.items() if s.question in held.questions}
    figures = [f for f in held.figures.values() if f.id in chosen and matching.countable(f)]
    examples = {f.id: matching.example(f, held.reports[f.report], chosen[f.id] or "", questions) for f in figures}

    def without(drop: Callable[[str], bool]) -> Ranking:
        return ranking.learned([example for name, example in examples.items() if not drop(name)])

    def place(figure: Figure, ranks: Ranking) -> int:
        found = matching.propose(figure, held.reports[figure.report], questions, ranks)
        return next((n for n, p in enumerate(found, 1) if p.question == chosen[figure.id]), 99)

    finding = held.finding_of
    told("fixed weights", [place(f, ranking.NOTHING_LEARNED) for f in figures])
    told("learned, the figure left out", [place(f, without(lambda n, f=f: n == f.id)) for f in figures])  # type: ignore[misc]
    told(
        "learned, its finding left out",
        [place(f, without(lambda n, f=f: finding.get(n, n) == finding.get(f.id, f.id))) for f in figures],  # type: ignore[misc]
    )


def told(way: str, places: Sequence[int]) -> None:
    """One line of the table."""
    first, three = (sum(place <= n for place in places) / max(len(places), 1) for n in (1, 3))
    print(f"{way:<32} first {first:5.1%}   among three {three:5.1%}   of {len(places)} assigned figures")


if __name__ == "__main__":
    main(sys.argv[1])
