"""The compiled form of the shipped law equals the interpreter."""

from __future__ import annotations

import random
from functools import cache
from importlib import resources

import pytest
from compiled_lines import Lines
from compiled_same import assert_same
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from licet.core import documents
from licet.core.dates import Moment
from licet.core.outcome import OutcomeSet
from licet.law import examples
from licet.law.compiled import CompiledLaw, Line, compile, explain, from_facts  # noqa: A004
from licet.law.compiled.explain import judge_line
from licet.law.compiled.rules import rules
from licet.law.packs import shipped


@cache
def compiled() -> CompiledLaw:
    """The shipped law, compiled once for all tests."""
    return compile(shipped())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_shipped_law_over_any_lines(seed: int) -> None:
    """Over boundary days, missing facts, ranges and sets, all that both say is the same."""
    chance, made = random.Random(seed), Lines(shipped())  # noqa: S311
    assert_same(shipped(), [made.line(chance) for _ in range(40)], compiled())


def _examples() -> list[tuple[str, examples.Example]]:
    root = resources.files("licet") / "packs"
    adapter = TypeAdapter(list[examples.Example])
    return [
        (name, example)
        for name, text in examples.files(root)
        for example in adapter.validate_python(documents.parse(text, name).data or [])
    ]


def test_examples_hold_in_the_compiled_form() -> None:
    """What the examples beside the packs say is what the compiled form says."""
    lines, wanted = [], []
    for name, example in _examples():
        facts = examples._facts(example, name)
        carried = dict.fromkeys((m for r in rules(shipped()) if (m := r.measure)), (True, {}))
        lines.append(Line(Moment.parse(example.on), facts, carried))
        wanted.append(example.expect)
    frame = compiled().judge(from_facts(lines), on="on", each_rule=True).frame
    for row, expect in enumerate(wanted):
        for provision, expected in expect.items():
            measures = shipped().provisions[provision].measures
            column = f"rule:{provision}" + (f"@{measures[0]}" if measures else "")
            assert set(OutcomeSet(frame[column][row]).words()) == set(expected), lines[row]


def test_the_reasons_of_a_row() -> None:
    """A row's facts, read back from its columns, give the interpreter the line they came from."""
    chance, source = random.Random(7), Lines(shipped())  # noqa: S311
    lines = [source.line(chance) for _ in range(20)]
    frame = from_facts(lines)
    for row, line in enumerate(lines):
        for rule, finding in explain(shipped(), frame, row):
            same = judge_line(shipped(), rule, line)
            assert finding.outcomes == same.outcomes
            assert [n.truth for n in finding.tree.leaves()] == [n.truth for n in same.tree.leaves()]


def test_an_empty_table() -> None:
    """No rows in, no rows out."""
    frame = from_facts([Line(Moment.parse("2020-12-14"), {"activity.kind": "sale"})])
    assert compiled().judge(frame.clear(), on="on").frame.height == 0


@pytest.mark.parametrize("height", [1, 3])
def test_a_table_that_says_nothing(height: int) -> None:
    """A table of dates alone is judged: every fact is unknown, and is asked for."""
    lines = [Line(Moment.parse("2020-12-14"), {})] * height
    result = compiled().judge(from_facts(lines), on="on")
    assert result.frame["ceiling"].to_list() == [3] * height
    assert ("fact", "activity.kind") in result.asked(0)
