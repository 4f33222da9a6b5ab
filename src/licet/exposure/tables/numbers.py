"""Numbers and percentages as people write them: 1,234.50, 1.234,50, 1 234, 40 %."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

ENGLISH = r",\d{3}\.|\.\d{1,2}$|\.\d{4,}$|^\d{1,3}(?:,\d{3}){2,}"
EUROPEAN = r"\.\d{3},|,\d{1,2}$|,\d{4,}$|^\d{1,3}(?:\.\d{3}){2,}"
EITHER = r"^[+-]?\d{1,3}[.,]\d{3}$"
GROUPED = r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
PLAIN = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$"
SIGNS = "[\\s\u00a0\u202f'’$€£%]"
WHY = "is no number"
WHY_MIXED = "can be read as two numbers (the column has both 1.5 and 1,5)"


@dataclass(frozen=True, slots=True)
class Cells:
    """Typed cells, which of them could not be read, why not, and what was guessed of all."""

    values: pl.Series
    bad: pl.Series
    why: str
    told: str = ""


def truth(found: pl.Series) -> pl.Series:
    """A column of truths in which unknown is false."""
    return found.fill_null(value=False)


def numbers(cells: pl.Series) -> Cells:
    """Numbers; the decimal comma is told from the column, and where it can't be, isn't read."""
    if cells.dtype.is_numeric():
        values = cells.cast(pl.Float64)
        endless = truth(~values.is_finite())
        return Cells(values.set(endless, None), endless, "is no finite number")
    text = cells.cast(pl.String).str.strip_chars()
    text = text.set(truth(text == ""), None)
    quick = text.cast(pl.Float64, strict=False)
    quick = quick.set(truth(~quick.is_finite()), None)
    left = text.is_not_null() & (quick.is_null() | truth(text.str.contains(EITHER)))
    if not left.any():
        return Cells(quick, text.is_not_null() & quick.is_null(), WHY)
    values, why, told = _written(text, quick)
    return Cells(values, text.is_not_null() & values.is_null(), why, told)


def _written(text: pl.Series, quick: pl.Series) -> tuple[pl.Series, str, str]:
    """Cells that aren't all plain numbers, by the decimal mark of the column."""
    bare = text.str.replace_all(SIGNS, "")
    english, european = (int(bare.str.contains(one).sum() or 0) for one in (ENGLISH, EUROPEAN))
    if english and european:
        values = bare.set(truth(bare.str.contains(EITHER)), None)
        pointed, comma = _read(values, quick, comma=False), _read(values, quick, comma=True)
        return pointed.zip_with(pointed.is_not_null(), comma), WHY_MIXED, ""
    if european:
        return _read(bare, None, comma=True), WHY, "1.234,5 is read with a decimal comma"
    return _read(bare, quick, comma=False), WHY, ""


def _read(bare: pl.Series, quick: pl.Series | None, *, comma: bool) -> pl.Series:
    if comma:
        plain = bare.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    else:
        grouped = truth(bare.str.contains(GROUPED))
        plain = bare.zip_with(~grouped, bare.str.replace_all(",", "", literal=True))
    plain = plain.set(~truth(plain.str.contains(PLAIN)), None)
    read = plain.cast(pl.Float64, strict=False)
    read = read.set(truth(~read.is_finite()), None)
    # What Polars reads at once stays, unless the cell was set aside
    return (
        read
        if quick is None
        else read.zip_with(read.is_not_null(), quick.set(bare.is_null(), None))
    )


def percents(cells: pl.Series) -> Cells:
    """Percentages 0 to 100; where none is above 1, a spreadsheet's fractions (0.4 is 40 %)."""
    found = numbers(cells)
    values, told = found.values, found.told
    if not _signed(cells) and _fractions(values):
        values, told = values * 100, "no share is above 1, so 0.4 is read as 40 %"
    beyond = truth((values < 0) | (values > 100))
    why = found.why if found.bad.any() else "is no percentage from 0 to 100"
    return Cells(values.set(beyond, None), found.bad | beyond, why, told)


def _signed(cells: pl.Series) -> bool:
    return not cells.dtype.is_numeric() and bool(
        cells.cast(pl.String).str.contains("%", literal=True).any()
    )


def _fractions(values: pl.Series) -> bool:
    """Whether all are 0 to 1 and some lie between."""
    whole = values.drop_nulls()
    return bool(((whole > 0) & (whole < 1)).any()) and not bool((whole > 1).any())
