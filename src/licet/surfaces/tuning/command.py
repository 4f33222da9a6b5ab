"""``licet tune``: choose the threshold for an alert budget, and write the validation report."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from licet.core.errors import BadInputError, StoreError
from licet.decision.workspace import Workspace
from licet.sources.files import write_durably
from licet.surfaces.terminal.console import console, print_json
from licet.surfaces.terminal.lists import working
from licet.surfaces.tuning import words

if TYPE_CHECKING:
    from licet.screening.tuning.tune import Tuned

BESIDE = 0.05
"""The thresholds shown on the terminal lie within so much of the chosen one."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked of ``licet tune`` beside the file."""

    alerts_per_1000: float
    out: Path | None = None
    names: bool = False
    seed: int | None = None
    as_json: bool = False


def tune_command(work: Workspace, path: Path, options: Options) -> None:
    """Tune, write the report where asked, and print the result."""
    from licet.screening.tuning.budget import check_budget

    check_budget(options.alerts_per_1000)
    _check_out(path, options.out)
    with working("screening the records and hidden aliases", options.as_json):
        content = measure(work, path, options)
        if options.out:
            _write(content, options.out)
    if options.as_json:
        print_json(content)
        return
    _print(content, path, options.out)


def _check_out(path: Path, out: Path | None) -> None:
    """Refuse what can't be written before minutes are spent on it."""
    if out and out.exists() and path.exists() and out.samefile(path):
        raise BadInputError(
            "is the file of the customers.", where=str(out), mend="Name another --out."
        )
    if out and (out.is_dir() or not out.parent.is_dir()):
        raise _unwritable(out)


def measure(work: Workspace, path: Path, options: Options) -> dict[str, Any]:
    """Everything the report says, as its JSON twin has it."""
    from licet.screening.tuning.listed import Listed, parties
    from licet.screening.tuning.shapes import table
    from licet.screening.tuning.tune import SEED, Settings, tune
    from licet.surfaces.tuning.figures import figures
    from licet.surfaces.tuning.records import read_customers
    from licet.surfaces.tuning.subject import subject

    frame, broken = read_customers(path)
    listed = Listed(work.index, parties(work.index, work.clusters.members.values()))
    seed = SEED if options.seed is None else options.seed
    tuned: Tuned = tune(listed, frame, Settings(options.alerts_per_1000, seed=seed))
    content = figures(tuned, table(), names=options.names)
    return {
        "report": "licet model validation",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "headline": words.headline(content),
        "cautions": words.cautions(content),
        "command": command(path.name, tuned.choice.threshold),
        "names_shown": options.names,
        "measured": subject(work, path, tuned.wide.customers, broken),
        **content,
        "words": {
            "measured": list(words.MEASURED), "limits": list(words.LIMITS),
            "again": list(words.AGAIN),
        },
    }  # fmt: skip


def command(file: str, threshold: float) -> str:
    """The command that screens a file at the threshold."""
    return f"licet screen {shlex.quote(file)} --threshold {threshold:.3f}"


def _write(content: dict[str, Any], out: Path) -> None:
    from licet.surfaces.tuning.page import page

    try:
        write_durably(out, page(content).encode("utf-8", "replace"))
    except (StoreError, OSError):
        raise _unwritable(out) from None


def _unwritable(out: Path) -> BadInputError:
    return BadInputError(
        "can't be written.",
        where=str(out),
        mend="Give --out a file in a folder that exists and can be written to.",
    )


def _print(content: dict[str, Any], path: Path, out: Path | None) -> None:
    screen = console()
    screen.print(Text(content["headline"], "bold"))
    for one in content["cautions"]:
        screen.print(Text(one, "yellow"))
    screen.print()
    screen.print(_table(content))
    use = command(str(path), content["chosen"]["threshold"])
    screen.print(Text("Per cent: hidden aliases found.", "dim"))
    screen.print(Text(f"\nUse it: {use}"), soft_wrap=True)
    told = f"Report: {out}" if out else "Add --out REPORT.html for the model-validation report."
    screen.print(Text(told), soft_wrap=True)


def _table(content: dict[str, Any]) -> Table:
    from licet.surfaces.tuning.page import PLURAL, ROWS, rows

    table = Table(box=None, padding=(0, 2, 0, 0))
    kinds = [kind for kind in ROWS if kind in content["chosen"]["recall"]]
    for title in ("threshold", "alerts per 1,000", *(PLURAL[kind] for kind in kinds)):
        table.add_column(title, justify="right")
    table.add_column("")
    for one in rows(content):
        if one["mark"] or abs(one["threshold"] - content["chosen"]["threshold"]) <= BESIDE:
            cells = (words.percent(one["recall"][kind]["value"]) for kind in kinds)
            alerts = words.number(one["alerts_per_1000"]["value"])
            style = "bold" if one["mark"] == "chosen" else ""
            table.add_row(f"{one['threshold']:.3f}", alerts, *cells, one["mark"], style=style)
    return table
