"""What reading a document gives."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dated:
    """A document's own date, and where it says so ("e-mail header", "text", "PDF metadata")."""

    day: date
    said_by: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one document.

    Offsets count characters of ``text``, from 0. Paragraphs end in an empty line, pages in a
    form feed. ``pages``: where each page begins, or empty where the format has no pages.
    """

    name: str
    format: str
    text: str
    pages: tuple[int, ...] = ()
    dated: Dated | None = None
    notes: tuple[str, ...] = ()
    """What was not read, and what was guessed, in sentences."""

    def page(self, offset: int) -> int | None:
        """The page a character stands on, from 1; None where the format has no pages."""
        return bisect_right(self.pages, offset) or 1 if self.pages else None
