"""``licet demo``: the SSB case on built-in facts, from screening to explained decisions.

A throw-away store is filled with a handful of listings written by hand, so that the demo runs
anywhere, offline, in seconds, and touches no store of the user's.
"""

from __future__ import annotations

import csv
import tempfile
from contextlib import ExitStack
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from licet.core import documents
from licet.core.documents import Document
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.decision import DISCLAIMER, Decision, merged
from licet.decision.matching import best_per_listing
from licet.decision.workspace import Workspace
from licet.lists import plain, snapshot, store_write
from licet.lists.asof import DEMO
from licet.lists.snapshot import Incoming
from licet.screening.model import Match, Query
from licet.surfaces.terminal.console import console, interval, print_json
from licet.surfaces.terminal.reason import reason

EXPLAINED = 2


def run(home: Path | None, as_json: bool) -> None:
    """Run the demo, in a folder that is gone afterwards unless one is named."""
    with ExitStack() as stack:
        made = home or stack.enter_context(tempfile.TemporaryDirectory(prefix="licet-demo-"))
        work = workspace(Path(made))
        suppliers = _screened(work)
        decisions = [decide(read(one), work) for one in activities()]
        if as_json:
            print_json(_json(suppliers, decisions))
        else:
            _show(console(), suppliers, decisions)


def _text(name: str) -> str:
    return (resources.files("licet.surfaces") / "demo_case" / name).read_text(encoding="utf-8")


def workspace(home: Path) -> Workspace:
    text = _text("list.yaml")
    source, dated = plain.read(text, "demo list")
    files = {"main": ("demo list", text.encode())}
    store_write.add(
        home,
        [
            Incoming(source, day, snapshot.now(), "plain", rows, files)
            for day, rows in dated.items()
        ],
    )
    return Workspace(home, lists=(DEMO,))


def _screened(work: Workspace) -> list[tuple[dict[str, str], list[Match]]]:
    from licet.screening.screen import screen_one

    rows = list(csv.DictReader(StringIO(_text("suppliers.csv"))))
    return [(row, best_per_listing(screen_one(work.index, _query(row)))) for row in rows]


def _query(row: dict[str, str]) -> Query:
    return Query(row["name"], kind="organisation", country=row["country"])


def activities() -> list[Document]:
    """Each activity as a document of its own, with the lines of the file it stands in."""
    whole = documents.parse(_text("activities.yaml"), "demo activities")
    found = []
    for i, data in enumerate(whole.data["activities"]):
        prefix = ("activities", i)
        lines = {p[2:]: line for p, line in whole.lines.items() if p[:2] == prefix}
        found.append(Document(whole.name, data, lines))
    return found


def _json(
    suppliers: list[tuple[dict[str, str], list[Match]]], decisions: list[Decision]
) -> dict[str, Any]:
    return {
        "suppliers": [
            {**row, "matches": [m.to_json() for m in matches]} for row, matches in suppliers
        ],
        "decisions": [one.to_json() for one in decisions],
    }


def _show(
    out: Console,
    suppliers: list[tuple[dict[str, str], list[Match]]],
    decisions: list[Decision],
) -> None:
    out.print(
        Panel(
            "On 14 December 2020 the US listed Turkey's Presidency of Defense Industries (SSB) "
            "over the S-400: new export licences stopped, old ones ran on, four officials were "
            "blocked, SSB itself was not.\n[dim]Built-in public facts and illustrative deals; "
            "not the official lists.[/]",
            title="[bold]licet demo: the SSB case[/]",
            title_align="left",
        )
    )
    out.print("\n[bold]1. Who is listed?[/]  The Turkish firms of the F-35 programme, screened:\n")
    out.print(_suppliers(suppliers))
    out.print("\n[bold]2. May we?[/]  Each question judged on its own date:\n")
    out.print(_answers(decisions))
    explained = decisions[EXPLAINED]
    out.print(f"\n[bold]3. Why?[/]  The third answer, opened: {explained.activity.title}\n")
    first, measures = merged(explained.results)[0]
    out.print(reason(first, measures))
    if explained.valid_until:
        out.print(Text(f"\nThe answer holds until {explained.valid_until.until}.", "bold"))
    out.print(
        "\nNext: [bold]licet lists add[/] sdn.csv alt.csv add.csv sdn_comments.csv    "
        "[bold]licet decide --example[/]"
    )
    out.print(Text(DISCLAIMER, "dim"))


def _suppliers(suppliers: list[tuple[dict[str, str], list[Match]]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 2))
    table.add_column("firm", no_wrap=True)
    table.add_column("makes")
    table.add_column("listed?")
    for row, matches in suppliers:
        found = Text("no listing fits", "green")
        if matches:
            top = matches[0]
            found = Text(f"{top.score:.2f} {top.matched_name} ({top.listing_id})", "bold yellow")
        table.add_row(row["name"], Text(row["part"], "dim"), found)
    return table


def _answers(decisions: list[Decision]) -> Table:
    table = Table(box=None, padding=(0, 1, 1, 1))
    table.add_column("date", no_wrap=True)
    table.add_column("question", ratio=1)
    table.add_column("answer", min_width=16, max_width=20)
    table.add_column("because", ratio=1)
    for one in decisions:
        table.add_row(
            str(one.scope["as_of"]),
            one.activity.title or one.activity.activity,
            interval(one.outcomes),
            Text(_because(one), "dim"),
        )
    return table


def _because(one: Decision) -> str:
    """The rule that decides, or the question that does."""
    if not one.determined and one.questions:
        return one.questions[0].text
    first = merged(one.results)[0][0].finding
    if first.outcomes.ceiling == 0:
        return "no rule in scope applies"
    held = [e.title for e, node in first.exceptions if node.truth is True]
    return held[0] if held else first.provision.title
