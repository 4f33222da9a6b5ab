"""A list of invented parties under BIS measures, and a way to ask about a shipment to them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.core.outcome import strictest
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.decision import Decision
from licet.decision.workspace import Workspace
from licet.lists import plain, store_write
from licet.lists.snapshot import Incoming

ALL = (
    "License Requirement: For all items subject to the EAR. (See §744.11 of the EAR).; "
    "License Policy: Presumption of denial"
)
LIST = f"""\
source: us-ofac-demo
published: [2018-01-01, 2026-11-20]
entries:
  - id: "101"
    kind: organisation
    name: Qorvexi Dynamics
    country: China
    measures: [us/bis/entity-list]
    text: "{ALL}"
  - id: "102"
    kind: organisation
    name: Zelbrant Optics
    country: China
    measures: [us/bis/entity-list]
    text: "{ALL}"
  - id: "103"
    kind: organisation
    name: Mavrelin Freight
    country: Panama
    measures: [us/bis/denied-person]
  - id: "104"
    kind: organisation
    name: Tundrik Labs
    country: Turkey
    measures: [us/bis/unverified]
  - id: "105"
    kind: organisation
    name: Presidency of Defence Orders
    country: Turkey
    measures: [us/caatsa/235/a/2]
"""
ITEM = "items: [{kind: goods, jurisdiction: ear, eccn: EAR99}]"


def workspace(home: Path) -> Workspace:
    """A store with the invented list, published on two days."""
    source, dated = plain.read(LIST, "list.yaml")
    files = {"main": ("list.yaml", LIST.encode())}
    incoming = [
        Incoming(source, day, "2026-11-21", "plain", rows, files) for day, rows in dated.items()
    ]
    store_write.add(home, incoming, accept_drop=True)
    return Workspace(home, lists=(source,))


def ask(work: Workspace, text: str, on: str) -> Decision:
    """Decide an activity written as YAML, on a day."""
    activity = read(documents.parse(dedent(text), "activity.yaml"))
    return decide(activity, work, AsOf(Moment.parse(on)), deep=False)


def interval(decision: Decision) -> tuple[str, str]:
    """Floor and ceiling over the law of the United States, in words."""
    american = [found for regime, found in decision.regimes.items() if regime.startswith("us/")]
    found = strictest(american)
    return found.floor.word, found.ceiling.word


def shipment(parties: str, more: str = ITEM, end_use: str = "civil", kind: str = "export") -> str:
    """An activity that ships an item to parties; ``end_use`` empty leaves it out."""
    facts = f"facts: {{item.end_use: {end_use}}}" if end_use else ""
    return f"activity: {kind}\nactor: us_person\nparties:\n{parties}\n{more}\n{facts}\n"
