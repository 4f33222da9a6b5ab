"""Firms owned by parties of the Entity List: the Affiliates rule, its suspension and its return."""

from __future__ import annotations

import pytest
from ear_case import ask, interval, shipment, workspace

from licet.decision.workspace import Workspace

FREE = ("no_restriction_found", "no_restriction_found")
LICENCE = ("licence_required", "licence_required")
TGL = ("conditional", "licence_required")
OPEN = ("no_restriction_found", "licence_required")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace over the invented list."""
    return workspace(tmp_path_factory.mktemp("affiliates"))


def firm(*owners: tuple[str, str], country: str = "CN") -> str:
    """A firm nobody lists, with the shares of its listed owners."""
    held = ", ".join(
        f"{{name: Owner {i}, listing: 'ofac:{listing}', percent: '{share}'}}"
        for i, (listing, share) in enumerate(owners)
    )
    place = f", country: {country}" if country else ""
    return f"  - {{name: Orlaban Works, role: end_user, rejected: []{place}, owners: [{held}]}}"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-09-28", FREE),
        ("2025-09-29", LICENCE),
        ("2025-10-15", LICENCE),
        ("2025-11-09", LICENCE),
        ("2025-11-10", FREE),
        ("2026-11-09", FREE),
        ("2026-11-10", OPEN),
        ("2026-11-22", OPEN),
    ],
)
def test_a_firm_owned_by_half(work: Workspace, on: str, expected: tuple[str, str]) -> None:
    """Owned by half by a listed party: as its owner while the rule stands, open on its return."""
    assert interval(ask(work, shipment(firm(("101", "50"))), on)) == expected


def test_without_a_destination_the_temporary_licence_may_help(work: Workspace) -> None:
    """Where the goods go isn't known: the temporary general licence of the rule may cover it."""
    decision = ask(work, shipment(firm(("101", "50"), country="")), "2025-10-15")
    found = decision.regimes["us/ear"]
    assert (found.floor.word, found.ceiling.word) == TGL


def test_a_destination_among_allies_leaves_the_temporary_licence_open(work: Workspace) -> None:
    """For Germany the temporary general licence, whose text wasn't read, may serve."""
    assert interval(ask(work, shipment(firm(("101", "50"), country="DE")), "2025-10-15")) == TGL


@pytest.mark.parametrize(
    ("owners", "expected"),
    [
        ([("101", "49.9")], FREE),
        ([("101", "100")], LICENCE),
        ([("101", "25"), ("102", "25")], LICENCE),
        ([("101", "25"), ("102", "24.9")], FREE),
        ([("101", "40-60")], OPEN),
    ],
)
def test_shares_are_added(
    work: Workspace, owners: list[tuple[str, str]], expected: tuple[str, str]
) -> None:
    """Half counts, less doesn't; shares of several listed owners are added; a range stays open."""
    assert interval(ask(work, shipment(firm(*owners)), "2025-10-15")) == expected


def test_owned_through_a_chain(work: Workspace) -> None:
    """A firm that an affiliate owns by half is reached too."""
    chain = (
        "  - {name: Orlaban Works, role: end_user, country: CN, owners: "
        "[{name: Middle Holding, percent: '50', owners: "
        "[{name: Top, listing: 'ofac:101', percent: '50'}]}]}"
    )
    assert interval(ask(work, shipment(chain), "2025-10-15"))[1] == "licence_required"


def test_the_parent_of_a_listed_firm_is_not_reached(work: Workspace) -> None:
    """Ownership reaches down, never up: who owns a listed firm isn't listed by it."""
    parent = "  - {name: Veldoria Group, role: end_user, country: CN}"
    assert interval(ask(work, shipment(parent), "2025-10-15")) == FREE


def test_a_listed_firm_needs_a_licence_through_the_suspension(work: Workspace) -> None:
    """The suspension is of the rule for affiliates; the listed party itself stays listed."""
    listed = "  - {name: Qorvexi, listing: 'ofac:101', role: end_user, country: CN}"
    for on in ("2025-09-28", "2025-11-10", "2026-11-22"):
        assert interval(ask(work, shipment(listed), on)) == LICENCE


@pytest.mark.parametrize("kind", ["payment", "loan", "investment"])
def test_what_moves_no_goods_is_not_touched(work: Workspace, kind: str) -> None:
    """A payment, a loan or an investment asks nothing of the Export Administration Regulations."""
    text = shipment(
        firm(("101", "50")).replace("end_user", "payee"), more="", kind=kind, end_use=""
    )
    assert interval(ask(work, text, "2025-10-15")) == FREE
