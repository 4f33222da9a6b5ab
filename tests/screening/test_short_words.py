"""Words that firms' names shorten at will find the words written out."""

from __future__ import annotations

import pytest

from licet.screening import DEFAULT, Query, build_index, screen_one
from licet.screening.index_store import Index

FIRMS = [
    "VOLGADON COMMUNICATIONS GROUP", "TEHRAN SERVICES TRADING COMPANY",
    "OCEANIC MANAGEMENT SERVICES LTD", "PETROVARA COMMERCIAL GROUP LLC",
    "GULF MARITIME ENGINEERING COMPANY", "ARAKIAN CONSTRUCTION AND DEVELOPMENT CORPORATION",
    "NATIONAL LABORATORY OF ZELMO",
]  # fmt: skip
SHORT = [
    ("Volgadon Comm Grp", 0), ("VOLGADON COMMS GRP", 0), ("Tehran Srvces Trading Co", 1),
    ("TEHRAN SVCS TRDG", 1), ("Oceanic Mgmt Svcs", 2), ("Petrovara Comml Grp", 3),
    ("Gulf Maritime Engr Co", 4), ("Arakian Constr & Devt Corp", 5), ("Natl Lab of Zelmo", 6),
]  # fmt: skip


@pytest.fixture(scope="module")
def firms() -> Index:
    """An index of the firms."""
    count = len(FIRMS)
    return build_index({
        "listing_id": FIRMS, "source": ["test"] * count, "name": FIRMS,
        "name_kind": ["primary"] * count, "strength": ["strong"] * count,
        "kind": ["organisation"] * count,
    })  # fmt: skip


@pytest.mark.parametrize(("short", "listed"), SHORT)
def test_a_shortened_name_is_an_alert(firms: Index, short: str, listed: int) -> None:
    """COMM GRP, SRVCES and their like are the words they stand for."""
    best = screen_one(firms, Query(short))[0]
    assert best.listing_id == FIRMS[listed]


@pytest.mark.parametrize("other", ["Marlow Comm Grp", "Svcs Mgmt Grp", "Comm Grp"])
def test_short_words_alone_are_no_alert(firms: Index, other: str) -> None:
    """A name that shares nothing but such words with a listed one stays below the threshold."""
    assert all(m.score < DEFAULT for m in screen_one(firms, Query(other), threshold=0.0))
