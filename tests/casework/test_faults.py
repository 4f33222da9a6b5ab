"""What can go wrong: killed, a full disk, a server that goes away, two at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.casework.case_help import ANN, BO, CY, DAY, DI, OTHER, Open, act, found, opened, subject
from tests.surfaces.command_line import xml_bytes

from licet.casework import tables
from licet.casework.bulk import Order
from licet.casework.cases import Cases
from licet.casework.database import Database
from licet.casework.errors import ConflictError
from licet.casework.good_guys.ledger import Ledger
from licet.casework.policy import Policy
from licet.casework.reading import Page
from licet.casework.rescreening.rescreen import Request, rescreen
from licet.core.errors import LicetError, StoreError
from licet.decision.workspace import Workspace
from licet.lists.intake import Choices, add_files

WORKERS = Path(__file__).parent


@pytest.mark.parametrize("run", range(3))
def test_killed_anywhere_nothing_is_lost_or_doubled(where: str, tmp_path: Path, run: int) -> None:
    """After SIGKILL what was said to be done is there once, a bulk is whole, the chain holds."""
    dice = random.Random(run)  # noqa: S311 - any moment will do
    cases = Cases(where, home=tmp_path / "home")
    said: list[str] = []
    for _ in range(2):
        said += _killed_after(where, tmp_path / "home", dice.uniform(0.05, 0.5))
    verified = cases.verify()
    assert verified.whole, verified
    rows = cases.database.read(lambda c: c.execute(sa.select(tables.cases)).mappings().all())
    status = {row["id"]: row["status"] for row in rows}
    for line in said:
        what, *numbers = line.split()
        assert all(int(number) in status for number in numbers)
        if what == "rejected":
            assert {status[int(number)] for number in numbers} == {"closed"}
    by_batch: dict[str, set[str]] = {}
    for row in rows:
        by_batch.setdefault(row["batch"], set()).add(row["status"])
    assert all(len(found_there) == 1 for found_there in by_batch.values()), "a bulk was cut in two"
    cases.hand_over()
    told = [one.record_id for one in Ledger(tmp_path / "home").history()]
    closed = sorted(row["record_id"] for row in rows if row["status"] == "closed")
    assert sorted(told) == closed, "remembered once each"
    cases.close()


@pytest.mark.parametrize("seconds", [0.03, 0.12])
def test_a_rescreening_that_is_killed_is_gone_on_with(
    where: str, tmp_path: Path, seconds: float
) -> None:
    """Killed twice and then run to its end, each record that matches has one case."""
    home, records = tmp_path / "home", tmp_path / "records.csv"
    path = tmp_path / "sdn.xml"
    path.write_bytes(xml_bytes("05/01/2024", ("800001", "KELD ARMAMENTS AGENCY", "SDGT")))
    add_files(home, [path], Choices(source="us-ofac-sdn"))
    rows = [f"r{n:03},{'Keld Armaments Agency' if n % 3 else 'Plain Bakery'}" for n in range(90)]
    records.write_text("\n".join(["record_id,name", *rows]) + "\n")
    for _ in range(2):
        _killed_after(where, home, seconds, "rescreen_killed.py", str(records))
    cases = Cases(where, home=home)
    rescreen(cases, Workspace(home), Request(ANN, records=records, workers=1))
    found_there = cases.queue(None, Page(size=500))
    assert {case.record_id for case in found_there.cases} == {
        f"r{n:03}" for n in range(90) if n % 3
    }
    assert found_there.total == 60
    assert {case.version for case in found_there.cases} == {1}
    assert cases.verify().whole
    cases.close()


def _killed_after(
    where: str, home: Path, seconds: float, worker_file: str = "bulk_killed.py", *more: str
) -> list[str]:
    """Lines that the worker wrote before it was killed, so long after the first of them."""
    root = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([f"{root}/src", root])}
    words = [sys.executable, str(WORKERS / worker_file), where, str(home), *more]
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout
        first = worker.stdout.readline()
        time.sleep(seconds)
        worker.send_signal(signal.SIGKILL)
        rest = worker.stdout.read().splitlines(keepends=True)
    return [line for line in (first, *rest) if line.endswith("\n")]


def test_a_full_disk_records_nothing_and_says_so(tmp_path: Path) -> None:
    """Where the file can't grow, the action is not recorded, and works once there is room."""
    cases = Cases(tmp_path / "c.db")
    (number,) = opened(cases)
    full = {"on": True}

    @sa.event.listens_for(cases.database.engine, "begin")
    def _limit(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        most = pages + 2 if full["on"] else 1_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    with pytest.raises(StoreError, match=r"disk is full.*Nothing was recorded by this action"):
        cases.attach(act(number), "big.bin", os.urandom(200_000))
    assert (cases.case(number).version, cases.verify().whole) == (1, True)
    assert cases.get(number).attachments == ()
    full["on"] = False
    cases.attach(act(number), "big.bin", os.urandom(200_000))
    assert len(cases.get(number).attachments) == 1
    cases.close()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """A file that is no database is one sentence, and is left as it is."""
    path = tmp_path / "c.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Cases(path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    """The default database can be read by nobody else."""
    cases = Cases(tmp_path / "deep" / "c.db")
    opened(cases)
    for path in (tmp_path / "deep").iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
    cases.close()


def _at_once(*works: Any) -> list[Any]:
    """What each gives, or the error it raises, all begun together."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def go(place: int, work: Any) -> None:
        gate.wait()
        try:
            results[place] = work()
        except LicetError as error:
            results[place] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(works)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return results


def test_of_two_approvers_at_once_one_wins(casework: Open) -> None:
    """One approval counts, the other is told who was first, each time."""
    cases, other = casework(policy=(policy := Policy(approve_reject="always"))), None
    other = casework(policy=policy)
    numbers = opened(cases, *(subject(f"r{n}", found()) for n in range(8)))
    for number in numbers:
        seen = cases.reject(act(number), OTHER)
        results = _at_once(
            lambda seen=seen: cases.approve(act(seen, CY)),
            lambda seen=seen: other.approve(act(seen, DI)),
        )
        lost = [one for one in results if isinstance(one, ConflictError)]
        assert len(lost) == 1
        winner = cases.case(number).approved_by
        assert f"{winner} did 'approve'" in str(lost[0])
    assert cases.verify().rows == 1 + 3 * 8  # the policy; opened, rejected, approved


def test_of_two_deciders_at_once_one_wins(casework: Open) -> None:
    """A rejection and an assignment of what both saw never both count."""
    cases, other = casework(), casework()
    (number,) = opened(cases)
    results = _at_once(
        lambda: cases.reject(act(number), OTHER), lambda: other.assign(act(number, BO), "bo")
    )
    assert sum(isinstance(one, ConflictError) for one in results) == 1
    assert cases.case(number).version == 2


def test_the_same_key_at_once_is_done_once(casework: Open) -> None:
    """A request sent twice at once is one action, and both are told it is done."""
    cases, other = casework(), casework()
    (number,) = opened(cases)
    results = _at_once(
        *(lambda one=one: one.comment(act(number, key="k"), "hello") for one in (cases, other))
    )
    assert [one.version for one in results] == [2, 2]
    assert len(cases.get(number).comments) == 1


def test_two_open_the_same_at_once(casework: Open) -> None:
    """Two batches that find the same make one case."""
    cases, other = casework(), casework()
    results = _at_once(
        *(
            lambda one=one: one.open([subject(f"r{n}", found()) for n in range(20)], ANN, as_of=DAY)
            for one in (cases, other)
        )
    )
    assert sorted(len(one.opened) for one in results) == [0, 20]
    assert cases.queue().total == 20


def test_two_make_the_tables_at_once(where: str) -> None:
    """The first to open a new database makes it; the other finds it made."""
    made = _at_once(lambda: Cases(where), lambda: Cases(where))
    assert all(isinstance(one, Cases) for one in made), made
    assert made[0].anchor() == made[1].anchor()
    for one in made:
        one.close()


def test_tables_are_made_whole_or_not_at_all(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped while the tables are made, none is there; the next to open makes them all."""

    def killed(_: int) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("licet.casework.upgrade.secrets.token_hex", killed)
        with pytest.raises(KeyboardInterrupt):
            Cases(where)
    database = Database(where)
    assert database.read(lambda connection: sa.inspect(connection).get_table_names()) == []
    database.close()
    cases = Cases(where)
    assert len(opened(cases)) == 1
    cases.close()


def test_a_lost_connection_is_ridden_out(where: str, tmp_path: Path) -> None:
    """A server that cuts every connection costs nothing: the action is done, once."""
    if not where.startswith("postgresql"):
        pytest.skip("a file has no connection to lose")
    cases = Cases(where, home=tmp_path / "home")
    (number,) = opened(cases)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    admin = sa.create_engine(cases.database.url, poolclass=sa.NullPool)
    fired = {"count": 0}

    @sa.event.listens_for(cases.database.engine, "before_cursor_execute")
    def _cut(_c: Any, _cu: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO audit") and not fired["count"]:
            fired["count"] += 1
            with admin.connect() as connection:
                connection.execute(sa.text(cut + " AND datname = current_database()"))

    case = cases.comment(act(number), "still here")
    assert (case.version, fired["count"]) == (2, 1)
    assert len(cases.get(number).comments) == 1
    assert cases.verify().whole
    cases.close()


def test_an_answer_that_is_lost_is_no_second_action(where: str, tmp_path: Path) -> None:
    """Where the commit was done and the server went away before it said so, it is done once."""
    if not where.startswith("postgresql"):
        pytest.skip("a file has no connection to lose")
    import psycopg

    cases = Cases(where, home=tmp_path / "home")
    one, two = opened(cases, subject("r1", found()), subject("r2", found()))
    real, lost = cases.database.engine.dialect.do_commit, {"count": 0}

    def commit(connection: Any) -> None:
        real(connection)
        lost["count"] += 1
        if lost["count"] in {1, 3}:  # of the first try of each action
            raise psycopg.OperationalError("the connection is lost")

    cases.database.engine.dialect.do_commit = commit  # type: ignore[method-assign]
    assert cases.comment(act(one), "once").version == 2
    order = Order("assign", (one, two), to="bo")
    lost["count"] = 2
    assert cases.bulk(order, cases.preview(order).token, ANN) == 2
    cases.database.engine.dialect.do_commit = real  # type: ignore[method-assign]
    assert len(cases.get(one).comments) == 1
    assert (cases.verify().rows, cases.verify().whole) == (5, True)
    cases.close()


def test_one_casework_serves_many_threads(casework: Open) -> None:
    """Comments of eight threads through one door are all there, once."""
    cases = casework()
    (number,) = opened(cases)
    results = _at_once(
        *(lambda n=n: cases.comment(act(number, version=None), f"from {n}") for n in range(8))
    )
    assert sorted(one.version for one in results) == list(range(2, 10))
    assert len(cases.get(number).comments) == 8
    assert cases.verify().whole


def test_a_server_that_stays_away_is_told(where: str, tmp_path: Path) -> None:
    """After the patience is over one sentence says that it is not known, and how to go on."""
    if not where.startswith("postgresql"):
        pytest.skip("a file does not go away")
    cases = Cases(where, patience=0.5)
    (number,) = opened(cases)
    cases.database.engine.dispose()
    cases.database.engine = sa.create_engine(
        cases.database.url.set(query={"host": str(tmp_path), "port": "1"})
    )
    with pytest.raises(StoreError, match=r"can't be reached.*same key"):
        cases.comment(act(number), "x")
    cases.close()
