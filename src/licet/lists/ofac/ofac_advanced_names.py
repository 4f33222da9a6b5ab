"""How OFAC's advanced XML writes a name, and how OFAC's other files publish the same name.

A name comes in parts with their types. OFAC's other files write all of it in capitals but for the
given names of a person, which follow the family name: "MARKOV, Ilya Anatolyevich". Measured on
the formatted names of the enhanced XML, which gives the parts as well: 1,623 of 1,624 agree, and
the other is a nickname, which stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.lists.ofac.ofac_advanced_dates import WHERE, tag
from licet.lists.ofac.ofac_advanced_refs import References
from licet.lists.ofac.ofac_stream import bad, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_GIVEN = frozenset({"First Name", "Middle Name"})
_AS_WRITTEN = frozenset({*_GIVEN, "Nickname"})
_PRIMARY_LATIN = "Primary Latin"


@dataclass(frozen=True, slots=True)
class Written:
    """A name as one DocumentedName writes it."""

    name_id: str
    published: str
    script: str
    first: bool


def written_as(element: _Element, parts: Mapping[str, str], refs: References) -> Written:
    family: list[str] = []
    given: list[str] = []
    script = ""
    for part in element.iterfind(tag("DocumentedNamePart")):
        value = part.find(tag("NamePartValue"))
        if value is None:
            raise bad(part, WHERE, "a DocumentedNamePart has no NamePartValue")
        script = script or refs.text(value, "ScriptID", "Script")
        kind = parts.get(value.get("NamePartGroupID", ""), "")
        words = part.get("LeadingChars", "") + text_of(value) + part.get("TrailingChars", "")
        (given if kind in _GIVEN else family).append(
            words if kind in _AS_WRITTEN else words.upper()
        )
    last, first = " ".join(filter(None, family)), " ".join(filter(None, given))
    status = refs.values.get(("DocNameStatus", element.get("DocNameStatusID", "")))
    return Written(
        element.get("ID", ""),
        f"{last}, {first}" if last and first else last or first,
        script,
        status == _PRIMARY_LATIN,
    )
