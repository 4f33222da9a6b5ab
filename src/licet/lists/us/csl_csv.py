"""The Consolidated Screening List as trade.gov publishes it in CSV (consolidated.csv).

29 columns, in UTF-8. The file states no count and no date. Source: the file's own header, and the
fields of the API at developer.trade.gov, which are the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from licet.core.listing import Feature, Listing
from licet.lists.recognise import Recognised
from licet.lists.table_text import Cells, rows_of, starts_as
from licet.lists.us.csl_cells import addresses, labelled, listed
from licet.lists.us.csl_listing import listings_of
from licet.lists.us.csl_row import PAGES, SOURCE, VESSEL, CslRow, checked
from licet.lists.us.us_tables import check_source
from licet.lists.words import squeezed

FORMAT = "csl-csv"
COLUMNS = (
    *("_id", "source", "entity_number", "type", "programs", "name", "title", "addresses"),
    *("federal_register_notice", "start_date", "end_date", "standard_order"),
    *("license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage"),
    *("gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url"),
    *("alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth"),
    *("source_information_url", "ids"),
)
_WHERE = "screening list"


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by its header; ``name`` isn't read."""
    return Recognised(FORMAT, "main", ",", source=SOURCE) if starts_as(data, COLUMNS) else None


def read(source: str, data: bytes) -> list[Listing]:
    """Every party of the file; raises BadFileError with the line, and BadInputError for a source
    that isn't this list."""
    check_source(source, SOURCE)
    return listings_of(_rows(data))


def _rows(data: bytes) -> Iterator[CslRow]:
    for line, cells in rows_of(data, COLUMNS, _WHERE):
        yield checked(_row(cells), f"{_WHERE} line {line}")


def _row(cells: Cells) -> CslRow:
    facts, unread = labelled(cells["ids"])
    source = cells["source"]
    return CslRow(
        own_id=cells["_id"],
        source=source,
        number=cells["entity_number"],
        type=cells["type"],
        name=squeezed(cells["name"]),
        programmes=listed(cells["programs"]),
        aliases=listed(cells["alt_names"]),
        titles=listed(cells["title"]),
        addresses=addresses(cells["addresses"], us_states="(DPL)" in source),
        labelled=facts,
        births=listed(cells["dates_of_birth"]),
        birth_places=listed(cells["places_of_birth"]),
        nationalities=listed(cells["nationalities"]),
        citizenships=listed(cells["citizenships"]),
        features=page_features(cells),
        remarks=cells["remarks"],
        notice=cells["federal_register_notice"],
        start=cells["start_date"],
        end=cells["end_date"],
        standard_order=cells["standard_order"],
        requirement=cells["license_requirement"],
        policy=cells["license_policy"],
        unread=unread,
    )


def page_features(cells: Cells) -> tuple[Feature, ...]:
    """A vessel's facts and the pages the row points to, where there are any."""
    kinds = VESSEL | PAGES
    return tuple(Feature(kinds[key], cells[key]) for key in kinds if cells[key])
