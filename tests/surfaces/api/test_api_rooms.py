"""Parties, decisions, documents, ownership, lists and law over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import KELD, PELL, answered, licet, write, xml_bytes
from service import Running, problem, programme, running, until

from licet.surfaces.api.bodies import EXAMPLE

DAY = {"as_of": "2021-07-20"}


def test_a_dossier_is_the_commands(served: Running) -> None:
    """The dossier of an id is what `licet party --json` prints; so is that of a clear name."""
    told = answered(
        "party", f"ofac:{PELL}", "--as-of", "2021-07-20", "--home", served.home, "--json"
    )
    assert served.get(f"/v1/party/ofac:{PELL}", params=DAY).json() == told.json
    assert served.post("/v1/party", {"who": "Aurelio Tann Pell", **DAY}).json() == told.json


def test_a_name_that_is_not_clear(served: Running) -> None:
    """A name that fits no listing well gives candidates instead of a dossier."""
    said = served.post("/v1/party", {"who": "Aurelio Pel"}).json()
    assert said["listing"] is None
    assert said["candidates"]


def test_who_is_nobody(served: Running) -> None:
    """An id that no list holds, and a date nothing was public by, are 404 with the reason."""
    problem(served.get("/v1/party/ofac:1"), 404)
    problem(served.get(f"/v1/party/ofac:{PELL}", params={"known_by": "2020-01-01"}), 404)


def test_a_decision_is_the_commands(served: Running, tmp_path: Path) -> None:
    """An activity is judged as `licet decide --json` judges it, to the last field."""
    file = write(tmp_path, "activity.json", json.dumps(EXAMPLE).encode())
    told = answered("decide", file, "--home", served.home, "--json").json
    assert served.post("/v1/decide", EXAMPLE).json() == told


def test_what_an_activity_must_be(served: Running) -> None:
    """A word that isn't known is told with the nearest one; what is no JSON is told as that."""
    made = problem(served.post("/v1/decide", {"activity": "exprt"}), 400)
    assert "did you mean 'export'" in made["detail"]
    problem(served.post("/v1/decide", [1]), 400)
    problem(served.http.post("/v1/decide", content=b"{", headers={"content-type": "text/x"}), 400)
    deep = b"[" * 200_000
    problem(served.http.post("/v1/decide", content=deep), 400)
    assert served.get("/v1/decide/schema").json()["title"] == "Activity"


def test_a_document_that_was_sent(served: Running) -> None:
    """A document's parties come back with page, sentence and measures; it is told by its name."""
    text = "We pay Aurelio Tann Pell of Keldstad on Friday."
    sent = {"file": ("letter.txt", text.encode())}
    said = served.http.post("/v1/read", files=sent, params=DAY).json()
    assert said["file"] == "letter.txt"
    assert said["as_of"] == "2021-07-20"
    (party,) = said["parties"]
    assert party["listing"] == f"ofac:{PELL}"
    assert party["mentions"][0]["sentence"] == text


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [("a.png", b"\x89PNG....", 400), ("a.txt", b"", 400), ("a.pdf", b"%PDF-1.7 broken", 400)],
)
def test_a_document_that_cannot_be_read(
    name: str, data: bytes, status: int, served: Running
) -> None:
    """A document that can't be read is refused by its own name, not by a place on a disk."""
    made = problem(served.http.post("/v1/read", files={"file": (name, data)}), status)
    assert "/tmp" not in made["detail"]  # noqa: S108
    assert made["where"] == name


def test_a_document_takes_no_longer_than_it_may(home_once: Path) -> None:
    """Reading ends after the time there is, and text beyond the limit is refused."""
    with running(home_once, read_seconds=0.01) as hasty:
        sent = {"file": ("a.txt", b"Aurelio Tann Pell")}
        made = problem(hasty.http.post("/v1/read", files=sent), 400)
        assert "took longer" in made["detail"]
    with running(home_once, max_text=10) as brief:
        problem(brief.http.post("/v1/read", files=sent), 413)


def test_owners(served: Running) -> None:
    """A party's owners, what it owns and its files; nobody of that name is 404."""
    said = served.post("/v1/ownership", {"party": "Keld Ltd", "on": "2021-07-20"}).json()
    told = answered(
        "ownership", "show", "Keld Ltd", "--on", "2021-07-20", "--home", served.home, "--json"
    ).json
    assert said == told
    assert served.get("/v1/ownership").json()["files"][0]["name"] == "owners.csv"
    problem(served.post("/v1/ownership", {"party": "Nobody Ltd"}), 404)


def test_a_new_file_of_owners_is_seen(home: Path, tmp_path: Path) -> None:
    """Ownership that is added while the service runs is in its answers soon after."""
    with running(home) as own:
        tag = own.get("/v1/ownership").headers["etag"]
        file = write(tmp_path, "more.csv", b"owner,owned,percent\nBoro Ltd,Keld Ltd,10\n")
        answered("ownership", "add", file, "--dated", "2021-07-02", "--home", home)
        until(lambda: len(own.get("/v1/ownership").json()["files"]) == 2)
        assert own.get("/v1/ownership").headers["etag"] != tag


