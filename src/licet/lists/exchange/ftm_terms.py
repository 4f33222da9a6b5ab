"""FollowTheMoney's words beside ours: schemata, properties, links and topics.

The model is that of followthemoney 4 (https://followthemoney.tech, MIT); only the parts that a
sanctions list needs stand here, so that the library itself isn't needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from licet.core.listing import Kind

SCHEMATA: dict[str, Kind] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": "unknown",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
SCHEMA_OF: dict[Kind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "unknown": "LegalEntity",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
# A link's schema: the property of either end, and how each end is told seen from the other
LINKS: dict[str, tuple[str, str, str, str]] = {
    "Ownership": ("owner", "asset", "Owner of", "Owned by"),
    "Directorship": ("director", "organization", "Director of", "Directed by"),
    "Membership": ("member", "organization", "Member of", "Has as member"),
    "Employment": ("employee", "employer", "Employed by", "Employer of"),
    "Representation": ("agent", "client", "Agent of", "Represented by"),
    "Succession": ("predecessor", "successor", "Preceded", "Successor of"),
    "Family": ("person", "relative", "Family of", "Family of"),
    "Associate": ("person", "associate", "Associate of", "Associate of"),
    "UnknownLink": ("subject", "object", "Linked to", "Linked to"),
}
# Properties that are identifiers, and the kind an Identifier gets
IDENTIFIERS = {
    "passportNumber": "Passport",
    "idNumber": "Identification number",
    "registrationNumber": "Registration number",
    "taxNumber": "Tax number",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "okpoCode": "OKPO",
    "kppCode": "KPP",
    "leiCode": "LEI",
    "imoNumber": "IMO number",
    "mmsi": "MMSI",
    "swiftBic": "SWIFT/BIC",
    "vatCode": "VAT number",
    "dunsCode": "DUNS number",
    "uscCode": "Unified social credit code",
    "uniqueEntityId": "UEI",
    "cageCode": "CAGE code",
    "socialSecurityNumber": "Social security number",
    "serialNumber": "Serial number",
    "icaoCode": "ICAO code",
    "publicKey": "Wallet",
}
# The other way: the first pattern that an Identifier's kind matches names the property
_PROPERTY: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), name)
    for pattern, name in (
        (r"passport|паспорт|旅券", "passportNumber"),
        (r"\bIMO\b|vessel registration", "imoNumber"),
        (r"\bMMSI\b", "mmsi"),
        (r"\b(INN|ІПН|ИНН)\b", "innCode"),
        (r"\b(OGRN|ОГРН|ОДРН)\b", "ogrnCode"),
        (r"\b(OKPO|ОКПО|ЄДРПОУ)\b", "okpoCode"),
        (r"\bLEI\b|legal entity id", "leiCode"),
        (r"\bSWIFT|\bBIC\b", "swiftBic"),
        (r"\bTax|\bVAT\b|fiscal", "taxNumber"),
        (r"regist|company|commercial|business", "registrationNumber"),
    )
)
_ONLY = {
    "passportNumber": {"Person"},
    "imoNumber": {"Vessel", "Organization", "Company"},
    "mmsi": {"Vessel"},
}
_VEHICLES = frozenset({"Vessel", "Airplane"})
TOPICS = {
    "worldbank/debarment": "debarment",
    "us/state/aeca-debarred": "debarment",
    "us/bis": "export.control",
    "jp/end-user": "export.control",
}
AUTHORITIES = {"un": "un", "eu": "eu", "gb": "uk", "ch": "ch", "ca": "ca", "au": "au", "ua": "ua"}


def property_of(kind: str, value: str, schema: str) -> str | None:
    """The property for an identifier, or None where the schema has none or the value fails it."""
    found = next((name for pattern, name in _PROPERTY if pattern.search(kind)), "idNumber")
    if schema in _ONLY.get(found, {schema}) and valid(found, value):
        vehicle = schema in _VEHICLES
        if not vehicle or found in {"imoNumber", "mmsi", "registrationNumber"}:
            return found
    return "registrationNumber" if schema in _VEHICLES else "idNumber"


def valid(name: str, value: str) -> bool:
    """Whether a value has the form FollowTheMoney asks of a property with a format."""
    return name not in _CHECKS or _CHECKS[name](value)


def _imo(value: str) -> bool:
    """Seven digits, of which the last is that of the others' weighted sum (IMO A.1117(30))."""
    if not re.fullmatch(r"\d{7}", value):
        return False
    total = sum(int(d) * w for d, w in zip(value, range(7, 1, -1), strict=False))
    return total % 10 == int(value[-1])


def _lei(value: str) -> bool:
    """Twenty characters with ISO 7064 mod 97-10 (ISO 17442)."""
    if not re.fullmatch(r"[A-Z0-9]{18}\d{2}", value):
        return False
    return int("".join(str(int(c, 36)) for c in value)) % 97 == 1


def _ogrn(value: str) -> bool:
    """13 digits mod 11, or 15 digits mod 13, of which the last digit is the check."""
    if not re.fullmatch(r"[1-9]\d{12}(\d\d)?", value):
        return False
    return int(value[:-1]) % (len(value) - 2) % 10 == int(value[-1])


def _inn(value: str) -> bool:
    """10 or 12 digits with one or two weighted check digits."""
    if not re.fullmatch(r"\d{10}(\d\d)?", value):
        return False
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    places = (9,) if len(value) == 10 else (10, 11)
    for place in places:
        used = weights[len(weights) - place :]
        total = sum(int(d) * w for d, w in zip(value, used, strict=False))
        if total % 11 % 10 != int(value[place]):
            return False
    return True


def _bic(value: str) -> bool:
    """Eight or eleven signs (ISO 9362)."""
    return bool(re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", value))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "imoNumber": _imo,
    "leiCode": _lei,
    "ogrnCode": _ogrn,
    "innCode": _inn,
    "swiftBic": _bic,
}
