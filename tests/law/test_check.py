"""`licet law check`: every fault of a folder of packs in one run, with file, line and mend."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_text import PACK, PERSONS, changed

from licet.core.errors import LicetError, PackError
from licet.law.author.check import Report, check
from licet.law.author.problems import Problem
from licet.law.packs import load_law, shipped

EXAMPLE = """\
- says: No hat is sold in summer
  on: 2020-07-01
  facts: {activity.kind: sale, contract.signed_on: 2020-01-05, loan.amount: 500}
  expect: {zz/act/1: [prohibited]}
"""
SECOND = """\
          - id: large
            title: A large hat
            status: reviewed
            when: {all: [{fact: loan.amount, at_least: 50}]}
            effect: no_effect
            source: {doc: "Invented Act s. 4"}
"""


def folder(path: Path, pack: str = PACK, example: str = EXAMPLE) -> Path:
    """A folder of the invented packs, with an archive that holds their text."""
    (path / "packs" / "zz").mkdir(parents=True)
    (path / "packs" / "persons.yaml").write_text(PERSONS, encoding="utf-8")
    (path / "packs" / "zz" / "act.yaml").write_text(pack, encoding="utf-8")
    (path / "packs" / "zz" / "act.examples.yaml").write_text(example, encoding="utf-8")
    (path / "law").mkdir()
    text = "Section 2. There shall be no hats, large or\nsmall, on any head what-\nsoever."
    (path / "law" / "act.txt").write_text(text, encoding="utf-8")
    return path


def checked(path: Path, texts: bool = True) -> Report:
    """What is found in the folder."""
    return check(path / "packs", path if texts else None)


def only(report: Report) -> Problem:
    """The one thing that was found."""
    assert len(report.problems) == 1, report.problems
    return report.problems[0]


def test_a_pack_in_order(tmp_path: Path) -> None:
    """Nothing is found, and what was looked at is counted."""
    report = checked(folder(tmp_path))
    assert report.problems == []
    assert (report.packs, report.provisions, report.examples) == (2, 1, 1)


def test_every_file_has_its_own_mistake(tmp_path: Path) -> None:
    """Two broken files are both told of, each with its line."""
    home = folder(tmp_path, changed("effect: prohibited", "effect: prohibitd"))
    persons = home / "packs" / "persons.yaml"
    persons.write_text(PERSONS.replace("title: anybody", "titel: anybody"), encoding="utf-8")
    found = {p.file: p for p in checked(home).errors}
    assert found["packs/zz/act.yaml"].line == 18
    assert "Did you mean 'prohibited'?" in found["packs/zz/act.yaml"].mend
    assert "'titel' is not known" in found["packs/persons.yaml"].what


def test_a_quotation_that_is_not_there(tmp_path: Path) -> None:
    """The line, and the passage that comes nearest; words parted at a line's end are one."""
    quoted = 'file: law/act.txt, quote: "%s"'
    good = quoted % "large or small, on any head whatsoever"
    home = folder(tmp_path / "good", changed('quote: "no hats"', good))
    assert checked(home).problems == []
    assert checked(home).quotations == 1
    bad = quoted % "There shall be no hats, large or tall"
    problem = only(checked(folder(tmp_path / "bad", changed('quote: "no hats"', bad))))
    assert problem.level == "error"
    assert "There shall be no hats, large or small," in problem.what
    assert problem.line == PACK[: PACK.index("quote:")].count("\n") + 1


def test_a_text_that_is_not_at_hand(tmp_path: Path) -> None:
    """Without an archive quotations are counted as unchecked; a missing text is a warning."""
    pack = changed('quote: "no hats"', 'file: law/none.txt, quote: "no hats"')
    home = folder(tmp_path, pack)
    assert only(checked(home)).level == "warning"
    report = checked(home, texts=False)
    assert (report.problems, report.unchecked) == ([], 1)


def test_a_text_outside_the_archive(tmp_path: Path) -> None:
    """A path that climbs out of the archive finds nothing there."""
    (tmp_path / "secret.txt").write_text("no hats", encoding="utf-8")
    pack = changed('quote: "no hats"', 'file: ../secret.txt, quote: "no hats"')
    assert only(checked(folder(tmp_path / "home", pack))).level == "warning"


