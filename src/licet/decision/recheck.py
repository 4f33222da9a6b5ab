"""Which standing decisions a change of lists or law touches, and which of them it changes.

Three quick tests find those that can be touched, over columns: a watched listing was changed; a
name now fits an entry that is new or has new names; a date passed on which known law or a
licence begins or ends. Only they are judged again. Where packs or licet itself changed, every
decision is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.core.dates import AsOf, Moment
from licet.core.errors import BadInputError, LicetError, NotCoveredError
from licet.decision.lines import law_hash
from licet.decision.name_index import entry_rows
from licet.decision.replay import activity_of
from licet.decision.workspace import Workspace
from licet.lists.diff import ListDiff, diff_snapshots, snapshot_on
from licet.lists.snapshot import Snapshot

if TYPE_CHECKING:
    import polars as pl

    from licet.core.listing import Listing
    from licet.decision.decision import Decision

Line = dict[str, Any]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed between two dates: the diffs, the ids touched, and entries with new names."""

    since: date
    until: date
    diffs: tuple[ListDiff, ...]
    touched: dict[str, str]
    named: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A standing decision judged again: why it was looked at, and whether it still stands."""

    id: str
    why: tuple[str, ...]
    then: tuple[str, str]
    now: tuple[str, str] | None
    trouble: str | None = None
    because: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the interval isn't what it was, or can't be told any more."""
        return self.now != self.then

    def to_json(self) -> dict[str, Any]:
        """Plain keys."""
        return {
            "id": self.id,
            "then": list(self.then),
            "now": list(self.now) if self.now else None,
            "why": list(self.why),
            "because": list(self.because),
            "trouble": self.trouble,
        }


@dataclass(slots=True)
class Rechecked:
    """What a recheck came to."""

    decisions: int = 0
    touched: int = 0
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def changed(self) -> list[Outcome]:
        """Those that no longer stand."""
        return [one for one in self.outcomes if one.changed]


def delta(work: Workspace, since: date, until: date) -> Delta:
    """What changed in every list kept, from one day to another."""
    pairs = [(source, _diff(work, source, since, until)) for source in work.store.sources]
    diffs = [one for _, one in pairs if one]
    touched: dict[str, str] = {}
    named: list[Listing] = []
    for one in diffs:
        label = f"{one.old.label} to {one.new.published}"
        for listing in one.added:
            touched[listing.listing_id] = f"is new in {label}"
        for listing in one.removed:
            touched[listing.listing_id] = f"is gone in {label}"
        for change in one.changed:
            fields = ", ".join(f.field for f in change.fields)
            touched[change.after.listing_id] = f"changed in {label} ({fields})"
        named += one.added
        named += [c.after for c in one.changed if _names(c.after) - _names(c.before)]
    for source, unlike in pairs:
        if unlike is None and _begins(work, source, since, until):
            new = work.store.snapshot_listings(
                source, snapshot_on(work.store, source, until).edition
            )
            touched |= {listing.listing_id: f"is on {source}, kept since" for listing in new}
            named += new
    return Delta(since, until, tuple(diffs), touched, tuple(named))


def _begins(work: Workspace, source: str, since: date, until: date) -> bool:
    """Whether the first snapshot kept of a list lies between the two dates."""
    return since < work.store.of(source)[0].published <= until


def _names(listing: Listing) -> set[object]:
    """What screening reads of an entry: a new one can bring new matches."""
    places = {one.country for one in listing.addresses}
    numbers = {(one.kind, one.value) for one in listing.identifiers}
    return {name.text for name in listing.names} | numbers | set(listing.births) | places


def _diff(work: Workspace, source: str, since: date, until: date) -> ListDiff | None:
    try:
        old: Snapshot = snapshot_on(work.store, source, since)
        new = snapshot_on(work.store, source, until)
    except NotCoveredError:
        return None  # the list begins later: its first snapshot is a boundary date of each line
    return None if old.edition == new.edition else diff_snapshots(work.store, old, new)


def find_touched(lines: Sequence[Line], work: Workspace, change: Delta) -> dict[int, list[str]]:
    """Places of the decisions that may no longer stand, each with why."""
    found: dict[int, list[str]] = defaultdict(list)
    current = law_hash(work)
    since, until = str(change.since), str(change.until)
    editions: dict[tuple[str, str], str | None] = {}
    covered = {one for one in work.store.sources if work.store.of(one)[0].published <= change.until}
    for place, line in enumerate(lines):
        for listing in line["watches"]:
            if listing in change.touched:
                found[place].append(f"{listing} {change.touched[listing]}")
        days = [day for day in line["boundaries"] if since < day[:10] <= until]
        if days:
            found[place].append(f"a date has passed on which what is known changes: {days[0]}")
        if line["law"] != current:
            found[place].append("licet, its packs or its curated facts have changed")
        late = [one for one, held in line["lists"].items() if held is None and one in covered]
        if late:
            found[place].append(f"{late[0]}, which didn't cover its date, now does")
        if told := _nearer(line, work, editions):
            found[place].append(told)
    for place, why in _newly_named(lines, change):
        found[place].append(why)
    return found


