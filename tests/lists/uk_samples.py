"""Small UK lists made by hand, of invented parties, in each shape that is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from licet.lists.world.uk_party import COLUMNS

OLD = (
    *("Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "DOB"),
    *("Town of Birth", "Country of Birth", "Nationality", "Passport Details", "NI Number"),
    *("Position", "Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6"),
    *("Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type", "Regime"),
    *("Listed On", "Last Updated", "Group ID"),
)
NEW = (
    *OLD[:7],
    *("Name Non-Latin Script", "Non-Latin Script Type", "Non-Latin Script Language"),
    *OLD[7:11],
    *("Passport Number", "Passport Details"),
    *("National Identification Number", "National Identification Details"),
    *OLD[13:25],
    *("Alias Quality", "Regime", "Listed On", "UK Sanctions List Date Designated"),
    *OLD[27:],
)
RUPERT = {
    "Name 6": "HENTZAU",
    "Name 1": "Rupert",
    "DOB": "00/08/1956",
    "Group Type": "Individual",
    "Alias Type": "Primary name",
    "Regime": "Ruritania",
    "Listed On": "11/03/2022",
    "Last Updated": "04/05/2022",
    "Group ID": "90001",
}
LISTED = {
    "Last Updated": "04/08/2026",
    "Unique ID": "RUR0001",
    "OFSI Group ID": "90001",
    "Name 6": "HENTZAU",
    "Name 1": "Rupert",
    "Name type": "Primary Name",
    "Regime Name": "The Ruritania (Sanctions) (EU Exit) Regulations 2020",
    "Designation Type": "Individual",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
    "Date Designated": "11/03/2022",
}


def rows_of(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """Header and rows, with empty cells for what a row doesn't name."""
    assert all(set(row) <= set(columns) for row in rows)
    return [list(columns), *([row.get(one, "") for one in columns] for row in rows)]


def table(title: Sequence[str], columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A CSV with a title line, in UTF-8."""
    made = io.StringIO()
    csv.writer(made).writerows([list(title), *rows_of(columns, rows)])
    return made.getvalue().encode()


def conlist(*rows: Mapping[str, str], columns: Sequence[str] = NEW) -> bytes:
    """A ConList of 4 May 2022."""
    return table(("Last Updated", "04/05/2022"), columns, rows)


def uksl(*rows: Mapping[str, str]) -> bytes:
    """A UK Sanctions List of 13 February 2026."""
    return table(("Report Date: 13-Feb-2026",), COLUMNS, rows)


XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <DateGenerated>13/02/2026</DateGenerated>
  <Designation>
    <LastUpdated>04/08/2026</LastUpdated><DateDesignated>11/03/2022</DateDesignated>
    <UniqueID>RUR0001</UniqueID><OFSIGroupID>90001</OFSIGroupID>
    <Names>
      <Name><Name6>Rupert the Bold</Name6><NameType>Alias</NameType>
        <AliasStrength>Low quality a.k.a</AliasStrength></Name>
      <Name><Name1>Rupert</Name1><Name6>HENTZAU</Name6><NameType>Primary Name</NameType></Name>
    </Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>Руперт Хентзау</NameNonLatinScript>
      <NonLatinScriptLanguage>Russian</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
    <Titles><Title>Count</Title></Titles>
    <RegimeName>The Ruritania (Sanctions) (EU Exit) Regulations 2020</RegimeName>
    <IndividualEntityShip>Individual</IndividualEntityShip>
    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
    <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze></SanctionsImposedIndicators>
    <Addresses><Address><AddressLine1>1 Castle Street</AddressLine1>
      <AddressLine6>Zenda</AddressLine6><AddressCountry>Ruritania</AddressCountry></Address>
    </Addresses>
    <IndividualDetails><Individual>
      <DOBs><DOB>dd/mm/1956</DOB><DOB>04/03/1957</DOB></DOBs>
      <Nationalities><Nationality>Ruritania</Nationality></Nationalities>
      <PassportDetails><Passport><PassportNumber>R1234567</PassportNumber>
        <PassportAdditionalInformation>Ruritania number, issued on 7 Aug. 2014. Expires on 7 Aug.
        2024.</PassportAdditionalInformation></Passport></PassportDetails>
      <BirthDetails><Location><TownOfBirth>Hentzau</TownOfBirth>
        <CountryOfBirth>Ruritania</CountryOfBirth></Location></BirthDetails>
      <FavouriteColours><FavouriteColour>Blue</FavouriteColour></FavouriteColours>
    </Individual></IndividualDetails>
  </Designation>
  <Designation>
    <UniqueID>RUR0002</UniqueID><IndividualEntityShip>Ship</IndividualEntityShip>
    <Names><Name><Name6>Queen Flavia</Name6><NameType>Primary name</NameType></Name></Names>
    <RegimeName>The Ruritania (Sanctions) (EU Exit) Regulations 2020</RegimeName>
    <SanctionsImposed>Prohibition of port entry</SanctionsImposed>
    <DateDesignated>11/03/2022</DateDesignated>
    <ShipDetails><Ship><IMONumbers><IMONumber>IMO9074729</IMONumber></IMONumbers>
      <CurrentOwnerOperators><CurrentOwnerOperator>Strelsau Lines</CurrentOwnerOperator>
      </CurrentOwnerOperators>
      <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Ruritania</CurrentBelievedFlagOfShip>
      </CurrentBelievedFlagOfShips></Ship></ShipDetails>
  </Designation>
</Designations>
""".encode()
