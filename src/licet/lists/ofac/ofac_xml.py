"""OFAC's standard XML (SDN.XML and CONSOLIDATED.XML), read as a stream.

Nothing outside the file is ever opened and nothing inside it is expanded: a DOCTYPE is refused.
Record_Count must equal the entries read, so that a file cut short never passes for the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.ofac.ofac_xml_entry import WHERE, bad_element, listing_of, local_name, parts_of
from licet.lists.recognise import check_xml_head, decode

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_DEPTH = 20


def read(data: bytes, source: str) -> list[Listing]:
    """All listings of the file; raises BadFileError when it is not whole or not harmless."""
    _refuse_harm(data)
    claimed: list[int] = []
    found: dict[str, Listing] = {}
    for element in _elements(data):
        name = local_name(element)
        if name == "publshInformation":
            claimed.append(_record_count(element))
        elif name == "sdnEntry":
            listing = listing_of(element, source)
            if listing.entry_id in found:
                raise bad_element(element, f"the entry {listing.entry_id} stands twice")
            found[listing.entry_id] = listing
        else:
            raise bad_element(element, f"the element <{name}> is not known")
    if claimed != [len(found)]:
        said = f"{claimed[0]} entries" if claimed else "no number of entries"
        raise BadFileError(
            f"Record_Count says {said}, the file holds {len(found)}.",
            where=WHERE,
            mend="It is cut short or a sample; download the whole file.",
        )
    return list(found.values())


def _refuse_harm(data: bytes) -> None:
    text = decode(data, WHERE)
    at = min((i for m in ("<!DOCTYPE", "<!ENTITY") if (i := text.find(m)) >= 0), default=-1)
    if at >= 0:
        raise BadFileError(
            "declares a document type or entities, which OFAC's files never do.",
            where=f"{WHERE} line {text.count(chr(10), 0, at) + 1}",
            mend="Download the file from OFAC itself.",
        )
    check_xml_head(text, WHERE)


def _elements(data: bytes) -> Iterator[_Element]:
    """Each child of the root, whole; it is emptied after use, so memory stays bounded."""
    from lxml import etree

    depth = 0
    try:
        for event, element in etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                raise bad_element(element, f"elements nest deeper than {MAX_DEPTH} levels")
            if event == "end" and depth == 1:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise BadFileError(
            f"the XML breaks off or is malformed ({error.msg}).",
            where=f"{WHERE} line {error.lineno}",
            mend="Download the file again.",
        ) from None


def _forget(element: _Element) -> None:
    """Empty an element that is done with, and drop those before it from the tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _record_count(element: _Element) -> int:
    text = parts_of(element).get("Record_Count", "")
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise bad_element(element, f"Record_Count '{text}' is not a number")
    return int(text)
