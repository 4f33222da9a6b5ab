"""Files of official tables, told by their content."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from small_tables import CCL, CHART, write

from licet.core.errors import BadFileError
from licet.goods.read_tables import read
from licet.goods.tables import CHART as CHART_KIND
from licet.goods.tables import ENTRIES, EXCEPTIONS, FOOTNOTES, GROUPS, REQUIREMENTS

DAY = date(2026, 7, 23)


def test_a_json_file_states_its_issue_date(tmp_path: Path) -> None:
    """Each JSON holds its tables and the date they are of."""
    files = write(tmp_path)
    found = {t.kind: t for f in sorted(files.glob("*.json")) for t in read(f)}
    assert set(found) == {CHART_KIND, FOOTNOTES, GROUPS, ENTRIES, REQUIREMENTS, EXCEPTIONS}
    assert {t.issued for t in found.values()} == {DAY}
    assert found[CHART_KIND].data["Cuba"]["pointer"] == "See part 746 of the EAR."
    assert found[REQUIREMENTS].data["1A777"][0]["columns"] == ["NS 2"]
    assert found[REQUIREMENTS].data["2A777"][0]["columns"] == []


CHART_CSV = "country,NS 1,RS 1,CB 1,footnotes,pointer\nChina,X,X,,2;3,\nCuba,,,,,See part 746\n"
EXPORT = (
    "Countries,CB 1,NS 1,Special Case,Footnote,Footnote\n"
    "Albania 2 3,X,X,,See § 742.4(a),See § 742.6\n"
    "Albania,,,,,\n"
    "Cuba,,,,See part 746 of the EAR,\n"
    "Zimbabwe\n,X,,,,\n"
)


def test_a_csv_needs_a_date(tmp_path: Path) -> None:
    """A CSV states no date: it is given, or stands in the file's name, or the file is refused."""
    file = tmp_path / "chart.csv"
    file.write_text(CHART_CSV, "utf-8")
    with pytest.raises(BadFileError, match="--issued"):
        read(file)
    assert read(file, DAY)[0].issued == DAY
    named = tmp_path / "chart_2025-11-12.csv"
    named.write_text(CHART_CSV, "utf-8")
    assert read(named)[0].issued == date(2025, 11, 12)


def test_the_chart_as_csv(tmp_path: Path) -> None:
    """Marks, footnotes and pointers of the chart."""
    file = tmp_path / "chart.csv"
    file.write_text(CHART_CSV, "utf-8")
    data = read(file, DAY)[0].data
    assert data["China"] == {"marks": ["NS 1", "RS 1"], "footnotes": ["2", "3"], "pointer": None}
    assert data["Cuba"]["pointer"] == "See part 746"


def test_the_chart_as_bis_exports_it(tmp_path: Path) -> None:
    """Footnotes behind a name, a name broken off from its row, and rows with nothing in them."""
    file = tmp_path / "export_2025-11-12.csv"
    file.write_text(EXPORT, "utf-8")
    data = read(file)[0].data
    assert data["Albania"] == {"marks": ["CB 1", "NS 1"], "footnotes": ["2", "3"], "pointer": None}
    assert data["Zimbabwe"]["marks"] == ["CB 1"]
    assert data["Cuba"]["pointer"] == "See part 746 of the EAR"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b"{", "not whole JSON"),
        ("a.json", b'{"ecfrIssueDate": "2026-07-23"}', "none of the tables"),
        ("a.json", b'{"ecfrIssueDate": "2026-13-01", "entries": []}', "no issue date"),
        ("a.json", b'{"ecfrIssueDate": "2026-07-23", "entries": []}', "holds no row"),
        ("a.json", b'{"ecfrIssueDate": "2026-07-23", "entries": [1]}', "shape"),
        ("a.json", b"\xff\xfe", "not UTF-8"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"name,price\nx,1\n", "none of the tables"),
        ("a.csv", b"country,group\nChina\n,,,\nPeru,D:1,x\n", "not as many cells"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """A broken, foreign or empty file is refused with one sentence."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadFileError, match=says):
        read(tmp_path / name, DAY)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A file that isn't there is refused by name."""
    with pytest.raises(BadFileError, match=r"gone\.json"):
        read(tmp_path / "gone.json")


def test_json_nested_too_deep_is_refused(tmp_path: Path) -> None:
    """A hostile file ends in one sentence, not in a crash."""
    file = tmp_path / "deep.json"
    file.write_text("{" + '"a":{' * 100_000, "utf-8")
    with pytest.raises(BadFileError):
        read(file, DAY)


def test_the_same_file_reads_the_same(tmp_path: Path) -> None:
    """Reading is a function of the bytes."""
    file = tmp_path / "ccl.json"
    file.write_text(json.dumps({"ecfrIssueDate": "2026-07-23", **CCL}), "utf-8")
    assert [t.data for t in read(file)] == [t.data for t in read(file)]
    assert CHART["countries"]
