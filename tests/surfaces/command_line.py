"""Running licet's command line inside a test, and small lists of invented parties for it."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from licet.core.errors import LicetError
from licet.surfaces.cli import app

END = b"\x1a"
NULL = "-0- "
Row = Sequence[str | int | None]
LICENCES = "CAATSA Section 235 Information: EXPORT SANCTIONS Sec. 235(a)(2)"
KELD, PELL, MORVEN = "800001", "800002", "800003"

MAIN: list[Row] = [
    (
        *(800001, "KELD ARMAMENTS AGENCY", None, "CAATSA - RUSSIA", None, None, None, None, None),
        *(None, None, f"{LICENCES}; Website www.keld.example."),
    ),
    (
        *(800002, "PELL, Aurelio Tann", "individual", "SDGT", "Director", None, None, None, None),
        *(None, None, "DOB 04 Apr 1964; POB Keldstad; nationality Panama; Gender Male."),
    ),
    (
        *(800003, "MORVEN LIGHTER", "vessel", "CUBA", None, "HP7777", "Bulk Cargo", "900", "450"),
        *("Panama", None, "Vessel Registration Identification IMO 9074729."),
    ),
]
ALT: list[Row] = [(800001, 1, "aka", "KELDSKE VAABENSTYRELSE", None)]
ADD: list[Row] = [(800001, 1, "1 Quay Road", "Keldstad", "Panama", None)]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command ended with, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)


def licet(*args: object, stdin: str | bytes | None = None, **env: str) -> Said:
    """Run a command in this process, as ``main`` does: an error of licet's own ends with 2."""
    settings: dict[str, str | None] = {"LICET_HOME": None, "COLUMNS": "100", "NO_COLOR": "1", **env}
    done = CliRunner(env=settings).invoke(app, [str(arg) for arg in args], input=stdin)
    if isinstance(done.exception, LicetError):
        return Said(2, done.stdout, f"licet: {done.exception}\n")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Said(done.exit_code, done.stdout, done.stderr)


def answered(*args: object, **env: str) -> Said:
    """Run a command that must succeed and leave standard error empty."""
    said = licet(*args, **env)
    assert (said.code, said.err) == (0, "")
    return said


def refused(*args: object, stdin: str | bytes | None = None) -> str:
    """Run a command that must be refused: exit 2, one sentence on stderr, nothing on stdout."""
    said = licet(*args, stdin=stdin)
    assert said.code == 2, said
    assert said.out == ""
    sentence = said.err.removeprefix("licet: ").strip()
    assert sentence
    assert len(sentence.splitlines()) == 1
    assert len(sentence) < 700
    assert "  " not in sentence
    assert ".." not in sentence.replace("...", "").replace("../", "")
    assert "Traceback" not in sentence
    return sentence


def csv_bytes(rows: Sequence[Row], *, mark: bool = True) -> bytes:
    """Rows as OFAC writes its CSV: numbers bare, text in quotes, nulls as -0-, an end mark."""
    cells = (
        [NULL if c is None else c if isinstance(c, int) else f'"{c}"' for c in r] for r in rows
    )
    text = "\r\n".join(",".join(map(str, row)) for row in cells) + "\r\n"
    return text.encode() + (END if mark else b"")


def xml_bytes(published: str, *entries: tuple[str, str, str]) -> bytes:
    """OFAC's standard XML with entities of (uid, name, programme)."""
    body = "".join(
        f"<sdnEntry><uid>{uid}</uid><lastName>{name}</lastName><sdnType>Entity</sdnType>"
        f"<programList><program>{programme}</program></programList></sdnEntry>"
        for uid, name, programme in entries
    )
    head = '<?xml version="1.0" standalone="yes"?><sdnList xmlns="http://tempuri.org/sdnList.xsd">'
    about = f"<Publish_Date>{published}</Publish_Date><Record_Count>{len(entries)}</Record_Count>"
    whole = f"{head}<publshInformation>{about}</publshInformation>{body}</sdnList>"
    return whole.encode()


def write(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(data)
    return path


def family(folder: Path, day: str) -> list[Path]:
    """The main, alt and add files of the invented list, dated by their names."""
    parts = {"sdn": MAIN, "alt": ALT, "add": ADD}
    return [write(folder, f"{n}_{day}.csv", csv_bytes(rows)) for n, rows in parts.items()]


def tree(folder: Path) -> str:
    """A hash of every file below a folder with its name; the lock file may come and go."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "lock"):
        found.update(f"{path.relative_to(folder)} ".encode() + path.read_bytes())
    return found.hexdigest()


class quick:  # noqa: N801 - reads as a statement: with quick(2)
    """A block that must end within some seconds (generous: the machine may be busy)."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        self.start = time.monotonic()

    def __exit__(self, *_: object) -> None:
        assert time.monotonic() - self.start < self.seconds


def is_root() -> bool:
    """Whether permissions don't bind this user."""
    return os.name == "posix" and os.geteuid() == 0


def lock_away(path: Path) -> None:
    """Take every permission from a file."""
    path.chmod(stat.S_IWUSR & 0)
