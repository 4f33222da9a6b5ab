"""The audit chain: it proves itself whole, and names the first link that is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casework.case_help import (
    ANN,
    CY,
    DAY,
    OTHER,
    SAME,
    Open,
    SetClock,
    act,
    found,
    opened,
    subject,
)

from licet.casework import anchor, tables
from licet.casework.cases import Cases
from licet.casework.chain import Link, canonical, check, digest, first_hash
from licet.casework.policy import Policy
from licet.casework.verifying import links
from licet.core.errors import BadFileError, StoreError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
BODIES = st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), min_size=1, max_size=8)


def chained(bodies: list[dict[str, object]], chain: str = "c") -> list[Link]:
    """Rows of a chain with these bodies."""
    made: list[Link] = []
    for seq, body in enumerate(bodies, 1):
        last = made[-1].hash if made else first_hash(chain)
        at = f"2026-05-04T12:00:00.{seq:06}Z"
        link = Link(seq, at, None, "ann", "analyst", "comment", 1, None, body, last)
        made.append(replace(link, hash=digest(link.content())))
    return made


@given(BODIES)
@settings(deadline=None, max_examples=60)
def test_a_chain_as_written_holds(bodies: list[dict[str, object]]) -> None:
    """Whatever the rows tell, the chain they make is whole to its last hash."""
    made = chained(bodies)
    checked = check(made, "c")
    assert (checked.broken, checked.rows, checked.hash) == (None, len(made), made[-1].hash)
    assert check(made, "another").broken is not None


@given(BODIES, st.data())
@settings(deadline=None, max_examples=120)
def test_the_first_broken_link_is_named(
    bodies: list[dict[str, object]], data: st.DataObject
) -> None:
    """A row changed, dropped, doubled or swapped is named by its number, and no earlier one."""
    made = chained(bodies)
    place = data.draw(st.integers(0, len(made) - 1))
    how = data.draw(st.sampled_from(["change", "rehash", "drop", "double", "swap"]))
    broken = list(made)
    if how == "change":
        broken[place] = replace(made[place], actor="mallory")
    elif how == "rehash" and place + 1 < len(made):
        forged = replace(made[place], actor="mallory")
        broken[place] = replace(forged, hash=digest(forged.content()))
        place += 1  # the forged row holds by itself; the next one tells
    elif how == "drop" and place + 1 < len(made):
        del broken[place]
    elif how == "double":
        broken.insert(place + 1, made[place])
        place += 1
    elif how == "swap" and place + 1 < len(made):
        broken[place], broken[place + 1] = made[place + 1], made[place]
    else:
        return
    found_broken = check(broken, "c").broken
    assert found_broken is not None
    assert found_broken.seq == place + 1


@given(JSON)
@settings(deadline=None, max_examples=100)
def test_canonical_json_is_one_form(value: object) -> None:
    """What is read back from canonical JSON has the same canonical JSON."""
    import json

    assert canonical(json.loads(canonical(value))) == canonical(value)


def worked(cases: Cases) -> None:
    """Some work on two cases."""
    one, two = opened(cases, subject("r1", found()), subject("r2", found("un:2", "strong")))
    case = cases.comment(act(one), "called, ünïcode ☃")
    case = cases.attach(act(case), "id.pdf", b"12345")
    cases.reject(act(case), OTHER)
    cases.confirm(act(two), SAME)


def test_every_action_is_one_row(casework: Open) -> None:
    """The chain tells what was done, by whom, in order, with the state it left."""
    cases = casework()
    worked(cases)
    history = cases.get(1).history
    assert [row["action"] for row in history] == ["open", "comment", "attach", "reject"]
    assert history[-1]["body"]["after"]["status"] == "closed"
    assert history[-1]["body"]["after"]["alerts"] == {"ofac:1": "rejected"}
    verified = cases.verify()
    assert (verified.whole, verified.rows) == (True, 6)


def test_a_change_of_policy_is_in_the_chain(casework: Open) -> None:
    """Who takes four eyes off leaves a row, before the first action under the new policy."""
    strict = casework(policy=Policy(approve_reject="always"))
    (number,) = opened(strict)
    plain = casework()
    plain.reject(act(number), OTHER)
    rows = plain.database.read(lambda connection: list(links(connection)))
    assert [row.action for row in rows] == ["policy", "open", "policy", "reject"]
    assert [row.body["policy"]["approve_reject"] for row in rows[::2]] == ["always", "never"]
    assert plain.verify().whole


def _sql(cases: Cases, *statements: str) -> None:
    """What somebody with full access to the database can do: the guards are taken off first."""
    sqlite = cases.database.engine.dialect.name == "sqlite"

    def change(connection: sa.Connection) -> None:
        if not sqlite:
            connection.execute(sa.text("SET session_replication_role = replica"))
        else:
            names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in connection.execute(sa.text(names)).scalars().all():
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(sa.text(statement))

    cases.database.write(change)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "DELETE FROM comments",
                  "UPDATE attachments SET name = 'x'", "UPDATE blobs SET sha256 = 'x'"]
)  # fmt: skip
def test_rows_can_be_neither_changed_nor_deleted(casework: Open, statement: str) -> None:
    """The database itself refuses."""
    cases = casework()
    worked(cases)
    with pytest.raises(StoreError, match="never changed or deleted"):
        cases.database.write(lambda connection: connection.execute(sa.text(statement)))
    assert cases.verify().whole


def test_rows_can_not_be_replaced(casework: Open) -> None:
    """SQLite's INSERT OR REPLACE goes round no guard."""
    cases = casework()
    worked(cases)
    if cases.database.engine.dialect.name != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    copy = "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1"
    with pytest.raises(StoreError, match="never changed or deleted"):
        cases.database.write(lambda connection: connection.execute(sa.text(copy)))


