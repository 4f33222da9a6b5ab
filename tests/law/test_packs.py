"""A pack that can't be trusted refuses to load, with file, line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from pack_text import PACK, PERSONS, changed, load

from licet.core.errors import PackError
from licet.law.packs import load_folder, load_law


def refused(pack: str) -> str:
    """The sentence with which a pack is refused."""
    with pytest.raises(PackError) as caught:
        load(pack)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_the_pack_itself_loads() -> None:
    """The unbroken pack has its provision, with zone, source and exception."""
    provision = load().provisions["zz/act/1"]
    assert provision.zone == "America/New_York"
    assert provision.versions[0].exceptions[0].id == "small"
    assert provision.regime == "zz/act"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("activity.kind", "activity.knd", "did you mean 'activity.kind'?"),
        ("is: [sale]", "iss: [sale]", "'iss' is not a matcher; did you mean 'is'?"),
        (
            "is: [sale]",
            "is: [sales]",
            "'sales' is not a value of activity.kind; did you mean 'sale'?",
        ),
        ("after: 2019-06-30", "after: 2019-06-31", "'2019-06-31' is not a date"),
        ("after: 2019-06-30", "at_most: 5", "'at_most' does not fit contract.signed_on"),
        ("after: 2019-06-30", "within: [2019-06-30]", "'within' takes 2 value(s)"),
        ("after: 2019-06-30", "after: {fact: loan.amount}", "of different types"),
        ("after: 2019-06-30", "after: {fact: contract.signd}", "is not a fact"),
        ("at_most: 100", "at_most: much", "'much' is not a number"),
        ("from: 2020-01-01", "from: 2020-02-30", "'2020-02-30' is not a date that exists"),
        ("from: 2020-01-01", "from: 2020-01-01T00:01", "has a time but no zone"),
        ("obliged: any_person", "obliged: us_person", "no pack defines whom 'us_person' means"),
        ("obliged: any_person", "obliged: anyperson", "Did you mean 'any_person'?"),
        ("effect: prohibited", "effect: prohibitd", "Did you mean 'prohibited'?"),
        ("effect: prohibited", "effect: conditional", "names no condition"),
        (
            "effect: prohibited",
            "effect: prohibited\n        duties: [zz/none]",
            "'zz/none' is defined nowhere",
        ),
        (
            "    status: reviewed\n    obliged",
            "    status: draft\n    obliged",
            "doesn't say what is unread",
        ),
        ("            status: reviewed", "            status: draft", "doesn't say what is unread"),
        ("pack: zz/act", "pack: zz/other", "Its path makes it 'zz/act'"),
        ("          all:", "          al:", "Use one of all, any, not"),
        ("    title: No sale of hats\n", "", "'provisions[0].title' is missing"),
        (
            "    title: No sale of hats\n",
            "    titel: No sale\n",
            "the key 'titel' is not known here",
        ),
        (
            "    versions:",
            "    attaches_to: {measure: us/none}\n    versions:",
            "'us/none' is not a measure",
        ),
        ("quote:", "qoute:", "Did you mean 'quote'?"),
    ],
)
def test_a_broken_place(old: str, new: str, expected: str) -> None:
    """Each mistake is refused with its line, and the nearest word where there is one."""
    said = refused(changed(old, new))
    assert expected in said
    assert said.startswith("packs/zz/act.yaml line ")


def test_the_line_of_the_mistake() -> None:
    """The line that is named is the line of the mistake."""
    said = refused(changed("activity.kind", "activity.knd"))
    line = next(i for i, text in enumerate(PACK.splitlines(), 1) if "activity.kind" in text)
    assert f"line {line}:" in said


def test_a_conditional_exception_without_condition() -> None:
    """An exception that holds only under a condition must name it."""
    refused(changed("            condition: Keep it small.\n", ""))


def test_an_id_that_stands_twice() -> None:
    """Two provisions of one id are refused, in one file or in two."""
    body = PACK[PACK.index("  - id: zz/act/1") :]
    assert "stands twice" in refused(PACK + body)
    with pytest.raises(PackError, match="stands twice"):
        load_law(
            [
                ("persons.yaml", PERSONS),
                ("zz/act.yaml", PACK),
                ("zz/b.yaml", PACK.replace("pack: zz/act", "pack: zz/b")),
            ]
        )


def test_a_version_that_ends_before_it_starts() -> None:
    """A period turned round can never hold, which is always a mistake."""
    refused(changed("to: 2020-12-31", "to: 2019-12-31"))


def test_two_versions_of_one_day() -> None:
    """Two texts in force on one day contradict each other."""
    version = PACK[PACK.index("      - in_force") :]
    refused(PACK + version)


def test_a_zone_that_does_not_exist() -> None:
    """The clock of the authority must exist."""
    refused(changed("America/New_York", "America/New_Yrok"))


def test_an_empty_condition_key() -> None:
    """A condition that is a bare list is refused."""
    assert "condition" in refused(
        changed("{all: [{fact: loan.amount, at_most: 100}]}", "{all: [x]}")
    )


def test_a_folder_of_packs(tmp_path: Path) -> None:
    """A folder is read with its subfolders; examples and gaps aren't packs."""
    (tmp_path / "zz").mkdir()
    (tmp_path / "persons.yaml").write_text(PERSONS, encoding="utf-8")
    (tmp_path / "zz" / "act.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "zz" / "act.examples.yaml").write_text("- x\n", encoding="utf-8")
    (tmp_path / "gaps.yaml").write_text("gaps: []\n", encoding="utf-8")
    assert list(load_folder(tmp_path).provisions) == ["zz/act/1"]


APART = """
pack: zz/licences
title: Licences
jurisdiction: ZZ
exceptions:
  - id: gl-1
    to: [zz/act/1]
    title: A general licence
    status: reviewed
    when: {all: [{fact: activity.kind, is: [sale]}]}
    effect: conditional
    condition: Keep it small.
    source: {doc: Licence 1}
"""


def with_apart(apart: str) -> dict[str, object]:
    """The pack with another one that only holds an exception to it."""
    files = [("persons.yaml", PERSONS), ("zz/act.yaml", PACK), ("zz/licences.yaml", apart)]
    return dict(load_law(files).provisions)


def test_an_exception_that_stands_apart() -> None:
    """A licence in a pack of its own lifts the provision it names, in every version."""
    provision = load_law(
        [("persons.yaml", PERSONS), ("zz/act.yaml", PACK), ("zz/licences.yaml", APART)]
    ).provisions["zz/act/1"]
    assert [e.id for e in provision.versions[0].exceptions] == ["small", "gl-1"]


def test_an_exception_to_nothing() -> None:
    """A licence that names no provision is refused, with its line and the nearest one."""
    with pytest.raises(PackError, match=r"zz/licences.yaml line 6: .*Did you mean 'zz/act/1'"):
        with_apart(APART.replace("[zz/act/1]", "[zz/act/2]"))
    with pytest.raises(PackError, match="has two exceptions 'small'"):
        with_apart(APART.replace("gl-1", "small"))
