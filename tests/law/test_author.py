"""What a pack's author sees of the law: a rule on a day, changes between days, what is covered."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.core.dates import Moment
from licet.core.errors import BadInputError
from licet.law.author import changes, coverage, showing
from licet.law.gaps import shipped as shipped_gaps
from licet.law.packs import shipped

LAW = shipped()
ROOT = Path(__file__).parents[2]


def shown(name: str, on: str) -> dict[str, object]:
    """A provision on a day."""
    (found,) = showing.find(LAW, name)
    return showing.content(LAW, found, Moment.parse(on))


def test_a_rule_on_a_day() -> None:
    """The version of the day is told from others, and exceptions that aren't in force are named."""
    made = shown("us/caatsa/235/a/2", "2020-12-20")
    version = made["versions"][0]  # type: ignore[index]
    assert version["on_that_day"] is True
    assert version["effect"] == "licence_unavailable"
    assert "not to issue any specific license" in version["source"]["quote"]
    assert [e["id"] for e in version["exceptions"]]
    assert made["examples"]
    before = shown("us/caatsa/235/a/2", "2017-08-01")
    assert [v["on_that_day"] for v in before["versions"]] == [False]  # type: ignore[attr-defined]


def test_what_gives_way_is_told_and_not_spelt_out() -> None:
    """An exception is shown as its pack has it, with what goes before it."""
    made = shown("us/ofac/ssi/1/a", "2014-10-01")
    rules = {e["id"]: e for e in made["versions"][0]["exceptions"]}  # type: ignore[index]
    assert rules["ofac-licence"]["gives_way_to"] == ["terms-fixed-before"]
    assert not any("debt" in line for line in rules["ofac-licence"]["when"])


def test_the_beginning_of_several_ids() -> None:
    """Every rule below it is found; a name that is none gives the nearest."""
    assert len(showing.find(LAW, "us/ofac/ssi")) > 5
    with pytest.raises(BadInputError, match=r"did you mean 'us/ofac/ssi/3'"):
        showing.find(LAW, "us/ofac/ss/3")


def test_changes_around_the_affiliates_rule() -> None:
    """It begins, is suspended and comes back, each on its day; what lies outside isn't told."""
    found = changes.changes(LAW, Moment.parse("2025-09-28"), Moment.parse("2026-11-10"))
    days = {str(c.at) for c in found if c.what == "reach bis_affiliates" and c.begins}
    assert days == {"2025-09-29", "2025-11-10", "2026-11-10"}
    assert not changes.changes(LAW, Moment.parse("1960-01-01"), Moment.parse("1960-01-02"))
    assert [c.at.sort_key() for c in found] == sorted(c.at.sort_key() for c in found)


def test_a_last_day_ends_as_the_next_begins() -> None:
    """A rule whose last day is 6 July is told of on 7 July, not before."""
    name = "us/itar/126-1/k"
    one = changes.changes(LAW, Moment.parse("2025-07-05"), Moment.parse("2025-07-06"))
    two = changes.changes(LAW, Moment.parse("2025-07-06"), Moment.parse("2025-07-07"))
    assert name not in {c.what for c in one}
    assert name in {c.what for c in two if not c.begins}


def test_every_provision_is_covered_once() -> None:
    """Each stands in the table, a draft as a draft, with the examples that try it."""
    rows = coverage.rows(LAW)
    assert {row.provision.id for row in rows} == set(LAW.provisions)
    assert all((row.state == "draft") == (row.provision.status == "draft") for row in rows)
    assert all(row.examples for row in rows)


def test_the_page_of_the_law_is_current() -> None:
    """docs/law-coverage.md is what the command writes."""
    page = (ROOT / "docs" / "law-coverage.md").read_text(encoding="utf-8")
    assert page == coverage.page(LAW), "run `licet law coverage --out docs/law-coverage.md`"


def test_the_list_of_gaps_only_shrinks() -> None:
    """A gap that is closed leaves the kept list too; a new one is put there on purpose."""
    kept = (Path(__file__).parent / "gaps_kept.txt").read_text(encoding="utf-8").split()
    assert sorted(gap.id for gap in shipped_gaps()) == kept
    assert all(gap.owner and gap.review_by for gap in shipped_gaps())
