"""Numbers that name one party: which kind, and in which form two of them are equal.

A strong identifier that agrees after this normalisation is a top match by itself. Telephone
numbers, e-mail addresses and websites are not strong: parties share and change them.
"""

from __future__ import annotations

import re
from typing import Final

# Class → words in a publisher's or customer's kind that name it; the first that fits wins.
CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "wallet": ("digital currency", "wallet", "crypto", "xbt", "bitcoin"),
    "imo": ("imo", "vessel registration"),
    "mmsi": ("mmsi",),
    "lei": ("lei", "legal entity identifier"),
    "bic": ("bic", "swift"),
    "passport": ("passport", "travel document"),
    "aircraft": ("serial number", "msn", "tail number", "aircraft mode"),
    "tax": ("tax", "vat", "v.a.t", "nit", "rfc", "r.f.c", "inn", "cuit", "ruc", "rif", "tin"),
    "registration": (
        "registration",
        "registered",
        "company number",
        "trade",
        "commercial",
        "chamber",
        "matricula",
        "ogrn",
        "okpo",
        "uscc",
        "unified social",
        "enterprise",
        "business",
        "licen",
        "kpp",
    ),
    "national": (
        "national",
        "identification",
        "identity",
        "cedula",
        "c.u.r.p",
        "curp",
        "d.n.i",
        "dni",
        "ssn",
        "social security",
        "birth certificate",
        "personal",
        "id card",
        "military",
        "driver",
        "residen",
        "i.f.e",
        "kimlik",
    ),
}
OTHER = "other"
CODES: Final[dict[str, int]] = {name: code for code, name in enumerate((*CLASSES, OTHER))}
_WORDS = {
    name: re.compile("|".join(rf"\b{re.escape(w)}" for w in words))
    for name, words in CLASSES.items()
}
_WEAK = re.compile(
    r"phone|fax|e-?mail|website|gender|sanction|executive order|caatsa|effective|listing date"
    r"|linked|directive|subject to|target|classification|prohibited|nationality|birth"
)
_MIN_LENGTH = 5
_PLACEHOLDER = re.compile(r"(.)\1*|UNKNOWN|NONE|NOTAVAILABLE|PENDING|NULL|0*1234567890*", re.I)


def classify(kind: str | None) -> str | None:
    """The class of a kind in anyone's words; ``other`` if unknown, None if it is not strong."""
    text = (kind or "").casefold()
    if _WEAK.search(text) and "certificate" not in text:
        return None
    return next((name for name, words in _WORDS.items() if words.search(text)), OTHER)


def normalise(value: str, name: str = OTHER) -> str | None:
    """The form in which two identifiers of a class are compared; None for what identifies nobody.

    A malformed check digit is not refused: lists carry such numbers, and equal is equal.
    """
    text = value.strip()
    if name == "wallet":  # base58 distinguishes case, hexadecimal and bech32 do not
        text = text.lower() if text[:2].lower() == "0x" or text[:3].lower() == "bc1" else text
    else:
        text = "".join(c for c in text.upper() if c.isalnum())
    if name == "imo":
        text = text.removeprefix("IMO")
    if name == "bic" and len(text) == 11:
        text = text.removesuffix("XXX")
    short = len(text) < _MIN_LENGTH or (name != "bic" and not any(c.isdigit() for c in text))
    return None if short or _PLACEHOLDER.fullmatch(text) else text


def comparable(mine: str, theirs: str) -> bool:
    """Whether two classes can hold one number: the same, or one of them unknown.

    Tax, registration and national numbers are one register's in many countries.
    """
    registers = {"tax", "registration", "national"}
    return mine == theirs or OTHER in {mine, theirs} or {mine, theirs} <= registers
