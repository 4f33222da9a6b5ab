"""The door: a law compiled once, and tables judged by it.

Rules of law itself are judged on every row; rules that a measure brings into play only on the rows
whose party carries it, or may. Within either, rows go in batches small enough for the caches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from licet.law.compiled import lexicon, schema
from licet.law.compiled.builder import Builder, Key, fact_key, measure_key
from licet.law.compiled.encode import encode
from licet.law.compiled.graph import Graph
from licet.law.compiled.lexicon import Lexicon, references
from licet.law.compiled.plan import Plan, plan
from licet.law.compiled.reader import Reader
from licet.law.compiled.result import Result, Tally
from licet.law.compiled.rules import Bits, Rule, compile_rule, rules
from licet.law.conditions import leaves
from licet.law.model import Law

BATCH = 1 << 18
WORD_BITS = 64
Rows = npt.NDArray[np.int64]
# A fact, and the measure whose columns give it.
Read = tuple[str, str | None]


@dataclass(slots=True)
class CompiledLaw:
    """Every provision as expressions; plans are kept by the columns that a table has."""

    law: Law
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    questions: tuple[Key, ...]
    _plans: dict[tuple[object, ...], Plan] = field(default_factory=dict)

    def judge(self, frame: pl.DataFrame, on: str, *, each_rule: bool = False) -> Result:
        """What the law says of each row on the date in column ``on`` (see ``schema``).

        ``each_rule`` also gives a column of outcomes for each rule that some row brings into play.
        Raises BadInputError for a column that is no fact or not of its fact's type, and for a row
        without a date.
        """
        schema.check(frame.columns, [on, *(c for c in frame.columns if c.startswith(f"{on}:"))])
        regimes = sorted({rule.provision.regime for rule in self.rules})
        tally = Tally.empty(frame.height, regimes, self.questions)
        for measure in (None, *sorted(schema.measures(frame.columns))):
            chosen = [rule for rule in self.rules if rule.measure == measure]
            if chosen:
                self._judge(_Job(frame, on, measure, tuple(chosen), each_rule), tally)
        return tally.result()

    def _judge(self, job: _Job, tally: Tally) -> None:
        reads = job.reads(self)
        for rows, part in job.batches(reads):
            encoded = encode(part, self.lexicon, reads, job.on)
            key = (job.measure, job.each_rule, tuple(encoded.columns))
            if key not in self._plans:
                self._plans[key] = self._plan(job, frozenset(encoded.columns))
            tally.add(rows, self._plans[key].run(encoded))

    def _plan(self, job: _Job, columns: frozenset[str]) -> Plan:
        """The expressions for a job over the encoded columns at hand."""
        graph = Graph()
        reader = Reader(graph, self.lexicon, columns, job.own)
        build = Builder(graph, reader)
        bits = {rule: compile_rule(build, self.law, rule) for rule in job.rules}
        asked = build.questions()
        outputs: dict[str, list[int]] = {}
        if job.each_rule:
            outputs |= {f"rule:{rule.name}": list(found) for rule, found in bits.items()}
        outputs |= _regimes(graph, bits)
        for start in range(0, len(self.questions), WORD_BITS):
            keys = self.questions[start : start + WORD_BITS]
            outputs[f"questions{start // WORD_BITS}"] = [asked.get(key, 0) for key in keys]
        return plan(graph, reader.expressions, outputs)


@dataclass(frozen=True, slots=True)
class _Job:
    """Rules that one measure (or none) brings into play, over a table."""

    frame: pl.DataFrame
    on: str
    measure: str | None
    rules: tuple[Rule, ...]
    each_rule: bool

    def own(self, fact: str) -> str | None:
        """The measure whose columns give a fact."""
        return schema.source(fact, self.measure, self.frame.columns)

    def reads(self, compiled: CompiledLaw) -> list[Read]:
        """The facts that these rules read, and whose columns give them."""
        found = {"licence.needed": None}
        for rule in self.rules:
            conditions = [compiled.law.persons[rule.provision.obliged].when]
            for version in rule.provision.versions:
                conditions += [version.applies, *(e.when for e in version.exceptions)]
            for leaf in (leaf for condition in conditions for leaf in leaves(condition)):
                found |= dict.fromkeys([leaf.fact, *references(leaf)])
        return [(fact, self.own(fact)) for fact in found]

    def batches(self, reads: list[Read]) -> Iterator[tuple[Rows, pl.DataFrame]]:
        """Row numbers and rows; of a measure, only those whose party carries it or may."""
        if self.measure is None:
            rows = np.arange(self.frame.height)
            for start in range(0, self.frame.height, BATCH):
                yield rows[start : start + BATCH], self.frame.slice(start, BATCH)
            return
        carried = self.frame[schema.CARRIES + self.measure].fill_null(True).to_numpy()
        rows = np.flatnonzero(carried)
        frame = self.frame.select(self._needed(reads))
        for start in range(0, len(rows), BATCH):
            chosen = rows[start : start + BATCH]
            yield chosen, frame[chosen]

    def _needed(self, reads: list[Read]) -> list[str]:
        """The columns of the facts read, of the date asked and of the gate."""
        found = set(reads)
        return [
            column
            for column in self.frame.columns
            for fact, measure, _ in [schema.split(column)]
            if (fact, measure) in found
            or fact == self.on
            or column == f"{schema.CARRIES}{self.measure}"
        ]


def _regimes(graph: Graph, bits: dict[Rule, Bits]) -> dict[str, list[int]]:
    """For each regime: on which rows some rule can reach an outcome, and none need go beyond it.

    The strictest of several sets holds an outcome where one set has it and every set has a member
    as mild or milder. Bits 0 to 3 are the first half of that, bits 4 to 7 the second.
    """
    found: dict[str, list[Any]] = {}
    for rule, each in bits.items():
        found.setdefault(rule.provision.regime, []).append(each)
    made = {}
    for regime, sets in found.items():
        some = [graph.or_(one[o] for one in sets) for o in range(4)]
        milder = [graph.and_(graph.or_(one[: o + 1]) for one in sets) for o in range(4)]
        made[f"regime:{regime}"] = [*some, *milder]
    return made


def compile(law: Law) -> CompiledLaw:  # noqa: A001 - the word for it
    """Compile a law; tables are judged by ``compile(law).judge(frame, on=column)``."""
    words, made = lexicon.of(law), rules(law)
    measures = dict.fromkeys(rule.measure for rule in made if rule.measure)
    questions = [*map(fact_key, words.words), *map(measure_key, measures)]
    return CompiledLaw(law, words, tuple(made), tuple(questions))
