"""From files a user names to snapshots: recognise, date, pair the parts, read, keep.

The CSV family of OFAC carries no date inside and spreads one list over up to four files; the
files of one date form one snapshot. What can't be told is asked, never guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from stat import S_ISREG

from licet.core.errors import BadFileError, BadInputError
from licet.lists import store_write
from licet.lists.exchange import ftm, own_table
from licet.lists.readers import Cache, read_snapshot, recognise
from licet.lists.recognise import Recognised
from licet.lists.snapshot import Incoming, Part, Snapshot, edition_of, edition_text
from licet.lists.store import Store

MAX_BYTES = 512 * 1024 * 1024
DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}))?(?!\d)")
Key = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file on disk, what it was recognised as, its edition, and when it was retrieved."""

    path: Path
    what: Recognised
    edition: datetime
    retrieved_at: str


@dataclass(slots=True)
class Group:
    """The files of one list and edition: new ones by path, and those kept before."""

    format: str
    retrieved_at: str
    new: dict[str, ListFile]
    kept: dict[str, Part]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a user may say where a file itself leaves a doubt."""

    published: date | None = None
    source: str | None = None
    replace: bool = False
    accept_drop: bool = False
    accept_unmarked: bool = False
    mapping: Path | None = None


def add_files(home: Path, paths: Sequence[Path], choices: Choices) -> list[Snapshot]:
    """Read files and keep them as snapshots, all or none."""
    store = Store(home)
    groups = _grouped([_open(path, choices) for path in paths], store, choices)
    cache: Cache = {}
    incoming = (_incoming(key, groups[key], store, choices, cache) for key in sorted(groups))
    return store_write.add(home, incoming, replace=choices.replace, accept_drop=choices.accept_drop)


def _open(path: Path, choices: Choices) -> ListFile:
    what = _own(path, choices) or recognise(read_limited(path), str(path))
    retrieved = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return ListFile(path, what, _edition(path, what, choices), retrieved)


def _own(path: Path, choices: Choices) -> Recognised | None:
    """What a table is for which a mapping was given: the user's own list."""
    if choices.mapping is None:
        return None
    if choices.source is None or not own_table.OWN.fullmatch(choices.source):
        raise BadInputError(
            "which list of your own is this?"
            if choices.source is None
            else f"'{choices.source}' is no id for a list of your own.",
            where=str(path),
            mend="Add --list own-NAME, in small letters: --list own-watchlist.",
        )
    return Recognised(own_table.FORMAT, "main", source=choices.source)


