"""A bad activity is refused with one sentence that a person can act on."""

from __future__ import annotations

import pytest
from decision_texts import APPLICATION, LOAN, OWNED, PAYMENT, SHIPMENT, Ask

from licet.core.errors import LicetError


def refused(ask: Ask, text: str) -> str:
    """The sentence with which an activity is refused."""
    with pytest.raises(LicetError) as caught:
        ask(text, "2021-03-01", deep=False)
    said = str(caught.value)
    assert "\n" not in said
    assert len(said) < 900
    assert "Traceback" not in said
    assert "pydantic" not in said
    return said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SHIPMENT.replace("licence:", "lisence:"), "Did you mean 'licence'?"),
        (SHIPMENT.replace("issued_on", "issue_on"), "Did you mean 'issued_on'?"),
        (APPLICATION.replace("actor:", "actr:"), "actor"),
        (APPLICATION.replace("role:", "rol:"), "role"),
        (APPLICATION + "on: 2021-02-30\n", "'2021-02-30' is not a date that exists"),
        (SHIPMENT.replace("2020-06-01", "2020-06-31"), "'2020-06-31' is not a date that exists"),
        (SHIPMENT.replace("2020-06-01", "2020-06-01T10:00"), "no zone"),
        (APPLICATION.replace("end_user", "end_usr"), "did you mean 'end_user'?"),
        (
            APPLICATION.replace("licence_application", "licence_aplication"),
            "did you mean 'licence_application'?",
        ),
        (APPLICATION.replace("us_person", "us_persn"), "us_person"),
        (APPLICATION.replace("actor: us_person\n", ""), "'actor' is missing"),
        (APPLICATION.replace("activity: licence_application\n", ""), "'activity' is missing"),
        ("activity: payment\nactor: us_person\n", "'parties' is missing"),
        ("activity: payment\nactor: us_person\nparties: []\n", "parties"),
        (
            "activity: payment\nactor: us_person\nparties: [{role: payee}]\n",
            "needs a name or a listing",
        ),
        ("activity: payment\nactor: us_person\nparties: [{name: A, role: []}]\n", "needs a role"),
        ("activity: payment\nactor: us_person\nparties: somebody\n", "parties"),
        ("", "is not a mapping"),
        ("- a\n- b\n", "is not a mapping"),
        ("a: &x {}\nb: *x\n", "anchor or alias"),
        ("[" * 200, "nests deeper than 40"),
        ("a: 1\na: 2\n", "stands twice"),
        ("activity:\n\tpayment\n", "is not readable YAML"),
        (OWNED.replace("50", "120"), "'120' is not a share"),
        (OWNED.replace("50", "-5"), "'-5' is not a share"),
        (OWNED.replace("50", "60-40"), "'60-40' is not a share"),
        (OWNED.replace("50", "half"), "'half' is not a share"),
        (OWNED.replace("50", "nan"), "'nan' is not a share"),
        (LOAN.replace("2000000", "lots"), "lots"),
        (LOAN.replace("2000000", "-1"), "-1"),
        (LOAN.replace("9000000", "-9000000"), "-9000000"),
        (LOAN.replace("2000000", "nan"), "nan"),
        (PAYMENT.replace("country: TR", "country: Turkeystan"), "'Turkeystan' is not a country"),
        (PAYMENT.replace("'ofac:27018'", "27018"), "ofac:27016"),
        (PAYMENT.replace("27018", "1234567"), "ofac:1234567"),
        (PAYMENT + "facts: {licence.neded: yes}\n", "did you mean 'licence.needed'?"),
        (PAYMENT + "facts: {licence.needed: maybe}\n", "write yes or no"),
        (PAYMENT + "facts: {contract.signed_on: 2021-02-29}\n", "2021-02-29"),
        (PAYMENT + "facts: {loan.amount: much}\n", "much"),
        (PAYMENT + "facts: {activity.kind: paymnt}\n", "did you mean 'payment'?"),
        (
            SHIPMENT.replace("balance_remaining: true", "balance_remaining: perhaps"),
            "balance_remaining",
        ),
        (OWNED.replace("to: 2021-06-30", "from: 2021-07-01, to: 2021-06-30"), "2021-06-30"),
        (APPLICATION.replace("kind: goods", "kind: good"), "Did you mean 'goods'?"),
    ],
)
def test_each_mistake_has_its_sentence(ask: Ask, text: str, expected: str) -> None:
    """The sentence names the value or the key, and the nearest one where there is one."""
    assert expected in refused(ask, text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SHIPMENT.replace("issued_on", "issue_on"), 9),
        (APPLICATION.replace("end_user", "end_usr"), 4),
        (SHIPMENT.replace("2021-05-31", "2021-05-32"), 10),
        (PAYMENT + "facts: {licence.neded: yes}\n", 5),
        (PAYMENT.replace("country: TR", "country: Turkeystan"), 4),
        (OWNED.replace("50", "120"), 9),
    ],
    ids=["key", "role", "date", "fact", "country", "share"],
)
def test_the_line_is_named(ask: Ask, text: str, line: int) -> None:
    """Every sentence names the file and the line of the mistake."""
    assert refused(ask, text).startswith(f"activity.yaml line {line}:")


def test_an_empty_name(ask: Ask) -> None:
    """A party named with nothing but blanks is refused or asked for, never found clean."""
    text = (
        "activity: payment\nactor: us_person\nparties: [{name: '  ', role: payee, country: PA}]\n"
    )
    refused(ask, text)


def test_an_activity_with_many_parties(ask: Ask) -> None:
    """Many parties are many parties, not an error."""
    many = "\n".join(f"  - {{name: Wexqor {i}, role: other, country: PA}}" for i in range(60))
    ask(f"activity: dealing\nactor: us_person\nparties:\n{many}\n", "2021-03-01", deep=False)
