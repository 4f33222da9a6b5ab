"""The benchmark measures what it says."""

from __future__ import annotations

from benchmarks.ownership import RULES, made, run


def test_the_benchmark_measures_every_rule() -> None:
    """A small run has every number, counts something under each rule, and the same each time."""
    result = run(6_000)
    assert result["ownership_edges"] == 6_000
    assert result["ownership_seconds"] >= 0
    assert result["one_party_ms"] > 0
    assert result["rss_mb"] > 0
    assert set(result["rules"]) == set(RULES)
    assert all(rule["whole"] for rule in result["rules"].values())
    assert any(rule["certain"] for rule in result["rules"].values())
    assert any(rule["possible"] for rule in result["rules"].values())


def test_the_graph_is_the_same_each_time() -> None:
    """The generator has a seed."""
    one, two = made(1_000), made(1_000)
    assert all((one[name] == two[name]).all() for name in one)
