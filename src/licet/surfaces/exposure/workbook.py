"""The report's tables as a workbook: the work list, contracts, parts and the rest, every row."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.core.measures import title
from licet.core.outcome import Outcome
from licet.exposure.judged.finishing import finishing
from licet.exposure.judged.resourcing import KINDS
from licet.exposure.judged.summaries import by, suppliers_found
from licet.exposure.judged.timeline import timeline
from licet.exposure.shortage import assemblies
from licet.surfaces.exposure.words import POLICIES, STATES

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

OUTCOMES = {int(one): one.word.replace("_", " ") for one in Outcome}
MOST_ROWS = 50_000
WIDEST, MOST_CELL = 60, 32_000
DROPPED = {"part", "line", "supplier", "place", "because", "carrier"}


def tables(analysis: Analysis) -> dict[str, pl.DataFrame]:
    """Each table by the name of its sheet; outcomes and states in words."""
    work = analysis.work_list
    kinds = pl.col("kind").replace_strict(KINDS, return_dtype=pl.String)
    found = {
        "work list": work.with_columns(kinds) if work.height else work,
        "contracts": _words(finishing(analysis)),
        "assemblies": assemblies(analysis.programme, analysis.structure, analysis.worst),
        "suppliers": by(analysis, "supplier"),
        "countries": by(analysis, "country"),
        "measures": by(analysis, "measure"),
        "instruments": by(analysis, "instrument"),
        "subsystems": by(analysis, "subsystem"),
        "listed": _words(suppliers_found(analysis)),
        "timeline": timeline(analysis),
        "problems": analysis.problems,
    }
    return {name: _plain(frame) for name, frame in found.items()}


def workbook(analysis: Analysis) -> bytes:
    """An .xlsx of every table; rows beyond ``MOST_ROWS`` are said, not dropped in silence."""
    import xlsxwriter

    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        numbers = book.add_format({"num_format": "#,##0.##"})
        _about(book, analysis, head)
        for name, frame in tables(analysis).items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(frame.columns):
                sheet.write_string(0, place, column.replace("_", " "), head)
                own = (
                    days
                    if frame.schema[column] == pl.Date
                    else (numbers if frame.schema[column].is_numeric() else None)
                )
                sheet.set_column(place, place, _width(frame[column]), own)
            for row, cells in enumerate(frame.head(MOST_ROWS).iter_rows(), 1):
                for place, cell in enumerate(cells):
                    _write(sheet, row, place, cell, days)
            if frame.height:
                last = min(frame.height, MOST_ROWS)
                sheet.autofilter(0, 0, last, max(frame.width - 1, 0))
            if frame.height > MOST_ROWS:
                sheet.write_string(MOST_ROWS + 1, 0, f"{frame.height:,} rows in all; use --tables.")
    return out.getvalue()


def _about(book: Any, analysis: Analysis, head: Any) -> None:
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    told = [
        ("programme", analysis.programme.name),
        ("case", analysis.name),
        ("looked ahead from", analysis.terms.day.isoformat()),
        ("to", analysis.acts.last.isoformat()),
        ("acting", f"{' and '.join(analysis.terms.actor)} ({analysis.terms.country or '-'})"),
        *(("list", one.sentence()) for one in analysis.lists.values()),
        *(("note", one) for one in analysis.notes),
    ]
    for row, (name, text) in enumerate(told):
        sheet.write_string(row, 0, name, head)
        sheet.write_string(row, 1, text)


def _write(sheet: Any, row: int, place: int, cell: Any, days: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_string(row, place, "yes" if cell else "no")
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, cell, days)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell)
    else:
        sheet.write_string(row, place, str(cell)[:MOST_CELL])


def _width(column: pl.Series) -> float:
    longest = column.head(500).cast(pl.String, strict=False).str.len_chars().max()
    return min(WIDEST, max(len(column.name) * 0.9, 10, float(longest or 0) * 0.95))  # type: ignore[arg-type]


def _words(frame: pl.DataFrame) -> pl.DataFrame:
    """Outcomes, states and measures as a person says them."""
    made = [
        pl.col(name).cast(pl.Int64).replace_strict(OUTCOMES, return_dtype=pl.String)
        for name in ("floor", "ceiling")
        if name in frame.columns
    ]
    made += [
        pl.col(name).replace(told)
        for name, told in (("state", STATES), ("policy", POLICIES))
        if name in frame.columns
    ]
    frame = frame.with_columns(made) if frame.height else frame
    if "measures" in frame.columns and frame.height:
        known = frame["measures"].explode().drop_nulls().unique().to_list()
        said = {one: title(one) for one in known}
        frame = frame.with_columns(
            pl.col("measures").list.eval(pl.element().replace(said)) if said else "measures"
        )
    return frame


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Without keys, lists as text."""
    kept = frame.drop([name for name in frame.columns if name in DROPPED])
    lists = [name for name, kind in kept.schema.items() if isinstance(kind, pl.List)]
    return kept.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join("; ") for name in lists
    )
