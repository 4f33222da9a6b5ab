"""Bytes of a text table, plain or packed with gzip, from any place on."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from licet.core.errors import BadFileError

BLOCK = 4 << 20
"""Bytes read at a time."""


class Stream:
    """An open table; ``share`` is how much of the file has been read, 0 to 1."""

    def __init__(self, path: Path, packed: bool) -> None:
        self.path = path
        self._size = max(path.stat().st_size, 1)
        self._file = path.open("rb")
        self._data = cast(IO[bytes], gzip.GzipFile(fileobj=self._file) if packed else self._file)

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._data.close()
        self._file.close()

    @property
    def share(self) -> float:
        """How much of the file has been read."""
        return min(self._file.tell() / self._size, 1.0)

    def seek(self, offset: int) -> None:
        """Go to a byte of the text; packed text is unpacked up to there."""
        self._guarded(lambda: self._data.seek(offset))

    def blocks(self, size: int) -> Iterator[bytes]:
        """The rest, block by block; the last is empty. Raises BadFileError for damage."""
        block = b"more"
        while block:
            block = self._read(size)
            yield block

    def _read(self, size: int) -> bytes:
        found: list[bytes] = []
        self._guarded(lambda: found.append(self._data.read(size)))
        return found[0]

    def _guarded(self, act: Callable[[], object]) -> None:
        try:
            act()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BadFileError(
                f"is a damaged gzip file ({str(error).rstrip('.')}).",
                where=str(self.path),
                mend="Get it again, or unpack it first.",
            ) from None
        except OSError as error:
            raise unreadable(self.path, error) from None


def unreadable(path: Path, error: OSError) -> BadFileError:
    """The error for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return BadFileError("is not there.", where=str(path), mend="Check the path.")
    return BadFileError(
        f"can't be read as a table ({error.strerror or error}).",
        where=str(path),
        mend="Check that it is a file and that you may read it.",
    )
