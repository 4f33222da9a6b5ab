"""The one door to the readers: what a file is, told by its content, and its listings.

A reader is a module with two functions: ``recognise(data, name)`` gives a ``Recognised`` or None
when the file isn't one of its own, and ``read(source, data)`` gives the listings. OFAC's formats
come last: their recogniser is the one that says what is wrong with a file that nothing reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.containers import unpacked
from licet.lists.exchange import ftm, own_cells, own_table
from licet.lists.ofac import ofac_advanced, ofac_enhanced, ofac_flat, ofac_xml
from licet.lists.ofac.ofac_flat import FlatRecord
from licet.lists.recognise import Recognised
from licet.lists.recognise import recognise as recognise_ofac
from licet.lists.us import (
    bis_dpl,
    bis_lists,
    bis_mieu,
    bis_uvl,
    csl_csv,
    csl_json,
    csl_repacked,
    state_aeca,
    state_isn,
)
from licet.lists.world import (
    au_dfat,
    ca_sema,
    ch_seco_xml,
    eu_fsf_csv,
    eu_fsf_xml,
    jp_meti,
    jp_mof,
    ua_nsdc,
    uk_conlist,
    uk_sanctions_list,
    uk_sanctions_list_xml,
    un_xml,
    worldbank_json,
)


class Reader(Protocol):
    """What a module must offer to read one publisher's format."""

    def recognise(self, data: bytes, name: str) -> Recognised | None:
        """What the file is, or None; raises BadFileError for a damaged file of this format."""

    def read(self, source: str, data: bytes) -> list[Listing]:
        """Every listing of the file; raises BadFileError with what, where and mend."""


Cache = dict[FlatRecord, Listing]
READERS: dict[str, Reader] = {
    csl_csv.FORMAT: csl_csv,
    csl_json.FORMAT: csl_json,
    csl_repacked.FORMAT: csl_repacked,
    bis_dpl.FORMAT: bis_dpl,
    bis_lists.FORMAT: bis_lists,
    bis_uvl.FORMAT: bis_uvl,
    bis_mieu.FORMAT: bis_mieu,
    state_isn.FORMAT: state_isn,
    state_aeca.FORMAT: state_aeca,
    ofac_advanced.FORMAT: ofac_advanced,
    ofac_enhanced.FORMAT: ofac_enhanced,
    ca_sema.FORMAT: ca_sema,
    au_dfat.FORMAT: au_dfat,
    jp_meti.FORMAT: jp_meti,
    jp_mof.FORMAT: jp_mof,
    ua_nsdc.FORMAT: ua_nsdc,
    worldbank_json.FORMAT: worldbank_json,
    un_xml.FORMAT: un_xml,
    eu_fsf_xml.FORMAT: eu_fsf_xml,
    eu_fsf_csv.FORMAT: eu_fsf_csv,
    ch_seco_xml.FORMAT: ch_seco_xml,
    uk_sanctions_list.FORMAT: uk_sanctions_list,
    uk_sanctions_list.EXCEL: uk_sanctions_list,
    uk_sanctions_list_xml.FORMAT: uk_sanctions_list_xml,
    uk_conlist.FORMAT: uk_conlist,
    uk_conlist.EXCEL: uk_conlist,
    ftm.FORMAT: ftm,
}


def recognise(data: bytes, name: str) -> Recognised:
    """Tell a file by its content; raises BadFileError where no reader knows it."""
    content = unpacked(data, name)
    for reader in READERS.values():
        if found := reader.recognise(content, name):
            return found
    own_table.refuse_unmapped(content, name)
    return recognise_ofac(content, name)


def read_snapshot(
    source: str,
    parts: Mapping[str, bytes],
    *,
    accept_unmarked: bool = False,
    cache: Cache | None = None,
) -> list[Listing]:
    """All listings of one snapshot, in the order of their entry ids.

    ``parts`` holds ``main`` and, for OFAC's flat files, ``alt``, ``add`` and ``comments`` where
    there are any; for a user's own table its ``mapping``. ``accept_unmarked`` takes a flat main
    file without its end mark even where no address file proves it whole. ``cache`` keeps what rows
    came to, so that a series of dates reads an unchanged row once. Raises BadFileError with what,
    where and mend.
    """
    if "main" not in parts:
        raise BadFileError("the main file is missing.", mend="Give it with its side files.")
    plain = {part: unpacked(data, f"{part} file") for part, data in parts.items()}
    if own_table.MAPPING in plain:
        mapping = own_table.Mapping.from_yaml(own_cells.decoded(plain[own_table.MAPPING], "utf-8"))
        return sorted(own_table.read(source, plain["main"], mapping), key=by_entry_id)
    form = recognise(plain["main"], "main file").format
    if form == "ofac-flat":
        rows = ofac_flat.records(plain, source, accept_unmarked=accept_unmarked)
        return sorted(_flat_listings(rows, {} if cache is None else cache), key=by_entry_id)
    if len(parts) > 1:
        raise BadFileError(
            "only OFAC's flat files have side files.", mend="Give the list alone, or flat files."
        )
    main = plain["main"]
    listings = (
        ofac_xml.read(main, source) if form == "ofac-xml" else READERS[form].read(source, main)
    )
    return sorted(listings, key=by_entry_id)


def _flat_listings(rows: Iterable[FlatRecord], cache: Cache) -> Iterator[Listing]:
    for row in rows:
        listing = cache.get(row)
        if listing is None:
            listing = cache[row] = ofac_flat.to_listing(row)
        yield listing


def by_entry_id(listing: Listing) -> tuple[int, str]:
    """Numbers in their own order, then anything else."""
    entry = listing.entry_id
    return (int(entry), "") if entry.isdigit() else (10**18, entry)
