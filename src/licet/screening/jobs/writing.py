"""Files that are there as a whole or not at all, and what to say when the disk refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from licet.core.errors import BadInputError

FULL = {errno.ENOSPC, errno.EDQUOT}


def cant_write(path: Path, error: BaseException, work: Path | None = None) -> BadInputError:
    """The error for what can't be written; ``work`` is the folder that keeps what is done."""
    kept = f"What is done is kept in {work}" if work else ""
    number = getattr(error, "errno", None)
    if number in FULL or "No space left" in str(error):
        again = f"{kept}: free some room and run the same command again." if kept else ""
        return BadInputError(
            "can't be written (the disk is full).",
            where=str(path),
            mend=again or "Free some room, or name another --out.",
        )
    why = getattr(error, "strerror", None) or (str(error).splitlines() or ["no reason given"])[0]
    return BadInputError(
        f"can't be written ({why.rstrip('.')}).",
        where=str(path),
        mend=f"Name another --out.{f' {kept}.' if kept else ''}",
    )


@contextmanager
def whole(path: Path, work: Path | None = None) -> Iterator[Path]:
    """A path to write to, which becomes ``path`` when the block has ended without an error."""
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        yield half
        with half.open("rb+") as opened:
            os.fsync(opened.fileno())
        half.replace(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise cant_write(path, error, work) from None
    finally:
        half.unlink(missing_ok=True)
