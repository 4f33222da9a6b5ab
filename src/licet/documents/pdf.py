"""PDF, page by page, with PDFium. A page without text is named; a file without any is a scan."""

from __future__ import annotations

import re
from datetime import date

from licet.core.errors import BadFileError
from licet.documents import limits
from licet.documents.model import Dated, Text

PASSWORD = 4  # FPDF_ERR_PASSWORD in fpdfview.h
SECURITY = 5
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_HYPHENATED = re.compile("[\ufffe\u00ad\x02]\n?")
"""PDFium marks a hyphen at a line's end, where a word goes on, by one of these."""


def read(name: str, data: bytes) -> Text:
    """The text of a PDF; raises BadFileError for one that is encrypted, damaged or a scan."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(name, error) from None
    try:
        if len(document) > limits.MAX_PAGES:
            raise BadFileError(
                f"has {len(document):,} pages; at most {limits.MAX_PAGES:,} are read.",
                where=name,
                mend="Split it and read the parts.",
            )
        pages, broken = _pages(name, document)
        dated = _dated(document)
    finally:
        document.close()
    return _joined(name, pages, broken, dated)


def _refusal(name: str, error: Exception) -> BadFileError:
    if getattr(error, "err_code", None) in {PASSWORD, SECURITY} or "password" in str(error).lower():
        return BadFileError(
            "is encrypted.", where=name, mend="Save a copy without a password and read that."
        )
    return BadFileError(
        "is damaged: it can't be opened as a PDF.", where=name, mend="Get it again or repair it."
    )


def _pages(name: str, document: object) -> tuple[list[str], list[int]]:
    """The text of every page, and the numbers of those that can't be read."""
    import pypdfium2

    texts, broken, size = [], [], 0
    for number in range(len(document)):  # type: ignore[arg-type]
        try:
            page = document[number]  # type: ignore[index]
            opened = page.get_textpage()
            text = _HYPHENATED.sub("", opened.get_text_bounded().replace("\r\n", "\n"))
            opened.close()
            page.close()
        except pypdfium2.PdfiumError:
            text = ""
            broken.append(number + 1)
        size += len(text)
        if size > limits.MAX_TEXT:
            raise limits.too_much_text(name)
        texts.append(text.replace("\f", " "))
    return texts, broken


def _joined(name: str, pages: list[str], broken: list[int], dated: Dated | None) -> Text:
    bare = [n for n, text in enumerate(pages, 1) if not text.strip() and n not in broken]
    if len(broken) == len(pages):
        raise BadFileError(
            "is damaged: no page of it can be read.", where=name, mend="Get it again or repair it."
        )
    if len(bare) + len(broken) == len(pages):
        several = f"{len(pages)} pages hold" if len(pages) > 1 else "one page holds"
        raise BadFileError(
            f"is a scan or a picture: its {several} no text.",
            where=name,
            mend="Run text recognition (OCR) on it and read what that makes.",
        )
    starts, at = [], 0
    for text in pages:
        starts.append(at)
        at += len(text) + 1
    notes = [f"Without text, so perhaps scanned and not read: {_numbers(bare)}."] if bare else []
    notes += [f"Damaged and not read: {_numbers(broken)}."] if broken else []
    return Text(name, "PDF", "\f".join(pages), tuple(starts), dated=dated, notes=tuple(notes))


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:20])) + (f" and {len(pages) - 20} more" * (len(pages) > 20))
    return f"page{'s' * (len(pages) > 1)} {shown}"


def _dated(document: object) -> Dated | None:
    """The day the file was made."""
    said = document.get_metadata_dict()  # type: ignore[attr-defined]
    match = _DAY.match(said.get("CreationDate") or "")
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
    return Dated(day, "PDF metadata") if day else None
