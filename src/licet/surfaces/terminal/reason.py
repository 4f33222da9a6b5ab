"""One reason as a tree: the rule, its authority, the facts it was held against, its exceptions."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text
from rich.tree import Tree

from licet.core.kleene import Truth
from licet.decision.case import Judged
from licet.law.conditions import Leaf
from licet.law.interpreter import Node
from licet.law.model import ExceptionRule
from licet.lists.in_force import MeasureState
from licet.surfaces.terminal.console import interval, mark

MOST_WORDS = 4


def reason(one: Judged, measures: list[MeasureState], *, full: bool = False) -> Tree:
    """The tree of one finding; ``full`` shows every step, else those that decide."""
    finding, subject = one.finding, one.thread.subject
    provision = finding.provision
    head = Text.assemble(
        mark(finding.holds), " ", (provision.title, "bold"), "  → ", interval(finding.outcomes)
    )
    tree = Tree(head, guide_style="dim")
    if finding.version:
        tree.add(Text(finding.version.says))
    tree.add(_law(one))
    for note in finding.notes:
        tree.add(Text(note, "yellow"))
    if subject.via:
        tree.add(Text(f"through {subject.via}", "italic"))
    for child in finding.tree.children:
        for line in _lines(child, full):
            tree.add(line)
    for state in measures[1:]:
        tree.add(Text.assemble(mark(state.truth), f" likewise: {state.title}"))
    for exception, node in finding.exceptions:
        failed_draft = node.truth is False and exception.status == "draft"
        if full or not (finding.holds is False or failed_draft):
            tree.add(_exception(exception, node, full))
    return tree


def brief(one: Judged) -> Tree:
    """A rule that may or may not apply, with only what is open in it."""
    finding = one.finding
    who = one.thread.subject.party_name
    tree = Tree(
        Text.assemble(
            mark(finding.holds),
            f" {finding.provision.title}",
            (f"  ({who})" if who else "", "dim"),
            "  → ",
            interval(finding.outcomes),
        ),
        guide_style="dim",
    )
    for note in finding.notes:
        tree.add(Text(note, "yellow"))
    seen: set[str] = set()
    for node in finding.tree.unknown_leaves():
        line = _leaf(node.leaf, node, False) if node.leaf else _line(node)
        if line.plain not in seen:
            seen.add(line.plain)
            tree.add(line)
    return tree


def _law(one: Judged) -> Group:
    """Authority, paragraph and the quoted words."""
    provision, citation = one.finding.provision, one.finding.citation
    lines = [Text(f"{provision.id}  {provision.authority}", "dim")]
    if citation and citation.quote:
        lines.append(Text.assemble((f"“{citation.quote}” ", "dim italic"), (citation.doc, "dim")))
    elif citation:
        lines.append(Text(citation.doc, "dim"))
    return Group(*lines)


def _exception(exception: ExceptionRule, node: Node, full: bool) -> Tree:
    """An exception: what it asks where it holds or could, else only what fails it."""
    tag = f"  [{exception.status}]" if exception.status == "draft" else ""
    head = Text.assemble(mark(node.truth), " unless: ", exception.title, (tag, "yellow"))
    if node.truth is False and not full:
        why = next(_failing(node), None)
        return Tree(Text.assemble(head, (f": {why.plain[2:]}" if why else "", "dim")))
    branch = Tree(head, guide_style="dim")
    for leaf in _facts(node):
        branch.add(leaf)
    words = f"“{exception.source.quote}” " if exception.source.quote else ""
    source = f"{exception.source.doc} ({exception.source.basis})"
    branch.add(Text.assemble((words, "dim italic"), (source, "dim")))
    return branch


def _failing(node: Node) -> Iterator[Text]:
    """The first thing that makes an exception fail."""
    for child in node.children:
        if child.truth is False:
            yield next(_facts(child))
            return


def _lines(node: Node, full: bool) -> Iterator[Text | Tree]:
    """One step of the tree: gates with their evidence, conditions as the facts they read."""
    if node.key or node.leaf:
        yield _line(node)
    elif any(child.key or child.children for child in node.children) and _has_gate(node):
        branch = Tree(Text.assemble(mark(node.truth), f" {node.text}"), guide_style="dim")
        for child in node.children:
            for line in _lines(child, full):
                branch.add(line)
        yield branch
    elif not node.children:
        if node.truth is not True or full:
            yield _line(node)
    else:
        yield from _facts(node)


def _has_gate(node: Node) -> bool:
    return bool(node.key) or any(_has_gate(child) for child in node.children)


def _facts(node: Node, negated: bool = False) -> Iterator[Text]:
    """The facts below a condition, each with its value; a side of `any` that fails is left out."""
    if node.leaf:
        yield _leaf(node.leaf, node, negated)
        return
    if not node.children:
        yield _line(node)
        return
    flipped = negated != (node.text == "not")
    for child in _deciding(node, flipped):
        yield from _facts(child, flipped)


def _deciding(node: Node, negated: bool) -> tuple[Node, ...]:
    """The children that settle a group: the true sides of `any`, a false one of a denied `all`."""
    if node.text == "any of" and node.truth is True:
        return tuple(child for child in node.children if child.truth is True)
    if node.text == "all of" and negated and node.truth is False:
        return tuple(child for child in node.children if child.truth is False)[:1]
    return node.children


def _leaf(leaf: Leaf, node: Node, negated: bool) -> Text:
    truth: Truth = None if node.truth is None else node.truth != negated
    text = f" {leaf.fact} is {node.actual}"
    wanted = _wanted(leaf)
    if truth is None:
        text = f" {leaf.fact}: {node.actual} ({'not ' if negated else ''}{wanted}?)"
    elif leaf.matcher != "is":
        excluded = ", which this doesn't cover" if truth is False and node.truth else ""
        text = f" {leaf.fact} is {node.actual}, {'' if node.truth else 'not '}{wanted}{excluded}"
    elif node.truth is False:
        text = f" {leaf.fact} is {node.actual}, not {wanted}"
    return Text.assemble(mark(truth), Text(text, "" if truth is None else "dim"))


def _wanted(leaf: Leaf) -> str:
    if leaf.matcher != "is":
        return leaf.text().removeprefix(f"{leaf.fact} ")
    words = sorted(leaf.wanted)
    if words == ["true"]:
        return "yes"
    shown = " or ".join(words[:MOST_WORDS])
    return shown + (" ..." if len(words) > MOST_WORDS else "")


def _line(node: Node) -> Text:
    label = Text.assemble(mark(node.truth), " ", node.text)
    if node.actual is not None:
        label.append(f"\n  {node.actual}", "yellow" if node.truth is None else "dim")
    return label
