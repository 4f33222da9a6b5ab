"""What each column of the EU list's CSV editions means, in the words of its XML schema 1.1.

A column means a part of an entity and an attribute of that part. Edition 1.0 has 59 columns in a
fixed order (Naal is a name, Leba an act). Edition 1.1 names its columns after the schema
(NameAlias_WholeName), so they are read by their names, in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licet.core.errors import BadFileError

Meaning = tuple[str, str]
SKIP: Meaning = ("", "")
EDITION_10 = ("entity_logical_id", "subject_type", "leba_numtitle")
EDITION_11 = ("entity_logicalid", "entity_eu_referencenumber")
_ENTITY_10 = (
    ("Entity_logical_id", ("entity", "logicalId")),
    ("Subject_type", ("entity", "kind")),
    ("Leba_numtitle", ("regulation", "numberTitle")),
    ("Leba_publication_date", ("regulation", "publicationDate")),
    ("Leba_url", ("regulation", "publicationUrl")),
    ("Programme", ("regulation", "programme")),
    ("Entity_remark", ("entity", "remark")),
)
_PARTS_10 = {
    "Naal": (
        "nameAlias",
        "lastname:lastName firstname:firstName middlename:middleName wholename:wholeName "
        "gender:gender title:title function:function language:nameLanguage",
    ),
    "Addr": (
        "address",
        "number:number street:street zipcode:zipCode city:city country:countryDescription "
        "other:contactInfo",
    ),
    "Birt": ("birthdate", "date:birthdate place:city country:countryDescription"),
    "Iden": ("identification", "number:number country:countryDescription"),
    "Citi": ("citizenship", "country:countryDescription"),
}
_PARTS_11 = {
    "NameAlias": "nameAlias",
    "Address": "address",
    "BirthDate": "birthdate",
    "Identification": "identification",
    "Citizenship": "citizenship",
}
_RENAMED_11 = {
    "BirthDate": "birthdate",
    "Day": "dayOfMonth",
    "Month": "monthOfYear",
    "TypeCode": "identificationTypeCode",
    "TypeDescription": "identificationTypeDescription",
    "EU_ReferenceNumber": "euReferenceNumber",
    "SubjectType": "kind",
    "SubjectType_ClassificationCode": "classification",
    "Regulation_NumberTitle": "act",
    "Regulation_PublicationUrl": "actUrl",
}


def meanings(header: Sequence[str], where: str) -> list[Meaning]:
    """What each column means; raises BadFileError for a header of neither edition."""
    names = [name.strip() for name in header]
    low = tuple(name.lower() for name in names)
    if low[1:4] == EDITION_10:
        return _edition_10(low, where)
    if low[1:3] == EDITION_11:
        return [SKIP, *(_meaning_11(name) for name in names[1:])]
    raise BadFileError("its header is of no edition of the EU list.", where=where, mend=_MEND)


_MEND = "Columns are missing or moved; get the file as the European Commission gives it."


def _edition_10(low: Sequence[str], where: str) -> list[Meaning]:
    known = [("Date_file", SKIP), *_columns_10()]
    for at, (name, _) in enumerate(known):
        # A spreadsheet's user may have written behind the first title
        found = low[at][: len(name)] if at == 0 else low[at] if at < len(low) else ""
        if found != name.lower():
            what = f"column {at + 1} should be '{name}', the header has '{found}'."
            raise BadFileError(what, where=f"{where} line 1", mend=_MEND)
    if len(low) > len(known):
        what = f"{len(low)} columns stand where {len(known)} are due."
        raise BadFileError(what, where=f"{where} line 1", mend=_MEND)
    return [meaning for _, meaning in known]


def _columns_10() -> Iterator[tuple[str, Meaning]]:
    yield from _ENTITY_10
    for prefix, (part, own) in _PARTS_10.items():
        yield f"{prefix}_logical_id", (part, "logicalId")
        yield "Entity_logical_id", SKIP
        yield f"{prefix}_leba_numtitle", (part, "act")
        yield f"{prefix}_leba_publication_date", SKIP
        yield f"{prefix}_leba_url", (part, "actUrl")
        yield f"{prefix}_programme", SKIP
        for pair in own.split():
            column, _, attribute = pair.partition(":")
            yield f"{prefix}_{column}", (part, attribute)
    yield "EU_ref_num", ("entity", "euReferenceNumber")


def _meaning_11(name: str) -> Meaning:
    """A column no rule knows keeps its name, so that what it holds is unread and not lost."""
    prefix, _, rest = name.partition("_")
    part = "entity" if prefix == "Entity" else _PARTS_11.get(prefix)
    if part is None:
        return ("entity", name)
    act = rest.removeprefix("Regulation_")
    if part == "entity" and act != rest:
        return ("regulation", "regulationType" if act == "Type" else _lowered(act))
    if act != rest and rest not in _RENAMED_11:
        return SKIP
    return (part, _RENAMED_11.get(rest) or _lowered(rest))


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
