"""Leaving something out of an activity never narrows the answer."""

from __future__ import annotations

from itertools import combinations

import pytest
from decision_texts import F35, LOAN, OWNED, PAYMENT, SHIPMENT, Ask

from licet.decision.decision import Decision

FOREIGN = PAYMENT.replace("us_person", "foreign_person") + (
    "money: {us_financial_system: no}\nin_united_states: no\n"
)
UNKNOWN_ACTOR = ("actor: us_person", "actor: unknown")
BASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "shipment": (
        SHIPMENT,
        [
            ("  balance_remaining: true\n", ""),
            ("  valid_until: 2021-05-31\n", ""),
            ("  issued_on: 2020-06-01\n", ""),
            ("items: [{kind: goods, jurisdiction: itar}]\n", ""),
            (", country: TR", ""),
            ("listing: 'ofac:27016'", "name: Presidency of Defense Industries"),
            UNKNOWN_ACTOR,
        ],
    ),
    "foreign payment": (
        FOREIGN,
        [
            ("in_united_states: no\n", ""),
            ("money: {us_financial_system: no}\n", ""),
            ("actor: foreign_person", "actor: unknown"),
            ("listing: 'ofac:27018'", "name: Ismail Demir"),
            (", country: TR", ""),
        ],
    ),
    "owned": (
        OWNED,
        [
            ("percent: 50", "percent: unknown"),
            ("percent: 50", "percent: 30-70"),
            ("listing: 'ofac:901'", "name: Qorvexi Trading"),
            ("    country: PA\n", ""),
            ("    kind: organisation\n", ""),
            UNKNOWN_ACTOR,
        ],
    ),
    "loan": (
        LOAN,
        [
            ("  amount: 2000000\n", ""),
            ("{lender: Bank A, amount", "{amount"),
            ("kind: us_financial_institution, name: Bank A", "kind: us_financial_institution"),
            ("kind: us_financial_institution", "kind: unknown"),
            ("listing: 'ofac:27016'", "name: Presidency of Defense Industries"),
        ],
    ),
    "f35": (
        F35,
        [
            ("contract: {signed_on: 2018-03-01}\n", ""),
            ("country: TR, ", ""),
            ("items: [{kind: goods, jurisdiction: ear}]\n", ""),
            UNKNOWN_ACTOR,
        ],
    ),
}
CASES = [
    (name, on, left_out)
    for name, (_, changes) in BASES.items()
    for on, size in (("2020-12-13", 1), ("2021-03-01", 1), ("2021-03-01", 2))
    for left_out in combinations(range(len(changes)), size)
    if len({changes[i][0] for i in left_out}) == size
]


@pytest.mark.parametrize(("name", "on", "left_out"), CASES)
def test_less_said_is_never_a_narrower_answer(
    ask: Ask, name: str, on: str, left_out: tuple[int, ...]
) -> None:
    """Every outcome of the fuller activity is still possible when less of it is said."""
    full, changes = BASES[name]
    less = full
    for i in left_out:
        old, new = changes[i]
        assert old in less
        less = less.replace(old, new, 1)
    known: Decision = ask(full, on, deep=False)
    wide: Decision = ask(less, on, deep=False)
    assert set(known.outcomes) <= set(wide.outcomes)