@pytest.mark.parametrize(
    ("statement", "seq", "words"),
    [
        ("UPDATE audit SET actor = 'mallory' WHERE seq = 3", 3, "content was changed"),
        ("UPDATE audit SET body = 'no json' WHERE seq = 3", 3, "content was changed"),
        ("UPDATE audit SET hash = previous WHERE seq = 3", 3, "content was changed"),
        ("DELETE FROM audit WHERE seq = 3", 3, "row 3 is missing; row 4 follows"),
        ("DELETE FROM audit WHERE seq = 1", 1, "row 1 is missing"),
        ("DELETE FROM audit WHERE seq >= 5", 5, "the end is cut off: the head counts 6 rows"),
        ("DELETE FROM head", 7, "head of the chain is missing"),
        ("UPDATE head SET rows = 5", 6, "names another last row"),
        ("UPDATE about SET value = 'x'", 1, "hash of the row before"),
    ],
)
def test_tampering_with_the_chain_is_found(
    casework: Open, statement: str, seq: int, words: str
) -> None:
    """Whoever goes round the guards is found out, at the first row that does not hold."""
    cases = casework()
    worked(cases)
    _sql(cases, statement)
    verified = cases.verify()
    assert not verified.whole
    assert verified.broken is not None
    assert (verified.broken.seq, words in verified.broken.why) == (seq, True), verified.broken


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE cases SET outcome = 'rejected' WHERE id = 2", "case 2"),
        ("UPDATE alerts SET status = 'rejected' WHERE case_id = 2", "case 2"),
        ("DELETE FROM alerts WHERE case_id = 2", "case 2"),
        ("UPDATE comments SET text = 'nothing'", "comment 1 of case 1"),
        ("UPDATE attachments SET name = 'x.pdf'", "attachment 1 of case 1"),
        ("INSERT INTO about VALUES ('policy', '{}')", "the policy"),
    ],
)
def test_tampering_beside_the_chain_is_found(casework: Open, statement: str, words: str) -> None:
    """A case, alert, comment or attachment that is not as the chain says is named."""
    cases = casework()
    worked(cases)
    _sql(cases, statement)
    verified = cases.verify()
    assert verified.broken is None
    assert verified.differs == (words,)


