"""Native-script words find their Latin list entries, and the reverse: MRR and recall by script.

    python -m benchmarks.scripts [--tune] [--json] [--queries 1000] [--only arabic ...]

For each file ``names/translit_*`` the index holds 20,000 distinct Latin words (or full names) of
the file, and native words are asked through the engine; then the native ones are the index and the
Latin ones are asked. Words whose hash falls in the held fifth are reported; with ``--tune`` others
are asked, which are those to look at while working. Equal scores share the mean of their ranks.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np

from licet.names import parse
from licet.screening import build_index
from licet.screening.queries import prepare
from licet.screening.score import found as reach
from licet.screening.screen import finder_of
from licet.screening.search import Search

SHARED = Path(os.environ.get("LICET_SHARED", Path(__file__).parents[1] / ".." / "shared" / "data"))
FILES = {
    "cyrillic": "translit_russian.txt", "arabic": "translit_arabic.txt",
    "arabic_google": "translit_arabic_google.txt", "hebrew": "translit_hebrew_full.txt",
    "katakana": "translit_japanese.txt", "han": "translit_chinese.txt",
    "hangul": "translit_korean_full.txt",
}  # fmt: skip
SIZE, SEED, CHUNK, HELD_OF = 20_000, 20_201_214, 250, 5
Pair = tuple[str, str]


def pairs(script: str) -> list[Pair]:
    """Latin and native of each row of a script's file, in the file's order."""
    lines = (SHARED / "names" / FILES[script]).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    if script == "arabic_google":
        return [(latin, native) for native, latin in rows]
    if FILES[script].endswith("_full.txt"):
        return [(row[0], row[1]) for row in rows if not row[1].isascii()]
    return [(row[0], row[1].replace(" ", "")) for row in rows if not row[1].isascii()]


def held(native: str) -> bool:
    """Whether a native word or name is kept for the report, never learned from."""
    return crc32(native.encode()) % HELD_OF == 0


def sample(script: str, count: int, *, tune: bool) -> tuple[list[Pair], list[Pair]]:
    """The pairs whose words are asked, and those the index is made of (the asked among them)."""
    rows = pairs(script)
    Random(SEED).shuffle(rows)  # noqa: S311
    asked = [row for row in rows if held(row[1]) != tune][:count]
    chosen = set(asked)
    rest = [row for row in rows if row not in chosen]
    return asked, [*asked, *rest][:SIZE]


def ranks(asked: Sequence[Pair], listed: Sequence[Pair]) -> np.ndarray:
    """Rank of the best true entry for the first of each pair asked; infinite when not found."""
    names = list(dict.fromkeys(other for _, other in listed))
    place = {name: n for n, name in enumerate(names)}
    true: dict[str, set[int]] = defaultdict(set)
    for word, other in listed:
        true[word].add(place[other])
    index = build_index({
        "listing_id": [str(n) for n in range(len(names))], "source": ["x"] * len(names),
        "name": names, "name_kind": ["primary"] * len(names),
        "strength": ["strong"] * len(names), "kind": ["person"] * len(names),
    })  # fmt: skip
    found = np.full(len(asked), np.inf)
    for start in range(0, len(asked), CHUNK):
        words = [word for word, _ in asked[start : start + CHUNK]]
        prepared = prepare(finder_of(index), [parse(word, person=True) for word in words])
        reached, scores = reach(Search(index, 0.0), prepared)
        for n, word in enumerate(words):
            of_word = reached.query == n
            rows, values = reached.row[of_word], scores[of_word]
            own = values[np.isin(rows, list(true[word]))]
            if len(own):
                better, same = (values > own.max()).sum(), (values == own.max()).sum()
                found[start + n] = 1 + better + (same - (own == own.max()).sum()) / 2
    return found


def figures(found: np.ndarray) -> dict[str, float]:
    """MRR and recall at 1 and at 10."""
    return {
        "mrr": round(float((1 / found).mean()), 3),
        "at_1": round(float((found <= 1).mean()), 3),
        "at_10": round(float((found <= 10).mean()), 3),
    }


def measure(script: str, count: int, *, tune: bool = False) -> dict[str, dict[str, float]]:
    """Both directions of one script."""
    asked, listed = sample(script, count, tune=tune)
    swap = [(native, latin) for latin, native in asked], [(b, a) for a, b in listed]
    return {"to Latin": figures(ranks(*swap)), "from Latin": figures(ranks(asked, listed))}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", help="ask words that may be learned from")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--queries", type=int, default=1_000, help="words asked of each script")
    parser.add_argument("--only", nargs="*", choices=list(FILES), default=list(FILES))
    chosen = parser.parse_args()
    made = {}
    for script in chosen.only:
        made[script] = measure(script, chosen.queries, tune=chosen.tune)
        if not chosen.json:
            for way, values in made[script].items():
                told = "  ".join(f"{name} {value:.3f}" for name, value in values.items())
                print(f"{script:14} {way:11} {told}", flush=True)
    if chosen.json:
        print(json.dumps(made, indent=1))


if __name__ == "__main__":
    main()
