"""What an answer says beside its outcome: questions, flips, shelf life, duties, JSON."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from decision_texts import APPLICATION, F35, LOAN, OWNED, PAYMENT, SHIPMENT, Ask, words

from licet.core.outcome import Outcome

KEYS = {
    "floor",
    "ceiling",
    "scope",
    "regimes",
    "actor",
    "reasons",
    "conditions",
    "duties",
    "cautions",
    "questions",
    "valid_until",
    "flips",
    "provenance",
}
ASKED = [
    (SHIPMENT, "2020-12-20"),
    (APPLICATION, "2020-12-13"),
    (APPLICATION, "2021-03-01"),
    (PAYMENT, "2020-12-01"),
    (OWNED, "2021-03-01"),
    (LOAN, "2021-03-01"),
    (F35, "2020-07-01"),
]
IDS = ["shipment", "application before", "application", "payment before", "owned", "loan", "f35"]


@pytest.mark.parametrize(("text", "on"), ASKED, ids=IDS)
def test_json_has_every_key(ask: Ask, text: str, on: str) -> None:
    """The JSON of a decision has all its keys, and is plain JSON."""
    made = json.loads(json.dumps(ask(text, on).to_json()))
    assert set(made) >= KEYS
    assert made["actor"]["kind"] in {"us_person", "us_financial_institution"}
    for reason in made["reasons"]:
        assert {"provision", "holds", "citation", "because", "floor", "ceiling"} <= set(reason)


@pytest.mark.parametrize(("text", "on"), ASKED, ids=IDS)
def test_the_headline_is_the_strictest_regime(ask: Ask, text: str, on: str) -> None:
    """Floor and ceiling are the strictest over all regimes."""
    answer = ask(text, on, deep=False)
    assert answer.floor == max(s.floor for s in answer.regimes.values())
    assert answer.ceiling == max(s.ceiling for s in answer.regimes.values())


def test_every_regime_of_the_scope_has_its_interval(ask: Ask) -> None:
    """A regime that is in scope is shown even where none of its rules was touched."""
    made = ask(OWNED, "2021-03-01", deep=False).to_json()
    assert set(made["scope"]["regimes"]) <= set(made["regimes"])


@pytest.mark.parametrize(("text", "on"), ASKED, ids=IDS)
def test_the_same_question_gets_the_same_answer(ask: Ask, text: str, on: str) -> None:
    """Nothing in an answer depends on chance or on the clock."""
    assert ask(text, on).to_json() == ask(text, on).to_json()


@pytest.mark.parametrize(
    ("line", "fact", "answers"),
    [
        (
            "  balance_remaining: true\n",
            "licence.balance_remaining",
            {"yes": "  balance_remaining: true\n", "no": "  balance_remaining: false\n"},
        ),
        (
            "  valid_until: 2021-05-31\n",
            "licence.valid_on_date",
            {"yes": "  valid: true\n", "no": "  valid: false\n"},
        ),
        (
            "items: [{kind: goods, jurisdiction: itar}]\n",
            "item.kind",
            {"goods": "items: [{kind: goods, jurisdiction: itar}]\n"},
        ),
    ],
    ids=["balance", "validity", "item"],
)
def test_an_answer_moves_as_far_as_it_says(
    ask: Ask, line: str, fact: str, answers: dict[str, str]
) -> None:
    """Writing an answer into the activity gives the interval that the question promised."""
    assert line in SHIPMENT
    open_one = ask(SHIPMENT.replace(line, ""), "2020-12-20", deep=False)
    question = next(q for q in open_one.questions if q.key[-1] == fact)
    for says, written in answers.items():
        promised = next(a for a in question.answers if says in a.says.split(", "))
        got = ask(SHIPMENT.replace(line, written), "2020-12-20", deep=False)
        assert (got.floor, got.ceiling) == (promised.floor, promised.ceiling)


def test_the_match_question_keeps_its_promise(ask: Ask) -> None:
    """Confirming or rejecting a match gives what the question said."""
    text = PAYMENT.replace("listing: 'ofac:27018'", "name: Ismail Demir")
    answer = ask(text, "2021-03-01", deep=False)
    question = next(q for q in answer.questions if q.key[0] == "match")
    yes = ask(PAYMENT, "2021-03-01", deep=False)
    no = ask(text.replace("payee", "payee, rejected: ['ofac:27018']"), "2021-03-01", deep=False)
    promised = {says: (a.floor, a.ceiling) for a in question.answers for says in a.says.split(", ")}
    assert promised == {"yes": (yes.floor, yes.ceiling), "no": (no.floor, no.ceiling)}


def test_the_share_question_keeps_its_promise(ask: Ask) -> None:
    """A share that was asked for moves the answer as was said."""
    answer = ask(OWNED.replace("percent: 50", "percent: unknown"), "2021-03-01", deep=False)
    question = next(q for q in answer.questions if q.key[0] == "share")
    promised = {a.says: a.ceiling for a in question.answers}
    assert promised["less than half"] is Outcome.NO_RESTRICTION_FOUND
    assert promised["half or more"] is Outcome.PROHIBITED
    assert (
        words(ask(OWNED.replace("50", "49.9"), "2021-03-01", deep=False))[1]
        == "no_restriction_found"
    )


def test_the_questions_that_move_most_come_first(ask: Ask) -> None:
    """A question that changes nothing by itself never stands before one that does."""
    answer = ask(
        "activity: export\nactor: unknown\nparties: [{listing: 'ofac:27016', role: end_user}]\n",
        "2021-03-01",
        deep=False,
    )
    here = (answer.floor, answer.ceiling)
    moves = [question.moves(here) for question in answer.questions]
    assert moves == sorted(moves, reverse=True)
    assert all(question.how and question.text.endswith(("?", ")")) for question in answer.questions)


def _as_fact(change: dict[str, str]) -> str | None:
    """A change of a flip as a line of ``facts``, where it can be said that way."""
    what, to = change["what"], change["to"]
    room = what.split(".")[0]
    if room not in {"licence", "actor", "contract", "programme"} or to.startswith(("another", "(")):
        return None
    for word, step in (("before ", -1), ("after ", 1)):
        if to.startswith(word):
            to = str(date.fromisoformat(to.removeprefix(word)) + timedelta(days=step))
    return f"{what}: {to}"


@pytest.mark.parametrize(("text", "on"), ASKED, ids=IDS)
def test_a_flip_really_flips(ask: Ask, text: str, on: str) -> None:
    """With the facts so changed the answer is what the flip said, and not what it was."""
    answer = ask(text, on)
    for flip in answer.flips:
        made: Any = flip.to_json()
        assert (made["floor"], made["ceiling"]) != words(answer)
        facts = [_as_fact(change) for change in made["changes"]]
        if None in facts:
            continue
        changed = ask(f"{text}facts: {{{', '.join(f for f in facts if f)}}}\n", on, deep=False)
        assert words(changed) == (made["floor"], made["ceiling"]), made


def test_a_shipment_says_what_would_flip_it(ask: Ask) -> None:
    """The answer for a shipment under a licence names validity, balance and day of issue."""
    flips = {change for flip in ask(SHIPMENT, "2020-12-20").flips for change, _ in flip.changes}
    assert {"licence.valid_on_date", "licence.balance_remaining", "licence.issued_on"} <= flips


@pytest.mark.parametrize(("text", "on"), ASKED, ids=IDS)
def test_the_answer_holds_until_it_says(ask: Ask, text: str, on: str) -> None:
    """The interval stays the same up to the day before, and is what was said on that day."""
    answer = ask(text, on)
    life = answer.valid_until
    start = date.fromisoformat(on)
    end = date.fromisoformat(life.until) if life else start + timedelta(days=1500)
    span = (end - start).days
    for days in {1, span // 3, span // 2, 2 * span // 3, span - 1}:
        if 0 < days < span:
            day = str(start + timedelta(days=days))
            assert words(ask(text, day, deep=False)) == words(answer), day
    if life:
        then = words(ask(text, life.until, deep=False))
        assert then == (life.floor.word, life.ceiling.word)
        assert then != words(answer)


@pytest.mark.parametrize(
    ("text", "on", "until"),
    [
        (SHIPMENT, "2020-12-20", "2021-06-01"),
        (APPLICATION, "2020-12-13", "2020-12-14"),
        (PAYMENT, "2020-12-01", "2020-12-14"),
        (OWNED, "2021-03-01", "2021-07-01"),
        (LOAN, "2021-03-01", "2022-01-05"),
        (F35, "2020-07-01", "2023-01-01"),
    ],
)
def test_known_shelf_lives(ask: Ask, text: str, on: str, until: str) -> None:
    """Licence, measure, holding, window and policy each end an answer on their own day."""
    life = ask(text, on).valid_until
    assert life is not None
    assert life.until == until


def test_no_shelf_life_where_nothing_is_known_to_change(ask: Ask) -> None:
    """Where no known date changes the answer none is invented."""
    assert ask(APPLICATION, "2023-01-01").valid_until is None
