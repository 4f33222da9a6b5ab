"""Conditions of provisions: ``all``, ``any``, ``not`` and leaves of one fact and one matcher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import isfinite
from typing import Any

from licet.core.dates import Moment
from licet.core.documents import Document, Path
from licet.core.errors import BadInputError, PackError, nearest
from licet.law.facts import FACTS, Fact, unknown_fact
from licet.law.values import Dates, Number

MATCHERS = ("is", "before", "after", "at_least", "at_most", "within")
FOR_TYPE = {
    "word": {"is"},
    "words": {"is"},
    "truth": {"is"},
    "date": {"before", "after", "within"},
    "number": {"at_least", "at_most", "within"},
}


@dataclass(frozen=True, slots=True)
class FactRef:
    """The value of another fact, as the bound of a matcher."""

    name: str


@dataclass(frozen=True, slots=True)
class WholeDay(Dates):
    """A day as a pack writes it, with the two days between which its line runs."""

    written: Moment

    def __str__(self) -> str:
        return str(self.written)


Bound = Dates | Number | FactRef


@dataclass(frozen=True, slots=True)
class Leaf:
    """One fact held against one matcher. ``wanted`` serves ``is``, ``bounds`` all others."""

    fact: str
    matcher: str
    wanted: frozenset[str] = frozenset()
    bounds: tuple[Bound, ...] = ()

    def text(self) -> str:
        """``party.role is end_user or consignee``."""
        if self.matcher == "is":
            return f"{self.fact} is {' or '.join(sorted(self.wanted))}"
        shown = [b.name if isinstance(b, FactRef) else str(b) for b in self.bounds]
        return f"{self.fact} {self.matcher.replace('_', ' ')} {' and '.join(shown)}"


@dataclass(frozen=True, slots=True)
class Group:
    """``all``, ``any`` or ``not`` over conditions."""

    word: str
    members: tuple[Condition, ...]


Condition = Leaf | Group
ALWAYS = Group("all", ())


def read(data: Any, path: Path, document: Document) -> Condition:
    """Decode a condition; raises PackError with file, line, what and the mend.

    Equal conditions are one object, so that many rules can share what it came to.
    """
    found = _read(data, path, document)
    return _SAME.setdefault(found, found)


_SAME: dict[Condition, Condition] = {}


def _read(data: Any, path: Path, document: Document) -> Condition:
    if not isinstance(data, dict):
        raise PackError("a condition is not a mapping.", where=document.where(path))
    if "fact" in data:
        return _leaf(data, path, document)
    if len(data) != 1 or next(iter(data)) not in {"all", "any", "not"}:
        raise PackError(
            f"a condition has the keys {sorted(data)}.",
            where=document.where(path),
            mend="Use one of all, any, not, or fact with a matcher.",
        )
    word, inner = next(iter(data.items()))
    members = inner if isinstance(inner, list) else [inner]
    return Group(word, tuple(read(m, (*path, word, i), document) for i, m in enumerate(members)))


def _leaf(data: dict[str, Any], path: Path, document: Document) -> Leaf:
    where = document.where(path)
    fact = FACTS.get(str(data["fact"]))
    if fact is None:
        raise PackError(unknown_fact(str(data["fact"])), where=where)
    rest = [key for key in data if key != "fact"]
    if len(rest) != 1 or rest[0] not in MATCHERS:
        bad = rest[0] if rest else "(none)"
        raise PackError(
            f"'{bad}' is not a matcher; {nearest(bad, MATCHERS)}",
            where=where,
            mend=f"Give exactly one of {', '.join(MATCHERS)}.",
        )
    matcher = rest[0]
    if matcher not in FOR_TYPE[fact.type]:
        raise PackError(
            f"'{matcher}' does not fit {fact.name}, which is a {fact.type}.",
            where=where,
            mend=f"Use {' or '.join(sorted(FOR_TYPE[fact.type]))}.",
        )
    value = data[matcher]
    if matcher == "is":
        return Leaf(fact.name, matcher, _wanted(value, fact, where))
    raw = value if isinstance(value, list) else [value]
    if len(raw) != (2 if matcher == "within" else 1):
        raise PackError(
            f"'{matcher}' takes {2 if matcher == 'within' else 1} value(s).", where=where
        )
    bounds = [_bound(one, fact, where) for one in raw]
    return Leaf(fact.name, matcher, bounds=tuple(_whole_days(matcher, bounds)))


def _wanted(value: Any, fact: Fact, where: str) -> frozenset[str]:
    words = [str(one) for one in (value if isinstance(value, list) else [value])]
    known = ("true", "false") if fact.type == "truth" else fact.values
    for word in words:
        if known and word not in known:
            raise PackError(
                f"'{word}' is not a value of {fact.name}; {nearest(word, known)}",
                where=where,
                mend=f"Known values: {', '.join(known)}.",
            )
    return frozenset(words)


def _bound(raw: Any, fact: Fact, where: str) -> Bound:
    if isinstance(raw, dict):
        name = str(raw.get("fact"))
        other = FACTS.get(name)
        if other is None:
            raise PackError(unknown_fact(name), where=where)
        if other.type != fact.type:
            raise PackError(f"{fact.name} and {name} are of different types.", where=where)
        return FactRef(name)
    try:
        if fact.type == "date":
            return Dates.exactly(Moment.parse(str(raw)))
        number = float(str(raw).replace("_", ""))
        if not isfinite(number):
            raise ValueError("it has no bound")
        return Number.exactly(number)
    except (ValueError, BadInputError) as error:
        raise PackError(f"'{raw}' is not a {fact.type} ({error}).", where=where) from None


def _whole_days(matcher: str, bounds: list[Bound]) -> Iterator[Bound]:
    """A bare day that a pack writes is the whole day, so that no day beside it is in doubt.

    Before a day ends where it begins, after a day begins where it ends: the bound is the pair of
    days between which the line runs, later day first, which the comparison of intervals then
    reads as one line.
    """
    for i, bound in enumerate(bounds):
        day = bound.earliest if isinstance(bound, Dates) else None
        if day is None or day.at is not None:
            yield bound
            continue
        after = matcher == "after" or (matcher == "within" and i == 1)
        later, earlier = (1, 0) if after else (0, -1)
        ends = [Moment(day.day + timedelta(days=shift)) for shift in (later, earlier)]
        yield WholeDay(ends[0], ends[1], day)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The leaves of a condition, in order."""
    if isinstance(condition, Leaf):
        yield condition
        return
    for member in condition.members:
        yield from leaves(member)
