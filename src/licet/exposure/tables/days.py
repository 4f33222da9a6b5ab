"""Days as people write them: 2020-12-14, 14/12/2020, 12/14/2020, 14.12.2020, 14 Dec 2020."""

from __future__ import annotations

from datetime import date

import polars as pl

from licet.core.dates import FIRST_YEAR, LAST_YEAR
from licet.exposure.tables.numbers import Cells, truth

SLASHED = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[T ].*)?$"
WRITTEN = ("%Y%m%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%Y/%m/%d")
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
WHY = "is no day that exists"
WHY_ORDER = "is a day whose order of day and month can't be told"


def days(cells: pl.Series) -> Cells:
    """Days; whether the day or the month stands first is told from the column, else not read."""
    if cells.dtype == pl.Date:
        return _within(cells, cells.is_not_null(), WHY, "")
    if isinstance(cells.dtype, pl.Datetime):
        return _within(cells.dt.date(), cells.is_not_null(), WHY, "")
    text = cells.cast(pl.String).str.strip_chars()
    text = text.set(truth(text == ""), None)
    found = text.str.replace(r"^(\d{4}-\d{2}-\d{2})[T ].*$", "$1").str.to_date(
        "%Y-%m-%d", strict=False
    )
    why, told = WHY, ""
    if (text.is_not_null() & found.is_null()).any():
        found, why, told = _other_forms(text, found)
    return _within(found, text.is_not_null(), why, told)


def _within(found: pl.Series, filled: pl.Series, why: str, told: str) -> Cells:
    values = found.set(truth((found < FIRST) | (found > LAST)), None)
    return Cells(values, filled & values.is_null(), why, told)


def _other_forms(text: pl.Series, found: pl.Series) -> tuple[pl.Series, str, str]:
    for form in WRITTEN:
        found = found.zip_with(found.is_not_null(), text.str.to_date(form, strict=False))
    cells = pl.DataFrame({"text": text}).select(
        pl.col("text").str.extract(SLASHED, n).cast(pl.Int32).alias(name)
        for n, name in ((1, "first"), (2, "second"), (3, "year"))
    )
    if not cells["first"].is_not_null().any():
        return found, WHY, ""
    order = _order(cells)
    read = _slashed(cells, order)
    told = "" if order is None else f"the {'day' if order else 'month'} stands first in its days"
    why = WHY_ORDER if order is None else WHY
    return found.zip_with(found.is_not_null(), read), why, told


def _order(cells: pl.DataFrame) -> bool | None:
    """Whether the day stands first, where the column shows it and never the opposite."""
    day, month = (bool((cells[name] > 12).any()) for name in ("first", "second"))
    return day if day != month else None


def _slashed(cells: pl.DataFrame, order: bool | None) -> pl.Series:
    """Days by their order; without one, those that can be read one way only."""
    first, second = pl.col("first"), pl.col("second")
    day_first = pl.lit(order) if order is not None else first > 12
    sure = (
        pl.lit(value=True)
        if order is not None
        else (first > 12) | (second > 12) | (first == second)
    )
    two = [
        pl.when(day_first).then(a).otherwise(b).cast(pl.String).str.zfill(2)
        for a, b in ((second, first), (first, second))
    ]
    written = pl.format("{}-{}-{}", "year", *two)
    read = pl.when(sure).then(written.str.to_date("%Y-%m-%d", strict=False))
    return cells.select(read.alias("day")).to_series()
