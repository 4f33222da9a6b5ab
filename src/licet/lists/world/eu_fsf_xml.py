"""The EU's consolidated financial sanctions list (FSF) in XML 1.1.

Shape: the publisher's schema 1.1 (http://eu.europa.ec/fpi/fsd/export); the values are attributes,
remarks and acts stand under the part they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licet.core.listing import Listing
from licet.lists.recognise import Recognised
from licet.lists.world.eu_fsf_listing import WHERE, Entity, listings
from licet.lists.world.eu_fsf_told import Part, act
from licet.lists.xml_document import (
    HEAD,
    all_text,
    attributes,
    children,
    day_in,
    line_error,
    line_of,
    root_of,
    tag_of,
    text_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT, SOURCE = "eu-fsf-xml", "eu-fsf"
NAMESPACE = b"http://eu.europa.ec/fpi/fsd/export"
_GENERATED = re.compile(rb'generationDate="(\d{4}-\d{2}-\d{2})')


def recognise(data: bytes, name: str) -> Recognised | None:
    """An ``export`` in FSF's namespace, dated by its generation; None for anything else."""
    head = data[:HEAD]
    if NAMESPACE not in head or b"export" not in head.partition(NAMESPACE)[0]:
        return None
    return Recognised(FORMAT, "main", published_on=day_in(head, _GENERATED, name), source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per logical id; raises BadFileError with the line."""
    return listings(source, _entities(root_of(data, WHERE, "the European Commission")))


def _entities(root: _Element) -> Iterator[Entity]:
    for element in children(root):
        logical = element.get("logicalId", "")
        if tag_of(element) != "sanctionEntity" or not logical:
            raise line_error(f"<{tag_of(element)}> is no entity with a logicalId.", element, WHERE)
        yield _entity(element, logical)


def _entity(element: _Element, logical: str) -> Entity:
    own = {key: value for key, value in attributes(element).items() if key != "logicalId"}
    entity = Entity(logical, "", own, line=line_of(element))
    for child in children(element):
        if tag_of(child) == "subjectType":
            entity.kind = child.get("classificationCode", "")
        else:
            entity.parts.append(_part(child))
    if not entity.kind:
        raise line_error("an entity has no subjectType.", element, WHERE)
    return entity


def _part(element: _Element) -> Part:
    part = Part(tag_of(element), attributes(element))
    if text := text_of(element):
        (part.remarks if part.kind == "remark" else part.strange).append(text)
    for child in children(element):
        _under(part, child)
    part.remarks = [one for one in part.remarks if one]
    return part


def _under(part: Part, child: _Element) -> None:
    """What stands under a part; an element that no rule knows is kept word for word."""
    tag = tag_of(child)
    if tag == "remark":
        part.remarks.append(text_of(child))
    elif tag == "regulationSummary":
        part.acts += act(child.get("numberTitle", ""), child.get("publicationUrl", ""))
    elif tag == "contactInfo":
        part.contacts.append((child.get("key", ""), child.get("value", "")))
    elif tag == "publicationUrl":
        part.left["publicationUrl"] = text_of(child)
    else:
        told = [f'{key}="{value}"' for key, value in attributes(child).items() if value]
        part.strange.append(" ".join([f"{tag}:", *told, all_text(child)]).strip())
