"""Which items a row of License Requirements covers."""

from __future__ import annotations

import pytest

from licet.goods.eccn import Eccn
from licet.goods.scope import covers, in_words


@pytest.mark.parametrize(
    ("scope", "paragraph", "expected"),
    [
        ("NS applies to entire entry", None, True),
        ("NS applies to entire entry.", "a", True),
        ("RS applies to 3A777.b", "b.2", True),
        ("RS applies to 3A777.b", "a", False),
        ("RS applies to 3A777.b", None, None),
        ("RS applies to 3A777.b.2", "b", None),
        ("MT applies to 3A777.t, .u, .v, and .w", "u", True),
        ("MT applies to 3A777.t, .u, .v, and .w", "x", False),
        ("NS applies to entire entry, except .e, .x, and .y", "y", False),
        ("NS applies to entire entry, except .e, .x, and .y", "a", True),
        ("NS applies to entire entry, except .e, .x, and .y", None, None),
        (
            "NS applies to entire entry except: 3A777.b; parts in 3A777.x if flown; and 3A777.y",
            "y",
            False,
        ),
        (
            "NS applies to entire entry except: 3A777.b; parts in 3A777.x if flown; and 3A777.y",
            "x",
            None,
        ),
        ("MT applies to 3A777.d and 3A777.e when usable in missiles", "d", None),
        ("RS applies to items controlled by 3A777.z.1", "c", False),
        ("RS applies to items controlled by 3A777.z.1", "z.1.a", True),
        ("RS applies to shotguns with a barrel of less than 18 inches", None, None),
        ("RS applies to 4A111.b", "b", None),
    ],
)
def test_scopes(scope: str, paragraph: str | None, expected: bool | None) -> None:
    """Paragraphs decide lists of paragraphs; prose is for a person, so it may cover the item."""
    assert covers(scope, Eccn("3A777", paragraph)) is expected


D1 = (
    "To or within destinations specified in Country Groups D:1 and D:5 of supplement no. 1 to part "
    "740 of the EAR, excluding any destination also specified in Country Groups A:5 or A:6. See "
    "§ 742.6 of the EAR."
)


@pytest.mark.parametrize(
    ("words", "code", "groups", "expected"),
    [
        ("To or within any destination worldwide. See § 742.6(a)(6) of the EAR.", "CA", None, True),
        ("China, Russia, or Venezuela (see § 742.6(a)(7))", "CN", None, True),
        ("China, Russia, or Venezuela (see § 742.6(a)(7))", "DE", None, False),
        (D1, "CN", {"D:1", "D:5"}, True),
        (D1, "DE", {"A:5"}, False),
        (D1, "XX", {"D:1", "A:6"}, False),
        (D1, "CN", None, None),
        ("Refer to § 742.15 of the EAR.", "CN", {"D:1"}, None),
    ],
)
def test_requirements_in_words(
    words: str, code: str, groups: set[str] | None, expected: bool | None
) -> None:
    """Lists of countries and of Country Groups decide; other words are for a person."""
    held = None if groups is None else frozenset(groups)
    assert in_words({"words": words}, code, held) is expected


SCOPES = (
    "NS applies to entire entry, except .e, .x, and .y",
    "RS applies to 3A777.b.2",
    "RS applies to items controlled by 3A777.z.1",
    "NS applies to entire entry except: 3A777.b; parts in 3A777.x if flown; and 3A777.y",
    "MT applies to 3A777.d and 3A777.e when usable in missiles",
)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("path", ["a", "b.2.a", "e", "x.1", "y.2", "z.1.b"])
def test_a_shorter_paragraph_is_never_more_certain(scope: str, path: str) -> None:
    """What is told of an entry, or of part of a paragraph, holds for each paragraph within it."""
    full = covers(scope, Eccn("3A777", path))
    parts = path.split(".")
    for known in (None, *(".".join(parts[:n]) for n in range(1, len(parts)))):
        assert covers(scope, Eccn("3A777", known)) in {None, full}
