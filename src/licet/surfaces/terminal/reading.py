"""``licet read`` on a terminal: for each document, a short dossier of every party it names."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from licet.decision.decision import DISCLAIMER
from licet.decision.name_index import threshold_note
from licet.decision.reading import NamedParty, Reading
from licet.decision.standing import brackets
from licet.decision.workspace import Workspace
from licet.lists.asof import bracket
from licet.screening.mentions import Mention
from licet.screening.model import STRONG
from licet.surfaces.terminal import lists
from licet.surfaces.terminal.console import console, mark, print_json

MOST_MENTIONS = 6
AROUND = 160


class Refused(Protocol):
    """A file that could not be read."""

    @property
    def file(self) -> str:
        """Its path."""

    @property
    def reason(self) -> str:
        """Why, in a sentence."""


def working(files: Sequence[Path], as_json: bool) -> AbstractContextManager[Any]:
    """Says what is being done while it takes long."""
    several = "documents" if len(files) > 1 else "document"
    return lists.working(f"reading {len(files)} {several}", as_json)


def readings(
    work: Workspace,
    found: Sequence[Reading],
    rejected: Sequence[Refused],
    threshold: float,
    as_json: bool,
) -> None:
    """Print what was read."""
    if as_json:
        print_json(
            {
                "documents": [{**one.to_json(), "lists": _consulted(work, one)} for one in found],
                "rejected": [{"file": one.file, "reason": one.reason} for one in rejected],
                "threshold": threshold,
                "screening": threshold_note(),
            }
        )
        return
    out = console()
    for one in found:
        _reading(out, work, one, threshold)
    out.print(Text(DISCLAIMER, "dim"))


def _consulted(work: Workspace, one: Reading) -> list[str]:
    """What each list that was held against knows of the date."""
    around = {each.source: each for each in brackets(work, one.asked)}
    around |= {source: bracket(work.store, source, one.asked) for source in work.store.sources}
    return [each.sentence() for each in around.values()]


def _reading(out: Console, work: Workspace, one: Reading, threshold: float) -> None:
    document = one.document
    pages = f", {len(document.pages)} pages" if document.pages else ""
    out.print(Text.assemble((document.name, "bold"), f"  {document.format}{pages}"))
    out.print(Text(f"as of {one.asked.moment} ({one.asked_because})"))
    for note in document.notes:
        out.print(Text(note, "yellow"))
    if not one.parties:
        out.print(
            Text(
                f"\nNo name in this document reaches a score of {threshold:.2f}. That is no proof"
                " that no listed party is named in it."
            )
        )
    for party in one.parties:
        out.print()
        _party(out, one, party)
    out.print(Text(f"\nHeld against: {'; '.join(_consulted(work, one))}.\n", "dim"))


def _party(out: Console, one: Reading, party: NamedParty) -> None:
    style = "bold red" if party.lead.score >= STRONG else "yellow"
    head = Text.assemble(
        (f"{party.lead.score:.2f} ", style),
        (party.name, "bold"),
        f"  {', '.join(party.matches)}  {party.kind}",
    )
    out.print(head)
    _measures(out, one, party)
    for listing_id, match in party.others.items():
        held = party.standings.get(listing_id)
        tags = f" [{', '.join(held.listing.programmes)}]" if held else ""
        words = f"also fits: {match.matched_name}  {listing_id}, {match.score:.2f}{tags}"
        out.print(Padding(Text(words, "dim"), (0, 0, 0, 5)))
    for mention in party.mentions[:MOST_MENTIONS]:
        out.print(Padding(_mention(one, mention), (0, 0, 0, 5)))
    rest = len(party.mentions) - MOST_MENTIONS
    if rest > 0:
        out.print(Padding(Text(f"and {rest} more mentions: see --json", "dim"), (0, 0, 0, 5)))


def _measures(out: Console, one: Reading, party: NamedParty) -> None:
    """The measures in force that day, or what the lists show instead."""
    states = party.measures()
    for state in states:
        line = Text.assemble(mark(state.truth), " ", state.title, (f"  {state.measure}", "dim"))
        out.print(Padding(line, (0, 0, 0, 5)))
    if states:
        return
    shown = [state.sentence() for held in party.standings.values() for state in held.states]
    words = shown or [f"on no list around {one.asked.moment}, as far as the lists at hand show"]
    for line_of in words:
        out.print(Padding(Text(line_of), (0, 0, 0, 5)))


def _mention(one: Reading, mention: Mention) -> Text:
    """Where it stands, and the sentence with the name set off."""
    page = one.document.page(mention.start)
    place = f"p. {page}" if page else f"character {mention.start:,}"
    found_as = "" if mention.found_as == "name" else f", {mention.found_as}"
    at = mention.sentence.find(mention.text, max(0, _squeezed(one, mention)))
    if at < 0:
        return Text.assemble((f"{place}{found_as}: ", "dim"), (mention.text, "bold"))
    end = at + len(mention.text)
    before, after = mention.sentence[:at], mention.sentence[end:]
    before = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    after = f"{after[:AROUND]}…" if len(after) > AROUND else after
    return Text.assemble(
        (f"{place}{found_as}: ", "dim"), (f"“{before}", "dim"), (mention.text, "bold"),
        (f"{after}”", "dim"),
    )  # fmt: skip


def _squeezed(one: Reading, mention: Mention) -> int:
    """How far into the sentence the mention stands, spaces squeezed as in the sentence."""
    before = one.document.text[mention.sentence_start : mention.start]
    return len(" ".join(before.split())) - 1
