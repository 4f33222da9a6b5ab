"""Rows of a table in a file: CSV with any separator, or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from licet.core.errors import BadFileError

LONGEST_LINE = 1 << 20


def csv_rows(
    text: io.TextIOWrapper, names: list[str], mark: str, where: str
) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(iter(lambda: text.readline(LONGEST_LINE), ""), delimiter=mark)
    try:
        for cells in reader:
            if any(cells):
                yield reader.line_num + 1, dict(zip(names, cells, strict=False))
    except csv.Error as error:
        raise BadFileError(
            f"is no readable table ({error}).",
            where=f"{where} line {reader.line_num + 1}",
            mend="Mend that line.",
        ) from None


def parquet_rows(
    file: IO[bytes], where: str
) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    import polars as pl

    try:
        frame = pl.read_parquet(file)
    except pl.exceptions.PolarsError as error:
        raise BadFileError(
            f"is no readable Parquet ({str(error).splitlines()[0]}).",
            where=where,
            mend="Write the file again.",
        ) from None
    names = frame.columns

    def rows() -> Iterator[tuple[int, dict[str, str]]]:
        for number, cells in enumerate(frame.iter_rows(), 1):
            told = ("" if c is None else str(c) for c in cells)
            yield number, dict(zip(names, told, strict=True))

    return names, rows()
