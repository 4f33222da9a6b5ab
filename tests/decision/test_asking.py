"""Questions in the order that narrows most, and answers written where they belong."""

from __future__ import annotations

import pytest
from decision_texts import F35, LOAN, OWNED, PAYMENT, SHIPMENT, Ask

from licet.core.errors import BadInputError
from licet.decision.asking import answered, next_question
from licet.decision.case import Key
from licet.decision.decide import decide
from licet.decision.replay import activity_of
from licet.decision.workspace import Workspace

OPEN = PAYMENT.replace("listing: 'ofac:27018'", "name: Ismail Demir")
HALF = SHIPMENT.replace("  balance_remaining: true\n", "").replace(
    "  valid_until: 2021-05-31\n", ""
)
TEXTS = {
    "payment": OPEN,
    "licence": HALF,
    "owned": OWNED.replace("percent: 50", "percent: unknown"),
    "loan": LOAN.replace("kind: us_financial_institution", "kind: unknown"),
    "f35": F35.replace("contract: {signed_on: 2018-03-01}\n", ""),
    "nobody": OPEN.replace("us_person", "unknown").replace(", country: TR", ""),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_next_question_has_the_best_worst_answer(ask: Ask, name: str) -> None:
    """No other question that moves the answer leaves a narrower interval at worst."""
    made = ask(TEXTS[name], "2021-03-01", deep=False)
    asked = next_question(made, [])
    if asked is None or asked.paired:
        return
    here = (made.floor, made.ceiling)
    worst = max(a.ceiling - a.floor for a in asked.question.answers)
    for other in made.questions:
        if other.moves(here) and next_question(made, [q.key for q in made.questions if q != other]):
            assert worst <= max(a.ceiling - a.floor for a in other.answers)


@pytest.mark.parametrize("word", ["yes", "no"])
@pytest.mark.parametrize("name", TEXTS)
def test_asking_ends_and_keeps_its_promises(
    ask: Ask, small: Workspace, name: str, word: str
) -> None:
    """Answer after answer the questions run out; an answer of a truth leads where it said."""
    skipped: list[Key] = []
    made = ask(TEXTS[name], "2021-03-01", deep=False)
    for _ in range(30):
        asked = next_question(made, skipped)
        if asked is None:
            break
        skipped.append(asked.question.key)
        says = word if "yes" in asked.says else {"a number": "9000000"}.get(asked.says[0], "TR")
        if "date" in asked.says[0]:
            says = "2018-01-01"
        elif "share" in asked.says[0]:
            says = "50" if word == "yes" else "10"
        elif len(asked.says) > 1 and "yes" not in asked.says:
            says = "1"
        activity = activity_of(answered(made.activity, asked, says), "answer")
        after = decide(activity, small, made.gathered.case.asked, deep=False)
        promised = [a for a in asked.question.answers if says in a.says.split(", ")]
        if promised and asked.question.key[0] in {"match", "fact"} and "yes" in asked.says:
            assert (after.floor, after.ceiling) == (promised[0].floor, promised[0].ceiling)
        made = after
    else:
        pytest.fail("asking doesn't end")


def test_a_pair_is_asked_where_no_single_answer_moves(ask: Ask) -> None:
    """With two unknowns that only together move the answer, the first of them is asked."""
    made = ask(OPEN.replace("us_person", "unknown"), "2021-03-01", deep=False)
    here = (made.floor, made.ceiling)
    asked = next_question(made, [q.key for q in made.questions if q.moves(here)])
    assert asked is None or asked.paired


def test_a_determined_answer_asks_nothing(ask: Ask) -> None:
    """Where floor and ceiling meet, there is no question."""
    assert next_question(ask(PAYMENT, "2021-03-01", deep=False), []) is None


def test_an_answer_must_be_one(ask: Ask) -> None:
    """A word that is neither yes nor no is refused."""
    made = ask(OPEN, "2021-03-01", deep=False)
    asked = next_question(made, [])
    assert asked is not None
    with pytest.raises(BadInputError):
        answered(made.activity, asked, "perhaps")
