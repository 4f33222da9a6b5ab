"""A store with a list of invented parties, and activities of the written acceptance cases.

The real parties of the cases (SSB, EDD, RUSAL, COSCO, the Turkish ministries) come from the curated
source; the list adds a bank under a sectoral directive, a Chinese company and two blocked persons,
all invented.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.decision import Decision
from licet.decision.workspace import Workspace
from licet.lists import plain, store_write
from licet.lists.snapshot import Incoming

LIST = """\
source: us-ofac-demo
published: [2013-01-01, 2014-07-15, 2014-07-16, 2021-06-02, 2021-06-03, 2026-11-20]
entries:
  - id: "801"
    kind: organisation
    name: Bank Qorvexi
    country: Russia
    measures: [us/ofac/ssi/1]
    listed_on: 2014-07-16
  - id: "802"
    kind: organisation
    name: Zelbrant Surveillance Technology
    country: China
    measures: [us/ofac/cmic]
    listed_on: 2021-06-03
  - id: "803"
    kind: person
    name: Tundrik Mavrelin
    country: Panama
    measures: [us/ofac/blocking]
  - id: "804"
    kind: person
    name: Ostrava Lindqvor
    country: Panama
    measures: [us/ofac/blocking]
"""
NO = "no_restriction_found"


def workspace(home: Path, *lists: str) -> Workspace:
    """A store with the invented list, or with lists given; the curated facts come with licet."""
    incoming = []
    for text in lists or (LIST,):
        source, dated = plain.read(text, "list.yaml")
        files = {"main": ("list.yaml", text.encode())}
        incoming += [
            Incoming(source, day, "2026-11-21", "plain", rows, files) for day, rows in dated.items()
        ]
    store_write.add(home, incoming, accept_drop=True)
    return Workspace(home, lists=tuple({one.source for one in incoming}))


def ask(work: Workspace, text: str, on: str) -> Decision:
    """Decide an activity written as YAML, at a day or an instant."""
    activity = read(documents.parse(dedent(text), "activity.yaml"))
    return decide(activity, work, AsOf(Moment.parse(on)), deep=False)


def interval(decision: Decision) -> tuple[str, str]:
    """Floor and ceiling, in words."""
    return decision.floor.word, decision.ceiling.word


def deal(party: str, more: str = "", kind: str = "payment", actor: str = "us_person") -> str:
    """An activity with one party."""
    return f"activity: {kind}\nactor: {actor}\nparties: [{{{party}}}]\n{more}\n"


def ofac(work: Workspace, text: str, on: str) -> tuple[str, str]:
    """Floor and ceiling of OFAC's rules alone."""
    found = ask(work, text, on).regimes["us/ofac"]
    return found.floor.word, found.ceiling.word
