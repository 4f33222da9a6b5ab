"""Make the tables that the screening engine ships, from the tuning half of the data.

    python -m benchmarks.train ordinary     # src/licet/names/ordinary.tsv
    python -m benchmarks.train scorer       # src/licet/screening/scorer.json
    python -m benchmarks.train readings     # src/licet/names/readings/*.tsv

Data: the lists that ``benchmarks.accuracy.data`` names and the ordinary names in ``names/``, of
both only the half to tune on. Positives are aliases without their own string, and names written
carelessly (initials, typos, words written together or cut short). Learning needs scikit-learn
(``pip install scikit-learn``), the engine doesn't: what is written is plain numbers. The same data
gives the same tables.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import readings
from benchmarks.accuracy import data
from licet.names import parse
from licet.names.ordinary import MOST_BITS, STEPS
from licet.screening import build_index
from licet.screening.features import FEATURES
from licet.screening.index_store import Index
from licet.screening.kernel import run
from licet.screening.queries import prepare
from licet.screening.score import found, worked
from licet.screening.screen import finder_of
from licet.screening.search import Search

NAMES = Path(__file__).parents[1] / "src" / "licet" / "names" / "ordinary.tsv"
SCORER = Path(__file__).parents[1] / "src" / "licet" / "screening" / "scorer.json"
CARELESS = 3_000
SEED, ALIASES, ORDINARY, OF_CULTURE = 20_201_214, 8_000, 8_000, 1_500
CHUNK, BEST, GRID = 2_000, 4, 1024
CULTURE_WEIGHT = 0.35
LADDER = ((300, 0.3), (100, 0.5), (20, 0.7), (6.5, 0.77), (2, 0.85), (0.5, 0.92))
"""Alerts per 1,000 ordinary names, and the score that stands for them."""
KINDS = ("other", "person")
"""A scorer for each: of list names that are no person's, and of persons'."""
SHIFTS = (-1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25)
"""Between the points of both scorers."""
FALL = 5.0
"""Points from the lowest rung down to a score of 0."""


def main() -> None:
    """Make one of the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("ordinary", "scorer", "readings"))
    what = parser.parse_args().what
    if what == "ordinary":
        ordinary()
    elif what == "readings":
        readings.write()
    else:
        scorer()


def ordinary() -> None:
    """Words by how common they are in the population where they are most common."""
    most: dict[str, float] = {}
    for names in data.negatives().values():
        half = [name for name in names if data.split_of(name) == data.TUNE]
        counts = Counter(
            key for name in half for key in {t.keys[0] for t in parse(name, reorder=True).tokens}
        )
        for word, count in counts.items():
            if count > 1:  # one name in a sample is no evidence
                share = (count - 0.5 if count < 5 else count) / len(half)
                most[word] = max(most.get(word, 0.0), share)
    rows = [(word, round(-math.log2(share) * STEPS)) for word, share in sorted(most.items())]
    kept = [f"{word}\t{bits}" for word, bits in rows if bits < MOST_BITS * STEPS]
    head = "# word, and quarters of a bit; made by python -m benchmarks.train ordinary"
    NAMES.write_text("\n".join([head, *kept]) + "\n", "utf-8")
    print(f"{len(kept):,} words")


@dataclass
class Pairs:
    """Pairs of a set of queries: features, which query, whether it is the own party's."""

    queries: int
    query: np.ndarray
    values: np.ndarray
    own: np.ndarray
    person: np.ndarray


