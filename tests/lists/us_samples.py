"""Small invented lists in the shapes of trade.gov, Commerce and State, for their tests."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from licet.lists.us import bis_dpl, bis_lists, bis_mieu, bis_uvl, csl_csv, state_aeca, state_isn

SDN = "Specially Designated Nationals (SDN) - Treasury Department"
SSI = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
MBS = "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"
CMIC = "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department"
EL = "Entity List (EL) - Bureau of Industry and Security"
DPL = "Denied Persons List (DPL) - Bureau of Industry and Security"
ISN = "Nonproliferation Sanctions (ISN) - State Department"

BRASK: dict[str, str] = {
    "_id": "901",
    "source": SDN,
    "entity_number": "901",
    "type": "Individual",
    "programs": "SDGT; CUBA",
    "name": "ORELLE, Tamsin Vey",
    "title": "Harbour Master; Pilot",
    "addresses": "1 Mole Street, Port Sele, PA; Havana, CU",
    "remarks": "(Linked To: BRASK SHIPPING CO., LTD.)",
    "alt_names": "ORELLE-VEY, Tamsin",
    "dates_of_birth": "1971-05-03; circa 1972",
    "nationalities": "PA",
    "places_of_birth": "Port Sele, Panama",
    "ids": "PA, 2010-12-31, 2001-01-01, K12-9, Passport; Female, Gender",
}
MENU: dict[str, str] = {
    "_id": "902",
    "source": MBS,
    "entity_number": "902",
    "type": "Entity",
    "programs": "CAATSA - RUSSIA",
    "name": "Bureau of Tides",
    "addresses": "PA",
    "ids": "EXPORT SANCTIONS Sec. 235(a)(2), CAATSA Section 235 Information:; "
    "Odd words, Label of nobody",
}
STATE: dict[str, str] = {
    "_id": "f00d",
    "source": ISN,
    "programs": "CAATSA Section 231",
    "name": "Bureau of Tides (BOT) and any successor, sub-unit, or subsidiary thereof",
    "federal_register_notice": "Vol. 90, No. 1, 01/02/2025",
    "start_date": "2025-01-01",
    "end_date": "2027-01-01",
}
ENTITY: dict[str, str] = {
    "_id": "beef",
    "source": EL,
    "name": "Quillon\nOptics ",
    "addresses": "5 Lens Road, Sele, PA",
    "federal_register_notice": "90 FR 101; 90 FR 202",
    "start_date": "2025-02-03",
    "license_requirement": "For all items subject to the EAR.",
    "license_policy": "Presumption of denial.",
    "alt_names": "Quillon; and QO Ltd.",
}
CSL_ROWS = [BRASK, MENU, STATE, ENTITY]

RESULT: dict[str, Any] = {
    "id": "901",
    "source": SDN,
    "entity_number": 901,
    "type": "Individual",
    "programs": ["SDGT", "CUBA"],
    "name": "ORELLE, Tamsin Vey",
    "title": "Harbour Master; Pilot",
    "addresses": [
        {
            "address": "1 Mole Street",
            "city": "Port Sele",
            "state": None,
            "postal_code": None,
            "country": "PA",
        }
    ],
    "alt_names": ["ORELLE-VEY, Tamsin"],
    "dates_of_birth": ["1971-05-03"],
    "ids": [
        {
            "type": "Passport",
            "number": "K12-9",
            "country": "PA",
            "issue_date": "2001-01-01",
            "expiration_date": None,
        },
        {"type": "Label of nobody", "number": "7"},
    ],
    "source_list_url": "https://lists.example/sdn",
    "shoe_size": 41,
}
PACKED: dict[str, Any] = {
    "citation": "U.S. Consolidated Screening List",
    "sourceGeneratedAt": "2026-01-02T03:04:05+00:00",
    "entryCount": 3,
    "countsBySource": {SSI: 1, ISN: 1, MBS: 1},
    "tables": {
        "sources": [SSI, ISN, MBS],
        "licenceRequirements": [],
        "licencePolicies": [],
        "programmes": ["UKRAINE-EO13662", "CAATSA Section 231", "CAATSA - RUSSIA"],
        "urls": ["https://lists.example/isn"],
    },
    "entries": [
        {"n": "Tidal Bank", "a": ["TB"], "s": 0, "t": "Entity", "c": ["PA"], "e": "77", "pg": 0},
        {"n": "Bureau of Tides (BOT)", "s": 1, "pg": 1, "fr": "Vol. 90, No. 1", "u": 0},
        {"n": "Tides, Bureau of", "s": 2, "t": "Entity", "e": "902", "pg": 2},
    ],
}

DPL_ROWS = [
    {
        "Name": " MARDEN QUAY",
        "Street_Address": "2 PIER ROAD",
        "City": "PORT SELE",
        "State": "TX",
        "Country": "US",
        "Postal_Code": "70000",
        "Effective_Date": "01/02/2020",
        "Expiration_Date": "01/02/2030",
        "Standard_Order": "Y",
        "Last_Update": "2020-01-09",
        "Action": "FR NOTICE ADDED",
        "FR_Citation": "85 F.R. 1 1/9/2020",
    }
]
DPL_ROWS += [DPL_ROWS[0] | {"Street_Address": "CELL 3"}]
DPL_ROWS += [DPL_ROWS[0] | {"Effective_Date": "03/04/2021", "Standard_Order": "N"}]

LIST_ROWS = [
    {
        "Source List": "EL",
        "Name": "Quillon Optics",
        "Address": "5 Lens Road",
        "City": "Sele",
        "Country": "Panama",
        "Federal Register Notice": "90 FR 101",
        "Effective Date": "2/3/2025",
        "License Requirement": "For all items subject to the EAR.",
        "License Policy": "Presumption of denial.",
        "Alternate Name": "QO Ltd.",
        "Address Remarks": "by the lake",
    }
]
LIST_ROWS += [LIST_ROWS[0] | {"Alternate Name": "Quillon", "Federal Register Notice": "90 FR 202"}]

UVL_ROWS = [
    {"COUNTRY": "Panama", "NAME": "Sele Trade, a.k.a. ST, a.k.a. Sele", "ADDRESS": "1 Bay"},
    {"COUNTRY": "Panama", "NAME": "Sele Trade, a.k.a. ST, a.k.a. Sele", "ADDRESS": "2 Bay"},
]
MIEU_ROWS = [
    {
        "Type": "Organization",
        "Name": "Office of Echoes",
        "Alias": "OE",
        "Country": "PA",
        "Program": "US-BIS-MIEU",
        "Date": "2021-03-16",
    }
]
ISN_ROWS = [
    {
        "Source List": "ISN",
        "Programs": "INKSNA",
        "Name": "Bureau of Tides ",
        "Alternative Names": "BOT, Tide Works Co., Ltd., F.K.A. Old Tides",
        "Country": "Panama",
        "Federal Register Notice": "Vol. 80, No. 1, 01/02/15",
        "Effective Date": "1/2/2015",
        "Remarks/Notes": "Procurement ban ended",
    }
]
ISN_ROWS += [ISN_ROWS[0] | {"Programs": "E.O. 13382", "Effective Date": "3/4/2016"}]
INKSNA_ROWS = [
    {
        "schema": "Company",
        "name": "Bureau of Tides",
        "aliases": "BOT",
        "country": "Panama",
        "report-date": "2026-01-27",
        "start-date": "2026-01-22",
        "end-date": "2028-01-22",
        "notes": "and any successor, sub-unit, or subsidiary thereof;",
    }
]
AECA_LONG = [
    {
        "Debarred Party Full Name": "Quay, Jr., Marden",
        "Debarred Party Surname/Corporate Name": "Quay, Jr.",
        "Debarred Party Given Names": "Marden",
        "Alias": "Mard Quay; M. Quay",
        "Type": "Statutory",
        "Date of Birth - PUBLIC RELEASE": "October, 1970",
        "Notice": "70 FR 1",
        "Notice Date": "1/2/2005",
        "Eff. Date": "3/4/2004",
    },
    {
        "Corp": "x",
        "Debarred Party Full Name": "Quay Works, Inc.",
        "Debarred Party Surname/Corporate Name": "Quay Works, Inc.",
        "Type": "Administrative",
        "Notice": "70 FR 1",
        "Notice Date": "1/2/2005",
    },
]
AECA_SHORT = [
    {
        "Debarred Party Full Name and Alias": "Quay, Jr., Marden (a.k.a. Mard Quay; M. Quay)",
        "Date of Birth": "October, 1970",
        "Notice": "70 FR 1",
        "Notice Date": "1/2/2005",
        "Corrected Notice": "70 FR 9",
        "Corrected Notice Date": "2/2/2005",
    },
    {
        "Debarred Party Full Name and Alias": "Quay Works, Inc.",
        "Notice": "70 FR 1",
        "Notice Date": "1/2/2005",
    },
]


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> bytes:
    """Rows as CSV with a header; a column that a row doesn't name is empty."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def csl(*rows: Mapping[str, str]) -> bytes:
    """The published CSV with these rows."""
    return table(csl_csv.COLUMNS, rows or CSL_ROWS)


def results(*told: Mapping[str, Any], **more: Any) -> bytes:
    """The published JSON with these results."""
    return json.dumps({**more, "results": list(told) or [RESULT]}).encode()


def packed(**changes: Any) -> bytes:
    """The re-packed JSON, with some keys changed."""
    return json.dumps(PACKED | changes).encode()


WHOLE: dict[str, tuple[str, bytes]] = {
    "csl-csv": ("us-csl", csl()),
    "csl-json": ("us-csl", results()),
    "csl-repacked": ("us-csl", packed()),
    "bis-dpl": ("us-bis-dpl", table(bis_dpl.COLUMNS, DPL_ROWS, "\t")),
    "bis-lists": ("us-bis-entity-list", table(bis_lists.COLUMNS, LIST_ROWS)),
    "bis-uvl": ("us-bis-uvl", table(bis_uvl.COLUMNS, UVL_ROWS)),
    "bis-mieu": ("us-bis-mieu", table(bis_mieu.COLUMNS, MIEU_ROWS)),
    "state-isn": ("us-state-isn", table(state_isn.COLUMNS["us-state-isn"], ISN_ROWS)),
    "state-aeca": ("us-state-aeca", table(state_aeca.LONG, AECA_LONG)),
}
