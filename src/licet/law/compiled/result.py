"""What came of a table: outcomes by row and regime, and the questions of each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from licet.core.outcome import OutcomeSet
from licet.law.compiled.builder import Key

Bytes = npt.NDArray[np.uint8]
SETS = [OutcomeSet(mask) for mask in range(1, 16)]
FLOORS = np.array([0, *(s.floor for s in SETS)], np.uint8)
CEILINGS = np.array([0, *(s.ceiling for s in SETS)], np.uint8)
# The outcomes that are as strict as a set's floor.
AT_LEAST = np.array([0b1111 << int(floor) & 0b1111 for floor in FLOORS], np.uint8)
WORD_BITS = 64
# No rule is no restriction: outcome 0 is possible, and every outcome is as mild or milder.
NONE_SOME, NONE_MILDER = 0b0001, 0b1111


@dataclass(frozen=True, slots=True)
class Result:
    """One row for each row judged.

    ``frame`` has ``outcomes`` (UInt8, bit n for ``Outcome(n)``), ``floor`` and ``ceiling`` (UInt8),
    ``outcomes:REGIME`` for each regime, ``questions0`` and so on (UInt64: bit n of word w is
    ``questions[64 w + n]``), and ``rule:NAME`` where each rule was asked for.
    """

    frame: pl.DataFrame
    questions: tuple[Key, ...]

    def asked(self, row: int) -> frozenset[Key]:
        """The questions of one row: ("fact", name) or ("measure", id)."""
        words = [int(self.frame[f"questions{w}"][row]) for w in range(_words(self.questions))]
        return frozenset(
            key
            for i, key in enumerate(self.questions)
            if words[i // WORD_BITS] >> i % WORD_BITS & 1
        )

    def asking(self, key: Key) -> pl.Series:
        """The rows that ask a question, as a Boolean column."""
        place = self.questions.index(key)
        bit = np.uint64(1 << place % WORD_BITS)
        held = self.frame[f"questions{place // WORD_BITS}"].to_numpy() & bit
        return pl.Series(key[1], held != 0)

    def by(self, line: pl.Series) -> pl.DataFrame:
        """Rows of one line put together, for a line of several parties or items.

        ``line`` names the line of each row and gives its name to the first column. Of the outcomes
        of all rows the strictest governs: those of any row that are at least as strict as the
        highest floor. Questions are those of any row.
        """
        sets = [name for name in self.frame.columns if name.startswith(("outcomes", "rule:"))]
        words = [name for name in self.frame.columns if name.startswith("questions")]
        as_strict = [
            pl.col(name).replace_strict(range(16), AT_LEAST, return_dtype=pl.UInt8) for name in sets
        ]
        found = self.frame.with_columns(line).group_by(line.name, maintain_order=True)
        return found.agg(
            *(
                pl.col(name).bitwise_or() & least.bitwise_and()
                for name, least in zip(sets, as_strict, strict=True)
            ),
            *(pl.col(name).bitwise_or() for name in words),
        ).with_columns(
            pl.col("outcomes")
            .replace_strict(range(16), FLOORS, return_dtype=pl.UInt8)
            .alias("floor"),
            pl.col("outcomes")
            .replace_strict(range(16), CEILINGS, return_dtype=pl.UInt8)
            .alias("ceiling"),
        )

    def counts(self) -> dict[Key, int]:
        """How many rows ask each question; those that nobody asks are left out."""
        found = {key: int(self.asking(key).sum()) for key in self.questions}
        return {key: count for key, count in found.items() if count}


def _words(questions: tuple[Key, ...]) -> int:
    return -(-len(questions) // WORD_BITS)


@dataclass(slots=True)
class Tally:
    """Columns filled job by job: what was found is folded into what was there."""

    some: dict[str, Bytes]
    milder: dict[str, Bytes]
    words: list[npt.NDArray[np.uint64]]
    questions: tuple[Key, ...]
    height: int
    rules: dict[str, Bytes] = field(default_factory=dict)

    @classmethod
    def empty(cls, height: int, regimes: list[str], questions: tuple[Key, ...]) -> Tally:
        """No restriction found and nothing asked, on every row."""
        return cls(
            {regime: np.full(height, NONE_SOME, np.uint8) for regime in regimes},
            {regime: np.full(height, NONE_MILDER, np.uint8) for regime in regimes},
            [np.zeros(height, np.uint64) for _ in range(_words(questions))],
            questions,
            height,
        )

    def add(self, rows: npt.NDArray[np.int64], found: pl.DataFrame) -> None:
        """Fold in what came of some rows; the rows of one call are distinct."""
        place: Any = slice(rows[0], rows[-1] + 1) if _together(rows) else rows
        for name, column in zip(found.columns, found, strict=True):
            values = column.to_numpy()
            kind, _, label = name.partition(":")
            if kind == "regime":
                self.some[label][place] |= values & 0b1111
                self.milder[label][place] &= values >> 4
            elif kind == "rule":
                whole = self.rules.setdefault(name, np.full(self.height, NONE_SOME, np.uint8))
                whole[place] = values
            else:
                self.words[int(kind.removeprefix("questions"))][place] |= values

    def result(self) -> Result:
        """The columns as a table."""
        some = np.full(self.height, NONE_SOME, np.uint8)
        milder = np.full(self.height, NONE_MILDER, np.uint8)
        for regime in self.some:
            some |= self.some[regime]
            milder &= self.milder[regime]
        outcomes = some & milder
        columns: dict[str, Any] = {
            "outcomes": outcomes,
            "floor": FLOORS[outcomes],
            "ceiling": CEILINGS[outcomes],
        }
        for regime in self.some:
            columns[f"outcomes:{regime}"] = self.some[regime] & self.milder[regime]
        columns |= {f"questions{i}": word for i, word in enumerate(self.words)}
        return Result(pl.DataFrame(columns | self.rules), self.questions)


def _together(rows: npt.NDArray[np.int64]) -> bool:
    return len(rows) > 0 and int(rows[-1] - rows[0]) + 1 == len(rows)