def scorer() -> None:
    """Learn the steps of each feature, and the ladder from points to scores."""
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
    except ImportError:
        sys.exit("learning needs scikit-learn: pip install scikit-learn")
    positive, negative = _training()
    made: dict[str, Any] = {}
    for kind, name in enumerate(KINDS):
        values, truth, weight = _sample(positive, negative, kind)
        model = HistGradientBoostingClassifier(
            max_leaf_nodes=2, max_iter=300, learning_rate=0.1, min_samples_leaf=60,
            monotonic_cst=list(FEATURES.values()), early_stopping=False, random_state=0,
        )  # fmt: skip
        model.fit(values, truth, sample_weight=weight)
        made[name] = _table(model)
        print(f"{name}: {len(truth):,} pairs, {int(truth.sum()):,} positive")
    made["other"]["start"] += _shift(made, positive, negative)
    made["ladder"] = _ladder(made, negative)
    made["made_by"] = "python -m benchmarks.train scorer"
    made["learned_on"] = {
        "positives": "aliases of the lists' tuning half, each asked for without its own string",
        "negatives": {name: pairs.queries for name, pairs in negative.items()},
    }
    SCORER.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def _training() -> tuple[list[Pairs], dict[str, Pairs]]:
    held = data.lists()
    rows = held.rows.to_dict(as_series=False)
    index = build_index(rows)
    party = np.array([held.party[one] for one in rows["listing_id"]])
    string = np.array([hash(" ".join(name.casefold().split())) for name in rows["name"]])
    chooser = np.random.default_rng(SEED)
    positive = []
    for kind in ("person", "organisation"):
        places = [
            n for n, one in enumerate(rows["listing_id"])
            if rows["name_kind"][n] != "primary" and rows["kind"][n] == kind
            and held.split(one) == data.TUNE
        ]  # fmt: skip
        chosen = chooser.permutation(places)[:ALIASES]
        asked = [rows["name"][n] for n in chosen]
        positive.append(_pairs(index, asked, party, (party[chosen], string[chosen], string)))
        names = [
            n for n, one in enumerate(rows["listing_id"])
            if rows["name_kind"][n] == "primary" and rows["kind"][n] == kind
            and " " in rows["name"][n] and held.split(one) == data.TUNE
        ]  # fmt: skip
        chosen = chooser.permutation(names)[:CARELESS]
        asked = [careless(rows["name"][n], kind, chooser) for n in chosen]
        hidden = np.full(len(chosen), 1)
        positive.append(_pairs(index, asked, party, (party[chosen], hidden, string)))
    negative = {}
    for name, names in data.negatives().items():
        half = sorted({one for one in names if data.split_of(one) == data.TUNE})
        most = OF_CULTURE if name.startswith("people") else ORDINARY
        negative[name] = _pairs(index, chooser.permutation(half)[:most].tolist(), party, None)
    return positive, negative


