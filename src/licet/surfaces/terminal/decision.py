"""``licet decide``: the answer on a terminal, from the headline down to facts and paragraphs."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from licet.core.outcome import Outcome
from licet.decision.case import Judged
from licet.decision.decision import DISCLAIMER, Decision, merged
from licet.decision.questions import Question
from licet.surfaces.terminal.console import (
    STYLES,
    WORDS,
    console,
    interval,
    outcome_of,
    print_json,
)
from licet.surfaces.terminal.reason import brief, reason

MOST_FLIPS = 5
MOST_WATCHED = 8


def decision(made: Decision, as_json: bool, *, full: bool = False) -> None:
    """Print a decision."""
    if as_json:
        print_json(made.to_json())
        return
    out = console()
    headline(out, made)
    reasons(out, made, full=full)
    _list(out, "Conditions", made.conditions)
    _questions(out, made)
    _duties(out, made)
    _list(out, "Cautions", made.cautions)
    _flips(out, made)
    _scope(out, made)
    out.print(Text(f"\n{DISCLAIMER}", "dim"))


def headline(out: Console, made: Decision) -> None:
    """The outcome, its floor and ceiling, and what they stand for."""
    activity = made.activity
    named = ", ".join(p.name or p.listing or "" for p in activity.everybody)
    title = activity.title or f"{activity.activity.replace('_', ' ')}: {named}"
    body = Text.assemble(
        (interval(made.outcomes)), f"\n{meaning(made)}\n", (asked_line(made), "dim")
    )
    strictest = STYLES[made.ceiling].replace("bold ", "")
    out.print(Panel(body, title=Text(title, "bold"), title_align="left", border_style=strictest))


def asked_line(made: Decision) -> str:
    known = f", known by {made.scope['known_by']}" if made.scope["known_by"] else ""
    actor = made.activity.actor
    who = f"{actor.name} ({actor.words})" if actor.name else actor.words
    return f"as of {made.scope['as_of']}{known}; actor: {who}"


def meaning(made: Decision) -> str:
    """The interval in a sentence."""
    floor, ceiling = WORDS[made.floor], WORDS[made.ceiling]
    if made.determined:
        if made.ceiling is Outcome.NO_RESTRICTION_FOUND:
            return "Determined within the scope below: nothing in it restricts this."
        return f"Determined: {ceiling}{', whatever is still open' if made.questions else ''}."
    moving = any(q.moves((made.floor, made.ceiling)) for q in made.questions)
    what = "The questions below say what decides." if moving else "No single answer decides it."
    return f"At least: {floor}. At most: {ceiling}. {what}"


def reasons(out: Console, made: Decision, *, full: bool = False) -> None:
    """The tree of reasons."""
    found = merged(made.results)
    shown = [(one, measures) for one, measures in found if full or matters(one)]
    out.print("\n[bold]Reasons[/]")
    deciding = [pair for pair in shown if full or decides(made, pair[0])]
    for one, measures in deciding:
        out.print(Padding(reason(one, measures, full=full), (0, 0, 1, 2)))
    rest = [one for one, _ in shown if all(one is not pair[0] for pair in deciding)]
    if rest:
        out.print("  also asked:" if deciding else "  what is open:")
    for one in rest:
        out.print(Padding(brief(one), (0, 0, 0, 2)))
    hidden = len(found) - len(shown)
    more = (
        f"{hidden} more rules were asked and don't apply"
        if shown
        else (f"{hidden} rules were asked; none applies")
    )
    if hidden:
        out.print(Text(f"  {more} (--full).", "dim"))


def decides(made: Decision, one: Judged) -> bool:
    """Rules that certainly restrict; where none does, those whose measure isn't in force."""
    outcomes = one.finding.outcomes
    if made.floor > Outcome.NO_RESTRICTION_FOUND and made.determined:
        return outcomes.floor == made.floor
    return outcomes.floor > Outcome.NO_RESTRICTION_FOUND or not one.finding.live


def matters(one: Judged) -> bool:
    """Rules that could restrict, and those whose measure isn't in force on the date."""
    if one.finding.outcomes.ceiling > Outcome.NO_RESTRICTION_FOUND:
        return True
    version = one.finding.version
    if version is None or version.effect in {"no_effect", "caution"}:
        return False
    children = one.finding.tree.children
    gates = [child for child in children if child.key]
    others = [child for child in children if not child.key]
    out_of_force = any(gate.truth is False for gate in gates)
    return out_of_force and all(child.truth is not False for child in others)


