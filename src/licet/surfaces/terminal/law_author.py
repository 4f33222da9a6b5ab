"""``licet law check, show, diff, coverage``: what a pack's author sees."""

from __future__ import annotations

from dataclasses import asdict
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.core.dates import Moment
from licet.core.errors import BadInputError
from licet.law import packs
from licet.law.author import changes, showing
from licet.law.author import check as checking
from licet.law.author import coverage as covering
from licet.sources.files import write_durably
from licet.surfaces.terminal.console import console, print_json


def check(folder: Path | None, texts: Path | None, as_json: bool) -> bool:
    """Print every finding; True when none is an error."""
    root = folder or resources.files("licet") / "packs"
    if folder is not None and not folder.is_dir():
        raise BadInputError("is no folder.", where=str(folder), mend="Name a folder of packs.")
    if texts is not None and not texts.is_dir():
        raise BadInputError("is no folder.", where=str(texts), mend="Name the archive of texts.")
    report = checking.check(root, texts, packs.shipped() if folder else None)
    if report.packs == 0:
        raise BadInputError("holds no pack.", where=str(folder), mend="A pack is a .yaml file.")
    if as_json:
        print_json({**asdict(report), "errors": len(report.errors)})
        return not report.errors
    out = console()
    for one in report.problems:
        mark, style = ("✗", "red") if one.level == "error" else ("!", "yellow")
        out.print(Text.assemble((f"{mark} ", style), (one.where, "bold"), f": {one.what}"))
        if one.mend:
            out.print(Padding(Text(one.mend, "dim"), (0, 0, 0, 4)))
    for line in _counts(report, texts):
        out.print(Text(line))
    return not report.errors


def _counts(report: checking.Report, texts: Path | None) -> list[str]:
    warnings = len(report.problems) - len(report.errors)
    held = report.quotations - report.unchecked
    found = [
        f"{report.packs} files, {report.provisions} provisions ({report.drafts} drafts), "
        f"{report.examples} examples: {len(report.errors)} errors, {warnings} warnings.",
        f"{held} of {report.quotations} quotations of archived texts were held against them.",
    ]
    if texts is None and report.quotations:
        found.append("Name the archive with --texts to check the others.")
    if report.unsigned:
        found.append(f"{report.unsigned} packs have not been signed off by two people.")
    return found


def show(name: str, on: Moment, as_json: bool) -> None:
    """One provision, or a list of those below the name."""
    law = packs.shipped()
    found = showing.find(law, name)
    if len(found) > 1 or found[0].id != name:
        _several(found, as_json)
        return
    content = showing.content(law, found[0], on)
    if as_json:
        print_json(content)
        return
    _one(content)


def _several(found: list[Any], as_json: bool) -> None:
    if as_json:
        print_json([{"id": p.id, "title": p.title, "status": p.status} for p in found])
        return
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for one in found:
        table.add_row(Text(one.id, "bold"), Text(one.title), Text(one.status, "dim"))
    console().print(table)


def _one(content: dict[str, Any]) -> None:
    out = console()
    out.print(Text.assemble((content["id"], "bold"), f"  {content['title']}"))
    out.print(Text(f"{content['authority']} ({content['basis'].replace('_', ' ')})", "dim"))
    if content["status"] == "draft":
        out.print(Text(f"draft; unread: {content['unread']}", "yellow"))
    out.print(Text(f"binds {content['binds']}"))
    for line in content["binds_when"]:
        out.print(Text(f"    {line}", "dim"))
    if content["measures"]:
        out.print(Text(f"hangs on {', '.join(content['measures'])}; reach: {content['reach']}"))
    that_day = [v for v in content["versions"] if v["on_that_day"] is not False]
    if not that_day:
        out.print(Text(f"\nNo version is in force on {content['on']}.", "yellow"))
    for version in content["versions"]:
        _version(version, dim=version not in that_day)
    if content["examples"]:
        out.print(Text("\nExamples", "bold"))
    for one in content["examples"]:
        outcome = one["outcome"].replace("_", " ")
        out.print(Padding(Text(f"{one['on']}  {one['says']}: {outcome}"), (0, 0, 0, 2)))
    out.print(Text(f"\n{content['where']}; dates on the clock of {content['zone']}", "dim"))


