"""HTML: the text that a browser would show, paragraph by paragraph.

Read with libxml2 (which ends at 256 nested elements); nothing is fetched and no script is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from licet.documents import plain
from licet.documents.model import Dated, Text

_BLOCKS = """
address article aside blockquote body br caption dd details div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section
summary table tbody tfoot thead title tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
CELLS = frozenset({"td", "th"})
HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "math", "iframe", "object"})
_PUBLISHED = """
article:published_time datepublished date dc.date dc.date.issued dcterms.date
dcterms.issued pubdate publishdate publication_date og:published_time
"""
PUBLISHED = frozenset(_PUBLISHED.split())
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read(name: str, data: bytes) -> Text:
    """The text of a page and, where its metadata says it, the day it was published."""
    notes: tuple[str, ...] = ()
    encoding = None
    if not _DECLARED.search(data[:2048]):
        decoded, notes = plain.decode(name, data)
        data, encoding = decoded.encode("utf-8", "replace"), "utf-8"
    text, day = extract(data, encoding)
    return Text(name, "HTML", text, dated=Dated(day, "page metadata") if day else None, notes=notes)


def extract(data: bytes, encoding: str | None = None) -> tuple[str, date | None]:
    """Text and published day of an HTML document's bytes."""
    if not data.strip():
        return "", None
    parser = etree.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        root = None
    if root is None:
        return "", None
    pieces = "".join(_pieces(root))
    paragraphs = (part.strip(" \t") for part in re.split(r"\n+", pieces))
    return "\n\n".join(part for part in paragraphs if part), _published(root)


def _pieces(root: etree._Element) -> Iterator[str]:
    """Text in the order of the page; a line end around each block, a tab after a cell."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in HIDDEN:
            hidden += 1 if event == "start" else -1
        around = "\n" if tag in BLOCKS else "\t" if tag in CELLS and event == "end" else ""
        text = element.text if event == "start" else element.tail
        if around:
            yield around
        if text and not hidden:
            yield _SPACE.sub(" ", text)


def _published(root: etree._Element) -> date | None:
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if key.lower() in PUBLISHED and (day := _day(meta.get("content") or "")):
            return day
    times = {day for one in root.iter("time") if (day := _day(one.get("datetime") or ""))}
    return times.pop() if len(times) == 1 else None


def _day(text: str) -> date | None:
    match = _DAY.match(text.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
