"""From files a user names to snapshots: recognise, date, pair the parts, read, keep.

The CSV family of OFAC carries no date inside and spreads one list over up to four files; the
files of one date form one snapshot. What can't be told is asked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from licet.core.errors import BadFileError, BadInputError
from licet.lists import store as stores
from licet.lists.readers import read_snapshot, recognise
from licet.lists.recognise import Recognised
from licet.lists.store import Incoming, Snapshot, Store

MAX_BYTES = 512 * 1024 * 1024
DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file on disk, what it was recognised as, and its date."""

    path: Path
    data: bytes
    what: Recognised
    published: date
    retrieved_at: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What a user may say where a file itself leaves a doubt."""

    published: date | None = None
    source: str | None = None
    replace: bool = False
    accept_drop: bool = False
    accept_unmarked: bool = False


def add_files(home: Path, paths: Sequence[Path], choices: Choices) -> list[Snapshot]:
    """Read files and keep them as snapshots, all or none."""
    files = [_open(path, choices) for path in paths]
    incoming = [
        _incoming(source, published, parts, choices)
        for (source, published), parts in _grouped(files, Store(home), choices).items()
    ]
    return stores.add(home, incoming, replace=choices.replace, accept_drop=choices.accept_drop)


def _open(path: Path, choices: Choices) -> ListFile:
    data = read_limited(path)
    what = recognise(data, str(path))
    retrieved = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return ListFile(path, data, what, _published(path, what, choices), retrieved)


def read_limited(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file of at most ``limit`` bytes; raises BadFileError with the mend."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise BadFileError(
                f"is {size / 1e9:.1f} GB; lists of at most {limit / 1e6:.0f} MB are read.",
                where=str(path),
                mend="Check that this is the list file itself.",
            )
        return path.read_bytes()
    except OSError as error:
        raise BadFileError(
            f"can't be opened ({error.strerror}).", where=str(path), mend="Check the path."
        ) from None


def _published(path: Path, what: Recognised, choices: Choices) -> date:
    """The date inside the file, else --published, else the date in the file's name."""
    inside = what.published_on
    if inside and choices.published and inside != choices.published:
        raise BadInputError(
            f"the file says it was published on {inside}, --published says {choices.published}.",
            where=str(path),
            mend="Leave --published out for this file.",
        )
    found = inside or choices.published or _date_in_name(path.name)
    if found is None:
        raise BadInputError(
            "on which date was this list published? The file carries none.",
            where=str(path),
            mend="Add --published 2024-05-03, or put the date into the file's name.",
        )
    return found


def _date_in_name(name: str) -> date | None:
    match = DATE_IN_NAME.search(name)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


Parts = dict[str, tuple[str, bytes]]


def _grouped(
    files: Sequence[ListFile], store: Store, choices: Choices
) -> dict[tuple[str, date], tuple[Parts, str, str]]:
    """Files by list and date; each side file joins the main file that holds its entries."""
    groups: dict[tuple[str, date], tuple[Parts, str, str]] = {}
    ids: dict[tuple[str, date], frozenset[str]] = {}
    for file in (f for f in files if f.what.part == "main"):
        key = (_source_of(file, choices), file.published)
        if key in groups:
            raise BadInputError(
                f"two files hold {key[0]} of {key[1]}: {groups[key][0]['main'][0]} and this one.",
                where=str(file.path),
                mend="Add one of them, or date them apart with --published.",
            )
        groups[key] = ({"main": (str(file.path), file.data)}, file.what.format, file.retrieved_at)
        ids[key] = file.what.entry_ids
    for file in (f for f in files if f.what.part != "main"):
        key = _main_for(file, groups, ids, store, choices)
        parts, form, retrieved = groups[key]
        if file.what.part in parts and parts[file.what.part][1] != file.data:
            held = parts[file.what.part][0]
            if not choices.replace and key in ids:
                raise BadInputError(
                    f"two {file.what.part} files belong to {key[0]} of {key[1]}: {held} and this.",
                    where=str(file.path),
                    mend="Add one of them, or replace a kept one with --replace.",
                )
        parts[file.what.part] = (str(file.path), file.data)
        groups[key] = (parts, form, max(retrieved, file.retrieved_at))
    return groups


def _source_of(file: ListFile, choices: Choices) -> str:
    found = file.what.source
    if found and choices.source and found != choices.source:
        raise BadInputError(
            f"the entries are those of {found}, --list says {choices.source}.",
            where=str(file.path),
            mend="Leave --list out for this file.",
        )
    source = found or choices.source
    if source is None:
        raise BadInputError(
            "is this the SDN list or the consolidated (non-SDN) list? Its entries fit both.",
            where=str(file.path),
            mend="Add --list sdn or --list consolidated.",
        )
    return source


def _main_for(
    file: ListFile,
    groups: dict[tuple[str, date], tuple[Parts, str, str]],
    ids: dict[tuple[str, date], frozenset[str]],
    store: Store,
    choices: Choices,
) -> tuple[str, date]:
    """The list this alt, add or comments file belongs to: in this call, or already kept."""
    for key, known in ids.items():
        if key[1] == file.published and _belongs(file, known):
            return key
    for snapshot in store.snapshots:
        key = (snapshot.source, snapshot.published)
        if snapshot.published != file.published or snapshot.format != "ofac-flat":
            continue
        if key not in groups:
            kept = {n: (p.name, store.raw.read(p.sha256)) for n, p in snapshot.parts.items()}
            groups[key] = (kept, snapshot.format, snapshot.retrieved_at)
        main = groups[key][0]["main"]
        if _belongs(file, recognise(main[1], main[0]).entry_ids):
            return key
        del groups[key]
    raise BadInputError(
        f"holds the {file.what.part} rows of a list of {file.published} whose main file "
        "(sdn.csv or cons_prim.csv) isn't here.",
        where=str(file.path),
        mend="Add the main file of the same date in the same call.",
    )


def _belongs(file: ListFile, known: Iterable[str]) -> bool:
    """Whether the entries of a side file are those of a main file."""
    return bool(file.what.entry_ids) and file.what.entry_ids <= frozenset(known)


def _incoming(
    source: str, published: date, group: tuple[Parts, str, str], choices: Choices
) -> Incoming:
    files, form, retrieved = group
    data = {part: content for part, (_, content) in files.items()}
    try:
        listings = read_snapshot(source, data, accept_unmarked=choices.accept_unmarked)
    except BadFileError as error:
        part = next((p for p in files if error.where and error.where.startswith(p)), "main")
        where = f"{files[part][0]} {(error.where or '').removeprefix(part)}".strip()
        raise BadFileError(error.what, where=where, mend=error.mend) from None
    return Incoming(source, published, retrieved, form, listings, files)
