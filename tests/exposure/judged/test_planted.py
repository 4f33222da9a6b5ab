"""Programmes made from a seed: what is planted in them comes out, at every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.exposure_made import DAY, Size, made, write

from benchmarks import exposure
from licet.exposure.judged.analysis import Analysis, analyse
from licet.exposure.judged.scenario import Scenario, Step, Who
from licet.exposure.judged.sweep import sweep
from licet.exposure.judged.terms import Terms
from licet.exposure.judged.whatif import what_if
from licet.exposure.programme import open_programme

SMALL = Size(lines=400, parts=120, tiers=5, suppliers=40, ties=80, planted=3)


def _analysed(tmp_path: Path, seed: int) -> tuple[Analysis, object]:
    frames, planted = made(SMALL, seed)
    frames.pop("deliveries")
    frames.pop("events")
    work = exposure.workspace(tmp_path / "home", planted)
    programme = open_programme(write(tmp_path / "programme", frames))
    return analyse(programme, work, Terms(on=DAY)), planted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_answers_come_out(tmp_path: Path, seed: int) -> None:
    """Listed and owned suppliers are prohibited, their sole parts and the circle are named."""
    frames, planted = made(SMALL, seed)
    work = exposure.workspace(tmp_path / "home", planted)
    programme = open_programme(write(tmp_path / "programme", frames))
    exposure.check(analyse(programme, work, Terms(on=DAY)), planted)


def test_a_sweep_is_many_what_ifs(tmp_path: Path) -> None:
    """Each case of a sweep loses what the same designation loses as a hypothetical case."""
    base, _ = _analysed(tmp_path, 5)
    lost = float(base.lines["lost"].sum())
    swept = sweep(base, "supplier", most=12)
    for row in swept.to_dicts():
        who = Who(supplier=row["key"])
        case = what_if(base, Scenario(steps=[Step(on=DAY.isoformat(), designate=who)]))
        found = float(case.lines["lost"].sum()) - lost
        assert row["stopped"] == pytest.approx(found, rel=0.01, abs=1.0), row["name"]


def test_a_sweep_of_owners_reaches_through_two_layers(tmp_path: Path) -> None:
    """Whoever owns half of the owner of most of a supplier stops it."""
    base, _ = _analysed(tmp_path, 6)
    swept = sweep(base, "owner")
    top = swept.filter(swept["name"] == "Planted Middle Holding 1").row(0, named=True)
    assert top["suppliers"] == 1
    assert sweep(base, "country")["suppliers"].sum() == base.programme.suppliers.height


def test_the_benchmark_has_its_keys() -> None:
    """A small run measures everything and checks the planted answers."""
    found = exposure.run(SMALL, 5)
    wanted = {"lines", "seconds", "what_if_seconds", "sweep_suppliers", "sweep_seconds", "rss_mb"}
    assert wanted <= found.keys()
    assert found["sweep_suppliers"] == 5
    assert found["lines"] == 400
