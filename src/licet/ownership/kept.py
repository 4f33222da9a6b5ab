"""The kept graph: files once read, and the arrays made of them, in a folder of the home.

``files/`` holds what each file told, ``generations/`` the arrays of all of them together, and
``CURRENT`` names the generation in force: it is written last, so a reader sees one graph or the
other, never a part. Arrays are mapped, not read: a party is answered from the few pages it touches.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from licet.core.errors import StoreError
from licet.ownership.engine import FIELDS, Graph
from licet.ownership.keys import plain_name
from licet.ownership.model import Kind, Span, Tie
from licet.ownership.texts import digest

FOLDER = "ownership"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of the graph: its name, form, the day it speaks of, and when it was added."""

    sha256: str
    name: str
    form: str
    dated: str | None
    added: str
    people: int
    ties: int
    rejected: int

    def says(self) -> str:
        """``owners.csv of 2024-05-01``."""
        return f"{self.name} of {self.dated}" if self.dated else f"{self.name}, added {self.added}"


@dataclass(frozen=True, slots=True)
class Held:
    """One tie by its nodes, with the number of the file that tells it and the document named."""

    owner: int
    owned: int
    kind: Kind
    share: tuple[int, int]
    span: Span
    file: int
    source: int

    def tie(self) -> Tie:
        """The tie between the nodes' numbers written as text."""
        return Tie(str(self.owner), str(self.owned), self.kind, self.share, self.span)


@dataclass
class Kept:
    """An opened generation."""

    folder: Path
    files: tuple[KeptFile, ...]
    _arrays: dict[str, npt.NDArray[Any]] = field(default_factory=dict)
    _texts: dict[str, bytes | mmap.mmap] = field(default_factory=dict)

    def array(self, name: str) -> npt.NDArray[Any]:
        """One array, mapped."""
        if name not in self._arrays:
            try:
                self._arrays[name] = np.load(self.folder / f"{name}.npy", mmap_mode="r")
            except (OSError, ValueError) as error:
                raise StoreError(
                    f"the kept graph of ownership is damaged ({error}).",
                    where=str(self.folder / f"{name}.npy"),
                    mend="Add the files again with `licet ownership add`.",
                ) from None
        return self._arrays[name]

    @property
    def nodes(self) -> int:
        """How many persons and bodies there are."""
        return len(self.array("keys_bounds")) - 1

    @cached_property
    def graph(self) -> Graph:
        """All ties as columns, for the engine."""
        return Graph(self.nodes, *(self.array(name) for name in FIELDS))

    def names(self, node: int) -> list[str]:
        """The names told of a node, the first told first."""
        return self._lines("names", node)

    def keys(self, node: int) -> list[str]:
        """The keys of a node."""
        return self._lines("keys", node)

    def label(self, node: int) -> str:
        """A name, or else a key."""
        return next(iter(self.names(node) or self.keys(node)), f"node {node}")

    def kind(self, node: int) -> str | None:
        """``person`` or ``organisation``, where it is told."""
        return next(iter(self._lines("kind", node)), None)

    def country(self, node: int) -> str | None:
        """The country in the file's words, where it is told."""
        return next(iter(self._lines("country", node)), None)

    def with_key(self, key: str) -> int | None:
        """The node that has a key."""
        found = (n for n in self._marked("key_index", key) if key in self.keys(n))
        return next(found, None)

    def with_name(self, name: str) -> list[int]:
        """Every node of exactly this name, case, diacritics and punctuation aside."""
        plain = plain_name(name)
        found = dict.fromkeys(self._marked("name_index", plain))
        return [n for n in found if any(plain_name(one) == plain for one in self.names(n))]

    def owners(self, node: int) -> Iterator[Held]:
        """Ties of those that own a node, of every date."""
        bounds = self.array("owned_bounds")
        yield from (self._held(row) for row in range(int(bounds[node]), int(bounds[node + 1])))

    def holdings(self, node: int) -> Iterator[Held]:
        """Ties of a node to what it owns, of every date."""
        bounds, order = self.array("owner_bounds"), self.array("by_owner")
        for place in range(int(bounds[node]), int(bounds[node + 1])):
            yield self._held(int(order[place]))

    def _held(self, row: int) -> Held:
        told = [int(self.array(name)[row]) for name in (*FIELDS, "file", "source")]
        span = Span((told[5], told[6]), (told[7], told[8]))
        return Held(told[0], told[1], Kind(told[2]), (told[3], told[4]), span, *told[9:])

    def says(self, held: Held) -> str:
        """Where a tie stands: the file, and the document that its row names."""
        named = next(iter(self._lines("sources", held.source)), "")
        return f"{self.files[held.file].says()}{f', {named}' if named else ''}"

    def _lines(self, name: str, node: int) -> list[str]:
        bounds = self.array(f"{name}_bounds")
        text = self._text(name)[int(bounds[node]) : int(bounds[node + 1])].decode()
        return text.split("\n") if text else []

    def _text(self, name: str) -> bytes | mmap.mmap:
        if name not in self._texts:
            with (self.folder / f"{name}.txt").open("rb") as file:
                whole = file.seek(0, 2)
                self._texts[name] = (
                    mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if whole else b""
                )
        return self._texts[name]

    def _marked(self, index: str, text: str) -> list[int]:
        marks, mark = self.array(index), np.uint64(digest(text))
        first, last = np.searchsorted(marks, mark, "left"), np.searchsorted(marks, mark, "right")
        return [int(n) for n in self.array(f"{index}_nodes")[first:last]]


def opened(home: Path) -> Kept | None:
    """The graph in force; None where no file of ownership was ever added."""
    try:
        pointer = json.loads((home / FOLDER / "CURRENT").read_text())
        folder = home / FOLDER / "generations" / pointer["generation"]
        about = json.loads((folder / "about.json").read_text())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(
            f"the kept graph of ownership can't be opened ({error}).",
            where=str(home / FOLDER),
            mend="Add the files again with `licet ownership add`.",
        ) from None
    if pointer.get("format") != FORMAT:
        raise StoreError(
            f"the kept graph of ownership is of format {pointer.get('format')}, not {FORMAT}.",
            where=str(home / FOLDER),
            mend="Add the files again with `licet ownership add`.",
        )
    return Kept(folder, tuple(KeptFile(**one) for one in about["files"]))
