"""The export for an examiner, and the script in it that checks it without licet."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.casework.case_help import ANN, CY, OTHER, SAME, Open, act, found, opened, subject

from licet.casework import anchor
from licet.casework.cases import Cases
from licet.casework.errors import NotAllowedError
from licet.casework.export import export, safe
from licet.core.errors import BadInputError


@pytest.fixture
def exported(casework: Open, tmp_path: Path) -> tuple[Cases, Path]:
    """Some work, exported."""
    cases = casework()
    one, two = opened(cases, subject("r1", found()), subject("r2", found("un:2", "strong")))
    case = cases.comment(act(one), "=cmd|' /C calc'!A0")
    case = cases.comment(act(case), "'quoted, ünïcode ☃\nin two lines")
    case = cases.attach(act(case), "id.pdf", b"12345")
    cases.reject(act(case), OTHER)
    cases.confirm(act(two), SAME)
    out = tmp_path / "export.zip"
    export(cases, out, CY)
    return cases, out


def checked(out: Path, tmp_path: Path, *anchors: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of the export, alone."""
    script = tmp_path / "verify.py"
    with zipfile.ZipFile(out) as archive:
        script.write_bytes(archive.read("verify.py"))
    words = [sys.executable, "-I", "-S", str(script), str(out), *map(str, anchors)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_an_export_checks_itself(exported: tuple[Cases, Path], tmp_path: Path) -> None:
    """The script needs Python alone, and finds the export whole."""
    done = checked(exported[1], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "8 rows, whole\n", "")


def test_an_export_is_in_the_chain_it_holds(exported: tuple[Cases, Path]) -> None:
    """That it was exported, and by whom, is the last row."""
    with zipfile.ZipFile(exported[1]) as archive:
        rows = [json.loads(line) for line in archive.read("chain.jsonl").splitlines()]
        assert (rows[-1]["action"], rows[-1]["actor"]) == ("export", "cy")
        names = set(archive.namelist())
    assert {"README.txt", "verify.py", "cases.csv", "alerts.csv", "comments.csv"} <= names
    assert exported[0].verify().whole


def _changed(out: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of the export, and mend the manifest, as a careful forger would."""
    import hashlib

    with zipfile.ZipFile(out) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    files[name] = change(files[name])
    manifest = json.loads(files["manifest.json"])
    manifest[name] = hashlib.sha256(files[name]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(out, "w") as archive:
        for one, data in files.items():
            archive.writestr(one, data)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("chain.jsonl", b'"actor": "ann"', b'"actor": "bob"', "row 1 is the first"),
        ("cases.csv", b"confirmed", b"rejected ", "case 2: not as its last row"),
        ("comments.csv", b"unicode", b"", ""),
        ("attachments.csv", b"id.pdf", b"no.pdf", "attachment 1: not as the chain says"),
    ],
)
def test_a_forged_export_is_found_out(
    exported: tuple[Cases, Path], tmp_path: Path, name: str, old: bytes, new: bytes, words: str
) -> None:
    """Whoever changes a row, a case or an attachment is found out, though the manifest agrees."""
    if not words:
        old, new, words = b"in two", b"in ten", "comment 2: not as the chain says"
    _changed(exported[1], name, lambda data: data.replace(old, new, 1))
    done = checked(exported[1], tmp_path)
    assert done.returncode == 1
    assert words in done.stdout


def test_a_file_that_the_manifest_does_not_know(
    exported: tuple[Cases, Path], tmp_path: Path
) -> None:
    """A file put in, and bytes of another hash, are told."""
    with zipfile.ZipFile(exported[1], "a") as archive:
        archive.writestr("extra.txt", "x")
    assert "extra.txt: not in the manifest" in checked(exported[1], tmp_path).stdout


def test_the_script_meets_anchors(exported: tuple[Cases, Path], tmp_path: Path) -> None:
    """An anchor of this chain is met; one of a longer chain is told."""
    cases, out = exported
    file = tmp_path / "anchors.jsonl"
    anchor.append(file, cases.anchor())
    assert checked(out, tmp_path, file).returncode == 0
    cases.comment(act(1, version=None), "after the export")
    anchor.append(file, cases.anchor())
    assert "the chain does not hold it" in checked(out, tmp_path, file).stdout


def test_who_may_export(casework: Open, tmp_path: Path) -> None:
    """An analyst may not; a place that can't be written is one sentence, and leaves nothing."""
    cases = casework()
    with pytest.raises(NotAllowedError, match="may not export"):
        export(cases, tmp_path / "x.zip", ANN)
    with pytest.raises(BadInputError, match="can't be written"):
        export(cases, tmp_path / "no" / "x.zip", CY)
    assert list(tmp_path.glob("*.zip*")) == []


def test_an_export_that_fails_leaves_nothing(
    exported: tuple[Cases, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full, the export before stays and no half one is left."""
    cases, out = exported
    before = out.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BadInputError, match="No space left"):
        export(cases, out, CY)
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.glob("*export*")] == ["export.zip"]


def test_no_cell_is_a_formula() -> None:
    """Cells that a spreadsheet would reckon get an apostrophe, numbers stay."""
    assert [safe(one) for one in ("=1", "-x", "@a", "'q", "plain", -1, None)] == [
        "'=1", "'-x", "'@a", "''q", "plain", "-1", "",
    ]  # fmt: skip
    assert io.StringIO(safe("+44")).read() == "'+44"
