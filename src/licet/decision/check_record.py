#!/usr/bin/env python3
"""Check the record of a decision from its own quoted facts, without licet.

    python check_record.py RECORD.json

Recomputes, from the facts and the text of law in the record alone: whether each rule holds, what
it comes to, the interval of each regime, floor and ceiling, and the chain of hashes. Prints every
difference; exit code 0 when there is none, 1 when there is, 2 when the file is no record.

What it takes as given: the gates (is this party that listing, was the measure in force, who owns
whom), the facts, and that the law is what the pack said (its hash stands in the record). It needs
Python 3.11 and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FORMAT = "licet-decision/1"
Truth = bool | None
Plain = dict[str, Any]
Result = tuple[Truth, dict[str, Truth], set[int]]
"""Whether a rule holds, whether each exception does, and the outcomes."""
WORDS = ("no_restriction_found", "conditional", "licence_required", "prohibited")
SECTIONS = ["asked", "made", "sources", "matches", "law", "facts", "findings", "gaps", "answer",
            "told"]  # fmt: skip
FIXED: dict[str, set[int]] = {
    "prohibited": {3},
    "licence_required": {2},
    "conditional": {1},
    "caution": {0},
    "no_effect": {0},
    "undetermined": {0, 1, 2, 3},
}


def all_of(truths: Iterable[Truth]) -> Truth:
    """False where one is false, else unknown where one is unknown."""
    truths = list(truths)
    return False if False in truths else None if None in truths else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True where one is true, else unknown where one is unknown."""
    truths = list(truths)
    return True if True in truths else None if None in truths else False


def not_(truth: Truth) -> Truth:
    """Unknown stays unknown."""
    return None if truth is None else not truth


def truth_of(word: bool | str) -> Truth:
    """A truth as the record writes it."""
    return word if isinstance(word, bool) else None


class Moment:
    """A day, or an instant with a zone."""

    def __init__(self, text: str) -> None:
        self.at = datetime.fromisoformat(text) if "T" in text else None
        self.day = self.at.date() if self.at else date.fromisoformat(text)

    def in_zone(self, zone: str) -> Moment:
        """An instant on another clock; a bare day stays."""
        if self.at:
            self.at = self.at.astimezone(ZoneInfo(zone))
            self.day = self.at.date()
        return self

    def before(self, other: Moment) -> Truth:
        """Whether this is earlier; unknown within one bare day."""
        if self.at and other.at:
            return self.at < other.at
        return self.day < other.day if self.day != other.day else None

    def reached_by(self, asked: Moment) -> Truth:
        """Whether what begins here has begun."""
        if self.at and asked.at:
            return self.at <= asked.at
        if self.day != asked.day or not self.at:
            return self.day <= asked.day
        return True if self.at.timetz().replace(tzinfo=None) == time.min else None

    def passed_by(self, asked: Moment) -> Truth:
        """Whether what ends here is over; a bare last day is still within."""
        return self.reached_by(asked) if self.at else self.day < asked.day


def contains(period: Plain, asked: Moment) -> Truth:
    """Whether a period holds a moment."""
    started = not period["from"] or Moment(period["from"]).reached_by(asked)
    over = bool(period["to"]) and Moment(period["to"]).passed_by(asked)
    if started is False or over is True:
        return False
    return None if started is None or over is None else True


def date_before(value: list[str | None], other: list[str | None]) -> Truth:
    """Whether a date is strictly earlier, however the two lie within what is known of them."""
    first, last = (Moment(d) if d else None for d in value)
    start, end = (Moment(d) if d else None for d in other)
    if last and start and last.before(start) is True:
        return True
    return False if first and end and first.before(end) is False else None


def at_most(value: list[Any], bound: list[Any]) -> Truth:
    """Less or equal, over both intervals."""
    (low, high), (least, most) = ([float(n) for n in one] for one in (value, bound))
    return True if high <= least else False if low > most else None


