"""What each means of the engine earns: recall with it left out, against recall with everything.

    python -m benchmarks.accuracy --ablation [--json] [--quick] [--tune]

One thing is taken away at a time and nothing is learned anew, so a figure is what the engine as
it stands loses without it, the most that it can have earned: a scorer that had never seen the
feature would lean on others. The price stays 10 alerts per 1,000 ordinary names: the threshold is
found again each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest import mock

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import data
from benchmarks.accuracy.measure import AGAINST, Sizes, aliases, ordinary
from benchmarks.accuracy.scorers import Asked, Listed, licet
from licet.names import common_words, legal_forms
from licet.screening import finder, index_words, scorer
from licet.screening.features import FEATURES
from licet.screening.kernel.tables import Links
from licet.screening.model import HOWS
from licet.screening.packed import Floats

KINDS = ("person", "organisation")
Found = dict[str, float]


def ablation(held: data.Lists, half: str, sizes: Sizes) -> dict[str, Found]:
    """Recall at 10 alerts per 1,000 by kind and population, for each thing left out."""
    listed = Listed.of(held)
    made = {"everything": _recall(listed, held, half, sizes)}
    for how in HOWS[1:]:
        with _without_links(how):
            made[f"words met by: {how}"] = _recall(listed, held, half, sizes)
    for feature in FEATURES:
        with _without_feature(feature):
            made[f"feature: {feature}"] = _recall(listed, held, half, sizes)
    for title, away in WORDS.items():
        with away():
            made[title] = _recall(Listed.of(held), held, half, sizes)
    return made


def _recall(listed: Listed, held: data.Lists, half: str, sizes: Sizes) -> Found:
    names = ordinary(half, sizes)
    tops = {title: _tops(listed, some) for title, some in names.items()}
    tops["cultures"] = np.concatenate(
        [t for title, t in tops.items() if title.startswith("people")]
    )
    found = {}
    for kind in KINDS:
        rows = aliases(held, half, kind, sizes.aliases)
        own = np.zeros(len(rows))
        for query, scores in licet(listed, Asked([listed.texts[row] for row in rows], rows)):
            own[query] = scores.get(int(listed.party[rows[query]]), 0.0)
        for population in AGAINST[kind]:
            limit = float(np.quantile(tops[population], 0.99))
            found[f"{kind} / {population}"] = round(float((own > limit).mean()), 4)
    return found


def _tops(listed: Listed, names: list[str]) -> Floats:
    tops = np.zeros(len(names))
    for query, scores in licet(listed, Asked(names)):
        tops[query] = max(scores.values(), default=0.0)
    return tops


@contextmanager
def _without_links(how: str) -> Iterator[None]:
    """Words that meet in this way don't meet."""
    code = HOWS.index(how) + 1
    whole = finder.Finder.links

    def some(self: finder.Finder) -> Links:
        links = whole.fget(self)  # type: ignore[attr-defined]
        keep = links.how != code
        kept = np.concatenate([[0], np.cumsum(keep)])
        return Links(
            kept[links.at].astype(np.int64), links.token[keep], links.similarity[keep],
            links.how[keep],
        )  # fmt: skip

    with mock.patch.object(finder.Finder, "links", property(some)):
        yield


@contextmanager
def _without_feature(feature: str) -> Iterator[None]:
    """Every pair gets the points of a feature's best value."""
    at = list(FEATURES).index(feature)

    def flat(one: scorer.Scorer) -> scorer.Scorer:
        points = list(one.points)
        points[at] = np.full_like(points[at], points[at].max())
        return replace(one, points=tuple(points))

    both = tuple(flat(one) for one in scorer.shipped())
    with mock.patch.object(scorer, "shipped", return_value=both):
        yield


@contextmanager
def _same_weight() -> Iterator[None]:
    """Every word says as much as every other."""
    with (
        mock.patch.object(index_words, "weight_of", return_value=0.5),
        mock.patch.object(finder, "weight_of", return_value=0.5),
    ):
        yield


@contextmanager
def _no_forms() -> Iterator[None]:
    """Legal forms are words like any other."""
    with mock.patch.object(legal_forms, "begins", return_value=False), _fresh():
        yield


@contextmanager
def _no_common_words() -> Iterator[None]:
    """A common word is only itself, never another spelling, short form or language of it."""
    with mock.patch.object(common_words, "table", return_value={}), _fresh():
        yield


@contextmanager
def _fresh() -> Iterator[None]:
    """What is remembered of single words is forgotten before and after."""
    from licet.names import tokenise

    tokenise._marks.cache_clear()
    try:
        yield
    finally:
        tokenise._marks.cache_clear()


WORDS: dict[str, Callable[[], Any]] = {
    "weights of words (IDF)": _same_weight,
    "legal forms": _no_forms,
    "common words": _no_common_words,
}


def show(made: dict[str, Found], markdown: bool) -> None:
    """A table: recall with everything, then what is lost without each."""
    whole = made["everything"]
    lines = [("everything", *(f"{value:.3f}" for value in whole.values()))]
    lines += [
        (f"without {title}", *(f"{found[key] - whole[key]:+.3f}" for key in whole))
        for title, found in made.items()
        if title != "everything"
    ]
    if markdown:
        print("| left out | " + " | ".join(whole) + " |\n|---|" + "---:|" * len(whole))
        print("\n".join("| " + " | ".join(line) + " |" for line in lines))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("left out", *whole):
        table.add_column(column, justify="left" if column == "left out" else "right")
    for line in lines:
        table.add_row(*line)
    Console(width=120).print(table)
