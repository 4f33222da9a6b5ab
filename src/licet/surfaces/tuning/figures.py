"""Every number of the report as plain values: the JSON twin, which the page is made of."""

from __future__ import annotations

from typing import Any

import numpy as np

from licet.screening.model import DEFAULT
from licet.screening.packed import Floats, Ints
from licet.screening.tuning.budget import FLOOR
from licet.screening.tuning.customers import Customers
from licet.screening.tuning.groups import Group, histogram
from licet.screening.tuning.intervals import rate, weighted
from licet.screening.tuning.shapes import Shape, Table
from licet.screening.tuning.tune import Point, Tuned

FORMAT = 1
CURVE = tuple(n / 200 for n in range(round(FLOOR * 200), 201))
EDGES = np.round(np.arange(FLOOR, 1.001, 0.05), 2)


def figures(tuned: Tuned, scorer: Table, *, names: bool) -> dict[str, Any]:
    """What was measured, as JSON has it; ``names`` adds customers' names to the line samples."""
    return {
        "format": FORMAT,
        "budget": tuned.settings.alerts_per_1000,
        "within_budget": tuned.choice.within,
        "chosen": point(tuned.chosen),
        "default": point(tuned.default),
        "wide": _wide(tuned),
        "aliases": {
            "asked": len(tuned.wide.aliases),
            "most": tuned.settings.aliases,
            "parties": tuned.parties_asked,
            "on_lists": tuned.alias_sizes,
        },
        "curve": _curve(tuned),
        "thresholds": [point(one) for one in tuned.thresholds],
        "scores": {
            "edges": EDGES.tolist(),
            "customers": histogram(tuned.wide.customers.best, EDGES),
            "aliases": histogram(tuned.wide.scores, EDGES),
        },
        "across_lists": {kind: one.to_json() for kind, one in tuned.across.items()},
        "alerts_by": _groups(tuned.by_customer),
        "recall_by": _groups(tuned.by_alias),
        "noise": [{"kind": n.kind, "noise": n.noise, **n.share.to_json()} for n in tuned.noise],
        "line": line(tuned, names=names),
        "scorer": shapes(scorer),
    }


def point(one: Point) -> dict[str, Any]:
    """A threshold with its alerts per 1,000 and its recall by kind."""
    recall = {kind: share.to_json() for kind, share in one.recall.items()}
    return {
        "threshold": one.threshold,
        "alerts_per_1000": one.alerts.to_json(),
        "recall": recall,
    }


def _groups(titled: dict[str, list[Group]]) -> dict[str, list[dict[str, Any]]]:
    return {
        title: [{"group": one.group, **one.share.to_json()} for one in groups]
        for title, groups in titled.items()
    }


def _curve(tuned: Tuned) -> dict[str, list[float]]:
    """Columns over the thresholds from the floor to 1: alerts per 1,000, recall by kind."""
    best = np.sort(tuned.wide.customers.best)
    of = {
        kind: np.sort([one.score for one in tuned.wide.aliases if one.kind == kind])
        for kind in tuned.alias_sizes
    }
    alerts = [rate(_above(best, t), len(best)).value or 0.0 for t in CURVE]
    made = {
        "threshold": list(CURVE),
        "alerts_per_1000": [round(one, 4) for one in alerts],
        **{kind: [round(_above(s, t) / len(s), 6) for t in CURVE] for kind, s in of.items()},
    }
    if of:
        made["all"] = [
            round(weighted([(_above(s, t), len(s), tuned.alias_sizes[k]) for k, s in of.items()])
                  .value or 0.0, 6)
            for t in CURVE
        ]  # fmt: skip
    return made


def _above(ordered: Floats, threshold: float) -> int:
    return len(ordered) - int(np.searchsorted(ordered, threshold, "left"))


def _wide(tuned: Tuned) -> dict[str, Any]:
    """What the search from the lowest score on finds at the chosen threshold."""
    best, scores, at = tuned.wide.customers.best, tuned.wide.scores, tuned.choice.threshold
    return {"floor": FLOOR, "alerts": int((best >= at).sum()), "found": int((scores >= at).sum())}


def line(tuned: Tuned, *, names: bool) -> dict[str, list[dict[str, Any]]]:
    """The records just above and just below the threshold, the nearest first.

    Without ``names`` only ids: a matched name at a score near 1 would give the customer's away.
    """
    most, alerts = tuned.settings.line, tuned.at.customers.best >= tuned.choice.threshold
    near = [
        (tuned.at.customers, np.flatnonzero(alerts), 1),
        (tuned.wide.customers, np.flatnonzero(~alerts & (tuned.wide.customers.best > 0)), -1),
    ]
    shown = [
        [_record(seen, n, names=names) for n in places[_order(seen, places, way)[:most]].tolist()]
        for seen, places, way in near
    ]
    return {"above": shown[0], "below": shown[1]}


def _order(seen: Customers, places: Ints, way: int) -> Ints:
    """Places by their score, rising (1) or falling (-1); the earlier record first."""
    order: Ints = np.lexsort((places, way * seen.best[places]))
    return order


def _record(seen: Customers, place: int, *, names: bool) -> dict[str, Any]:
    one = seen.records[place]
    ids = {
        "record_id": one.record_id,
        "score": round(float(seen.best[place]), 4),
        "listing_id": one.listing_id,
    }
    return {**ids, "name": one.name, "matched_name": one.matched_name} if names else ids


def shapes(scorer: Table) -> dict[str, Any]:
    """The scorer's tables: every feature's steps, and the ladder from points to scores."""
    return {
        "sha256": scorer.sha256,
        "starts": scorer.starts,
        "default_threshold": DEFAULT,
        "features": [
            {
                "feature": one.feature,
                "words": one.words,
                "direction": one.direction,
                "tables": {name: _plain(shape) for name, shape in one.shapes.items()},
            }
            for one in scorer.features
        ],
        "ladder": [list(rung) for rung in scorer.ladder],
    }


def _plain(shape: Shape) -> dict[str, Any]:
    return {
        "edges": list(shape.edges), "points": list(shape.points), "monotone": shape.monotone,
    }  # fmt: skip
