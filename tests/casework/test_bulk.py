"""Many cases at once: a preview first, then all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.casework.case_help import (
    ANN,
    BO,
    OTHER,
    REA,
    Open,
    act,
    found,
    opened,
    subject,
)

from licet.casework.bulk import Order
from licet.casework.deciding import Ground
from licet.casework.errors import ConflictError, NotAllowedError
from licet.casework.policy import Policy
from licet.core.errors import BadInputError


def reject(numbers: Sequence[int]) -> Order:
    """The order to reject cases."""
    return Order("reject", tuple(numbers), OTHER)


def test_a_preview_counts_and_changes_nothing(casework: Open) -> None:
    """The preview says how many cases and alerts, of which kinds; nothing is written."""
    cases = casework()
    numbers = opened(cases, *(subject(f"r{n}", found()) for n in range(3)))
    seen = cases.preview(reject(numbers))
    assert (len(seen.cases), seen.alerts, seen.kinds, dict(seen.refused)) == (
        3, 3, ("organisation",), {},
    )  # fmt: skip
    assert cases.verify().rows == 3


def test_what_was_previewed_is_done(casework: Open) -> None:
    """Every case of the preview is rejected, each with its own audit row and the same reason."""
    cases = casework()
    numbers = opened(cases, *(subject(f"r{n}", found()) for n in range(3)))
    seen = cases.preview(order := reject(numbers))
    assert cases.bulk(order, seen.token, ANN) == 3
    for number in numbers:
        last = cases.get(number).history[-1]
        assert (last["action"], last["body"]["bulk"]) == ("reject", {"id": seen.token, "cases": 3})
    assert cases.verify().whole
    assert cases.undo(act(cases.case(numbers[0]))).status == "open"


def test_a_key_does_a_bulk_once(casework: Open) -> None:
    """Sent again under its key, a bulk says the same number and does nothing."""
    cases = casework()
    order = reject(opened(cases, *(subject(f"r{n}", found()) for n in range(3))))
    seen = cases.preview(order)
    assert [cases.bulk(order, seen.token, ANN, "k"), cases.bulk(order, seen.token, ANN, "k")] == [
        3,
        3,
    ]
    assert cases.verify().rows == 6


def test_a_change_since_the_preview_stops_all(casework: Open) -> None:
    """Where one case changed, none is decided."""
    cases = casework()
    numbers = opened(cases, *(subject(f"r{n}", found()) for n in range(3)))
    seen = cases.preview(order := reject(numbers))
    cases.comment(act(numbers[2], BO), "wait")
    with pytest.raises(ConflictError, match="not as they were; none was decided"):
        cases.bulk(order, seen.token, ANN)
    assert {cases.case(number).status for number in numbers} == {"open"}


@pytest.mark.parametrize(
    ("subjects", "words"),
    [
        ([subject("r1", found()), subject("r2", found(), kind="person")], "records are of mixed"),
        ([subject("r1", found()), subject("r2", found(matched_by="identifier"))],
         "matches are of mixed kinds"),
        ([subject("r1", found()), subject("r2", found(band="strong"))], "has a strong match"),
        ([subject(f"r{n}", found()) for n in range(4)], "4 cases are chosen, 3 are allowed"),
    ],
)  # fmt: skip
def test_what_is_mixed_is_refused(casework: Open, subjects: list[object], words: str) -> None:
    """Kinds are not mixed, strong matches stay apart, and there is a most; nothing is decided."""
    cases = casework(policy=Policy(bulk_cases=3))
    numbers = opened(cases, *subjects)  # type: ignore[arg-type]
    seen = cases.preview(order := reject(numbers))
    assert any(words in why for why in seen.refused.values())
    with pytest.raises(ConflictError, match="none was decided"):
        cases.bulk(order, seen.token, ANN)
    assert {cases.case(number).status for number in numbers} == {"open"}


def test_a_failure_in_the_middle_undoes_the_first(casework: Open) -> None:
    """Where one case of a bulk can't be decided, those before it are not either."""
    cases = casework()
    numbers = opened(cases, *(subject(f"r{n}", found()) for n in range(3)))
    wrong = Order("reject", tuple(numbers), Ground("other_name", alerts=("un:404",)))
    with pytest.raises(BadInputError, match="no alert"):
        cases.bulk(wrong, cases.preview(wrong).token, ANN)
    assert cases.verify().rows == 3


def test_bulk_has_roles_and_few_actions(casework: Open) -> None:
    """A reader can't; confirming and approving are not done in bulk; no case is no bulk."""
    cases = casework()
    seen = cases.preview(order := reject(opened(cases)))
    with pytest.raises(NotAllowedError, match="rea may not reject"):
        cases.bulk(order, seen.token, REA)
    with pytest.raises(BadInputError, match="'confirm' is not done in bulk"):
        Order("confirm", (1,), OTHER)
    with pytest.raises(ConflictError, match="no case is chosen"):
        cases.bulk(reject([]), cases.preview(reject([])).token, ANN)


def test_many_are_assigned_at_once(casework: Open) -> None:
    """Assigning takes mixed kinds."""
    cases = casework()
    mixed = subject("r1", found()), subject("r2", found(band="strong"), kind="person")
    order = Order("assign", tuple(opened(cases, *mixed)), to="bo")
    assert cases.bulk(order, cases.preview(order).token, ANN) == 2
    assert {case.assignee for case in cases.queue().cases} == {"bo"}