def _version(version: dict[str, Any], *, dim: bool) -> None:
    out = console()
    state = {True: "in force", False: "not in force", "part of the day": "for part of the day"}
    out.print(Text(f"\n{version['in_force']}: {state[version['on_that_day']]}", "bold"))
    if dim:
        return
    out.print(Padding(Text(version["says"]), (0, 0, 0, 2)))
    _list("applies when", version["applies"] or ["always"])
    out.print(Text(f"  then: {version['effect_in_words']}"))
    if version["condition"]:
        out.print(Padding(Text(version["condition"]), (0, 0, 0, 8)))
    for duty in version["duties"]:
        out.print(Text(f"  duty: {duty}"))
    _source(version["source"], 2)
    for rule in version["exceptions"]:
        _exception(rule)


def _exception(rule: dict[str, Any]) -> None:
    out = console()
    off = rule["on_that_day"] is False
    when = "" if rule["in_force"] == "at any time" else f" ({rule['in_force']})"
    draft = " draft" if rule["status"] == "draft" else ""
    head = f"  unless: {rule['title']}{when}{draft}{' - not in force that day' if off else ''}"
    out.print(Text(head, "dim" if off else ""))
    if off:
        return
    _list(None, rule["when"], 6)
    out.print(Padding(Text(f"then: {rule['effect_in_words']}"), (0, 0, 0, 6)))
    if rule["gives_way_to"]:
        out.print(Padding(Text(f"gives way to: {', '.join(rule['gives_way_to'])}"), (0, 0, 0, 6)))
    if rule["unread"]:
        out.print(Padding(Text(f"unread: {rule['unread']}", "yellow"), (0, 0, 0, 6)))
    _source(rule["source"], 6)


def _list(head: str | None, found: list[str], indent: int = 4) -> None:
    out = console()
    if head:
        out.print(Text(f"  {head}"))
    for line in found:
        deeper = len(line) - len(line.lstrip())
        out.print(Padding(Text(f"- {line.strip()}"), (0, 0, 0, indent + deeper)))


def _source(source: dict[str, Any], indent: int) -> None:
    quote = f"“{source['quote']}” " if source["quote"] else ""
    console().print(Padding(Text(f"{quote}{source['doc']}", "dim"), (0, 0, 0, indent)))


def diff(first: Moment, last: Moment, as_json: bool) -> None:
    """What begins and ends, by regime."""
    if last.sort_key() < first.sort_key():
        raise BadInputError(
            f"{last} is before {first}.", where="DATE2", mend="Give the earlier day first."
        )
    found = changes.changes(packs.shipped(), first, last)
    if as_json:
        print_json([one.to_json() for one in found])
        return
    out = console()
    if not found:
        out.print(f"Nothing in these packs begins or ends after {first} and up to {last}.")
    by_regime = sorted(found, key=lambda c: c.regime)
    for regime, some in groupby(by_regime, key=lambda c: c.regime):
        out.print(Text(f"\n{regime}", "bold"))
        for one in some:
            mark, style = ("+", "green") if one.begins else ("-", "red")
            out.print(Text.assemble((f"{mark} {one.at}  ", style), f"{one.what}: {one.title}"))
            out.print(Padding(Text(one.source.doc, "dim"), (0, 0, 0, 14)))


def coverage(out: Path | None, as_json: bool) -> None:
    """The table of provisions, printed, written, or as JSON."""
    law = packs.shipped()
    found = covering.rows(law)
    if as_json:
        print_json({"totals": covering.totals(found), "rows": [row.to_json() for row in found]})
        return
    if out is not None:
        write_durably(out, covering.page(law).encode())
        console().print(Text(f"{len(found)} provisions: {out}"))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("provision", "source", "", "examples"):
        table.add_column(column, overflow="fold")
    for row in found:
        style = "yellow" if row.state == "draft" else ""
        sources = Text("; ".join(row.sources), "dim")
        table.add_row(
            Text(row.provision.id, "bold"), sources, Text(row.state, style), str(row.examples)
        )
    console().print(table)
    told = ", ".join(f"{count:,} {name}" for name, count in covering.totals(found).items())
    console().print(Text(told))
