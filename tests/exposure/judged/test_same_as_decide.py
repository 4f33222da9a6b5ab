"""The programme's answers are those of single decisions, act by act and day by day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from made_programmes import made_up

from licet.core.outcome import OutcomeSet, strictest
from licet.decision.workspace import Workspace
from licet.exposure.judged.analysis import Analysis, analyse
from licet.exposure.judged.opened import opened
from licet.exposure.judged.terms import Terms
from licet.exposure.programme import open_programme

ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("seed", "terms"),
    [
        (1, Terms(on=date(2020, 12, 14))),
        (2, Terms(("us_person",), None, date(2021, 3, 1))),
        (3, Terms(("eu_person",), "DE", date(2020, 6, 1))),
        (4, Terms(("us_person",), "US", date(2021, 1, 1), programme="f35")),
    ],
)
def test_each_act_is_judged_as_one_decision_would(
    seed: int, terms: Terms, work: Workspace, tmp_path: Path
) -> None:
    """On days around every change the outcomes are those of ``decide`` on the act opened."""
    analysis = analyse(open_programme(made_up(tmp_path / "p", seed)), work, terms)
    draw = random.Random(seed)  # noqa: S311 - a test's own choice
    pieces = _pieces(analysis)
    compared = 0
    for subject, of, place, _ in analysis.acts.subjects.iter_rows():
        acts = analysis.acts.frame.filter(pl.col("subject") == subject)
        start, end = acts["start"][0], acts["end"][0]
        days = {start, end, start + ONE * draw.randrange((end - start).days + 1)}
        for day, _ in draw.sample(pieces.get(subject, []), min(2, len(pieces.get(subject, [])))):
            days |= {day, max(start, day - ONE)}
        for day in sorted(days):
            found = [one.decide(analysis) for one in opened(analysis, of, place, day)]
            want = strictest([one.outcomes for one in found])
            got = OutcomeSet(_on(pieces.get(subject, []), day))
            assert got == want, f"{of} {place} on {day}: {got.words()}, decided {want.words()}"
            compared += 1
    assert compared > 40


def _pieces(analysis: Analysis) -> dict[int, list[tuple[date, int]]]:
    found: dict[int, list[tuple[date, int]]] = {}
    for subject, day, mask in analysis.judged.days.iter_rows():
        found.setdefault(subject, []).append((day, mask))
    return found


def _on(pieces: list[tuple[date, int]], day: date) -> int:
    return next((mask for first, mask in reversed(pieces) if first <= day), 1)
