"""One small invented list in OFAC's advanced and enhanced XML, for the tests of their readers.

Three entries: a person with a Cyrillic name, the company she acts for, and its vessel.
"""

from __future__ import annotations

REFERENCES = {
    "AliasType": {"1400": "A.K.A.", "1401": "F.K.A.", "1403": "Name"},
    "Country": {"11": "Panama", "12": "Cuba"},
    "DetailReference": {"71": "Female", "72": "Bulk Cargo", "73": "Subject to Directive 2"},
    "DocNameStatus": {"1": "Primary Latin", "2": "Others"},
    "EntryEventType": {"1": "Created"},
    "FeatureType": {
        "2": "VESSEL TYPE",
        "8": "Birthdate",
        "9": "Place of Birth",
        "10": "Nationality Country",
        "14": "Website",
        "25": "Location",
        "26": "Title",
        "204": "Executive Order 13662 Directive Determination -",
        "224": "Gender",
        "344": "Digital Currency Address - XBT",
    },
    "IDRegDocDateType": {"1480": "Issue Date", "1481": "Expiration Date"},
    "IDRegDocType": {"1571": "Passport", "1572": "Guild Card"},
    "LegalBasis": {"1": "Unknown", "31": "Executive Order 13662 (Ukraine)"},
    "List": {
        "1550": "SDN List",
        "91507": "Sectoral Sanctions Identifications List",
        "91512": "Consolidated List",
    },
    "LocPartType": {"1": "Unknown", "1450": "REGION", "1451": "ADDRESS1", "1454": "CITY"},
    "NamePartType": {
        "1520": "Last Name",
        "1521": "First Name",
        "1525": "Entity Name",
        "1526": "Vessel Name",
    },
    "PartyType": {"1": "Individual", "2": "Entity", "4": "Transport"},
    "RelationQuality": {"1": "Unknown", "1540": "High"},
    "RelationType": {"15002": "Acting for or on behalf of"},
    "Reliability": {"1": "Unknown", "1561": "False", "91479": "Reported"},
    "SanctionsType": {"1": "Program", "1705": "Block", "91506": "13662 Sectoral Directive 2"},
    "Script": {"215": "Latin", "220": "Cyrillic", "501": "Chinese Simplified"},
    "Validity": {"1": "Valid", "2": "Fraudulent"},
}
SUBTYPES = """<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
<PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>"""

LOCATIONS = """<Location ID="501"><LocationCountry CountryID="11" CountryRelevanceID="1"/>
<LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Port Sele</Value>
</LocationPartValue></LocationPart><LocationPart LocPartTypeID="1451">
<LocationPartValue Primary="true"><Value>1 Mole Street</Value></LocationPartValue></LocationPart>
</Location>
<Location ID="502"><LocationPart LocPartTypeID="1"><LocationPartValue Primary="true">
<Value>Panama</Value></LocationPartValue></LocationPart></Location>
<Location ID="503"><LocationPart LocPartTypeID="1450"><LocationPartValue Primary="true">
<Value>Sele Bay</Value></LocationPartValue></LocationPart></Location>"""


def period(first: str, last: str, *, approximate: bool = False) -> str:
    """A DatePeriod from one ISO day to another."""
    mark = "true" if approximate else "false"
    start, end = (_point(day) for day in (first, last))
    return (
        f'<DatePeriod><Start Approximate="{mark}"><From>{start}</From><To>{start}</To></Start>'
        f'<End Approximate="{mark}"><From>{end}</From><To>{end}</To></End></DatePeriod>'
    )


def _point(day: str) -> str:
    year, month, number = day.split("-")
    return f"<Year>{year}</Year><Month>{int(month)}</Month><Day>{int(number)}</Day>"


DOCUMENTS = f"""<IDRegDocument ID="601" IDRegDocTypeID="1571" IdentityID="201"
IssuedBy-CountryID="11" ValidityID="2"><Comment/><IDRegistrationNo>K12-9</IDRegistrationNo>
<IssuingAuthority>Harbour Office</IssuingAuthority>
<DocumentDate IDRegDocDateTypeID="1480">{period("2001-01-01", "2001-01-01")}</DocumentDate>
<DocumentDate IDRegDocDateTypeID="1481">{period("2010-01-01", "2010-12-31")}</DocumentDate>
<DocumentedNameReference DocumentedNameID="303"/></IDRegDocument>
<IDRegDocument ID="602" IDRegDocTypeID="1572" IdentityID="202" ValidityID="1">
<IDRegistrationNo>77</IDRegistrationNo></IDRegDocument>"""


def name(number: str, status: str, script: str, *parts: tuple[str, str]) -> str:
    """A DocumentedName of (group, text) parts."""
    made = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" ScriptID="{script}">{text}'
        "</NamePartValue></DocumentedNamePart>"
        for group, text in parts
    )
    return f'<DocumentedName ID="{number}" DocNameStatusID="{status}">{made}</DocumentedName>'


def alias(kind: str, *names: str, primary: bool = False, low: bool = False) -> str:
    """An Alias of DocumentedNames."""
    marks = f'Primary="{str(primary).lower()}" LowQuality="{str(low).lower()}"'
    return f'<Alias AliasTypeID="{kind}" {marks}>{"".join(names)}</Alias>'


def feature(number: int, kind: str, inside: str, trust: str = "1") -> str:
    """A Feature with one version."""
    return (
        f'<Feature ID="{number}" FeatureTypeID="{kind}"><FeatureVersion ID="9{number}" '
        f'ReliabilityID="{trust}"><Comment/>{inside}</FeatureVersion></Feature>'
    )


