"""Lists of invented parties of the EU, UK, UN and the State Department, and a way to ask."""

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

OFAC = """\
source: us-ofac-demo
published: [2014-01-01, 2026-11-20]
entries:
  - {id: "1", kind: organisation, name: Qorvexi Dynamics, measures: [us/ofac/blocking]}
"""
EU = """\
source: eu-fsf
published: [2014-03-17, 2026-11-20]
entries:
  - id: "EU.1.1"
    kind: person
    name: Arkadi Velmorin
    programmes: [UKR]
    measures: [eu/asset-freeze]
  - id: "EU.1.2"
    kind: organisation
    name: Tundrik Works
    programmes: [BLR]
    measures: [eu/asset-freeze]
"""
UK = """\
source: uk-sanctions-list
published: [2014-03-17, 2026-11-20]
entries:
  - id: "UKR0001"
    kind: person
    name: Arkadi Velmorin
    measures: [uk/asset-freeze, uk/travel-ban]
"""
UN = """\
source: un-sc
published: [2014-03-17, 2026-11-20]
entries:
  - {id: "QDe.001", kind: organisation, name: Zelbrant Relief, measures: [un/measures]}
"""
DEBARRED = """\
source: us-state-aeca
published: [2014-07-14, 2026-11-20]
entries:
  - {id: "7", kind: organisation, name: Mavrelin Freight, measures: [us/state/aeca-debarred]}
"""
FREE = ("no_restriction_found", "no_restriction_found")
TERMS = ("conditional", "conditional")
LICENCE = ("licence_required", "licence_required")
BARRED = ("prohibited", "prohibited")
OPEN = ("no_restriction_found", "prohibited")


def workspace(home: Path, *lists: str) -> Workspace:
    """A store with OFAC's invented list, which every answer must consult, and others."""
    for text in (OFAC, *lists):
        source, dated = plain.read(text, "list.yaml")
        files = {"main": ("list.yaml", text.encode())}
        incoming = [
            Incoming(source, day, "2026-11-21", "plain", rows, files) for day, rows in dated.items()
        ]
        store_write.add(home, incoming, accept_drop=True)
    return Workspace(home, lists=("us-ofac-demo",))


def ask(work: Workspace, text: str, on: str) -> Decision:
    """Decide an activity written as YAML."""
    activity = read(documents.parse(dedent(text), "activity.yaml"))
    return decide(activity, work, AsOf(Moment.parse(on)), deep=False)


def interval(decision: Decision, regime: str | None = None) -> tuple[str, str]:
    """Floor and ceiling in words, of all regimes or of one."""
    found = decision.outcomes if regime is None else decision.regimes[regime]
    words = found.words()
    return words[0], words[-1]
