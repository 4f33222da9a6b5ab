"""What a date knows of a list: covered, not covered, absent, between two snapshots."""

from __future__ import annotations

from datetime import date

import pytest

from licet.core.dates import AsOf, Moment
from licet.core.listing import ListedMeasure, Listing, Name
from licet.lists.asof import bracket, states
from licet.lists.in_force import coverage_note, measures_on
from licet.lists.snapshot import Incoming
from licet.lists.store import Store
from licet.lists.store_write import add

SDN = "us-ofac-sdn"
DAYS = {"2020-01-01": "124", "2020-06-01": "123", "2021-01-01": "134"}


def listing(entry: str) -> Listing:
    """An invented blocked firm."""
    measures = (ListedMeasure("us/ofac/blocking", "on the list"),)
    return Listing(SDN, entry, "organisation", (Name(f"Firm {entry}"),), measures=measures)


def incoming(day: str, entries: str) -> Incoming:
    """A snapshot of a day with some entries."""
    data = f"{day}{entries}".encode()
    rows = [listing(entry) for entry in entries]
    return Incoming(SDN, date.fromisoformat(day), day, "plain", rows, {"main": ("f", data)})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three snapshots: entry 2 goes, 3 comes, 4 goes and comes again."""
    home = tmp_path_factory.mktemp("asof")
    add(home, [incoming(day, entries) for day, entries in DAYS.items()], accept_drop=True)
    return Store(home)


def on(day: str, known_by: str | None = None) -> AsOf:
    """A date to ask for."""
    return AsOf(Moment.parse(day), date.fromisoformat(known_by) if known_by else None)


@pytest.mark.parametrize(
    ("day", "status", "before", "after"),
    [
        ("2019-12-31", "not_covered", None, "2020-01-01"),
        ("2020-01-01", "covered", "2020-01-01", "2020-06-01"),
        ("2020-05-31", "covered", "2020-01-01", "2020-06-01"),
        ("2020-06-01", "covered", "2020-06-01", "2021-01-01"),
        ("2021-01-01", "covered", "2021-01-01", None),
        ("2030-01-01", "covered", "2021-01-01", None),
    ],
)
def test_the_snapshots_around_a_date(
    store: Store, day: str, status: str, before: str | None, after: str | None
) -> None:
    """The last snapshot on or before the date, and the first after it."""
    around = bracket(store, SDN, on(day))
    assert around.status == status
    assert (str(around.before.published) if around.before else None) == before
    assert (str(around.after.published) if around.after else None) == after
    assert (coverage_note(around) is None) is (status == "covered")


def test_a_list_that_was_never_added(store: Store) -> None:
    """A list without any snapshot is absent, not empty."""
    around = bracket(store, "us-ofac-consolidated", on("2020-06-01"))
    assert around.status == "absent"
    assert "no snapshot" in around.sentence()


@pytest.mark.parametrize(
    ("known_by", "before", "after"),
    [
        ("2020-05-31", "2020-01-01", None),
        ("2020-06-01", "2020-06-01", None),
        ("2019-01-01", None, None),
    ],
)
def test_only_what_was_public(
    store: Store, known_by: str, before: str | None, after: str | None
) -> None:
    """Snapshots published after the day of knowledge don't exist."""
    around = bracket(store, SDN, on("2020-07-01", known_by))
    assert (str(around.before.published) if around.before else None) == before
    assert (str(around.after.published) if around.after else None) == after


@pytest.mark.parametrize(
    ("entry", "day", "truth"),
    [
        ("1", "2020-03-01", True),
        ("1", "2019-06-01", None),
        ("2", "2020-03-01", True),
        ("2", "2020-08-01", None),
        ("2", "2021-01-01", False),
        ("3", "2020-03-01", None),
        ("3", "2020-06-01", True),
        ("3", "2025-01-01", True),
    ],
)
def test_an_entry_on_a_date(store: Store, entry: str, day: str, truth: bool | None) -> None:
    """Listed on both sides is listed; on one side only, the days between aren't known."""
    found = states(store, [f"ofac:{entry}"], on(day))
    if not found:
        assert truth is False
        return
    (state,) = found[f"ofac:{entry}"]
    assert state.truth is truth
    (measure,) = measures_on(store, [state], [], on(day))
    assert measure.truth is truth


def test_when_a_measure_began(store: Store) -> None:
    """Without a stated day it began after the last snapshot without it, by the first with it."""
    (state,) = states(store, ["ofac:3"], on("2021-05-01"))["ofac:3"]
    (measure,) = measures_on(store, [state], [], on("2021-05-01"))
    assert [str(m) for m in measure.effective] == ["2020-01-01", "2020-06-01"]


def test_when_a_measure_of_the_first_snapshot_began(store: Store) -> None:
    """Of an entry in the very first snapshot the beginning is open."""
    (state,) = states(store, ["ofac:1"], on("2020-03-01"))["ofac:1"]
    (measure,) = measures_on(store, [state], [], on("2020-03-01"))
    assert measure.effective[0] is None
    assert str(measure.effective[1]) == "2020-01-01"


def test_when_a_measure_began_again(store: Store) -> None:
    """An entry that went and came again is under its measure since it came again."""
    (state,) = states(store, ["ofac:4"], on("2021-05-01"))["ofac:4"]
    (measure,) = measures_on(store, [state], [], on("2021-05-01"))
    assert [str(m) for m in measure.effective] == ["2020-06-01", "2021-01-01"]


def test_the_evidence_is_a_sentence(store: Store) -> None:
    """Between two snapshots the evidence names both, with what each shows."""
    (state,) = states(store, ["ofac:3"], on("2020-03-01"))["ofac:3"]
    said = state.sentence()
    assert "absent on 2020-01-01" in said
    assert "present on 2020-06-01" in said


def test_what_was_public_decides_when_it_began(store: Store) -> None:
    """A snapshot that wasn't public yet says nothing of an entry."""
    assert states(store, ["ofac:3"], on("2020-03-01", "2020-05-31")) == {}