def detail(reference: str = "", text: str = "") -> str:
    """A VersionDetail."""
    looked_up = f' DetailReferenceID="{reference}"' if reference else ""
    return f'<VersionDetail DetailTypeID="1"{looked_up}>{text}</VersionDetail>'


def party(number: str, subtype: str, identity: str, groups: str, aliases: str, more: str) -> str:
    """A DistinctParty; groups are ``group=type`` words."""
    pairs = (word.split("=") for word in groups.split())
    made = "".join(
        f'<MasterNamePartGroup><NamePartGroup ID="{group}" NamePartTypeID="{kind}"/>'
        "</MasterNamePartGroup>"
        for group, kind in pairs
    )
    return (
        f'<DistinctParty FixedRef="{number}"><Comment/><Profile ID="{number}" '
        f'PartySubTypeID="{subtype}"><Identity ID="{identity}" Primary="true" False="false">'
        f"{aliases}<NamePartGroups>{made}</NamePartGroups></Identity>{more}</Profile>"
        "</DistinctParty>"
    )


PERSON = party(
    "101",
    "4",
    "201",
    "1=1520 2=1521 3=1520 4=1521 5=1520",
    alias("1400", name("304", "2", "215", ("5", "Vey")), low=True)
    + alias(
        "1403",
        name("302", "2", "220", ("3", "Орелле"), ("4", "Тамсин")),
        name("301", "1", "215", ("1", "Orelle"), ("2", "Tamsin")),
        primary=True,
    )
    + alias("1401", name("303", "2", "215", ("5", "Brask"), ("2", "Tamsin"))),
    feature(12, "8", period("1972-01-01", "1972-12-31"))
    + feature(11, "8", period("1971-05-03", "1971-05-03"))
    + feature(13, "10", detail() + '<VersionLocation LocationID="502"/>')
    + feature(14, "224", detail("71"))
    + feature(15, "26", detail(text="Harbour Master; Pilot"))
    + feature(16, "25", '<VersionLocation LocationID="501"/>')
    + feature(17, "9", detail(text="Port Sele, Panama"), trust="91479")
    + feature(18, "9", detail(text="Havana, Cuba"), trust="1561"),
)
COMPANY = party(
    "102",
    "3",
    "202",
    "1=1525",
    alias("1403", name("305", "1", "215", ("1", "Brask Shipping Co.")), primary=True),
    feature(21, "204", detail("73"))
    + feature(22, "344", detail(text="1BraskWa11et"))
    + feature(23, "25", '<VersionLocation LocationID="503"/>'),
)
VESSEL = party(
    "103",
    "1",
    "203",
    "1=1526",
    alias("1403", name("306", "1", "215", ("1", "Brask One")), primary=True),
    feature(31, "2", detail("72")),
)
RELATIONS = """<ProfileRelationship ID="1" From-ProfileID="101" To-ProfileID="102"
RelationTypeID="15002" RelationQualityID="1540" Former="false" SanctionsEntryID="1"/>
<ProfileRelationship ID="2" From-ProfileID="102" To-ProfileID="999"
RelationTypeID="15002" RelationQualityID="1" Former="true" SanctionsEntryID="1"/>"""


def entry(
    number: str, place: str, day: str, *types: str, programme: str = "UKRAINE-EO13662"
) -> str:
    """A SanctionsEntry of a profile on a list."""
    measures = "".join(f'<SanctionsMeasure SanctionsTypeID="{kind}"/>' for kind in types)
    return (
        f'<SanctionsEntry ID="7{number}" ProfileID="{number}" ListID="{place}"><EntryEvent ID="1" '
        f'EntryEventTypeID="1" LegalBasisID="31"><Comment/><Date>{_point(day)}</Date></EntryEvent>'
        f'{measures}<SanctionsMeasure SanctionsTypeID="1"><Comment>{programme}</Comment>'
        "</SanctionsMeasure></SanctionsEntry>"
    )


ENTRIES = (
    entry("101", "91512", "2014-10-10", "1705", programme="SDGT")
    + entry("101", "1550", "2013-05-06", "1705", programme="SDGT")
    + entry("102", "91512", "2014-10-10", "91506")
    + entry("102", "91507", "2014-07-16", "91506")
    + entry("103", "91512", "2014-10-10", "1705", programme="CUBA")
)


def _references() -> str:
    groups = (
        "".join(f'<{kind} ID="{number}">{text}</{kind}>' for number, text in values.items())
        for kind, values in REFERENCES.items()
    )
    named = zip(REFERENCES, groups, strict=True)
    return "".join(f"<{kind}Values>{made}</{kind}Values>" for kind, made in named) + SUBTYPES


def advanced(
    parties: str = PERSON + COMPANY + VESSEL,
    entries: str = ENTRIES,
    relations: str = RELATIONS,
    documents: str = DOCUMENTS,
) -> bytes:
    """A whole file in the advanced XML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- <x> -->\n'
        '<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">\n'
        f"<DateOfIssue>{_point('2020-03-17')}</DateOfIssue>\n"
        f"<ReferenceValueSets>{_references()}</ReferenceValueSets>\n"
        f"<Locations>{LOCATIONS}</Locations>\n<IDRegDocuments>{documents}</IDRegDocuments>\n"
        f"<DistinctParties>{parties}</DistinctParties>\n"
        f"<ProfileRelationships>{relations}</ProfileRelationships>\n"
        f"<SanctionsEntries>{entries}</SanctionsEntries>\n<SanctionsEntryLinks/></Sanctions>"
    ).encode()
