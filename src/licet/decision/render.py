"""Pieces of a decision as plain JSON: citations, trees, measures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from licet.core.citation import Citation
from licet.core.kleene import Truth
from licet.decision.case import Judged
from licet.law.interpreter import Node
from licet.lists.in_force import MeasureState


def truth_word(truth: Truth) -> bool | str:
    """JSON true and false, and the word unknown."""
    return "unknown" if truth is None else truth


def citation_json(citation: Citation | None) -> dict[str, Any] | None:
    """Document, quotation, address and kind of authority."""
    if citation is None:
        return None
    return {
        "doc": citation.doc,
        "quote": citation.quote,
        "url": citation.url,
        "basis": citation.basis,
    }


def node_json(node: Node) -> dict[str, Any]:
    """One step of the reasoning, with the steps below it."""
    made: dict[str, Any] = {"text": node.text, "holds": truth_word(node.truth)}
    if node.leaf:
        made["fact"] = node.leaf.fact
    if node.actual is not None:
        made["actual"] = node.actual
    if node.children:
        made["because"] = [node_json(child) for child in node.children]
    return made


def measure_json(state: MeasureState) -> dict[str, Any]:
    """A measure on a listing: its dates, its words and how we know."""
    return {
        "id": state.measure,
        "title": state.title,
        "listing": state.listing_id or None,
        "listing_name": state.listing_name,
        "list": state.source or None,
        "in_force": truth_word(state.truth),
        "effective": [str(m) if m else None for m in state.effective],
        "announced": str(state.announced) if state.announced else None,
        "published": str(state.published) if state.published else None,
        "until": str(state.until) if state.until else None,
        "text": state.text,
        "evidence": state.evidence,
        "source": citation_json(state.citation),
        "snapshot": state.snapshot.label if state.snapshot else None,
    }


def reason_json(one: Judged, measures: Iterable[MeasureState]) -> dict[str, Any]:
    """One provision and what it says of its subject, down to facts and paragraph."""
    finding, subject = one.finding, one.thread.subject
    provision, version = finding.provision, finding.version
    return {
        "provision": provision.id,
        "title": provision.title,
        "regime": provision.regime,
        "party": subject.party_name,
        "role": subject.role,
        "item": subject.item,
        "via": subject.via,
        "measures": [measure_json(state) for state in measures],
        "holds": truth_word(finding.holds),
        "effect": version.effect if version else None,
        "outcomes": finding.outcomes.words(),
        "floor": finding.outcomes.floor.word,
        "ceiling": finding.outcomes.ceiling.word,
        "says": version.says if version else None,
        "obliged": provision.obliged,
        "reach": provision.reach,
        "authority": provision.authority,
        "basis": provision.basis,
        "status": provision.status,
        "citation": citation_json(finding.citation),
        "because": [node_json(child) for child in finding.tree.children]
        or [node_json(finding.tree)],
        "exceptions": [
            {
                "id": exception.id,
                "title": exception.title,
                "holds": truth_word(node.truth),
                "effect": exception.effect,
                "condition": exception.condition,
                "status": exception.status,
                "citation": citation_json(exception.source),
                "because": [node_json(child) for child in node.children],
            }
            for exception, node in finding.exceptions
        ],
        "notes": list(finding.notes),
    }
