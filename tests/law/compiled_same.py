"""Whether the compiled form of a law says of lines what the interpreter says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from licet.core.outcome import OutcomeSet, strictest
from licet.law.compiled import CompiledLaw, Line, compile, from_facts  # noqa: A004
from licet.law.compiled.explain import interpret
from licet.law.compiled.rules import Rule
from licet.law.conditions import FactRef
from licet.law.interpreter import Finding
from licet.law.model import Law

Key = tuple[str, ...]


def assert_same(law: Law, lines: Sequence[Line], compiled: CompiledLaw | None = None) -> None:
    """Hold every line's outcomes, interval and questions against the interpreter's."""
    made = compiled or compile(law)
    result = made.judge(from_facts(lines), on="on", each_rule=True)
    for row, line in enumerate(lines):
        findings = interpret(law, line)
        cells = result.frame.row(row, named=True)
        for rule, finding in findings:
            masks = (rule.name, cells[f"rule:{rule.name}"], finding.outcomes.mask)
            assert masks[1] == masks[2], masks
        outcomes = strictest(finding.outcomes for _, finding in findings)
        assert cells["outcomes"] == outcomes.mask
        assert (cells["floor"], cells["ceiling"]) == (outcomes.floor, outcomes.ceiling)
        for regime, expected in _regimes(findings):
            assert cells[f"outcomes:{regime}"] == expected.mask
        assert result.asked(row) == set(questions(line, findings))


def _regimes(findings: Sequence[tuple[Rule, Finding]]) -> Iterator[tuple[str, OutcomeSet]]:
    for regime in {finding.provision.regime for _, finding in findings}:
        sets = (f.outcomes for _, f in findings if f.provision.regime == regime)
        yield regime, strictest(sets)


def questions(line: Line, findings: Iterable[tuple[Rule, Finding]]) -> Iterator[Key]:
    """The unknown facts and gates that live provisions read, as decision asks them."""
    for rule, finding in findings:
        facts = line.facts_for(rule.measure)
        for node in finding.open_leaves():
            if node.key:
                yield node.key
            elif node.leaf:
                yield ("fact", node.leaf.fact)
                for bound in node.leaf.bounds:
                    if isinstance(bound, FactRef) and bound.name not in facts:
                        yield ("fact", bound.name)