def leaf(condition: Plain, facts: Plain) -> Truth:
    """One fact held against one matcher."""
    value = facts.get(condition["fact"])
    if value is None:
        return None
    (matcher,) = (key for key in condition if key != "fact")
    wanted = condition[matcher]
    if matcher == "is":
        return is_one_of(value, set(wanted))
    bounds = [facts.get(b["fact"]) if "fact" in b else b for b in wanted]
    if None in bounds:
        return None
    kind = "dates" if "dates" in value else "number"
    return compared(kind, matcher, value[kind], [(b or {})[kind] for b in bounds])


def compared(kind: str, matcher: str, own: list[Any], ends: list[list[Any]]) -> Truth:
    """A date or a number held against one bound, or two."""
    least, most = ends[0], ends[-1]
    if kind == "dates":
        if matcher == "within":
            return all_of([not_(date_before(own, least)), not_(date_before(most, own))])
        return date_before(own, least) if matcher == "before" else date_before(least, own)
    above, below = at_most(least, own), at_most(own, most)
    return {"within": all_of([above, below]), "at_most": below}.get(matcher, above)


def is_one_of(value: Plain, wanted: set[str]) -> Truth:
    """Whether a word, or a member of a set, is among those wanted."""
    if "truth" in value:
        return ("true" if value["truth"] else "false") in wanted
    if "words" in value:
        if set(value["words"]) & wanted:
            return True
        possible = value["possible"]
        return None if possible is None or set(possible) & wanted else False
    return value["word"] in wanted


def holds(condition: Plain, facts: Plain) -> Truth:
    """A condition over facts, in three-valued logic."""
    if "fact" in condition:
        return leaf(condition, facts)
    ((word, members),) = condition.items()
    truths = [holds(member, facts) for member in members]
    return any_of(truths) if word == "any" else all_of(truths) if word == "all" else not_(
        all_of(truths))  # fmt: skip


def effect(name: str, facts: Plain) -> set[int]:
    """The outcomes of an effect; no licence to be had prohibits only what needs one."""
    if name != "licence_unavailable":
        return FIXED[name]
    needed = facts.get("licence.needed")
    return {0, 3} if needed is None else {3} if needed["truth"] else {0}


def judged(rule: Plain, version: Plain, before: list[Truth], facts: Plain, asked: Moment) -> Result:
    """Whether one version of a rule holds, its exceptions, and the outcomes."""
    parts = [*before, holds(rule["binds"]["when"], facts), holds(version["applies"], facts)]
    truth = all_of(parts)
    exceptions = {
        e["id"]: all_of([holds(e["when"], facts), contains(e, asked)])
        for e in version["exceptions"]
    }
    if truth is False:
        return truth, exceptions, {0}
    found: set[int] = set()
    certain = False
    for one in version["exceptions"]:
        own = exceptions[one["id"]]
        own = None if own is True and one["status"] == "draft" else own
        found |= set() if own is False else effect(one["effect"], facts)
        certain = certain or own is True
    found |= set() if certain else effect(version["effect"], facts)
    if truth is None or rule["status"] == "draft":
        found |= {0}
    return truth, exceptions, found


def recompute(record: Plain, finding: Plain) -> Result:
    """What a finding must be, from the facts and the law in the record."""
    rule: Plain = record["law"][finding["provision"]]
    facts: Plain = {}
    for scope in finding["scopes"]:
        facts |= record["facts"].get(scope, {})
    if finding["role"]:
        facts["party.role"] = {"word": finding["role"]}
    asked = Moment(record["asked"]["judged_at"]).in_zone(rule["zone"])
    gates = [truth_of(gate["holds"]) for gate in finding["gates"]]
    possible = [(v, t) for v in rule["versions"] if (t := contains(v, asked)) is not False]
    if not possible:
        return False, {}, {0}
    only = len(possible) == 1
    made = [judged(rule, v, [*gates, t if only else None], facts, asked) for v, t in possible]
    if only:
        return made[0]
    truth = None if any(one[0] is not False for one in made) else False
    return truth, {k: v for one in made for k, v in one[1].items()}, set().union(
        *(one[2] for one in made))  # fmt: skip


def strictest(sets: Iterable[set[int]]) -> set[int]:
    """All rules apply at once: the stricter outcome of every pair."""
    result = {0}
    for one in sets:
        result = {max(a, b) for a in result for b in one}
    return result


