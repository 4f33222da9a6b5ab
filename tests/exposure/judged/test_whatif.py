"""Hypothetical cases: each kind of step, in time, and what they leave alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made_programmes import table

from licet.core.errors import BadInputError
from licet.decision.workspace import Workspace
from licet.exposure.judged import scenario
from licet.exposure.judged.analysis import Analysis, analyse
from licet.exposure.judged.terms import Terms
from licet.exposure.judged.whatif import what_if
from licet.exposure.programme import open_programme


def _case(base: Analysis, text: str) -> Analysis:
    return what_if(base, scenario.read(text, "case.yaml"))


def _of(analysis: Analysis, contract: str) -> dict[str, Any]:
    return analysis.lines.filter(pl.col("contract_id") == contract).row(0, named=True)


def test_a_designated_supplier_is_refused_from_its_day(base: Analysis) -> None:
    """From the day on, not before; other suppliers stay as they were."""
    case = _case(base, "{steps: [{on: 2021-06-01, designate: {supplier: TAI}}]}")
    assert _of(case, "TAI-2018")["refuse_from"] == date(2021, 6, 1)
    assert _of(case, "ALP-2018") == _of(base, "ALP-2018")


def test_a_measure_that_ends_gives_way_again(base: Analysis) -> None:
    """Between the two days it is prohibited, after them no more."""
    text = "{steps: [{on: 2021-06-01, designate: {supplier: TAI}, until: 2021-08-31}]}"
    case = _case(base, text)
    place = _of(case, "TAI-2018")["line"]
    subject = case.acts.subjects.filter((pl.col("of") == "line") & (pl.col("place") == place))[
        "subject"
    ].item()
    days = case.judged.days.filter(pl.col("subject") == subject)
    told = dict(zip(days["day"], days["outcomes"], strict=True))
    assert told[date(2021, 6, 1)] == 0b1000
    assert told[date(2021, 9, 1)] != 0b1000


def test_another_measure_does_something_else(base: Analysis) -> None:
    """Under 235(a)(2) alone, what is bought goes on; what needs an old licence goes on too."""
    text = "{steps: [{on: 2021-06-01, designate: {supplier: TAI}, measure: us/caatsa/235/a/2}]}"
    case = _case(base, text)
    duct = case.lines.filter(pl.col("part_id") == "DUCT").row(0, named=True)
    assert (duct["floor"], duct["ceiling"]) == (0, 0)
    assert _of(case, "TAI-2018")["refuse_from"] is None


def test_an_owner_carries_it_to_what_it_owns(base: Analysis) -> None:
    """Kale Group owns 51 % of one firm, and an unknown part of the other."""
    case = _case(base, "{steps: [{on: 2021-02-01, designate: {owner: Kale Group}}]}")
    assert _of(case, "KPW-2018")["refuse_from"] == date(2021, 2, 1)
    kale = _of(case, "KALE-2018")
    assert kale["refuse_from"] is None
    assert kale["may_refuse_from"] == date(2021, 2, 1)


def test_a_delisting_frees(base: Analysis) -> None:
    """Off the list before the licence was issued, the shipment to SSB may go."""
    case = _case(base, "{steps: [{on: 2021-01-01, delist: {supplier: SSB}}]}")
    assert _of(case, "SSB-2021")["refuse_from"] is None


def test_a_measure_becomes_another(base: Analysis) -> None:
    """If SSB itself were blocked, buying from it would be prohibited."""
    text = (
        "{steps: [{on: 2021-03-01, change: "
        "{listing: ofac:27016, from: us/caatsa/235/a/2, to: us/ofac/blocking}}]}"
    )
    assert _of(_case(base, text), "SSB-2017")["refuse_from"] == date(2021, 3, 1)


def test_a_measure_takes_effect_on_another_day(base: Analysis) -> None:
    """Had the ban begun after the licence was issued, the licence would be an old one."""
    text = "{steps: [{on: 2021-06-01, effective: {listing: ofac:27016, from: us/caatsa/235/a/2}}]}"
    assert _of(_case(base, text), "SSB-2021")["refuse_from"] is None


def test_a_country_leaves(base: Analysis) -> None:
    """A removal of another country stops its contracts and its sources."""
    case = _case(base, "{steps: [{on: 2021-01-01, remove: {country: US}}]}")
    assert _of(case, "NG-2018")["possible_until"] == date(2020, 12, 31)
    assert _of(case, "NG-2018")["floor"] == 0


def test_a_source_is_lost_for_one_part(base: Analysis) -> None:
    """Only that part's line stops."""
    case = _case(base, "{steps: [{on: 2021-02-01, lose: {supplier: ALP, part: IBR}}]}")
    rows = case.lines.filter(pl.col("contract_id") == "ALP-2018")
    told = dict(zip(rows["part_id"], rows["possible_until"], strict=True))
    assert told["IBR"] == date(2021, 1, 31)
    assert told["STRUCT"] == date(2022, 12, 31)


