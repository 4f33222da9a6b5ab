"""The Consolidated Screening List in its three shapes, on invented parties."""

from __future__ import annotations

from typing import Any

import pytest
import us_samples as sample

from licet.core.errors import BadFileError, BadInputError
from licet.core.listing import Address, Feature, Identifier, Listing, Relation
from licet.lists.readers import READERS, read_snapshot, recognise
from licet.lists.us import csl_cells
from licet.lists.us.csl_listing import SAME_NAME


def read(data: bytes) -> dict[str, Listing]:
    """The listings by their ids."""
    return {one.entry_id: one for one in read_snapshot("us-csl", {"main": data})}


def test_csv_keeps_everything() -> None:
    """A CSV row of OFAC keeps names, dates, places, documents, links and where it also stands."""
    one = read(sample.csl())["901"]
    assert one.kind == "person"
    assert [name.text for name in one.names] == ["Tamsin Vey ORELLE", "Tamsin ORELLE-VEY"]
    assert one.names[0].as_published == "ORELLE, Tamsin Vey"
    assert one.programmes == ("CUBA", "SDGT")
    assert one.titles == ("Harbour Master", "Pilot")
    assert [birth.text for birth in one.births] == ["1971-05-03", "circa 1972"]
    assert one.addresses == (
        Address(street="1 Mole Street, Port Sele", country="PA"),
        Address(street="Havana", country="CU"),
    )
    assert one.identifiers == (Identifier("Passport", "K12-9", "PA", "2001-01-01", "2010-12-31"),)
    assert one.relations == (Relation("Linked To", "BRASK SHIPPING CO., LTD."),)
    assert one.references == ("ofac:901",)
    assert Feature("Screening list", sample.SDN) in one.features
    assert Feature("Gender", "Female") in one.features
    assert [measure.measure for measure in one.measures] == ["us/ofac/blocking"]


def test_licence_words_stay_with_the_measure() -> None:
    """An Entity List row's measure holds requirement, policy, notice and its day."""
    one = read(sample.csl())["beef"]
    assert [name.text for name in one.names] == ["Quillon Optics", "QO Ltd.", "Quillon"]
    (measure,) = one.measures
    assert measure.measure == "us/bis/entity-list"
    assert measure.effective_on == "2025-02-03"
    for words in ("For all items subject to the EAR.", "Presumption of denial.", "90 FR 202"):
        assert words in measure.text
    assert one.legal_bases == ("90 FR 101", "90 FR 202")
    assert one.references == ()


def test_text_names_the_caatsa_items() -> None:
    """A menu-based row carries the CAATSA items in its text; an unknown label stays unread."""
    one = read(sample.csl())["902"]
    assert [measure.measure for measure in one.measures] == ["us/caatsa/235/a/2"]
    assert one.unread == ("Odd words, Label of nobody",)


def test_state_row_is_linked_and_not_merged() -> None:
    """State's row and OFAC's row of one name stay two listings, each pointing to the other."""
    found = read(sample.csl())
    assert found["f00d"].relations == (Relation(SAME_NAME, "Bureau of Tides", "ofac:902"),)
    back = Relation(SAME_NAME, "Bureau of Tides (BOT)", "us-csl:f00d")
    assert found["902"].relations == (back,)
    assert found["f00d"].programmes == ("CAATSA Section 231", "ISN")
    scope = "and any successor, sub-unit, or subsidiary thereof"
    assert Feature("Scope", scope) in found["f00d"].features
    assert [(one.kind, one.text) for one in found["f00d"].events] == [
        ("effective", "2025-01-01"),
        ("expires", "2027-01-01"),
    ]


def test_rows_of_one_uid_are_one_party() -> None:
    """A uid on two lists is one listing with the measures of both, in whatever order they stand."""
    sectoral = sample.BRASK | {
        "source": sample.SSI,
        "type": "Entity",
        "name": "Vey Orelle",
        "ids": "Subject to Directive 1, Executive Order 13662 Directive Determination -",
    }
    one, other = read(sample.csl(sample.BRASK, sectoral)), read(sample.csl(sectoral, sample.BRASK))
    assert one == other
    measures = [measure.measure for measure in one["901"].measures]
    assert measures == ["us/ofac/blocking", "us/ofac/ssi/1"]


@pytest.mark.parametrize(
    ("source", "measure"),
    [
        (sample.SSI, "us/ofac/consolidated-unread"),
        (sample.MBS, "us/ofac/consolidated-unread"),
        (sample.CMIC, "us/ofac/cmic"),
        ("Capta List (CAP) - Treasury Department", "us/ofac/capta"),
        ("Palestinian Legislative Council List (PLC) - Treasury Department", "us/ofac/ns-plc"),
        ("Foreign Sanctions Evaders (FSE) - Treasury Department", "us/ofac/fse"),
        ("List of Tomorrow (TMRW) - Treasury Department", "us/ofac/consolidated-unread"),
        (sample.DPL, "us/bis/denied-person"),
        ("Unverified List (UVL) - Bureau of Industry and Security", "us/bis/unverified"),
        ("Military End User (MEU) List - Bureau of X", "us/bis/military-end-user"),
        ("ITAR Debarred (DTC) - State Department", "us/state/aeca-debarred"),
        (sample.ISN, "us/state/isn"),
    ],
)
def test_each_list_is_its_measure(source: str, measure: str) -> None:
    """Without words of its own a row carries what its list is for, and no directive is guessed."""
    row = {"_id": "5", "source": source, "name": "Tidal Bank"}
    (one,) = read(sample.csl(row)).values()
    assert [found.measure for found in one.measures] == [measure]
    assert source.split(" - ", maxsplit=1)[0] in one.measures[0].text


