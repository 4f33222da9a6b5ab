"""Small lists in the forms of Canada, Australia, Japan, Ukraine and the World Bank.

Every party in them is invented.
"""

from __future__ import annotations

import json
from typing import Any

from workbook_samples import Cell, xlsx

from licet.lists.world import au_dfat, jp_meti, ua_nsdc

CANADA = """<?xml version="1.0" encoding="UTF-8"?>
<data-set>
<record><Country>Ruritania / Ruritanie</Country><LastName>HENTZAU</LastName>
<GivenName>Rupert</GivenName><Aliases>Руперт Хентзау; Rup</Aliases>
<DateOfBirthOrShipBuildDate>1963 or 1964</DateOfBirthOrShipBuildDate>
<Schedule>1, Part 1</Schedule><Item>1</Item><DateOfListing>2020-09-28</DateOfListing></record>
<record><Country>Ruritania / Ruritanie</Country>
<EntityOrShip>Zenda Works JSC (also known as Zenda Arms)</EntityOrShip>
<Aliases>Zenda, Ltd., Zenda Plant</Aliases><Schedule>1, Part 2</Schedule><Item>7</Item>
<DateOfListing>2021-01-02</DateOfListing></record>
<record><Country>Ruritania / Ruritanie</Country><EntityOrShip>Strelsau</EntityOrShip>
<TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>9074729</ShipIMONumber>
<DateOfBirthOrShipBuildDate>2005</DateOfBirthOrShipBuildDate><Schedule>1.1</Schedule>
<Item>3</Item><DateOfListing>2021-01-02</DateOfListing></record>
</data-set>""".encode()

_AU = (*au_dfat.COLUMNS, *au_dfat.NEWER)


def australian(**said: Cell) -> list[Cell]:
    """A row of DFAT's table; a column is named by its first word."""
    row: dict[str, Cell] = dict.fromkeys(_AU, "") | {
        "Type": "Individual",
        "Name Type": "Primary Name",
        "Committees": "Autonomous (Ruritania)",
        "Control Date": "2024-01-12",
        "Listing Information": "Listed on 25 January 2001 (amended on 3 Sep 2003)",
        "Additional Information": "RUi.001. Title: Count. Passport no: Ruritania number R12345, "
        "issued on 7 Aug. 2024 (expires 7 Aug. 2034). Other information: ally of RUi.002.",
        "Date of Birth": "Approximately 1955-1958",
        "Targeted Financial Sanction": True,
        "Travel Ban": False,
    }
    return list((row | {key.replace("_", " "): value for key, value in said.items()}).values())


def australia(*rows: list[Cell]) -> bytes:
    """A workbook of DFAT's."""
    return xlsx({"Consolidated List": [_AU, *rows]})


AUSTRALIA = australia(
    australian(Reference=34, Name_of_Individual_or_Entity="Rupert Hentzau"),
    australian(
        Reference="34a",
        Name_of_Individual_or_Entity="Руперт Хентзау",
        Name_Type="Original Script",
    ),
    australian(
        Reference="34c1",
        Name_of_Individual_or_Entity="Rup",
        Name_Type="Alias",
        Alias_Strength="Weak",
        Date_of_Birth="04/03/1956",
    ),
    australian(Reference=35, Name_of_Individual_or_Entity="Zenda Works", Type="Entity"),
)

METI_HEAD = (*jp_meti.COLUMNS, jp_meti.ARMS)
METI = xlsx(
    {
        "ユーザーリスト": [
            METI_HEAD,
            [
                *(1, "ルリタニア\nRuritania", "Zenda Works\n(全田工場)"),
                *("・Zenda Arms\n・ZW Plant", "ミサイル、核\nM、Ｎ", "通常兵器\nCW"),
            ],
            [2, "ルリタニア\nRuritania", "Strelsau Institute", "", "核\nN", ""],
        ]
    }
)

