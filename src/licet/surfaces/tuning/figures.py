"""Every number of the report as plain values: the JSON twin, which the page is made of."""

from __future__ import annotations

from typing import Any

import numpy as np

from licet.screening.model import DEFAULT
from licet.screening.packed import Floats
from licet.screening.tuning.budget import FLOOR
from licet.screening.tuning.groups import Group, histogram
from licet.screening.tuning.intervals import rate, weighted
from licet.screening.tuning.shapes import Table
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
        "checked": {"alerts": tuned.checked.alerts, "found": tuned.checked.found},
        "aliases": {
            "asked": len(tuned.aliases),
            "parties": tuned.parties_asked,
            "on_lists": tuned.alias_sizes,
        },
        "curve": _curve(tuned),
        "thresholds": [point(one) for one in tuned.thresholds],
        "scores": {
            "edges": EDGES.tolist(),
            "customers": histogram(tuned.customers.best, EDGES),
            "aliases": histogram(tuned.alias_scores, EDGES),
        },
        "across_lists": {
            **{kind: one.to_json() for kind, one in tuned.across_by_kind.items()},
            "all": tuned.across.to_json(),
        },
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
    best = np.sort(tuned.customers.best)
    of = {
        kind: np.sort([one.score for one in tuned.aliases if one.kind == kind])
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


def line(tuned: Tuned, *, names: bool) -> dict[str, list[dict[str, Any]]]:
    """The records just above and just below the threshold, the nearest first.

    Without ``names`` only ids: a matched name at a score near 1 would give the customer's away.
    """
    best, threshold = tuned.customers.best, tuned.choice.threshold
    order = np.lexsort((np.arange(len(best)), best))
    at = int(np.searchsorted(best[order], threshold, "left"))
    most = tuned.settings.line
    below = [n for n in order[max(0, at - most) : at][::-1].tolist() if best[n] > 0]
    above = order[at : at + most].tolist()
    return {
        "above": [_record(tuned, n, names=names) for n in above],
        "below": [_record(tuned, n, names=names) for n in below],
    }


def _record(tuned: Tuned, place: int, *, names: bool) -> dict[str, Any]:
    one = tuned.customers.records[place]
    ids = {
        "record_id": one.record_id,
        "score": round(float(tuned.customers.best[place]), 4),
        "listing_id": one.listing_id,
    }
    return {**ids, "name": one.name, "matched_name": one.matched_name} if names else ids


def shapes(scorer: Table) -> dict[str, Any]:
    """The scorer's table: every feature's steps, and the ladder from points to scores."""
    return {
        "sha256": scorer.sha256,
        "start": scorer.start,
        "default_threshold": DEFAULT,
        "features": [
            {
                "feature": one.feature,
                "words": one.words,
                "direction": one.direction,
                "monotone": one.monotone,
                "edges": list(one.edges),
                "points": list(one.points),
            }
            for one in scorer.shapes
        ],
        "ladder": [list(rung) for rung in scorer.ladder],
    }
