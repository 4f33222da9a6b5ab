"""What OFAC calls each labelled fact: reviewable data, shared by the flat files and the XML.

The XML gives the label as ``idType``; the flat files write the label, a space and the value into
the remarks. Source: the FeatureType and IDRegDocType reference tables of OFAC's advanced data
files (2020 and 2024), the ``idType`` values of CONSOLIDATED.XML 2020 to 2025, and the remarks of
sdn.csv 2019 to 2024. One label per line, in the publisher's words.
"""

from __future__ import annotations

import re
from enum import Enum


class Sort(Enum):
    """What a label introduces: a document or registration, a fact, or words of law."""

    IDENTIFIER = "identifier"
    FEATURE = "feature"
    STATEMENT = "statement"


IDENTIFIERS = """
Afghan Money Service Provider License Number
Aircraft Construction Number (also called L/N or S/N or F/N)
Aircraft Manufacturer's Serial Number (MSN)
Aircraft Mode S Transponder Code
Aircraft Serial Identification
Aircraft Tail Number
BIK (RU)
Birth Certificate Number
Bosnian Personal ID No.
Branch Unit Number
British National Overseas Passport
Business Number
Business Registration Document #
Business Registration Number
C.I.F.
C.I.N.
C.R. No.
C.U.I.
C.U.I.P.
C.U.I.T.
C.U.R.P.
CNP (Personal Numerical Code)
Cartilla de Servicio Militar Nacional
Cedula No.
Central Registration System Number
Certificate of Incorporation Number
Chamber of Commerce Number
Chinese Commercial Code
Citizen's Card Number
Commercial Registry Number
Company Number
Credencial electoral
D-U-N-S Number
D.N.I.
Diplomatic Passport
Driver's License No.
Dubai Chamber of Commerce Membership No.
Economic Register Number (CBLS)
Electoral Registry No.
Enterprise Number
Equity Ticker
File Number
Fiscal Code
Folio Mercantil No.
Government Gazette Number
I.F.E.
ISIN
Identification Number
Immigration No.
Istanbul Chamber of Comm. No.
Italian Fiscal Code
Kenyan ID No.
LE Number
Legal Entity Number
License
MICEX Code
MMSI
MSB Registration Number
Matricula Mercantil No
Military Registration Number
Moroccan Personal ID No.
N.I.E.
N.I.F.
NIT #
National Foreign ID Number
National ID No.
Numero Unico de Identificacao Tributaria (NUIT)
Numero de Identidad
Organization Code
Paraguayan tax identification number
Passport
Permit Number
Personal ID Card
Pilot License Number
Previous Aircraft Tail Number
Public Registration Number
Public Security and Immigration No.
R.F.C.
RFC
RIF #
RTN
RUC #
Refugee ID Card
Registered Charity No.
Registration Certificate Number (Dubai)
Registration ID
Registration Number
Residency Number
Romanian C.R.
Romanian Permanent Resident
Romanian Tax Registration
Russian State Individual Business Registration Number Pattern (OGRNIP)
SRE Permit No.
SSN
SWIFT/BIC
Seafarer's Identification Document
Serial No.
Stateless Person ID Card
Stateless Person Passport
Tarjeta Profesional
Tax ID No.
Tazkira National ID Card
Tourism License No.
Trade License No.
Trademark number
Travel Document Number
Turkish Identification Number
UAE Identification
UK Company Number
US FEIN
Unified Social Credit Code (USCC)
United Social Credit Code Certificate (USCCC)
V.A.T. Number
Vessel Registration Identification
VisaNumberID
"""

FEATURES = """
Aircraft Manufacture Date
Aircraft Model
Aircraft Operator
Email Address
Former Vessel Flag
Gender
IFCA Determination -
Issuer Name
Nationality of Registration
Organization Established Date
Organization Type:
Other Vessel Call Sign
Other Vessel Flag
Other Vessel Type
Phone Number
Registration Country
Target Type
UN/LOCODE
VESSEL TYPE
Vessel Call Sign
Vessel Flag
Vessel Gross Registered Tonnage
Vessel Gross Tonnage
Vessel Owner
Vessel Tonnage
Vessel Type
Vessel Year of Build
Website
"""

# Words of law; lists/entry_measures.py reads the measures out of them.
STATEMENTS = """
Additional Sanctions Information -
CAATSA Section 235 Information:
Executive Order 13662 Directive Determination -
Executive Order 13846 information:
Executive Order 14014 Directive Information
Executive Order 14014 Directive Information:
Executive Order 14024 Directive Information
Executive Order 14024 Directive Information -
Executive Order 14038 Directive Information
Executive Order 14038 Directive Information:
Executive Order 14059 information:
PEESA Information:
Secondary sanctions risk:
Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:
"""

CURRENCY = re.compile(r"Digital Currency Address - \w+")
DATED = re.compile(
    r"(?:Listing|Effective|Divestment|Purchase/Sales For Divestment) Date \([^()]+\):?"
)


def _table() -> dict[str, Sort]:
    groups = (
        (IDENTIFIERS, Sort.IDENTIFIER),
        (FEATURES, Sort.FEATURE),
        (STATEMENTS, Sort.STATEMENT),
    )
    return {label: sort for text, sort in groups for label in text.strip().splitlines()}


LABELS: dict[str, Sort] = _table()


def _by_first_word() -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for label in sorted(LABELS, key=len, reverse=True):
        groups.setdefault(label.split(" ", 1)[0], []).append(label)
    return {word: tuple(labels) for word, labels in groups.items()}


_BY_FIRST_WORD = _by_first_word()


def sort_of(label: str) -> Sort | None:
    """What a label introduces, or None for a label that isn't in the table."""
    if found := LABELS.get(label):
        return found
    if CURRENCY.fullmatch(label):
        return Sort.IDENTIFIER
    return Sort.STATEMENT if DATED.fullmatch(label) else None


def split_label(segment: str) -> tuple[str, str] | None:
    """``("Passport", "A123 (Iran)")`` for a labelled segment; the longest known label wins."""
    for label in _BY_FIRST_WORD.get(segment.split(" ", 1)[0], ()):
        size = len(label)
        if segment.startswith(label) and segment[size : size + 1] == " ":
            return label, segment[size + 1 :].strip()
    for pattern in (CURRENCY, DATED):
        if (match := pattern.match(segment)) and segment[match.end() : match.end() + 1] == " ":
            return match[0], segment[match.end() + 1 :].strip()
    return None


def plain_kind(label: str) -> str:
    """The label without the colon or dash that joins it to its value."""
    return label.removesuffix(" -").removesuffix(":")
