"""Japan's Foreign End User List of METI, as xlsx.

The list names organisations for which an export needs a licence when weapons of mass destruction
or conventional weapons are a concern. Its numbers run anew in each edition, so an entry's id is
a hash of country and name. Source: the sheet's own columns in Japanese and English.
"""

from __future__ import annotations

import re
import unicodedata

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, ListedMeasure, Listing, Name
from licet.lists.recognise import Recognised
from licet.lists.words import fields_id
from licet.lists.world import excel
from licet.lists.world.excel import Row, one_line
from licet.lists.world.scripts import script_of

FORMAT, SOURCE = "jp-meti-excel", "jp-meti-end-users"
NUMBER, COUNTRY = "No.", "国名、地域名 Country or Region"
NAME, ALIASES = "企業名､組織名 Company or Organization", "別名 Also Known As"
WMD, ARMS = "懸念区分 Type of WMD", "通常兵器 Conventional Weapons"
COLUMNS = (NUMBER, COUNTRY, NAME, ALIASES, WMD)
_BRACKETED = re.compile(r"(.+?)\s*\(([^()]+)\)")


def recognise(data: bytes, name: str) -> Recognised | None:
    """A workbook whose first sheet has METI's columns; None for anything else."""
    if not excel.is_workbook(data):
        return None
    sheets = excel.sheet_names(data)
    if not sheets or not excel.has_table(data, sheets[0], COLUMNS[:3]):
        return None
    return Recognised(FORMAT, "main", source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per numbered row; raises BadFileError with sheet and row."""
    sheet = excel.sheet_names(data)[0]
    table = excel.table(data, sheet, COLUMNS)
    found: dict[str, Listing] = {}
    for at, (line, row) in enumerate(table.rows, start=1):
        if row[NUMBER] != str(at) or not row[NAME] or not row[COUNTRY]:
            raise BadFileError(
                f"number {at} with a country and a name is due, '{row[NUMBER]}' stands there.",
                where=f"sheet '{sheet}' row {line}",
                mend="Rows are missing or merged; get the workbook from METI again.",
            )
        listing = _listing(source, row)
        if listing.entry_id in found:
            raise BadFileError(
                f"'{listing.name}' stands twice.",
                where=f"sheet '{sheet}' row {line}",
                mend=excel.AGAIN,
            )
        found[listing.entry_id] = listing
    if not found:
        raise BadFileError("has no entries.", where=f"sheet '{sheet}'", mend=excel.AGAIN)
    return list(found.values())


def _listing(source: str, row: Row) -> Listing:
    names = _names(row)
    country = _english(row[COUNTRY])
    concern = [(label, _letters(row.get(label, ""))) for label in (WMD, ARMS)]
    told = [Feature(_english(label), value) for label, value in concern if value]
    words = "; ".join(f"{one.kind}: {one.value}" for one in told)
    return Listing(
        source=source,
        entry_id=fields_id(country, names[0].text),
        kind="organisation",
        names=names,
        programmes=("METI Foreign End User List",),
        measures=(ListedMeasure("jp/end-user", words or "METI Foreign End User List"),),
        addresses=(Address(country=country),),
        features=tuple(sorted(told, key=lambda one: one.kind)),
    )


def _english(cell: str) -> str:
    """The English half of a cell that says everything in both languages."""
    words = [word for word in cell.split() if script_of(word) is None]
    return " ".join(words) or one_line(cell)


def _letters(cell: str) -> str:
    """``M,N`` of "ミサイル、核 M、N": the codes METI gives the kinds of weapons."""
    found = re.findall(r"[A-Z]+", unicodedata.normalize("NFKC", cell))
    return ",".join(found) or one_line(cell)


def _names(row: Row) -> tuple[Name, ...]:
    """The name, then its aliases, of which each stands behind a "・" on a line of its own."""
    primary, *also = _forms(row[NAME])
    lines = re.split(r"\n|(?:^|\s)・", row.get(ALIASES, ""))
    also += [form for line in lines if line.strip(" ・\u3000") for form in _forms(line)]
    others = {one for one in also if one != primary}
    made = (_name(text, row[NAME] if text == primary else None) for text in sorted(others))
    return (Name(primary, as_published=row[NAME], script=script_of(primary)), *made)


def _name(text: str, published: str | None) -> Name:
    return Name(text, "aka", as_published=published or text, script=script_of(text))


def _forms(cell: str) -> list[str]:
    """``Name (名前)`` as two names; an acronym in brackets stays with its name."""
    text = one_line(unicodedata.normalize("NFKC", cell)).strip("・ ")
    match = _BRACKETED.fullmatch(text)
    if match and script_of(match[2]) and not script_of(match[1]):
        return [match[1], match[2].strip()]
    return [text]
