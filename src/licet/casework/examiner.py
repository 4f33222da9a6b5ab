"""Checks an export of licet's casework. It needs Python 3.9 or later and nothing else.

    python verify.py EXPORT.zip [ANCHORS.jsonl ...]

It proves that the export holds together: each file is as the manifest says, each row of the chain
holds the hash of the row before, no row is missing, each case, comment and attachment is as the
chain tells it, and each anchor is met. It can't prove that no whole chain was made up: for that,
hold it against an anchor that was kept where the exporter could not change it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

Row = dict[str, Any]
FIELDS = ("seq", "at", "clock", "actor", "role", "action", "case", "key", "body", "previous")


class Chain(NamedTuple):
    """What the chain says: the hash of each row, the last state of each case, what rows tell."""

    id: str
    hashes: dict[int, str]
    last: dict[str, Row]
    told: dict[int, Row]


def sha256(data: bytes) -> str:
    """The hash of bytes."""
    return hashlib.sha256(data).hexdigest()


def row_hash(row: Row) -> str:
    """The hash of a row of the chain: canonical JSON of all but the hash itself."""
    content = {name: row[name] for name in FIELDS}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass"))


def check_files(export: zipfile.ZipFile, wrong: list[str]) -> None:
    """Every file is as the manifest says, and no other is there."""
    manifest = json.loads(export.read("manifest.json"))
    names = set(export.namelist()) - {"manifest.json"}
    wrong += [name + ": not in the manifest" for name in sorted(names - set(manifest))]
    for name, expected in sorted(manifest.items()):
        if name not in names:
            wrong.append(name + ": missing")
        elif sha256(export.read(name)) != expected:
            wrong.append(name + ": its bytes are not those of the manifest")


def check_chain(export: zipfile.ZipFile, wrong: list[str]) -> Chain:
    """Walk the chain to its end, or to the first row that does not hold."""
    about = json.loads(export.read("about.json"))
    made = Chain(about["chain"], {}, {}, {})
    previous = sha256(("licet audit " + made.id).encode())
    for line in io.TextIOWrapper(export.open("chain.jsonl"), "utf-8", "surrogatepass"):
        row, count = json.loads(line), len(made.hashes) + 1
        if row["seq"] != count or row["previous"] != previous or row["hash"] != row_hash(row):
            wrong.append("chain: row %d is the first that does not hold" % count)  # noqa: UP031
            return made
        previous = made.hashes[count] = row["hash"]
        if row["case"] is not None:
            made.last[str(row["case"])] = row["body"].get("after")
            made.told[count] = row["body"]
    if (about["rows"], about["hash"]) != (len(made.hashes), previous):
        wrong.append("chain: it ends otherwise than about.json says")
    return made


def check_cases(export: zipfile.ZipFile, chain: Chain, wrong: list[str]) -> None:
    """Cases, comments and attachments are as the chain tells them."""
    for row in rows_of(export, "cases.csv"):
        after = chain.last.pop(row["id"], None) or {}
        same = ("status", "outcome", "band", "assignee", "due_on", "approved_by", "version")
        if any(plain(after.get(name)) != row[name] for name in same):
            wrong.append("case " + row["id"] + ": not as its last row of the chain says")
    wrong += [
        "case " + number + ": in the chain, not in cases.csv" for number in sorted(chain.last)
    ]
    for table, fields in (("comments", ("text",)), ("attachments", ("name", "sha256", "size"))):
        for row in rows_of(export, table + ".csv"):
            body = chain.told.get(int(row["seq"]), {})
            if any(plain(body.get(name)) != row[name] for name in fields):
                wrong.append(table[:-1] + " " + row["id"] + ": not as the chain says")
    for row in rows_of(export, "attachments.csv"):
        name = "attachments/" + row["sha256"]
        if name not in export.namelist() or sha256(export.read(name)) != row["sha256"]:
            wrong.append(name + ": missing, or not the bytes that were attached")


def check_anchors(paths: list[str], chain: Chain, wrong: list[str]) -> None:
    """Each anchor is of this chain, and its row is in it."""
    for path in paths:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            for line in filter(str.strip, file):
                anchor = json.loads(line)
                met = not anchor["rows"] or chain.hashes.get(anchor["rows"]) == anchor["hash"]
                if anchor["chain"] != chain.id or not met:
                    wrong.append("anchor of %s: the chain does not hold it" % anchor["at"])  # noqa: UP031


def rows_of(export: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    """The rows of a table, without the apostrophe that keeps spreadsheets from reckoning."""
    text = io.TextIOWrapper(export.open(name), "utf-8", "surrogatepass", newline="")
    for row in csv.DictReader(text):
        yield {key: cell[1:] if cell[:2] in QUOTED else cell for key, cell in row.items()}


QUOTED = {"'" + start for start in "=+-@\t\r'"}


def plain(value: Any) -> str:
    """A value as a table shows it."""
    return "" if value is None else str(value)


def main(arguments: list[str]) -> int:
    """Check an export; 0 when it holds."""
    if not arguments:
        print(__doc__)
        return 2
    wrong: list[str] = []
    with zipfile.ZipFile(arguments[0]) as export:
        check_files(export, wrong)
        chain = check_chain(export, wrong)
        if not wrong:
            check_cases(export, chain, wrong)
        check_anchors(arguments[1:], chain, wrong)
    for line in wrong:
        print("WRONG  " + line)
    print("%d rows, %s" % (len(chain.hashes), "not whole" if wrong else "whole"))  # noqa: UP031
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
