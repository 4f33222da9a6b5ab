"""A publisher's XML as a tree, opened so that a hostile or broken file harms nothing.

Nothing outside the file is opened, nothing inside is expanded, a document type is refused, and
libxml2's own limits (256 levels, 10 MB of one text) stay on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.lists.words import AGAIN, squeezed

if TYPE_CHECKING:
    from lxml.etree import _Element

HEAD = 4096
NEW_SHAPE = "The file has a new shape or is damaged; download it again."


def root_of(data: bytes, where: str, publisher: str) -> _Element:
    """The root element; raises BadFileError with the line where the file breaks off."""
    from lxml import etree

    if not data.strip():
        raise BadFileError("is empty.", where=where, mend=AGAIN)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        _refuse_types(b"<!DOCTYPE" in data or b"<!ENTITY" in data, where, publisher)
        tree = etree.parse(BytesIO(data), parser)
    except etree.XMLSyntaxError as error:
        raise BadFileError(
            f"the XML breaks off or is malformed ({error.msg}).",
            where=f"{where} line {error.lineno}",
            mend=AGAIN,
        ) from None
    # In UTF-16 the bytes above are not found, the parsed type is
    _refuse_types(tree.docinfo.internalDTD is not None, where, publisher)
    return tree.getroot()


def _refuse_types(declared: bool, where: str, publisher: str) -> None:
    if declared:
        raise BadFileError(
            "declares a document type or entities, which this list never does.",
            where=where,
            mend=f"Download it from {publisher} itself.",
        )


def day_in(head: bytes, pattern: re.Pattern[bytes], name: str) -> date | None:
    """The day a file gives for itself (2018-07-04 or 04/07/2018), None where it gives none."""
    found = pattern.search(head)
    day = found[1].decode() if found else ""
    try:
        if "/" in day:
            return datetime.strptime(day, "%d/%m/%Y").date()
        return date.fromisoformat(day) if day else None
    except ValueError:
        raise BadFileError(f"its date '{day}' does not exist.", where=name, mend=AGAIN) from None


def attributes(element: _Element) -> dict[str, str]:
    """An element's attributes that say something, by their names without namespace."""
    said = element.items()
    return {str(key).rpartition("}")[2]: str(value) for key, value in said if value}


def line_error(what: str, element: _Element, where: str, mend: str = NEW_SHAPE) -> BadFileError:
    """A BadFileError that tells the line of the element."""
    return BadFileError(what, where=f"{where} line {line_of(element)}", mend=mend)


def line_of(element: _Element) -> int:
    """The line an element starts on, 0 where the parser doesn't say."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def tag_of(element: _Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: _Element, tag: str = "*") -> Iterator[_Element]:
    """Child elements in their order, all or those of a tag, whatever the namespace."""
    return element.iterchildren("*" if tag == "*" else "{*}" + tag)


def text_of(element: _Element | None) -> str:
    """An element's own text with one blank between words; empty for None."""
    return squeezed(element.text or "") if element is not None else ""


def all_text(element: _Element) -> str:
    """The text of an element and of all below it."""
    return squeezed(" ".join(str(part) for part in element.itertext()))


def child_text(element: _Element, tag: str) -> str:
    """The text of the first child of a tag that has any."""
    return next((text for child in children(element, tag) if (text := text_of(child))), "")


def joined(parts: Sequence[str | None], by: str = ", ") -> str:
    """The parts that say something."""
    return by.join(part for part in parts if part)