def careless(name: str, kind: str, chooser: np.random.Generator) -> str:
    """A name as someone in a hurry writes it: one of seven ways, by chance."""
    words = name.split()
    at = int(chooser.integers(len(words)))
    word, way = words[at], int(chooser.integers(7))
    spot = int(chooser.integers(1, max(2, len(word) - 1)))
    if way == 0 and kind == "person":  # initials of all but the last word
        return " ".join([*(f"{one[0]}." for one in words[:-1]), words[-1]])
    if way == 1 and len(word) > 4:  # two letters in each other's place
        word = word[: spot - 1] + word[spot] + word[spot - 1] + word[spot + 1 :]
    elif way == 2 and len(word) > 4:  # a letter lost
        word = word[:spot] + word[spot + 1 :]
    elif way == 3 and len(word) > 4:  # a letter doubled
        word = word[:spot] + word[spot - 1 :]
    elif way == 5:  # the end of the name lost
        text = " ".join(words)
        return text[: max(6, len(text) * 7 // 10)]
    elif way == 4:  # two words written together
        return " ".join([*words[: max(0, at - 1)], "".join(words[max(0, at - 1) : at + 1]),
                         *words[at + 1 :]])  # fmt: skip
    elif len(word) > 6:  # cut short
        word = word[: len(word) * 2 // 3]
    return " ".join([*words[:at], word, *words[at + 1 :]])


def _pairs(
    index: Index, asked: list[str], party: np.ndarray, own: tuple[np.ndarray, ...] | None
) -> Pairs:
    """Candidates with their features; an alias's own string is hidden from its query."""
    search, queries, values, owns, person = Search(index, 0.0), [], [], [], []
    run.warm()
    for start in range(0, len(asked), CHUNK):
        names = [parse(name, reorder=True) for name in asked[start : start + CHUNK]]
        prepared = prepare(finder_of(index), names)
        pairs, _ = found(search, prepared)
        if own:
            pairs = pairs.take(np.flatnonzero(own[2][pairs.row] != own[1][start + pairs.query]))
        queries.append(pairs.query + start)
        values.append(worked(index, prepared, pairs).values)
        person.append(index.row_person[pairs.row])
        same = party[pairs.row] == own[0][start + pairs.query] if own else np.zeros(len(pairs.row))
        owns.append(same.astype(np.bool_))
    columns = (np.concatenate(one) for one in (queries, values, owns, person))
    return Pairs(len(asked), *columns)


def _best(pairs: Pairs, among: np.ndarray, most: int) -> np.ndarray:
    """Places of the best pairs of each query by agreement."""
    places = np.flatnonzero(among)
    order = places[np.lexsort((-pairs.values[places, 0], pairs.query[places]))]
    query = pairs.query[order]
    return order[np.arange(len(query)) - np.searchsorted(query, query, "left") < most]


def _sample(
    positive: list[Pairs], negative: dict[str, Pairs], kind: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values, truth, weight = [], [], []
    for pairs in positive:
        chosen = _best(pairs, pairs.own & (pairs.person == kind), 2)
        values.append(pairs.values[chosen])
        truth.append(np.ones(len(chosen)))
        weight.append(np.full(len(chosen), 1.0))
    for name, pairs in negative.items():
        chosen = _best(pairs, ~pairs.own & (pairs.person == kind), BEST)
        culture = CULTURE_WEIGHT if name.startswith("people") else 1.0
        values.append(pairs.values[chosen])
        truth.append(np.zeros(len(chosen)))
        weight.append(np.full(len(chosen), culture * ORDINARY / pairs.queries / 2))
    return np.concatenate(values), np.concatenate(truth), np.concatenate(weight)


def _table(model: Any) -> dict[str, Any]:
    """The stumps summed up: for each feature its edges and points, on the grid."""
    steps: dict[int, dict[float, float]] = {n: {} for n in range(len(FEATURES))}
    base: dict[int, float] = dict.fromkeys(steps, 0.0)
    for (tree,) in model._predictors:
        root, *leaves = tree.nodes
        low, high = leaves[0]["value"], leaves[1]["value"]
        at, edge = int(root["feature_idx"]), float(root["num_threshold"])
        base[at] += low
        steps[at][edge] = steps[at].get(edge, 0.0) + high - low
    made: dict[str, Any] = {}
    for n, name in enumerate(FEATURES):
        edges = sorted(steps[n])
        points = np.cumsum([base[n], *(steps[n][edge] for edge in edges)])
        # A value equal to the edge goes left in training; "right" search puts it beyond.
        made[name] = {
            "edges": [float(np.nextafter(edge, np.inf)) for edge in edges],
            "points": (np.round(points * GRID) / GRID).tolist(),
        }
    start = round(float(model._baseline_prediction[0, 0]) * GRID) / GRID
    return {"start": start, "features": made}


def _points(made: dict[str, Any], pairs: Pairs) -> np.ndarray:
    total = np.zeros(len(pairs.query))
    for kind, name in enumerate(KINDS):
        of_kind = np.flatnonzero(pairs.person == kind)
        values = pairs.values[of_kind]
        total[of_kind] = made[name]["start"]
        for n, one in enumerate(made[name]["features"].values()):
            places = np.searchsorted(one["edges"], values[:, n], "right")
            total[of_kind] += np.array(one["points"])[places]
    return total


def _shift(made: dict[str, Any], positive: list[Pairs], negative: dict[str, Pairs]) -> float:
    """Points between both scorers: what finds most aliases at 10 alerts per 1,000, on the mean."""
    found = {}
    for shift in SHIFTS:
        scores = {name: _tops(made, pairs, shift) for name, pairs in negative.items()}
        people = np.concatenate([one for name, one in scores.items() if name.startswith("people")])
        limits = [
            np.quantile(one, 0.99)
            for one in (
                scores["us_registry"],
                people,
                scores["listed_companies"],
                scores["us_businesses"],
            )
        ]
        recall = []
        for place, pairs in ((0, positive[0]), (2, positive[2])):
            own = _tops(made, pairs, shift, pairs.own)
            recall += [float((own > limit).mean()) for limit in limits[place : place + 2]]
        found[shift] = float(np.mean(recall))
    best = max(found, key=lambda one: found[one])
    print(f"shift {best}: {found}")
    return best


def _tops(
    made: dict[str, Any], pairs: Pairs, shift: float, among: np.ndarray | None = None
) -> np.ndarray:
    """The most points of each query, of some pairs only if told."""
    points = _points(made, pairs) + np.where(pairs.person == 0, shift, 0.0)
    top = np.full(pairs.queries, -99.0)
    chosen = slice(None) if among is None else np.flatnonzero(among)
    np.maximum.at(top, pairs.query[chosen], points[chosen])
    return top


def _ladder(made: dict[str, Any], negative: dict[str, Pairs]) -> list[list[float]]:
    """Points at which so many of 1,000 ordinary names alert: the mean of people and of firms."""
    best, weight = [], []
    for pairs in negative.values():
        top = np.full(pairs.queries, -99.0)
        np.maximum.at(top, pairs.query, _points(made, pairs))
        best.append(top)
        weight.append(np.full(len(top), 1 / len(top)))
    scores, weights = np.concatenate(best), np.concatenate(weight)
    order = np.argsort(-scores)
    share = np.cumsum(weights[order]) / weights.sum()
    rungs = [[float(scores[order][np.searchsorted(share, n / 1000)]), s] for n, s in LADDER]
    high = max(
        made[name]["start"] + sum(max(one["points"]) for one in made[name]["features"].values())
        for name in KINDS
    )
    return [[float(rungs[0][0] - FALL), 0.0], *rungs, [float(high), 0.99]]


if __name__ == "__main__":
    main()
