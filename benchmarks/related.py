"""Related briefs: CPU seconds and memory for ten thousand made-up briefs, and the benchmark set by its own scorer.

`python benchmarks/related.py 2000` takes that many briefs. The set is scored only where its folder lies beside the
checkout.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from reportedly.press.nearness import Piece
from reportedly.press.related import nearest

COMMAND = Path(sys.executable).with_name("reportedly")
SET = Path(__file__).resolve().parents[2] / "shared" / "bench" / "related"

FIRST = date(2014, 1, 1)
DAYS = 3650
WORDS = 30_000
NAMES = 1_500
TOPICS = 150
SYLLABLES = [start + vowel for start in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "ai", "ea")]


def some_words(rng: random.Random, many: int) -> list[str]:
    """Different made-up words of one to four syllables."""
    words: dict[str, None] = {}
    while len(words) < many:
        words["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) + rng.choice(["", "n", "r", "t", "l"])] = None
    return list(words)


def some_briefs(many: int) -> Iterator[Piece]:
    """Briefs of 250 to 400 words over ten years, the same in each run: words by Zipf's law, topics, and names."""
    rng = random.Random(1)
    words, names = some_words(rng, WORDS), [word.title() for word in some_words(rng, NAMES)]
    often = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))  # Zipf and Mandelbrot
    topics = [rng.sample(words[300:], 60) for _ in range(TOPICS)]
    for number in range(many):
        topic, known = rng.choice(topics), rng.sample(names, 6)
        body = rng.choices(words, cum_weights=often, k=rng.randint(250, 400))
        for place in range(len(body)):
            if (chance := rng.random()) < 0.24:
                body[place] = rng.choice(known) if chance > 0.18 else topic[int(60 * rng.random() ** 2)]
        said = [" ".join(body[at : at + 16]).capitalize() + "." for at in range(0, len(body), 16)]
        title = " ".join([known[0].capitalize(), *rng.sample(topic, 5)])
        day = FIRST + timedelta(days=number * DAYS // many)
        yield Piece(f"b{number:05}", day, title, said[0], "\n\n".join(said[1:]))


def peak() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(many: int) -> None:
    """Prints a line for time and memory, and one for the set where it is there."""
    briefs = list(some_briefs(many))
    before, start = peak(), time.process_time()
    nearest(briefs, 4)
    seconds = time.process_time() - start
    print(f"{many:,} briefs of 250 to 400 words: {seconds:.1f} CPU s, {peak() - before:,.0f} MB more at the peak")
    if SET.is_dir():
        print(scored())


def scored() -> str:
    """What the set's scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "related.jsonl"
        subprocess.run([COMMAND, "predict", "related", SET / "posts.jsonl", out], check=True, capture_output=True)
        parts = (SET / "score_related.py", SET / "posts.jsonl", SET / "gold.jsonl", out)
        score = [sys.executable, *map(str, parts)]
        return str(subprocess.run(score, check=True, capture_output=True, text=True).stdout).strip()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
