"""OFAC's two large XML formats, read as a stream: one item in memory at a time.

Nothing outside the file is ever opened and nothing inside it is expanded: a DOCTYPE is refused.
Both formats are a root with sections, and sections with items; what else stands there is refused,
so that no part of a list is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOM = b"\xef\xbb\xbf"
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)([^<>]*)>")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_NUMBER = re.compile(r"[0-9]{1,12}")
_ASCII_FAMILY = frozenset({b"utf-8", b"ascii", b"us-ascii"})


def is_root(data: bytes, name: str, namespace: str) -> bool:
    """Whether XML begins with this root in this namespace; only the first kilobytes are read."""
    head = data[:8192].removeprefix(_BOM)
    if not head.lstrip().startswith(b"<"):
        return False
    found = _ROOT.search(_COMMENT.sub(b"", head))
    return found is not None and found[1] == name.encode() and namespace.encode() in found[2]


def refuse_harm(data: bytes, where: str) -> None:
    """Raise BadFileError for a document type, entities, or an encoding other than UTF-8."""
    declared = _DECLARED.match(data[:200].removeprefix(_BOM))
    if declared and declared[1].lower() not in _ASCII_FAMILY:
        raise BadFileError(
            f"declares the encoding {declared[1].decode()}.",
            where=f"{where} line 1",
            mend="Use UTF-8.",
        )
    at = min((i for m in (b"<!DOCTYPE", b"<!ENTITY") if (i := data.find(m)) >= 0), default=-1)
    if at >= 0:
        raise BadFileError(
            "declares a document type or entities, which OFAC's files never do.",
            where=f"{where} line {data.count(10, 0, at) + 1}",
            mend="Download the file from OFAC itself.",
        )


def items(
    data: bytes, sections: Mapping[str, str], heads: Collection[str], where: str
) -> Iterator[_Element]:
    """Each item of the sections, and each head (a section read as one), in the file's order.

    ``sections`` are the item each section holds, by the section's name; a section with an empty
    item name must be empty itself. An element is emptied after use. Raises BadFileError.
    """
    from lxml import etree

    tags = [f"{{*}}{name}" for name in {*filter(None, sections.values()), *heads}]
    try:
        parser = etree.iterparse(
            BytesIO(data),
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in parser:
            if _is_item(element, sections, heads):
                yield element
                _forget(element, where)
    except etree.XMLSyntaxError as error:
        raise BadFileError(
            f"the XML breaks off or is malformed ({error.msg}).",
            where=f"{where} line {error.lineno}",
            mend="Download the file again.",
        ) from None
    _nothing_else(parser.root, sections, heads, where)


def _is_item(element: _Element, sections: Mapping[str, str], heads: Collection[str]) -> bool:
    parent = element.getparent()
    above = None if parent is None else parent.getparent()
    if parent is None or above is None:
        return parent is not None and local_name(element) in heads
    return above.getparent() is None and sections.get(local_name(parent)) == local_name(element)


def _forget(element: _Element, where: str) -> None:
    """Empty an element that is done with, and drop those before it, which must be its like."""
    element.clear()
    parent = element.getparent()
    if parent is None or parent.getparent() is None:
        return
    while parent[0] is not element:
        if parent[0].tag != element.tag:
            raise _strange(parent[0], where)
        del parent[0]


def _nothing_else(
    root: _Element, sections: Mapping[str, str], heads: Collection[str], where: str
) -> None:
    for section in root:
        name = local_name(section)
        if name not in sections and name not in heads:
            raise _strange(section, where)
        for item in section if name in sections else ():
            if local_name(item) != sections[name]:
                raise _strange(item, where)


def _strange(element: _Element, where: str) -> BadFileError:
    return bad(element, where, f"the element <{local_name(element)}> is not known")


def bad(element: _Element, where: str, what: str) -> BadFileError:
    """The error for an element, with its line."""
    return BadFileError(
        f"{what}.", where=f"{where} line {element.sourceline}", mend="Download the file again."
    )


def number_of(element: _Element, attribute: str, where: str) -> str:
    """The whole number an attribute holds, as text without leading noughts."""
    text = element.get(attribute, "")
    if not _NUMBER.fullmatch(text):
        name = f"{attribute} of <{local_name(element)}>"
        raise bad(element, where, f"the {name} is '{text[:40]}', not a whole number")
    return str(int(text))


def local_name(element: _Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: _Element | None) -> str:
    """The text of an element with its blanks evened out; empty for none."""
    return "" if element is None or element.text is None else " ".join(element.text.split())


def strange_parts(element: _Element, known: Collection[str]) -> Iterator[str]:
    """``name: words`` of each child that no rule knows, word for word, with its attributes."""
    for child in element:
        name = local_name(child)
        if name in known:
            continue
        words = " ".join("".join(map(str, child.itertext())).split())
        marks = " ".join(f"{key!s}={value!s}" for key, value in child.items())
        if words or marks:
            yield f"{name}: {' '.join(part for part in (words, marks) if part)}"
