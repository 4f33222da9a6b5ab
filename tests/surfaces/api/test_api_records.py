"""Records of decisions over HTTP: kept once, chained, listed, replayed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from service import Running, problem, running

from licet.decision import check_record
from licet.surfaces.api.bodies import EXAMPLE


def keep(served: Running, body: Any = EXAMPLE, key: str | None = None) -> Any:
    """Make a record."""
    headers = {"idempotency-key": key} if key else {}
    return served.post("/v1/records", body, headers=headers)


def test_a_record_is_kept_and_checks_itself(home: Path) -> None:
    """A record is made with its place, found there again, and whole by its own hashes."""
    with running(home) as own:
        said = keep(own)
        assert said.status_code == 201
        again = own.get(said.headers["location"])
        assert again.json() == said.json()
        assert not list(check_record.check(again.json()["record"]))
        assert again.json()["recorded_by"] == "local"


def test_records_are_chained(home: Path) -> None:
    """Each record is chained to the one before, also when many are made at once."""
    with running(home) as own:
        made: list[Any] = []
        threads = [threading.Thread(target=lambda: made.append(keep(own))) for _ in range(6)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert [one.status_code for one in made] == [201] * 6
        listed = own.get("/v1/records").json()["records"]
        heads = [one["head"] for one in listed]
        assert [one["previous"] for one in listed] == [*heads[1:], None]


def test_the_same_key_gives_the_same_record(home: Path) -> None:
    """A request sent again with its key makes no second record, also at the same moment."""
    with running(home) as own:
        made: list[Any] = []
        threads = [threading.Thread(target=lambda: made.append(keep(own, key="k"))) for _ in "1234"]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(one.status_code for one in made) == [200, 200, 200, 201]
        assert len({one.json()["id"] for one in made}) == 1
        assert own.get("/v1/records").json()["total"] == 1
        repeated = keep(own, key="k")
        assert repeated.headers["idempotency-replayed"] == "true"
        problem(keep(own, {**EXAMPLE, "title": "another"}, "k"), 409)
        assert own.get("/v1/records").json()["total"] == 1
    with running(home) as later:
        assert keep(later, key="k").json() == repeated.json()


def test_what_is_refused_is_not_kept(home: Path) -> None:
    """An activity that can't be read makes no record, and its key may be used again."""
    with running(home) as own:
        problem(keep(own, {"activity": "exprt"}, "k"), 400)
        assert own.get("/v1/records").json() == {"records": [], "total": 0, "next": None}
        assert keep(own, key="k").status_code == 201


def test_pages_stay_still(home: Path) -> None:
    """Records made while one pages don't move the pages."""
    with running(home) as own:
        ids = [keep(own).json()["id"] for _ in range(3)]
        first = own.get("/v1/records", params={"limit": 2}).json()
        keep(own)
        second = own.get("/v1/records", params={"limit": 2, "cursor": first["next"]}).json()
        assert [one["id"] for one in first["records"] + second["records"]] == ids[::-1]
        assert second["next"] is None
        problem(own.get("/v1/records", params={"cursor": "a.b"}), 400)
        problem(own.get("/v1/records/nothing"), 404)


def test_a_decision_made_again(served: Running) -> None:
    """A kept record replays the same; one that was changed says where it is broken."""
    record = keep(served).json()
    said = served.post(f"/v1/records/{record['id']}/replay").json()
    assert said["same"] is True
    sent = record["record"]
    assert served.post("/v1/replay", sent).json()["same"] is True
    sent["answer"]["ceiling"] = "no_restriction_found"
    changed = served.post("/v1/replay", sent).json()
    assert changed["same"] is False
    assert changed["record_is_broken"]
    for body in ([], {}, {"record": sent["record"]}, 1):
        problem(served.post("/v1/replay", body), 400)