def test_what_is_in_force(served: Running) -> None:
    """The lists' status is that of `licet lists status`, their health that of `lists health`."""
    told = answered("lists", "status", "--home", served.home, "--json").json
    said = served.get("/v1/lists").json()
    assert (said["generation"], said["lists"]) == (told["generation"], told["lists"])
    health = served.get("/v1/lists/health").json()
    states = {one["list"]: one["state"] for one in health["lists"]}
    assert states["us-ofac-sdn"] == "stale"
    assert health["healthy"] is False


def test_what_changed_comes_in_pages(home: Path, tmp_path: Path) -> None:
    """A diff names each change once over all its pages; a page of another generation is refused."""
    more = [(str(n), f"Firm Number {n}", "CUBA") for n in range(900_001, 900_008)]
    answered("lists", "add", write(tmp_path, "sdn.xml", xml_bytes("08/01/2021", *more)),
             "--list", "sdn", "--accept-drop", "--home", home)  # fmt: skip
    days = {"from": "2021-07-07", "to": "2021-08-01", "limit": 4}
    with running(home) as own:
        found: list[Any] = []
        cursor: str | None = None
        while True:
            at = {"cursor": cursor} if cursor else {}
            page = own.get("/v1/lists/sdn/diff", params={**days, **at}).json()
            found += page["changes"]
            cursor = page["next"]
            if cursor is None:
                break
        assert page["counts"] == {"added": 7, "removed": 3, "changed": 0}
        assert len(found) == page["total"] == 10
        assert len({one["listing"] for one in found}) == 10
        problem(own.get("/v1/lists/sdn/diff", params={**days, "cursor": "000099.4"}), 409)
        problem(own.get("/v1/lists/sdn/diff", params={**days, "cursor": "x"}), 400)
        problem(own.get("/v1/lists/nothing/diff", params=days), 404)
        problem(own.get("/v1/lists/sdn/diff", params={"from": "2000-01-01", "to": "nil"}), 400)


def test_the_law(served: Running) -> None:
    """Provisions, facts and gaps are those of `licet law`."""
    name = "us/caatsa/235/a/2"
    said = served.get(f"/v1/law/provisions/{name}", params={"on": "2021-07-20"}).json()
    assert said == answered("law", "show", name, "--on", "2021-07-20", "--json").json
    below = served.get("/v1/law/provisions", params={"below": "us/caatsa", "limit": 1_000}).json()
    assert name in {one["id"] for one in below["provisions"]}
    assert all(one["id"].startswith("us/caatsa/") for one in below["provisions"])
    facts = served.get("/v1/law/facts", params={"limit": 1_000}).json()
    assert facts["facts"] == answered("law", "facts", "--json").json
    assert served.get("/v1/law/gaps").json()["gaps"] == answered("law", "gaps", "--json").json
    problem(served.get("/v1/law/provisions/us/nothing"), 404)


def test_a_party_by_its_own_id(served: Running) -> None:
    """A bare name in an address is refused: it would be in every log on the way."""
    problem(served.get("/v1/party/keld"), 422)
    assert served.get(f"/v1/party/ofac:{KELD}").json()["kind"] == "organisation"


def test_a_programme_that_was_sent(served: Running, tmp_path: Path) -> None:
    """A programme's report is that of `licet exposure report`, also under a what-if."""
    folder = tmp_path / "programme"
    folder.mkdir()
    for _, (name, data) in programme():
        write(folder, name, data)
    day = {"as_of": "2021-07-20"}
    words = ("exposure", "report", folder, "--as-of", "2021-07-20", "--home", served.home)
    said = served.http.post("/v1/exposure", files=programme(), params=day)
    made, told = said.json(), licet(*words, "--json").json
    assert set(made) == set(told)
    same = ("programme", "as_of", "until", "headline", "totals", "counts", "finishing_rows")
    assert [made[name] for name in same] == [told[name] for name in same]
    assert len(made["opened"]) == len(told["opened"])
    steps = {"name": "out", "steps": [{"on": "2021-07-20", "remove": {"country": "TR"}}]}
    case = {"what_if": json.dumps(steps)}
    said = served.http.post("/v1/exposure", files=programme(), data=case, params=day)
    told = licet(*words, "--remove", "TR", "--on", "2021-07-20", "--json").json
    assert said.json()["totals"] == told["totals"]
    assert said.json()["difference"]
    assert "/tmp" not in said.text  # noqa: S108


def test_tables_that_cannot_be_read(served: Running) -> None:
    """A file that is no table, and steps that are none, are refused by their own names."""
    text = {"files": ("../../parts.txt", b"x")}
    problem(served.http.post("/v1/exposure", files=text), 400)
    made = problem(served.http.post("/v1/exposure", files={"files": ("x.xlsx", b"x")}), 400)
    assert "/tmp" not in made["detail"]  # noqa: S108
    bad = {"what_if": "steps: [{fly: me}]"}
    problem(served.http.post("/v1/exposure", files=programme(), data=bad), 400)
    asked = {"actor_country": "Nowhereland"}
    problem(served.http.post("/v1/exposure", files=programme(), params=asked), 400)
