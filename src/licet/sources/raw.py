"""Raw list files, kept by content hash and compressed against an earlier file of the same kind.

Two dates of one list share almost all of their text, so a file is stored as a zstd frame whose
dictionary is an earlier file kept whole (RFC 8878, section 5, raw content). A file is decoded
through at most one other, and its hash is checked whenever it is read.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import zstandard

from licet.core.errors import StoreError
from licet.sources.files import write_durably

WORTH_A_DELTA = 0.5
WINDOW_LOG = 27


class RawFiles:
    """A folder of raw files, named by their sha256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes, base: str | None = None) -> str:
        """Store bytes once and return their sha256; ``base`` names a similar file kept before."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        self.folder.mkdir(parents=True, exist_ok=True)
        body, used = _compress(data, None), None
        whole = self._whole_base(base)
        if (
            whole
            and (delta := _compress(data, self.read(whole)))
            and (len(delta) < WORTH_A_DELTA * len(body))
        ):
            body, used = delta, whole
        header = json.dumps({"sha256": digest, "size": len(data), "base": used}).encode()
        write_durably(path, header + b"\n" + body)
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes of a kept file; raises StoreError when they are gone or changed."""
        header, body = self._open(digest)
        base = header["base"]
        data = _decompress(body, self.read(base) if base else None, int(header["size"]))
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoreError(
                "doesn't hold the bytes its name promises.",
                where=str(self._path(digest)),
                mend="Restore it from a backup, or add the list file again.",
            )
        return data

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.zst"

    def _open(self, digest: str) -> tuple[dict[str, str], bytes]:
        try:
            head, body = self._path(digest).read_bytes().split(b"\n", 1)
            return json.loads(head), body
        except (OSError, ValueError):
            raise StoreError(
                "a kept list file can't be read.",
                where=str(self._path(digest)),
                mend="Restore it from a backup, or add the list file again.",
            ) from None

    def _whole_base(self, digest: str | None) -> str | None:
        """The file itself if it is kept whole, else the one it was stored against."""
        if digest is None or not self._path(digest).exists():
            return None
        return self._open(digest)[0]["base"] or digest


def _parameters() -> zstandard.ZstdCompressionParameters:
    return zstandard.ZstdCompressionParameters.from_level(9, window_log=WINDOW_LOG)


def _dictionary(base: bytes | None) -> zstandard.ZstdCompressionDict | None:
    if base is None:
        return None
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _compress(data: bytes, base: bytes | None) -> bytes:
    packer = zstandard.ZstdCompressor(dict_data=_dictionary(base), compression_params=_parameters())
    return packer.compress(data)


def _decompress(body: bytes, base: bytes | None, size: int) -> bytes:
    unpacker = zstandard.ZstdDecompressor(
        dict_data=_dictionary(base), max_window_size=1 << WINDOW_LOG
    )
    try:
        return unpacker.decompress(body, max_output_size=size)
    except zstandard.ZstdError:
        return b""
