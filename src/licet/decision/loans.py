"""What an institution has lent a party over twelve months."""

from __future__ import annotations

from licet.core.dates import AsOf, Moment, months_before
from licet.core.kleene import Truth
from licet.decision.activity import Activity, PriorLoan
from licet.law.values import Number
from licet.names import parse


def in_dollars(amount: float | None, currency: str) -> Number | None:
    """Only dollars are counted; another currency needs a rate, which is a judgement of the user."""
    return Number.exactly(amount) if amount is not None and currency.upper() == "USD" else None


def loan_total(
    activity: Activity, asked: AsOf, effective: tuple[Moment | None, Moment | None]
) -> Number | None:
    """This institution's loans and credits over the rolling 12 months that end with this one.

    Repaid loans count, other institutions' don't (OFAC FAQ 870). No official answer says whether
    loans made before the measure count: they, and loans of a named lender where the actor isn't
    named, make the total an interval. A loan without a lender is the actor's own. A day exactly
    12 months back lies outside.
    """
    loan = activity.loan
    new = in_dollars(loan.amount, loan.currency) if loan else None
    if loan is None or new is None:
        return None
    low = high = new.low
    window = months_before(asked.day, 12)
    for one in loan.earlier:
        day = Moment.parse(one.on).day
        same = same_lender(one, activity.actor.name)
        if not window < day <= asked.day or same is False:
            continue
        amount = in_dollars(one.amount, one.currency)
        if amount is None:
            high = float("inf")
            continue
        high += amount.high
        if same is True and effective[1] is not None and day >= effective[1].day:
            low += amount.low
    return Number(low, high)


def same_lender(one: PriorLoan, actor: str | None) -> Truth:
    """Whether the actor made a loan; unknown where two spellings may be one institution.

    "Bank A" and "Bank A, N.A." may be one: names whose words, legal forms apart, contain one
    another aren't certainly different.
    """
    if one.lender is None:
        return True
    if actor is None:
        return None
    if one.lender.strip().casefold() == actor.strip().casefold():
        return True
    mine, theirs = _words(actor), _words(one.lender)
    return None if mine <= theirs or theirs <= mine else False


def _words(name: str) -> set[str]:
    return {token.text for token in parse(name, person=False).tokens}
