"""A decision's record checks itself without licet, replays, and shows tampering."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from decision_texts import APPLICATION, F35, LIST, LOAN, OWNED, PAYMENT, SHIPMENT, Ask

from licet.core.errors import BadInputError
from licet.decision import check_record
from licet.decision.record import chain, record
from licet.decision.replay import replay
from licet.decision.workspace import Workspace
from licet.lists import plain, store_write
from licet.lists.snapshot import Incoming

OPEN = PAYMENT.replace("listing: 'ofac:27018'", "name: Ismail Demir")
TEXTS = {
    "shipment": SHIPMENT,
    "application": APPLICATION,
    "payment": PAYMENT,
    "open": OPEN,
    "owned": OWNED,
    "loan": LOAN,
    "f35": F35,
}
DATES = ("2014-08-13", "2020-12-13", "2020-12-14T00:30+03:00", "2021-03-01")
Record = dict[str, Any]


def written(ask: Ask, small: Workspace, text: str, on: str) -> Record:
    """A record as it comes back from disk."""
    made: Record = json.loads(json.dumps(record(ask(text, on, deep=False), small)))
    return made


@pytest.mark.parametrize("on", DATES)
@pytest.mark.parametrize("name", TEXTS)
def test_a_record_is_verified_without_licet(ask: Ask, small: Workspace, name: str, on: str) -> None:
    """Truths, outcomes, floor and ceiling come out the same from the quoted facts and law."""
    assert check_record.check(written(ask, small, TEXTS[name], on)) == []


def test_the_checker_runs_alone(ask: Ask, small: Workspace, tmp_path: Path) -> None:
    """The checker is one file that needs Python and nothing else."""
    file = tmp_path / "record.json"
    made = written(ask, small, PAYMENT, "2021-03-01")
    file.write_text(json.dumps(made), encoding="utf-8")
    alone = tmp_path / "check_record.py"
    alone.write_text(Path(str(check_record.__file__)).read_text("utf-8"), encoding="utf-8")
    command = [sys.executable, "-I", str(alone), str(file)]
    good = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (good.returncode, "prohibited" in good.stdout) == (0, True)
    made["answer"]["floor"] = "conditional"
    file.write_text(json.dumps(made), encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    file.write_text("{", encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def _soften(made: Record) -> None:
    made["answer"]["floor"] = made["told"]["floor"] = "no_restriction_found"


def _change_fact(made: Record) -> None:
    made["facts"][""]["licence.issued_on"] = {"dates": ["2021-01-01", "2021-01-01"]}


def _change_law(made: Record) -> None:
    made["law"]["us/caatsa/235/a/2"]["versions"][0]["exceptions"][0]["effect"] = "no_effect"


def _change_gate(made: Record) -> None:
    gates = (g for f in made["findings"] for g in f["gates"] if g.get("key", [""])[0] == "match")
    next(gates)["holds"] = "unknown"


def _drop_finding(made: Record) -> None:
    kept = [f for f in made["findings"] if f["provision"] != "us/caatsa/235/a/2"]
    made["findings"] = kept


def _change_outcome(made: Record) -> None:
    made["findings"][0]["outcomes"] = ["prohibited"]


def _change_activity(made: Record) -> None:
    made["asked"]["activity"]["parties"][0]["role"] = ["owner"]


TAMPERING: list[Callable[[Record], None]] = [
    _soften, _change_fact, _change_law, _change_gate, _drop_finding, _change_outcome,
    _change_activity,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda one: one.__name__)
@pytest.mark.parametrize("rehash", [False, True], ids=["plain", "hashes made anew"])
def test_a_tampered_record_fails(
    ask: Ask, small: Workspace, tamper: Callable[[Record], None], *, rehash: bool
) -> None:
    """A change anywhere is found by its hash, and by the arithmetic where hashes are made anew."""
    made = written(ask, small, SHIPMENT, "2020-12-20")
    before = deepcopy(made)
    tamper(made)
    assert made != before
    if rehash:
        made["chain"] = chain(made)
    assert check_record.check(made)


@pytest.mark.parametrize("section", ["made", "sources", "told", "matches"])
def test_every_section_is_in_the_chain(ask: Ask, small: Workspace, section: str) -> None:
    """What the arithmetic doesn't read is held by its hash."""
    made = written(ask, small, OPEN, "2021-03-01")
    held = made[section]
    if isinstance(held, list):
        held.append({"party": "x", "key": "y", "listing": "z", "confirmed": "unknown"})
    else:
        held["more"] = 1
    assert any("chain" in line for line in check_record.check(made))


@pytest.mark.parametrize("broken", [None, [], {}, {"record": check_record.FORMAT}, "x", 3])
def test_what_is_no_record(broken: Any) -> None:
    """Anything else is told to be no record, without a traceback."""
    assert check_record.check(broken)


def test_records_are_chained(ask: Ask, small: Workspace) -> None:
    """A record can carry the head of the one before it."""
    first = written(ask, small, PAYMENT, "2021-03-01")
    second = record(ask(LOAN, "2021-03-01", deep=False), small, first["chain"]["head"])
    assert check_record.check(json.loads(json.dumps(second))) == []
    second["chain"]["previous"] = None
    assert check_record.check(json.loads(json.dumps(second)))


@pytest.mark.parametrize("name", TEXTS)
def test_a_replay_is_the_same(ask: Ask, small: Workspace, name: str) -> None:
    """From the same store the same answer comes out, down to the findings."""
    made = replay(written(ask, small, TEXTS[name], "2021-03-01"), small, "record.json")
    assert (made.same, made.lacks, made.differs) == (True, (), ())


def test_what_was_added_since_is_hidden(ask: Ask, small: Workspace) -> None:
    """A record made before a snapshot was added replays as if it weren't there."""
    made = written(ask, small, PAYMENT, "2021-03-01")
    kept = made["sources"]["snapshots"]
    made["sources"]["snapshots"] = kept[:-1]
    made["chain"] = chain(made)
    again = replay(made, small, "record.json")
    assert again.lacks == ()
    assert again.now == again.then


def test_a_store_without_the_snapshot_says_so(ask: Ask, small: Workspace, tmp_path: Path) -> None:
    """Where the snapshots aren't kept, the replay names them and isn't the same."""
    made = written(ask, small, PAYMENT, "2021-03-01")
    source, dated = plain.read(LIST, "list.yaml")
    day, rows = next(iter(dated.items()))
    other = Incoming(source, day, "2021-01-01", "plain", rows, {"main": ("x", b"other")})
    store_write.add(tmp_path, [other], accept_drop=True)
    again = replay(made, Workspace(tmp_path, lists=(source,)), "record.json")
    assert not again.same
    assert any("lacks the snapshot" in line for line in again.lacks)


def test_a_changed_pack_and_version_are_named(ask: Ask, small: Workspace) -> None:
    """A record of another pack or licet says so, even where the answer is the same."""
    made = written(ask, small, PAYMENT, "2021-03-01")
    made["sources"]["packs"]["us/ofac/blocking"]["sha256"] = "0" * 64
    made["made"]["licet"] = "0.0.1"
    again = replay(made, small, "record.json")
    assert any("us/ofac/blocking" in line for line in again.lacks)
    assert any("0.0.1" in line for line in again.lacks)
    assert again.broken
    assert not again.same


@pytest.mark.parametrize("broken", [None, [], {}, {"record": check_record.FORMAT, "asked": 3}])
def test_a_replay_refuses_what_is_no_record(small: Workspace, broken: Any) -> None:
    """A file that is no record is refused with one sentence."""
    with pytest.raises(BadInputError):
        replay(broken, small, "record.json")
