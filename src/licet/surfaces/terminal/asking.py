"""What ``licet ask`` shows between one answer and the next."""

from __future__ import annotations

from rich.text import Text

from licet.core.errors import LicetError
from licet.decision.asking import Next
from licet.decision.decision import DISCLAIMER, Decision
from licet.surfaces.terminal.console import console, interval, outcome_of

HELP = "Answer, or: don't know, back, quit."


def opening(made: Decision) -> None:
    """The answer as it stands before the first question."""
    standing(made)
    if not made.determined:
        console().print(Text(HELP, "dim"))


def standing(made: Decision) -> None:
    """The interval now."""
    console().print(Text.assemble("now: ", interval(made.outcomes)))


def question(asked: Next, made: Decision) -> None:
    """One question, what may be said, and where each answer leads."""
    out = console()
    out.print(Text(f"\n? {asked.text}", "bold"))
    many = len(asked.says) > 2
    said = [f"{n} {one}" for n, one in enumerate(asked.says, 1)] if many else list(asked.says)
    out.print(Text(f"  {', '.join(said) if many else ' or '.join(said)}", "cyan"))
    if asked.paired:
        out.print(Text("  This alone doesn't move the answer; with another it does.", "dim"))
        return
    for answer in asked.question.answers:
        leads = outcome_of(answer.floor.word)
        if answer.floor != answer.ceiling:
            leads = Text.assemble(leads, (" … ", "dim"), outcome_of(answer.ceiling.word))
        out.print(Text.assemble(("  ", ""), (answer.says, "dim"), (" → ", "dim"), leads))


def refused(error: LicetError) -> None:
    """An answer that can't be taken; it is asked again."""
    console().print(Text(f"  {error}", "yellow"))


def ending(made: Decision, left: Next | None) -> None:
    """How it ended."""
    out = console()
    if made.determined:
        out.print(Text.assemble("\nDetermined: ", interval(made.outcomes)))
    elif left is None:
        out.print(Text("\nNothing else that can be answered here narrows it."))
        for one in made.questions[:5]:
            out.print(Text(f"  open: {one.text} {one.how}", "dim"))
    else:
        out.print(Text("\nStill open. `licet ask` on the written file goes on from here."))
    out.print(Text(DISCLAIMER, "dim"))
