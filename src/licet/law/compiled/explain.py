"""From a row of a table back to the interpreter: the same law, with the whole reason tree."""

from __future__ import annotations

import polars as pl

from licet.core.kleene import Truth
from licet.core.measures import title
from licet.law.compiled.rules import Rule, rules
from licet.law.compiled.table import ON, Line, line_of
from licet.law.interpreter import Facts, Finding, Known, Node, evaluate
from licet.law.model import Law


def explain(law: Law, frame: pl.DataFrame, row: int, on: str = ON) -> list[tuple[Rule, Finding]]:
    """What every rule says of one row, and why."""
    return interpret(law, line_of(frame, row, on))


def interpret(law: Law, line: Line) -> list[tuple[Rule, Finding]]:
    """Every rule by the interpreter; rules of measures that nobody carries are left out."""
    carried: dict[str | None, Truth] = {
        None: True,
        **{m: truth for m, (truth, _) in line.carries.items()},
    }
    facts = {m: Known(line.facts_for(m)) for m, truth in carried.items() if truth is not False}
    return [
        (rule, _judged(law, rule, facts[rule.measure], line))
        for rule in rules(law)
        if rule.measure in facts
    ]


def judge_line(law: Law, rule: Rule, line: Line) -> Finding:
    """One rule by the interpreter, with its measure as a gate."""
    return _judged(law, rule, line.facts_for(rule.measure), line)


def _judged(law: Law, rule: Rule, facts: Facts, line: Line) -> Finding:
    gates: tuple[Node, ...] = ()
    if rule.measure is not None:
        text = f"the party is under: {title(rule.measure)}"
        gates = (Node(text, line.carries[rule.measure][0], key=("measure", rule.measure)),)
    return evaluate(law, rule.provision, facts, line.on, gates)
