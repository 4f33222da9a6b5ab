"""Section 235(a)(3): USD 10 million from one institution in twelve months (FAQ 870)."""

from __future__ import annotations

import pytest
from activity_texts import CONDITIONAL, NOTHING, OPEN, PROHIBITED, SSB, Ask, act, asks, interval

MAYBE = ("conditional", "prohibited")
BANK = "{kind: us_financial_institution, name: Bank A}"


def lend(amount: str, *earlier: str, actor: str = BANK, currency: str = "USD") -> str:
    """A loan to SSB with earlier ones written as ``9000000 on 2021-01-05 by Bank A``."""
    made = []
    for one in earlier:
        sum_, _, rest = one.partition(" on ")
        day, _, lender = rest.partition(" by ")
        who = f"lender: {lender}, " if lender else ""
        made.append(f"{{{who}amount: {sum_}, on: {day}, repaid: true}}")
    loan = f"loan: {{amount: {amount}, currency: {currency}, earlier: [{', '.join(made)}]}}"
    return act("loan", SSB % "borrower", actor=actor, more=loan)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("1", CONDITIONAL),
        ("10000000", CONDITIONAL),
        ("10000001", PROHIBITED),
        ("10_000_001", PROHIBITED),
    ],
)
def test_the_cap_itself(ask: Ask, amount: str, expected: tuple[str, str]) -> None:
    """Exactly USD 10 million is within the cap, a dollar more isn't."""
    assert interval(ask(lend(amount), "2021-03-01")) == expected


@pytest.mark.parametrize(
    ("earlier", "expected"), [("8000000", CONDITIONAL), ("8000001", PROHIBITED)]
)
def test_with_an_earlier_loan(ask: Ask, earlier: str, expected: tuple[str, str]) -> None:
    """An earlier loan counts to the dollar, although repaid."""
    text = lend("2000000", f"{earlier} on 2021-01-05 by Bank A")
    assert interval(ask(text, "2021-03-01")) == expected


def test_another_bank_lent_before(ask: Ask) -> None:
    """The limit is institution by institution: what Bank B lent doesn't count for Bank A."""
    text = lend("2000000", "9000000 on 2021-01-05 by Bank B")
    assert interval(ask(text, "2021-03-01")) == CONDITIONAL


def test_the_same_bank_written_otherwise(ask: Ask) -> None:
    """Case and spaces don't make another institution of the lender."""
    text = lend("2000000", "9000000 on 2021-01-05 by ' BANK a '")
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


def test_a_lender_nobody_named(ask: Ask) -> None:
    """An earlier loan without a lender is taken for the actor's own."""
    assert interval(ask(lend("2000000", "9000000 on 2021-01-05"), "2021-03-01")) == PROHIBITED


def test_an_actor_without_a_name(ask: Ask) -> None:
    """Where the actor isn't named, a named lender may be the same institution or another."""
    text = lend("2000000", "9000000 on 2021-01-05 by Bank A", actor="us_financial_institution")
    assert interval(ask(text, "2021-03-01")) == MAYBE


@pytest.mark.parametrize(
    ("on", "expected"), [("2022-01-04", PROHIBITED), ("2022-01-05", CONDITIONAL)]
)
def test_twelve_months_to_the_day(ask: Ask, on: str, expected: tuple[str, str]) -> None:
    """A loan counts for twelve months: on the same day of the next year it no longer does."""
    assert interval(ask(lend("2000000", "9000000 on 2021-01-05 by Bank A"), on)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2020-12-13", MAYBE), ("2020-12-14", PROHIBITED), ("2020-02-28", CONDITIONAL)],
)
def test_loans_made_before_the_measure(ask: Ask, day: str, expected: tuple[str, str]) -> None:
    """No official answer says whether loans before 14 December 2020 count, so both stand."""
    text = lend("2000000", f"9000000 on {day} by Bank A")
    assert interval(ask(text, "2021-03-01")) == expected


def test_a_loan_after_the_date_asked(ask: Ask) -> None:
    """A loan that will only be made later isn't counted."""
    assert interval(ask(lend("2000000", "9000000 on 2021-03-02"), "2021-03-01")) == CONDITIONAL


def test_before_the_measure(ask: Ask) -> None:
    """On 13 December 2020 any loan to SSB is free."""
    assert interval(ask(lend("50000000"), "2020-12-13")) == NOTHING
    assert interval(ask(lend("50000000"), "2020-12-14")) == PROHIBITED


@pytest.mark.parametrize("kind", ["loan", "credit"])
def test_credits_count_as_loans(ask: Ask, kind: str) -> None:
    """The cap is on loans and credits alike."""
    text = lend("11000000").replace("activity: loan", f"activity: {kind}")
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


def test_another_currency(ask: Ask) -> None:
    """Euros aren't turned into dollars by the engine: the total is asked for."""
    answer = ask(lend("2000000", currency="EUR"), "2021-03-01")
    assert interval(answer) == MAYBE
    assert asks(answer, "loan.total_12_months")


def test_no_amount(ask: Ask) -> None:
    """A loan without an amount leaves both answers."""
    text = act("loan", SSB % "borrower", actor=BANK)
    assert interval(ask(text, "2021-03-01")) == MAYBE


def test_relief_of_human_suffering(ask: Ask) -> None:
    """The statute lets loans for relieving human suffering pass, whatever their amount."""
    text = lend("50000000") + "humanitarian: true\n"
    assert interval(ask(text, "2021-03-01")) == CONDITIONAL


def test_a_foreign_bank(ask: Ask) -> None:
    """The cap binds US financial institutions, not a bank abroad."""
    text = lend("50000000", actor="foreign_person")
    assert interval(ask(text, "2021-03-01")) == NOTHING


def test_a_us_person_that_may_be_a_bank(ask: Ask) -> None:
    """A US person of which nobody says whether it is a bank leaves both answers."""
    answer = ask(lend("50000000", actor="us_person"), "2021-03-01")
    assert interval(answer) == OPEN
    assert asks(answer, "actor.us_financial_institution")


def test_a_firm_owned_by_ssb(ask: Ask) -> None:
    """The cap doesn't pass to a firm that SSB owns."""
    owners = "owners: [{listing: 'ofac:27016', percent: 100}]"
    firm = f"{{name: Zwyxqet Qarvolim, role: borrower, country: TR, {owners}}}"
    text = act("loan", firm, actor=BANK, more="loan: {amount: 50000000}")
    assert interval(ask(text, "2021-03-01")) == NOTHING


def test_several_small_loans(ask: Ask) -> None:
    """Many loans are added up: nine of a million and two more pass the cap by one."""
    small = [f"1000000 on 2021-0{month}-15 by Bank A" for month in range(1, 10)]
    assert interval(ask(lend("1000000", *small), "2021-10-01")) == CONDITIONAL
    assert interval(ask(lend("1000001", *small), "2021-10-01")) == PROHIBITED


def test_a_loan_of_the_same_day(ask: Ask) -> None:
    """Two loans on one day count together."""
    assert interval(ask(lend("2000000", "9000000 on 2021-03-01"), "2021-03-01")) == PROHIBITED


def test_the_leap_day(ask: Ask) -> None:
    """A loan of 29 February 2024 still counts on 27 February 2025, and no longer on 1 March."""
    text = lend("2000000", "9000000 on 2024-02-29 by Bank A")
    assert interval(ask(text, "2025-02-27")) == PROHIBITED
    assert interval(ask(text, "2025-03-01")) == CONDITIONAL
