"""Which open question to ask next, and the activity with its answer written in.

Greedy: the question whose worst answer leaves the narrowest interval, then the narrowest on
average. Where no single answer moves the interval, the first of a pair that together does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from licet.core.documents import Path
from licet.core.errors import BadInputError
from licet.decision.activity import Activity
from licet.decision.activity_people import Party
from licet.decision.activity_things import Item, Licence
from licet.decision.case import Key, judge
from licet.decision.decision import Decision
from licet.decision.questions import Question, choices
from licet.law.facts import FACTS

MOST_PAIRED = 8
YES, NO = {"yes", "y", "true"}, {"no", "n", "false"}
OWN_KEYS = {"licence.valid_on_date": "valid"}


@dataclass(frozen=True, slots=True)
class Next:
    """The question to ask, where its answer is written, and what may be said."""

    question: Question
    place: Path
    text: str
    says: tuple[str, ...]
    paired: bool = False


def next_question(made: Decision, skipped: Iterable[Key]) -> Next | None:
    """What to ask now; None where nothing that can be answered here would narrow the answer."""
    if made.determined:
        return None
    left = [q for q in made.questions if q.key not in set(skipped)]
    here = (made.floor, made.ceiling)
    for question in sorted((q for q in left if q.moves(here)), key=_width):
        if asked := _placed(made.activity, question):
            return asked
    pair = _first_of_pair(made, [q for q in left if _placed(made.activity, q)])
    if pair is None:
        return None
    found = _placed(made.activity, pair)
    return found and Next(found.question, found.place, found.text, found.says, paired=True)


def _width(question: Question) -> tuple[int, float, str]:
    """The widest interval an answer leaves, then the mean, then the text for a firm order."""
    widths = [a.ceiling - a.floor for a in question.answers] or [3]
    return max(widths), sum(widths) / len(widths), question.text


def _first_of_pair(made: Decision, left: list[Question]) -> Question | None:
    """The first question of the pair that can leave the narrowest interval."""
    case = made.gathered.case
    base = judge(case)
    here = made.ceiling - made.floor
    tries = {q.key: choices(case, base, q.key) for q in left[:MOST_PAIRED]}
    by_key = {q.key: q for q in left}
    best: tuple[int, str, Question] | None = None
    for one, other in combinations(tries, 2):
        for first in tries[one]:
            for second in tries[other]:
                low, high = judge(case, {one: first, other: second}, base).interval
                rank = (high - low, by_key[one].text, by_key[one])
                if high - low < here and (best is None or rank[:2] < best[:2]):
                    best = rank
    return best[2] if best else None


def _placed(activity: Activity, question: Question) -> Next | None:
    """Where in the activity a question's answer goes; None where it has no place there."""
    kind = question.key[0]
    if kind == "fact":
        return _fact(activity, question)
    if kind in {"match", "share"}:
        above = _holder(activity, question.key[1])
        if above is None:
            return None
        if kind == "match":
            return Next(question, above, question.text, ("yes", "no"))
        place = (*above, "owners", int(question.key[2]), "percent")
        return Next(question, place, question.text, ("a share such as 50 or 40-60",))
    return None


def _holder(activity: Activity, key: str) -> Path | None:
    """The place of a party or owner by its key (``party:0/owner:1``); None for one not stated."""
    first, *owners = key.split("/")
    try:
        path, who = activity.named[int(first.removeprefix("party:"))]
        held: Any = who
        for one in owners:
            place = int(one.removeprefix("owner:"))
            held = held.owners[place]
            path = (*path, "owners", place)
    except (ValueError, IndexError, TypeError):
        return None
    return path


def _fact(activity: Activity, question: Question) -> Next | None:
    _, scope, name = question.key
    fact = FACTS[name]
    if name == "activity.territory":
        return _country(activity, question)
    says: tuple[str, ...] = fact.values
    if fact.type == "truth":
        says = ("yes", "no")
    elif not says:
        says = {"date": ("a date such as 2020-12-14",), "number": ("a number",)}.get(
            fact.type, ("a word",)
        )
    return Next(question, _fact_place(activity, scope, name), question.text, says)


def _fact_place(activity: Activity, scope: str, name: str) -> Path:
    """A key of the party, item or licence the fact is of; else its name under ``facts``."""
    key = OWN_KEYS.get(name, name.partition(".")[2])
    room, _, number = scope.partition(":")
    if room == "party" and key in Party.model_fields and number.isdecimal():
        return (*activity.named[int(number)][0], key)
    if room == "item" and key in Item.model_fields and number.isdecimal():
        return ("items", int(number), key)
    if name.startswith("licence.") and key in Licence.model_fields and key != "kind":
        if room == "licence" and number.isdecimal():
            return (*(("licence",) if activity.licence else ("licences", int(number))), key)
        if activity.licence:
            return ("licence", key)
    return ("facts", name)


def _country(activity: Activity, question: Question) -> Next | None:
    """A territory is open through a party whose country, or region, isn't given."""
    for path, party in activity.named:
        if not party.country and not party.region and not party.listing:
            text = f"In which country is {party.name}?"
            return Next(question, (*path, "country"), text, ("a country, such as TR",))
    for path, party in activity.named:
        if party.country in {"UA", "Ukraine"} and not party.region:
            text = f"In which region of Ukraine is {party.name or party.listing}?"
            return Next(question, (*path, "region"), text, ("its ISO 3166-2 code, such as UA-30",))
    return None


def answered(activity: Activity, asked: Next, text: str) -> dict[str, Any]:
    """The activity, as plain data, with an answer written in; raises BadInputError."""
    data = activity.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    word = _word(text.strip(), asked)
    if asked.question.key[0] == "match":
        listing = asked.question.key[2]
        if word == "yes":
            _put(data, (*asked.place, "listing"), listing)
        else:
            held = _at(data, asked.place).get("rejected", [])
            _put(data, (*asked.place, "rejected"), [*held, listing])
    else:
        _put(data, asked.place, word)
    return data


def _word(text: str, asked: Next) -> str:
    """The answer as the activity file writes it."""
    if "yes" in asked.says:
        if text.lower() in YES | NO:
            return "yes" if text.lower() in YES else "no"
        raise BadInputError(f"'{text}' is neither yes nor no.")
    if asked.place[0] == "facts" or len(asked.says) > 1:
        values = FACTS[asked.question.key[2]].values
        if text.isdecimal() and values and 1 <= int(text) <= len(values):
            return values[int(text) - 1]
        if values and text not in values:
            raise BadInputError(f"'{text}' is none of: {', '.join(values)}.")
    return text


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _put(data: Any, path: Path, value: Any) -> None:
    for part in path[:-1]:
        data = data.setdefault(part, {}) if isinstance(data, dict) else data[part]
    data[path[-1]] = value