def test_two_exceptions_that_contradict_each_other(tmp_path: Path) -> None:
    """Both citations are shown, and the pack refuses to load."""
    pack = PACK + SECOND
    example = EXAMPLE.replace("500", "20").replace("prohibited", "conditional")
    problem = only(checked(folder(tmp_path, pack, example)))
    assert "Invented Act s. 3" in problem.what
    assert "Invented Act s. 4" in problem.what
    with pytest.raises(PackError, match="can hold at once"):
        load_law([("persons.yaml", PERSONS), ("zz/act.yaml", pack)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 50", "at_least: 101"),
        (
            "            effect: no_effect",
            "            gives_way_to: [small]\n            effect: no_effect",
        ),
        ("effect: no_effect", "effect: conditional\n            condition: Keep it."),
        ("status: reviewed", "status: draft\n            unread: all of it"),
        (
            "            effect: no",
            "            in_force: {from: 2021-01-01}\n            effect: no",
        ),
    ],
    ids=["apart by number", "gives way", "the same effect", "a draft", "apart in time"],
)
def test_exceptions_that_agree(tmp_path: Path, old: str, new: str) -> None:
    """Exceptions that can't meet, or of which one gives way, don't contradict each other."""
    assert old in SECOND
    report = checked(folder(tmp_path, PACK + SECOND.replace(old, new)))
    assert not [p for p in report.problems if "at once" in p.what]


def test_giving_way(tmp_path: Path) -> None:
    """Where both hold, the one that gives way doesn't; where only it holds, it does."""
    second = SECOND.replace(
        "            effect: no_effect",
        "            gives_way_to: [small]\n            effect: no_effect",
    )
    examples = EXAMPLE.replace("[prohibited]", "[conditional]").replace("500", "80") + (
        EXAMPLE.replace("[prohibited]", "[no_restriction_found]").replace("500", "120")
    )
    assert checked(folder(tmp_path, PACK + second, examples)).problems == []


@pytest.mark.parametrize(
    ("pack", "says"),
    [
        (changed("{fact: activity.kind, is: [sale]}",
                 "{fact: activity.kind, is: [sale]}\n            "
                 "- {not: {fact: activity.kind, is: [sale, purchase]}}"), "can never apply"),
        (changed("after: 2019-06-30}", "after: 2019-06-30}\n            "
                 "- {fact: contract.signed_on, before: 2019-05-01}"), "can never apply"),
        (changed("            when: {all: [{fact: loan.amount, at_most: 100}]}",
                 "            in_force: {from: 2022-01-01}\n"
                 "            when: {all: [{fact: loan.amount, at_most: 100}]}"), "can never hold"),
        (changed("at_most: 100", "at_most: 100}, {fact: activity.kind, is: [loan]"),
         "can never hold"),
    ],
    ids=["words", "dates", "after its rule", "other than its rule"],
)  # fmt: skip
def test_rules_that_can_never_say_anything(tmp_path: Path, pack: str, says: str) -> None:
    """Conditions and dates that exclude each other are found."""
    report = checked(folder(tmp_path, pack, "[]\n"))
    assert [p for p in report.errors if says in p.what]


DUTIES = """\
duties:
  - id: zz/act/one
    title: One
    kind: report
    obliged: any_person
    status: reviewed
    goes_with: zz/act/two
    versions: [{text: Report., source: {doc: Invented Act}}]
  - id: zz/act/two
    title: Two
    kind: report
    obliged: any_person
    status: reviewed
    goes_with: %s
    versions: [{text: Report., source: {doc: Invented Act}}]
"""


def test_duties_in_a_circle(tmp_path: Path) -> None:
    """A circle of duties is shown whole; a duty that goes with nothing, with the nearest one."""
    problem = only(checked(folder(tmp_path / "a", PACK + DUTIES % "zz/act/one")))
    assert "circle: zz/act/one → zz/act/two → zz/act/one" in str(problem)
    loose = checked(folder(tmp_path / "b", PACK + DUTIES % "zz/act/on"))
    assert "did you mean 'zz/act/one'" in loose.problems[0].what


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[prohibited]", "[conditional]", "gives prohibited, not conditional"),
        ("[prohibited]", "[forbidden]", "'forbidden' is no outcome"),
        ("zz/act/1", "zz/act/2", "did you mean 'zz/act/1'"),
        ("2020-07-01", "2020-07-32", "is not a date that exists"),
        ("activity.kind", "activity.knd", "did you mean 'activity.kind'"),
        ("loan.amount: 500", "loan.amount: much", "is not a number"),
        ("  on: 2020-07-01\n", "", "on: field required"),
        (EXAMPLE, "says: nothing\n", "list"),
    ],
)
def test_examples_with_a_mistake(tmp_path: Path, old: str, new: str, says: str) -> None:
    """A sentence that doesn't hold, or can't be read, is told of with its line."""
    report = checked(folder(tmp_path, example=EXAMPLE.replace(old, new)))
    found = [p for p in report.errors if says in p.what]
    assert found, report.problems
    assert found[0].file == "packs/zz/act.examples.yaml"


def test_a_rule_without_example(tmp_path: Path) -> None:
    """Nobody has tried it: a warning."""
    assert "has no example" in only(checked(folder(tmp_path, example="[]\n"))).what


