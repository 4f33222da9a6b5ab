"""Builds the screening index of the generation in force: ``python -m ... HOME SECONDS``.

A process of its own, so that a service goes on answering meanwhile. Whoever updated the lists
builds the index anyway, so it is waited for first; of several that wait, one builds.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from filelock import FileLock

from licet.core.errors import LicetError
from licet.decision.workspace import Workspace

FAILED = 2
LOOK_AGAIN = 0.2


def prepare(home: Path, patience: float) -> None:
    """Make sure that the index is there; an empty store needs none."""
    work = Workspace(home)
    if work.store.generation is None:
        return
    folder, end = home / "index", time.monotonic() + patience
    while time.monotonic() < end and not any(folder.glob(f"{work.store.generation}-*")):
        time.sleep(LOOK_AGAIN)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".building"):
        _ = work.index_folder


def main() -> None:
    """Ends with 2 where the store can't be read."""
    if hasattr(os, "nice"):
        os.nice(5)
    try:
        prepare(Path(sys.argv[1]), float(sys.argv[2]))
    except (LicetError, OSError) as error:
        print(f"licet: {type(error).__name__}", file=sys.stderr)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
