"""OFAC's advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML), read as a stream.

Source: the schema sdn_advanced.xsd (http://www.un.org/sanctions/1.0). An entry's id is its
Profile ID, the uid of the standard XML. The file states no count; it is whole when every party
has a sanctions entry, every sanctions entry a party, and every reference what it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.ofac.ofac_advanced_dates import NAMESPACE, WHERE, tag
from licet.lists.ofac.ofac_advanced_party import profiles_of
from licet.lists.ofac.ofac_advanced_refs import References, add_document, add_place, add_values
from licet.lists.ofac.ofac_advanced_standing import Tie, add_entry, tie_of
from licet.lists.ofac.ofac_profile import Profile, to_listing
from licet.lists.ofac.ofac_stream import bad, is_root, items, local_name, number_of, refuse_harm
from licet.lists.ofac.ofac_types import Standing, check_source, source_of
from licet.lists.recognise import Recognised

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT = "ofac-advanced"
_SECTIONS = {
    "Locations": "Location",
    "IDRegDocuments": "IDRegDocument",
    "DistinctParties": "DistinctParty",
    "ProfileRelationships": "ProfileRelationship",
    "SanctionsEntries": "SanctionsEntry",
    "SanctionsEntryLinks": "",
}
_HEADS = ("DateOfIssue", "ReferenceValueSets")
_TABLES = {
    "ReferenceValueSets": add_values,
    "Location": add_place,
    "IDRegDocument": add_document,
}
_ISSUED = re.compile(rb"<DateOfIssue\b.*?</DateOfIssue>", re.S)
_NUMBERS = re.compile(rb"<(Year|Month|Day)>\s*(\d{1,4})\s*<")
_LIST = re.compile(rb"<List\s[^>]*\bID=\"(\d+)\"[^>]*>([^<]*)<")
_ENTRY = re.compile(rb"<SanctionsEntry\s([^>]*)>")
_PROFILE_ID = re.compile(rb"\bProfileID=\"(\d+)\"")
_LIST_ID = re.compile(rb"\bListID=\"(\d+)\"")


def recognise(data: bytes, name: str) -> Recognised | None:
    """Told by the root and its namespace; which list, by the lists its entries stand on."""
    if not is_root(data, "Sanctions", NAMESPACE):
        return None
    return Recognised(FORMAT, "main", "", _issued(data, name), source=_source(data))


def _issued(data: bytes, name: str) -> date | None:
    found = _ISSUED.search(data[:20_000])
    if found is None:
        return None
    told = {word: int(number) for word, number in _NUMBERS.findall(found[0])}
    try:
        return date(told[b"Year"], told[b"Month"], told[b"Day"])
    except (KeyError, ValueError):
        raise BadFileError(
            "the DateOfIssue does not exist.", where=name, mend="Download the file again."
        ) from None


def _source(data: bytes) -> str | None:
    """By the sanctions entries at the file's end; None where they can't be told this way."""
    begins = data.rfind(b"<SanctionsEntries")
    if begins < 0:
        return None
    head = data[: data.find(b"</ReferenceValueSets>")]
    names = {
        number: text.decode("utf-8", "replace").strip() for number, text in _LIST.findall(head)
    }
    lists: dict[bytes, set[str]] = {}
    for entry in _ENTRY.finditer(data, begins):
        profile, place = _PROFILE_ID.search(entry[1]), _LIST_ID.search(entry[1])
        if profile and place:
            lists.setdefault(profile[1], set()).add(names.get(place[1], ""))
    return source_of(lists.values())


def read(source: str, data: bytes) -> list[Listing]:
    """All listings of the file; raises BadFileError when it is not whole or not harmless."""
    return list(listings(source, data))


def listings(source: str, data: bytes, *, whole: bool = True) -> Iterator[Listing]:
    """Each listing. ``whole`` is False for a sample, which may name what it doesn't hold."""
    refuse_harm(data, WHERE)
    gathered = _Gathered(source, References(whole))
    for element in items(data, _SECTIONS, _HEADS, WHERE):
        gathered.add(element)
    return gathered.joined()


class _Gathered:
    """The parties of a file, and what stands apart from them, until both are joined."""

    def __init__(self, source: str, refs: References) -> None:
        self.source, self.refs = source, refs
        self.profiles: dict[str, Profile] = {}
        self.standings: dict[str, Standing] = {}
        self.ties: list[Tie] = []

    def add(self, element: _Element) -> None:
        """One item of any section."""
        name = local_name(element)
        if element.tag != tag(name):
            raise bad(element, WHERE, f"the element <{name}> is of another namespace")
        if name in _TABLES:
            _TABLES[name](self.refs, element)
        elif name == "DistinctParty":
            self._add_party(element)
        elif name == "SanctionsEntry":
            standing = self.standings.setdefault(number_of(element, "ProfileID", WHERE), Standing())
            add_entry(standing, element, self.refs)
        elif name == "ProfileRelationship":
            self.ties.append(tie_of(element, self.refs))

    def _add_party(self, element: _Element) -> None:
        for profile in profiles_of(element, self.source, self.refs):
            entry_id = profile.entry.entry_id
            if entry_id in self.profiles:
                raise bad(element, WHERE, f"the entry {entry_id} stands twice")
            self.profiles[entry_id] = profile

    def joined(self) -> Iterator[Listing]:
        """Each party with its standing and its ties; raises BadFileError where one is missing."""
        self._check()
        names = {number: profile.entry.name for number, profile in self.profiles.items()}
        for tie in self.ties:
            if profile := self.profiles.get(tie.source_id):
                tie.add_to(profile, names.get(tie.target_id, f"ofac:{tie.target_id}"))
        while self.profiles:
            number, profile = self.profiles.popitem()
            profile.standing = self.standings.pop(number, profile.standing)
            if self.refs.whole and not profile.standing.programmes:
                raise BadFileError(
                    f"the entry {number} has no programme.",
                    where=WHERE,
                    mend="Download the file again.",
                )
            yield to_listing(profile)

    def _check(self) -> None:
        check_source(self.source, source_of(s.lists for s in self.standings.values()), WHERE)
        if not self.profiles:
            raise BadFileError("holds no entries.", where=WHERE, mend="Download it again.")
        apart = self.profiles.keys() ^ self.standings.keys()
        apart |= {tie.source_id for tie in self.ties} - self.profiles.keys()
        if self.refs.whole and (apart or self.refs.documents):
            raise BadFileError(_gap(self, apart), where=WHERE, mend="Download the whole file.")


def _gap(gathered: _Gathered, apart: set[str]) -> str:
    documents = sum(map(len, gathered.refs.documents.values()))
    if not apart:
        return f"{documents} documents belong to identities that the file lacks."
    first = ", ".join(sorted(apart, key=lambda one: (len(one), one))[:5])
    return (
        f"{len(gathered.profiles)} parties and {len(gathered.standings)} with sanctions entries "
        f"don't agree, such as {first}: it is cut down or a sample."
    )
