"""One console for all commands, and the words and colours of outcomes and truths."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from licet.core.kleene import Truth
from licet.core.outcome import Outcome, OutcomeSet

STYLES = {
    Outcome.NO_RESTRICTION_FOUND: "green",
    Outcome.CONDITIONAL: "cyan",
    Outcome.LICENCE_REQUIRED: "yellow",
    Outcome.PROHIBITED: "bold red",
}
WORDS = {
    Outcome.NO_RESTRICTION_FOUND: "no restriction found",
    Outcome.CONDITIONAL: "conditional",
    Outcome.LICENCE_REQUIRED: "licence required",
    Outcome.PROHIBITED: "prohibited",
}
PLAIN_WIDTH = 100


def console() -> Console:
    """Standard output; 100 columns wide where it is no terminal, so that text stays readable."""
    plain = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(highlight=False, width=PLAIN_WIDTH if plain else None, soft_wrap=False)


def print_json(content: Any) -> None:
    """JSON on standard output, readable and in any script."""
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str)
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")


def outcome(value: Outcome) -> Text:
    """An outcome in its colour."""
    return Text(WORDS[value], STYLES[value])


def outcome_of(word: str) -> Text:
    """An outcome named by its identifier, in its colour."""
    return outcome(Outcome.of(word))


def interval(outcomes: OutcomeSet) -> Text:
    """``prohibited`` when determined, else ``conditional ... prohibited``."""
    text = outcome(outcomes.floor)
    if not outcomes.determined:
        text = Text.assemble(text, (" … ", "dim"), outcome(outcomes.ceiling))
    return text


def mark(truth: Truth) -> Text:
    """A tick, a cross or a question mark."""
    if truth is None:
        return Text("?", "yellow")
    return Text("✓", "green") if truth else Text("✗", "dim")
