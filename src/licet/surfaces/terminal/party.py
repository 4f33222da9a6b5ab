"""``licet party``: the dossier on a terminal."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from licet.core.dates import AsOf, Moment
from licet.core.listing import Name
from licet.decision.dossier import Dossier
from licet.decision.standing import brackets
from licet.decision.workspace import Workspace
from licet.lists.in_force import MeasureState
from licet.screening.model import DEFAULT, Match
from licet.surfaces.terminal.console import console, mark, print_json

MOST_NAMES = 12
MOST_EVENTS = 14


def dossier(made: Dossier, as_json: bool) -> None:
    """Print a dossier."""
    if as_json:
        print_json(made.to_json())
        return
    out = console()
    listing = made.listing
    head = Text.assemble(
        (listing.name, "bold"),
        f"   {made.listing_id}, {listing.kind}",
        f"\nas of {made.asked.moment}",
    )
    if made.asked.known_by:
        head.append(f", from what was public by {made.asked.known_by}")
    out.print(Panel(head, expand=False))
    _identity(out, made)
    out.print("\n[bold]On the lists[/]")
    for around in made.brackets:
        out.print(f"  {made.shown_on(around)}")
    if made.elsewhere:
        out.print("\n[bold]The same party elsewhere[/]")
        for entry in made.elsewhere:
            out.print(
                Padding(
                    Text.assemble((entry.listing_id, "bold"), f": {entry.because}"), (0, 0, 0, 2)
                )
            )
            for line in entry.sentences():
                out.print(Padding(Text(line, "dim"), (0, 0, 0, 4)))
    _doubtful(out, made)
    _measures(out, made)
    _history(out, made)


def _doubtful(out: Console, made: Dossier) -> None:
    """What could be the same party but isn't joined: by name alone, or by a number of several."""
    if made.perhaps:
        out.print("\n[bold]Perhaps the same party, by name alone[/]")
        for match in made.perhaps[:MOST_NAMES]:
            line = f"{match.listing_id}: {match.matched_name}, score {match.score:.2f}"
            out.print(Padding(Text(line), (0, 0, 0, 2)))
    if made.collisions:
        out.print("\n[bold]Numbers shared with others, which join nobody[/]")
        for one in made.collisions:
            others = ", ".join(other for other in one.listings if other != made.listing_id)
            line = f"{one.identifier}: also on {others}; {one.because}"
            out.print(Padding(Text(line), (0, 0, 0, 2)))


def _identity(out: Console, made: Dossier) -> None:
    listing = made.listing
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    listed = [n for n in made.names[1:] if n.source is None]
    added = [n for n in made.names[1:] if n.source is not None]
    aliases = [f"{n.text} ({'weak ' if n.strength == 'weak' else ''}{n.kind})" for n in listed]
    rest = len(aliases) - MOST_NAMES
    more = [f"and {rest} more"] if rest > 0 else []
    rows = {
        "also known as": aliases[:MOST_NAMES] + more,
        "supplementary": _supplementary(added),
        "programmes": listing.programmes,
        "title": listing.titles,
        "born": [b.text for b in listing.births],
        "place of birth": listing.birth_places,
        "nationality": (*listing.nationalities, *listing.citizenships),
        "address": [
            ", ".join(p for p in (a.street, a.city, a.region, a.country) if p)
            for a in listing.addresses
        ],
        "identifiers": [
            f"{i.kind} {i.value}" + (f" ({i.country})" if i.country else "")
            for i in listing.identifiers[:MOST_NAMES]
        ],
        "relations": _relations(made),
        "legal basis": listing.legal_bases,
        "dates": [f"{e.kind} {e.text}" for e in listing.events],
        "remarks": listing.remarks[:MOST_NAMES],
        "unread": listing.unread,
    }
    for label, values in rows.items():
        shown = [v for v in values if v]
        if shown:
            table.add_row(label, Text("\n".join(shown)))
    out.print(table)


