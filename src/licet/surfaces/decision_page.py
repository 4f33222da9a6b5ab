"""``licet decide FILE --html``: the answer as one page that stands alone and prints well.

No script, no file from elsewhere; every text is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.core.citation import Citation
from licet.core.kleene import Truth
from licet.core.outcome import Outcome, OutcomeSet
from licet.decision.case import Judged
from licet.decision.decision import DISCLAIMER, Decision, merged
from licet.law.interpreter import Node
from licet.lists.in_force import MeasureState
from licet.surfaces.terminal.console import WORDS
from licet.surfaces.terminal.decision import asked_line, decides, matters, meaning

if TYPE_CHECKING:
    from jinja2 import Environment

    from licet.law.model import ExceptionRule

MARKS: dict[Truth, tuple[str, str]] = {
    True: ("✓", "holds"),
    False: ("✗", "doesn't hold"),
    None: ("?", "not known"),
}
LEADS = {
    Outcome.NO_RESTRICTION_FOUND: "No restriction found",
    Outcome.CONDITIONAL: "Allowed under conditions",
    Outcome.LICENCE_REQUIRED: "A licence is required",
    Outcome.PROHIBITED: "Prohibited",
}
MOST_FACTS = 12
MOST_UNASKED = 6


def write_page(file: Path, made: Decision) -> None:
    """Write the page; raises BadInputError where it can't be written."""
    from licet.surfaces.records import write_whole

    write_whole(file, page(made))


def page(made: Decision) -> str:
    """The whole page."""
    from markupsafe import Markup

    folder = resources.files("licet.surfaces")
    template = environment().get_template("decision_page.html.j2")
    style = folder.joinpath("decision_page.css").read_text("utf-8")
    return template.render(style=Markup(style), notice=DISCLAIMER, **content(made))  # noqa: S704


