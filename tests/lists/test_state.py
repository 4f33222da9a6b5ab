"""State's nonproliferation and AECA lists, on invented parties."""

from __future__ import annotations

import pytest
import us_samples as sample

from licet.core.errors import BadFileError
from licet.core.listing import Feature
from licet.lists.readers import read_snapshot, recognise
from licet.lists.us import state_aeca, state_isn


def test_programmes_of_one_party() -> None:
    """A party under two programmes is one listing with a measure for each."""
    source, data = sample.WHOLE["state-isn"]
    (one,) = read_snapshot(source, {"main": data})
    assert one.programmes == ("E.O. 13382", "INKSNA")
    assert {measure.effective_on for measure in one.measures} == {"2015-01-02", "2016-03-04"}
    assert {(name.text, name.kind) for name in one.names[1:]} == {
        ("BOT", "aka"),
        ("Tide Works Co., Ltd.", "aka"),
        ("Old Tides", "fka"),
    }
    assert one.remarks == ("Procurement ban ended",)


def test_inksna_table_is_its_own_source() -> None:
    """The table of one law is recognised apart, with its expiry and its words on successors."""
    data = sample.table(state_isn.COLUMNS["us-state-inksna"], sample.INKSNA_ROWS)
    what = recognise(data, "x")
    assert what.source == "us-state-inksna"
    (one,) = read_snapshot("us-state-inksna", {"main": data})
    assert one.kind == "organisation"
    assert ("expires", "2028-01-22") in [(event.kind, event.text) for event in one.events]
    assert Feature("Scope", "and any successor, sub-unit, or subsidiary thereof") in one.features
    (measure,) = one.measures
    assert (measure.listed_on, measure.effective_on) == ("2026-01-27", "2026-01-22")


def test_both_aeca_shapes_agree() -> None:
    """A debarred party has one id, one natural name and the same aliases in either shape."""
    long = read_snapshot("us-state-aeca", {"main": sample.WHOLE["state-aeca"][1]})
    short = read_snapshot(
        "us-state-aeca", {"main": sample.table(state_aeca.SHORT, sample.AECA_SHORT)}
    )
    shown = [
        {one.entry_id: (one.kind, tuple(name.text for name in one.names)) for one in found}
        for found in (long, short)
    ]
    assert shown[0] == shown[1]
    assert ("person", ("Marden Quay, Jr.", "M. Quay", "Mard Quay")) in shown[0].values()
    assert ("organisation", ("Quay Works, Inc.",)) in shown[0].values()


def test_aeca_dates() -> None:
    """Month of birth, notice, effective and corrected dates are kept, each as what it is."""
    found = read_snapshot("us-state-aeca", {"main": sample.WHOLE["state-aeca"][1]})
    (one,) = (one for one in found if one.births)
    assert str(one.births[0].earliest) == "1970-10-01"
    assert str(one.births[0].latest) == "1970-10-31"
    (measure,) = one.measures
    assert (measure.listed_on, measure.effective_on) == ("2005-01-02", "2004-03-04")
    assert "Statutory" in measure.text
    short = sample.table(state_aeca.SHORT, sample.AECA_SHORT[:1])
    (other,) = read_snapshot("us-state-aeca", {"main": short})
    assert other.legal_bases == ("70 FR 1", "70 FR 9")
    assert ("amended", "2005-02-02") in [(event.kind, event.text) for event in other.events]


@pytest.mark.parametrize(
    ("source", "data", "problem"),
    [
        (
            "us-state-isn",
            sample.table(state_isn.COLUMNS["us-state-isn"], [{"Programs": "X"}]),
            "line 2: the name is empty",
        ),
        ("us-state-isn", sample.WHOLE["state-isn"][1] + b"x\n", "1 columns stand where 9"),
        (
            "us-state-aeca",
            sample.table(state_aeca.SHORT, [{"Notice Date": "1/1/2001"}]),
            "the name or the notice is empty",
        ),
    ],
)
def test_damage_is_told(source: str, data: bytes, problem: str) -> None:
    """A damaged table of State is refused with what and where."""
    with pytest.raises(BadFileError, match=problem):
        read_snapshot(source, {"main": data})
