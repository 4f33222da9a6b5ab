"""One entity of OFAC's enhanced XML.

Source: the schema ENHANCED_XML.xsd and CONS_ENHANCED.XML of 2025-01-10. An element that is not
known here is kept in ``unread``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from licet.core.listing import Address, Feature, Identifier, NameKind, Relation
from licet.lists.ofac.ofac_address import address_of
from licet.lists.ofac.ofac_enhanced_parts import WHERE, Parts, day_of, period_of, words
from licet.lists.ofac.ofac_entry import KINDS, Entry
from licet.lists.ofac.ofac_profile import (
    NAME_KINDS,
    SCRIPTS,
    Profile,
    add_document,
    add_feature,
    add_name,
    add_relation,
    add_titles,
    labelled,
)
from licet.lists.ofac.ofac_stream import bad, number_of, text_of
from licet.lists.ofac.remarks import read_remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_SECTIONS = words(
    "generalInfo sanctionsLists sanctionsPrograms sanctionsTypes legalAuthorities names addresses "
    "features identityDocuments relationships"
)


def profile_of(entity: _Element, source: str) -> Profile:
    """The profile of one entity; raises BadFileError when it lacks what every entry has."""
    entry_id, parts = number_of(entity, "id", WHERE), Parts(entity)
    info = Parts(parts.get("generalInfo", entity))
    kind = KINDS.get(info.say("entityType").lower())
    if kind is None:
        raise bad(entity, WHERE, f"the entityType '{info.say('entityType')}' is not known")
    profile = Profile(Entry(source, entry_id, kind, "", programmes=()))
    _add_names(profile, parts)
    if not profile.entry.name:
        raise bad(entity, WHERE, f"the entry {entry_id} has no primary name")
    _add_standing(profile, parts)
    _add_info(profile, info)
    for section, add in _ADDERS.items():
        for item in parts.all(section):
            add(profile, Parts(item))
    profile.facts.unread.extend(parts.strange(_SECTIONS))
    return profile


def _add_standing(profile: Profile, parts: Parts) -> None:
    standing = profile.standing
    for place in parts.all("sanctionsLists"):
        day = day_of(place, place.get("datePublished", ""))
        standing.listed(text_of(place), day.isoformat())
    standing.programmes = [text_of(one) for one in parts.all("sanctionsPrograms")]
    standing.types = [text_of(one) for one in parts.all("sanctionsTypes")]
    standing.legal_bases = [text_of(one) for one in parts.all("legalAuthorities")]
    if not any(standing.programmes):
        raise bad(parts.element, WHERE, f"the entry {profile.entry.entry_id} has no programme")


def _add_info(profile: Profile, info: Parts) -> None:
    add_titles(profile, info.say("title"))
    known = {title.removesuffix(".") for title in profile.entry.titles}
    if remark := info.say("remarks"):
        read_remark(profile.facts, remark, known, cut=False)
    for name, kind in _INFO.items():
        if said := info.say(name):
            profile.facts.features.append(Feature(kind, said))
    profile.facts.unread.extend(info.strange(_INFO_PARTS))


_INFO = {"livingStatus": "Living status", "isUsCitizen": "US citizen", "isUsPerson": "US person"}
_INFO_PARTS = frozenset({"identityId", "entityType", "title", "remarks", *_INFO})


def _add_names(profile: Profile, parts: Parts) -> None:
    """All names; the primary translation of the primary name is the entry's own."""
    for element in parts.all("names"):
        name = Parts(element)
        primary = not profile.entry.name and name.say("isPrimary") == "true"
        kind = "primary" if primary else _alias_kind(name)
        weak = name.say("isLowQuality") == "true"
        for one in map(Parts, name.all("translations")):
            published, script = one.say("formattedFullName"), one.say("script")
            if primary and one.say("isPrimary") == "true" and not profile.entry.name:
                profile.entry.name = published
            elif published:
                add_name(profile, kind, published, script, element.get("id"), weak=weak)
        profile.facts.unread.extend(name.strange(_NAME_PARTS))


_NAME_PARTS = frozenset({"isPrimary", "aliasType", "isLowQuality", "translations"})


def _alias_kind(name: Parts) -> NameKind:
    return NAME_KINDS.get(name.say("aliasType").replace(".", ""), "aka")


def _add_address(profile: Profile, address: Parts) -> None:
    """An address in each script; one that names neither a place nor a country is none."""
    country = address.say("country")
    found = [_place(Parts(one), country) for one in address.all("translations")]
    kept = [one for one in found if one not in {Address(), Address(country=country or None)}]
    if not kept and country:
        kept = [Address(country=country)]
    profile.entry.addresses.extend(kept)
    profile.facts.unread.extend(address.strange(frozenset({"country", "translations"})))


def _place(translation: Parts, country: str) -> Address:
    told = [Parts(one) for one in translation.all("addressParts")]
    parts = {one.say("type"): one.say("value") for one in told}
    script = translation.say("script")
    other = SCRIPTS.get(script, script)
    return address_of(parts, country, f"{script} script" if other and parts else None)


def _add_feature(profile: Profile, feature: Parts) -> None:
    label, value = feature.say("type"), feature.say("value")
    main, trust = feature.say("isPrimary") == "true", feature.say("reliability")
    add_feature(profile, label, value, main=main, trust=trust, note=feature.say("comments"))
    profile.facts.unread.extend(feature.strange(_FEATURE_PARTS))


_FEATURE_PARTS = words("type versionId value valueRefId valueDate isPrimary reliability comments")


def _add_document(profile: Profile, document: Parts) -> None:
    place, nation = document.say("issuingLocation"), document.say("issuingCountry")
    told = Identifier(
        document.say("type"),
        document.say("documentNumber"),
        nation or place or None,
        period_of(document.get("issueDate")) or None,
        period_of(document.get("expirationDate")) or None,
    )
    holder = document.say("name")
    notes = (
        "Fraudulent" if document.say("isValid") == "false" else "",
        labelled("Issuing authority", document.say("issuingAuthority")),
        labelled("Issued in", place if place != told.country else ""),
        labelled("In the name of", holder if holder != profile.entry.name else ""),
        document.say("comments"),
    )
    add_document(profile.facts, told, notes)
    profile.facts.unread.extend(document.strange(_DOCUMENT_PARTS))


_DOCUMENT_PARTS = words(
    "type name documentNumber isValid issuingAuthority issuingLocation issuingCountry issueDate "
    "expirationDate comments"
)


def _add_relation(profile: Profile, relation: Parts) -> None:
    other = relation.get("relatedEntity")
    if other is None:
        raise bad(relation.element, WHERE, "a relationship has no relatedEntity")
    kind, period = relation.say("type"), period_of(relation.get("dateRange"))
    tie = Relation(
        f"{kind} ({period})" if period else kind,
        text_of(other),
        number_of(other, "entityId", WHERE),
    )
    add_relation(profile, tie, relation.say("quality"), relation.say("comments"))
    profile.facts.unread.extend(relation.strange(_RELATION_PARTS))


_RELATION_PARTS = frozenset({"type", "relatedEntity", "quality", "dateRange", "comments"})

_ADDERS: dict[str, Callable[[Profile, Parts], None]] = {
    "addresses": _add_address,
    "features": _add_feature,
    "identityDocuments": _add_document,
    "relationships": _add_relation,
}
