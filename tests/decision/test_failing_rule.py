"""A rule that fails while it is asked leaves the answer open, and is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from decision_texts import LIST

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision import case
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.workspace import Workspace
from licet.law.interpreter import Finding, evaluate
from licet.law.model import Provision
from licet.lists import plain, store_write
from licet.lists.snapshot import Incoming

BROKEN = "us/ofac/blocking"
TEXT = """\
activity: payment
actor: us_person
parties: [{name: Wexqor Lamdin, role: payee, country: PA, kind: organisation}]
"""


def test_a_rule_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a rule raises, its outcome is open from one end to the other and it is named."""
    source, dated = plain.read(LIST, "list.yaml")
    files = {"main": ("list.yaml", LIST.encode())}
    for day, rows in dated.items():
        incoming = Incoming(source, day, "2021-01-01", "plain", rows, files)
        store_write.add(tmp_path, [incoming], accept_drop=True)
    work = Workspace(tmp_path, lists=("us-ofac-demo",))
    activity = read(documents.parse(TEXT, "activity.yaml"))
    asked = AsOf(Moment.parse("2021-03-01"))
    name = next(p for p in work.law.provisions if p.startswith("us/ofac/embargo"))

    def breaks(law: object, provision: Provision, *rest: object) -> Finding:
        if provision.id == name:
            raise ZeroDivisionError("division by zero")
        return evaluate(law, provision, *rest)  # type: ignore[arg-type]

    assert decide(activity, work, asked).ceiling.word == "no_restriction_found"
    monkeypatch.setattr(case, "evaluate", breaks)
    made = decide(activity, work, asked)
    assert (made.floor.word, made.ceiling.word) == ("no_restriction_found", "prohibited")
    (found,) = {r.finding.provision.id: r.finding for r in made.results if r.finding.notes and
                r.finding.provision.id == name}.values()  # fmt: skip
    assert "division by zero" in found.tree.text
    assert name in str(made.to_json())
