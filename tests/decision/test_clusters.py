"""One party, many lists: what joins listings, and what must not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from licet.core.citation import Citation
from licet.core.dates import Moment, PartialDate
from licet.core.listing import Identifier, Listing, Name, Relation
from licet.decision import clusters, cross_links
from licet.lists import curated
from licet.lists.curated import Designation
from licet.lists.readers import read_snapshot, recognise


def listing(source: str, entry: str, name: str, **more: object) -> Listing:
    """A listing of an invented person or firm."""
    made = Listing(source, entry, "person", (Name(name),))
    return replace(made, **more)  # type: ignore[arg-type]


def joined(made: clusters.Clusters) -> set[frozenset[str]]:
    """The clusters of more than one listing."""
    return {frozenset(ids) for ids in made.members.values() if len(ids) > 1}


def passport(value: str, country: str = "Ruritania") -> tuple[Identifier, ...]:
    """One passport."""
    return (Identifier("Passport", value, country),)


def test_a_name_alone_joins_nobody() -> None:
    """The same name on two lists is no proof of one party."""
    both = [listing("eu-fsf", "1", "Aurelio Pell"), listing("un-sc", "2", "Aurelio Pell")]
    assert joined(clusters.clusters(both)) == set()


def test_a_published_reference_joins() -> None:
    """An entry that names a UN number is the party of that number."""
    un = listing("un-sc", "QDi.901", "Aurelio Pell")
    eu = listing("eu-fsf", "1", "Pell, A.", references=("un-sc:QDi.901",))
    made = clusters.clusters([un, eu])
    assert joined(made) == {frozenset({"un-sc:QDi.901", "eu-fsf:1"})}
    assert made.why("eu-fsf:1")[0].because == "eu-fsf names un-sc:QDi.901"


def test_two_that_name_a_third_are_joined_without_it() -> None:
    """A reference joins its holders also where the list it points to isn't kept."""
    eu = listing("eu-fsf", "1", "Pell", references=("un-sc:QDi.901",))
    uk = listing("uk-ofsi-conlist", "7", "Pell", references=("un-sc:QDi.901",))
    assert joined(clusters.clusters([eu, uk])) == {frozenset({"eu-fsf:1", "uk-ofsi-conlist:7"})}


def test_a_strong_identifier_joins() -> None:
    """One passport on two lists is one person."""
    one = listing("eu-fsf", "1", "Pell", identifiers=passport("R 10-2030"))
    two = listing("un-sc", "2", "Pelle", identifiers=passport("R102030"))
    assert joined(clusters.clusters([one, two])) == {frozenset({"eu-fsf:1", "un-sc:2"})}


def test_passports_of_two_countries_are_two() -> None:
    """The same number from two countries joins nobody."""
    one = listing("eu-fsf", "1", "Pell", identifiers=passport("R102030"))
    two = listing("un-sc", "2", "Pell", identifiers=passport("R102030", "Sylvania"))
    assert joined(clusters.clusters([one, two])) == set()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"births": (PartialDate.parse("1950"),)}, "different dates of birth"),
        ({"kind": "vessel"}, "different kinds"),
        ({"source": "eu-fsf"}, "two entries of one list"),
    ],
)
def test_a_collision_is_reported_and_joins_nobody(change: dict[str, object], why: str) -> None:
    """An identifier on parties that can't be one is named, and they stay apart."""
    one = listing(
        "eu-fsf",
        "1",
        "Pell",
        identifiers=passport("R102030"),
        births=(PartialDate.parse("1971"),),
    )
    two = replace(listing("un-sc", "2", "Keld", identifiers=passport("R102030")), **change)  # type: ignore[arg-type]
    made = clusters.clusters([one, two])
    assert joined(made) == set()
    (collision,) = made.collisions
    assert why in collision.because
    assert "R102030" in collision.identifier


ACTION = Designation(
    action="xx/2021",
    title="An invented action",
    listing_id="ofac:800001",
    name="Keld Armaments Agency",
    kind="organisation",
    source="us-ofac-sdn",
    measures=("us/ofac/blocking",),
    announced=Moment.parse("2021-03-01"),
    effective=Moment.parse("2021-03-01"),
    published=Moment.parse("2021-04-07"),
    until=None,
    citation=Citation("86 FR 1"),
)


