"""``licet decide FILE`` for many activities: each row is decided or rejected, none is lost."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from licet.core.errors import BadInputError, LicetError
from licet.decision import rows as table_rows
from licet.decision.activity import Activity, read
from licet.decision.lines import SUMMARY, line, summary
from licet.surfaces.deciding_tables import Row, Table

if TYPE_CHECKING:
    from licet.core.dates import AsOf
    from licet.decision.workspace import Workspace

OUT = {".jsonl", ".csv", ".parquet"}
REJECT_COLUMNS = ("row", "line", "id", "reason", "mend")


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be decided, and how to mend it."""

    row: int
    line: int
    id: str
    reason: str
    mend: str


@dataclass(slots=True)
class Tally:
    """What came of a table."""

    rows: int = 0
    intervals: Counter[tuple[str, str]] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    columns: table_rows.Columns | None = None

    @property
    def decided(self) -> int:
        """Rows with an answer."""
        return sum(self.intervals.values())

    def to_json(self) -> dict[str, Any]:
        """The tally in plain types."""
        made = self.columns
        return {
            "rows": self.rows,
            "decided": self.decided,
            "rejected": len(self.rejects),
            "answers": [
                {"floor": low, "ceiling": high, "rows": count}
                for (low, high), count in self.intervals.most_common()
            ],
            "guessed_columns": made.guessed if made else {},
            "columns_not_read": list(made.unread) if made else [],
            "rejects": [{n: getattr(r, n) for n in REJECT_COLUMNS} for r in self.rejects],
        }


@dataclass(frozen=True, slots=True)
class Many:
    """A table of activities, the values set for every row, and where it came from."""

    name: str
    table: Table
    given: dict[str, str]


def decide_many(
    many: Many,
    work: Workspace,
    asked: Callable[[Activity], AsOf],
    out: Path | None,
    progress: Callable[[int], None],
) -> Tally:
    """Decide every row; answers go to ``out``, rejects beside it. Raises BadInputError for a
    table whose columns can't be told."""
    from licet.decision.decide import decide

    tally = Tally()
    if many.table.headings is not None:
        tally.columns = table_rows.columns(many.table.headings, many.given, many.name)
    with Writer(out) as writer:
        for row in many.table.rows:
            tally.rows += 1
            name = _id(row, tally.columns)
            try:
                activity = _activity(row, many, tally.columns)
                made = decide(activity, work, asked(activity), deep=False)
            except LicetError as error:
                tally.rejects.append(_reject(row, name, error))
                continue
            finally:
                progress(tally.rows)
            tally.intervals[made.floor.word, made.ceiling.word] += 1
            writer.write(line(made, work, name) if writer.lines else summary(made, name))
        writer.done()
    if out:
        write_rejects(rejects_file(out), tally.rejects)
    return tally


def _id(row: Row, columns: table_rows.Columns | None) -> str:
    if row.cells and columns and columns.id_column:
        return row.cells.get(columns.id_column, "").strip() or str(row.number)
    return str(row.number)


def _activity(row: Row, many: Many, columns: table_rows.Columns | None) -> Activity:
    if row.trouble:
        raise BadInputError(f"{row.trouble}.", mend="Mend that row.")
    if row.document is not None:
        return read(row.document)
    assert columns is not None  # noqa: S101 - rows with cells come from tables with headings
    return table_rows.activity_of(row.cells or {}, columns, many.given, many.name, row.line)


def _reject(row: Row, name: str, error: LicetError) -> Reject:
    return Reject(row.number, row.line, name, error.what, error.mend or "")


def rejects_file(out: Path) -> Path:
    """``answers.rejects.csv`` beside ``answers.jsonl``."""
    return out.with_name(f"{out.stem}.rejects.csv")


def write_rejects(file: Path, rejects: list[Reject]) -> None:
    """The rejects as CSV; an older file is taken away where there are none."""
    if not rejects:
        file.unlink(missing_ok=True)
        return
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(REJECT_COLUMNS)
        writer.writerows([getattr(one, n) for n in REJECT_COLUMNS] for one in rejects)


class Writer:
    """Writes answers as they come, beside the file, and moves them there once all are written."""

    def __init__(self, out: Path | None) -> None:
        self.out, self.suffix = out, out.suffix.lower() if out else ""
        if out and self.suffix not in OUT:
            raise BadInputError(f"'{out}' ends in none of {', '.join(sorted(OUT))}.", where="--out")
        self.lines = self.suffix == ".jsonl"
        self._kept: list[dict[str, Any]] = []
        self._file: TextIO | None = None

    def __enter__(self) -> Writer:
        if self.out and self.suffix != ".parquet":
            try:
                self._file = self._part.open("w", encoding="utf-8", newline="")
            except OSError as error:
                raise BadInputError(
                    f"can't be written ({error.strerror}).", where=str(self.out)
                ) from None
            if self.suffix == ".csv":
                csv.writer(self._file).writerow(SUMMARY)
        return self

    @property
    def _part(self) -> Path:
        assert self.out is not None  # noqa: S101 - asked only where there is a file
        return self.out.with_name(f".{self.out.name}.part")

    def write(self, row: dict[str, Any]) -> None:
        """Keep one answer."""
        if self.suffix == ".parquet":
            self._kept.append(row)
        elif self._file and self.lines:
            self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        elif self._file:
            csv.writer(self._file).writerow([row[name] for name in SUMMARY])

    def done(self) -> None:
        """Everything is written: the file takes its name."""
        if self.out is None:
            return
        if self._file:
            self._file.close()
        else:
            import polars as pl

            words = dict.fromkeys(SUMMARY, pl.String) | {"determined": pl.Boolean}
            pl.DataFrame(self._kept, schema=words).write_parquet(self._part)
        self._part.replace(self.out)

    def __exit__(self, *_: object) -> None:
        if self._file and not self._file.closed:
            self._file.close()
        if self.out:
            self._part.unlink(missing_ok=True)


def given_values(texts: list[str]) -> Iterator[tuple[str, str]]:
    """``--set party.role=payee`` as a path and its value; raises BadInputError."""
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or table_rows.path_of(name) is None:
            raise BadInputError(
                f"'{text}' sets nothing that is known.",
                where="--set",
                mend="Write it as party.role=payee; paths are those of the activity file.",
            )
        yield name.strip(), value.strip()
