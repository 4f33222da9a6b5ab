"""The invented list of ``ofac_advanced_samples`` in OFAC's enhanced XML, without its vessel."""

from __future__ import annotations

NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
)


def _name(number: str, full: str, *, kind: str = "", low: str = "false", other: str = "") -> str:
    cyrillic = (
        f"<translation><isPrimary>false</isPrimary><script>Cyrillic</script>"
        f"<formattedFullName>{other}</formattedFullName></translation>"
        if other
        else ""
    )
    kinds = f"<aliasType>{kind}</aliasType>" if kind else ""
    return (
        f'<name id="{number}"><isPrimary>{"false" if kind else "true"}</isPrimary>{kinds}'
        f"<isLowQuality>{low}</isLowQuality><translations>{cyrillic}<translation>"
        "<isPrimary>true</isPrimary><script>Latin</script>"
        f"<formattedFullName>{full}</formattedFullName></translation></translations></name>"
    )


def feature(label: str, value: str, main: str = "true", more: str = "") -> str:
    """A feature."""
    return (
        f'<feature id="1"><type featureTypeId="1">{label}</type><versionId>1</versionId>'
        f"<value>{value}</value><isPrimary>{main}</isPrimary>{more}</feature>"
    )


def _period(name: str, first: str, last: str) -> str:
    return (
        f'<{name} id="1"><fromDateBegin>{first}</fromDateBegin><toDateEnd>{last}</toDateEnd>'
        f"<isApproximate>false</isApproximate></{name}>"
    )


def _lists(*pairs: tuple[str, str]) -> str:
    made = "".join(f'<sanctionsList datePublished="{d}">{n}</sanctionsList>' for n, d in pairs)
    return f"<sanctionsLists>{made}</sanctionsLists>"


def _sections(programme: str, kind: str) -> str:
    return (
        f"<sanctionsPrograms><sanctionsProgram>{programme}</sanctionsProgram></sanctionsPrograms>"
        f"<sanctionsTypes><sanctionsType>{kind}</sanctionsType></sanctionsTypes><legalAuthorities>"
        "<legalAuthority>Executive Order 13662 (Ukraine)</legalAuthority></legalAuthorities>"
    )


def _place(script: str, *parts: tuple[str, str]) -> str:
    made = "".join(
        f"<addressPart><type>{k}</type><value>{v}</value></addressPart>" for k, v in parts
    )
    return (
        f"<translation><script>{script}</script><addressParts>{made}</addressParts></translation>"
    )


def _address(country: str, *places: str) -> str:
    nation = f"<country>{country}</country>" if country else ""
    return f"<address>{nation}<translations>{''.join(places)}</translations></address>"


PERSON = (
    '<entity id="101"><generalInfo><identityId>201</identityId><entityType>Individual</entityType>'
    "<title>Harbour Master; Pilot</title></generalInfo>"
    + _lists(("SDN List", "2013-05-06"), ("Consolidated List", "2014-10-10"))
    + _sections("SDGT", "Block")
    + "<names>"
    + _name("9003", "VEY", kind="A.K.A.", low="true")
    + _name("9001", "ORELLE, Tamsin", other="ОРЕЛЛЕ, Тамсин")
    + _name("9002", "BRASK, Tamsin", kind="F.K.A.")
    + "</names><addresses>"
    + _address(
        "Panama",
        _place("Latin", ("CITY", "Port Sele"), ("ADDRESS1", "1 Mole Street")),
        _place("Cyrillic", ("CITY", "Порт Селе")),
    )
    + "</addresses><features>"
    + feature("Birthdate", "1972", "false")
    + feature("Birthdate", "03 May 1971")
    + feature("Nationality Country", "Panama")
    + feature("Gender", "Female")
    + feature("Place of Birth", "Port Sele, Panama", more="<reliability>Reported</reliability>")
    + feature("Place of Birth", "Havana, Cuba", "false", "<reliability>False</reliability>")
    + "</features><identityDocuments><identityDocument><type>Passport</type>"
    "<name>BRASK, Tamsin</name><documentNumber>K12-9</documentNumber><isValid>false</isValid>"
    "<issuingAuthority>Harbour Office</issuingAuthority><issuingCountry>Panama</issuingCountry>"
    + _period("issueDate", "2001-01-01", "2001-01-01")
    + _period("expirationDate", "2010-01-01", "2010-12-31")
    + "</identityDocument></identityDocuments><relationships><relationship>"
    '<type>Acting for or on behalf of</type><relatedEntity entityId="102">BRASK SHIPPING CO.'
    "</relatedEntity><quality>High</quality></relationship></relationships></entity>"
)
COMPANY = (
    '<entity id="102"><generalInfo><entityType>Entity</entityType><isUsPerson>false</isUsPerson>'
    "</generalInfo>"
    + _lists(
        ("Sectoral Sanctions Identifications List", "2014-07-16"),
        ("Consolidated List", "2014-10-10"),
    )
    + _sections("UKRAINE-EO13662", "13662 Sectoral Directive 2")
    + f"<names>{_name('9004', 'BRASK SHIPPING CO.')}</names><addresses>"
    + _address("", _place("Latin", ("REGION", "Sele Bay")))
    + "</addresses><features>"
    + feature("Executive Order 13662 Directive Determination -", "Subject to Directive 2")
    + feature("Digital Currency Address - XBT", "1BraskWa11et")
    + "</features></entity>"
)


def enhanced(*entities: str, lists: tuple[str, ...] = ("Consolidated List",)) -> bytes:
    """A whole file in the enhanced XML."""
    filters = "".join(f'<sanctionsList refId="1">{name}</sanctionsList>' for name in lists)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<sanctionsData xmlns="{NAMESPACE}">\n'
        "<publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf><filters><sanctionsLists>"
        f"{filters}</sanctionsLists></filters></publicationInfo>\n"
        '<referenceValues><referenceValue refId="1"><type>A</type></referenceValue>'
        "</referenceValues>\n<featureTypes/>\n"
        f"<entities>{''.join(entities or (PERSON, COMPANY))}</entities></sanctionsData>"
    ).encode()
