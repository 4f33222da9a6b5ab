"""How large a document may be. Each limit is a sentence when it is met, never a crash."""

from __future__ import annotations

from pathlib import Path

from licet.core.errors import BadFileError

MAX_FILE = 200_000_000
"""Bytes of a file with pictures in it (PDF, DOCX, e-mail)."""

MAX_TEXT = 50_000_000
"""Characters of text, and bytes of a text file: some 15,000 pages."""

MAX_RATIO = 200
"""A part of a DOCX that unpacks to more than this many times its size (and is large) is a bomb.
Word's own XML packs 10 to 60 times."""

RATIO_FROM = 5_000_000
"""Below this many bytes unpacked, the ratio is not asked."""

MAX_PARTS = 10_000
"""Files inside one DOCX."""

MAX_PAGES = 20_000


def too_much_text(name: str, *, unit: str = "characters of text") -> BadFileError:
    """The refusal of a document with too much text."""
    return BadFileError(
        f"holds more than {MAX_TEXT:,} {unit}.", where=name, mend="Split it and read the parts."
    )


def check_size(path: Path, limit: int) -> None:
    """Raise BadFileError for a file beyond the limit, before any of it is read."""
    size = path.stat().st_size
    if size > limit:
        raise BadFileError(
            f"is {size / 1e6:,.0f} MB large; at most {limit // 1_000_000} MB are read.",
            where=str(path),
            mend="Split it and read the parts.",
        )
    if size == 0:
        raise BadFileError("is empty.", where=str(path), mend="Check the path.")
