"""Word (DOCX): body, notes, headers and comments, read straight from the package's XML.

The package is a ZIP file (ECMA-376). Sizes are held to while unpacking, entities stay
unexpanded, and nothing outside the package is touched. Deleted text is not read. Pages are those
of Word's last layout, where the file carries it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date

from lxml import etree

from licet.core.errors import BadFileError
from licet.documents import limits
from licet.documents.model import Dated, Text

BODY = "word/document.xml"
BESIDE = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
CORE = "docProps/core.xml"
_PAGE = "\f"


def read(name: str, data: bytes) -> Text:
    """The text of a Word document, and the day it was last saved or created."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = _parts(name, package)
            pieces = [_text(name, _unpack(name, package, part)) for part in parts]
            dated = _dated(_unpack(name, package, CORE)) if CORE in package.namelist() else None
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        encrypted = isinstance(error, RuntimeError) and "password" in str(error)
        raise BadFileError(
            "is encrypted." if encrypted else "is damaged: its package can't be unpacked.",
            where=name,
            mend="Save it again in Word and read that.",
        ) from None
    except (etree.XMLSyntaxError, ValueError):
        raise BadFileError(
            "is damaged: its XML is broken.", where=name, mend="Open and save it again in Word."
        ) from None
    text = "\n\n".join(piece for piece in pieces if piece.strip())
    starts = (0, *(n + 1 for n, c in enumerate(text) if c == _PAGE)) if _PAGE in text else ()
    return Text(name, "DOCX", text, starts, dated=dated)


def _parts(name: str, package: zipfile.ZipFile) -> list[str]:
    """The body, then what stands beside it."""
    names = package.namelist()
    if len(names) > limits.MAX_PARTS:
        raise BadFileError(
            f"holds {len(names):,} parts; at most {limits.MAX_PARTS:,} are read.",
            where=name,
            mend="Save it again in Word.",
        )
    if BODY not in names:
        raise BadFileError(
            "is a ZIP package but no Word document.",
            where=name,
            mend="Save it as DOCX or PDF; unpack an archive and read its files.",
        )
    return [BODY, *sorted({n for n in names if BESIDE.fullmatch(n)})]


def _unpack(name: str, package: zipfile.ZipFile, part: str) -> bytes:
    """One part; raises BadFileError as soon as it grows beyond the limits."""
    info = package.getinfo(part)
    packed = max(info.compress_size, 1)
    allowed = min(4 * limits.MAX_TEXT, max(limits.RATIO_FROM, limits.MAX_RATIO * packed))
    with package.open(info) as opened:
        data = opened.read(allowed + 1)
    if len(data) > allowed:
        raise BadFileError(
            f"unpacks to more than {allowed / 1e6:,.0f} MB from {packed / 1e6:,.2f} MB ({part}),"
            " as a ZIP bomb does.",
            where=name,
            mend="Don't open it unless you know who made it.",
        )
    return data


def _text(name: str, data: bytes) -> str:
    size, pieces = 0, []
    for piece in _pieces(data):
        size += len(piece)
        if size > limits.MAX_TEXT:
            raise limits.too_much_text(name)
        pieces.append(piece)
    return "".join(pieces).lstrip("\f\n")


def _pieces(data: bytes) -> Iterator[str]:
    """Runs, tabs, line and page breaks, in order; an empty line after a paragraph."""
    skipped = 0
    events = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True
    )
    for event, element in events:
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag == "Fallback":  # the same content once more, for older programs
            skipped += 1 if event == "start" else -1
        if event == "start" or skipped:
            continue
        if tag == "t":
            yield element.text or ""
        elif tag in {"tab", "noBreakHyphen"}:
            yield "\t" if tag == "tab" else "-"
        elif tag == "lastRenderedPageBreak" or (tag == "br" and _is_page(element)):
            yield _PAGE
        elif tag in {"br", "cr"}:
            yield "\n"
        elif tag == "p":
            yield "\n\n"
            element.clear()


def _is_page(element: etree._Element) -> bool:
    return any(value == "page" for value in element.attrib.values())


def _dated(data: bytes) -> Dated | None:
    """The day of the last save, else of creation."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    said = {etree.QName(one).localname: one.text or "" for one in root if isinstance(one.tag, str)}
    for key in ("modified", "created"):
        try:
            return Dated(date.fromisoformat(said.get(key, "")[:10]), "Word metadata")
        except ValueError:
            continue
    return None
