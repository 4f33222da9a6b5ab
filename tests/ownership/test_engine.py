"""The engine over whole graphs counts as the plain reference does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from webs import DAY, NODES, methods, owns, seeds, webs

from licet.ownership import engine
from licet.ownership.kernel import loops, run
from licet.ownership.model import Tie
from licet.ownership.plain import Seed, held_on, reach
from licet.ownership.reach import Method

PEOPLE = ["p", "q", "r"]
LEVEL = {False: 0, None: 1, True: 2}


def as_graph(told: list[Tie]) -> engine.Graph:
    """The same ties as columns."""
    rows = [
        (
            *(NODES.index(t.owner), NODES.index(t.owned), int(t.kind), *t.share),
            *(*t.span.start, *t.span.end),
        )
        for t in told
    ]
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * len(engine.FIELDS)
    return engine.graph(len(NODES), columns)


def as_seeds(people: list[Seed]) -> engine.Seeds:
    """The same seeds as columns."""
    return engine.Seeds.of([(NODES.index(s.node), PEOPLE.index(s.person), s.sure) for s in people])


def both(told: list[Tie], people: list[Seed], method: Method, day: int) -> tuple[Any, Any]:
    """The truths of every node by the engine and by the reference."""
    found = engine.reach(engine.on(as_graph(told), day), as_seeds(people), method)
    answer = reach(held_on(told, day), people, method)
    assert found.whole
    return list(found.level), [LEVEL[answer.truth(node)] for node in NODES]


@settings(max_examples=400, deadline=None)
@given(webs, seeds, methods, st.integers(DAY - 3, DAY + 3))
def test_the_engine_is_the_reference(
    told: list[Tie], people: list[Seed], method: Method, day: int
) -> None:
    """Over cycles, ranges, dates, doubts, repeated ties and sums over all, both agree."""
    fast, slow = both(told, people, method, day)
    assert fast == slow


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_compiled_loops_count_the_same(data: st.DataObject) -> None:
    """Compiled, the loops give what they give as plain Python."""
    told, people, method = data.draw(webs), data.draw(seeds), data.draw(methods)
    before = run.MUCH
    try:
        run.MUCH = 0
        fast, slow = both(told, people, method, DAY)
    finally:
        run.MUCH = before
    assert fast == slow


def test_counting_is_cut_short_soundly(monkeypatch: pytest.MonkeyPatch) -> None:
    """When person by person takes too long, what is possible is told wider, never narrower."""

    def stopped(loop: Callable[..., Any], work: int) -> Callable[..., Any]:
        return (lambda *_: 0) if loop is loops.spread_each else loop

    monkeypatch.setattr(engine, "chosen", stopped)
    told = [owns("a", "c", 30), owns("b", "c", 30)]
    found = engine.reach(
        engine.on(as_graph(told), DAY),
        as_seeds([Seed("a", "p"), Seed("b", "q")]),
        Method(aggregate=False),
    )
    assert not found.whole
    assert found.level[NODES.index("c")] == 1
