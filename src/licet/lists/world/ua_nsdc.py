"""Ukraine's register of sanctions of the National Security and Defense Council, as xlsx.

One sheet of persons, one of organisations. A row is one item of an annex to a presidential
decree; the register has no id for a party, so a party that several decrees name stands several
times, each time with its own term, and an entry's id is annex, decree and number within it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from licet.core.errors import BadFileError
from licet.core.listing import (
    Address,
    DatedEvent,
    Feature,
    Identifier,
    Kind,
    ListedMeasure,
    Listing,
    Name,
    NameKind,
)
from licet.lists.recognise import Recognised
from licet.lists.words import distinct
from licet.lists.world import excel
from licet.lists.world.day_words import births
from licet.lists.world.excel import Row, Table, one_line
from licet.lists.world.scripts import script_of

FORMAT, SOURCE = "ua-nsdc-excel", "ua-nsdc"
DECREE, DECREED, ITEM, ACTION = "№ указу", "Дата указу", "п/н", "Дія щодо об'єкту санкцій"
TYPES, TERM, ENDS = "Тип обмеження", "Термін обмеження", "Дата закінчення обмеження"
UKRAINIAN, ORIGINAL, OTHER = "Назва укр.", "Назва ориг.", "Назва альт."
BORN, CITIZEN, BIRTH_PLACE = "Дата народження", "Громадянство", "Місце народження"
WORK, HOME, MORE, BODY = "Зайнятість", "Місце проживання", "Додатково", "Відповідальний орган"
EDRPOU, TAX = "ОКПО/ЄДРПОУ", "ІПН"
SEAT, SEAT_TOO, CHANGES = "Місце діяльності", "Місце діяльності додатково", "Зміни"
SHARED = (DECREE, DECREED, ACTION, ITEM, TYPES, TERM, ENDS, UKRAINIAN, ORIGINAL, OTHER, MORE)
SHEETS: dict[Kind, tuple[str, ...]] = {
    "person": (*SHARED, BORN, CITIZEN, BIRTH_PLACE, WORK, HOME),
    "organisation": (*SHARED, EDRPOU, TAX, SEAT),
}
_KNOWN = frozenset(
    (*SHARED, *SHEETS["person"], *SHEETS["organisation"], SEAT_TOO, CHANGES, BODY, "row")
)
_APPLIED = "застосування"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"([А-ЯЄІЇҐA-Z ./]*?)[\s:№-]*(\d[\d ]{4,})")
_TAX = re.compile(r"\b(ІПН|ИНН|ідентифікаційний код|РНОКПП|КПП|ОКПО)[\s:№–-]*(\d{8,13})", re.I)
_PASSPORT = re.compile(r"паспорт[^№;]*№+\s*((?:[A-Za-zА-ЯІЇЄ]{0,3}\s?\d{5,}(?:,\s*)?)+)", re.I)


def recognise(data: bytes, name: str) -> Recognised | None:
    """A workbook with the columns of the decrees; None for anything else."""
    if not excel.is_workbook(data):
        return None
    if not any(excel.has_table(data, sheet, SHARED) for sheet in excel.sheet_names(data)[:4]):
        return None
    return Recognised(FORMAT, "main", source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per item of a decree; raises BadFileError with sheet and row."""
    found: dict[str, Listing] = {}
    for kind, table in _tables(data):
        for line, row in table.rows:
            where = f"sheet '{table.sheet}' row {line}"
            _check(row, where)
            listing = _listing(source, kind, row)
            if listing.entry_id in found:
                raise BadFileError(
                    f"item {row[ITEM]} of decree {row[DECREE]} stands twice.",
                    where=where,
                    mend=excel.AGAIN,
                )
            found[listing.entry_id] = listing
    return list(found.values())


def _tables(data: bytes) -> Iterator[tuple[Kind, Table]]:
    """Both sheets, told by their columns; raises BadFileError when one is missing or empty."""
    for kind, columns in SHEETS.items():
        own = [
            s for s in excel.sheet_names(data) if excel.has_table(data, s, (DECREE, columns[-1]))
        ]
        if len(own) != 1:
            raise BadFileError(
                f"one sheet of {kind}s is due, there are {len(own)}.",
                where="the workbook",
                mend=f"A sheet or the column '{columns[-1]}' is missing. {excel.AGAIN}",
            )
        table = excel.table(data, own[0], columns)
        if not table.rows:
            raise BadFileError("has no entries.", where=f"sheet '{own[0]}'", mend=excel.AGAIN)
        yield kind, table