def _nearer(line: Line, work: Workspace, editions: dict[tuple[str, str], str | None]) -> str | None:
    """Whether the store has got another snapshot for the date of a decision since it was made."""
    for source, edition in line["lists"].items():
        key = source, line["as_of"][:10]
        if key not in editions:
            try:
                held = snapshot_on(work.store, source, date.fromisoformat(key[1]))
                editions[key] = str(held.published)
            except NotCoveredError:
                editions[key] = None
        if editions[key] != edition:
            return f"the store now has another snapshot of {source} for its date"
    return None


def _newly_named(lines: Sequence[Line], change: Delta) -> Iterator[tuple[int, str]]:
    """Names of standing decisions that fit an entry that is new or has new names."""
    if not change.named:
        return
    from licet.screening import build_index, screen_batch

    places, frame = _askers(lines)
    if not frame.height:
        return
    rows, numbers = entry_rows(change.named)
    matches = screen_batch(build_index(rows, numbers), frame).matches
    for record_id, listing, name in matches.select(
        "record_id", "listing_id", "matched_name"
    ).iter_rows():
        for place, rejected in places[int(record_id)]:
            if listing not in rejected:
                yield place, f"a party's name fits {name} ({listing}), which is new or renamed"


Asker = tuple[int, frozenset[str]]
WHO = ("name", "kind", "country", "birth_date")


def _askers(lines: Sequence[Line]) -> tuple[list[list[Asker]], pl.DataFrame]:
    """Every name of every decision, each asked once, and the decisions that hold it."""
    import polars as pl

    at: dict[tuple[Any, ...], int] = {}
    places: list[list[Asker]] = []
    for place, line in enumerate(lines):
        for key, rejected in _keys(line):
            number = at.setdefault(key, len(at))
            if number == len(places):
                places.append([])
            places[number].append((place, rejected))
    cells = [
        (str(n), name, kind, country, born, [f"{k}: {v}" for k, v in numbers])
        for n, (name, kind, country, born, numbers) in enumerate(at)
    ]
    words = ("record_id", "name", "kind", "country", "birth_date")
    schema: dict[str, Any] = dict.fromkeys(words, pl.String)
    schema["identifiers"] = pl.List(pl.String)
    return places, pl.DataFrame(cells, schema=schema, orient="row")


def _keys(line: Line) -> list[tuple[tuple[Any, ...], frozenset[str]]]:
    """What screening reads of each person of a decision, and the listings it is not."""
    found = []
    try:
        for who in _people(line["activity"]):
            texts = [who[n] if n == "name" else who.get(n) for n in WHO]
            numbers = tuple(sorted((str(k), str(v)) for k, v in who.get("identifiers", {}).items()))
            if not all(one is None or isinstance(one, str) for one in texts):
                raise TypeError
            found.append(((*texts, numbers), frozenset(who.get("rejected", ()))))
    except (KeyError, TypeError, AttributeError):
        raise BadInputError(
            "is no standing decision: its activity isn't whole.",
            where=f"decision {line['id']}",
            mend="Give JSON lines that `licet decide TABLE --out answers.jsonl` wrote.",
        ) from None
    return found


def _people(activity: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Parties, signatories, banks and owners at any depth that have no confirmed listing."""
    contract = activity.get("contract") or {}
    todo = [*activity["parties"], *contract.get("signed_by", ())]
    todo += activity.get("institutions", ())
    for payment in activity.get("money", ()):
        todo += payment.get("banks", ())
    while todo:
        who = todo.pop()
        owners = who.get("owners", ())
        todo += owners if isinstance(owners, list) else ()
        if who.get("name") and not who.get("listing"):
            yield who


def recheck(
    lines: Sequence[Line], work: Workspace, change: Delta, progress: Progress | None = None
) -> Rechecked:
    """Judge every touched decision again, as of the later date."""
    touched = find_touched(lines, work, change)
    made = Rechecked(len(lines), len(touched))
    for n, (place, why) in enumerate(sorted(touched.items()), 1):
        made.outcomes.append(_again(lines[place], work, change, tuple(dict.fromkeys(why))))
        if progress:
            progress(n, len(touched))
    return made


def _again(line: Line, work: Workspace, change: Delta, why: tuple[str, ...]) -> Outcome:
    from licet.decision.decide import decide
    from licet.decision.lines import because

    then = line["floor"], line["ceiling"]
    try:
        activity = activity_of(line["activity"], f"decision {line['id']}")
        asked = AsOf(Moment(change.until))
        made: Decision = decide(activity, work, asked, deep=False)
    except LicetError as error:
        return Outcome(line["id"], why, then, None, str(error))
    now = made.floor.word, made.ceiling.word
    return Outcome(line["id"], why, then, now, because=tuple(because(made)))
