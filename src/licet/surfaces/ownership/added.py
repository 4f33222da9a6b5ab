"""What ``licet ownership add`` prints: what was read, rejected and odd."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from licet.ownership.reading.files import FORMS
from licet.surfaces.terminal.console import console, print_json

if TYPE_CHECKING:
    from licet.ownership.collect import Report
    from licet.ownership.keep import Added
    from licet.ownership.kept import KeptFile
    from licet.ownership.prepare import Odd

MOST_REJECTED = 10


def added(results: Sequence[Added], as_json: bool) -> None:
    """Each file's report, and the graph that all files now make together."""
    if as_json:
        print_json(
            {
                "files": [_file_json(f, r) for result in results for f, r in result.files],
                "graph": _graph_json(results[-1].graph),
            }
        )
        return
    out = console()
    for file, report in (pair for result in results for pair in result.files):
        form = FORMS.get(report.form, "ties that the lists tell")
        day = f", of {file.dated}" if file.dated else ", of a day that it doesn't say"
        out.print(f"[bold]{escape(file.name)}[/]: {form}{day}")
        out.print(f"  {report.ties:,} ties, {report.people:,} records of persons and bodies")
        if report.columns:
            told = "; ".join(f"{what}: '{column}'" for what, column in report.columns.items())
            out.print(f"  columns taken for {escape(told)}")
        if report.rejected:
            out.print(f"  [yellow]{report.rejected:,} rejected[/]")
        for one in report.first_rejected[:MOST_REJECTED]:
            out.print(f"    {escape(one.where)}: {escape(one.reason)}")
        if report.rejected > MOST_REJECTED:
            out.print(f"    and {report.rejected - MOST_REJECTED:,} more (see --json)")
        for text, times in report.seen.most_common():
            out.print(f"  {times:,} {escape(text)}")
    _graph(results[-1].graph)


def _graph(graph: Odd) -> None:
    out = console()
    out.print(f"The kept graph: {graph.nodes:,} persons and bodies, {graph.ties:,} ties.")
    for count, text in (
        (graph.repeated, "ties were told more than once and count once"),
        (graph.of_themselves, "are holdings of oneself, which count nothing"),
        (graph.undated, "ties bear no date at all and are taken to hold on every date"),
        (graph.overfull, "bodies whose owners come to more than 100 percent: not added up"),
        (graph.in_circles, "bodies own themselves in a circle"),
    ):
        if count:
            out.print(f"  {count:,} {text}")


def _file_json(file: KeptFile, report: Report) -> dict[str, Any]:
    return {
        "file": file.name,
        "form": report.form,
        "dated": file.dated,
        "ties": report.ties,
        "people": report.people,
        "rejected": report.rejected,
        "first_rejected": [{"where": r.where, "reason": r.reason} for r in report.first_rejected],
        "columns": report.columns,
        "seen": dict(report.seen),
    }


def _graph_json(graph: Odd) -> dict[str, int]:
    names = ("nodes", "ties", "repeated", "of_themselves", "undated", "overfull", "in_circles")
    return {name: getattr(graph, name) for name in names}
