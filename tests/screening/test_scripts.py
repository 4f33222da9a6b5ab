"""Names in other scripts find their Latin list entries, and Latin names those in other scripts."""

from __future__ import annotations

import pytest

from licet.screening import Query, build_index, screen_one
from licet.screening.index_store import Index

PAIRS = [
    ("习近平", "Jinping XI"),
    ("김정은", "Jong Un KIM"),
    ("عبد المهيمن القرشي", "Abdul Muhaymin al-Qurashi"),
    ("عبد المهيمن القرشي", "Abd al-Muhaymin al-Qurashi"),
    ("Усама бин Ладен", "Usama bin Ladin"),
    ("أسامة بن لادن", "Usama bin Ladin"),
    ("Путин Владимир", "Vladimir Vladimirovich PUTIN"),
    ("בנימין נתניהו", "Binyamin Netanyahu"),
    ("Καραμανλής Κωνσταντίνος", "Konstantinos Karamanlis"),
    ("ウラジーミル・プーチン", "Vladimir Putin"),
    ("弗拉基米尔·列宁", "Vladimir Lenin"),
]
OTHERS = [
    "Jinghua XIE", "Jong Chol KIM", "Abdul Matin al-Quraysh", "Usman bin Latif",
    "Vladislav PUGIN", "Benjamin Nathan", "Konstantinos Karas", "Vladislav Pushkin",
    "Xi PING", "Un Jong PAK", "Vladimir Levin",
]  # fmt: skip


def index_of(names: list[str]) -> Index:
    """An index of persons, one listing for each name."""
    return build_index({
        "listing_id": names, "source": ["test"] * len(names), "name": names,
        "name_kind": ["primary"] * len(names), "strength": ["strong"] * len(names),
        "kind": ["person"] * len(names),
    })  # fmt: skip


@pytest.mark.parametrize(("native", "latin"), PAIRS)
@pytest.mark.parametrize("reverse", [False, True])
def test_native_and_latin_names_find_each_other(native: str, latin: str, reverse: bool) -> None:
    """The entry comes first, well before look-alikes, whichever side is in Latin letters."""
    asked, listed = (latin, native) if reverse else (native, latin)
    found = screen_one(index_of([*OTHERS, listed]), Query(asked), threshold=0.3)
    assert found[0].listing_id == listed
    assert found[0].score >= 0.65  # a patronymic left out costs as much between Latin names
    assert len(found) == 1 or found[0].score > found[1].score


def test_every_reading_of_a_listed_word_is_compared() -> None:
    """A listed name in Arabic is found by any of its spellings, not only by the first."""
    index = index_of(["محمد القذافي"])
    for spelled in ("Muhammad al-Qadhafi", "Mohamed Gaddafi", "Mohammed El Qaddafi"):
        match = screen_one(index, Query(spelled), threshold=0.3)[0]
        assert {pair.how for pair in match.why} == {"transliteration"}


def test_readings_survive_saving(tmp_path: object) -> None:
    """A loaded index knows the further readings of its words."""
    index = index_of(["김정은", "Jong Chol KIM"])
    index.save(f"{tmp_path}/i")
    loaded = Index.load(f"{tmp_path}/i", verify=True)
    kim = loaded.tokens_of("kim")
    assert len(kim) == 2
    assert kim.tolist() == index.tokens_of("kim").tolist()
