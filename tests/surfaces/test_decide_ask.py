"""``licet ask``: questions one by one until the answer is determined."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Said, answered, licet, write

OPEN = """\
activity: payment
on: 2021-07-08
actor: us_person
parties: [{name: Aurelio Tann Pell, role: payee, country: PA}]
"""
TWO = OPEN.replace("PA}]", "PA}, {name: Morven Lighter, role: carrier, kind: vessel, country: PA}]")
WIDE = """\
activity: payment
on: 2021-07-08
actor: foreign_person
parties: [{name: Aurelio Tann Pell, role: payee}]
"""


def talked(whole: Path, tmp_path: Path, text: str, *lines: str) -> tuple[Said, str]:
    """Ask with answers on standard input; what was said, and the activity written."""
    file, out = write(tmp_path, "a.yaml", text.encode()), tmp_path / "out.yaml"
    said = licet("ask", file, "--home", whole, "--out", out, stdin="".join(f"{n}\n" for n in lines))
    return said, out.read_text("utf-8")


@pytest.mark.parametrize(("word", "written"), [("yes", "listing: ofac:"), ("n", "rejected:")])
def test_a_match_is_settled(whole: Path, tmp_path: Path, word: str, written: str) -> None:
    """One answer settles it, and stands in the file that is written."""
    said, made = talked(whole, tmp_path, OPEN, word)
    assert said.code == 0, said
    assert "Determined" in said.out
    assert written in made
    again = answered("decide", tmp_path / "out.yaml", "--home", whole, "--json").json
    assert again["determined"]


def test_what_is_written_is_what_was_answered(whole: Path, tmp_path: Path) -> None:
    """Asking goes on with the next question until nothing is left that narrows the answer."""
    said, made = talked(whole, tmp_path, WIDE, *["no"] * 12)
    assert said.out.count("?") >= 1
    again = licet("decide", tmp_path / "out.yaml", "--home", whole, "--json").json
    assert "rejected" in made
    assert again["ceiling"] in {"no_restriction_found", "prohibited"}


def test_not_knowing_leaves_it_open(whole: Path, tmp_path: Path) -> None:
    """Don't know is no answer: the question isn't asked again, and the answer stays open."""
    said, made = talked(whole, tmp_path, OPEN, "don't know", "?", "?", "?")
    assert said.code == 1
    assert "rejected" not in made
    assert "listing" not in made


def test_back_and_quit(whole: Path, tmp_path: Path) -> None:
    """Back takes the last answer away; quit writes what there is."""
    said, made = talked(whole, tmp_path, TWO, "no", "back", "quit")
    assert said.code == 1
    assert said.out.count("Is it so that") == 3
    assert "Still open" in said.out
    assert "rejected" not in made


def test_an_answer_that_can_not_be_is_asked_again(whole: Path, tmp_path: Path) -> None:
    """Nonsense is refused with a sentence and the question stays."""
    said, _ = talked(whole, tmp_path, OPEN, "perhaps", "back", "yes")
    assert said.code == 0
    assert "neither yes nor no" in said.out
    assert "first question" in said.out


def test_an_end_of_input_is_a_quit(whole: Path, tmp_path: Path) -> None:
    """Input that ends leaves the answer open and the file written."""
    said, made = talked(whole, tmp_path, OPEN)
    assert said.code == 1
    assert "Aurelio" in made
