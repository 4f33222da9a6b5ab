"""An export for an examiner: the chain, the cases, the attachments, and what checks them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import secrets
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import licet
from licet.casework import tables
from licet.casework.anchor import Anchor, anchor
from licet.casework.cases import Cases
from licet.casework.doing import allowed
from licet.casework.ledger import Actor, Writing, row_with_key
from licet.casework.verifying import links
from licet.core.errors import BadInputError

AT_ONCE = 2_000
DATED = (1980, 1, 1, 0, 0, 0)
"""Zip files date their entries; one fixed date lets the same casework give the same bytes."""
HIDDEN = {"alerts": {"record_side", "listing_side"}}
"""Salted digests that say nothing to a reader."""
README = """An export of licet's casework
=============================

chain.jsonl       the audit log: one row in each line, each with the hash of the row before
about.json        the chain's id, its length and last hash, the licet that wrote this
cases.csv         cases as they are now; alerts.csv their alerts, comments.csv, attachments.csv
attachments/      the attached files, each named by the SHA-256 of its bytes
manifest.json     the SHA-256 of every file here
verify.py         checks all of it: python verify.py THIS.zip [ANCHORS.jsonl]

verify.py needs Python alone. It shows that nothing here was changed, taken out or put in between
after it was written. It can't show that no whole chain was made up, nor that the end was not cut
off before the export: for that, give it an anchor that was kept elsewhere at the time
(`licet audit anchor`). Times are UTC; a row with a "clock" was written while the machine's clock
was behind the row before, and shows what the clock said.
"""


def export(cases: Cases, out: Path, by: Actor) -> Anchor:
    """Write the export whole or not at all, and say so in the chain; the anchor of its end.

    Raises NotAllowedError, BadInputError where the file can't be written.
    """
    allowed(by, "export")
    key = secrets.token_hex(16)
    cases.writing(lambda writing: _note(writing, by, out.name, key))
    half = out.with_name(f".{out.name}.{os.getpid()}.half")
    try:
        with half.open("wb") as file:
            made = cases.database.read(lambda connection: _write(connection, file))
            file.flush()
            os.fsync(file.fileno())
        half.replace(out)
    except OSError as error:
        raise BadInputError(
            f"can't be written ({error.strerror}).", where=str(out), mend="Check the path and disk."
        ) from None
    finally:
        half.unlink(missing_ok=True)
    return made


def _note(writing: Writing, by: Actor, name: str, key: str) -> None:
    """Say in the chain that it was exported, once."""
    if row_with_key(writing.connection, key) is None:
        writing.add(by, "export", {"file": name}, key=key)


def _write(connection: Connection, file: IO[bytes]) -> Anchor:
    end = anchor(connection)
    about = {**asdict(end), "licet": licet.__version__}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        made = _Archive(archive)
        made.put("README.txt", [README.encode()])
        script = resources.files("licet") / "casework" / "examiner.py"
        made.put("verify.py", [script.read_bytes()])
        made.put("about.json", [json.dumps(about, indent=1).encode()])
        lines = (json.dumps(one.to_json(), ensure_ascii=False) + "\n" for one in links(connection))
        made.put("chain.jsonl", (line.encode("utf-8", "surrogatepass") for line in lines))
        for table in (tables.cases, tables.alerts, tables.comments, tables.attachments):
            made.put(f"{table.name}.csv", _csv(connection, table))
        for sha256 in connection.execute(sa.select(tables.blobs.c.sha256)).scalars().all():
            asked = sa.select(tables.blobs.c.data).where(tables.blobs.c.sha256 == sha256)
            made.put(f"attachments/{sha256}", [bytes(connection.execute(asked).scalar_one())])
        made.put("manifest.json", [json.dumps(made.hashes, indent=1, sort_keys=True).encode()])
    return end


class _Archive:
    """A zip file that knows the hash of each of its files."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.hashes: dict[str, str] = {}

    def put(self, name: str, chunks: Iterator[bytes] | Sequence[bytes]) -> None:
        """One file, piece by piece."""
        about = zipfile.ZipInfo(name, DATED)
        about.compress_type = zipfile.ZIP_DEFLATED
        about.external_attr = 0o600 << 16
        digest = hashlib.sha256()
        with self.archive.open(about, "w", force_zip64=True) as opened:
            for chunk in chunks:
                digest.update(chunk)
                opened.write(chunk)
        self.hashes[name] = digest.hexdigest()


def _csv(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    """A table as CSV, some rows at a time."""
    names = [one.name for one in table.columns if one.name not in HIDDEN.get(table.name, ())]
    yield _lines([dict(zip(names, names, strict=True))], names)
    asked, after = sa.select(*(table.c[name] for name in names)).order_by(table.c.id), 0
    while True:
        rows = connection.execute(asked.where(table.c.id > after).limit(AT_ONCE)).mappings().all()
        if not rows:
            return
        yield _lines(rows, names)
        after = rows[-1]["id"]


def _lines(rows: Sequence[Mapping[Any, Any]], names: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([[safe(row[name]) for name in names] for row in rows])
    return text.getvalue().encode("utf-8", "surrogatepass")


def safe(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula: one that would be gets an apostrophe.

    A text that has an apostrophe there already gets a second one, so that both can be read back.
    """
    text = "" if value is None else str(value)
    told = isinstance(value, str) and text[:1] in {"=", "+", "-", "@", "\t", "\r", "'"}
    return f"'{text}" if told and text else text
