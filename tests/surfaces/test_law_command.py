"""``licet law``: what is printed, and how a command ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import answered, licet, refused

BAD = """\
pack: bad
title: Bad
jurisdiction: ZZ
provisions:
  - {id: zz/bad, title: T, authority: A, obliged: nobody, versions: []}
"""


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["facts"], "licence.issued_on"),
        (["gaps"], "look again by"),
        (["show", "us/caatsa/235/a/2", "--on", "2020-12-20"], "not to issue any specific license"),
        (["show", "us/ofac/ssi"], "us/ofac/ssi/1/a"),
        (["diff", "2025-09-28", "2025-09-30"], "+ 2025-09-29"),
        (["coverage"], "us/caatsa/235/a/2"),
    ],
)
def test_what_is_printed(args: list[str], says: str) -> None:
    """Each command answers in words and in JSON."""
    done = licet("law", *args)
    assert done.code == 0
    assert says in done.out
    assert json.loads(licet("law", *args, "--json").out)


def test_the_check_of_a_bad_folder(tmp_path: Path) -> None:
    """An error ends the check with 1, a folder that isn't there with 2."""
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    done = licet("law", "check", tmp_path)
    assert done.code == 1
    assert "packs/bad.yaml line" in done.out
    (tmp_path / "empty").mkdir()
    for args in (
        ("check", tmp_path / "none"),
        ("check", tmp_path / "empty"),
        ("test", tmp_path),
        ("show", "us/none"),
        ("diff", "2025-02-30", "2025-03-01"),
        ("diff", "2025-03-02", "2025-03-01"),
    ):
        assert refused("law", *args)


def test_the_check_of_what_comes_with_licet() -> None:
    """It has no error."""
    assert json.loads(answered("law", "check", "--json").out)["errors"] == 0
