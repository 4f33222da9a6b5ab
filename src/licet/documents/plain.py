"""Plain text and Markdown, and the encodings they come in.

UTF-8 and UTF-16/32 with a byte order mark are read as they are. Other bytes are taken for
Windows-1252, and a note says so, only where they make Western European text; any other encoding
is asked for instead of guessed, since a wrong guess reads every name wrong.
"""

from __future__ import annotations

import codecs
import re

from licet.core.errors import BadFileError
from licet.documents.model import Text

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST_CONTROLS = 0.001
MOST_ACCENTED = 0.2
"""Share of accented letters among all letters: no Western European language has more."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ACCENTED = re.compile("[À-ÿŒœŠšŽžŸ]")
_LETTERS = re.compile(r"[^\W\d_]")


def read(name: str, data: bytes) -> Text:
    """Plain text."""
    text, notes = decode(name, data)
    return Text(name, "text", text, _pages(text), notes=notes)


def markdown(name: str, data: bytes) -> Text:
    """Markdown: its marks are no letters, so that its text is read as it stands."""
    text, notes = decode(name, data)
    return Text(name, "Markdown", text, notes=notes)


def decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Bytes as text with ``\\n`` line ends, and a note where the encoding was a guess."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return _lines(data.decode(encoding)), ()
            except UnicodeDecodeError:
                raise _unreadable(name, f"begins as {encoding.upper()} and is not") from None
    _refuse_binary(name, data)
    try:
        return _lines(data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        return _lines(_western(name, data, error.start)), (
            "It is not UTF-8; it was read as Windows-1252 (Western European).",
        )


def _refuse_binary(name: str, data: bytes) -> None:
    if len(_CONTROLS.findall(data)) <= MOST_CONTROLS * len(data):
        return
    nulls = data[:4096].count(0)
    if 0.3 < nulls / len(data[:4096]) < 0.6:
        raise _unreadable(name, "looks like UTF-16 without its byte order mark")
    raise BadFileError(
        "is no text: it holds binary data.",
        where=name,
        mend="Give text, Markdown, HTML, EML, DOCX or PDF.",
    )


def _western(name: str, data: bytes, at: int) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _unreadable(name, f"is not UTF-8 (byte {at:,} is the first wrong one)") from None
    letters = len(_LETTERS.findall(text))
    if len(_ACCENTED.findall(text)) > MOST_ACCENTED * max(letters, 1):
        raise _unreadable(name, f"is not UTF-8 (byte {at:,} is the first wrong one)")
    return text


def _unreadable(name: str, what: str) -> BadFileError:
    return BadFileError(
        f"{what}, so its letters can't be told.", where=name, mend="Save it again as UTF-8."
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pages(text: str) -> tuple[int, ...]:
    """Pages, where form feeds part them."""
    ends = [n + 1 for n, c in enumerate(text) if c == "\f"] if "\f" in text else []
    return (0, *ends) if ends else ()