def test_an_anchor_shows_that_the_end_was_cut_off(casework: Open, tmp_path: Path) -> None:
    """Who cuts off the end and mends the head and the case is found only with an anchor."""
    cases = casework()
    (number,) = opened(cases)
    before = cases.case(number)
    head = cases.anchor()
    cases.comment(act(before), "embarrassing")
    file = tmp_path / "anchors.jsonl"
    anchor.append(file, cases.anchor())
    _sql(
        cases,
        "DELETE FROM comments", "DELETE FROM audit WHERE seq = 2",
        f"UPDATE head SET rows = 1, hash = '{head.hash}', at = '{head.at}'",  # noqa: S608
        "UPDATE cases SET version = 1, seq = 1",
    )  # fmt: skip
    assert cases.verify().whole  # nothing in the database tells
    verified = cases.verify(anchor.read(file))
    assert verified.broken is not None
    assert "the end is cut off: an anchor" in verified.broken.why


def test_an_anchor_of_another_chain_is_told(casework: Open, tmp_path: Path) -> None:
    """A whole new chain does not pass for the old one."""
    cases = casework()
    worked(cases)
    other = replace(cases.anchor(), chain="x")
    assert "of another chain" in str(cases.verify([other]).broken)
    rewritten = replace(cases.anchor(), rows=3)
    assert "is not the row that the anchor" in str(cases.verify([rewritten]).broken)
    (tmp_path / "a").write_text('{"rows": 3}\n')
    with pytest.raises(BadFileError, match="line 1: is no anchor"):
        anchor.read(tmp_path / "a")


def test_a_clock_that_jumps_back_is_told_and_reorders_nothing(casework: Open) -> None:
    """A row written while the clock is behind keeps the time before and says what it showed."""
    clock = SetClock(2026, 5, 4, 12)
    cases = casework(clock=clock)
    (number,) = opened(cases)
    clock.go(hours=-5)
    cases.comment(act(number), "back")
    clock.go(hours=6)
    cases.comment(act(number, version=2), "on")
    rows = cases.get(number).history
    assert [row["at"][11:13] for row in rows] == ["12", "12", "13"]
    assert [row["clock"] and row["clock"][11:13] for row in rows] == [None, "07", None]
    assert cases.verify().whole


def test_a_clock_far_ahead_loses_nothing(casework: Open) -> None:
    """After a clock was years ahead, work goes on, each row saying what the clock shows."""
    clock = SetClock(2099, 1, 1)
    cases = casework(clock=clock)
    (number,) = opened(cases)
    clock.now = SetClock(2026, 5, 4).now
    case = cases.reject(act(number), OTHER)
    assert case.changed_at.startswith("2099")
    assert cases.get(number).history[-1]["clock"].startswith("2026")
    assert cases.verify().whole


def test_tables_are_those_of_the_migrations(casework: Open) -> None:
    """The migrations make exactly the tables that the code knows."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    cases = casework()
    differences: Callable[[sa.Connection], list[object]] = lambda connection: compare_metadata(  # noqa: E731
        MigrationContext.configure(connection), tables.metadata
    )
    assert cases.database.read(differences) == []


def test_a_newer_casework_is_refused(casework: Open) -> None:
    """A database that a later licet renewed is left alone."""
    cases = casework()
    step = "UPDATE alembic_version SET version_num = '9999'"
    cases.database.write(lambda connection: connection.execute(sa.text(step)))
    with pytest.raises(StoreError, match="at step 9999, this licet knows up to"):
        casework()


def test_reading_needs_no_role_but_the_rest_does(casework: Open) -> None:
    """The audit row names the role that was vouched for."""
    cases = casework()
    (number,) = opened(cases)
    cases.comment(act(number, CY), "x")
    assert [(row["actor"], row["role"]) for row in cases.get(number).history] == [
        ("ann", "analyst"), ("cy", "approver"),
    ]  # fmt: skip
    assert cases.open([], ANN, as_of=DAY).opened == ()
