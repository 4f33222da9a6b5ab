"""Tells a document's format by its content and reads it.

The first bytes decide; the file's name only tells Markdown, HTML and e-mail from plain text where
the content leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from licet.core.errors import BadFileError
from licet.documents import datelines, docx, html, limits, mail, pdf, plain
from licet.documents.model import Text

Reader = Callable[[str, bytes], Text]
START = 2_048
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|From|To|Date|Subject|MIME-Version|Message-ID): "
    rb"[^\n]*\r?\n"
    rb"(?:[ \t][^\n]*\n)*[A-Za-z-]+:[ \t]",
    re.IGNORECASE,
)
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": "an old Word, Excel or Outlook file",
    b"{\\rtf": "a rich text (RTF) file",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"\x1f\x8b": "a packed file (gzip)",
}


def read(path: Path | str) -> Text:
    """The text of a document; raises BadFileError for one that can't be read, with the reason."""
    source = Path(path)
    try:
        with source.open("rb") as opened:
            start = opened.read(START)
        reader, limit = _reader(source, start)
        limits.check_size(source, limit)
        data = source.read_bytes()
    except FileNotFoundError:
        raise BadFileError("is not there.", where=str(source), mend="Check the path.") from None
    except IsADirectoryError:
        raise BadFileError("is a folder.", where=str(source), mend="Name its files.") from None
    except OSError as error:
        raise BadFileError(
            f"can't be opened ({error.strerror or error}).",
            where=str(source),
            mend="Check that you may read it.",
        ) from None
    found = reader(str(source), data)
    if len(found.text) > limits.MAX_TEXT:
        raise limits.too_much_text(str(source))
    if not any(not c.isspace() for c in found.text):
        raise BadFileError(
            "holds no text.", where=str(source), mend="Check that it is the right file."
        )
    return datelines.with_date(found)


def _reader(path: Path, start: bytes) -> tuple[Reader, int]:
    """How to read a file that begins so, and how large it may be."""
    for mark, what in _NOT_READ.items():
        if start.startswith(mark):
            raise BadFileError(
                f"is {what}, which licet does not read.",
                where=str(path),
                mend="Save it as DOCX, PDF or text and read that.",
            )
    if b"%PDF-" in start[:1024]:
        return pdf.read, limits.MAX_FILE
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return docx.read, limits.MAX_FILE
    suffix = path.suffix.lower()
    if suffix == ".eml" or _MAIL.match(start):
        return mail.read, limits.MAX_FILE
    if suffix in {".html", ".htm", ".xhtml"} or _HTML.search(start[:1024]):
        return html.read, limits.MAX_TEXT
    return (plain.markdown if suffix in {".md", ".markdown"} else plain.read), limits.MAX_TEXT
