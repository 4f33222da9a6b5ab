"""Switzerland's list (SECO): the whole list in XML, with every programme.

A ``target`` is one party; its id is SECO's ssid. Targets that SECO has delisted stay in its file
with the day they left; they are kept here with that day and carry no measure. What a modification
added and removed is history and isn't read: the target itself stands as it is now.

SECO also gives out deltas in the same shape (``list-type="amendment"``). A delta read as the list
would delist everybody it doesn't name, so only ``list-type="whole-list"`` is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.recognise import Recognised
from licet.lists.words import AGAIN
from licet.lists.world.ch_seco_places import Frame, places_of, programmes_of
from licet.lists.world.ch_seco_target import listing_of, names_in
from licet.lists.xml_document import HEAD, children, day_in, line_error, root_of, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT, SOURCE, WHERE = "ch-seco-xml", "ch-seco", "Swiss list"
WHOLE = "whole-list"
_DATE = re.compile(rb'<swiss-sanctions-list\b[^>]*?\sdate="(\d{4}-\d{2}-\d{2})')
_KNOWN = frozenset({"sanctions-program", "target", "place"})


def recognise(data: bytes, name: str) -> Recognised | None:
    """A ``swiss-sanctions-list``, dated by its own date; None for anything else."""
    head = data[:HEAD]
    if b"<swiss-sanctions-list" not in head:
        return None
    return Recognised(FORMAT, "main", published_on=day_in(head, _DATE, name), source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per target; raises BadFileError with the line, and for a delta."""
    root = root_of(data, WHERE, "SECO")
    _refuse_delta(root)
    targets = list(_targets(root))
    frame = Frame(
        programmes=programmes_of(root),
        places=places_of(root),
        names={ssid: names_in(target) for ssid, target in targets},
        day=root.get("date", ""),
    )
    found: dict[str, Listing] = {}
    for ssid, target in targets:
        if ssid in found:
            raise line_error(f"the target {ssid} stands twice.", target, WHERE, AGAIN)
        if not frame.names[ssid]:
            raise line_error(f"the target {ssid} has no name.", target, WHERE, AGAIN)
        found[ssid] = listing_of(source, ssid, target, frame)
    if not found:
        raise BadFileError("holds no entries.", where=WHERE, mend=AGAIN)
    return list(found.values())


def _refuse_delta(root: _Element) -> None:
    kind = root.get("list-type", "")
    if tag_of(root) != "swiss-sanctions-list":
        raise line_error(f"<{tag_of(root)}> is no Swiss list.", root, WHERE, AGAIN)
    if kind != WHOLE:
        says = f"its list-type is '{kind}'" if kind else "it doesn't say of what type it is"
        raise line_error(
            f"is a delta, not the whole list ({says}).",
            root,
            WHERE,
            f"Download SECO's whole list (list-type '{WHOLE}'): a delta read in its place would "
            "delist everybody it doesn't name.",
        )


def _targets(root: _Element) -> list[tuple[str, _Element]]:
    found = []
    for element in children(root):
        tag, ssid = tag_of(element), element.get("ssid", "")
        if tag not in _KNOWN or not ssid:
            raise line_error(f"<{tag}> is no target, programme or place.", element, WHERE)
        if tag == "target":
            found.append((ssid, element))
    return found
