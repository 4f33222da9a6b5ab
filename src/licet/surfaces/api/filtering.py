"""Which entities a query in yente's shape may find: its parameters, read into one filter."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends, Path, Query

from licet.lists.exchange.ftm_terms import SCHEMATA
from licet.surfaces.api import matching
from licet.surfaces.api.asking import Ready
from licet.surfaces.api.matching import Filter
from licet.surfaces.api.problems import NotThere, Refusal
from licet.surfaces.api.snapshot import Snapshot

MOST = 50
DatasetName = Annotated[
    str,
    Path(
        description="`default` for all lists, or one of /catalog",
        examples=["default"],
        max_length=100,
    ),
]


def _several(words: str) -> Any:
    return Query(description=words, max_length=MOST)


async def _which(  # noqa: PLR0913, PLR0917 - yente's parameters
    dataset: DatasetName,
    held: Ready,
    include_dataset: Annotated[list[str], _several("only these lists")] = [],  # noqa: B006
    exclude_dataset: Annotated[list[str], _several("not these lists")] = [],  # noqa: B006
    exclude_schema: Annotated[list[str], _several("not these schemata")] = [],  # noqa: B006
    exclude_entity_ids: Annotated[list[str], _several("not these ids")] = [],  # noqa: B006
    topics: Annotated[list[str], _several("with one of these topics")] = [],  # noqa: B006
    changed_since: Annotated[
        str | None, Query(description="changed on or after this day", max_length=40)
    ] = None,
) -> Filter:
    return Filter(
        lists=_lists(held, dataset, include_dataset),
        without_lists=_named(held, exclude_dataset) or frozenset(),
        without_schemata=frozenset(exclude_schema),
        without_ids=frozenset(exclude_entity_ids),
        topics=frozenset(topics),
        changed_since=changed_since,
    )


Which = Annotated[Filter, Depends(_which)]


async def _searched(
    which: Which,
    held: Ready,
    schema: Annotated[
        str, Query(description="of this schema", examples=["Person"], max_length=100)
    ] = "Thing",
    countries: Annotated[list[str], _several("of one of these countries")] = [],  # noqa: B006
    datasets: Annotated[list[str], _several("on one of these lists")] = [],  # noqa: B006
) -> Filter:
    chosen = _named(held, datasets) if datasets else None
    return replace(
        which,
        lists=_both(which.lists, chosen),
        countries=frozenset(one.lower() for one in countries),
        schemata=frozenset({schema}) if schema in SCHEMATA else frozenset(),
    )


Searched = Annotated[Filter, Depends(_searched)]


def _lists(held: Snapshot, dataset: str, named: list[str]) -> frozenset[str] | None:
    try:
        within = matching.list_names(held.work, [dataset])
    except KeyError:
        raise NotThere(f"there is no dataset '{dataset}'.", mend="See /catalog.") from None
    return _both(within, _named(held, named) if named else None)


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Lists in both; None stands for all."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _named(held: Snapshot, names: list[str]) -> frozenset[str] | None:
    try:
        return matching.list_names(held.work, names)
    except KeyError as error:
        raise Refusal(f"there is no dataset {error}.", mend="See /catalog.") from None
