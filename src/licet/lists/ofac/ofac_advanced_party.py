"""One DistinctParty of OFAC's advanced XML: its names, features and documents.

Source: the schema sdn_advanced.xsd, and SDN_ADVANCED.XML and CONS_ADVANCED.XML of 2020 and 2024.
Upper case and order of a name are those OFAC's other files publish: "MARKOV, Ilya Anatolyevich".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licet.core.listing import Kind
from licet.lists.ofac.ofac_advanced_dates import WHERE, period_of, tag
from licet.lists.ofac.ofac_advanced_names import Written, written_as
from licet.lists.ofac.ofac_advanced_refs import References
from licet.lists.ofac.ofac_entry import KINDS, Entry
from licet.lists.ofac.ofac_profile import (
    NAME_KINDS,
    Profile,
    add_document,
    add_feature,
    add_name,
    labelled,
)
from licet.lists.ofac.ofac_stream import bad, number_of, strange_parts, text_of
from licet.lists.ofac.remarks import read_remark

if TYPE_CHECKING:
    from lxml.etree import _Element


def profiles_of(party: _Element, source: str, refs: References) -> Iterator[Profile]:
    """The profiles of a party: one entry each, without its standing, which comes later."""
    remarks = [words for c in party.iterfind(tag("Comment")) if (words := text_of(c))]
    for element in party.iterfind(tag("Profile")):
        told = [words for c in element.iterfind(tag("Comment")) if (words := text_of(c))]
        profile = _profile(element, source, refs)
        _add_features(profile, element, refs)
        known = {title.removesuffix(".") for title in profile.entry.titles}
        for remark in (*remarks, *told):
            read_remark(profile.facts, remark, known, cut=False)
        unread = profile.facts.unread
        unread.extend(strange_parts(party, {"Comment", "Profile"}))
        unread.extend(strange_parts(element, {"Comment", "Identity", "Feature"}))
        yield profile


def _profile(element: _Element, source: str, refs: References) -> Profile:
    entry_id = number_of(element, "ID", WHERE)
    kind = _kind(element, refs)
    names: dict[str, str] = {}
    profile = Profile(Entry(source, entry_id, kind, "", programmes=()))
    for identity in element.iterfind(tag("Identity")):
        _add_identity(profile, identity, refs, names)
    if not profile.entry.name:
        raise bad(element, WHERE, f"the entry {entry_id} has no primary name")
    for identity in element.iterfind(tag("Identity")):
        _add_documents(profile, identity.get("ID", ""), refs, names)
    return profile


def _kind(element: _Element, refs: References) -> Kind:
    """Vessel and Aircraft are kinds of Transport; persons and entities have no finer kind."""
    finer = refs.text(element, "PartySubTypeID", "PartySubType")
    of = refs.values.get(("PartyTypeOf", element.get("PartySubTypeID", "")), "")
    kind = KINDS.get(finer.lower()) or KINDS.get(refs.values.get(("PartyType", of), "").lower())
    if kind is None:
        raise bad(element, WHERE, f"the type of party '{finer}' is not known")
    return kind


def _add_identity(
    profile: Profile, identity: _Element, refs: References, names: dict[str, str]
) -> None:
    parts = {
        one.get("ID", ""): refs.text(one, "NamePartTypeID", "NamePartType")
        for one in identity.iter(tag("NamePartGroup"))
    }
    unread = profile.facts.unread
    unread.extend(strange_parts(identity, {"Alias", "NamePartGroups", "Comment"}))
    unread.extend(f"Name: {words}" for c in identity.iter(tag("Comment")) if (words := text_of(c)))
    false, primary = (identity.get(mark) == "true" for mark in ("False", "Primary"))
    for alias in identity.iterfind(tag("Alias")):
        written = [written_as(one, parts, refs) for one in alias.iterfind(tag("DocumentedName"))]
        names.update((one.name_id, one.published) for one in written)
        if false:
            unread.extend(f"False identity: {one.published}" for one in written)
        else:
            _add_alias(profile, alias, written, refs, primary=primary)


def _add_alias(
    profile: Profile, alias: _Element, written: list[Written], refs: References, *, primary: bool
) -> None:
    """One alias in all its scripts. The primary one's Latin form is the entry's own name."""
    told = refs.text(alias, "AliasTypeID", "AliasType").replace(".", "")
    kind = NAME_KINDS.get(told, "aka")
    weak = alias.get("LowQuality") == "true"
    profile.facts.unread.extend(strange_parts(alias, {"Comment", "DocumentedName"}))
    own = None
    if primary and alias.get("Primary") == "true" and not profile.entry.name:
        own = min(written, key=lambda one: (not one.first, one.script != "Latin"), default=None)
        profile.entry.name = own.published if own else ""
    elif kind == "primary":
        kind = "aka"
    for one in written:
        if one is not own and one.published:
            again = "aka" if kind == "primary" and one.script == "Latin" else kind
            add_name(profile, again, one.published, one.script, None, weak=weak)


def _add_documents(
    profile: Profile, identity_id: str, refs: References, names: dict[str, str]
) -> None:
    for document in refs.documents.pop(identity_id, ()):
        holder = names.get(document.name_id, "")
        other = holder if holder != profile.entry.name else ""
        notes = (*document.notes, labelled("In the name of", other))
        add_document(profile.facts, document.told, notes)
        profile.facts.unread.extend(document.unread)


def _add_features(profile: Profile, element: _Element, refs: References) -> None:
    """Features by their number: OFAC gives the main date, place or nationality the lowest."""
    seen: set[str] = set()
    features = element.findall(tag("Feature"))
    for feature in sorted(features, key=lambda one: int(number_of(one, "ID", WHERE))):
        label = refs.text(feature, "FeatureTypeID", "FeatureType")
        profile.facts.unread.extend(strange_parts(feature, {"FeatureVersion", "IdentityReference"}))
        for version in feature.iterfind(tag("FeatureVersion")):
            _add_version(profile, label, version, refs, main=label not in seen)
            seen.add(label)


def _add_version(
    profile: Profile, label: str, version: _Element, refs: References, *, main: bool
) -> None:
    unread = profile.facts.unread
    places = [refs.place(one) for one in version.iterfind(tag("VersionLocation"))]
    unread.extend(words for place in places for words in place.unread)
    unread.extend(strange_parts(version, _VERSION_PARTS))
    words = [period_of(one) for one in version.iterfind(tag("DatePeriod"))]
    words += [_detail(one, refs) for one in version.iterfind(tag("VersionDetail"))]
    if label == "Location":
        profile.entry.addresses.extend(one for place in places for one in place.addresses)
    else:
        words += [place.word for place in places]
    value = " ".join(filter(None, words))
    trust = refs.values.get(("Reliability", version.get("ReliabilityID", "")), "")
    note = text_of(version.find(tag("Comment")))
    add_feature(profile, label, value, main=main, trust=trust, note=note)


_VERSION_PARTS = frozenset({"Comment", "DatePeriod", "VersionDetail", "VersionLocation"})


def _detail(element: _Element, refs: References) -> str:
    looked_up = element.get("DetailReferenceID")
    found = refs.text(element, "DetailReferenceID", "DetailReference") if looked_up else ""
    said = text_of(element)
    return " ".join(filter(None, (found, said)))