def _relations(made: Dossier) -> list[str]:
    """Ties to others, each with its listing where the text names one."""
    lines = [
        f"{r.kind}: {r.target}" + (f" ({r.target_id})" if r.target_id else "")
        for r in made.relations[:MOST_NAMES]
    ]
    rest = len(made.relations) - MOST_NAMES
    return [*lines, f"and {rest} more"] if rest > 0 else lines


def _supplementary(names: list[Name]) -> list[str]:
    """Names that stand in no official record, under the source that has them."""
    by_source: dict[str, list[str]] = {}
    for name in names:
        by_source.setdefault(name.source or "", []).append(name.text)
    return [f"{'; '.join(texts)} [from {source}]" for source, texts in by_source.items()]


def _measures(out: Console, made: Dossier) -> None:
    out.print(f"\n[bold]Measures in force on {made.asked.moment}[/]")
    if not made.measures:
        out.print("  none that the lists and actions at hand show")
    for state in made.measures:
        out.print(Padding(Group(*_measure_lines(made, state)), (0, 0, 0, 2)))
    if made.other_measures:
        out.print("\n[bold]Not in force that day[/]")
        for state in made.other_measures:
            out.print(Padding(Text(f"{state.title}: {state.evidence}", "dim"), (0, 0, 0, 2)))


def _measure_lines(made: Dossier, state: MeasureState) -> list[Text | Padding]:
    heading = Text.assemble(mark(state.truth), " ", (state.title, "bold"), f"  {state.measure}")
    details: list[Text | Table] = []
    for binding in made.bindings.get(state.measure, ()):
        provision = binding.provision
        draft = "  [draft]" if provision.status == "draft" else ""
        details.append(Text(f"{binding.says}{draft}"))
        details.append(
            _labelled(binds=binding.binds, reaches=binding.reach, law=provision.authority)
        )
    if not details:
        details.append(Text("no pack says yet what it does", "yellow"))
    words = f"{state.evidence}\n“{state.text}”" if state.text else state.evidence
    details.append(_labelled(since=_since(state.effective), source=words))
    return [heading, Padding(Group(*details), (0, 0, 1, 2))]


def _labelled(**rows: str) -> Table:
    """Lines with a label before each; what wraps stays beside its label's text."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=8, style="dim", no_wrap=True)
    grid.add_column(style="dim")
    for label, text in rows.items():
        grid.add_row(label, Text(text))
    return grid


def _since(effective: tuple[Moment | None, Moment | None]) -> str:
    """From when a measure holds, as exactly as the sources at hand tell."""
    earliest, latest = effective
    if earliest is None:
        return f"{latest} or earlier" if latest else "not known"
    return str(earliest) if earliest == latest or latest is None else f"{earliest} to {latest}"


def _history(out: Console, made: Dossier) -> None:
    if not made.history:
        return
    out.print("[bold]History[/]")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(style="dim")
    for event in made.history[-MOST_EVENTS:]:
        table.add_row(str(event.day), Text(event.what), Text(event.source))
    out.print(table)


def candidates(who: str, matches: list[Match], work: Workspace, asked: AsOf, as_json: bool) -> None:
    """Several listings fit a name, or none: say which, and over which lists."""
    consulted = [bracket.sentence() for bracket in brackets(work, asked)]
    if as_json:
        print_json(
            {
                "query": who,
                "listing": None,
                "threshold": DEFAULT,
                "candidates": [m.to_json() for m in matches],
                "lists": consulted,
            }
        )
        return
    out = console()
    if not matches:
        out.print(Text(f"No listing fits “{who}” at a score of {DEFAULT:.2f} or more, in:"))
        for line in consulted:
            out.print(f"  {line}")
        return
    some = "be any of these; name one" if len(matches) > 1 else "be this party; name it"
    out.print(Text(f"“{who}” could {some} by its id:"))
    for match in matches:
        out.print(Padding(Text(match.sentence()), (0, 0, 0, 2)))
