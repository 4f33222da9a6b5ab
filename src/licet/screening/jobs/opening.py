"""Which kind of table a file is, told by its first bytes, and opened as that."""

from __future__ import annotations

import codecs
from pathlib import Path

from licet.core.errors import BadFileError
from licet.screening.jobs.model import Records
from licet.screening.jobs.parquet_table import ParquetTable
from licet.screening.jobs.sheet_table import SheetTable
from licet.screening.jobs.stream import unreadable
from licet.screening.jobs.text_table import TextTable

GZIP, PARQUET, ZIP, OLD_EXCEL = b"\x1f\x8b", b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SHEETS = {".xlsx", ".xlsm", ".xls"}


def table_suffix(path: Path) -> str:
    """The suffix in lower case, without that of gzip."""
    return Path(path.stem if path.suffix.lower() == ".gz" else path.name).suffix.lower()


def open_records(path: Path) -> Records:
    """Open a file of records: CSV, TSV (also .gz), Parquet, Excel; raises BadFileError."""
    try:
        with path.open("rb") as opened:
            start = opened.read(8)
    except OSError as error:
        raise unreadable(path, error) from None
    suffix = table_suffix(path)
    if start.startswith(PARQUET) or suffix == ".parquet":
        return ParquetTable.open(path)
    if suffix in SHEETS and start.startswith((ZIP, OLD_EXCEL)):
        return SheetTable.open(path)
    _refuse(start, path)
    return TextTable.open(path, packed=start.startswith(GZIP))


def _refuse(start: bytes, path: Path) -> None:
    """Raise BadFileError for what is no text in UTF-8."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadFileError(
            "is UTF-16.", where=str(path), mend="Save it again as CSV UTF-8 (comma delimited)."
        )
    if start.startswith((ZIP, OLD_EXCEL)):
        raise BadFileError(
            "is a zip archive or a workbook by its content.",
            where=str(path),
            mend="Unpack it, or name it .xlsx if it is a workbook.",
        )
