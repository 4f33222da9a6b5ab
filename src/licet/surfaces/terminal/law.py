"""``licet law``: the vocabulary, the examples and the gaps."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

from licet.law import examples as law_examples
from licet.law import gaps as law_gaps
from licet.law import packs
from licet.law.facts import FACTS
from licet.surfaces.terminal.console import console, print_json


def facts(as_json: bool) -> None:
    """Every fact: type, meaning, values and where it comes from."""
    if as_json:
        print_json([asdict(fact) for fact in FACTS.values()])
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("fact", "type", "meaning"):
        table.add_column(column)
    for fact in FACTS.values():
        values = f"\n[dim]{', '.join(fact.values)}[/]" if fact.values else ""
        unit = f" in {fact.unit}" if fact.unit else ""
        table.add_row(f"[bold]{fact.name}[/]", fact.type, f"{fact.meaning}{unit}{values}")
    console().print(table)


def examples(as_json: bool) -> bool:
    """Run every example; True when all hold."""
    results = law_examples.run_shipped(packs.shipped())
    failed = [r for r in results if not r.holds]
    if as_json:
        print_json({"run": len(results), "failed": [asdict(r) for r in failed]})
        return not failed
    out = console()
    for one in failed:
        out.print(f"[red]✗[/] {one.file}: {one.says}")
        out.print(f"    {one.provision}: expected {one.expected}, got {one.got}")
    out.print(f"{len(results) - len(failed)} of {len(results)} examples hold.")
    return not failed


def gaps(as_json: bool) -> None:
    """Known gaps with owner and review date."""
    found = law_gaps.shipped()
    if as_json:
        print_json([gap.model_dump() for gap in found])
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("gap", "what is not read", "where it stands", "look again by"):
        table.add_column(column, overflow="fold")
    for gap in found:
        table.add_row(f"[bold]{gap.id}[/]", gap.what.strip(), gap.where, gap.review_by)
    console().print(table)
