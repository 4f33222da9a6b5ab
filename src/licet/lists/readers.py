"""The one door to the readers: the bytes of one list and date in, its listings out."""

from __future__ import annotations

from collections.abc import Mapping

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists import ofac_flat, ofac_xml
from licet.lists.recognise import recognise


def read_snapshot(
    source: str, parts: Mapping[str, bytes], *, accept_unmarked: bool = False
) -> list[Listing]:
    """All listings of one snapshot, by entry number.

    ``parts`` holds ``main`` and, for the flat files, ``alt``, ``add`` and ``comments`` where
    there are any. ``accept_unmarked`` takes a flat main file without its
    end mark even where no address file proves it whole. Raises
    BadFileError with what, where and mend.
    """
    if "main" not in parts:
        raise BadFileError("the main file is missing.", mend="Give it with its side files.")
    if recognise(parts["main"], "main file").format == "ofac-xml":
        if len(parts) > 1:
            raise BadFileError(
                "an XML list has no side files.", mend="Give the XML alone, or the flat files."
            )
        listings = ofac_xml.read(parts["main"], source)
    else:
        rows = ofac_flat.records(parts, source, accept_unmarked=accept_unmarked)
        listings = [ofac_flat.to_listing(row) for row in rows]
    return sorted(listings, key=lambda listing: int(listing.entry_id))
