"""No malformed activity or table ever gives a traceback, or an answer by accident."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import licet, quick, refused, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.core.dates import AsOf, Moment
from licet.core.errors import LicetError
from licet.decision.workspace import Workspace
from licet.surfaces import activities
from licet.surfaces.deciding import Many, decide_many
from licet.surfaces.deciding_tables import open_table

YAML = b"""\
activity: export
on: 2021-07-08
actor: us_person
parties:
  - {name: Wexqor Lamdin, role: [end_user, payee], country: PA, owners: [{name: A, percent: 50}]}
items: [{kind: goods, jurisdiction: ear, eccn: EAR99, value: 5}]
licences: [{kind: specific_licence, issued_on: 2020-06-01, value_remaining: 9}]
money: {amount: 10, currency: EUR, banks: [Zwyxqet Bank]}
contract: {signed_on: 2019-01-01, amendments: [{on: 2020-01-01}]}
loan: {amount: 5, earlier: [{amount: 1, on: 2020-01-01}]}
legs: [{from: US, via: [DE], to: PA}]
facts: {licence.needed: no}
"""
CSV = b"""\
id,activity,actor,on,party.name,party.role,party.country,item.eccn
1,payment,us_person,2021-07-08,Wexqor Lamdin,payee,PA,
2,export,foreign_person,2021-07-08,"Wexqor, Lamdin",end_user,PA,EAR99
"""
PIECES = [
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b":", b",", b"'", b'"', b"\n", b"\r",
    b"1e400", b"-1e400", b"nan", b"2020-02-30", b"0000-00-00", b"9999-12-31", b"&a ", b"*a",
    b"!!python/object:x ", b"<<: ", b"---\n", b"...\n", b"? ", b"| ", b"> ", b"\t", b"null", b"~",
    b"\xe2\x80\xae", b"\xed\xa0\x80", b"99999999999999999999", b"=cmd()", b"{" * 60, b"[" * 60,
    b"2021-07-08T25:00+99:00", b"\xc2\x85", b"#", b"%",
]  # fmt: skip
few = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """Good bytes with pieces put in, cut out, doubled or swapped."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        upto = draw(st.integers(at, min(len(data), at + 30)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)))
        how = draw(st.integers(0, 3))
        if how == 0:
            data = data[:at] + piece + data[at:]
        elif how == 1:
            data = data[:at] + data[upto:]
        elif how == 2:
            data = data[:at] + piece + data[upto:]
        else:
            data = data[:at]
    return data


@pytest.fixture(scope="module")
def work(whole_once: Path) -> Workspace:
    """The invented store, opened once."""
    return Workspace(whole_once)


@few
@given(data=mutated(YAML))
def test_a_mutated_activity(work: Workspace, tmp_path: Path, data: bytes) -> None:
    """It is read as some activity and decided, or refused with one sentence."""
    from licet.decision.decide import decide

    file = write(tmp_path, "a.yaml", data)
    try:
        activity = activities.load(file)
        made = decide(activity, work, AsOf(Moment.parse("2021-07-08")), deep=False)
    except LicetError:
        return
    # What was cut out is unknown: everything that stands there was read from the bytes.
    assert activity.parties
    assert json.dumps(made.to_json())


@few
@given(data=mutated(CSV))
def test_a_mutated_table(work: Workspace, tmp_path: Path, data: bytes) -> None:
    """Every row is decided or rejected, or the table is refused."""
    file = write(tmp_path, "a.csv", data)
    try:
        many = Many("a.csv", open_table(file), {})
        told = decide_many(
            many, work, lambda _: AsOf(Moment.parse("2021-07-08")), None, lambda _: None
        )
    except LicetError:
        return
    assert told.rows == told.decided + len(told.rejects)
    assert all(one.reason for one in told.rejects)


@few
@given(data=mutated(json.dumps({"activity": "payment", "actor": "us_person", "on": "2021-07-08",
    "parties": [{"name": "Wexqor", "role": "payee", "country": "PA"}]}).encode()))  # fmt: skip
def test_mutated_json_lines(work: Workspace, tmp_path: Path, data: bytes) -> None:
    """A line that is no activity is rejected with its number; the next one is decided."""
    party = b'"parties": [{"name": "W", "role": "payee"}]'
    good = b'{"activity": "payment", "actor": "us_person", ' + party + b"}"
    file = write(tmp_path, "a.jsonl", data.replace(b"\n", b" ") + b"\n" + good + b"\n")
    try:
        told = decide_many(
            Many("a.jsonl", open_table(file), {}),
            work,
            lambda _: AsOf(Moment.parse("2021-07-08")),
            None,
            lambda _: None,
        )
    except LicetError:
        return
    assert told.rows == told.decided + len(told.rejects)
    assert told.decided >= 1


BAD = {
    "deep": b"activity: " + b"[" * 5000 + b"]" * 5000,
    "bomb": b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nactivity: payment\n",
    "infinite": YAML.replace(b"amount: 10", b"amount: 1e400"),
    "date": YAML.replace(b"2021-07-08", b"2020-02-30"),
    "null byte": YAML.replace(b"Wexqor", b"Wex\x00qor"),
    "utf-16": YAML.decode().encode("utf-16"),
    "latin-1": YAML.replace(b"Wexqor", b"W\xe9xqor"),
    "empty": b"",
    "a word": b"payment",
    "two documents": YAML + b"---\n" + YAML,
    "a key twice": YAML + b"activity: payment\n",
    "cut json": json.dumps({"activity": "payment", "parties": [{"name": "x"}]}).encode()[:-8],
    "tag": b"!!python/object/apply:os.system ['true']",
    "no party": b"activity: payment\nactor: us_person\nparties: []\n",
    "share": YAML.replace(b"percent: 50", b"percent: 1e3"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_activity_is_refused(whole: Path, tmp_path: Path, name: str) -> None:
    """It is refused at once with one sentence, and nothing is answered."""
    with quick(5):
        refused("decide", write(tmp_path, "a.yaml", BAD[name]), "--home", whole)


def test_a_byte_order_mark_is_no_harm(whole: Path, tmp_path: Path) -> None:
    """An activity that begins with a byte order mark is read as one without."""
    plain = licet("decide", write(tmp_path, "a.yaml", YAML), "--home", whole, "--json")
    marked = write(tmp_path, "b.yaml", b"\xef\xbb\xbf" + YAML)
    assert licet("decide", marked, "--home", whole, "--json").json["floor"] == plain.json["floor"]
