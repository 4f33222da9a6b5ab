"""The inner loops: compiled and as they stand they answer alike, pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import numpy as np
import pytest

from licet.names import parse
from licet.screening import Index, build_index
from licet.screening.finder import Finder
from licet.screening.kernel import run
from licet.screening.queries import prepare
from licet.screening.score import found
from licet.screening.search import Search

GIVEN = [
    "Ismail",
    "Mustafa",
    "Vladimir",
    "Ana",
    "Kim",
    "Jong",
    "J.",
    "Abd",
    "al-Rahman",
    "Maria",
    "Yevgeniy",
    "Li",
    "María",
]
FAMILY = [
    "Demir",
    "Gencoglu",
    "Putin",
    "Ivanov",
    "Ri",
    "Hassan",
    "Kozlov",
    "Öztürk",
    "Sidorov",
    "O'Brien",
    "Demirr",
    "Wang",
]
WORDS = [
    "Gaz",
    "Prom",
    "Gazprom",
    "Almaz-Antey",
    "Zavod",
    "Plant",
    "Research",
    "Institute",
    "Bank",
    "Trading",
    "Ltd",
    "OOO",
]
NATIVE = ["Исмаил Демир", "習近平", "김정은", "عبد الرحمن", "ООО Завод Алмаз", "Παπαδόπουλος"]


def names(seed: int, count: int) -> list[str]:
    """Invented names of people and firms, some in other scripts, some with a letter changed."""
    chance = Random(seed)  # noqa: S311
    made = []
    for _ in range(count):
        pools = [GIVEN, FAMILY] if chance.random() < 0.5 else [WORDS, WORDS, WORDS]
        text = " ".join(chance.choice(pool) for pool in pools)
        if chance.random() < 0.3:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice("aeiorst ") + text[at + 1 :]
        made.append(chance.choice(NATIVE) if chance.random() < 0.1 else text)
    return made


@pytest.fixture(scope="module")
def index() -> Index:
    """Names of persons and firms."""
    listed = names(1, 400)
    return build_index({
        "listing_id": [f"test:{n // 2}" for n in range(len(listed))],
        "source": ["test"] * len(listed),
        "name": listed,
        "name_kind": ["primary" if n % 2 == 0 else "aka" for n in range(len(listed))],
        "strength": ["strong" if n % 7 else "weak" for n in range(len(listed))],
        "kind": [("person", "organisation")[n // 2 % 2] for n in range(len(listed))],
    })  # fmt: skip


@contextmanager
def compiled(wanted: bool) -> Iterator[None]:
    """With the compiled loops, or with the plain ones."""
    before = run._state["loaded"]
    run._state["loaded"] = wanted
    try:
        yield
    finally:
        run._state["loaded"] = before


@pytest.mark.parametrize("threshold", [0.0, 0.5, 0.77])
def test_compiled_and_plain_loops_find_the_same(index: Index, threshold: float) -> None:
    """Candidates, their order and every score are equal to the last bit."""
    pytest.importorskip("numba", reason="Numba isn't installed: there are no compiled loops")
    asked = [parse(name, reorder=True) for name in names(2, 120)]
    ways = []
    for wanted in (False, True):
        with compiled(wanted):
            search = Search(index, threshold)
            ways.append(found(search, prepare(Finder(index), asked)))
    (plain, scores), (fast, same) = ways
    assert len(plain.row) > 50
    np.testing.assert_array_equal(plain.query, fast.query)
    np.testing.assert_array_equal(plain.row, fast.row)
    np.testing.assert_array_equal(scores, same)


def test_a_mask_limits_both(index: Index) -> None:
    """Names out of force are no candidates, compiled or not."""
    pytest.importorskip("numba", reason="Numba isn't installed: there are no compiled loops")
    rows = np.arange(index.rows) % 3 == 0
    asked = [parse(name, reorder=True) for name in names(3, 60)]
    for wanted in (False, True):
        with compiled(wanted):
            pairs, _ = found(Search(index, 0.3, rows=rows), prepare(Finder(index), asked))
        assert len(pairs.row)
        assert rows[pairs.row].all()


def test_scores_do_not_depend_on_what_was_asked_before(index: Index) -> None:
    """A finder that has seen other names answers as a fresh one does."""
    asked = [parse(name, reorder=True) for name in names(4, 40)]
    used = Finder(index)
    prepare(used, [parse(name) for name in names(5, 200)])
    first, scores = found(Search(index, 0.3), prepare(Finder(index), asked))
    second, same = found(Search(index, 0.3), prepare(used, asked))
    np.testing.assert_array_equal(first.row, second.row)
    np.testing.assert_array_equal(scores, same)


def test_compiled_loops_are_kept_by_what_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """What was compiled is kept in the user's cache, by a hash of the loops."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    run._folder.cache_clear()
    try:
        assert run._folder().parent.name == "licet"
        assert run._folder().name.startswith("loops-")
    finally:
        run._folder.cache_clear()
