"""Records and standing decisions with anything in them replaced: no traceback, no false 'same'."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from command_line import answered, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.core.errors import LicetError
from licet.decision import check_record, recheck
from licet.decision.replay import replay
from licet.decision.workspace import Workspace
from licet.surfaces import records

ACTIVITY = """\
activity: payment
on: 2021-07-08
actor: us_person
parties: [{name: Aurelio Tann Pell, role: payee, country: PA, owners: [{name: A, percent: 5}]}]
contract: {signed_on: 2020-01-01}
"""
JUNK = [None, 0, -1, True, "x", "", [], {}, [None], {"a": None}, "2020-02-30"]
SEEDS = st.integers(0, 2**32)
few = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def made(whole_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A record and a standing decision as text."""
    folder = tmp_path_factory.mktemp("records")
    file = write(folder, "a.yaml", ACTIVITY.encode())
    many = write(folder, "a.json", json.dumps([_plain()]).encode())
    answered("decide", file, "--home", whole_once, "--record", folder / "r.json")
    answered("decide", many, "--home", whole_once, "--out", folder / "o.jsonl")
    return (folder / "r.json").read_text("utf-8"), (folder / "o.jsonl").read_text("utf-8")


def _plain() -> dict[str, Any]:
    party = {"name": "Aurelio Tann Pell", "role": "payee", "country": "PA"}
    contract = {"signed_on": "2020-01-01", "signed_by": [{"name": "B", "role": "signatory"}]}
    return {"activity": "payment", "on": "2021-07-08", "actor": "us_person", "parties": [party],
            "contract": contract, "money": {"banks": ["Wexqor Bank"]}}  # fmt: skip


def spoiled(seed: int, data: Any) -> None:
    """Replace or take out one thing somewhere below the top."""
    draw = random.Random(seed)  # noqa: S311 - which part to spoil, no secret
    while True:
        key = draw.choice(list(data) if isinstance(data, dict) else range(len(data)))
        below = data[key]
        if not isinstance(below, dict | list) or not below or draw.randrange(4) == 0:
            break
        data = below
    if draw.random() < 0.5:
        data[key] = draw.choice(JUNK)
    else:
        del data[key]


@few
@given(seed=SEEDS)
def test_a_spoiled_record(made: tuple[str, str], whole_once: Path, seed: int) -> None:
    """The checker finds it, and a replay refuses it or says that it is broken."""
    content = json.loads(made[0])
    spoiled(seed, content)
    if content == json.loads(made[0]):
        return
    assert check_record.check(content)
    try:
        assert not replay(content, Workspace(whole_once), "record.json").same
    except LicetError:
        return


@few
@given(seed=SEEDS)
def test_a_spoiled_standing_decision(
    made: tuple[str, str], whole_once: Path, tmp_path: Path, seed: int
) -> None:
    """It is refused with one sentence, or rechecked."""
    from datetime import date

    content = json.loads(made[1])
    spoiled(seed, content)
    file = write(tmp_path, "o.jsonl", json.dumps(content).encode())
    work = Workspace(whole_once)
    try:
        lines = records.standing([file])
        change = recheck.delta(work, date(2021, 7, 1), date(2021, 7, 9))
        recheck.recheck(lines, work, change)
    except LicetError:
        return
