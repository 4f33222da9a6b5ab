"""The benchmark of law, on a small table."""

from __future__ import annotations

from benchmarks.law_lines import lines

from benchmarks import law
from licet.law.compiled import compile  # noqa: A004
from licet.law.packs import shipped


def test_both_forms_agree_on_the_benchmarks_lines() -> None:
    """The run compares the two forms over a sample, and has every key."""
    made = law.run(400, edges=0, decisions=0)
    assert made["rows"] == 400
    assert made["provisions"] == len(shipped().provisions)
    assert {"seconds", "interpreter_ms", "rss_mb", "ratio", "recheck_seconds"} <= made.keys()
    assert made["ownership_seconds"] is None
    assert made["recheck_seconds"] is None


def test_lines_are_the_same_for_a_seed() -> None:
    """A seed gives the same lines again, with the facts that the law reads."""
    compiled = compile(shipped())
    first, again = (lines(compiled, 50, seed=7) for _ in range(2))
    assert first.equals(again)
    assert {"activity.kind", "party.role", "carries:us/ofac/blocking"} <= set(first.columns)
    assert not lines(compiled, 50, seed=8).equals(first)
