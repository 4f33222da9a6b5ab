"""Global LEI data as XML: LEI-CDF and RR-CDF, record by record.

The golden copies have gigabytes, so each record is thrown away after use. Nothing outside the file
is opened, nothing inside is expanded, a document type is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import IO, TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.ownership.reading.gleif import entity, percent, relationship
from licet.ownership.reading.items import Dated, Items, Rejected, Seen

if TYPE_CHECKING:
    from lxml.etree import _Element


def read(file: IO[bytes], where: str) -> Items:
    """LEI-CDF or RR-CDF, record by record."""
    for number, record in enumerate(_records(file, where), 1):
        if (tag := _tag(record)) == "ContentDate":
            yield Dated(date.fromisoformat((record.text or "")[:10]))
        elif tag == "LEIRecord":
            yield entity(
                _text(record, "LEI"),
                _text(record, "Entity/LegalName") or None,
                _text(record, "Entity/LegalAddress/Country") or None,
                (
                    _text(record, "Entity/RegistrationAuthority/RegistrationAuthorityID"),
                    _text(record, "Entity/RegistrationAuthority/RegistrationAuthorityEntityID"),
                ),
            )
        elif tag == "Exception":
            yield Seen("reasons why a body reports no parent, which say nothing of an owner")
        else:
            yield from _relationship(f"record {number}", record)


def _relationship(where: str, record: _Element) -> Items:
    start, end = (_text(record, f"Relationship/{n}/NodeID") for n in ("StartNode", "EndNode"))
    if not start or not end:
        yield Rejected(where, "it names no start or no end")
        return
    period = next(
        (
            one
            for one in record.iterfind(
                "{*}Relationship/{*}RelationshipPeriods/{*}RelationshipPeriod"
            )
            if _text(one, "PeriodType") == "RELATIONSHIP_PERIOD"
        ),
        None,
    )
    dates = [_text(period, n) if period is not None else "" for n in ("StartDate", "EndDate")]
    quantifiers = [
        {n: _text(one, n) for n in ("QuantifierAmount", "QuantifierUnits")}
        for one in record.iterfind("{*}Relationship/{*}RelationshipQuantifiers/{*}*")
    ]
    yield from relationship(
        where,
        (_text(record, "Relationship/RelationshipType"), start, end),
        (
            _text(record, "Relationship/RelationshipStatus"),
            _text(record, "Registration/RegistrationStatus"),
        ),
        (dates[0], dates[1], _text(record, "Registration/LastUpdateDate")),
        percent(quantifiers),
    )


WANTED = ("ContentDate", "LEIRecord", "RelationshipRecord", "Exception")


def _records(file: IO[bytes], where: str) -> Iterator[_Element]:
    """Record elements as they end; each is emptied after use. Nothing outside is opened."""
    from lxml import etree

    head = file.read(4096)
    _refuse(b"<!DOCTYPE" in head or b"<!ENTITY" in head, where)
    file.seek(0)
    events = etree.iterparse(
        file,
        events=("end",),
        tag=[f"{{*}}{name}" for name in WANTED],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    dated = False
    try:
        for _, element in events:
            _refuse(element.getroottree().docinfo.internalDTD is not None, where)
            if _tag(element) == "ContentDate" and dated:  # of a source named in the header
                continue
            dated = dated or _tag(element) == "ContentDate"
            yield element
            element.clear()
            while element.getprevious() is not None and (above := element.getparent()) is not None:
                del above[0]
    except etree.XMLSyntaxError as error:
        raise BadFileError(
            f"the XML breaks off or is malformed ({error.msg}).",
            where=f"{where} line {error.lineno}",
            mend="Download the file again.",
        ) from None


def _refuse(declared: bool, where: str) -> None:
    if declared:
        raise BadFileError(
            "declares a document type or entities, which these files never do.",
            where=where,
            mend="Download it from gleif.org itself.",
        )


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: _Element, path: str) -> str:
    found = element.findtext("/".join(f"{{*}}{part}" for part in path.split("/")))
    return " ".join((found or "").split())
