"""Canada's consolidated autonomous sanctions list in XML (SEMA and JVCFOA regulations).

One ``record`` is one item of a schedule. The file has no id for a party, and items are numbered
anew when a schedule is amended (of 2,606 parties of May 2022 only 225 kept their place until May
2025, but 2,351 kept regulation and name), so the id is a hash of both; where two records share
them, their place in the schedule joins in. Source: the file's own fields; schedules stand in the
regulations under S.C. 1992, c. 17 and S.C. 2017, c. 21.
"""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.core.listing import (
    DatedEvent,
    Feature,
    Identifier,
    Kind,
    ListedMeasure,
    Listing,
    Name,
)
from licet.lists.recognise import Recognised
from licet.lists.words import AGAIN, distinct, fields_id, squeezed
from licet.lists.world.ca_names import names_of
from licet.lists.world.day_words import births

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT, SOURCE, WHERE = "ca-sema-xml", "ca-sema", "Canada's list"
MAX_DEPTH = 3
FIELDS = frozenset(
    [
        "Country",
        "LastName",
        "GivenName",
        "Entity",
        "EntityOrShip",
        "Aliases",
        "DateOfBirth",
        "DateOfBirthOrShipBuildDate",
        "Title",
        "TitleOrShip",
        "ShipIMONumber",
        "Schedule",
        "Item",
        "DateOfListing",
    ]
)
_HEAD = 4096
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Record = dict[str, str]


def recognise(data: bytes, name: str) -> Recognised | None:
    """A ``data-set`` of ``record`` elements with a Country; None for anything else."""
    head = data[:_HEAD]
    if b"<data-set" not in head or b"<Country" not in head:
        return None
    return Recognised(FORMAT, "main", source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per record; raises BadFileError with the line."""
    records = _records(data)
    if not records:
        raise BadFileError("has no records.", where=WHERE, mend=AGAIN)
    parties = Counter(map(_party, records))
    found: dict[str, Listing] = {}
    for record in records:
        listing = _listing(source, record, alone=parties[_party(record)] == 1)
        if listing.entry_id in found:
            raise BadFileError(
                f"'{listing.name}' stands twice at the same place of a schedule.",
                where=f"{WHERE}, line {record['line']}",
                mend=AGAIN,
            )
        found[listing.entry_id] = listing
    return list(found.values())


def _records(data: bytes) -> list[Record]:
    """Each record as its fields; nothing outside the file is opened or expanded."""
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadFileError(
            "declares a document type or entities, which this list never does.",
            where=WHERE,
            mend="Download it from Global Affairs Canada itself.",
        )
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        root = etree.parse(BytesIO(data), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise BadFileError(
            f"the XML breaks off or is malformed ({error.msg}).",
            where=f"{WHERE}, line {error.lineno}",
            mend=AGAIN,
        ) from None
    return [_record(child) for child in root.iterchildren("*")]


def _record(element: _Element) -> Record:
    fields: Record = {}
    for field in element.iterchildren("*"):
        tag = str(field.tag)
        if element.tag != "record" or tag not in FIELDS or tag in fields or len(field):
            raise BadFileError(
                f"the field <{tag}> of <{element.tag}> is not known, or stands twice.",
                where=f"{WHERE}, line {field.sourceline}",
                mend="The file has a new shape or is damaged; download it again.",
            )
        fields[tag] = squeezed(field.text or "")
    fields["line"] = str(element.sourceline)
    if not fields.get("Country") or not _party(fields)[1].strip("|"):
        raise BadFileError(
            "a record has no regulation or no name.",
            where=f"{WHERE}, line {element.sourceline}",
            mend=AGAIN,
        )
    return fields


def _entity(record: Record) -> str:
    return record.get("Entity") or record.get("EntityOrShip") or ""


def _party(record: Record) -> tuple[str, str]:
    """Regulation and name, by which a party is known from one edition to the next."""
    names = [_entity(record), record.get("LastName", ""), record.get("GivenName", "")]
    return record["Country"].casefold(), "|".join(names).casefold()


def _kind(record: Record) -> Kind:
    if record.get("ShipIMONumber"):
        return "vessel"
    return "organisation" if _entity(record) else "person"


def _place(record: Record) -> str:
    """``Russia / Russie, Schedule 1, Part 1, item 12``: where the regulation lists the party."""
    schedule = record.get("Schedule", "")
    said = [f"Schedule {schedule}"] if schedule and schedule != "N/A" else []
    item = [f"item {record['Item']}"] if record.get("Item") else []
    return ", ".join([record["Country"], *said, *item])


def _listing(source: str, record: Record, *, alone: bool) -> Listing:
    kind = _kind(record)
    listed = record.get("DateOfListing", "")
    own = () if alone else (record.get("Schedule", ""), record.get("Item", ""))
    title = record.get("Title") or record.get("TitleOrShip") or ""
    born = record.get("DateOfBirth") or record.get("DateOfBirthOrShipBuildDate") or ""
    names, unread = _names(record, kind)
    vessel = kind == "vessel"
    facts = [Feature("Vessel type", title), Feature("Year of build", born)] if vessel else []
    imo = record.get("ShipIMONumber")
    day = listed if _DAY.fullmatch(listed) else None
    return Listing(
        source=source,
        entry_id=fields_id(*_party(record), *own),
        kind=kind,
        names=names,
        programmes=(record["Country"],),
        measures=(ListedMeasure("ca/measures", _place(record), listed_on=day),),
        identifiers=(Identifier("IMO number", imo),) if imo else (),
        births=tuple(births(born)) if born and not vessel else (),
        titles=(title,) if title and not vessel else (),
        features=distinct(fact for fact in facts if fact.value),
        unread=unread,
        legal_bases=(_place(record),),
        events=(DatedEvent("listed", listed),) if listed else (),
    )


def _names(record: Record, kind: Kind) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    family, given = record.get("LastName", ""), record.get("GivenName", "")
    if kind == "person":
        text = f"{given} {family}".strip()
        published = f"{family}, {given}" if given and family else text
        primary = Name(
            text, as_published=published, family_name=family or None, given_name=given or None
        )
    else:
        primary = Name(_entity(record), as_published=_entity(record))
    return names_of(primary, record.get("Aliases", ""), person=kind == "person")
