"""Firms that the officers of SSB own: half, together, through others, for a time."""

from __future__ import annotations

import pytest
from activity_texts import FIRM, NOTHING, OPEN, PROHIBITED, Ask, act, asks, interval


def owned(*owners: str) -> str:
    """A firm as seller, with owners."""
    return (FIRM % "seller").replace("}", f", owners: [{', '.join(owners)}]}}")


def holds(listing: str, percent: str, more: str = "") -> str:
    """An owner under a listing with a share."""
    return f"{{listing: 'ofac:{listing}', percent: {percent}{more}}}"


DEMIR_ID, YIGIT_ID, SSB_ID = "27018", "30685", "27016"


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("49", NOTHING),
        ("49.99", NOTHING),
        ("50", PROHIBITED),
        ("51", PROHIBITED),
        ("100", PROHIBITED),
        ("unknown", OPEN),
        ("40-60", OPEN),
        ("50-60", PROHIBITED),
        ("10-49", NOTHING),
    ],
)
def test_demirs_share_in_a_firm(ask: Ask, percent: str, expected: tuple[str, str]) -> None:
    """Half or more blocks the firm, less doesn't, and a share that isn't known is asked for."""
    answer = ask(act("purchase", owned(holds(DEMIR_ID, percent))), "2021-03-01")
    assert interval(answer) == expected
    if expected == OPEN:
        assert asks(answer, "share")


def test_an_owner_whose_share_is_left_out(ask: Ask) -> None:
    """A share that isn't given is unknown, not nothing."""
    answer = ask(act("purchase", owned("{listing: 'ofac:27018'}")), "2021-03-01")
    assert interval(answer) == OPEN


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("25", "25", PROHIBITED),
        ("25", "24", NOTHING),
        ("49", "1", PROHIBITED),
        ("25", "unknown", OPEN),
    ],
)
def test_two_officers_together(
    ask: Ask, first: str, second: str, expected: tuple[str, str]
) -> None:
    """Shares of several blocked persons are added together."""
    both = owned(holds(DEMIR_ID, first), holds(YIGIT_ID, second))
    assert interval(ask(act("purchase", both), "2021-03-01")) == expected


def test_shares_of_ssb_are_not_added(ask: Ask) -> None:
    """SSB isn't blocked, so its share doesn't count with Demir's."""
    both = owned(holds(DEMIR_ID, "30"), holds(SSB_ID, "40"))
    assert interval(ask(act("purchase", both), "2021-03-01")) == NOTHING


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("50", "50", PROHIBITED),
        ("49", "100", NOTHING),
        ("100", "49", NOTHING),
        ("51", "51", PROHIBITED),
    ],
)
def test_a_chain_of_firms(ask: Ask, upper: str, lower: str, expected: tuple[str, str]) -> None:
    """A firm that is itself blocked counts in full below: 50 percent of 50 percent is enough."""
    holding = f"{{name: Vlqotexi Holding, percent: {lower}, owners: [{holds(DEMIR_ID, upper)}]}}"
    assert interval(ask(act("purchase", owned(holding)), "2021-03-01")) == expected


def test_directly_and_through_a_chain(ask: Ask) -> None:
    """25 percent of his own and 25 percent through a firm that he half owns make 50."""
    holding = f"{{name: Vlqotexi Holding, percent: 25, owners: [{holds(DEMIR_ID, '50')}]}}"
    text = act("purchase", owned(holds(DEMIR_ID, "25"), holding))
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


@pytest.mark.parametrize(
    ("last_day", "expected"), [("2021-02-28", NOTHING), ("2021-03-01", PROHIBITED)]
)
def test_a_share_that_was_sold(ask: Ask, last_day: str, expected: tuple[str, str]) -> None:
    """After divestment the firm is free; on the last day of the holding it is not."""
    text = act("purchase", owned(holds(DEMIR_ID, "60", f", to: {last_day}")))
    assert interval(ask(text, "2021-03-01")) == expected


@pytest.mark.parametrize(
    ("first_day", "expected"), [("2021-03-02", NOTHING), ("2021-03-01", PROHIBITED)]
)
def test_a_share_bought_later(ask: Ask, first_day: str, expected: tuple[str, str]) -> None:
    """A firm is reached from the first day of the holding."""
    text = act("purchase", owned(holds(DEMIR_ID, "60", f", from: {first_day}")))
    assert interval(ask(text, "2021-03-01")) == expected


def test_owners_unknown(ask: Ask) -> None:
    """A firm whose owners are said to be unknown may be owned by anybody blocked."""
    firm = (FIRM % "seller").replace("}", ", owners: unknown}")
    assert interval(ask(act("purchase", firm), "2021-03-01")) == OPEN


def test_owners_not_given(ask: Ask) -> None:
    """Where ownership wasn't given, the answer says that it lies outside."""
    answer = ask(act("purchase", FIRM % "seller"), "2021-03-01")
    assert any("Ownership of" in caution for caution in answer.cautions)


def test_an_owner_by_name_only(ask: Ask) -> None:
    """An owner called Ismail Demir, unconfirmed, leaves both answers and asks who he is."""
    text = act("purchase", owned("{name: Ismail Demir, kind: person, percent: 60}"))
    answer = ask(text, "2021-03-01")
    assert interval(answer) == OPEN
    assert asks(answer, "ofac:27018")
