"""The guide for a pack's author does what it says."""

from __future__ import annotations

import re
from pathlib import Path

from licet.law import examples, packs
from licet.law.author.check import check

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "write-a-pack.md").read_text("utf-8")
TEXT = (
    "§ 999.201 (a) Sales of hats to persons whose property is blocked are prohibited, unless\n"
    "authorized by the Office. (b) Contracts in effect before June 1, 2020 may be performed until\n"
    "12:01 a.m. eastern daylight time on July 1, 2020."
)


def written(home: Path) -> Path:
    """The files of the guide, where it says they go."""
    pack, sentences, *_ = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    (home / "packs" / "us").mkdir(parents=True)
    (home / "texts" / "law").mkdir(parents=True)
    (home / "texts" / "law" / "hats.txt").write_text(TEXT, encoding="utf-8")
    (home / "packs" / "us" / "hats.yaml").write_text(pack, encoding="utf-8")
    (home / "packs" / "us" / "hats.examples.yaml").write_text(sentences, encoding="utf-8")
    return home


def test_the_pack_of_the_guide(tmp_path: Path) -> None:
    """It loads, its quotations stand in its text, its sentences hold, and nothing is found."""
    home = written(tmp_path)
    report = check(home / "packs", home / "texts", packs.shipped())
    assert report.problems == []
    assert (report.quotations, report.unchecked, report.examples) == (3, 0, 5)
    law = packs.load_folder(home / "packs")
    assert all(result.holds for result in examples.run_folder(law, home / "packs"))


def test_the_rule_of_reach_of_the_guide(tmp_path: Path) -> None:
    """The rule of reach on the page loads in a pack."""
    reach = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)[2]
    head = "pack: reach\ntitle: T\njurisdiction: US\n"
    (tmp_path / "reach.yaml").write_text(head + reach, encoding="utf-8")
    assert "example_reach" in packs.load_folder(tmp_path).reaches
