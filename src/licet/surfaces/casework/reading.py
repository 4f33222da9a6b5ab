"""What the commands of casework read beside records: outcomes of a recheck."""

from __future__ import annotations

import json
from pathlib import Path

from licet.casework.rechecks import outcome_of
from licet.core.errors import BadFileError
from licet.decision.recheck import Outcome


def outcomes(path: Path) -> list[Outcome]:
    """The outcomes that ``licet recheck --out`` wrote; raises BadFileError, BadInputError."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError(f"can't be read ({error}).", where=str(path)) from None
    return [_one(line, f"{path} line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _one(line: str, where: str) -> Outcome:
    try:
        told = json.loads(line)
    except ValueError:
        told = None
    return outcome_of(told if isinstance(told, dict) else {}, where)