def noticed(name: str, basis: str) -> Listing:
    """An entry that cites a notice."""
    return listing("us-state-isn", "9", name, kind="organisation", legal_bases=(basis,))


def test_the_same_name_in_the_same_notice_joins() -> None:
    """An entry that cites the notice and carries a name of it is the party of the notice."""
    ofac = listing("ofac", "800001", "KELD ARMAMENTS AGENCY", kind="organisation")
    ofac = replace(ofac, source="us-ofac-sdn")
    state = noticed("Keld Armaments Agency (KAA)", "Vol. 86, No. 65, 04/07/2021")
    made = clusters.clusters([ofac, state], {"ofac:800001": (ACTION,)})
    assert joined(made) == {frozenset({"ofac:800001", "us-state-isn:9"})}
    assert "86 FR 1" in made.why("us-state-isn:9")[0].because


@pytest.mark.parametrize(
    ("name", "basis"),
    [
        ("Keld Armaments Agency", "Vol. 86, No. 66, 04/08/2021"),
        ("Keld Shipyards", "Vol. 86, No. 65, 04/07/2021"),
        ("Keld Armaments Agency", "the notice of April"),
        ("Keld Armaments Agency", "Vol. 86, No. 65, 04/31/2021"),
    ],
)
def test_another_notice_or_another_name_joins_nobody(name: str, basis: str) -> None:
    """Only both together, the notice and the name, join."""
    ofac = replace(listing("ofac", "800001", "Keld Armaments Agency"), source="us-ofac-sdn")
    made = clusters.clusters([ofac, noticed(name, basis)], {"ofac:800001": (ACTION,)})
    assert joined(made) == set()


def linked(*targets: str) -> Listing:
    """A person linked to others by their names."""
    ties = tuple(Relation("Linked To", target) for target in targets)
    return listing("us-ofac-sdn", "800002", "Aurelio Pell", relations=ties)


def test_a_relation_points_to_the_listing_it_names() -> None:
    """The text of a relation is resolved where it is the name of exactly one listing."""
    agency = listing("us-ofac-consolidated", "800001", "KELD ARMAMENTS AGENCY")
    person = linked("KELD ARMAMENTS AGENCY", "NOBODY AT ALL")
    known = cross_links.pointers([agency, person])
    first, second = cross_links.pointed(person, known)
    assert first.target_id == "ofac:800001"
    assert second.target_id is None


def test_a_relation_that_fits_two_points_to_neither() -> None:
    """Two listings of one name, or an alias that is only weak, leave a relation open."""
    twins = [listing("us-ofac-sdn", entry, "KELD") for entry in ("1", "2")]
    weak = Listing("us-ofac-sdn", "3", "person", (Name("OTHER"), Name("MORVEN", "aka", "weak")))
    person = linked("KELD", "MORVEN")
    assert cross_links.pointers([*twins, weak, person]) == {}


def test_clusters_are_kept_and_read_back(tmp_path: Path) -> None:
    """What is kept of clusters answers as what was made."""
    un = listing("un-sc", "QDi.901", "Aurelio Pell")
    eu = listing("eu-fsf", "1", "Pell", references=("un-sc:QDi.901",))
    made = clusters.clusters([un, eu, linked("Aurelio Pell")])
    clusters.save(made, tmp_path / "clusters.json")
    back = clusters.load(tmp_path / "clusters.json")
    assert back.same_party("un-sc:QDi.901") == ["eu-fsf:1"]
    assert back.links == made.links
    assert back.pointers == made.pointers


def test_ssb_and_its_officials_are_one_party_each(shared: Callable[[str], Path]) -> None:
    """SSB's two rows of the real CSL and its OFAC row are one party; so are the four officials'."""
    files = ("us_csl/screening-list_2026-07-31.json", "ofac/consolidated_2025-06-30.xml")
    held: list[Listing] = []
    for name in files:
        data = shared(name).read_bytes()
        held += read_snapshot(recognise(data, name).source or "", {"main": data})
    made = clusters.clusters(held, curated.shipped().designations)
    for uid in ("27016", "27018", "30685", "30686", "30687"):
        rows = [o for o in made.same_party(f"us-csl:{uid}") if o.startswith("us-csl:")]
        assert len(rows) == 1, uid
    assert "ofac:27016" in made.same_party("us-csl:27016")
    assert all(len(ids) < 12 for ids in made.members.values())
