"""One entity of OFAC's enhanced XML.

Source: the schema ENHANCED_XML.xsd and CONS_ENHANCED.XML of 2025-01-10. An element that is not
known here is kept in ``unread``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from licet.core.listing import Address, Feature, Identifier
from licet.lists.ofac_advanced_refs import address_of
from licet.lists.ofac_advanced_standing import add_tie
from licet.lists.ofac_entry import KINDS, Entry
from licet.lists.ofac_period import spelled
from licet.lists.ofac_profile import (
    NAME_KINDS,
    SCRIPTS,
    Profile,
    add_document,
    add_feature,
    add_name,
    add_titles,
)
from licet.lists.ofac_stream import bad, strange_parts, text_of
from licet.lists.remarks import read_remark

if TYPE_CHECKING:
    from lxml.etree import _Element

WHERE = "enhanced XML list"
NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
)
_TRUSTED = frozenset({"", "Confirmed"})
_SECTIONS = frozenset(
    "generalInfo sanctionsLists sanctionsPrograms sanctionsTypes legalAuthorities names addresses "
    "features identityDocuments relationships".split()
)
_INFO = {"livingStatus": "Living status", "isUsCitizen": "US citizen", "isUsPerson": "US person"}


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _say(element: _Element, name: str) -> str:
    """The text of a child; empty where there is none."""
    return text_of(element.find(_tag(name)))


def _all(element: _Element, section: str) -> Iterator[_Element]:
    """The items of a section; none where it is missing."""
    found = element.find(_tag(section))
    return iter(()) if found is None else iter(found)


def profile_of(entity: _Element, source: str) -> Profile:
    """The profile of one entity; raises BadFileError when it lacks what every entry has."""
    entry_id = entity.get("id", "")
    if not (entry_id.isascii() and entry_id.isdigit()):
        raise bad(entity, WHERE, f"the entity id '{entry_id}' is not a whole number")
    info = entity.find(_tag("generalInfo"))
    told = "" if info is None else _say(info, "entityType")
    kind = KINDS.get(told.lower())
    if info is None or kind is None:
        raise bad(entity, WHERE, f"the entityType '{told}' is not known")
    name = _own_name(entity, entry_id)
    profile = Profile(Entry(source, str(int(entry_id)), kind, name, programmes=()))
    _add_standing(profile, entity)
    _add_names(profile, entity)
    _add_addresses(profile, entity)
    _add_features(profile, entity)
    _add_documents(profile, entity)
    _add_relations(profile, entity)
    _add_info(profile, info)
    profile.facts.unread.extend(strange_parts(entity, _SECTIONS))
    return profile


def _own_name(entity: _Element, entry_id: str) -> str:
    for name in _all(entity, "names"):
        if _say(name, "isPrimary") == "true" and (own := _main(name)) is not None:
            return _say(own, "formattedFullName")
    raise bad(entity, WHERE, f"the entry {entry_id} has no primary name")


def _main(name: _Element) -> _Element | None:
    """The primary translation of a name or an address."""
    made = _all(name, "translations")
    return next((one for one in made if _say(one, "isPrimary") == "true"), None)


def _add_standing(profile: Profile, entity: _Element) -> None:
    standing = profile.standing
    for place in _all(entity, "sanctionsLists"):
        day = _day(place, place.get("datePublished", ""))
        standing.listed(text_of(place), day.isoformat())
    standing.programmes = [text_of(one) for one in _all(entity, "sanctionsPrograms")]
    standing.types = [text_of(one) for one in _all(entity, "sanctionsTypes")]
    standing.legal_bases = [text_of(one) for one in _all(entity, "legalAuthorities")]
    if not any(standing.programmes):
        raise bad(entity, WHERE, f"the entry {profile.entry.entry_id} has no programme")


def _day(element: _Element, text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise bad(element, WHERE, f"the date '{text}' does not exist") from None


def _add_info(profile: Profile, info: _Element) -> None:
    add_titles(profile, _say(info, "title"))
    known = {title.removesuffix(".") for title in profile.entry.titles}
    if remark := _say(info, "remarks"):
        read_remark(profile.facts, remark, known, cut=False)
    for name, kind in _INFO.items():
        if said := _say(info, name):
            profile.facts.features.append(Feature(kind, said))
    known_parts = {"identityId", "entityType", "title", "remarks", *_INFO}
    profile.facts.unread.extend(strange_parts(info, known_parts))


def _add_names(profile: Profile, entity: _Element) -> None:
    own = True
    for name in _all(entity, "names"):
        primary = own and _say(name, "isPrimary") == "true" and _main(name) is not None
        told = _say(name, "aliasType").replace(".", "")
        kind = "primary" if primary else NAME_KINDS.get(told, "aka")
        weak = _say(name, "isLowQuality") == "true"
        main = _main(name) if primary else None
        for one in _all(name, "translations"):
            published, script = _say(one, "formattedFullName"), _say(one, "script")
            if one is not main and published:
                add_name(profile, kind, published, script, name.get("id"), weak=weak)
        own = own and not primary
        profile.facts.unread.extend(strange_parts(name, _NAME_PARTS))


_NAME_PARTS = frozenset({"isPrimary", "aliasType", "isLowQuality", "translations"})


def _add_addresses(profile: Profile, entity: _Element) -> None:
    """Addresses in each script; one that is neither place nor country is none."""
    for address in _all(entity, "addresses"):
        country = _say(address, "country")
        found = [_place(one, country) for one in _all(address, "translations")]
        kept = [one for one in found if one not in {Address(), Address(country=country or None)}]
        if not kept and country:
            kept = [Address(country=country)]
        profile.entry.addresses.extend(kept)
        profile.facts.unread.extend(strange_parts(address, {"country", "translations"}))


def _place(element: _Element, country: str) -> Address:
    parts = {_say(one, "type"): _say(one, "value") for one in _all(element, "addressParts")}
    script = _say(element, "script")
    other = SCRIPTS.get(script, script)
    return address_of(parts, country, f"{script} script" if other and parts else None)


def _add_features(profile: Profile, entity: _Element) -> None:
    for feature in _all(entity, "features"):
        label, value = _say(feature, "type"), _say(feature, "value")
        unread = profile.facts.unread
        if _say(feature, "reliability") == "False":
            unread.append(f"False: {label} {value}".strip())
            continue
        main = _say(feature, "isPrimary") == "true"
        add_feature(profile, label, value, main=main)
        trust = _say(feature, "reliability")
        doubts = ("" if trust in _TRUSTED else trust, _say(feature, "comments"))
        unread.extend(f"{label} {value}: {doubt}" for doubt in doubts if doubt)
        unread.extend(strange_parts(feature, _FEATURE_PARTS))


_FEATURE_PARTS = frozenset(
    "type versionId value valueRefId valueDate isPrimary reliability comments".split()
)


def _add_documents(profile: Profile, entity: _Element) -> None:
    for document in _all(entity, "identityDocuments"):
        place, nation = _say(document, "issuingLocation"), _say(document, "issuingCountry")
        told = Identifier(
            _say(document, "type"),
            _say(document, "documentNumber"),
            nation or place or None,
            _period(document.find(_tag("issueDate"))) or None,
            _period(document.find(_tag("expirationDate"))) or None,
        )
        holder = _say(document, "name")
        notes = (
            "Fraudulent" if _say(document, "isValid") == "false" else "",
            _labelled("Issuing authority", _say(document, "issuingAuthority")),
            _labelled("Issued in", place if place != told.country else ""),
            _say(document, "comments"),
            f"In the name of {holder}" if holder not in {"", profile.entry.name} else "",
        )
        add_document(profile.facts, told, notes)
        profile.facts.unread.extend(strange_parts(document, _DOCUMENT_PARTS))


_DOCUMENT_PARTS = frozenset(
    "type name documentNumber isValid issuingAuthority issuingLocation issuingCountry issueDate "
    "expirationDate comments".split()
)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def _period(element: _Element | None) -> str:
    """A datePeriodType in OFAC's words; empty where it gives no date."""
    if element is None:
        return ""
    names = ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")
    days = [_day(element, text) for name in names if (text := _say(element, name))]
    circa = _say(element, "isApproximate") == "true"
    return spelled(min(days), max(days), circa=circa) if days else ""


def _add_relations(profile: Profile, entity: _Element) -> None:
    for relation in _all(entity, "relationships"):
        other = relation.find(_tag("relatedEntity"))
        kind, period = _say(relation, "type"), _period(relation.find(_tag("dateRange")))
        kind = f"{kind} ({period})" if period else kind
        if other is None or not other.get("entityId"):
            raise bad(relation, WHERE, "a relationship has no relatedEntity")
        target, number = text_of(other), other.get("entityId", "")
        add_tie(profile, kind, target, number, _say(relation, "quality"))
        unread: Iterable[str] = strange_parts(relation, _RELATION_PARTS)
        profile.facts.unread.extend(unread)
        if note := _say(relation, "comments"):
            profile.facts.unread.append(f"{kind} {target}: {note}")


_RELATION_PARTS = frozenset({"type", "relatedEntity", "quality", "dateRange", "comments"})
