"""Designation actions keep their dates apart, and say where each fact stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.core.dates import AsOf, Moment
from licet.core.errors import BadInputError
from licet.core.measures import MEASURES
from licet.lists.curated import read, shipped
from licet.lists.in_force import MeasureState, measures_on
from licet.lists.store import Store

TEXT = """\
source: curated-test
title: Invented actions
published: 2021-01-01
actions:
  - id: zz/1
    title: An invented action
    announced: 2020-03-01
    effective: 2020-03-05
    published: 2020-04-01
    citation: {doc: "Gazette 1"}
    designates:
      - listing: ofac:1
        name: Firm One
        kind: organisation
        list: us-ofac-sdn
        measures: [us/ofac/blocking]
        until: 2020-12-31
supplements:
  - listing: ofac:1
    names: [{text: Firma Uno, language: es}]
    source: {doc: "Gazette 2"}
"""


def test_ssb_and_edd() -> None:
    """SSB is announced and effective on 14 December 2020, published on 7 April 2021."""
    (ssb,) = shipped().designations["ofac:27016"]
    assert [str(d) for d in (ssb.announced, ssb.effective, ssb.published)] == [
        "2020-12-14",
        "2020-12-14",
        "2021-04-07",
    ]
    assert {f"us/caatsa/235/a/{n}" for n in (1, 2, 3, 4)} <= set(ssb.measures)
    assert "us/ofac/blocking" not in ssb.measures
    (edd,) = shipped().designations["ofac:24837"]
    assert str(edd.effective) == "2018-09-20"
    assert {"us/caatsa/235/a/9", "us/ofac/blocking"} <= set(edd.measures)


@pytest.mark.parametrize("listing", ["ofac:27018", "ofac:30685", "ofac:30686", "ofac:30687"])
def test_the_officers(listing: str) -> None:
    """Each officer carries (7), (8), (9), (11) and (12) and is on the SDN list."""
    (one,) = shipped().designations[listing]
    assert {f"us/caatsa/235/a/{n}" for n in (7, 8, 9, 11, 12)} <= set(one.measures)
    assert one.source == "us-ofac-sdn"


def test_every_curated_fact_is_cited() -> None:
    """Actions name their document, names their source, measures exist."""
    facts = shipped()
    for actions in facts.designations.values():
        for one in actions:
            assert one.citation.doc
            assert set(one.measures) <= set(MEASURES)
    assert all(name.source for names in facts.names.values() for name in names)


def test_a_party_no_file_shows() -> None:
    """An action's own facts make a bare listing, with its supplementary names."""
    listing = read([("a.yaml", TEXT)]).listing("ofac:1")
    assert listing is not None
    assert [name.text for name in listing.names] == ["Firm One", "Firma Uno"]
    assert read([("a.yaml", TEXT)]).listing("ofac:2") is None


@pytest.mark.parametrize(
    ("day", "truth"),
    [("2020-03-04", False), ("2020-03-05", True), ("2020-12-31", True), ("2021-01-01", False)],
)
def test_from_its_effect_to_its_end(tmp_path: Path, day: str, truth: bool) -> None:
    """A measure holds from its day of effect to its last day, not from its announcement."""
    assert _measure(tmp_path, day).truth is truth


@pytest.mark.parametrize(("known_by", "there"), [("2020-02-29", False), ("2020-03-01", True)])
def test_it_is_known_from_its_announcement(tmp_path: Path, known_by: str, there: bool) -> None:
    """By what was public, an action exists from its announcement on."""
    actions = read([("a.yaml", TEXT)]).designations["ofac:1"]
    asked = AsOf(Moment.parse("2020-03-10"), date.fromisoformat(known_by))
    found = measures_on(Store(tmp_path), [], actions, asked)
    assert bool(found) is there


def _measure(home: Path, day: str) -> MeasureState:
    actions = read([("a.yaml", TEXT)]).designations["ofac:1"]
    (found,) = measures_on(Store(home), [], actions, AsOf(Moment.parse(day)))
    return found


def test_a_bad_curated_file() -> None:
    """A mistyped key is refused with its line."""
    with pytest.raises(BadInputError, match=r"a\.yaml line 8: the key 'efective'"):
        read([("a.yaml", TEXT.replace("effective:", "efective:\n    effective:"))])


def test_a_date_that_does_not_exist() -> None:
    """An impossible date in a curated file is refused with the file and line."""
    with pytest.raises(BadInputError, match=r"^a\.yaml line"):
        read([("a.yaml", TEXT.replace("2020-03-05", "2020-02-30"))])


def test_a_measure_that_does_not_exist() -> None:
    """A measure nobody defined would bring no law, so it is refused."""
    with pytest.raises(BadInputError, match="us/ofac/bloking"):
        read([("a.yaml", TEXT.replace("us/ofac/blocking", "us/ofac/bloking"))])
