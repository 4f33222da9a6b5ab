"""Raw files are kept byte for byte, small, and checked whenever they are read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.core.errors import StoreError
from licet.sources.files import sync_folder, sync_tree, write_durably
from licet.sources.raw import RawFiles

LINES = [hashlib.sha256(str(i).encode()).hexdigest() for i in range(3000)]
FIRST = "\n".join(LINES).encode()
SECOND = "\n".join([*LINES[:1500], "one new line", *LINES[1500:]]).encode()
THIRD = "\n".join([*LINES[10:], "another"]).encode()


def test_what_was_kept_is_read(tmp_path: Path) -> None:
    """A kept file is named by its sha256 and comes back byte for byte."""
    raw = RawFiles(tmp_path)
    digest = raw.keep(FIRST)
    assert digest == hashlib.sha256(FIRST).hexdigest()
    assert raw.read(digest) == FIRST


def test_a_similar_file_takes_little_room(tmp_path: Path) -> None:
    """The next date of a list is stored as its difference, and read without a chain."""
    raw = RawFiles(tmp_path)
    first = raw.keep(FIRST)
    second = raw.keep(SECOND, first)
    third = raw.keep(THIRD, second)
    sizes = [(tmp_path / f"{digest}.zst").stat().st_size for digest in (first, second, third)]
    assert sizes[1] < sizes[0] / 20
    assert sizes[2] < sizes[0] / 20
    (tmp_path / f"{second}.zst").unlink()
    assert raw.read(third) == THIRD


def test_an_unlike_file_stands_alone(tmp_path: Path) -> None:
    """A file that shares nothing with the one before doesn't depend on it."""
    raw = RawFiles(tmp_path)
    first = raw.keep(FIRST)
    other = raw.keep(b"x" * 5000, first)
    (tmp_path / f"{first}.zst").unlink()
    assert raw.read(other) == b"x" * 5000


def test_kept_twice(tmp_path: Path) -> None:
    """The same bytes are stored once."""
    raw = RawFiles(tmp_path)
    assert raw.keep(FIRST) == raw.keep(FIRST)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_base_that_is_gone(tmp_path: Path) -> None:
    """A base that isn't there any more is no hindrance."""
    raw = RawFiles(tmp_path)
    assert raw.read(raw.keep(FIRST, "0" * 64)) == FIRST


@pytest.mark.parametrize("where", ["header", "body", "end", "whole"])
def test_damage_is_noticed(tmp_path: Path, where: str) -> None:
    """Bytes that changed on disk are never given out as the file."""
    raw = RawFiles(tmp_path)
    digest = raw.keep(FIRST)
    path = tmp_path / f"{digest}.zst"
    data = bytearray(path.read_bytes())
    if where == "whole":
        data = bytearray()
    elif where == "end":
        del data[-20:]
    else:
        at = 3 if where == "header" else len(data) // 2
        data[at] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(StoreError, match="backup"):
        raw.read(digest)


def test_a_file_that_was_never_kept(tmp_path: Path) -> None:
    """An unknown hash is an error with a mend."""
    with pytest.raises(StoreError, match="can't be read"):
        RawFiles(tmp_path).read("0" * 64)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, one: bytes, other: bytes) -> None:
    """Any two files are kept, the second against the first."""
    raw = RawFiles(tmp_path)
    first = raw.keep(one)
    assert raw.read(raw.keep(other, first)) == other
    assert raw.read(first) == one


def test_a_durable_write(tmp_path: Path) -> None:
    """A write replaces the file whole and leaves nothing beside it."""
    path = tmp_path / "CURRENT"
    write_durably(path, b"one")
    write_durably(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["CURRENT"]
    sync_tree(tmp_path)
    sync_folder(tmp_path)


def test_a_write_that_can_not_be(tmp_path: Path) -> None:
    """A write that fails says so, and that nothing was changed."""
    path = tmp_path / "folder"
    path.mkdir()
    (path / "inside").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="Nothing was changed"):
        write_durably(path, b"data")
    assert (path / "inside").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]
