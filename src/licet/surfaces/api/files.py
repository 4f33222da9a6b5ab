"""The service's own files, beside the store: keys and records, each an SQLite file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from licet.core.errors import StoreError

FOLDER = "service"
BUSY_SECONDS = 20
OWN_ONLY = 0o600


def opened(home: Path, name: str, schema: str) -> sqlite3.Connection:
    """The file, made where it isn't there; nobody but its owner may read it."""
    folder = home / FOLDER
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(OWN_ONLY, exist_ok=True)
        rows = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
        rows.execute("PRAGMA journal_mode = WAL")
        rows.executescript(schema)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"can't be opened ({error}).", where=str(path), mend="Check the folder's rights."
        ) from None
    return rows
