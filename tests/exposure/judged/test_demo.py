"""The F-35 and Turkey: a licence ban, a blocking and a removal are three different things."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from made_programmes import table

from licet.decision.workspace import Workspace
from licet.exposure.judged import scenario, whatif
from licet.exposure.judged.analysis import Analysis, analyse
from licet.exposure.judged.finishing import finishing
from licet.exposure.judged.opened import opened
from licet.exposure.judged.resourcing import work_list
from licet.exposure.judged.summaries import by, outcomes
from licet.exposure.judged.terms import Terms
from licet.exposure.programme import open_programme


def _line(analysis: Analysis, contract: str, line: str = "1") -> dict[str, Any]:
    found = analysis.lines.filter((pl.col("contract_id") == contract) & (pl.col("line_id") == line))
    return found.row(0, named=True)


def test_a_licence_from_before_the_listing_runs_on(base: Analysis) -> None:
    """SSB's contract under a licence of 2019 may finish, on conditions."""
    row = _line(base, "SSB-2017")
    assert (row["floor"], row["ceiling"], row["state"]) == (1, 1, "on conditions")
    assert row["instruments"] == ["licence"]


def test_a_licence_from_after_the_listing_must_be_refused(base: Analysis) -> None:
    """A shipment to SSB under a licence of January 2021 is prohibited, by 235(a)(2) alone."""
    row = _line(base, "SSB-2021")
    assert row["refuse_from"] == date(2021, 1, 15)
    assert row["measures"] == ["us/caatsa/235/a/2"]
    acts = {one.act: one.decide(base) for one in opened(base, "line", row["line"])}
    assert acts["export"].outcomes.words() == ["prohibited"]
    assert acts["purchase"].outcomes.words() == ["no_restriction_found"]


def test_the_listing_doesnt_touch_the_firms(base: Analysis) -> None:
    """The ten firms' own contracts are cut by the removal from the programme, not by law."""
    row = _line(base, "TAI-2018", "3")
    assert (row["floor"], row["ceiling"]) == (0, 0)
    assert (row["event_last"], row["cut_by"]) == (date(2022, 12, 31), "event")


def test_contracts_before_and_after_the_removal_part_ways(base: Analysis) -> None:
    """One of 2018 is honoured to the end of 2022, one of autumn 2019 isn't, an amended one is
    open."""
    assert _line(base, "ALP-2018")["possible_until"] == date(2022, 12, 31)
    assert _line(base, "TAI-2019N")["state"] == "stopped"
    kale = _line(base, "KALE-2018")
    assert kale["certain_until"] == date(2019, 7, 16)
    assert kale["possible_until"] == date(2022, 12, 31)


def test_a_licence_that_expires_ends_the_line(base: Analysis) -> None:
    """Ayesas is cut when its agreement ends, before the removal's own last day."""
    row = _line(base, "AYESAS-2017")
    assert (row["stops"], row["cut_by"]) == (date(2022, 9, 1), "law")


def test_what_fits_is_counted_by_the_plan(base: Analysis) -> None:
    """Of Ayesas's 300 displays the plan brings 270 by the end of its agreement."""
    done = finishing(base).filter(pl.col("contract_id") == "AYESAS-2017")
    assert done.filter(pl.col("line_id") == "1")["fits_certain"].item() == 270


def test_no_more_fits_than_the_licence_has_left(base: Analysis) -> None:
    """SSB's old licence has six left."""
    done = finishing(base).filter(pl.col("contract_id") == "SSB-2017")
    assert done["fits_certain"].item() == 6


def test_the_three_instruments_are_told_apart(base: Analysis) -> None:
    """A hypothetical blocking adds a third instrument to licensing and the removal."""
    told = scenario.read("{steps: [{on: 2021-06-01, designate: {supplier: TAI}}]}", "x")
    names = set(by(whatif.what_if(base, told), "instrument").filter(pl.col("may_stop") > 0)[
        "instrument"
    ])  # fmt: skip
    assert {name.split(":")[0] for name in names} == {
        "blocking", "licensing", "the programme's own decision",
    }  # fmt: skip


def test_value_at_floor_and_ceiling_is_all_of_the_open_value(base: Analysis) -> None:
    """Both readings sum to the value that is open."""
    told = outcomes(base)
    open_value = base.lines["open_value"].sum()
    assert round(told["floor_value"].sum()) == round(open_value)
    assert round(told["ceiling_value"].sum()) == round(open_value)


def test_the_work_list_ranks_by_the_first_shortage(base: Analysis) -> None:
    """Sole sources stand there with no way out, in the order of their shortage."""
    work = work_list(base)
    days = work["first_shortage"].drop_nulls().to_list()
    assert days == sorted(days)
    display = work.filter(pl.col("part_id") == "PCD").row(0, named=True)
    assert display["kind"] == "no_other_source"
    assert display["end_products"] == ["F35"]
    later = work.filter(pl.col("part_id") == "IBR").row(0, named=True)
    assert later["kind"] == "others_later"
    assert later["order_by"] == date(2021, 9, 3)


def test_what_cant_be_known_of_a_supplier_is_told(work: Workspace, tmp_path: Path) -> None:
    """A listing no list has, a region nobody knows, a line of nobody: named by row, and open."""
    table(tmp_path, "suppliers", "supplier,name,country,listing,region", [
        ("A", "Alpha", "TR", "ofac:999", ""), ("B", "Beta", "UA", "", "Nowhere"),
    ])  # fmt: skip
    head = "contract,supplier,quantity,value,currency,signed,from,to"
    rest = (10, 100, "USD", "2020-01-01", "2020-02-01", "2023-01-01")
    table(tmp_path, "contracts", head, [("C1", "A", *rest), ("C2", "", *rest)])
    found = analyse(open_programme(tmp_path), work, Terms(on=date(2020, 12, 14)))
    told = found.problems["what"].to_list()
    for says in ("no list at hand has the listing ofac:999", "'Nowhere' is no region",
                 "the contract names no supplier"):  # fmt: skip
        assert any(says in one for one in told), says
    assert found.lines["ceiling"].to_list() == [3, 3]
    assert found.lines["floor"].to_list() == [0, 0]
