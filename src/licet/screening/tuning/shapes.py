"""The scorer's table as it is: the points of each feature, step by step, and what they come to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from typing import Any

from licet.screening.features import FEATURES, WORDS


@dataclass(frozen=True, slots=True)
class Shape:
    """The steps of a feature in one table: E edges, E + 1 points; whether its direction holds."""

    edges: tuple[float, ...]
    points: tuple[float, ...]
    monotone: bool


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: words, direction (1: more never lowers the score), and its shape by table."""

    feature: str
    words: str
    direction: int
    shapes: dict[str, Shape]


@dataclass(frozen=True, slots=True)
class Table:
    """The whole scorer: the starts by table, features, the ladder (points, score), the hash."""

    starts: dict[str, float]
    features: tuple[Feature, ...]
    ladder: tuple[tuple[float, float], ...]
    sha256: str


def table() -> Table:
    """The scorer that comes with licet, read from its published file.

    It has one table for each kind of party that is scored in a way of its own.
    """
    raw = (resources.files("licet") / "screening" / "scorer.json").read_bytes()
    content = json.loads(raw)
    tables = {
        name: part
        for name, part in {"all": content, **content}.items()
        if isinstance(part, dict) and "features" in part
    }
    ladder = tuple((float(points), float(score)) for points, score in content["ladder"])
    return Table(
        {name: float(part["start"]) for name, part in tables.items()},
        tuple(_feature(name, tables) for name in FEATURES),
        ladder,
        hashlib.sha256(raw).hexdigest(),
    )


def _feature(name: str, tables: dict[str, Any]) -> Feature:
    shapes = {
        title: _shape(FEATURES[name], part["features"][name])
        for title, part in tables.items()
        if name in part["features"]
    }
    return Feature(name, WORDS[name], FEATURES[name], shapes)


def _shape(direction: int, one: dict[str, list[float]]) -> Shape:
    points = tuple(map(float, one["points"]))
    holds = all(direction * (after - before) >= 0 for before, after in pairwise(points))
    return Shape(tuple(map(float, one["edges"])), points, holds)
