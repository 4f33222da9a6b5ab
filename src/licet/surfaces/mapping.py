"""``licet lists map``: the guessed mapping of a user's own table, to be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from licet.core.errors import BadFileError, BadInputError
from licet.lists.containers import unpacked
from licet.lists.exchange import own_cells, own_table
from licet.lists.intake import read_limited
from licet.surfaces.terminal.console import console, print_json

SAMPLES = 3


def propose(file: Path, out: Path | None, as_json: bool) -> None:
    """Guess, show with samples of each column, and write YAML beside the file; never overwrite."""
    data = unpacked(read_limited(file), str(file))
    try:
        mapping = own_table.guess(data)
        labels, lines = own_cells.table(data, mapping.shape)
    except BadFileError as error:
        where = f"{file} {error.where or ''}".strip()
        raise BadFileError(error.what, where=where, mend=error.mend) from None
    target = out or file.with_name(f"{file.name}.mapping.yaml")
    _write(target, mapping.to_yaml())
    fields = {label: field for field, own in mapping.columns.items() for label in own}
    rows = [_row(label, fields.get(label), mapping, lines) for label in labels if label]
    if as_json:
        print_json({"mapping": str(target), "rows": len(lines), "columns": rows})
        return
    _print(file, target, rows, len(lines), _days_are_open(rows, mapping))


def _row(
    label: str, field: str | None, mapping: own_table.Mapping, lines: list[own_cells.Line]
) -> dict[str, Any]:
    found = dict.fromkeys(value for line in lines if (value := line.cells.get(label, "").strip()))
    return {
        "column": label,
        "taken_for": field,
        "why": mapping.why.get(label) or mapping.why.get(field or ""),
        "samples": list(found)[:SAMPLES],
    }


def _write(target: Path, text: str) -> None:
    try:
        with target.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise BadInputError(
            "is there already.", where=str(target), mend="Use it, remove it, or name another --out."
        ) from None
    except OSError as error:
        raise BadInputError(
            f"can't be written ({error.strerror}).", where=str(target), mend="Name another --out."
        ) from None


def _days_are_open(rows: list[dict[str, Any]], mapping: own_table.Mapping) -> bool:
    """Whether dates stand in the table as 03/04/2020 and nothing tells which is the day."""
    dates = [row for row in rows if (row["taken_for"] or "").endswith("_date")]
    return mapping.day_first is None and any(
        own_cells.is_day(sample) and "-" not in sample for row in dates for sample in row["samples"]
    )


def _print(
    file: Path, target: Path, rows: list[dict[str, Any]], height: int, open_days: bool
) -> None:
    out = console()
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("column", "taken for", "for example", "because"):
        table.add_column(heading)
    for row in rows:
        taken = (
            Text(row["taken_for"], "bold") if row["taken_for"] else Text("kept as a note", "dim")
        )
        samples = Text("; ".join(row["samples"]), "dim")
        table.add_row(Text(row["column"]), taken, samples, Text(row["why"] or "", "dim"))
    out.print(table)
    if open_days:
        out.print(
            Text("\nIs 03/04/2020 in March or April? Set day_first in the mapping.", "yellow")
        )
    out.print(Text(f"\n{height:,} rows. Written: {target}. Check it, change it, then:"))
    add = f"licet lists add {file} --mapping {target} --list own-NAME --published YYYY-MM-DD"
    out.print(Text(f"  {add}", "bold"), soft_wrap=True)
