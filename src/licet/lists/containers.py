"""Archives around a list file: opened within limits, so that a bomb stays small.

The limits are on what comes out, never on what a header claims: a stream is read only as far as
the limit, and one byte more is refused.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib

import zstandard

from licet.core.errors import BadFileError

MAX_UNPACKED = 512 * 1024 * 1024
ZIP, GZIP, ZSTD = b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def unpacked(data: bytes, name: str, limit: int = MAX_UNPACKED) -> bytes:
    """What a gzip, zstd or one-file zip holds; any other bytes (an xlsx too) as they are."""
    if data.startswith(GZIP):
        return _drain(gzip.GzipFile(fileobj=io.BytesIO(data)), name, limit)
    if data.startswith(ZSTD):
        reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data)
        return _drain(reader, name, limit)
    if data.startswith(ZIP):
        return _zipped(data, name, limit)
    return data


def _zipped(data: bytes, name: str, limit: int) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if any(m.filename == "[Content_Types].xml" for m in members):
                return data  # an Excel workbook is a zip too
            if len(members) != 1:
                raise BadFileError(
                    f"is a zip of {len(members)} files.",
                    where=name,
                    mend="Unpack it and give the list files inside.",
                )
            with archive.open(members[0]) as member:
                return _drain(member, name, limit)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _broken(name) from None


def _drain(stream: object, name: str, limit: int) -> bytes:
    """Read a stream up to the limit; one byte more is refused."""
    read = stream.read  # type: ignore[attr-defined]
    try:
        content: bytes = read(limit + 1)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError, zipfile.BadZipFile):
        raise _broken(name) from None
    if len(content) > limit:
        raise BadFileError(
            f"unpacks to more than {limit / 1e6:.0f} MB.",
            where=name,
            mend="Check that this is the list file itself.",
        )
    return content


def _broken(name: str) -> BadFileError:
    return BadFileError("is a damaged archive.", where=name, mend="Download it again.")
