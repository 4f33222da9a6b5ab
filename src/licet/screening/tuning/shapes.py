"""The scorer's table as it is: the points of each feature, step by step, and what they come to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import resources

from licet.screening.features import FEATURES, WORDS


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature: E edges, E + 1 points, its direction (1: more never lowers), and if that holds."""

    feature: str
    words: str
    direction: int
    edges: tuple[float, ...]
    points: tuple[float, ...]
    monotone: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The whole scorer: a start, the features, the ladder (points, score), the file's hash."""

    start: float
    shapes: tuple[Shape, ...]
    ladder: tuple[tuple[float, float], ...]
    sha256: str


def table() -> Table:
    """The scorer that comes with licet, read from its published file."""
    raw = (resources.files("licet") / "screening" / "scorer.json").read_bytes()
    content = json.loads(raw)
    shapes = tuple(_shape(name, content["features"][name]) for name in FEATURES)
    ladder = tuple((float(points), float(score)) for points, score in content["ladder"])
    return Table(float(content["start"]), shapes, ladder, hashlib.sha256(raw).hexdigest())


def _shape(name: str, one: dict[str, list[float]]) -> Shape:
    points = tuple(map(float, one["points"]))
    steps = (FEATURES[name] * (b - a) for a, b in zip(points, points[1:], strict=False))
    holds = all(step >= 0 for step in steps)
    edges = tuple(map(float, one["edges"]))
    return Shape(name, WORDS[name], FEATURES[name], edges, points, holds)
