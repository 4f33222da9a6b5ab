"""Durable file writes: what is written is whole and on disk before anything points to it."""

from __future__ import annotations

import os
from pathlib import Path

from licet.core.errors import StoreError


def write_durably(path: Path, data: bytes) -> None:
    """Write beside, fsync, rename: a reader sees the old file or the new one, never a part."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            f"can't be written ({error.strerror}).",
            where=str(path),
            mend="Nothing was changed; free some space or mend the permissions, then try again.",
        ) from None


def sync_folder(folder: Path) -> None:
    """Make a rename inside a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Flush every file of a folder, then the folder."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(folder)
