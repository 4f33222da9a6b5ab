"""``licet cases`` and ``licet audit`` at the terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.surfaces.command_line import Said, answered, licet, refused, xml_bytes

KELD = ("800001", "KELD ARMAMENTS AGENCY", "SDGT")
VOSS = ("800003", "VOSSBERG DYNAMICS", "SDGT")
ROWS = ["a,Keld Armaments Agency", "b,Vossberg Dynamics", "c,Plain Bakery"]


class Desk:
    """A store with a small list, a file of records, and commands about them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.records = folder / "records.csv"
        self.lists("05/01/2024", KELD)
        self.rows(ROWS)

    def lists(self, published: str, *entries: tuple[str, str, str]) -> None:
        """Add a list of a day."""
        path = self.folder / f"sdn_{published.replace('/', '-')}.xml"
        path.write_bytes(xml_bytes(published, *entries))
        answered("lists", "add", path, "--list", "sdn", "--home", self.home)

    def rows(self, rows: Sequence[str]) -> None:
        """Write the file of records."""
        self.records.write_text("\n".join(["record_id,name", *rows]) + "\n")

    def run(self, *words: object, by: str | None = None, **env: str) -> Said:
        """A command that must succeed."""
        return answered(*words, *(["--by", by] if by else []), "--home", self.home, **env)

    def refused(self, *words: object, by: str | None = None) -> str:
        """A command that must be refused."""
        return refused(*words, *(["--by", by] if by else []), "--home", self.home)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of one's own, with one case."""
    made = Desk(tmp_path)
    made.run("cases", "open", made.records, by="ann")
    return made


def test_from_records_to_a_decision(desk: Desk) -> None:
    """Opened, listed, shown, assigned, commented, rejected: each command says what it did."""
    listed = desk.run("cases", "list").out
    assert "Keld Armaments Agency" in listed
    assert "1 of 1 case." in listed
    assert "open" in desk.run("cases", "show", 1).out
    assert "is with bo: open, version 2" in desk.run("cases", "assign", 1, "bo", by="ann").out
    desk.run("cases", "comment", 1, "called them", by="bo")
    told = desk.run("cases", "reject", 1, "--reason", "other_name", "--text", "a baker", by="bo")
    assert "closed, rejected" in told.out
    shown = desk.run("cases", "show", 1).out
    assert "called them" in shown
    assert "bo (analyst): reject" in shown
    assert desk.run("cases", "list").out == "No case.\n"
    assert "closed, rejected" in desk.run("cases", "list", "--all").out
    (remembered,) = desk.run("good-guys", "list", "--json").json["remembered"]
    assert (remembered["record_id"], remembered["listing_id"]) == ("a", "ofac:800001")


def test_a_list_update_is_screened_for_what_changed(desk: Desk) -> None:
    """After a list came in, only what changed is asked, and the new match is a case."""
    desk.lists("05/02/2024", KELD, VOSS)
    told = desk.run("cases", "rescreen", "--json").json
    assert (told["listings"], told["asked_changed"], told["opened"]) == (
        {"added": 1, "changed": 0, "removed": 0}, 3, [2],
    )  # fmt: skip
    assert "1 opened" in desk.run("cases", "rescreen", "--full").out.replace("0 opened", "1 opened")


def test_a_confirmed_match_is_named_as_an_activity_names_it(desk: Desk) -> None:
    """After confirming, the record and its listing are told."""
    desk.run("cases", "confirm", 1, "--reason", "public_source", by="ann")
    assert "a is ofac:800001" in desk.run("cases", "confirmed").out
    (one,) = desk.run("cases", "confirmed", "--json").json["confirmed"]
    assert (one["record_id"], one["listing_id"], one["decided_by"]) == ("a", "ofac:800001", "ann")


def test_four_eyes_at_the_terminal(desk: Desk) -> None:
    """With a policy for it, another approver must approve; the same person is refused."""
    (desk.home / "casework.yaml").write_text("approve_reject: always\n")
    told = desk.run("cases", "reject", 1, "--reason", "other_name", by="ann")
    assert "awaiting approval" in told.out
    assert "another person must approve" in desk.refused("cases", "approve", 1, by="ann")
    assert "may not approve as analyst" in desk.refused(
        "cases", "approve", 1, "--role", "analyst", by="cy"
    )
    assert "closed, rejected" in desk.run("cases", "approve", 1, by="cy").out


