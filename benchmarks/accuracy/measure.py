"""The measures: recall at alert budgets, ranks, noise, scripts, strengths, alerts by culture."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

from benchmarks.accuracy import data
from benchmarks.accuracy.scorers import Asked, Listed, Scorer, plain
from licet.screening import DEFAULT
from licet.screening.tuning import noise
from licet.screening.tuning.scripts import script

BUDGETS = (1, 10, 50)
KINDS = ("person", "organisation", "vessel")
AGAINST = {
    "person": ("us_registry", "cultures"),
    "organisation": ("listed_companies", "us_businesses"),
    "vessel": ("listed_companies", "us_businesses"),
}
SEED = 20_201_214


@dataclass(frozen=True)
class Sizes:
    """How many of each are asked."""

    aliases: int
    ordinary: int
    of_culture: int
    noise: int


@dataclass
class Measured:
    """What one scorer came to."""

    recall: dict[str, dict[str, float]] = field(default_factory=dict)
    recall_per_party: dict[str, float] = field(default_factory=dict)
    mrr: dict[str, float] = field(default_factory=dict)
    in_first_ten: dict[str, float] = field(default_factory=dict)
    scripts: dict[str, float] = field(default_factory=dict)
    strengths: dict[str, float] = field(default_factory=dict)
    noise: dict[str, float] = field(default_factory=dict)
    alerts_per_1000_by_culture: dict[str, float] = field(default_factory=dict)
    alerts_per_1000_at_default: dict[str, float] = field(default_factory=dict)
    recall_at_default: dict[str, float] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)


def aliases(held: data.Lists, half: str, kind: str, most: int) -> np.ndarray:
    """Rows of aliases of a half, each string of a party once, where another name is left."""
    columns = held.rows.select("listing_id", "name", "name_kind", "kind").rows()
    strings: dict[int, set[str]] = defaultdict(set)
    for listing, name, _, _ in columns:
        strings[held.party[listing]].add(plain(name))
    seen: set[tuple[int, str]] = set()
    rows = []
    for row, (listing, name, name_kind, its) in enumerate(columns):
        key = held.party[listing], plain(name)
        if name_kind == "primary" or its != kind or key in seen or held.split(listing) != half:
            continue
        if len(strings[key[0]]) > 1:
            seen.add(key)
            rows.append(row)
    Random(SEED).shuffle(rows)  # noqa: S311
    return np.array(rows[:most], np.int64)


def ordinary(half: str, sizes: Sizes) -> dict[str, list[str]]:
    """Ordinary names of a half by population."""
    found = {}
    for title, names in data.negatives().items():
        of_half = sorted({name for name in names if data.split_of(name) == half})
        Random(SEED).shuffle(of_half)  # noqa: S311
        most = sizes.of_culture if title.startswith("people") else sizes.ordinary
        found[title] = of_half[:most]
    return found


def measure(listed: Listed, held: data.Lists, scorer: Scorer, half: str, sizes: Sizes) -> Measured:
    """Everything of one scorer."""
    made = Measured()
    alerts = {title: _tops(listed, scorer, names) for title, names in ordinary(half, sizes).items()}
    people = [title for title in alerts if title.startswith("people")]
    alerts["cultures"] = np.concatenate([alerts[title] for title in people])
    for kind in KINDS:
        rows = aliases(held, half, kind, sizes.aliases)
        if len(rows):
            _aliases(made, listed, held, scorer, (kind, rows, alerts))
    at_ten = float(np.quantile(alerts["us_registry"], 0.99))
    for title in people:
        share = float((alerts[title] > at_ten).mean())
        made.alerts_per_1000_by_culture[title.removeprefix("people: ")] = round(1000 * share, 1)
    for title, tops in alerts.items():
        made.alerts_per_1000_at_default[title] = round(1000 * float((tops >= DEFAULT).mean()), 1)
    for kind in ("person", "organisation"):
        made.limits[kind] = float(np.quantile(alerts[AGAINST[kind][0]], 0.99))
        limit = float(np.quantile(alerts[AGAINST[kind][0]], 0.99))
        _noise(made, listed, held, scorer, (half, kind, sizes.noise, limit))
    return made


def _tops(listed: Listed, scorer: Scorer, names: list[str]) -> np.ndarray:
    """The best score of each name over all parties."""
    found = np.zeros(len(names))
    for query, scores in scorer(listed, Asked(names)):
        found[query] = max(scores.values(), default=0.0)
    return found


def _aliases(
    made: Measured,
    listed: Listed,
    held: data.Lists,
    scorer: Scorer,
    what: tuple[str, np.ndarray, dict[str, np.ndarray]],
) -> None:
    kind, rows, alerts = what
    own, ranks = np.zeros(len(rows)), np.full(len(rows), np.inf)
    for query, scores in scorer(listed, Asked([listed.texts[row] for row in rows], rows)):
        party = int(listed.party[rows[query]])
        own[query] = scores.get(party, 0.0)
        if own[query] > 0:
            ranks[query] = 1 + sum(value > own[query] for value in scores.values())
    for population in AGAINST[kind]:
        limits = {n: float(np.quantile(alerts[population], 1 - n / 1000)) for n in BUDGETS}
        made.recall[f"{kind} / {population}"] = {
            str(n): round(float((own > limit).mean()), 4) for n, limit in limits.items()
        }
        parties = listed.party[rows]
        each = [float((own[parties == one] > limits[10]).mean()) for one in np.unique(parties)]
        made.recall_per_party[f"{kind} / {population}"] = round(float(np.mean(each)), 4)
    limit = float(np.quantile(alerts[AGAINST[kind][0]], 0.99))
    made.recall_at_default[kind] = round(float((own >= DEFAULT).mean()), 4)
    made.mrr[kind] = round(float((1 / ranks).mean()), 4)
    made.in_first_ten[kind] = round(float((ranks <= 10).mean()), 4)
    for title, label in (("scripts", script), ("strengths", None)):
        groups: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(rows.tolist()):
            key = label(listed.texts[row]) if label else held.rows["strength"][row]
            groups[f"{kind} {key}"].append(place)
        for key, places in groups.items():
            if len(places) > 9:
                value = (1 / ranks[places]).mean() if label else (own[places] > limit).mean()
                getattr(made, title)[f"{key} ({len(places)})"] = round(float(value), 4)


def _noise(
    made: Measured,
    listed: Listed,
    held: data.Lists,
    scorer: Scorer,
    what: tuple[str, str, int, float],
) -> None:
    half, kind, most, limit = what
    columns = held.rows.select("listing_id", "name_kind", "kind").rows()
    rows = [
        row for row, (listing, name_kind, its) in enumerate(columns)
        if name_kind == "primary" and its == kind and held.split(listing) == half
    ]  # fmt: skip
    Random(SEED).shuffle(rows)  # noqa: S311
    rows = rows[:most]
    for title, asked in noise.noised([listed.texts[row] for row in rows], kind, SEED).items():
        found = []
        for query, scores in scorer(listed, Asked([name for _, name in asked])):
            found.append(scores.get(int(listed.party[rows[asked[query][0]]]), 0.0) > limit)
        if found:
            made.noise[f"{kind}: {title}"] = round(float(np.mean(found)), 4)


def plain_values(made: Measured) -> dict[str, Any]:
    """As JSON has it."""
    return dict(vars(made))
