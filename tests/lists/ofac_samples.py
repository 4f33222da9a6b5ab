"""A small invented list in each of OFAC's shapes, for the tests of their readers."""

from __future__ import annotations

from collections.abc import Sequence

NULL = "-0- "
MARK = "\x1a"
Cells = Sequence[str | None]

MAIN: list[Cells] = [
    (
        *("101", "ORELLE, Tamsin Vey", "individual", "SDGT] [CUBA", "Harbour Master; Pilot"),
        *(None, None, None, None, None, None),
        "DOB 03 May 1971; alt. DOB 1972; POB Port Sele, Panama; nationality Panama; citizen Cuba; "
        "Gender Female; Passport K12-9 (Panama) issued 01 Jan 2001 expires 31 Dec 2010; "
        "Secondary sanctions risk: section 1(b) of Executive Order 13224; Harbour Master; Pilot; "
        "a.k.a. 'VEY; THE PILOT'; Linked To: BRASK SHIPPING CO., LTD.",
    ),
    (
        *("102", "BRASK SHIPPING CO., LTD.", None, "CUBA", None),
        *(None, None, None, None, None, None),
        "Website www.brask.example; Registration Number 55-01 (Panama); Target Type Private "
        "Company; all offices worldwide.",
    ),
    (
        *("103", "BRASK ONE", "vessel", "CUBA", None),
        *("HP1234", "Bulk Cargo", "2595", "1865", "Panama", "BRASK SHIPPING CO., LTD."),
        "Vessel Registration Identification IMO 9999999; MMSI 351000000; f.k.a. 'SELE STAR'.",
    ),
    ("104", "HP-1999", "aircraft", "CUBA", None, None, None, None, None, None, None, None),
]
ALT: list[Cells] = [
    ("101", "9001", "aka", "ORELLE-VEY, Tamsin", None),
    ("102", "9003", "fka", "BRASK LINES", None),
    ("102", "9002", "aka", "BRASK", None),
]
ADD: list[Cells] = [
    ("101", "7001", None, None, None, None),
    ("102", "7002", "1 Mole Street", "Port Sele 0801", "Panama", None),
    ("102", "7003", None, "Havana", "Cuba", None),
]
TAIL = " Bulk Trader; a.k.a. 'BRASK BULK'."

XML = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation><Publish_Date>03/17/2020</Publish_Date><Record_Count>{count}</Record_Count>
  </publshInformation>
{entries}
</sdnList>
"""
ENTRY = """<sdnEntry><uid>{uid}</uid><lastName>{name}</lastName><sdnType>Entity</sdnType>
<programList><program>{programme}</program></programList>{more}</sdnEntry>
"""
PERSON = """<sdnEntry>
<uid>101</uid><firstName>Tamsin Vey</firstName><lastName>ORELLE</lastName>
<title>Harbour Master; Pilot</title><sdnType>Individual</sdnType>
<remarks>(Linked To: BRASK SHIPPING CO., LTD.)</remarks>
<programList><program>CUBA</program><program>SDGT</program></programList>
<idList>
<id><uid>2</uid><idType>Gender</idType><idNumber>Female</idNumber></id>
<id><uid>1</uid><idType>Passport</idType><idNumber>K12-9</idNumber><idCountry>Panama</idCountry>
<issueDate>01 Jan 2001</issueDate><expirationDate>31 Dec 2010</expirationDate></id>
<id><uid>3</uid><idType>Secondary sanctions risk:</idType>
<idNumber>section 1(b) of Executive Order 13224</idNumber></id>
</idList>
<akaList>
<aka><uid>9009</uid><type>a.k.a.</type><category>weak</category>
<lastName>VEY; THE PILOT</lastName></aka>
<aka><uid>9001</uid><type>a.k.a.</type><category>strong</category>
<lastName>ORELLE-VEY</lastName><firstName>Tamsin</firstName></aka>
</akaList>
<nationalityList><nationality><uid>4</uid><country>Panama</country><mainEntry>true</mainEntry>
</nationality></nationalityList>
<citizenshipList><citizenship><uid>5</uid><country>Cuba</country><mainEntry>true</mainEntry>
</citizenship></citizenshipList>
<dateOfBirthList>
<dateOfBirthItem><uid>6</uid><dateOfBirth>1972</dateOfBirth><mainEntry>false</mainEntry>
</dateOfBirthItem>
<dateOfBirthItem><uid>7</uid><dateOfBirth>03 May 1971</dateOfBirth><mainEntry>true</mainEntry>
</dateOfBirthItem>
</dateOfBirthList>
<placeOfBirthList><placeOfBirthItem><uid>8</uid><placeOfBirth>Port Sele, Panama</placeOfBirth>
<mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
</sdnEntry>
"""
WIDTHS = {12: (10, 350, 12, 50, 200, 8, 25, 14, 8, 40, 150, 1000), 5: (10, 10, 8, 350, 200)}
WIDTHS |= {6: (10, 10, 750, 116, 250, 200), 2: (10, 1)}
NUMBERS = {12: 1, 5: 2, 6: 2, 2: 1}


def flat(rows: Sequence[Cells], delimiter: str = ",", *, mark: bool = True) -> bytes:
    """Rows as OFAC writes them: text in quotes, numbers bare, nulls as ``-0-``, the end mark."""
    lines = []
    for row in rows:
        bare = NUMBERS[len(row)]
        texts = [NULL if cell is None else f'"{cell}"' for cell in row[bare:]]
        lines.append(delimiter.join([*(str(cell) for cell in row[:bare]), *texts]))
    return ("\r\n".join(lines) + "\r\n" + (MARK if mark else "")).encode()


def fixed(rows: Sequence[Cells]) -> bytes:
    """The same rows in fixed positions."""
    lines = [
        "".join(
            ("-0-" if c is None else c).ljust(w) for c, w in zip(r, WIDTHS[len(r)], strict=True)
        )
        for r in rows
    ]
    return ("\r\n".join(lines) + "\r\n" + MARK).encode()


def main_row(uid: str, programme: str, remarks: str | None = None) -> Cells:
    """One organisation with a programme and remarks."""
    return (uid, f"BRASK {uid}", None, programme, *(None,) * 7, remarks)


def long_row() -> tuple[Cells, Cells]:
    """A main row whose remark fills its 1000 characters, and the comment that goes on with it."""
    start = "Website www.brask.example; Registration Number "
    end = " (Panama); Aircraft Operator Brask"
    remark = start + "7" * (1000 - len(start) - len(end)) + end
    return main_row("105", "CUBA", remark), ("105", TAIL)


def xml(*entries: str, count: int | None = None) -> bytes:
    """A whole file in the standard XML."""
    number = len(entries) if count is None else count
    return XML.format(count=number, entries="".join(entries)).encode()


def entity(uid: str, programme: str = "CUBA", more: str = "") -> str:
    """One organisation in XML."""
    return ENTRY.format(uid=uid, name=f"BRASK {uid}", programme=programme, more=more)


def ids(*pairs: tuple[str, str]) -> str:
    """An idList."""
    items = (f"<id><uid>1</uid><idType>{k}</idType><idNumber>{v}</idNumber></id>" for k, v in pairs)
    return f"<idList>{''.join(items)}</idList>"


PARTS = {"main": flat(MAIN), "alt": flat(ALT), "add": flat(ADD)}
