"""The parts of the accuracy benchmark, on invented names."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from benchmarks.accuracy.scorers import Asked, Listed, compared, licet, plain

from licet.screening import build_index
from licet.screening.tuning import noise
from licet.screening.tuning.scripts import script

NAMES = ["Aurelio Tann Pell", "Aurel Pell", "Keld Armaments Agency", "Morven Lighter"]
PARTIES = [1, 1, 2, 3]


@pytest.fixture(scope="module")
def listed() -> Listed:
    """Four names of three parties."""
    rows = {
        "listing_id": [f"x:{party}" for party in PARTIES],
        "source": ["x"] * 4,
        "name": NAMES,
        "name_kind": ["primary", "aka", "primary", "primary"],
        "strength": ["strong"] * 4,
        "kind": ["person", "person", "organisation", "vessel"],
    }
    return Listed(build_index(rows), NAMES, np.arange(4), np.array(PARTIES))


def by_length(left: str, right: str, **_: object) -> float:
    """A scorer of its own: the share of letters in common places."""
    same = sum(a == b for a, b in zip(left, right, strict=False))
    return same / max(len(left), len(right))


@pytest.mark.parametrize("scorer", [licet, compared(by_length)])
def test_an_alias_is_found_by_the_other_name_alone(scorer: object, listed: Listed) -> None:
    """The alias's own string is hidden; its party is found by its other name."""
    ((_, scores),) = scorer(listed, Asked(["Aurel Pell"], np.array([1])))  # type: ignore[operator]
    assert 0 < scores[1] < 1
    ((_, open_),) = scorer(listed, Asked(["Aurel Pell"]))  # type: ignore[operator]
    assert open_[1] == 1.0


@pytest.mark.parametrize("title", noise.CLASSES)
def test_noise_changes_the_name_and_is_the_same_each_time(title: str) -> None:
    """A class of noise changes a name, or says that it can't; one seed gives one result."""
    change = noise.CLASSES[title]
    words = ["Sheykh", "Tann", "Pell", "LLC"]
    once, again = (change(list(words), Random(7)) for _ in range(2))  # noqa: S311
    assert once == again
    assert once is not None
    assert once != words


def test_noise_that_does_not_fit_a_kind_is_left_out() -> None:
    """Persons have no legal forms to drop, firms no initials."""
    person = noise.noised(["Aurelio Tann Pell"], "person", 1)
    firm = noise.noised(["Keld Armaments LLC"], "organisation", 1)
    assert "legal form dropped" not in person
    assert "initials" not in firm
    assert firm["legal form dropped"] == [(0, "Keld Armaments")]


@pytest.mark.parametrize(
    ("text", "named"),
    [("Pell", "Latin"), ("Пелл", "Cyrillic"), ("Pell 彼尔", "Cjk"), ("1-P", "Latin")],
)
def test_scripts(text: str, named: str) -> None:
    """A name belongs to the first script in it that isn't Latin."""
    assert script(text) == named


def test_the_same_string() -> None:
    """Case and blanks don't make another string."""
    assert plain("  KELD   Agency") == plain("Keld agency")