def _check(row: Row, where: str) -> None:
    named = row[UKRAINIAN] or row[ORIGINAL] or row[OTHER] or row.get(EDRPOU)
    if not (row[DECREE] and row[ITEM] and named and _DAY.fullmatch(row[DECREED])):
        raise BadFileError(
            "a decree with its day, an item number, or a name is missing.",
            where=where,
            mend=f"Cells are merged or shifted. {excel.AGAIN}",
        )


def _listing(source: str, kind: Kind, row: Row) -> Listing:
    decree = f"Decree {row[DECREE]} of {row[DECREED]}, item {row[ITEM]}"
    person = kind == "person"
    born = row.get(BORN, "")
    homes = [row.get(column, "") for column in (HOME, SEAT, SEAT_TOO)]
    return Listing(
        source=source,
        entry_id=f"{kind}-{row[DECREE]}-{row[ITEM]}",
        kind=kind,
        names=_names(row),
        programmes=(f"Decree {row[DECREE]}",),
        measures=_measures(row[TYPES], row[DECREE], row[DECREED]),
        addresses=distinct(Address(note=one_line(home)) for home in homes if home),
        identifiers=_identifiers(row),
        births=tuple(births(born)) if born else (),
        birth_places=_filled(row, BIRTH_PLACE),
        citizenships=_filled(row, CITIZEN),
        titles=_filled(row, WORK) if person else (),
        features=distinct(_features(row)),
        remarks=_filled(row, MORE),
        unread=tuple(sorted(f"{k}: {v}" for k, v in row.items() if v and k not in _KNOWN)),
        legal_bases=(decree,),
        events=_events(row),
    )


def _filled(row: Row, column: str) -> tuple[str, ...]:
    text = one_line(row.get(column, ""))
    return (text,) if text else ()


def _names(row: Row) -> tuple[Name, ...]:
    """The Ukrainian name first where there is one, then the original and the other names."""
    told = [
        (UKRAINIAN, "uk", row[UKRAINIAN]),
        (ORIGINAL, None, row[ORIGINAL]),
        (OTHER, None, row[OTHER]),
    ]
    made: list[Name] = []
    for _, language, cell in told:
        for text in filter(None, (one_line(part).strip(" ,;") for part in cell.split(";"))):
            if text not in {name.text for name in made}:
                kind: NameKind = "aka" if made else "primary"
                made.append(
                    Name(text, kind, as_published=cell, script=script_of(text), language=language)
                )
    # The register holds an organisation without a name: its number is all there is to know it by
    return tuple(made) or (Name(row[EDRPOU], strength="weak", as_published=row[EDRPOU]),)


@lru_cache(maxsize=4096)
def _measures(types: str, decree: str, day: str) -> tuple[ListedMeasure, ...]:
    """Each numbered sanction of the decree in its own words; one without numbers as a whole."""
    parts = re.split(r"(?:^|[;.\s])\s*\d{1,2}\)\s*", one_line(types))
    words = [bare for part in parts if (bare := part.strip(" ;."))] or [f"Decree {decree}"]
    return distinct(ListedMeasure("ua/measures", one, listed_on=day) for one in words)


def _events(row: Row) -> tuple[DatedEvent, ...]:
    """The decree's day, and the end of the term: a day, or words where only words are given."""
    applied = row[ACTION] in {"", _APPLIED}
    found = [DatedEvent("listed" if applied else "other", row[DECREED])]
    if not applied:
        found = [DatedEvent("delisted" if "скас" in row[ACTION] else "other", row[DECREED])]
    if row[ENDS]:
        found.append(DatedEvent("expires", row[ENDS]))
    elif row[TERM] and not row[TERM].lower().startswith("безстроково"):
        found.append(DatedEvent("expires", one_line(row[TERM])))
    return distinct(found)


def _features(row: Row) -> Iterator[Feature]:
    """What the row says beside the rest; "applied" and "no changes" say nothing more."""
    for column in (TERM, ACTION, CHANGES, BODY):
        value = one_line(row.get(column, ""))
        if value and value not in {_APPLIED, "Ні"}:
            yield Feature(column, value)


def _identifiers(row: Row) -> tuple[Identifier, ...]:
    """Register and tax numbers with the abbreviation before them, and passports of the remarks."""
    found: list[Identifier] = []
    for column in (EDRPOU, TAX):
        for kind, number in _CODE.findall(row.get(column, "")):
            found.append(Identifier(kind.strip(" .:") or column, number.replace(" ", "")))
    found += [Identifier(kind, number) for kind, number in _TAX.findall(row[MORE])]
    for numbers in _PASSPORT.findall(row[MORE]):
        found += [Identifier("паспорт", one.strip()) for one in numbers.split(",") if one.strip()]
    return distinct(found)
