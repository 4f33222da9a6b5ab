"""Measures are read from the words of an entry, and doubtful words stay unread."""

from __future__ import annotations

import pytest

from licet.core.measures import MEASURES
from licet.lists.ofac.entry_measures import (
    CAPTIONS,
    CONSOLIDATED,
    DIRECTIVES,
    OPENINGS,
    PROGRAMMES,
    SDN,
    measure_of,
    read_measures,
)


def ids_of(source: str, programmes: tuple[str, ...], *statements: str) -> list[str]:
    """Ids of the measures."""
    return [one.measure for one in read_measures(source, programmes, statements)[0]]


def test_every_id_is_known() -> None:
    """The tables name only measures that exist."""
    named = {*OPENINGS.values(), *PROGRAMMES.values()}
    named |= {f"us/caatsa/235/a/{number}" for number in CAPTIONS}
    assert named <= set(MEASURES)
    assert all(any(m.startswith(prefix) for m in MEASURES) for prefix in DIRECTIVES.values())


@pytest.mark.parametrize(
    ("statement", "measure"),
    [
        ("CAATSA Section 235 Information: EXPORT SANCTIONS Sec. 235(a)(2)", "us/caatsa/235/a/2"),
        ("CAATSA Section 235 Information: EXPORT SANCTIONS. Sec 235(a)(2).", "us/caatsa/235/a/2"),
        ("CAATSA Section 235 Information: Sec. 235(a)(7) FOREIGN EXCHANGE", "us/caatsa/235/a/7"),
        ("CAATSA Section 235 Information: FOREIGN EXCHANGE. Sec 235(a)(8)", None),
        ("CAATSA Section 235 Information: NEW SANCTION. Sec. 235(a)(13)", None),
        ("CAATSA Section 235 Information: EXPORT SANCTIONS", None),
        (
            "CAATSA Section 235 Information: FOREIGN EXCHANGE. Sec. 235(a)(7), Sec. 235(a)(8)",
            None,
        ),
        (
            "Executive Order 13662 Directive Determination - Subject to Directive 4",
            "us/ofac/ssi/4",
        ),
        ("Executive Order 13662 Directive Determination - Subject to Directive 9", None),
        ("Executive Order 13662 Directive Determination - Subject to Directive 1 and 3", None),
        (
            "Executive Order 14024 Directive Information Subject to Directive 1a - All dealings",
            "us/ofac/eo14024/1a",
        ),
        (
            "Executive Order 14014 Directive Information: Subject to Directive 1 - As of",
            "us/ofac/eo14014/1",
        ),
        ("Executive Order 14059 information: Prohibition on any transactions", "us/ofac/eo14059"),
        ("Executive Order 13846 information: FOREIGN EXCHANGE. Sec. 5(a)(ii)", "us/ofac/eo13846"),
        ("Secondary sanctions risk: Section 11", "us/ofac/secondary-sanctions-risk"),
        (
            "Additional Sanctions Information - Subject to Secondary Sanctions Pursuant to X",
            "us/ofac/secondary-sanctions-risk",
        ),
        ("Additional Sanctions Information - Something else", None),
        (
            "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial "
            "Institutions: North Korea Sanctions Regulations section 510.214",
            "us/ofac/us-owned-foreign-entities",
        ),
    ],
)
def test_statements(statement: str, measure: str | None) -> None:
    """A statement names one measure, or none when number and words don't agree or are new."""
    assert measure_of(statement) == measure


def test_unknown_statements_come_back() -> None:
    """A section that the parser doesn't know is unread, word for word."""
    statement = "CAATSA Section 235 Information: NEW SANCTION. Sec. 235(a)(13)"
    measures, unread = read_measures(SDN, ("CAATSA - RUSSIA",), [statement])
    assert unread == (statement,)
    assert [one.measure for one in measures] == ["us/ofac/blocking"]


@pytest.mark.parametrize(
    ("programme", "measure"),
    [
        ("NS-PLC", "us/ofac/ns-plc"),
        ("NS-ISA", "us/ofac/ns-isa"),
        ("561-Related", "us/ofac/561"),
        ("FSE-IR", "us/ofac/fse"),
        ("CMIC-EO13959", "us/ofac/cmic"),
    ],
)
def test_programmes(programme: str, measure: str) -> None:
    """Some programme tags are themselves the measure."""
    assert ids_of(CONSOLIDATED, (programme,)) == [measure]


def test_sdn_is_blocked_and_consolidated_is_not() -> None:
    """Only the SDN list blocks by itself; the other list without a measure is unread."""
    assert ids_of(SDN, ("CUBA",)) == ["us/ofac/blocking"]
    assert ids_of(CONSOLIDATED, ("CUBA",)) == ["us/ofac/consolidated-unread"]


def test_a_caution_alone_leaves_the_measure_unread() -> None:
    """The risk of secondary sanctions warns; it is not the measure the entry was listed for."""
    found = ids_of(CONSOLIDATED, ("RUSSIA-EO14024",), "Secondary sanctions risk: Section 11")
    assert found == ["us/ofac/secondary-sanctions-risk", "us/ofac/consolidated-unread"]


def test_directive_dates_are_attached() -> None:
    """Listing and effective dates stand on the directive they name."""
    one = read_measures(
        CONSOLIDATED,
        ("RUSSIA-EO14024",),
        [
            "Effective Date (EO 14024 Directive 3): 26 Mar 2022",
            "Executive Order 14024 Directive Information Subject to Directive 3 - All",
            "Listing Date (EO 14024 Directive 3): 24 Feb 2022",
        ],
    )[0][0]
    assert (one.measure, one.listed_on, one.effective_on) == (
        *("us/ofac/eo14024/3", "2022-02-24", "2022-03-26"),
    )


def test_dates_alone_name_the_directive() -> None:
    """For Directive 2 the entry states the dates only."""
    statements = [
        "Listing Date (EO 14024 Directive 2): 24 Feb 2022",
        "Effective Date (EO 14024 Directive 2): 26 Mar 2022",
    ]
    measures, unread = read_measures(CONSOLIDATED, ("RUSSIA-EO14024",), statements)
    assert [(m.measure, m.listed_on, m.effective_on) for m in measures] == [
        ("us/ofac/eo14024/2", "2022-02-24", "2022-03-26")
    ]
    assert unread == ()


def test_cmic_dates_and_divestment() -> None:
    """The three dates of a Chinese military-industrial company stand on its measure."""
    statements = [
        "Purchase/Sales For Divestment Date (CMIC) 03 Jun 2022",
        "Effective Date (CMIC) 02 Aug 2021",
        "Listing Date (CMIC) 03 Jun 2021",
    ]
    (one,), unread = read_measures(CONSOLIDATED, ("CMIC-EO13959",), statements)
    assert (one.listed_on, one.effective_on) == ("2021-06-03", "2021-08-02")
    assert one.text.endswith("Purchase/Sales For Divestment Date (CMIC) 03 Jun 2022")
    assert unread == ()


@pytest.mark.parametrize(
    "statement",
    [
        "Listing Date (EO 14024 Directive 2): soon",
        "Listing Date (EO 14024 Directive 77): 24 Feb 2022",
        "Listing Date (EO 99999 Directive 1): 24 Feb 2022",
        "Renewal Date (CMIC) 24 Feb 2022",
    ],
)
def test_dates_without_a_place_are_unread(statement: str) -> None:
    """A date that fits no measure is kept as unread."""
    assert read_measures(SDN, (), [statement])[1] == (statement,)
