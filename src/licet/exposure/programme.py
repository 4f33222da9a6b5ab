"""A programme: its tables as frames with integer keys, and everything that was wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from licet.exposure import checks
from licet.exposure.contract_lines import in_order, lines_of, one_each
from licet.exposure.deliveries import with_lines, with_open
from licet.exposure.keys import Keyed, keyed
from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind
from licet.exposure.tables.read import Tables, Understood, read_tables


@dataclass(frozen=True)
class Programme:
    """Frames of a programme; ``part``, ``supplier``, ``contract``, ``line`` are places from 0.

    ``parts``, ``suppliers``, ``contracts``, ``lines`` are sorted by their key (Int32), so an array
    of their height is indexed by it; ids stand beside it (``part_id`` and so on). A key is null
    where a row names none. ``sheet`` and ``row`` of every frame say where a row came from.
    ``problems`` has the columns of ``licet.exposure.tables.problems.SCHEMA``.
    """

    name: str
    parts: pl.DataFrame
    tree: pl.DataFrame
    suppliers: pl.DataFrame
    owners: pl.DataFrame
    sources: pl.DataFrame
    contracts: pl.DataFrame
    lines: pl.DataFrame
    deliveries: pl.DataFrame
    licences: pl.DataFrame
    needs: pl.DataFrame
    stock: pl.DataFrame
    rates: pl.DataFrame
    events: pl.DataFrame
    problems: pl.DataFrame
    sheets: tuple[Understood, ...]


def open_programme(path: Path) -> Programme:
    """A programme from a folder, a workbook or a single table; raises BadInputError for none."""
    return assemble(read_tables(path), path.stem if path.is_file() else path.resolve().name)


def assemble(read: Tables, name: str) -> Programme:
    """Keys for ids, lines for contracts, and the checks that need more than one cell."""
    frames, wrong = dict(read.frames), list(read.problems)
    frames["contracts"], found = in_order(frames["contracts"], "contracts")
    wrong += found
    lines, found = lines_of(frames["contracts"], frames["contract_lines"])
    wrong += found
    parts, suppliers, contracts = _all_keys(frames, lines)
    wrong += [*parts.problems, *suppliers.problems, *contracts.problems]
    wrong += checks.nameless(suppliers.frame)
    sources = suppliers.put(parts.put(frames["sources"]))
    sources, found = checks.shares(sources, parts.frame)
    wrong += found
    lines = suppliers.put(parts.put(contracts.put(lines))).with_row_index("line")
    lines = lines.cast({"line": pl.Int32})
    contracts_frame = suppliers.put(contracts.frame)
    deliveries, found = with_lines(
        parts.put(contracts.put(frames["deliveries"])), lines, contracts_frame
    )
    wrong += found
    lines, found = with_open(lines, deliveries)
    wrong += found
    wrong += checks.lines(lines)
    rates, found = checks.rates(frames["rates"])
    wrong += found
    wrong += checks.currencies(lines, rates, "contracts")
    events, found = _events(frames["events"], parts, suppliers)
    wrong += found
    return Programme(
        name=name,
        parts=parts.frame,
        tree=parts.put(frames["tree"], "assembly", "part").with_columns(
            quantity=pl.col("quantity").fill_null(1.0)
        ),
        suppliers=suppliers.frame,
        owners=frames["owners"],
        sources=sources,
        contracts=contracts_frame,
        lines=lines,
        deliveries=deliveries,
        licences=frames["licences"],
        needs=parts.put(frames["needs"]),
        stock=parts.put(frames["stock"]),
        rates=rates,
        events=events,
        problems=problems.together(wrong),
        sheets=read.sheets,
    )


def _all_keys(frames: dict[str, pl.DataFrame], lines: pl.DataFrame) -> tuple[Keyed, Keyed, Keyed]:
    """Keys of parts, suppliers and contracts, with all that other tables name."""

    def named(column: str, *where: str) -> list[pl.DataFrame]:
        return [frames[table].select(column, "sheet", "row") for table in where]

    parts = keyed(
        "parts",
        "part",
        frames["parts"],
        [
            *named("assembly", "tree"),
            *named("part", "tree", "sources"),
            lines.select("part", "sheet", "row"),
            *named("part", "deliveries", "needs", "stock"),
        ],
    )
    of_lines = lines.select("supplier", "sheet", "row")
    suppliers = keyed(
        "suppliers", "supplier", frames["suppliers"], [*named("supplier", "sources"), of_lines]
    )
    once = _contracts(frames["contracts"])
    contracts = keyed(
        "contracts", "contract", once, named("contract", "contract_lines", "deliveries")
    )
    return parts, suppliers, contracts


def _contracts(contracts: pl.DataFrame) -> pl.DataFrame:
    """One row for each contract, without what belongs to its lines."""
    once, _ = one_each(contracts)
    said: Sequence[str] = ("contract", "supplier", "signed", "amended", "from", "to", "currency")
    return once.select(*said, "licence", "sheet", "row")


def _events(
    frame: pl.DataFrame, parts: Keyed, suppliers: Keyed
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Events with keys; one that names a part or supplier nobody knows is left out."""
    frame, wrong = checks.events(frame)
    made = suppliers.put(parts.put(frame))
    for column, ids in (("part", parts), ("supplier", suppliers)):
        lost = frame[column].is_not_null() & made[column].is_null()
        mend = f"Name one of the table {column}s."
        kind = Kind("left_out", "events", column, mend, "the event is left out")
        what = pl.format(f"'{{}}' is no {ids.column} of the programme", problems.shown(column))
        wrong.append(problems.of_rows(frame.filter(lost), what, kind))
        frame, made = frame.filter(~lost), made.filter(~lost)
    return made, wrong