def _list(out: Console, title: str, lines: tuple[str, ...]) -> None:
    if lines:
        out.print(f"\n[bold]{title}[/]")
        for line in lines:
            out.print(Padding(Text(f"• {line}"), (0, 0, 0, 2)))


def _questions(out: Console, made: Decision) -> None:
    if not made.questions:
        return
    now = (made.floor, made.ceiling)
    moving = [q for q in made.questions if q.moves(now)]
    still = len(made.questions) - len(moving)
    out.print("\n[bold]Questions[/]")
    for question in moving:
        out.print(Padding(_question(question), (0, 0, 1, 2)))
    if still:
        few = "no single answer" if not moving else "no answer alone"
        out.print(Text(f"  {still} more, of which {few} moves the outcome (see --json).", "dim"))


def _question(question: Question) -> Group:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 2))
    table.add_column(max_width=60)
    table.add_column()
    for answer in question.answers:
        low, high = answer.floor, answer.ceiling
        result = outcome_of(low.word)
        if low != high:
            result = Text.assemble(result, (" … ", "dim"), outcome_of(high.word))
        table.add_row(Text(answer.says), Text.assemble("→ ", result))
    return Group(Text(f"? {question.text}", "bold"), table, Text(f"  {question.how}", "dim"))


def _duties(out: Console, made: Decision) -> None:
    if not made.duties:
        return
    out.print("\n[bold]Duties[/]")
    for due in made.duties:
        text = Text.assemble(
            (f"{due.certainty:9}", "bold red" if due.certainty == "certain" else "yellow"),
            due.text,
        )
        details = [Text(f"         deadline: {due.deadline}")] if due.deadline else []
        details.append(Text(f"         {due.obliged}; {due.citation.doc}", "dim"))
        out.print(Padding(Group(text, *details), (0, 0, 0, 2)))


def _flips(out: Console, made: Decision) -> None:
    if made.valid_until:
        life = made.valid_until
        words = Text.assemble(
            "\n", ("Holds until ", "bold"), life.until, ": then ", outcome_of(life.floor.word)
        )
        if life.floor != life.ceiling:
            words = Text.assemble(words, (" … ", "dim"), outcome_of(life.ceiling.word))
        out.print(words)
    if made.flips:
        out.print("\n[bold]What would change the answer[/]")
        for flip in made.flips[:MOST_FLIPS]:
            changes = " and ".join(f"{what} = {to}" for what, to in flip.changes)
            line = Text.assemble(f"  {changes} → ", outcome_of(flip.floor))
            if flip.floor != flip.ceiling:
                line = Text.assemble(line, (" … ", "dim"), outcome_of(flip.ceiling))
            out.print(line)


def _scope(out: Console, made: Decision) -> None:
    """Which lists and law, as of when: an answer is only as wide as this."""
    out.print("\n[bold]Scope[/]")
    for one in made.scope["lists"]:
        out.print(f"  {one['says']}")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for regime, outcomes in made.regimes.items():
        binding = made.bindings.get(regime)
        if binding and binding.binds is False:
            table.add_row(Text(regime, "dim"), Text(binding.why, "dim"))
            continue
        unsure = " (may bind the actor)" if binding and binding.binds is None else ""
        table.add_row(regime, Text.assemble(interval(outcomes), (unsure, "dim")))
    out.print(table)
    screening = made.scope["screening"]
    out.print(f"  names matched at a score of {screening['threshold']:.2f} or more")
    unsigned = [p["pack"] for p in made.provenance["packs"] if not p["signed_off_by"]]
    if unsigned:
        out.print(
            Text(f"  {len(unsigned)} packs were used that no second person has signed off.", "dim")
        )
    outside = len(made.scope["outside"])
    out.print(Text(f"  {outside} bodies of law lie outside it (licet law gaps).", "dim"))
    watched = made.provenance["watches"]
    if watched:
        more = f" and {len(watched) - MOST_WATCHED} more" if len(watched) > MOST_WATCHED else ""
        out.print(Text(f"  watches {', '.join(watched[:MOST_WATCHED])}{more}", "dim"))
