"""What the ownership commands print, for people and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.tree import Tree

from licet.ownership.chain_words import as_json as explanation_json
from licet.ownership.chain_words import words
from licet.surfaces.terminal.console import console, mark, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.core.kleene import Truth
    from licet.decision.ownership_picture import Line, Picture, Reaching
    from licet.ownership.kept import Kept

TRUTHS = {True: "reached", None: "possibly reached", False: "not reached"}


def status(kept: Kept, as_json: bool) -> None:
    """The files of the graph."""
    if as_json:
        names = ("name", "form", "dated", "added", "people", "ties", "rejected", "sha256")
        print_json({"files": [{n: getattr(f, n) for n in names} for f in kept.files]})
        return
    out = console()
    for file in kept.files:
        out.print(f"{escape(file.says())}: {file.ties:,} ties, {file.rejected:,} rejected")


def candidates(kept: Kept, party: str, nodes: list[int], as_json: bool) -> None:
    """Several bodies bear the name: their keys, to ask again with one."""
    told = [
        {"name": kept.label(n), "keys": kept.keys(n), "country": kept.country(n)} for n in nodes
    ]
    if as_json:
        print_json({"candidates": told})
        return
    out = console()
    out.print(f"{len(nodes)} bear the name '{escape(party)}'; ask again with a key:")
    for one in told:
        place = f" ({one['country']})" if one["country"] else ""
        out.print(f"  {escape(', '.join(one['keys'] or []))}{escape(place)}")


def picture(seen: Picture, as_json: bool, svg: Path | None) -> None:
    """Owners as a tree, what is owned, and the reach of measures with the chain in words."""
    if as_json:
        print_json(picture_json(seen))
        return
    out = console()
    out.print(f"[bold]{escape(seen.holder.name)}[/] on {seen.asked.moment}")
    out.print(f"  {escape(', '.join(seen.keys))}")
    for text in seen.own_listings:
        out.print(f"  [yellow]{escape(text)}[/]")
    out.print(_tree("Owners", seen.owners) if seen.owners else "No owner is known on that day.")
    if seen.holdings:
        out.print(_tree("Owns", seen.holdings))
    if seen.more_holdings:
        out.print(f"  and {seen.more_holdings:,} more")
    _reach(seen)
    if svg:
        out.print(f"Drawn in {escape(str(svg))}.")


def _reach(seen: Picture) -> None:
    out = console()
    if not seen.lists_kept:
        out.print("No list is kept, so nobody could be recognised as listed.")
    elif not seen.reaching:
        out.print("Nobody above it was found under a measure that reaches what one owns.")
    for one in seen.reaching:
        out.print(mark(one.truth), f"{escape(one.title)}: [bold]{TRUTHS[one.truth]}[/]")
        out.print(f"    by {one.rule}: {escape(one.says)}")
        if one.why:
            out.print(f"    {escape(words(one.why.chain, seen.names.__getitem__))}")
            if len(one.why.sets) > 1:
                out.print(f"    each of these suffices: {escape(_sets(one, seen))}")


def _sets(one: Reaching, seen: Picture) -> str:
    sets = one.why.sets if one.why else ()
    return "; ".join(" and ".join(seen.names[o] for o in some) for some in sets)


def _tree(title: str, lines: Sequence[Line]) -> Tree:
    root = Tree(f"[bold]{title}[/]", guide_style="dim")
    path = [root]
    for line in lines:
        del path[line.depth + 1 :]
        held = "; ".join(tie.says() for tie in line.ties)
        listed = "".join(f" [yellow]{escape(text)}[/]" for text in line.listings)
        again = " [dim](see above)[/]" if line.again else ""
        text = f"{escape(line.name)}: {escape(held)}{listed}{again}"
        sources = escape(f"{', '.join(line.spans)}; {', '.join(line.sources)}")
        path.append(path[line.depth].add(f"{text} [dim]{sources}[/]"))
    return root


def picture_json(seen: Picture) -> dict[str, Any]:
    """A picture in plain types."""
    return {
        "party": seen.holder.name,
        "keys": list(seen.keys),
        "on": str(seen.asked.moment),
        "source": seen.holder.source,
        "may_be": list(seen.own_listings),
        "owners": [_line_json(line) for line in seen.owners],
        "owns": [_line_json(line) for line in seen.holdings],
        "owns_more": seen.more_holdings,
        "lists_kept": seen.lists_kept,
        "reach": [
            {
                "measure": one.measure,
                "title": one.title,
                "rule": one.rule,
                "says": one.says,
                "reached": _word(one.truth),
                "why": explanation_json(one.why, seen.names.__getitem__) if one.why else None,
            }
            for one in seen.reaching
        ],
    }


def _word(truth: Truth) -> str:
    return {True: "yes", False: "no", None: "possibly"}[truth]


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "depth": line.depth,
        "name": line.name,
        "key": line.key,
        "holds": [tie.says() for tie in line.ties],
        "when": list(line.spans),
        "sources": list(line.sources),
        "listings": list(line.listings),
        "told_above": line.again,
    }