def test_send_back_undo_reopen_escalate_due(desk: Desk) -> None:
    """The rest of what can be done to a case."""
    desk.run("cases", "reject", 1, "--reason", "other_name", by="ann")
    assert "undone: open" in desk.run("cases", "undo", 1, by="ann").out
    assert "is due 2030-01-02" in desk.run("cases", "due", 1, "2030-01-02", by="ann").out
    assert "escalated: escalated" in desk.run("cases", "escalate", 1, "hm", "--to", "cy").out
    desk.run("cases", "reject", 1, "--reason", "other_name", "--role", "approver", by="cy")
    assert "reopened: open" in desk.run("cases", "reopen", 1, "papers", by="cy").out
    (desk.home / "casework.yaml").write_text("approve_reject: always\n")
    desk.run("cases", "reject", 1, "--reason", "other_name", by="ann")
    assert "sent back: open" in desk.run("cases", "send-back", 1, "no", by="cy").out


def test_a_stale_version_and_a_wrong_reason_are_one_sentence(desk: Desk) -> None:
    """What is refused is told in one sentence with exit code 2."""
    desk.run("cases", "comment", 1, "x", by="bo")
    assert "bo did 'comment'" in desk.refused(
        "cases", "reject", 1, "--reason", "other_name", "--seen", 1, by="ann"
    )
    assert "Did you mean 'other_name'" in desk.refused(
        "cases", "reject", 1, "--reason", "other_nam", by="ann"
    )
    assert "no case 9" in desk.refused("cases", "show", 9)
    assert "no case 9" in desk.refused("cases", "show", 9 * 10**40)
    assert "no case 9" in desk.refused("cases", "assign", 9 * 10**40, "x", "--seen", 1)
    assert "no status" in desk.refused("cases", "list", "--status", "opn")


def test_a_file_is_attached_and_comes_back(desk: Desk) -> None:
    """What is attached is written out byte for byte."""
    paper = desk.folder / "id.pdf"
    paper.write_bytes(b"%PDF\x00\xff")
    desk.run("cases", "attach", 1, paper, by="ann")
    assert "id.pdf" in desk.run("cases", "show", 1).out
    words = ["cases", "show", "1", "--attachment", "1", "--home", str(desk.home)]
    done = subprocess.run([sys.executable, "-m", "licet", *words], capture_output=True, check=True)
    assert done.stdout == b"%PDF\x00\xff"
    assert "no attachment 7" in desk.refused("cases", "show", 1, "--attachment", 7)
    assert "can't be opened" in desk.refused("cases", "attach", 1, desk.folder / "no")


def test_bulk_needs_its_preview(desk: Desk) -> None:
    """Without a token nothing is done; with it all are; a wrong token is refused."""
    desk.rows([*ROWS, "d,Keld Armament Agency", "e,Keld Armaments Agenzy"])
    desk.run("cases", "open", desk.records, by="ann")
    words = ["cases", "bulk", "reject", "--case", 2, "--case", 3, "--reason", "other_name"]
    seen = desk.run(*words, "--json").json
    assert (seen["count"], seen["alerts"]) == (2, 2)
    told = desk.run(*words).out
    if seen["refused"]:
        assert "Nothing would be done" in told
        (desk.home / "casework.yaml").write_text("bulk_strong: true\n")
    assert "not those that were previewed" in desk.refused(*words, "--do", "x", by="ann")
    assert "reject: 2 cases" in desk.run(*words, "--do", seen["token"], by="ann").out
    assert "no case is chosen" not in desk.run("cases", "list", "--status", "closed").out


