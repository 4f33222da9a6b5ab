"""A small store of invented and public facts to decide on, without any official file."""

from __future__ import annotations

from datetime import date

import pytest
from decision_texts import LIST, Ask

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.decision import Decision
from licet.decision.workspace import Workspace
from licet.lists import plain, store_write
from licet.lists.snapshot import Incoming


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace over one list written by hand, published on two days."""
    home = tmp_path_factory.mktemp("decision")
    source, dated = plain.read(LIST, "list.yaml")
    files = {"main": ("list.yaml", LIST.encode())}
    incoming = [
        Incoming(source, day, "2021-01-01", "plain", rows, files) for day, rows in dated.items()
    ]
    store_write.add(home, incoming, accept_drop=True)
    return Workspace(home, lists=(source,))


@pytest.fixture(scope="session")
def ask(small: Workspace) -> Ask:
    """Decide an activity written as YAML."""

    def decide_text(
        text: str, on: str, *, known_by: str | None = None, deep: bool = True
    ) -> Decision:
        public = date.fromisoformat(known_by) if known_by else None
        activity = read(documents.parse(text, "activity.yaml"))
        return decide(activity, small, AsOf(Moment.parse(on), public), deep=deep)

    return decide_text
