"""What the editions of the EU's list (FSF) are read through: a part, and what parts tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from licet.core.dates import PartialDate
from licet.core.listing import Address, DatedEvent, Feature, Identifier, Name
from licet.lists.words import squeezed
from licet.lists.xml_document import joined

# Attributes of every part that say nothing of the party
_COMMON = frozenset({"logicalId", "regulationLanguage"})


@dataclass(slots=True)
class Part:
    """One part; ``left`` are its attributes that nobody has asked for yet."""

    kind: str
    left: dict[str, str]
    remarks: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def take(self, *names: str) -> str:
        """The first value among the attributes; all of them count as read."""
        found = ""
        for name in names:
            value = self.left.pop(name, "")
            found = found or (squeezed(value) if value else "")
        return found

    def country(self) -> str:
        """The country's description; "UNKNOWN" (code 00) says nothing."""
        code, words = self.take("countryIso2Code"), self.take("countryDescription")
        return "" if code == "00" or words == "UNKNOWN" else words or code

    def unread(self) -> list[str]:
        """Attributes nobody took, and what else stands in the part."""
        rest = {key: squeezed(value) for key, value in self.left.items() if key not in _COMMON}
        return [f"{self.kind} {key}: {value}" for key, value in rest.items() if value] + [
            f"{self.kind} {one}" for one in self.strange
        ]


@dataclass(slots=True)
class Told:
    """What the parts of a party say, in no order."""

    names: list[Name] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)
    events: list[DatedEvent] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    births: list[PartialDate] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    citizenships: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def act(title: str, url: str) -> list[str]:
    """An act's number and where it is published; nothing for an act without a title."""
    return [joined([squeezed(title), squeezed(url)], " ")] if title.strip() else []