def test_the_packs_that_come_with_licet(shared: Callable[[str], Path]) -> None:
    """They have no error, and every quotation of an archived text is in it."""
    texts = shared("law/README.md").parent.parent
    report = check(resources.files("licet") / "packs", texts)
    assert report.errors == []
    assert report.unchecked == 0
    assert report.quotations > 200


LINES = [line for line in PACK.splitlines() if line.strip()]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["drop", "twice", "indent", "value", "null", "list", "junk"]),
    st.text(max_size=6),
)
def test_no_pack_gives_a_traceback(n: int, how: str, text: str) -> None:
    """Any line of a pack dropped, doubled, shifted or overwritten: it loads, or one sentence."""
    lines = list(LINES)
    key = lines[n].split(":")[0]
    made = {
        "drop": [], "twice": [lines[n]] * 2, "indent": [f"  {lines[n]}"],
        "value": [f"{key}: {text!r}"], "null": [f"{key}:"], "list": [f"{key}: [[{{a: 1}}], 2]"],
        "junk": [text],
    }  # fmt: skip
    lines[n : n + 1] = made[how]
    said = "packs/"
    try:
        load_law([("persons.yaml", PERSONS), ("zz/act.yaml", "\n".join(lines))])
    except LicetError as error:
        said = str(error)
    assert "\n" not in said
    assert said.startswith("packs/")


def third(name: str, way: str, status: str = "reviewed") -> str:
    """One more exception of the invented rule, which gives way to others."""
    unread = "\n            unread: all of it" if status == "draft" else ""
    return (
        f"          - id: {name}\n            title: A {name} hat\n"
        f"            status: {status}{unread}\n"
        "            when: {all: [{fact: activity.kind, is: [sale]}]}\n"
        f"            gives_way_to: [{way}]\n            effect: no_effect\n"
        '            source: {doc: "Invented Act s. 5"}\n'
    )


@pytest.mark.parametrize(
    ("pack", "says"),
    [
        (PACK + third("a", "b") + third("b", "c") + third("c", "a"), "in a circle"),
        (PACK + third("a", "b") + third("b", "small", "draft"), "gives way to the draft 'b'"),
        (PACK + third("a", "smal"), "Did you mean 'small'?"),
        (PACK + third("small", "x"), "the exception 'small' stands twice"),
        (changed('quote: "no hats"', 'quote: ""'), "at least 1 character"),
        (changed("at_most: 100", "at_most: 1e999"), "it has no bound"),
        (f"reviews: [{{by: A, on: yesterday}}]\n{PACK}", "yesterday"),
    ],
)
def test_what_refuses_to_load(pack: str, says: str) -> None:
    """Circles, drafts, names of nobody and values that mean nothing are refused in one sentence."""
    with pytest.raises(PackError) as caught:
        load_law([("persons.yaml", PERSONS), ("zz/act.yaml", pack)])
    assert says in str(caught.value)


def test_days_of_different_clocks_are_not_taken_to_be_apart(tmp_path: Path) -> None:
    """A day in New York holds instants of the next day in UTC: both exceptions can hold."""
    first = PACK.replace("{fact: loan.amount, at_most: 100}",
                         "{fact: contract.signed_on, before: 2020-01-02}")  # fmt: skip
    late = "{fact: contract.signed_on, after: 2020-01-01T22:00-05:00}"
    second = SECOND.replace("{fact: loan.amount, at_least: 50}", late)
    report = checked(folder(tmp_path, first + second, "[]\n"))
    assert [p for p in report.errors if "can hold at once" in p.what]


@pytest.mark.parametrize("name", ["zz/act.yaml", "zz/act.examples.yaml"])
def test_a_file_that_is_not_text(tmp_path: Path, name: str) -> None:
    """Bytes that aren't UTF-8 are told of, with the file."""
    home = folder(tmp_path)
    (home / "packs" / name).write_bytes(b"pack: \xff\xfe")
    with pytest.raises(PackError, match=r"packs/zz/act.*: is not UTF-8 text"):
        checked(home)


def test_a_file_with_another_ending(tmp_path: Path) -> None:
    """A pack called .yml would not be read, which must not go unseen."""
    home = folder(tmp_path)
    (home / "packs" / "more.yml").write_text("pack: more", encoding="utf-8")
    with pytest.raises(PackError, match=r"Call it \.yaml"):
        checked(home)


def test_a_folder_may_name_what_comes_with_licet(tmp_path: Path) -> None:
    """An author's own folder uses the classes of persons of the shipped packs."""
    pack = changed("obliged: any_person", "obliged: us_person")
    home = folder(tmp_path, pack, EXAMPLE.replace("facts: {", "facts: {actor.us_person: true, "))
    assert check(home / "packs", home, shipped()).problems == []
    assert checked(home).errors
