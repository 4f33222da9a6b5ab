"""What the commands of casework print."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.surfaces.good_guys.shown import counted
from licet.surfaces.terminal.console import console, print_json

if TYPE_CHECKING:
    from licet.casework.bulk import Preview
    from licet.casework.cases import Cases
    from licet.casework.model import Alert, Case, CaseFile, ConfirmedMatch, Opened
    from licet.casework.reading import Queue
    from licet.casework.rescreening.rescreen import Rescreened
    from licet.casework.verifying import Verified

STYLE = {"strong": "bold red", "possible": "yellow", "below": "dim"}
MOST_REJECTS = 5
NO_ANCHOR = (
    "Held against no anchor: a chain whose end was cut off, or that was written anew by somebody "
    "with full access, would look whole too."
)


def status_of(case: Case) -> str:
    """A case's status, and its outcome where it is closed."""
    return f"closed, {case.outcome}" if case.outcome else case.status.replace("_", " ")


def queue(found: Queue, as_json: bool) -> None:
    """Cases as a table."""
    if as_json:
        print_json(found.to_json())
        return
    out = console()
    if not found.cases:
        out.print("No case.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("case", "due", "record", "name", "best match", "status", "with"):
        table.add_column(title)
    for case in found.cases:
        best = case.alerts[0] if case.alerts else None
        told = f"{best.score:.2f} {best.listing_id}" if best else ""
        more = f" +{len(case.alerts) - 1}" if len(case.alerts) > 1 else ""
        table.add_row(
            str(case.id), str(case.due_on), Text(case.record_id), Text(case.name),
            Text(told + more, STYLE.get(case.band, "")), status_of(case), Text(case.assignee or ""),
        )  # fmt: skip
    out.print(table)
    out.print(Text(f"{len(found.cases)} of {counted(found.total, 'case')}.", "dim"))
    if found.after:
        out.print(Text(f"More: --after {found.after}", "dim"))


def case_file(found: CaseFile, as_json: bool) -> None:
    """One case with everything."""
    if as_json:
        print_json(found.to_json())
        return
    out, case = console(), found.case
    out.print(
        Text.assemble((f"Case {case.id}  ", "bold"), (case.name, "bold"), f"  {case.record_id}")
    )
    given = f"with {case.assignee}" if case.assignee else "with nobody"
    out.print(f"{status_of(case)}, due {case.due_on}, {given}, version {case.version}")
    for alert in case.alerts:
        _alert(alert)
    for one in found.comments:
        out.print(Text.assemble((f"\n{one.actor}, {one.at[:16]}Z: ", "dim"), one.text))
    for file in found.attachments:
        out.print(Text(f"\nattachment {file.id}: {file.name}, {file.size:,} bytes, {file.actor}"))
    out.print(Text("\nHistory", "bold"))
    for row in found.history:
        behind = f" (the clock said {row['clock'][:19]}Z)" if row["clock"] else ""
        out.print(
            Text(f"  {row['at'][:19]}Z{behind}  {row['actor']} ({row['role']}): {row['action']}")
        )


def _alert(alert: Alert) -> None:
    out = console()
    head = (f"\n{alert.score:.2f} ", STYLE.get(alert.band, ""))
    out.print(
        Text.assemble(head, (alert.matched_name, "bold"), f"  {alert.listing_id}  {alert.status}")
    )
    told = str(alert.explanation.get("sentence", "")).partition(": ")[2]
    lines = [told, f"changed: {alert.changed}" if alert.changed else ""]
    if alert.decided_by:
        until = f", until {alert.until}" if alert.until else ""
        lines.append(f"{alert.reason}: {alert.text or '-'} ({alert.decided_by}{until})")
    for line in filter(None, lines):
        out.print(Padding(Text(line), (0, 0, 0, 5)))


def done(cases: Cases, case: Case, what: str, as_json: bool) -> None:
    """What an action left."""
    untold(cases)
    if as_json:
        print_json(case.to_json())
        return
    console().print(Text(f"Case {case.id} {what}: {status_of(case)}, version {case.version}."))


def untold(cases: Cases) -> None:
    """Say where the remembered non-matches could not be told yet."""
    if cases.untold:
        sys.stderr.write(f"licet: recorded, but not yet among the good guys: {cases.untold}\n")


def preview(found: Preview, command: str, as_json: bool) -> None:
    """What an order would reach, and how to carry it out."""
    if as_json:
        print_json(found.to_json())
        return
    out = console()
    bands = ", ".join(f"{count} {band}" for band, count in found.bands.items())
    out.print(
        f"{counted(len(found.cases), 'case')}, {counted(found.alerts, 'open alert')} ({bands})."
    )
    for case, why in sorted(found.refused.items()):
        out.print(Text(f"  {f'case {case}: ' if case else ''}{why}", "yellow"))
    if found.refused:
        out.print("Nothing would be done: leave these out.")
    else:
        out.print(f"Nothing is done yet. To {command} them, add: --do {found.token}")


def rescreened(cases: Cases, made: Rescreened, as_json: bool) -> None:
    """What a screening of a batch did."""
    untold(cases)
    if as_json:
        print_json(made.to_json())
        return
    out = console()
    if made.synced:
        of = made.synced
        out.print(f"{counted(of.records, 'record')}: {of.new:,} new, {of.changed:,} changed, "
                  f"{of.gone:,} gone, {of.rejected:,} rejected.")  # fmt: skip
        for where, why in of.rejects[:MOST_REJECTS]:
            out.print(Text(f"  {where}: {why}", "yellow"))
    found = made.listings
    if found.all:
        out.print(f"Listings: {len(found.added):,} added, {len(found.changed):,} changed, "
                  f"{len(found.removed):,} removed since the batch was last screened.")  # fmt: skip
    full = f" ({made.full})" if made.full else ""
    out.print(f"Screened: {counted(made.asked_whole, 'record')} against every listing{full}, "
              f"{made.asked_changed:,} against those that changed.")  # fmt: skip
    of_cases = made.opened
    out.print(f"Cases: {len(of_cases.opened):,} opened, {len(of_cases.added):,} with new alerts, "
              f"{len(of_cases.reopened):,} reopened; left out: {made.remembered:,} remembered, "
              f"{made.delisted:,} on no list.")  # fmt: skip


def opened(cases: Cases, made: Opened, as_json: bool) -> None:
    """What opening did."""
    untold(cases)
    if as_json:
        print_json(made.to_json())
        return
    told = {"opened": made.opened, "given more alerts": made.added, "reopened": made.reopened}
    words = [f"{', '.join(map(str, of))} {what}" for what, of in told.items() if of]
    console().print(f"Case {'; '.join(words)}." if words else "No case: nothing new was found.")


def confirmed(found: Sequence[ConfirmedMatch], as_json: bool) -> None:
    """Confirmed matches, as an activity names them."""
    if as_json:
        print_json({"confirmed": [one.to_json() for one in found]})
        return
    for one in found:
        approved = f", approved by {one.approved_by}" if one.approved_by else ""
        console().print(Text(f"{one.record_id} is {one.listing_id}  (case {one.case}, "
                             f"{one.decided_by}{approved})"))  # fmt: skip
    if not found:
        console().print("No match is confirmed.")


def verified(found: Verified, anchors: Path | None, as_json: bool) -> None:
    """Whether the chain is whole, and what that does not prove."""
    if as_json:
        print_json(found.to_json())
        return
    out = console()
    if found.whole:
        out.print(
            f"Whole: {counted(found.rows, 'row')}, the last of {found.at[:19] or 'no date'}Z."
        )
    elif found.broken:
        out.print(Text(f"Broken at row {found.broken.seq}: {found.broken.why}.", "bold red"))
        out.print(f"{counted(found.rows, 'row')} before it hold.")
    for one in found.differs:
        out.print(Text(f"Not as the chain says: {one}.", "bold red"))
    if found.anchors:
        out.print(Text(f"Held against {counted(found.anchors, 'anchor')}, the last at row "
                       f"{found.anchored_rows:,}.", "dim"))  # fmt: skip
    else:
        out.print(Text(NO_ANCHOR, "dim"))
