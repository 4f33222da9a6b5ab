"""FollowTheMoney JSON lines in and out, as OpenSanctions publishes them (entities.ftm.json)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.exchange.ftm_graph import Entity, Graph
from licet.lists.exchange.ftm_read import listing_of
from licet.lists.exchange.ftm_write import entities_of
from licet.lists.recognise import Recognised

FORMAT, WHERE = "ftm-json", "the entities"
_HEAD = 4096


def recognise(data: bytes, name: str) -> Recognised | None:
    """JSON lines of which the first has a schema and properties; None for anything else.

    The file doesn't say which list it is: the source is the caller's to name.
    """
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    line = head.split(b"\n", 1)[0]
    if not line.startswith(b"{") or b'"schema"' not in line or b'"properties"' not in line:
        return None
    return Recognised(FORMAT, "main")


def read(source: str, data: bytes) -> list[Listing]:
    """Every listed party; raises BadFileError with the line."""
    graph = Graph()
    for line, entity in _entities(data):
        if entity["id"] in graph.by_id:
            raise BadFileError(
                f"the entity '{entity['id']}' stands twice.",
                where=f"{WHERE} line {line}",
                mend="Merge its statements first, or download the file again.",
            )
        graph.add(entity)
    listings = [listing_of(source, entity, graph) for entity in graph.parties()]
    if not listings:
        raise BadFileError(
            f"none of the {len(graph.by_id)} entities is sanctioned.",
            where=WHERE,
            mend="Give a data set of sanctions, with its Sanction entities.",
        )
    return listings


def _entities(data: bytes) -> Iterator[tuple[int, Entity]]:
    for line, text in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if text.strip():
            yield line, _entity(text, line)


def _entity(text: bytes, line: int) -> Entity:
    try:
        entity = json.loads(text)
    except (ValueError, RecursionError):
        entity = None
    if not _shaped(entity):
        raise BadFileError(
            "is no entity with an id, a schema and properties of text values.",
            where=f"{WHERE} line {line}",
            mend="It is cut short or in another form; give entities.ftm.json itself.",
        )
    return dict(entity)


def _shaped(entity: Any) -> bool:
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        return False
    if not all(isinstance(entity.get(key), str) and entity[key] for key in ("id", "schema")):
        return False
    lists = [entity.get("datasets") or [], entity.get("referents") or []]
    lists += entity["properties"].values()
    if not isinstance(entity.get("caption") or "", str):
        return False
    return all(
        isinstance(values, list) and all(isinstance(one, str | int | float) for one in values)
        for values in lists
    )


def write(
    listings: Iterable[Listing],
    stream: TextIO,
    country_code: Callable[[str], str | None] = lambda word: None,
) -> int:
    """Write listings as entities, a line each; how many lines were written.

    ``country_code`` turns a country's word into its two-letter code; FollowTheMoney knows codes
    alone, and a country without one stays in the text of the address or in the notes.
    """
    count = 0
    for listing in listings:
        for entity in entities_of(listing, country_code):
            stream.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count
