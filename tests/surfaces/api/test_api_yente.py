"""The shape of OpenSanctions' yente API."""

from __future__ import annotations

from typing import Any

import pytest
from command_line import KELD, PELL
from service import Running, problem


def match(served: Running, properties: dict[str, Any], schema: str = "Person", **more: Any) -> Any:
    """One query's results."""
    body = {"queries": {"q": {"schema": schema, "properties": properties}}}
    said = served.post("/match/default", body, params=more)
    assert said.status_code == 200, said.text
    return said.json()["responses"]["q"]


def test_a_query_finds_an_entity(served: Running) -> None:
    """A match is a FollowTheMoney entity with a score, its features, and dates of the snapshots."""
    (one,) = match(served, {"name": ["Aurelio Tann Pell"], "birthDate": ["1964-04-04"]})["results"]
    assert one["id"] == f"ofac-{PELL}"
    assert one["schema"] == "Person"
    assert one["match"] is True
    assert one["score"] > 0.9
    assert one["datasets"] == ["us-ofac-sdn"]
    assert one["first_seen"] == "2021-07-07T00:00:00"
    assert set(one["features"]) == set(one["explanations"])
    assert one["properties"]["topics"] == ["sanction"]


def test_every_query_has_its_answer(served: Running) -> None:
    """Queries are answered under their keys; one that can't be screened doesn't stop the others."""
    queries = {
        f"q{n}": {"schema": "Company", "properties": {"name": name}}
        for n, name in enumerate(["Keld Armaments Agency", "", "Nobody Atall", "Morven Lighter"])
    }
    said = served.post("/match/default", {"queries": queries})
    made = said.json()["responses"]
    assert list(made) == ["q0", "q1", "q2", "q3"]
    assert [one["status"] for one in made.values()] == [200, 400, 200, 200]
    assert made["q0"]["results"][0]["id"] == f"ofac-{KELD}"
    assert said.headers["x-batch-size"] == "4"


def test_threshold_and_cutoff(served: Running) -> None:
    """From the threshold on a result is a match; the cutoff says what is a result at all."""
    query = {"name": ["Aurelio Tan Pel"]}
    (low,) = match(served, query, threshold=0.99, cutoff=0.5)["results"]
    assert low["match"] is False
    assert match(served, query, threshold=0.995)["results"] == []


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"include_dataset": "us-ofac-sdn"}, True),
        ({"include_dataset": "us_ofac_consolidated"}, False),
        ({"exclude_dataset": "us_ofac_sdn"}, False),
        ({"exclude_schema": "Person"}, False),
        ({"exclude_entity_ids": f"ofac-{PELL}"}, False),
        ({"topics": "sanction"}, True),
        ({"topics": "role.pep"}, False),
        ({"changed_since": "2021-07-08"}, False),
        ({"algorithm": "logic-v1"}, True),
    ],
)
def test_filters(parameters: dict[str, str], found: bool, served: Running) -> None:
    """Datasets, schemata, ids, topics and dates say what may be a result."""
    results = match(served, {"name": ["Aurelio Tann Pell"]}, **parameters)["results"]
    assert bool(results) is found


def test_numbers_and_names_beside_the_first(served: Running) -> None:
    """An identifier finds by itself, and so does an alias."""
    vessel = match(served, {"name": ["Whatever"], "imoNumber": ["IMO 9074729"]}, "Vessel")
    assert vessel["results"][0]["schema"] == "Vessel"
    alias = match(
        served, {"name": ["Nobody Atall"], "alias": ["Keldske Vaabenstyrelse"]}, "Company"
    )
    assert alias["results"][0]["id"] == f"ofac-{KELD}"


def test_search(served: Running) -> None:
    """A text finds entities, with facets and pages; no text finds none."""
    said = served.get("/search/default", params={"q": "aurelio pell"}).json()
    assert said["results"][0]["id"] == f"ofac-{PELL}"
    assert said["facets"]["datasets"]["values"][0]["name"] == "us-ofac-sdn"
    assert said["total"] == {"value": 1, "relation": "eq"}
    beyond = served.get("/search/default", params={"q": "aurelio pell", "offset": 1}).json()
    assert beyond["results"] == []
    assert served.get("/search/default").json()["total"]["value"] == 0
    apart = {"q": "aurelio pell", "include_dataset": "us-ofac-sdn"}
    none = served.get("/search/us_ofac_consolidated", params=apart).json()
    assert none["total"]["value"] == 0
    some = served.get("/search/default", params={**apart, "schema": "Person"}).json()
    assert some["total"]["value"] == 1
    other = served.get("/search/default", params={**apart, "schema": "Vessel"}).json()
    assert other["total"]["value"] == 0


def test_an_entity_with_what_is_beside_it(served: Running) -> None:
    """Nested, an entity holds its sanction and addresses; otherwise their ids."""
    one = served.get(f"/entities/ofac-{KELD}").json()
    assert one["properties"]["sanctions"][0]["properties"]["authorityId"] == [KELD]
    assert one["properties"]["addressEntity"][0]["schema"] == "Address"
    bare = served.get(f"/entities/ofac-{KELD}", params={"nested": False}).json()
    assert isinstance(bare["properties"]["addressEntity"][0], str)
    moved = served.get(f"/entities/ofac:{KELD}")
    assert (moved.status_code, moved.headers["location"]) == (308, f"/entities/ofac-{KELD}")


def test_what_is_refused(served: Running) -> None:
    """Unknown datasets, ids and algorithms, no query, and too many are each a clear error."""
    body = {"queries": {"q": {"schema": "Person", "properties": {"name": ["x"]}}}}
    problem(served.post("/match/nothing", body), 404)
    problem(served.get("/entities/ofac-1"), 404)
    problem(served.post("/match/default", body, params={"algorithm": "magic"}), 400)
    problem(served.post("/match/default", body, params={"include_dataset": "zz"}), 400)
    problem(served.post("/match/default", {"queries": {}}), 400)
    many = {"queries": {str(n): body["queries"]["q"] for n in range(101)}}
    problem(served.post("/match/default", many), 413)


def test_catalogue_and_algorithms(served: Running) -> None:
    """The catalogue names each list and `default`; the one algorithm is licet's."""
    said = served.get("/catalog").json()
    names = [one["name"] for one in said["datasets"]]
    assert names == ["default", "us-ofac-consolidated", "us-ofac-sdn"]
    assert said["current"] == names
    assert served.get("/algorithms").json()["best"] == "licet"


def test_opensanctions_own_client(served: Running) -> None:
    """OpenSanctions' client for yente works unchanged against the service."""
    yente = pytest.importorskip("yente_client")
    entities = pytest.importorskip("yente_client.entities")
    with yente.Client(base_url=served.url) as client:
        assert client.readyz().status == "ok"
        assert len(client.datasets().datasets) == 3
        assert client.algorithms().best == "licet"
        top = client.match(entities.Person(name="Aurelio Tann Pell")).top
        assert (top.id, top.match) == (f"ofac-{PELL}", True)
        assert client.search("aurelio pell").total.value == 1
        assert client.fetch(f"ofac-{PELL}").caption == top.caption
