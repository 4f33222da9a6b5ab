"""The index as arrays, and how it lies on disk: NumPy files to map, and a JSON header.

Rows are list names in the order they were given; tokens are the distinct words of all names;
"joined" tokens are two neighbouring words of a name written as one, or the acronym of a name.
Loading reads no array: the operating system pages in what a query touches.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from licet.core.errors import StoreError
from licet.screening.hashing import word_hash
from licet.screening.kernel.tables import (
    FORMS,
    LETTERS,
    PARTICLES,
    PERSON,
    RARE,
    WEAK,
    WEIGHT,
    Names,
    Words,
)
from licet.screening.packed import Bytes, Floats, Ints, unpack, unpack_all

FORMAT = 3
HEADER = "index.json"
Int32 = npt.NDArray[np.int32]
UInt8 = npt.NDArray[np.uint8]
UInt32 = npt.NDArray[np.uint32]

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
"""Where the open ends of a birth date are put."""


def country_number(code: str) -> int:
    """A two-letter country code as a number."""
    return ord(code[0]) << 8 | ord(code[1])


@dataclass(frozen=True, eq=False)
class Index:
    """Everything a query needs. V tokens, J joined tokens, R rows (names), N listings."""

    token_keys: Bytes  # V: the Latin key of each token
    token_keys_at: Ints
    token_texts: Bytes  # V: the token in its own script
    token_texts_at: Ints
    token_weight: Floats  # V + J: how much a token says, 0 to 1 (inverse listing frequency)
    token_rare: Floats  # V + J: how seldom ordinary names have it, 0 to 1 (sum of both if joined)
    key_hash: UInt32  # sorted hashes of every reading of every token ...
    key_token: Int32  # ... and the token
    token_first: Int32  # V + J: code of the first letter of a longer word, else 0
    token_letter: Int32  # V + J: code of a word of one letter, else 0
    reading_keys: Bytes  # every Latin reading of every token, sorted
    reading_keys_at: Ints
    reading_token: Int32
    reading_roman: UInt32  # what romanisations of one word share; 0 for none
    near_hash: UInt32  # sorted hashes of what is left of a reading after deleting letters
    near_reading: Int32
    near_at: Ints  # 65,537: where the hashes begin with each two bytes
    sound_hash: UInt32  # sorted hashes of phonetic and romanisation keys
    sound_reading: Int32
    joined_hash: UInt32  # sorted hashes of two neighbouring keys written as one
    joined_token: Int32  # V .. V + J
    joined_parts: Int32  # (J, 2): the two tokens
    posting_at: Ints  # V + J + 1: CSR from token to rows
    posting_row: Int32
    row_at: Ints  # R + 1: CSR from row to its tokens, in order
    row_token: Int32
    row_joined: Int32  # the joined token of a token and the next, or -1
    row_acronym: Int32  # (R, 2): acronyms of the whole name, or -1
    row_weight: Floats  # R: sum of its tokens' weights
    row_letters: Floats  # R: the part of it that single letters hold
    row_loose: Floats  # R: the part of it that single letters and particles hold
    row_rare: Floats  # R: sum of its tokens' rarity
    row_forms: UInt32  # R: legal forms as a mask of classes
    row_name: Bytes
    row_name_at: Ints
    row_name_kind: UInt8
    row_weak: UInt8
    row_listing: Int32
    row_person: UInt8  # R: whether the listing is a person
    listing_id: Bytes
    listing_id_at: Ints
    listing_source: Bytes
    listing_source_at: Ints
    listing_kind: UInt8
    listing_row: Int32  # N: the row of its primary name
    country_at: Ints  # N + 1: CSR to country codes, two letters as a number
    country: Int32
    birth_at: Ints  # N + 1: CSR to days; an open end is the smallest or largest day
    birth_from: Int32
    birth_to: Int32
    identifier_hash: UInt32  # sorted
    identifier_listing: Int32
    identifier_class: UInt8
    identifier_value: Bytes
    identifier_value_at: Ints

    @property
    def rows(self) -> int:
        """How many names."""
        return len(self.row_listing)

    @property
    def tokens(self) -> int:
        """How many distinct tokens, joined ones not counted."""
        return len(self.token_keys_at) - 1

    @property
    def listings(self) -> int:
        """How many listings."""
        return len(self.listing_kind)

    @cached_property
    def keys(self) -> list[str]:
        """The Latin key of every token."""
        return unpack_all(self.token_keys, self.token_keys_at)

    def key(self, token: int) -> str:
        """The Latin key of one token."""
        return unpack(self.token_keys, self.token_keys_at, token)

    def tokens_of(self, key: str) -> Ints:
        """The tokens of which a reading is the key, sorted."""
        code = word_hash(key)
        start, end = np.searchsorted(self.key_hash, [code, code + 1])
        found = [n for n in self.key_token[start:end].tolist() if self.reads(n, key)]
        return np.array(found, np.int64)

    def reads(self, token: int, key: str) -> bool:
        """Whether a key is among the readings of a token."""
        return self.key(token) == key or key in self._more_readings.get(token, ())

    @cached_property
    def _more_readings(self) -> dict[int, set[str]]:
        """Readings of the tokens that have several."""
        counts = np.bincount(self.reading_token, minlength=self.tokens)
        found: dict[int, set[str]] = {}
        for place in np.flatnonzero(counts[self.reading_token] > 1).tolist():
            key = unpack(self.reading_keys, self.reading_keys_at, place)
            found.setdefault(int(self.reading_token[place]), set()).add(key)
        return found

    @cached_property
    def names_read(self) -> Names:
        """What the loops over names read."""
        facts = np.zeros((self.rows, 8))
        facts[:, WEIGHT], facts[:, RARE] = self.row_weight, self.row_rare
        facts[:, LETTERS] = self.row_letters * (self.row_person == 1)
        facts[:, PARTICLES] = self.row_loose - self.row_letters
        facts[:, PERSON], facts[:, WEAK] = self.row_person, self.row_weak
        facts[:, FORMS] = self.row_forms
        made: dict[str, npt.NDArray[Any]] = {
            "row_facts": facts,
            "row_weight": self.row_weight.astype(np.float32),
        }
        kept = {name: made[name] if name in made else getattr(self, name) for name in Names._fields}
        return Names(**{name: _fixed(array) for name, array in kept.items()})

    @cached_property
    def words(self) -> Words:
        """What the loop over words reads."""
        return Words(*(_fixed(getattr(self, name)) for name in Words._fields))

    @cached_property
    def texts(self) -> list[str]:
        """Every token in its own script."""
        return unpack_all(self.token_texts, self.token_texts_at)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over all arrays: two indexes with one hash answer alike."""
        digest = hashlib.sha256(str(FORMAT).encode())
        for name, array in self.arrays().items():
            digest.update(f"{name}{array.dtype.str}{array.shape}".encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    def name(self, row: int) -> str:
        """The name at a row, as it was given."""
        return unpack(self.row_name, self.row_name_at, row)

    def id_of(self, listing: int) -> str:
        """The listing id, as ``ofac:27016``."""
        return unpack(self.listing_id, self.listing_id_at, listing)

    def source_of(self, listing: int) -> str:
        """The source the listing stands in."""
        return unpack(self.listing_source, self.listing_source_at, listing)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Every array by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def save(self, folder: Path | str) -> None:
        """Write the folder whole or not at all: what was there is replaced at the end."""
        target = Path(folder)
        draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
        try:
            draft.mkdir(parents=True)
            for name, array in self.arrays().items():
                np.save(draft / f"{name}.npy", array, allow_pickle=False)
            header = {
                "format": FORMAT,
                "content_hash": self.content_hash,
                "names": self.rows,
                "listings": self.listings,
                "tokens": self.tokens,
            }
            (draft / HEADER).write_text(json.dumps(header, indent=1), "utf-8")
            _replace(target, draft)
        except OSError as error:
            shutil.rmtree(draft, ignore_errors=True)
            raise StoreError(
                f"the index can't be written ({error.strerror or error}).",
                where=str(target),
                mend="Check that the folder is writable and the disk has room.",
            ) from error

    @classmethod
    def load(cls, folder: Path | str, *, verify: bool = False) -> Index:
        """Map the arrays. ``verify`` also reads them all and compares the content hash."""
        source = Path(folder)
        header = _header(source)
        try:
            names = [field.name for field in fields(cls)]
            mapped = {n: np.load(source / f"{n}.npy", mmap_mode="r") for n in names}
        except (OSError, ValueError, EOFError) as error:
            raise _damaged(source) from error
        # np.ndarray view: NumPy's memmap class makes each small slice slower
        index = cls(**{name: np.asarray(array) for name, array in mapped.items()})
        sound = index.rows == header.get("names") and index.listings == header.get("listings")
        if not sound or (verify and index.content_hash != header.get("content_hash")):
            raise _damaged(source)
        return index


def _fixed(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """An array as mapped ones are, read-only: the compiled loops know one kind only."""
    made = array.view()
    made.flags.writeable = False
    return made


def _replace(target: Path, draft: Path) -> None:
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _header(source: Path) -> dict[str, Any]:
    try:
        header: dict[str, Any] = json.loads((source / HEADER).read_text("utf-8"))
    except OSError as error:
        raise StoreError(
            "there is no screening index here.", where=str(source), mend="Build one from the lists."
        ) from error
    except ValueError as error:
        raise _damaged(source) from error
    if header.get("format") != FORMAT:
        raise StoreError(
            f"the index has format {header.get('format')}, this version reads {FORMAT}.",
            where=str(source),
            mend="Build it anew from the lists.",
        )
    return header


def _damaged(source: Path) -> StoreError:
    return StoreError(
        "the screening index is damaged or incomplete.",
        where=str(source),
        mend="Build it anew from the lists.",
    )
