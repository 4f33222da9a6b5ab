"""The part tree and the sources as arrays give what the slow way gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from benchmarks.exposure_made import Size, made, write
from hypothesis import given, settings
from hypothesis import strategies as st
from slow import NONE, Slow

from licet.exposure.concentration import concentration, single_points
from licet.exposure.programme import Programme, open_programme
from licet.exposure.structure import Structure
from licet.exposure.subsystems import subsystems
from licet.exposure.touched import each_supplier
from licet.exposure.tree import NEVER, put_off

SIZE = Size(lines=60, parts=40, tiers=4, suppliers=12, ties=0, planted=1)


@pytest.fixture(scope="module", params=[1, 2, 3, 4])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Programme, Structure]:
    """A small made programme and its structure."""
    frames, _ = made(SIZE, request.param)
    programme = open_programme(write(tmp_path_factory.mktemp("made"), frames))
    return programme, Structure.of(programme)


def test_quantities_multiply_through_the_tree(built: tuple[Programme, Structure]) -> None:
    """What one end product needs of each part is the sum over every way down to it."""
    _, structure = built
    tree, slow = structure.tree, Slow.of(structure)
    wanted = np.zeros(tree.parts)
    wanted[tree.tops] = 2.0
    found = tree.exploded(wanted)
    told = {int(n): 2.0 for n in tree.tops}
    for part in range(tree.parts):
        assert found[part] == pytest.approx(slow.needed(part, told)), part


def test_what_stands_above_and_below(built: tuple[Programme, Structure]) -> None:
    """Every assembly that holds a part, and every part that one holds."""
    _, structure = built
    tree, slow = structure.tree, Slow.of(structure)
    for part in range(0, tree.parts, 5):
        one = np.zeros(tree.parts, np.bool_)
        one[part] = True
        above, below = tree.above(one), tree.below(one)
        assert [bool(x) for x in above] == [slow.holds(n, part) for n in range(tree.parts)]
        assert [bool(x) for x in below] == [slow.holds(part, n) for n in range(tree.parts)]


def test_the_circle_is_cut_once_and_named(built: tuple[Programme, Structure]) -> None:
    """One row of the tree goes, and the message names both rows of the circle."""
    programme, structure = built
    told = structure.tree.problems
    assert told.height == 1
    assert len(structure.tree.parent) == programme.tree.height - 1
    assert told["what"][0].count("contains") >= 2
    assert told["row"][0] is not None


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_lack_is_handed_up(built: tuple[Programme, Structure], data: st.DataObject) -> None:
    """The first day of lack of each assembly, with stock that bridges, for one case and many."""
    _, structure = built
    tree, slow = structure.tree, Slow.of(structure)
    days = st.lists(
        st.one_of(st.just(NONE), st.integers(0, 5_000)), min_size=tree.parts, max_size=tree.parts
    )
    own = data.draw(days)
    delay = data.draw(st.lists(st.integers(0, 90), min_size=tree.parts, max_size=tree.parts))
    array, put = np.array(own, np.int32), np.array(delay, np.int32)
    found, _ = tree.earliest_above(array, put)
    want = [slow.lacks(part, own, delay) for part in range(tree.parts)]
    assert found.tolist() == want
    many, _ = tree.earliest_above(np.stack([array, put_off(array, put)], axis=1), put)
    assert many[:, 0].tolist() == want


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_day_no_source_is_left(built: tuple[Programme, Structure], data: st.DataObject) -> None:
    """Source after source, one qualified before the last stops takes over; both readings."""
    _, structure = built
    slow, supply = Slow.of(structure), structure.supply
    size = len(supply.part)
    stops = data.draw(
        st.lists(st.one_of(st.just(NONE), st.integers(90, 400)), min_size=size, max_size=size)
    )
    array = np.array(stops, np.int32)
    for best in (False, True):
        found = supply.out(array, 100, best=best)
        for part in range(supply.parts):
            want = slow.out(structure, part, stops, 100, best)
            assert found[part] == want, (part, best)


def test_a_sweep_is_each_case_alone(built: tuple[Programme, Structure]) -> None:
    """Many cases as columns give what each gives by itself."""
    programme, structure = built
    count = programme.suppliers.height
    touched = each_supplier(count, np.arange(count), programme_day())
    stops = structure.supply.stops(touched)
    together = structure.supply.out(stops, 100)
    for case in range(count):
        alone = structure.supply.out(np.ascontiguousarray(stops[:, case]), 100)
        assert (together[:, case] == alone).all()


def programme_day():  # type: ignore[no-untyped-def]
    """Some day."""
    from datetime import date

    return date(1970, 6, 1)


def test_shares_come_to_a_hundred(built: tuple[Programme, Structure]) -> None:
    """Shares of value by country, supplier and owner sum to all of it."""
    programme, structure = built
    for holder in ("country", "supplier", "owner"):
        told = concentration(programme, structure.supply, holder)
        sums = told.drop_nulls("value").group_by("currency").agg(pl.col("share_of_value").sum())
        assert sums["share_of_value"].to_list() == pytest.approx([100.0] * sums.height)


def test_single_points_are_parts_of_one_holder(built: tuple[Programme, Structure]) -> None:
    """A part is a single point where all its possible sources are one supplier's."""
    programme, structure = built
    supply = structure.supply
    makers: dict[int, set[int]] = {}
    for part, supplier, since in zip(supply.part, supply.supplier, supply.since, strict=True):
        if since < NEVER:
            makers.setdefault(int(part), set()).add(int(supplier))
    want = {part for part, own in makers.items() if len(own) == 1}
    names = programme.suppliers["name"].to_list()
    same = {p for p, own in makers.items() if len({names[s] for s in own}) == 1}
    found = set(single_points(programme, supply)["part"].to_list())
    assert want <= found <= same


def test_a_part_belongs_to_the_subsystems_above_it(built: tuple[Programme, Structure]) -> None:
    """Where its own row says none, a part has those of the assemblies that hold it."""
    programme, structure = built
    tree = structure.tree
    own = programme.parts["subsystem"].to_list()

    def above(part: int) -> set[str]:
        if own[part]:
            return {own[part]}
        parents = tree.parent[tree.child == part].tolist()
        return set().union(*(above(p) for p in parents)) if parents else set()

    found: dict[int, set[str]] = {}
    for part, name in subsystems(programme, tree).iter_rows():
        found.setdefault(part, set()).add(name)
    for part in range(tree.parts):
        assert found[part] == (above(part) or {"(none)"}), part


def test_a_folder_of_nothing_useful_is_a_clear_error(tmp_path: Path) -> None:
    """A folder without tables says how to get some."""
    from licet.core.errors import BadInputError

    with pytest.raises(BadInputError, match="licet exposure init"):
        open_programme(tmp_path)
