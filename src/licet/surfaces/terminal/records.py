"""What ``licet replay`` and ``licet recheck`` show."""

from __future__ import annotations

import json
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from licet.decision.recheck import Delta, Outcome, Rechecked
from licet.decision.replay import Replay
from licet.surfaces.records import write_whole
from licet.surfaces.terminal.console import console, outcome_of, print_json

MOST_SHOWN = 20


def replayed(made: Replay, as_json: bool) -> None:
    """Whether the answer came out the same, and what stands in the way where it didn't."""
    if as_json:
        print_json(made.to_json())
        return
    out = console()
    out.print(Text.assemble("then: ", _interval(made.then)))
    if made.now:
        out.print(Text.assemble("now:  ", _interval(made.now)))
    if made.same:
        out.print(Text("The same answer, from the same facts, law and snapshots.", "green"))
    for title, lines in (
        ("The record itself is broken", made.broken),
        ("Not to be had any more", made.lacks),
        ("What differs", made.differs),
    ):
        if lines:
            out.print(f"\n[bold]{title}[/]")
            for line in lines:
                out.print(Padding(Text(f"• {line}"), (0, 0, 0, 2)))


def rechecked(made: Rechecked, change: Delta, as_json: bool) -> None:
    """Counts, and each decision that no longer stands, with why."""
    if as_json:
        print_json(
            {
                "since": str(change.since),
                "as_of": str(change.until),
                "lists": [
                    one.to_json()["counts"] | {"list": one.new.source} for one in change.diffs
                ],
                "decisions": made.decisions,
                "judged_again": made.touched,
                "changed": [one.to_json() for one in made.changed],
            }
        )
        return
    out = console()
    for one in change.diffs:
        out.print(
            f"{one.new.source}: {one.old.published} to {one.new.published}: {len(one.added)} "
            f"added, {len(one.removed)} removed, {len(one.changed)} changed"
        )
    if not change.diffs:
        out.print(f"No list at hand changed from {change.since} to {change.until}.")
    out.print(
        f"{made.decisions:,} decisions, {made.touched:,} judged again, "
        f"{len(made.changed):,} changed\n"
    )
    for each in made.changed[:MOST_SHOWN]:
        _changed(each)
    if len(made.changed) > MOST_SHOWN:
        out.print(Text(f"... and {len(made.changed) - MOST_SHOWN:,} more (--json or --out)", "dim"))


def _changed(one: Outcome) -> None:
    out = console()
    now = _interval(one.now) if one.now else Text("can't be decided any more", "bold red")
    out.print(Text.assemble((one.id, "bold"), ": ", _interval(one.then), " → ", now))
    rules = [f"by {', '.join(one.because)}"] if one.because else []
    for line in (*one.why, *rules, *([one.trouble] if one.trouble else [])):
        out.print(Padding(Text(line, "dim"), (0, 0, 0, 4)))


def _interval(pair: tuple[str, str]) -> Text:
    low, high = pair
    said = outcome_of(low)
    return said if low == high else Text.assemble(said, (" … ", "dim"), outcome_of(high))


def write(file: Path, made: Rechecked) -> None:
    """Every decision that was judged again, as JSON lines."""
    lines = [json.dumps(one.to_json(), ensure_ascii=False) for one in made.outcomes]
    write_whole(file, "".join(f"{line}\n" for line in lines))
