"""A column of raw cells to typed cells, by the type that the schema names. All whole columns."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from licet.core.errors import nearest
from licet.exposure.tables.days import days
from licet.exposure.tables.numbers import Cells, numbers, percents, truth
from licet.exposure.tables.schema import Column, Type
from licet.lists.exchange.own_words import key
from licet.names.countries import country_code

DTYPES: dict[Type, pl.DataType] = {
    "id": pl.String(),
    "text": pl.String(),
    "number": pl.Float64(),
    "percent": pl.Float64(),
    "yes_no": pl.Boolean(),
    "day": pl.Date(),
    "country": pl.String(),
    "currency": pl.String(),
    "word": pl.String(),
}
MOST = 1e15
"""No quantity, value or count of days of a programme is larger; a cell that says so is a slip."""
YES = ("yes", "y", "true", "1", "x", "ja", "oui", "si", "evet", "approved", "qualified")
NO = ("no", "n", "false", "0", "nein", "non", "hayir", "not qualified", "none")
UNKNOWN = ("unknown", "n a", "tbd", "open", "unbekannt", "")
SYMBOLS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₺": "TRY"}
WHY = {
    "yes_no": "is neither yes nor no",
    "country": "is no country known here",
    "currency": "is no currency of three letters",
}


def typed(cells: pl.Series, column: Column, factor: float = 1.0) -> Cells:
    """Typed cells of a column; a cell that can't be read is null and marked."""
    if cells.dtype.is_nested() or cells.dtype in {pl.Binary, pl.Object}:
        values = pl.Series(cells.name, [None], DTYPES[column.type]).new_from_index(0, len(cells))
        return Cells(
            values, cells.is_not_null(), f"is {cells.dtype}, where a {column.type} belongs"
        )
    if cells.dtype == pl.Null:
        return Cells(cells.cast(DTYPES[column.type]), cells.is_not_null(), "")
    if column.type == "day":
        return days(cells)
    if column.type in {"number", "percent"}:
        return percents(cells) if column.type == "percent" else _number(cells, column, factor)
    text = _text(cells)
    if column.type in {"id", "text"}:
        return Cells(text, pl.repeat(value=False, n=len(text), dtype=pl.Boolean(), eager=True), "")
    return _words(text, column)


def _number(cells: pl.Series, column: Column, factor: float) -> Cells:
    found = numbers(cells)
    values, why = found.values, found.why
    low = truth(values.abs() > MOST)
    says = f"is beyond {MOST:g}"
    if column.least is not None:
        low, says = _worse(low, says, values < column.least, f"is below {column.least:g}")
    if column.above is not None:
        low, says = _worse(low, says, values <= column.above, f"is not above {column.above:g}")
    if low.any():
        why = f"{why}, or {says}" if found.bad.any() else says
    told = found.told or (f"times {factor:g}" if factor != 1 else "")
    return Cells(values.set(low, None) * factor, found.bad | low, why, told)


def _worse(low: pl.Series, says: str, more: pl.Series, said: str) -> tuple[pl.Series, str]:
    """Both kinds of cells, and what is said of them."""
    return low | truth(more), f"{said}, or {says}" if low.any() else said


def _text(cells: pl.Series) -> pl.Series:
    """Text without blanks around it, null where empty; 7.0 is "7", as a table with gaps has it."""
    if cells.dtype.is_float():
        whole = cells.cast(pl.Int64, strict=False)
        return whole.cast(pl.String).zip_with(truth(whole == cells), cells.cast(pl.String))
    text = cells.cast(pl.String).str.strip_chars()
    return text.set(truth(text == ""), None)


def _words(text: pl.Series, column: Column) -> Cells:
    """Cells with few different words: each word is read once."""
    read = {word: _reader(column)(word) for word in text.drop_nulls().unique().to_list()}
    dtype = DTYPES[column.type]
    values = (
        text.replace_strict(read, default=None, return_dtype=dtype) if read else text.cast(dtype)
    )
    known = [word for word in read if column.type == "yes_no" and key(word) in UNKNOWN]
    bad = text.is_not_null() & values.is_null() & ~truth(text.is_in(known))
    return Cells(values, bad, WHY.get(column.type) or _known_words(column, read))


def _reader(column: Column) -> Callable[[str], object]:
    if column.type == "country":
        return country_code
    return {"yes_no": _yes_no, "currency": _currency}.get(
        column.type, lambda word: _word(word, column)
    )


def _yes_no(word: str) -> bool | None:
    said = key(word)
    return True if said in YES else False if said in NO else None


def _currency(word: str) -> str | None:
    if code := SYMBOLS.get(word.casefold()):
        return code
    plain = word.upper()
    return plain if len(plain) == 3 and plain.isascii() and plain.isalpha() else None


def _word(word: str, column: Column) -> str | None:
    said = key(word)
    for value, also in column.values.items():
        if said in {key(value), *map(key, also)}:
            return value
    return None


def _known_words(column: Column, read: dict[str, object]) -> str:
    strange = next((word for word, value in read.items() if value is None), "")
    return f"is none of {', '.join(column.values)} {nearest(strange, column.values)}".strip()
