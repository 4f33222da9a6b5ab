"""What an entry of the Entity List says of its own requirement."""

from __future__ import annotations

import pytest

from licet.goods.entity_entry import items_covered, notices


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("For all items subject to the EAR. (See §744.11 of the EAR).", "all"),
        ("For all items subject to the EAR; License Policy: Denial", "all"),
        ("For all items subject to the EAR. (See §§ 734.9(e) and 744.11 of the EAR)4", "all"),
        (
            "All items subject to the EAR except for food or medicine designated as EAR99. "
            "(See §§ 734.9(g),3 746.8(a)(3) of the EAR)",
            "all_but_food_and_medicine",
        ),
        (
            "For any item subject to the EAR listed in supplement no. 2 to part 744.",
            "supplement_2_to_744",
        ),
        ("For all items subject to the EAR listed on the CCL.", "ccl"),
        ("All items on the CCL", "ccl"),
        (
            "For all items subject to the EAR, see §§ 736.2(b)(3)(vi), and 744.11 of the EAR, "
            "EXCEPT for technology designated EAR99",
            "other",
        ),
        ("For all items subject to the EAR when used in projects of §746.5 of the EAR.", "other"),
        ("; License Policy: Denial", None),
    ],
)
def test_items_covered(words: str, expected: str | None) -> None:
    """Known wordings are read; an exception or anything else is left to a person."""
    assert items_covered(f"License Requirement: {words}") == expected


def test_a_text_without_a_requirement_covers_nothing_known() -> None:
    """Where no requirement is told, none is made up."""
    assert items_covered("Order of 2019") is None


def test_notices() -> None:
    """Notices are read with their volume and page, however they are spaced."""
    text = "Federal Register Notice: 84 FR 22961, 85 FR 29852; see 86FR4862"
    assert notices(text) == {"84 FR 22961", "85 FR 29852", "86 FR 4862"}
