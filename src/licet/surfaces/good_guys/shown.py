"""What ``licet good-guys`` prints: what was remembered, what is, and what no longer holds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from licet.casework.good_guys.confirming import Refused
from licet.casework.good_guys.model import Decision
from licet.surfaces.terminal.console import console, print_json

COLUMNS = ("record", "listing", "decided", "by", "until", "reason")


def counted(count: int, word: str = "non-match") -> str:
    """``1 non-match``, ``1,200 non-matches``."""
    plural = f"{word}es" if word.endswith("ch") else f"{word}s"
    return f"{count:,} {word if count == 1 else plural}"


def added(
    made: Sequence[Decision], refused: Sequence[Refused], path: Path | None, as_json: bool
) -> None:
    """How many pairs are remembered now, and which rows of a file are not, and why."""
    for no in refused if path else ():
        sys.stderr.write(f"licet: {path} line {no.confirmed.line}: {no.why}\n")
    if as_json:
        print_json({
            "remembered": [one.to_json() for one in made],
            "rejects": [{"line": one.confirmed.line, "reason": one.why} for one in refused],
        })  # fmt: skip
        return
    out = console()
    rejected = f", {counted(len(refused), 'row')} rejected" if refused else ""
    out.print(Text(f"{counted(len(made))} remembered{rejected}."))
    for one in made if path is None else ():
        out.print(Text(f"  {one.record_id} is not {one.listing_id}, until {one.until}"))


def removed(decision: Decision, as_json: bool) -> None:
    """The pair that is remembered no longer."""
    if as_json:
        print_json({"removed": decision.to_json()})
        return
    console().print(Text(f"{decision.record_id} and {decision.listing_id}: shown again from now."))


def listed(decisions: Sequence[Decision], history: bool, as_json: bool) -> None:
    """The pairs that are remembered, or every decision ever made."""
    if as_json:
        print_json({"decisions" if history else "remembered": [d.to_json() for d in decisions]})
        return
    out = console()
    if not decisions:
        out.print(Text("No non-match is remembered."))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("action", *COLUMNS) if history else COLUMNS:
        table.add_column(column)
    for one in decisions:
        cells = (
            one.record_id,
            one.listing_id,
            one.decided_at[:10],
            one.by,
            one.until or "",
            one.reason,
        )
        table.add_row(*(Text(str(cell)) for cell in ((one.action, *cells) if history else cells)))
    out.print(table)


def checked(
    why: Sequence[tuple[Decision, str]], absent: Sequence[Decision], path: Path, as_json: bool
) -> None:
    """Which pairs no longer hold and why; ``absent`` are those whose record is not in the file."""
    changed = [(one, words) for one, words in why if words]
    if as_json:
        print_json({
            "remembered": len(why) + len(absent),
            "hold": len(why) - len(changed),
            "reopened": [{**one.to_json(), "reopened": words} for one, words in changed],
            "not_in_file": [one.to_json() for one in absent],
        })  # fmt: skip
        return
    out = console()
    out.print(Text(f"{counted(len(why) + len(absent), 'remembered non-match')}: "
                   f"{len(why) - len(changed):,} hold, {len(changed):,} no longer."))  # fmt: skip
    for one, words in changed:
        out.print(Text(f"  {one.record_id}  {one.listing_id}  {words}"))
    if absent:
        out.print(Text(f"{counted(len(absent))}: the record is not in {path}.", "dim"))
