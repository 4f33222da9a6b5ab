"""Quotations held against the archived texts they name.

A quotation is found when its words stand in the text in their order, whatever the white space and
the hyphens at line ends. Where it isn't, the passage that shares most words with it is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from licet.core.documents import Document
from licet.core.documents import Path as Place
from licet.law.author.problems import Problem, at

RUN = 3
"""So many words in a row are looked for when the whole isn't found."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, the file of the archive it names, and where it stands in the pack."""

    file: str
    quote: str
    where: str


@dataclass
class Archive:
    """A folder of texts; each is read once."""

    folder: Path
    _held: dict[str, Text | None] = field(default_factory=dict)

    def text(self, name: str) -> Text | None:
        """The text of a file, or None where the archive hasn't got it."""
        if name not in self._held:
            try:
                path = self.folder / name
                inside = path.resolve().is_relative_to(self.folder.resolve())
                there = inside and path.is_file()
                self._held[name] = Text(path.read_text("utf-8", "replace")) if there else None
            except (OSError, ValueError):  # a name that no file can have
                self._held[name] = None
        return self._held[name]


@dataclass
class Text:
    """An archived text."""

    raw: str

    @cached_property
    def flat(self) -> str:
        """The text with single spaces, words parted at a line's end put together."""
        return flat(self.raw)

    @cached_property
    def words(self) -> list[str]:
        """Its words."""
        return self.flat.split()

    def nearest(self, quote: str) -> str | None:
        """The passage that shares most runs of words with a quotation."""
        wanted = quote.split()
        if len(wanted) < RUN:
            return None
        runs = {tuple(wanted[n : n + RUN]): n for n in range(len(wanted) - RUN + 1)}
        words = self.words
        starts = Counter(
            at - runs[run]
            for at in range(len(words) - RUN + 1)
            if (run := tuple(words[at : at + RUN])) in runs
        )
        if not starts:
            return None
        start = max(starts.most_common(1)[0][0], 0)
        return " ".join(words[start : start + len(wanted)])


def flat(text: str) -> str:
    """Single spaces; a word parted by a hyphen at a line's end is one word."""
    return " ".join(re.sub(r"(\w)-\n\s*(\w)", r"\1\2", text).split())


def quotations(document: Document) -> Iterator[Quotation]:
    """Every source of a pack that names an archived file and quotes it."""
    yield from _walk(document.data, (), document)


def _walk(data: Any, path: Place, document: Document) -> Iterator[Quotation]:
    if isinstance(data, dict):
        file, quote = data.get("file"), data.get("quote")
        if isinstance(file, str) and isinstance(quote, str):
            yield Quotation(file, quote, document.where((*path, "quote")))
        for key, inner in data.items():
            yield from _walk(inner, (*path, key), document)
    elif isinstance(data, list):
        for n, inner in enumerate(data):
            yield from _walk(inner, (*path, n), document)


def problem(one: Quotation, archive: Archive) -> Problem | None:
    """What is wrong with a quotation; None when it is found."""
    text = archive.text(one.file)
    if text is None:
        return at(
            one.where,
            f"the archive holds no text '{one.file}'.",
            "Add the text to the archive, or name the file as it stands there.",
            "warning",
        )
    if flat(one.quote) in text.flat or " ".join(one.quote.split()) in " ".join(text.raw.split()):
        return None
    near = text.nearest(flat(one.quote))
    hint = f" The nearest passage reads: “{near}”." if near else " Nothing like it stands there."
    return at(one.where, f"the quotation isn't in {one.file}.{hint}", "Quote word for word.")
