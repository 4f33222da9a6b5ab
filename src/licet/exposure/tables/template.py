"""Templates of a programme's tables: a folder of CSV, or one workbook; each column explained."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

from licet.core.errors import BadInputError
from licet.exposure.tables.schema import TYPE_WORDS, Column, Table, tables
from licet.sources.files import write_durably

WIDTH = 18
README = "README"


def write_template(target: Path) -> list[Path]:
    """Write the templates; returns the files. Raises BadInputError where something is there."""
    if target.suffix.lower() == ".xlsx":
        if target.exists():
            raise BadInputError("is there already.", where=str(target), mend="Name a new file.")
        _parent(target.parent)
        write_durably(target, workbook())
        return [target]
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInputError("is not empty.", where=str(target), mend="Name a new folder.")
    _parent(target)
    written = []
    for table in tables().values():
        file = target / f"{table.name}.csv"
        write_durably(file, sheet(table).encode())
        written.append(file)
    return written


def _parent(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"can't be made ({error.strerror}).", where=str(folder)) from None


def explained(column: Column) -> str:
    """What a column means, its type, and whether it is needed."""
    kind = " or ".join(column.values) if column.type == "word" else TYPE_WORDS[column.type]
    needed = "needed; " if column.required else ""
    return f"{column.means} ({needed}{kind})"


def sheet(table: Table) -> str:
    """A CSV with its header, and below it a remark row that says what each column means."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    remarks = [explained(column) for column in table.columns.values()]
    writer.writerow([f"# {remarks[0]}", *remarks[1:]])
    return out.getvalue()


def workbook() -> bytes:
    """An .xlsx with a sheet for each table; what a column means stands in its comment."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
        about = book.add_worksheet(README)
        about.set_column(0, 0, WIDTH)
        about.set_column(1, 1, 110)
        about.write_string(0, 0, "A programme for licet. Columns shaded yellow are needed.", head)
        for row, table in enumerate(tables().values(), 2):
            about.write_string(row, 0, table.name, head)
            about.write_string(row, 1, table.means)
        for table in tables().values():
            own = book.add_worksheet(table.name)
            own.freeze_panes(1, 0)
            own.set_column(0, len(table.columns) - 1, WIDTH)
            for place, column in enumerate(table.columns.values()):
                own.write_string(0, place, column.name, needed if column.required else head)
                own.write_comment(0, place, explained(column), {"x_scale": 2})
    return out.getvalue()