def words(outcomes: set[int]) -> list[str]:
    """Outcomes by name, the mildest first."""
    return [WORDS[n] for n in sorted(outcomes)]


def digest(section: Any) -> str:
    """SHA-256 of canonical JSON."""
    text = json.dumps(section, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def check_chain(record: Plain) -> Iterator[str]:
    """The hash of each section, and each link to the one before."""
    chain = record["chain"]
    if chain["previous"] is not None and not re.fullmatch("[0-9a-f]{64}", chain["previous"]):
        yield "chain: what stands before it is no hash"
    link = hashlib.sha256(f"{FORMAT} {chain['previous'] or ''}".encode()).hexdigest()
    if [one["section"] for one in chain["links"]] != SECTIONS:
        yield "chain: the sections aren't those of a record"
        return
    for one in chain["links"]:
        own = digest(record[one["section"]])
        link = hashlib.sha256(f"{link} {one['section']} {own}".encode()).hexdigest()
        if own != one["sha256"] or link != one["link"]:
            yield f"chain: the section '{one['section']}' isn't what was recorded"
    if link != chain["head"]:
        yield "chain: the head doesn't fit the sections"
    if set(record) != {"record", "chain", *SECTIONS}:
        yield "the record has keys of no section"


def check_matches(record: Plain) -> Iterator[str]:
    """A gate that says a party is a listing needs a confirmed match behind it."""
    confirmed = {(m["key"], m["listing"]) for m in record["matches"] if m["confirmed"] is True}
    todo = [gate for finding in record["findings"] for gate in finding["gates"]]
    while todo:
        gate = todo.pop()
        todo += gate.get("because", [])
        key = gate.get("key", [""])
        if key[0] == "match" and (gate["holds"] is True) != (tuple(key[1:]) in confirmed):
            yield f"match: '{gate['text']}' isn't what the matches say"


def check_answer(record: Plain) -> Iterator[str]:
    """Every finding, the interval of each regime, floor and ceiling."""
    regimes: dict[str, list[set[int]]] = {}
    for n, finding in enumerate(record["findings"]):
        truth, exceptions, outcomes = recompute(record, finding)
        told = truth_of(finding["holds"]), words(outcomes) == finding["outcomes"]
        others = {key: truth_of(value) for key, value in finding["exceptions"].items()}
        if told != (truth, True) or others != exceptions:
            yield f"finding {n + 1} ({finding['provision']}): {words(outcomes)}, not as recorded"
        regimes.setdefault(record["law"][finding["provision"]]["regime"], []).append(outcomes)
    for gap in record["gaps"]:
        regimes.setdefault(gap["regime"], []).append({WORDS.index(w) for w in gap["outcomes"]})
    made = {name: strictest(sets) for name, sets in regimes.items()}
    answer = record["answer"]
    for name in sorted({*made, *answer["regimes"]}):
        if words(made.get(name, {0})) != answer["regimes"].get(name):
            yield f"regime {name}: {words(made.get(name, {0}))}, not as recorded"
    every = words(strictest(made.values()))
    for told in (answer, record["told"]):
        if (every, every[0], every[-1]) != (told["outcomes"], told["floor"], told["ceiling"]):
            yield f"answer: {every[0]} to {every[-1]}, not as recorded"
    if digest(record["asked"]["activity"]) != record["asked"]["activity_sha256"]:
        yield "asked: the activity isn't the one whose hash stands beside it"


def check(record: Any) -> list[str]:
    """Everything that is wrong with a record."""
    if not isinstance(record, dict) or record.get("record") != FORMAT:
        return [f"this is no record of the form {FORMAT}"]
    try:
        return [*check_chain(record), *check_matches(record), *check_answer(record)]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, StopIteration) as error:
        return [f"the record isn't whole ({type(error).__name__}: {error})"]


def main(path: str) -> int:
    """Check one file and print what is wrong; the exit code."""
    try:
        record = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        print(f"{path}: can't be read ({error})")
        return 2
    wrong = check(record)
    for line in wrong:
        print(f"{path}: {line}")
    if not wrong:
        told, count = record["answer"], len(record["findings"])
        print(f"{path}: {told['floor']} to {told['ceiling']}; {count} findings recomputed, "
              "each as recorded; every hash fits")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