def environment() -> Environment:
    """Templates of this folder and those below it, every text escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = resources.files("licet.surfaces")
    return Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def content(made: Decision) -> dict[str, Any]:
    """What the page says, in the order it says it."""
    activity = made.activity
    named = [p.name or p.listing or "" for p in activity.everybody]
    found = [(one, states) for one, states in merged(made.results) if matters(one)]
    deciding = [pair for pair in found if decides(made, pair[0])]
    rest = [pair for pair in found if all(pair[0] is not one for one, _ in deciding)]
    here = (made.floor, made.ceiling)
    return {
        "title": activity.title or f"{activity.activity.replace('_', ' ')}: {', '.join(named)}",
        "lead": lead(made),
        "meaning": meaning(made),
        "asked": asked_line(made),
        "steps": steps(made.outcomes),
        "said": list(_said(made)),
        "reasons": [_reason(*pair) for pair in deciding],
        "others": [_reason(*pair) for pair in rest],
        "questions": [_question(q) for q in made.questions if q.moves(here)],
        "silent": sum(not q.moves(here) for q in made.questions),
        "unasked": [q.text for q in made.questions if not q.moves(here)][:MOST_UNASKED],
        "duties": [_duty(one) for one in made.duties],
        "conditions": made.conditions,
        "cautions": made.cautions,
        "life": _life(made),
        "flips": [_flip(one) for one in made.flips],
        "regimes": [_regime(made, name, s) for name, s in made.regimes.items()],
        "lists": made.scope["lists"],
        "threshold": made.scope["screening"]["threshold"],
        "ownership": made.scope["ownership"],
        "outside": made.scope["outside"],
        "provenance": made.provenance,
    }


def lead(made: Decision) -> str:
    """The answer in a few words."""
    if made.determined:
        return f"{LEADS[made.ceiling]}."
    return f"Open: from {WORDS[made.floor]} to {WORDS[made.ceiling]}."


def steps(outcomes: OutcomeSet) -> list[dict[str, Any]]:
    """The four outcomes, the mildest first: possible, within the interval, or out of it."""
    low, high = outcomes.floor, outcomes.ceiling
    return [
        {
            "word": WORDS[one],
            "name": one.word,
            "state": "possible" if one in set(outcomes) else "out",
            "end": " and ".join(
                word for word, at in (("floor", low), ("ceiling", high)) if at == one
            ),
        }
        for one in Outcome
    ]


def span(outcomes: OutcomeSet) -> dict[str, str]:
    """An interval in words, with the name of its ceiling for its colour."""
    low, high = WORDS[outcomes.floor], WORDS[outcomes.ceiling]
    words = low if outcomes.determined else f"{low} … {high}"
    return {"words": words, "name": outcomes.ceiling.word}


def _between(low: Outcome, high: Outcome) -> dict[str, str]:
    return span(OutcomeSet.of(low, high))


def _said(made: Decision) -> Iterator[tuple[str, str]]:
    """The activity as it was asked, a line for each part."""
    one = made.activity
    yield "activity", one.activity.replace("_", " ")
    for party in one.everybody:
        roles = ", ".join(role.replace("_", " ") for role in party.role)
        about = [text for text in (party.listing, party.country) if text]
        shown = party.name or party.listing or ""
        yield f"{roles}: {shown}", ", ".join(t for t in about if t != shown) or "–"
    for n, item in enumerate(one.items, 1):
        parts = (item.description, item.kind, item.jurisdiction, item.eccn)
        yield f"item {n}", ", ".join(text for text in parts if text) or "–"
    for n, licence in enumerate(one.held, 1):
        issued = f"issued {licence.issued_on}" if licence.issued_on else None
        told = (licence.kind.replace("_", " "), licence.number, licence.issued_by, issued)
        yield f"licence {n}", ", ".join(text for text in told if text)


def _reason(one: Judged, measures: list[MeasureState]) -> dict[str, Any]:
    finding, subject = one.finding, one.thread.subject
    provision, version = finding.provision, finding.version
    leaves = [leaf for child in finding.tree.children for leaf in _leaves(child)]
    return {
        "title": provision.title,
        "id": provision.id,
        "who": subject.party_name,
        "via": subject.via,
        "outcome": span(finding.outcomes),
        "mark": MARKS[finding.holds],
        "says": version.says if version else "",
        "authority": provision.authority,
        "status": provision.status,
        "notes": finding.notes,
        "source": _source(finding.citation),
        "facts": list({line["text"]: line for line in leaves}.values())[:MOST_FACTS],
        "exceptions": [_exception(e, n) for e, n in finding.exceptions if n.truth is not False],
        "measures": [f"{m.title}, {m.listing_id}" for m in measures if m.listing_id],
    }


def _leaves(node: Node) -> Iterator[dict[str, Any]]:
    """Facts and gates at the bottom, those that a settled sibling makes idle left out."""
    if not node.children:
        if node.leaf or node.key:
            yield {"mark": MARKS[node.truth], "text": node.text, "found": node.actual}
        return
    for child in node.children:
        if node.truth is not True or child.truth is True:
            yield from _leaves(child)


def _exception(rule: ExceptionRule, node: Node) -> dict[str, Any]:
    return {
        "title": rule.title,
        "mark": MARKS[node.truth],
        "condition": rule.condition,
        "status": rule.status,
        "source": _source(rule.source),
        "facts": [line for child in node.children for line in _leaves(child)][:MOST_FACTS],
    }


def _source(citation: Citation | None) -> dict[str, str | None]:
    """Document, quotation, address; only an address on the web becomes a link."""
    if citation is None:
        return {"doc": None, "quote": None, "url": None, "basis": None}
    url = citation.url if (citation.url or "").startswith(("https://", "http://")) else None
    basis = citation.basis.replace("_", " ")
    return {"doc": citation.doc, "quote": citation.quote, "url": url, "basis": basis}


def _question(question: Any) -> dict[str, Any]:
    return {
        "text": question.text,
        "how": question.how.replace("`", ""),
        "answers": [
            {"says": a.says, "outcome": _between(a.floor, a.ceiling)} for a in question.answers
        ],
    }


def _duty(due: Any) -> dict[str, Any]:
    return {
        "kind": due.kind.replace("_", " "),
        "certainty": due.certainty,
        "text": due.text,
        "obliged": due.obliged,
        "deadline": due.deadline,
        "source": _source(due.citation),
    }


def _flip(flip: Any) -> dict[str, Any]:
    low, high = Outcome.of(flip.floor), Outcome.of(flip.ceiling)
    changes = " and ".join(f"{what} = {to}" for what, to in flip.changes)
    return {"changes": changes, "outcome": _between(low, high)}


def _life(made: Decision) -> dict[str, Any] | None:
    life = made.valid_until
    if life is None:
        return None
    return {"until": life.until, "outcome": _between(life.floor, life.ceiling)}


def _regime(made: Decision, name: str, outcomes: OutcomeSet) -> dict[str, Any]:
    binding = made.bindings.get(name)
    return {
        "name": name,
        "outcome": span(outcomes),
        "binds": binding is None or binding.binds is not False,
        "why": binding.why if binding else "a list that doesn't cover the date",
    }
