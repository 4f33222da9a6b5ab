"""Records of decisions on disk: one as JSON, standing decisions as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.core.errors import BadFileError, BadInputError
from licet.decision.lines import FORMAT

if TYPE_CHECKING:
    from licet.decision.decision import Decision
    from licet.decision.workspace import Workspace

MAX_BYTES = 50_000_000
NEEDED = {
    "id": str,
    "activity": dict,
    "floor": str,
    "ceiling": str,
    "as_of": str,
    "watches": list,
    "boundaries": list,
    "lists": dict,
    "law": str,
}


def write_record(file: Path, made: Decision, work: Workspace, previous: str | None) -> None:
    """Write the record of a decision; the file is whole or not there."""
    from licet.decision.record import record

    text = json.dumps(record(made, work, previous), ensure_ascii=False, indent=1)
    write_whole(file, text + "\n")


def write_whole(file: Path, text: str) -> None:
    """Write a file beside its place and move it there; raises BadInputError where that fails."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise BadInputError(
            f"can't be written ({error.strerror}).", where=str(file), mend="Check the path."
        ) from None


def read_record(file: Path) -> Any:
    """A record as it was written; raises BadFileError for what is no JSON."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadFileError("is larger than any record.", where=str(file))
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFileError(
            f"can't be opened ({error.strerror}).", where=str(file), mend="Check the path."
        ) from None
    except (ValueError, RecursionError) as error:
        raise BadFileError(
            f"is no JSON ({str(error)[:80]}).", where=str(file), mend="Get it again."
        ) from None


def head_of(previous: Path | None) -> str | None:
    """The head of the chain of a record written before."""
    if previous is None:
        return None
    try:
        return str(read_record(previous)["chain"]["head"])
    except (KeyError, TypeError):
        raise BadFileError("is no record of a decision.", where=str(previous)) from None


def standing(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The standing decisions of JSON lines; raises BadFileError with the line of a bad one."""
    return [one for file in files for one in _lines(file)]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    try:
        with file.open("rb") as opened:
            for number, data in enumerate(opened, 1):
                if data.strip():
                    yield _line(data, f"{file} line {number}")
    except OSError as error:
        raise BadFileError(
            f"can't be opened ({error.strerror}).", where=str(file), mend="Check the path."
        ) from None


def _line(data: bytes, where: str) -> dict[str, Any]:
    try:
        made = json.loads(data)
        whole = made["record"] == FORMAT and all(isinstance(made[k], t) for k, t in NEEDED.items())
        date.fromisoformat(made["as_of"][:10])
        texts = [*made["watches"], *made["boundaries"], *made["lists"]]
        if whole and all(isinstance(one, str) for one in texts):
            return dict(made)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise BadFileError(
        "is no standing decision.",
        where=where,
        mend="Give JSON lines that `licet decide TABLE --out answers.jsonl` wrote.",
    )
