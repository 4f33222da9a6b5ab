"""``licet law``: the vocabulary, the examples and the gaps."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.core.errors import BadInputError
from licet.law import examples as law_examples
from licet.law import gaps as law_gaps
from licet.law import packs
from licet.law.facts import FACTS
from licet.surfaces.terminal.console import console, print_json


def facts(as_json: bool) -> None:
    """Every fact: type, unit or values, meaning, where it comes from, and who defines it."""
    if as_json:
        print_json([asdict(fact) for fact in FACTS.values()])
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("fact", "type", "meaning"):
        table.add_column(column, overflow="fold")
    for fact in FACTS.values():
        unit = f" (in {fact.unit})" if fact.unit else ""
        judged = " A judgement: licet never computes it." if fact.judgement else ""
        cited = f"{fact.citation}; " if fact.citation else ""
        meaning = Text(f"{fact.meaning}{unit}{judged}")
        if fact.values:
            meaning.append(f"\n{', '.join(fact.values)}", "dim")
        meaning.append(f"\n{cited}from: {fact.comes_from}", "dim italic")
        table.add_row(Text(fact.name, "bold"), fact.type, meaning)
    console().print(table)


def examples(folder: Path | None, as_json: bool) -> bool:
    """Run every example; True when all hold."""
    if folder is not None and not folder.is_dir():
        raise BadInputError("is no folder.", where=str(folder), mend="Name a folder of packs.")
    if folder is None:
        law = packs.shipped()
        results = law_examples.run_shipped(law)
    else:
        law = packs.load_folder(folder)
        results = law_examples.run_folder(law, folder)
    failed = [r for r in results if not r.holds]
    if as_json:
        print_json({"run": len(results), "failed": [asdict(r) for r in failed]})
        return not failed
    out = console()
    for one in failed:
        out.print(Text.assemble(("✗ ", "red"), f"{one.file} line {one.line}: {one.says}"))
        out.print(Text(f"    {one.provision} gives {_words(one.got)}, not {_words(one.expected)}"))
        for line in one.reasons:
            out.print(Padding(Text(line.strip(), "dim"), (0, 0, 0, 4 + _depth(line))))
    out.print(f"{len(results) - len(failed)} of {len(results)} examples hold.")
    return not failed


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _words(outcomes: tuple[str, ...]) -> str:
    return " or ".join(word.replace("_", " ") for word in outcomes)


def gaps(as_json: bool) -> None:
    """Known gaps with owner and review date."""
    found = law_gaps.shipped()
    if as_json:
        today = date.today().isoformat()
        print_json([{**gap.model_dump(), "overdue": gap.review_by < today} for gap in found])
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("gap", "what is not read", "where it stands", "look again by"):
        table.add_column(column, overflow="fold")
    today = date.today().isoformat()
    for gap in found:
        late = gap.review_by < today
        due = Text(f"{gap.review_by}{' overdue' if late else ''}", "red" if late else "")
        table.add_row(Text(gap.id, "bold"), Text(gap.what.strip()), Text(gap.where), due)
    console().print(table)
    console().print(f"{len(found)} gaps; each has an owner (--json shows it).")