def test_unknown_agency_list_is_unread() -> None:
    """A list of no known agency gives no measure, and says so word for word."""
    (one,) = read(sample.csl({"_id": "5", "source": "New (NEW) - Agency", "name": "X"})).values()
    assert (one.measures, one.unread) == ((), ("Listed on: New (NEW) - Agency",))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("CN, 91, ISIN", Identifier("ISIN", "91", "CN")),
        ("ISIN, 91, CN", Identifier("ISIN", "91", "CN")),
        (
            "Passport, K1, PA, 2001-01-01, 2011-01-01",
            Identifier("Passport", "K1", "PA", "2001-01-01", "2011-01-01"),
        ),
        (
            "PA, 2011-01-01, K1, Passport",
            Identifier(
                "Passport", "K1", "PA", note="dated 2011-01-01, which may be issue or expiry"
            ),
        ),
        (
            "Listing Date (CMIC), 2021-06-03",
            Identifier("Listing Date (CMIC)", "03 Jun 2021"),
        ),
    ],
)
def test_labelled_ids_of_both_shapes(cell: str, told: Identifier) -> None:
    """An id reads the same with its label first or last; a lone day isn't guessed at."""
    assert csl_cells.labelled(cell) == ((told,), ())


def test_us_state_is_no_country() -> None:
    """On the Denied Persons List a last code that may be a US state isn't taken for a country."""
    told = csl_cells.addresses("1 A ST, ELY, CA; 2 B ST, ELY, TX, 7; 8 C, K1A, CA", us_states=True)
    assert [one.country for one in told] == [None, None, "CA"]


def test_published_json() -> None:
    """The published JSON gives the parts of an address, dates of a document and unknown fields."""
    one = read(sample.results())["901"]
    assert one.addresses == (Address(street="1 Mole Street", city="Port Sele", country="PA"),)
    assert one.identifiers == (Identifier("Passport", "K12-9", "PA", issued="2001-01-01"),)
    assert one.unread == ("shoe_size: 41", "type: Label of nobody, number: 7")
    assert one.references == ("ofac:901",)


def test_search_page_is_refused() -> None:
    """A page of a search isn't the list."""
    with pytest.raises(BadFileError, match="1 results of 40"):
        read(sample.results(total=40))


def test_repacked() -> None:
    """The re-packed shape reads through its tables, is dated, and links what it names alike."""
    what = recognise(sample.packed(), "x")
    assert (what.format, what.source, str(what.published_on)) == (
        *("csl-repacked", "us-csl"),
        "2026-01-02",
    )
    found = read(sample.packed())
    assert found["77"].measures[0].measure == "us/ofac/consolidated-unread"
    assert found["77"].addresses == (Address(country="PA"),)
    (state,) = (one for one in found.values() if not one.references)
    assert state.relations[0].target_id == "ofac:902"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"entryCount": 4}, "entryCount says 4, the file holds 3"),
        ({"countsBySource": {sample.SSI: 3}}, "countsBySource differs"),
        ({"tables": {}}, "no place in the table"),
        ({"entries": [3, 4, 5]}, r"entries\[0\]: is no object"),
    ],
)
def test_repacked_damage(changes: dict[str, Any], problem: str) -> None:
    """A re-packed file that isn't as large or as whole as it says is refused."""
    with pytest.raises(BadFileError, match=problem):
        read(sample.packed(**changes))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (sample.csl()[:-40], "line 6: "),
        (sample.csl() + b"1,2\n", "2 columns stand where 29 are due"),
        (sample.csl(sample.BRASK | {"entity_number": "SDGT"}), "is not a whole number"),
        (sample.csl(sample.BRASK | {"type": "Island"}), "the type 'Island' is not known"),
        (sample.csl(sample.BRASK | {"source": "x"}), "names no list in brackets"),
        (sample.csl(sample.BRASK | {"name": " "}), "the name '' is empty"),
        (sample.csl().split(b"\n", 1)[0], "has a header and no entries"),
        (sample.csl().replace(b"programs", b"tags", 1), "column 5 should be 'programs'"),
        (sample.csl().replace(b"1 Mole", b"\xff\xfe\x81 M\xc3\xa9"), "not UTF-8, though the rest"),
        (sample.csl().replace(b"1 Mole", b"\x81 Mole"), "neither UTF-8 nor Windows-1252"),
        (sample.results()[:-9], "breaks off"),
        (sample.results(sample.RESULT | {"name": ["x"]}), "holds no text"),
        (sample.results(sample.RESULT | {"ids": "x"}), "no list of objects"),
    ],
)
def test_damage_is_told(data: bytes, problem: str) -> None:
    """A damaged file is refused with what and where."""
    with pytest.raises(BadFileError, match=problem):
        read(data)


def test_windows_text_is_read() -> None:
    """A copy saved as Windows-1252 reads as what it says."""
    row = sample.ENTITY | {"name": "Quillon Å"}
    (one,) = read(sample.csl(row).decode().encode("cp1252")).values()
    assert one.name == "Quillon Å"


@pytest.mark.parametrize("form", sorted(sample.WHOLE))
def test_known_by_content(form: str) -> None:
    """Every shape is told by its content, with its source, and refuses another list's name."""
    source, data = sample.WHOLE[form]
    what = recognise(data, "list.bin")
    assert (what.format, what.source) == (form, source)
    assert read_snapshot(source, {"main": data})
    with pytest.raises(BadInputError):
        READERS[form].read("us-ofac-sdn", data)