def test_steps_in_time_add_up(base: Analysis) -> None:
    """Two steps of one case do what each does alone."""
    one = _case(base, "{steps: [{on: 2021-06-01, designate: {supplier: TAI}}]}")
    two = _case(base, "{steps: [{on: 2021-02-01, lose: {supplier: ALP}}]}")
    both = _case(
        base,
        "{steps: [{on: 2021-06-01, designate: {supplier: TAI}}, "
        "{on: 2021-02-01, lose: {supplier: ALP}}]}",
    )
    assert _of(both, "TAI-2018")["refuse_from"] == _of(one, "TAI-2018")["refuse_from"]
    assert _of(both, "ALP-2018")["possible_until"] == _of(two, "ALP-2018")["possible_until"]


def test_a_case_is_what_a_whole_run_would_find(work: Workspace, tmp_path: Path) -> None:
    """Putting a step on is the same as a programme that has it in its tables."""

    def write(name: str, listing: str) -> Analysis:
        folder = tmp_path / name
        table(folder, "suppliers", "supplier,name,country,listing",
              [("A", "Alpha Castings", "DE", listing), ("B", "Beta Works", "FR", "")])  # fmt: skip
        table(folder, "contracts", "contract,supplier,quantity,value,currency,signed,from,to", [
            ("C1", "A", 10, 100, "USD", "2020-01-01", "2020-02-01", "2023-01-01"),
            ("C2", "B", 10, 100, "USD", "2020-01-01", "2020-02-01", "2023-01-01"),
        ])  # fmt: skip
        return analyse(open_programme(folder), work, Terms(on=date(2020, 12, 14)))

    case = _case(write("a", ""), "{steps: [{on: 2020-12-14, designate: {supplier: A}}]}")
    whole = write("b", "ofac:27018")  # a person on the demo list who is blocked from that day
    keep = ["contract_id", "floor", "ceiling", "state", "refuse_from", "lost"]
    assert case.lines.select(keep).equals(whole.lines.select(keep))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{steps: []}", "at least 1"),
        ("{steps: [{on: 2021-01-01}]}", "a step is one of"),
        ("{steps: [{on: 2021-01-01, designate: {supplier: NOBODY}}]}", "no supplier 'NOBODY'"),
        ("{steps: [{on: 2021-13-01, lose: {supplier: TAI}}]}", "not a date"),
        ("{steps: [{on: 2021-01-01, designate: {supplier: TAI}, measure: us/x}]}", "not a measure"),
        ("{steps: [{on: 2021-01-01, remove: {country: Atlantis}}]}", "no country"),
        ("{steps: [{on: 2021-01-01, remove: {country: Japan}}]}", "no supplier is of"),
        ("{steps: [{on: 2021-01-01, delist: {listing: ofac:1}}]}", "nobody in the programme"),
        ("{steps: [{on: 2021-01-01, lose: {supplier: TAI, part: NONE}}]}", "no part 'NONE'"),
        ("{steps: [{on: 2021-01-01, lose: {supplier: TAI}, colour: red}]}", "colour"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(base: Analysis, text: str, says: str) -> None:
    """Unknown people, measures, days and keys are named."""
    with pytest.raises(BadInputError, match=says):
        _case(base, text)