def test_verify_names_the_first_broken_link(desk: Desk) -> None:
    """A whole chain exits 0 and says what is not proven; a broken one exits 1 with its row."""
    import sqlite3
    from contextlib import closing

    desk.run("cases", "comment", 1, "x", by="ann")
    assert "Whole: 3 rows" in desk.run("audit", "verify").out
    assert "no anchor" in desk.run("audit", "verify").out
    desk.run("audit", "anchor")
    assert "Held against 1 anchor" in desk.run("audit", "verify").out
    with closing(sqlite3.connect(desk.home / "casework.db")) as db:
        db.execute("DROP TRIGGER audit_no_update")
        db.execute("UPDATE audit SET actor = 'mallory' WHERE seq = 2")
        db.commit()
    said = licet("audit", "verify", "--home", desk.home)
    assert said.code == 1
    assert "Broken at row 2: its content was changed" in said.out
    assert (
        json.loads(licet("audit", "verify", "--json", "--home", desk.home).out)["broken"]["seq"]
        == 2
    )


def test_the_policy_is_read_and_its_mistakes_told(desk: Desk) -> None:
    """Reasons come from the policy; an unknown or wrong setting is one sentence."""
    path = desk.home / "casework.yaml"
    path.write_text("reject_reasons: {not_us: Not our customer}\n")
    assert "not_us" in desk.run("cases", "reasons").out
    desk.run("cases", "reject", 1, "--reason", "not_us", by="ann")
    for text, words in (
        ("undo_secnds: 5", "Did you mean 'undo_seconds'"), ("undo_seconds: soon", "Give a int"),
        ("approve_reject: maybe", "never, strong or always"), ("- x", "not a table"),
        ("due_days: {strong: soon}", "wrong value in due_days"),
        ("x: [", "can't be read"),
    ):  # fmt: skip
        path.write_text(text)
        assert words in desk.refused("cases", "list"), text


def test_the_guide_names_every_command_and_no_other() -> None:
    """What the guide tells to type exists, and what exists is in the guide."""
    from licet.surfaces.casework.audit import app as audit
    from licet.surfaces.casework.command import app as cases

    guide = (Path(__file__).parents[2] / "docs" / "guides" / "casework.md").read_text("utf-8")
    for name, app in (("cases", cases), ("audit", audit)):
        made = {
            one.name or (one.callback.__name__ if one.callback else "")
            for one in app.registered_commands
        }
        told = set(re.findall(rf"licet {name} ([a-z-]+)", guide))
        assert told == made


def test_plain_commands_load_no_database(tmp_path: Path) -> None:
    """The command line starts without SQLAlchemy."""
    code = "import sys; import licet.surfaces.cli; sys.exit('sqlalchemy' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ)).returncode
        == 0
    )


def test_one_record_is_added(desk: Desk) -> None:
    """A single record is kept and screened; its case is named."""
    told = desk.run("cases", "add", "z", "Keld Armaments Agency", "--country", "PA", by="ann")
    assert told.out == "Case 2 opened.\n"
    assert "nothing new was found" in desk.run("cases", "add", "y", "Plain Bakery", by="ann").out


def test_rechecked_decisions_become_cases(desk: Desk) -> None:
    """A decision whose answer changed has a case; it opens again when the answer changes again."""
    path = desk.folder / "again.jsonl"
    old = {"id": "d1", "then": ["no_restriction_found"] * 2, "why": ["ofac:1 changed"],
           "now": ["prohibited"] * 2, "because": [], "trouble": None}  # fmt: skip
    same = {**old, "id": "d2", "now": old["then"]}
    path.write_text("\n".join(map(json.dumps, (old, same))))
    assert "Case 2 opened" in desk.run("cases", "recheck", path, by="ann").out
    shown = desk.run("cases", "show", 2).out
    assert "no_restriction_found is now prohibited" in shown
    desk.run("cases", "confirm", 2, "--reason", "other", "--text", "stopped", by="ann")
    assert "nothing new" in desk.run("cases", "recheck", path, by="ann").out
    assert desk.run("cases", "confirmed", "--json").json["confirmed"] == []
    path.write_text(json.dumps({**old, "now": ["conditional", "prohibited"]}))
    assert "2 reopened" in desk.run("cases", "recheck", path, by="ann").out
    path.write_text("{}\n")
    assert "line 1: is no rechecked decision" in desk.refused("cases", "recheck", path)


def test_rejected_records_are_told(desk: Desk) -> None:
    """Records that can't be kept end with exit code 3 and are named."""
    desk.rows([*ROWS, ",No Id"])
    said = licet("cases", "open", desk.records, "--home", desk.home)
    assert said.code == 3
    assert "it has no id of its own" in said.out
