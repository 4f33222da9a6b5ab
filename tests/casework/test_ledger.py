"""The ledger of confirmed non-matches: appended, never changed, whole under several writers."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from licet.casework.good_guys.ledger import Ledger
from licet.casework.good_guys.model import Decision
from licet.core.errors import StoreError

WRITER = """
import sys
from datetime import date
from pathlib import Path
from licet.casework.good_guys.ledger import Ledger
from licet.casework.good_guys.model import Decision
for n in range(40):
    made = [Decision(f"{sys.argv[2]}-{n}-{k}", "ofac:1", "add", "r", "b", "t", date(2026, 1, 1))
            for k in range(3)]
    Ledger(Path(sys.argv[1])).append(made)
"""


def decision(record_id: str = "7", reason: str = "another", action: str = "add") -> Decision:
    """A decision about a record and one listing."""
    side = {"name": ("aa", "bb"), "birth": ()}
    return Decision(
        record_id, "ofac:1", action, reason, "anna", "2026-01-02T03:04:05+00:00",
        date(2026, 1, 2), date(2027, 1, 2), side, {"names": ("cc",)},
    )  # type: ignore[arg-type] # fmt: skip


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """A decision is read as it was written, with its number; nothing is there before."""
    ledger = Ledger(tmp_path)
    assert (ledger.empty, ledger.present(), ledger.history()) == (True, [], [])
    assert not ledger.remembered(("7", "ofac:1"))
    assert ledger.empty
    ledger.append([decision()])
    (held,) = ledger.present()
    assert held.number == 1
    assert (held.record, held.listing) == (decision().record, decision().listing)
    assert held.to_json() == decision().to_json()
    assert Ledger(tmp_path).salt == ledger.salt


def test_the_present_is_the_last_decision_of_each_pair(tmp_path: Path) -> None:
    """A later decision takes the place of an earlier one; a removed pair can be added again."""
    ledger = Ledger(tmp_path)
    ledger.append([decision(), decision("8"), decision(reason="seen")])
    assert [(one.record_id, one.reason) for one in ledger.present()] == [
        ("8", "another"), ("7", "seen")
    ]  # fmt: skip
    ledger.append([decision(action="remove", reason="")])
    assert [one.record_id for one in ledger.present()] == ["8"]
    ledger.append([decision()])
    assert len(ledger.present()) == 2
    assert len(ledger.history()) == 5


def test_decisions_are_all_kept_or_none(tmp_path: Path) -> None:
    """One decision that can't be kept (here without a reason) leaves the others out too."""
    ledger = Ledger(tmp_path)
    ledger.append([decision()])
    with pytest.raises(StoreError, match="break a rule"):
        ledger.append([decision("8"), decision("9", reason="  ")])
    assert len(ledger.history()) == 1


@pytest.mark.parametrize("sql", ["UPDATE decisions SET reason = 'x'", "DELETE FROM decisions"])
def test_decisions_can_not_be_changed(sql: str, tmp_path: Path) -> None:
    """The file itself refuses to change or delete a decision."""
    ledger = Ledger(tmp_path)
    ledger.append([decision()])
    with (
        closing(sqlite3.connect(ledger.path)) as db,
        pytest.raises(sqlite3.IntegrityError, match="never"),
    ):
        db.execute(sql)


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    """Processes that begin a ledger together and write to it lose nothing."""
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, str(n)]) for n in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    held = Ledger(tmp_path).present()
    assert len(held) == 360
    assert [one.number for one in held] == list(range(1, 361))


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    """A ledger of a later licet is not read by guessing."""
    ledger = Ledger(tmp_path)
    ledger.append([decision()])
    with closing(sqlite3.connect(ledger.path)) as db:
        db.execute("PRAGMA user_version = 2")
    with pytest.raises(StoreError, match="format 2, this licet reads 1"):
        Ledger(tmp_path).present()


@pytest.mark.parametrize("side", ["no json", "[1]", '{"name": 3}'])
def test_a_side_that_makes_no_sense_is_damage(side: str, tmp_path: Path) -> None:
    """A row that SQLite can read and licet can't is told as damage."""
    ledger = Ledger(tmp_path)
    ledger.append([decision()])
    with closing(sqlite3.connect(ledger.path)) as db:
        db.execute("DROP TRIGGER decisions_stay")
        db.execute("UPDATE decisions SET record = ?", (side,))
        db.commit()
    with pytest.raises(StoreError, match="damaged"):
        ledger.present()


def test_a_writer_that_waits_too_long_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process writes, the error names that, not damage."""
    monkeypatch.setattr("licet.casework.good_guys.ledger_file.WAIT_SECONDS", 0.1)
    ledger = Ledger(tmp_path)
    ledger.append([decision()])
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process has been writing"):
            ledger.append([decision()])
        assert len(ledger.present()) == 1
        db.execute("ROLLBACK")


def test_a_folder_that_is_no_folder(tmp_path: Path) -> None:
    """Where the ledger can't be made the error says why, and nothing is left behind."""
    (tmp_path / "casework").write_text("a file")
    with pytest.raises(StoreError, match="can't be opened"):
        Ledger(tmp_path).append([decision()])
