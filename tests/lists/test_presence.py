"""Runs of dates against a naive model: every snapshot as a plain dictionary."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from licet.lists.presence import Run, insert, remove

DAYS = [datetime(2020, 1, 1) + timedelta(hours=9 * i) for i in range(8)]
snapshots = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), max_size=3)
models = st.dictionaries(st.sampled_from(DAYS), snapshots, max_size=8)


def build(model: dict[datetime, dict[str, str]], order: list[datetime]) -> list[Run]:
    """Runs after adding the snapshots of a model in an order."""
    runs: list[Run] = []
    for i, day in enumerate(order):
        runs = insert(runs, order[:i], day, model[day], "s")
    return runs


def shown(runs: list[Run], day: datetime) -> dict[str, str]:
    """What runs say of a snapshot; no entry may stand there twice."""
    held = [run for run in runs if run.first <= day <= run.last]
    assert len({run.entry_id for run in held}) == len(held)
    return {run.entry_id: run.version for run in held}


@given(models, st.randoms(use_true_random=False))
def test_every_snapshot_is_kept_in_any_order(
    model: dict[datetime, dict[str, str]], random: st.DataObject
) -> None:
    """Whatever the order in which snapshots are added, each is found again as it was."""
    order = list(model)
    random.shuffle(order)  # type: ignore[attr-defined]
    runs = build(model, order)
    assert {day: shown(runs, day) for day in model} == model
    assert set(runs) == set(build(model, sorted(model)))


@given(models)
def test_runs_are_as_long_as_can_be(model: dict[datetime, dict[str, str]]) -> None:
    """Two runs of one version never touch, so an unchanged entry is one run."""
    runs = build(model, sorted(model))
    days = sorted(model)
    for run in runs:
        after = next((day for day in days if day > run.last), None)
        assert run.first in days
        assert run.last in days
        if after:
            assert model[after].get(run.entry_id) != run.version


@given(models.filter(bool), st.data())
def test_removing_is_never_having_added(
    model: dict[datetime, dict[str, str]], data: st.DataObject
) -> None:
    """After a snapshot is taken away the others are found again as they were."""
    day = data.draw(st.sampled_from(sorted(model)))
    runs = remove(build(model, sorted(model)), sorted(model), day)
    left = {d: held for d, held in model.items() if d != day}
    assert {d: shown(runs, d) for d in left} == left
    assert all(run.first in left and run.last in left for run in runs)


@given(models.filter(bool), snapshots, st.data())
def test_replacing_a_snapshot(
    model: dict[datetime, dict[str, str]], other: dict[str, str], data: st.DataObject
) -> None:
    """Taking a snapshot away and putting another in its place changes that day alone."""
    day = data.draw(st.sampled_from(sorted(model)))
    days = sorted(model)
    runs = remove(build(model, days), days, day)
    runs = insert(runs, [d for d in days if d != day], day, other, "s")
    assert {d: shown(runs, d) for d in days} == {**model, day: other}
