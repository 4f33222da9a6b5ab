"""How the packs of the Export Administration Regulations hang together."""

from __future__ import annotations

import pytest

from licet.core.measures import MEASURES
from licet.law.conditions import leaves
from licet.law.model import Provision
from licet.law.packs import shipped

LAW = shipped()
EAR = sorted((p for p in LAW.provisions.values() if p.regime == "us/ear"), key=lambda p: p.id)
MOVES = {"export", "reexport", "transfer_in_country"}


@pytest.mark.parametrize("provision", EAR, ids=lambda p: p.id)
def test_rules_ask_first_what_is_done_and_under_which_law(provision: Provision) -> None:
    """Every rule starts with the act and the jurisdiction, so a payment isn't asked about goods."""
    for version in provision.versions:
        facts = [leaf.fact for leaf in leaves(version.applies)]
        assert facts[0] == "activity.judged_as"
        assert "item.jurisdiction" in facts
        act = next(leaf for leaf in leaves(version.applies) if leaf.fact == "activity.judged_as")
        assert act.wanted >= MOVES
        assert not act.wanted & {"loan", "credit", "investment", "bank_transfer"}


def test_nothing_lifts_a_prohibition() -> None:
    """Licences and exceptions are written to licence requirements alone."""
    for provision in EAR:
        for version in provision.versions:
            if version.effect == "prohibited":
                assert version.exceptions == (), provision.id


def test_no_license_exception_serves_against_a_listing() -> None:
    """Neither the Entity List nor military end users leave room for a License Exception."""
    for name in ("us/ear/744/16", "us/ear/744/21/list", "us/ear/744/22/list", "us/ear/744/8"):
        for version in LAW.provisions[name].versions:
            assert not [e.id for e in version.exceptions if "licence-exception" in e.id]


def test_every_measure_of_bis_has_its_rule() -> None:
    """Each list of Commerce is judged by some rule."""
    for measure in MEASURES:
        if measure.startswith("us/bis/"):
            assert LAW.attached_to(measure), measure


def test_affiliates_are_reached_from_two_lists_only() -> None:
    """The Affiliates rule is of the Entity List and the Military End-User List."""
    reached = {p.id for p in EAR if p.reach == "bis_affiliates"}
    assert reached == {"us/ear/744/16", "us/ear/744/21/list"}
    assert {p.reach for p in EAR} <= {"bis_affiliates", "none"}


def test_the_affiliates_rule_is_dated() -> None:
    """In force, suspended and unconfirmed on the days its texts name."""
    versions = LAW.reaches["bis_affiliates"].versions
    told = [(str(v.period.start), str(v.period.end), v.effect) for v in versions]
    assert told == [
        ("None", "2025-09-28", "none"),
        ("2025-09-29", "2025-11-09", "reaches"),
        ("2025-11-10", "2026-11-09", "none"),
        ("2026-11-10", "None", "unconfirmed"),
    ]


def test_every_licence_requirement_can_be_met_by_a_licence() -> None:
    """A BIS licence held is written to every rule that asks for one, but the ban on exceptions."""
    for provision in EAR:
        for version in provision.versions:
            if version.effect == "licence_required" and provision.id != "us/ear/744/15/exceptions":
                assert "held" in [e.id for e in version.exceptions], provision.id


def test_half_of_it_is_read() -> None:
    """What is read stands apart from what is draft, and each draft says what is unread."""
    reviewed = [p for p in EAR if p.status == "reviewed"]
    assert len(reviewed) >= 15
    assert all(p.unread for p in EAR if p.status == "draft")
