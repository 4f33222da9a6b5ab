"""Files that were fetched whole and not accepted: kept aside, with the reason, for a person.

``aside/us-ofac-sdn`` in the store's folder holds the last refused files of one list and a
``why.json``. Nothing reads from there; it goes when the list is next accepted.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from licet.sources.fetch_log import Seen

FOLDER = "aside"
REASON = "why.json"


def put(
    home: Path, list_id: str, files: Mapping[str, bytes], origin: Mapping[str, Seen], why: str
) -> Path | None:
    """Keep refused files, in place of those kept before; None where the disk doesn't allow it."""
    folder = home / FOLDER / list_id
    building = folder.with_name(f".{list_id}.tmp")
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        for part, data in files.items():
            (building / part).write_bytes(data)
        note = {"why": why, "files": {part: asdict(seen) for part, seen in origin.items()}}
        (building / REASON).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    except OSError:  # the refusal is what counts; it is told with or without the files
        shutil.rmtree(building, ignore_errors=True)
        return None
    return folder


def clear(home: Path, list_id: str) -> None:
    """Remove what was kept aside of a list, now that a newer one is in force."""
    with suppress(OSError):
        shutil.rmtree(home / FOLDER / list_id)
