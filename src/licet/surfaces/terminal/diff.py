"""``licet lists diff``: what changed between two dates, on a terminal or as a page."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from licet.core.errors import BadInputError
from licet.core.listing import Listing
from licet.lists.asof import source_name
from licet.lists.diff import EntryChange, ListDiff
from licet.lists.snapshot import edition_text
from licet.surfaces.terminal.console import console, print_json

MOST_ENTRIES = 60
PAGE_WIDTH = 120


def show(diffs: list[ListDiff], as_json: bool, html: Path | None) -> None:
    """Print diffs; with ``html``, write them whole as one self-contained page."""
    if html:
        _write_page(diffs, html)
    if as_json:
        print_json([one.to_json() for one in diffs] if len(diffs) != 1 else diffs[0].to_json())
        return
    out = console()
    for one in diffs:
        _show(out, one, MOST_ENTRIES)
    if html:
        out.print(Text(f"written: {html}"))


def _write_page(diffs: list[ListDiff], html: Path) -> None:
    page = Console(record=True, file=StringIO(), width=PAGE_WIDTH, highlight=False)
    for one in diffs:
        _show(page, one, None)
    try:
        page.save_html(str(html), inline_styles=True)
    except OSError as error:
        raise BadInputError(
            f"can't be written ({error.strerror}).", where=str(html), mend="Name another --html."
        ) from None


def _show(out: Console, one: ListDiff, most: int | None) -> None:
    old, new = edition_text(one.old.edition), edition_text(one.new.edition)
    out.print(f"[bold]{source_name(one.new.source)}[/]  {old} → {new}")
    out.print(
        f"  {one.old.entries:,} → {one.new.entries:,} entries: "
        f"[green]+{len(one.added):,} added[/], [red]-{len(one.removed):,} removed[/], "
        f"[yellow]{len(one.changed):,} changed[/]\n"
    )
    _entries(out, "+", "green", one.added, most)
    _entries(out, "-", "red", one.removed, most)
    for change in one.changed[:most]:
        _change(out, change)
    hidden = len(one.changed) - len(one.changed[:most])
    if hidden:
        out.print(Text(f"  {hidden:,} more changed entries (--json, --html)", "dim"))


def _entries(
    out: Console, sign: str, style: str, listings: tuple[Listing, ...], most: int | None
) -> None:
    for listing in listings[:most]:
        programmes = ", ".join(listing.programmes)
        out.print(
            Text.assemble(
                (f"  {sign} ", style),
                (listing.name, "bold"),
                f"  {listing.listing_id}",
                (f"  {programmes}", "dim"),
            )
        )
    hidden = len(listings) - len(listings[:most])
    if hidden:
        out.print(Text(f"  {hidden:,} more (--json, --html)", "dim"))


def _change(out: Console, change: EntryChange) -> None:
    head = (("  ~ ", "yellow"), (change.after.name, "bold"), f"  {change.after.listing_id}")
    out.print(Text.assemble(*head))
    for field in change.fields:
        label = field.field.replace("_", " ")
        for value in field.gone:
            out.print(Padding(Text(f"{label}: - {value}", "red"), (0, 0, 0, 6)))
        for value in field.came:
            out.print(Padding(Text(f"{label}: + {value}", "green"), (0, 0, 0, 6)))
        if not (field.gone or field.came):
            out.print(Padding(Text(f"{label}: in another order", "dim"), (0, 0, 0, 6)))
