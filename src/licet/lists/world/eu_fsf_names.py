"""Names of the EU's list (FSF): their kind and strength, and which of them comes first."""

from __future__ import annotations

import re
from dataclasses import replace

from licet.core.listing import Name
from licet.lists.world.scripts import script_of

_LOW = re.compile(r"\blow[ -]quality\b", re.I)
_FORMER = re.compile(r"^\W*(formerly|former name|f\.?k\.?a\b)", re.I)
# "??????" is what is left of a Cyrillic name that was saved in a Western encoding
_LOST = re.compile(r"[\W\d_]*\?[\W\d_]*")


def name_of(
    pieces: list[str], remarks: list[str], *, language: str, strong: bool, uid: str | None
) -> Name | None:
    """A name of its whole form, first, middle and last name; None when no letter is there."""
    whole, first, middle, last = pieces
    given = " ".join(one for one in (first, middle) if one)
    text = whole or " ".join(one for one in (given, last) if one)
    if not text or _LOST.fullmatch(text):
        return None
    return Name(
        text,
        "fka" if any(map(_FORMER.search, remarks)) else "aka",
        "weak" if not strong or any(map(_LOW.search, remarks)) else "strong",
        as_published=text,
        family_name=last or None,
        given_name=given or None,
        uid=uid,
        script=script_of(text),
        language=language or None,
    )


def in_order(names: list[Name]) -> tuple[Name, ...]:
    """The primary name first: strong, not a former one, in Latin and English, entered first."""
    # A party on two programmes gives each name twice, under one id or under two
    unique = {(one.text, one.kind, one.strength, one.language): one for one in _by_age(names)[::-1]}
    ordered = _by_age(list(unique.values()))
    if not ordered:
        return ()
    own = min(ordered, key=_rank)
    return (replace(own, kind="primary"), *(one for one in ordered if one is not own))


def _by_age(names: list[Name]) -> list[Name]:
    """By the publisher's number of the name, which grows with time."""
    return sorted(names, key=lambda one: (_number(one), one.text, one.language or "", one.kind))


def _rank(name: Name) -> tuple[bool, bool, bool, int]:
    foreign = name.script is not None or name.language not in {None, "en"}
    return name.strength == "weak", name.kind == "fka", foreign, _number(name)


def _number(name: Name) -> int:
    return int(name.uid) if name.uid and name.uid.isdecimal() else 0
