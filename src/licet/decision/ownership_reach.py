"""Reach over the whole kept graph: everybody whom a list's measures reach through owners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from licet.core.dates import AsOf
from licet.core.kleene import Truth
from licet.core.measures import title
from licet.decision import reach_rules
from licet.decision.standing import US_CLOCK, standings
from licet.decision.workspace import Workspace
from licet.ownership import chains, engine
from licet.ownership.chain_words import words
from licet.ownership.kept import Kept
from licet.ownership.party import above
from licet.ownership.plain import Seed, held_on
from licet.ownership.reach import Method

MOST_EXPLAINED = 1_000
"""Bodies whose chain is told in words; beyond that only that they are reached."""


@dataclass(frozen=True, slots=True)
class Row:
    """A body that a measure reaches through its owners, certainly or possibly."""

    node: int
    name: str
    key: str
    measure: str
    title: str
    rule: str
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class Survey:
    """Every body reached, and what was looked at for it."""

    rows: tuple[Row, ...]
    nodes: int
    unnamed: int
    matched: int
    whole: bool


@dataclass(frozen=True, slots=True)
class _Match:
    node: int
    listing_id: str
    confirmed: bool


def survey(work: Workspace, kept: Kept, asked: AsOf, sources: Sequence[str] = ()) -> Survey:
    """Hold every name of the graph against the lists, and spread what is found over all of it.

    ``sources``: only measures of listings on these lists. A name is an open match, so what it
    brings is only possible; a key of the publisher's own (``ofac:27016``) is certain.
    """
    asked = asked.in_zone(US_CLOCK)
    matches = _matches(work, kept)
    under = _under(work, matches, asked, sources)
    day = engine.on(kept.graph, asked.day.toordinal())
    rows: list[Row] = []
    whole = True
    for (measure, rule_id), seeds in sorted(under.items()):
        method = reach_rules.method(work.law.reaches.get(rule_id), asked) or reach_rules.ANY_HOLDING
        people = {s.person: i for i, s in enumerate(seeds)}
        told = engine.Seeds.of([(int(s.node), people[s.person], s.sure) for s in seeds])
        found = engine.reach(day, told, method)
        whole = whole and found.whole
        levels = [(int(n), int(found.level[n])) for n in found.level.nonzero()[0]]
        rows += _rows(kept, asked, (measure, rule_id), (seeds, method), levels)
    unnamed = sum(not kept.names(node) for node in range(kept.nodes))
    return Survey(tuple(rows), kept.nodes, unnamed, len({m.node for m in matches}), whole)


def _matches(work: Workspace, kept: Kept) -> list[_Match]:
    import polars as pl

    from licet.screening.screen import screen_batch

    named = [(str(node), name) for node in range(kept.nodes) for name in kept.names(node)]
    frame = pl.DataFrame(named, schema=["record_id", "name"], orient="row")
    found = screen_batch(work.index, frame).matches.select("record_id", "listing_id").unique()
    made = [_Match(int(record), listing, False) for record, listing in found.iter_rows()]
    for node in range(kept.nodes):
        keys = [key for key in kept.keys(node) if key.startswith("ofac:")]
        if keys:  # the publisher says who it is, so a like name is nobody else
            made = [one for one in made if one.node != node]
            made += [_Match(node, key, True) for key in keys]
    return made


def _under(
    work: Workspace, matches: list[_Match], asked: AsOf, sources: Sequence[str]
) -> dict[tuple[str, str], list[Seed]]:
    """Seeds for each measure and rule of reach."""
    standing = standings(work, list(dict.fromkeys(m.listing_id for m in matches)), asked)
    reaches: dict[str, set[str]] = defaultdict(set)
    for provision in work.law.provisions.values():
        if provision.reach != "none":
            for measure in provision.measures:
                reaches[measure].add(provision.reach)
    found: dict[tuple[str, str], list[Seed]] = defaultdict(list)
    for match in matches:
        for state in standing[match.listing_id].measures if match.listing_id in standing else ():
            if state.truth is False or (sources and state.source not in sources):
                continue
            sure: Truth = match.confirmed and state.truth is True
            for rule in reaches.get(state.measure, ()):
                seed = Seed(str(match.node), match.listing_id, bool(sure))
                found[state.measure, rule].append(seed)
    return found


def _rows(
    kept: Kept,
    asked: AsOf,
    what: tuple[str, str],
    counted: tuple[list[Seed], Method],
    levels: list[tuple[int, int]],
) -> Iterator[Row]:
    seeds, method = counted
    day = asked.day.toordinal()
    for place, (node, level) in enumerate(levels):
        why = ""
        if place < MOST_EXPLAINED:
            found = above(kept, node, day)
            near = {str(n) for n in found.nodes}
            own = [seed for seed in seeds if seed.node in near]
            chain = chains.explain(held_on(found.ties, day), own, method, str(node))
            why = words(chain.chain, lambda n: kept.label(int(n))) if chain else ""
        yield Row(
            node, kept.label(node), kept.keys(node)[0], what[0], title(what[0]), what[1],
            level == 2, why,
        )  # fmt: skip
