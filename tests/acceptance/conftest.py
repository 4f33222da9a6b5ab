"""One store of real lists for every acceptance test, and a way to ask it a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from activity_texts import Ask

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.decision import Decision
from licet.decision.workspace import Workspace
from licet.lists.intake import Choices, add_files

CONSOLIDATED = ("2020-03-17", "2020-12-14", "2021-01-08", "2022-02-22", "2022-02-24", "2025-06-30")


@pytest.fixture(scope="session")
def work(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace over OFAC's own files from 2019 to 2025."""
    home = tmp_path_factory.mktemp("acceptance")

    def add(names: list[str], choices: Choices) -> None:
        add_files(home, [shared(f"ofac/{name}") for name in names], choices)

    add([f"consolidated_{day}.xml" for day in CONSOLIDATED], Choices())
    add([f"{part}_2019-01-15.csv" for part in ("sdn", "alt", "add")], Choices())
    pipes = [f"{part}_2020-03.pip" for part in ("sdn", "alt", "add")]
    add(pipes, Choices(published=date(2020, 3, 20)))
    add([f"{part}_2021-07-07.csv" for part in ("sdn", "alt", "add", "sdn_comments")], Choices())
    add(["sdn_2024-05-03.csv"], Choices(accept_unmarked=True))
    return Workspace(home)


@pytest.fixture(scope="session")
def ask(work: Workspace) -> Ask:
    """Decide an activity written as YAML, on a date, with what was public by another."""

    def decide_text(
        text: str, on: str, *, known_by: str | None = None, deep: bool = False
    ) -> Decision:
        activity = read(documents.parse(text, "activity.yaml"))
        public = date.fromisoformat(known_by) if known_by else None
        return decide(activity, work, AsOf(Moment.parse(on), public), deep=deep)

    return decide_text
