"""OFAC's enhanced XML (SDN_ENHANCED.XML, CONS_ENHANCED.XML), read as a stream.

Source: the schema ENHANCED_XML.xsd of OFAC's Sanctions List Service. Each entity stands whole in
one place with its words beside the reference ids, so the reference tables aren't needed. An
entry's id is the entity id, the uid of the standard XML. The file states no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.ofac.ofac_enhanced_entity import profile_of
from licet.lists.ofac.ofac_enhanced_parts import NAMESPACE, WHERE
from licet.lists.ofac.ofac_profile import to_listing
from licet.lists.ofac.ofac_stream import bad, is_root, items, local_name, refuse_harm, text_of
from licet.lists.ofac.ofac_types import check_source, named_source
from licet.lists.recognise import Recognised

FORMAT = "ofac-enhanced"
_SECTIONS = {
    "referenceValues": "referenceValue",
    "featureTypes": "featureType",
    "entities": "entity",
}
_HEADS = ("publicationInfo",)
_AS_OF = re.compile(rb"<dataAsOf>\s*(\d{4}-\d{2}-\d{2})")
_FILTER = re.compile(rb"<sanctionsList\b[^>]*>\s*([^<]*?)\s*</sanctionsList>")


def recognise(data: bytes, name: str) -> Recognised | None:
    """Told by the root and its namespace; which list, by the filter the file states."""
    if not is_root(data, "sanctionsData", NAMESPACE):
        return None
    head = data[: data.find(b"</publicationInfo>")] if b"</publicationInfo>" in data else b""
    lists = [text.decode("utf-8", "replace") for text in _FILTER.findall(head)]
    published = _published(head, name)
    return Recognised(FORMAT, "main", "", published, source=named_source(lists))


def _published(head: bytes, name: str) -> date | None:
    found = _AS_OF.search(head)
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        raise BadFileError(
            "the date dataAsOf does not exist.", where=name, mend="Download the file again."
        ) from None


def read(source: str, data: bytes) -> list[Listing]:
    """All listings of the file; raises BadFileError when it is not whole or not harmless."""
    refuse_harm(data, WHERE)
    found = {one.entry_id: one for one in _listings(source, data)}
    if not found:
        raise BadFileError("holds no entries.", where=WHERE, mend="Download it again.")
    return list(found.values())


def _listings(source: str, data: bytes) -> Iterator[Listing]:
    seen: set[str] = set()
    for element in items(data, _SECTIONS, _HEADS, WHERE):
        name = local_name(element)
        if element.tag != f"{{{NAMESPACE}}}{name}":
            raise bad(element, WHERE, f"the element <{name}> is of another namespace")
        if name == "publicationInfo":
            lists = [text_of(one) for one in element.iter(f"{{{NAMESPACE}}}sanctionsList")]
            check_source(source, named_source(lists), WHERE)
        elif name == "entity":
            listing = to_listing(profile_of(element, source))
            if listing.entry_id in seen:
                raise bad(element, WHERE, f"the entry {listing.entry_id} stands twice")
            seen.add(listing.entry_id)
            yield listing
