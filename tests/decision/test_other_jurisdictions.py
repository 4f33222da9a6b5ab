"""Lists of the Union beside OFAC's: who is asked, and what is open where they aren't kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from decision_texts import LIST

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.decision import Decision
from licet.decision.workspace import Workspace
from licet.lists import plain, store_write
from licet.lists.snapshot import Incoming

UNION = """\
source: eu-fsf
published: [2018-01-01, 2020-12-14]
entries:
  - id: "EU.77.1"
    kind: organisation
    name: Varnholt Werke
    country: Belarus
    measures: [eu/asset-freeze]
"""
TEXT = """\
activity: payment
actor: %s
in_united_states: no
parties: [{name: %s, role: payee, country: BY, kind: organisation}]
"""


def workspace(home: Path, *lists: str) -> Workspace:
    """A store with lists written by hand."""
    for text in lists:
        source, dated = plain.read(text, "list.yaml")
        files = {"main": ("list.yaml", text.encode())}
        incoming = [
            Incoming(source, day, "2021-01-01", "plain", rows, files) for day, rows in dated.items()
        ]
        store_write.add(home, incoming, accept_drop=True)
    return Workspace(home, lists=("us-ofac-demo",))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """OFAC's demo list and an invented list of the Union."""
    return workspace(tmp_path_factory.mktemp("both"), LIST, UNION)


@pytest.fixture(scope="module")
def ofac(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """OFAC's demo list alone."""
    return workspace(tmp_path_factory.mktemp("ofac"), LIST)


def asked(work: Workspace, actor: str, name: str = "Varnholt Werke") -> Decision:
    """A payment to somebody in Belarus in March 2021."""
    activity = read(documents.parse(TEXT % (actor, name), "activity.yaml"))
    return decide(activity, work, AsOf(Moment.parse("2021-03-01")), deep=False)


def lists(made: Decision) -> set[str]:
    """The lists that were consulted."""
    return {one["list"] for one in made.scope["lists"]}


def test_an_actor_of_the_union_needs_its_list(both: Workspace, ofac: Workspace) -> None:
    """Its list is consulted; where it isn't kept the answer stays open and says so."""
    if not any(p.startswith("eu/sanctions") for p in both.law.provisions):
        pytest.skip("no pack judges the Union's listings")
    assert "eu-fsf" in lists(asked(both, "[eu_person, foreign_person]"))
    there = asked(both, "[eu_person, foreign_person]")
    assert there.regimes["eu/sanctions"].ceiling.word == "prohibited"
    missing = asked(ofac, "[eu_person, foreign_person]", "Wexqor Lamdin")
    assert missing.ceiling.word == "prohibited"
    assert any(q.key == ("coverage", "eu-fsf") for q in missing.questions)


def test_a_us_person_is_asked_when_a_party_is_listed_by_the_union(both: Workspace) -> None:
    """The answer opens: a US person may be bound by the Union too."""
    if not any(p.startswith("eu/sanctions") for p in both.law.provisions):
        pytest.skip("no pack judges the Union's listings")
    made = asked(both, "us_person")
    binding = made.bindings["eu/sanctions"]
    assert binding.binds is None
    assert made.regimes["eu/sanctions"].ceiling.word == "prohibited"
    assert made.floor.word == "no_restriction_found"
    plain_us = asked(both, "us_person", "Wexqor Lamdin")
    assert plain_us.regimes["eu/sanctions"].ceiling.word == "no_restriction_found"


def test_a_us_person_without_the_unions_list(ofac: Workspace) -> None:
    """Nobody listed, no list kept: the answer is OFAC's alone, as before."""
    made = asked(ofac, "us_person", "Wexqor Lamdin")
    assert lists(made) == {"us-ofac-demo"}
    assert made.ceiling.word == "no_restriction_found"


def test_an_unknown_actor_is_told_what_lies_outside(ofac: Workspace) -> None:
    """Where being bound is open and no list is kept, a caution names it."""
    made = asked(ofac, "unknown", "Wexqor Lamdin")
    assert any("no list of the EU is kept" in one for one in made.cautions)


def test_a_list_of_the_union_never_binds_others(both: Workspace) -> None:
    """A person certainly not of the Union isn't stopped by its listing."""
    made = asked(both, "{kind: us_person, country: US}")
    assert made.regimes["eu/sanctions"].ceiling.word == "no_restriction_found"
    assert made.bindings["eu/sanctions"].binds is False