MOF_HEAD = (
    "告示日付",
    "告示番号",
    "日本語表記",
    "英語表記",
    "別名",
    "生年月日",
    "旅券番号",
    "その他の情報",
)
MOF = xlsx(
    {
        "一覧": [["", "一覧"], [1, "ルリタニア"]],
        "1.ルリタニア（個人）": [
            ["ルリタニアの関係者（個人）"],
            MOF_HEAD,
            ["2011.11.18削除", "1"],
            [
                *("2012.4.24\n2015.1.23改訂", "2(*7)", "ルパート・ヘンツァウ", "Rupert HENTZAU"),
                *("(a)ルップ（Rup of Hentzau）(b)不明", "1955年-1958年頃", "R12345（ルリタニア）"),
                "前半",
            ],
            ["", "", "", "", "", "", "", "後半"],
        ],
        "2.【解除】ゼンダ": [["ゼンダ"], ["【2015年12月18日告示廃止】"]],
    }
)


def ukrainian(columns: tuple[str, ...], **said: str) -> list[str]:
    """A row of a decree's annex."""
    row = dict.fromkeys(columns, "") | {
        ua_nsdc.DECREE: "12-2020",
        ua_nsdc.DECREED: "2020-05-14",
        ua_nsdc.ACTION: "застосування",
        ua_nsdc.ITEM: "1",
        ua_nsdc.TYPES: "1) блокування активів; 2) обмеження торговельних операцій",
        ua_nsdc.TERM: "Три роки",
        ua_nsdc.ENDS: "2023-05-14",
    }
    return list((row | {getattr(ua_nsdc, key): value for key, value in said.items()}).values())


_UA_PERSON = tuple(dict.fromkeys(ua_nsdc.SHEETS["person"]))
_UA_FIRM = tuple(dict.fromkeys(ua_nsdc.SHEETS["organisation"]))
UKRAINE = xlsx(
    {
        "Фізичні особи": [
            _UA_PERSON,
            ukrainian(
                _UA_PERSON,
                UKRAINIAN="Хентзау Руперт",
                OTHER="HENTZAU RUPERT",
                BORN="1963-05-07",
                MORE="ІПН 771470771208; паспорт № 100093775",
            ),
        ],
        "Юридичні особи": [
            _UA_FIRM,
            ukrainian(
                _UA_FIRM,
                UKRAINIAN='ТОВ "Зенда"',
                EDRPOU="ЄДРПОУ00039002",
                TERM="Безстроково",
                ENDS="",
            ),
            ukrainian(_UA_FIRM, ITEM="2", EDRPOU="ЄДРПОУ44126040", TERM="До рішення суду", ENDS=""),
        ],
    }
)

SUPPLIER: dict[str, Any] = {
    "SUPP_ID": 7,
    "SUPP_NAME": "ZENDA WORKS LTD.",
    "SUPP_TYPE_CODE": "F",
    "COUNTRY_NAME": "Ruritania",
    "SUPP_CITY": "STRELSAU",
    "DEBAR_FROM_DATE": "2020-02-03",
    "DEBAR_TO_DATE": "2027-02-02",
    "DEBAR_REASON": "Cross Debarment: ADB",
    "SUPP_ELIG_STAT": "X-DEBARRED",
    "ADD_SUPP_INFO": "(Formerly known as Zenda Arms) (Reg. No.: 0305350288) *531",
    "LAST_REFRESH_DATE": "2024-08-22T20:00:01.899Z",
}
FOREVER = SUPPLIER | {
    "SUPP_ID": 8,
    "SUPP_NAME": "MR. RUPERT HENTZAU",
    "SUPP_TYPE_CODE": "I",
    "DEBAR_TO_DATE": "2999-12-31",
    "INELIGIBLY_STATUS": "Permanent",
    "ADD_SUPP_INFO": None,
    "NEW_FIELD": "told",
}


def bank(*suppliers: dict[str, Any]) -> bytes:
    """The Bank's JSON."""
    return json.dumps({"response": {"ZPROCSUPP": list(suppliers)}}).encode()


BANK = bank(SUPPLIER, FOREVER)
