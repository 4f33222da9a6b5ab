"""A fact written as text, decoded by its type in the vocabulary."""

from __future__ import annotations

from licet.core.dates import Moment
from licet.core.errors import BadActivityError, BadInputError, nearest
from licet.law.facts import FACTS
from licet.law.values import Dates, Number, Value, Words


def decode(name: str, text: str, where: str | None = None) -> Value:
    """The value of a fact from its text; raises BadActivityError with the value and the mend."""
    fact = FACTS[name]
    try:
        if fact.type == "date":
            return Dates.exactly(Moment.parse(text))
        if fact.type == "number":
            return Number.exactly(float(text.replace("_", "").replace(",", "")))
        if fact.type == "truth":
            return _truth(text)
        if fact.type == "words":
            return Words(frozenset(word.strip() for word in text.split(",")))
        if fact.values and text not in fact.values:
            hint = nearest(text, fact.values)
            raise ValueError(f"{hint}known: {', '.join(fact.values)}")
    except (ValueError, BadInputError) as error:
        raise BadActivityError(
            f"'{text}' is not a {fact.type} for {name} ({error}).", where=where or "facts"
        ) from None
    return text


def _truth(text: str) -> bool:
    word = text.strip().lower()
    if word in {"true", "yes"}:
        return True
    if word in {"false", "no"}:
        return False
    raise ValueError("write yes or no")