def read_limited(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file of at most ``limit`` bytes; raises BadFileError with the mend."""
    try:
        stat = path.stat()
        if not S_ISREG(stat.st_mode):
            raise BadFileError(
                "is not a regular file.", where=str(path), mend="Name the list file itself."
            )
        if stat.st_size > limit:
            raise BadFileError(
                f"is {stat.st_size / 1e9:.1f} GB; lists of at most {limit / 1e6:.0f} MB are read.",
                where=str(path),
                mend="Check that this is the list file itself.",
            )
        return path.read_bytes()
    except OSError as error:
        raise BadFileError(
            f"can't be opened ({error.strerror}).", where=str(path), mend="Check the path."
        ) from None


def _edition(path: Path, what: Recognised, choices: Choices) -> datetime:
    """The date inside the file, else --published, else the date in the file's name."""
    inside = what.published_on
    if inside and choices.published and inside != choices.published:
        raise BadInputError(
            f"the file says it was published on {inside}, --published says {choices.published}.",
            where=str(path),
            mend="Leave --published out for this file.",
        )
    found = what.published_at or inside or choices.published or _date_in_name(path.name)
    if found is None:
        raise BadInputError(
            "on which date was this list published? The file carries none.",
            where=str(path),
            mend="Add --published 2024-05-03, or put the date into the file's name.",
        )
    return edition_of(found)


def _date_in_name(name: str) -> datetime | None:
    match = DATE_IN_NAME.search(name)
    if match is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def _grouped(files: Sequence[ListFile], store: Store, choices: Choices) -> dict[Key, Group]:
    """Files by list and edition; each side file joins the main file that holds its entries."""
    groups: dict[Key, Group] = {}
    for one in (f for f in files if f.what.part == "main"):
        source = _source_of(one, choices)
        file = one if choices.replace else _told_apart(source, one, groups, store)
        key = (source, file.edition)
        if key in groups:
            first = groups[key].new["main"].path
            raise BadInputError(
                f"two files hold {key[0]} of {edition_text(key[1])}: {first} and this one.",
                where=str(file.path),
                mend="Add one of them, or date them apart with --published.",
            )
        groups[key] = Group(file.what.format, file.retrieved_at, {"main": file}, {})
    for file in (f for f in files if f.what.part != "main"):
        group = _group_for(file, groups, store)
        part = file.what.part
        if part in group.new:
            raise BadInputError(
                f"two {part} files belong to one list: {group.new[part].path} and this one.",
                where=str(file.path),
                mend="Add one of them.",
            )
        if part in group.kept and not choices.replace and _differs(file, group.kept[part]):
            raise BadInputError(
                f"another {part} file is already kept for that date ({group.kept[part].name}).",
                where=str(file.path),
                mend="Give the right --published date, or replace the kept one with --replace.",
            )
        group.new[part] = file
        group.retrieved_at = max(group.retrieved_at, file.retrieved_at)
    return groups


def _told_apart(source: str, file: ListFile, groups: dict[Key, Group], store: Store) -> ListFile:
    """A file that bears the date of another edition, under the later date in its name if any.

    On 2023-12-12 the UN published entries less than on 2023-12-09 in a file that was still dated
    2023-12-09: a publisher's date alone doesn't tell such two apart.
    """
    named = _date_in_name(file.path.name)
    if named is None or named <= file.edition:
        return file
    others = [g.new["main"] for k, g in groups.items() if k == (source, file.edition)]
    kept = [
        s.parts["main"] for s in store.of(source) if s.edition == file.edition and "main" in s.parts
    ]
    data = read_limited(file.path) if others or kept else b""
    if any(read_limited(other.path) != data for other in others) or any(
        _differs(file, part) for part in kept
    ):
        return replace(file, edition=edition_of(named))
    return file


def _differs(file: ListFile, kept: Part) -> bool:
    return hashlib.sha256(read_limited(file.path)).hexdigest() != kept.sha256


def _source_of(file: ListFile, choices: Choices) -> str:
    found = file.what.source
    if found and choices.source and found != choices.source:
        raise BadInputError(
            f"the entries are those of {found}, --list says {choices.source}.",
            where=str(file.path),
            mend="Leave --list out for this file.",
        )
    source = found or choices.source
    if source is None and file.what.format == ftm.FORMAT:
        raise BadInputError(
            "which list do these entities come from? They don't say.",
            where=str(file.path),
            mend="Add the id of the list, as --list un-sc, or --list own-NAME for one of your own.",
        )
    if source is None:
        raise BadInputError(
            "is this the SDN list or the consolidated (non-SDN) list? Its entries fit both.",
            where=str(file.path),
            mend="Add --list sdn or --list consolidated.",
        )
    return source


def _group_for(file: ListFile, groups: dict[Key, Group], store: Store) -> Group:
    """The list this alt, add or comments file belongs to: in this call, or already kept."""
    for key, group in groups.items():
        if key[1] == file.edition and "main" in group.new and _belongs(file, group.new["main"]):
            return group
    for snapshot in store.snapshots:
        if snapshot.edition != file.edition or snapshot.format != "ofac-flat":
            continue
        main = snapshot.parts["main"]
        known = recognise(store.raw.read(main.sha256), main.name).entry_ids
        if file.what.entry_ids <= known:
            key = (snapshot.source, snapshot.edition)
            fresh = Group(snapshot.format, snapshot.retrieved_at, {}, dict(snapshot.parts))
            return groups.setdefault(key, fresh)
    raise BadInputError(
        f"holds the {file.what.part} rows of a list of {edition_text(file.edition)} whose main "
        "file (sdn.csv or cons_prim.csv) isn't here.",
        where=str(file.path),
        mend="Add the main file of the same date in the same call.",
    )


def _belongs(file: ListFile, main: ListFile) -> bool:
    """Whether the entries of a side file are those of a main file."""
    return bool(file.what.entry_ids) and file.what.entry_ids <= main.what.entry_ids


def _incoming(key: Key, group: Group, store: Store, choices: Choices, cache: Cache) -> Incoming:
    files = {p: (part.name, store.raw.read(part.sha256)) for p, part in group.kept.items()}
    files |= {p: (str(file.path), read_limited(file.path)) for p, file in group.new.items()}
    if choices.mapping:
        files[own_table.MAPPING] = (str(choices.mapping), read_limited(choices.mapping))
    data = {part: content for part, (_, content) in files.items()}
    source, edition = key
    try:
        listings = read_snapshot(source, data, accept_unmarked=choices.accept_unmarked, cache=cache)
    except BadFileError as error:
        part = next((p for p in files if error.where and error.where.startswith(p)), "main")
        rest = (error.where or "").removeprefix(f"{part} file").removeprefix(part)
        raise BadFileError(
            error.what, where=f"{files[part][0]} {rest.strip()}".strip(), mend=error.mend
        ) from None
    return Incoming(source, edition, group.retrieved_at, group.format, listings, files)
