"""CSV records as text columns: by Polars, or field by field where Polars reads differently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from licet.screening.jobs.cut import Shape
from licet.screening.jobs.mend import field_pattern


@lru_cache(maxsize=8)
def _field(delimiter: bytes) -> re.Pattern[bytes]:
    return re.compile(field_pattern(delimiter) + rb"(?:" + re.escape(delimiter) + rb"|\r?\n)")


def fields(record: bytes, delimiter: bytes) -> list[str]:
    """Cells of one sound record that ends in a line end; quotation is taken off."""
    one, position, found = _field(delimiter), 0, []
    while each := one.match(record, position):
        position = each.end()
        cell = each[0]
        ended = cell.endswith(b"\n")
        cell = cell.removesuffix(b"\n").removesuffix(b"\r") if ended else cell[:-1]
        if cell.startswith(b'"'):
            cell = cell[1:-1].replace(b'""', b'"')
        found.append(cell.decode())
        if ended:
            break
    return found


def by_polars(data: bytes, count: int, shape: Shape, wanted: Sequence[int]) -> pl.DataFrame | None:
    """Columns of records that are sound CSV; None where Polars does not agree on their number."""
    try:
        frame = pl.read_csv(
            data,
            has_header=False,
            columns=list(wanted),
            schema={str(n): pl.String for n in range(shape.fields)},
            separator=shape.delimiter.decode(),
            quote_char='"' if b'"' in data else None,
        )
    except pl.exceptions.PolarsError:
        return None
    return frame if frame.height == count else None


def by_field(records: Sequence[bytes], shape: Shape, wanted: Sequence[int]) -> pl.DataFrame:
    """The same columns, read field by field."""
    rows = [fields(record, shape.delimiter) for record in records]
    return pl.DataFrame(
        {str(n): [row[n] for row in rows] for n in wanted},
        schema={str(n): pl.String for n in wanted},
    )
