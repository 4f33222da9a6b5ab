"""YAML and JSON as text with line numbers, so that an error can say where it stands.

Every scalar stays text; the schema that reads it decides the type (plain YAML would turn the
country ``NO`` into False and the HS code ``0101`` into 65). Anchors, aliases and duplicate keys
are refused: they make a document mean something else than it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from licet.core.errors import BadInputError

Path = tuple[str | int, ...]
MAX_DEPTH = 40
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """Plain dicts, lists and strings, with the line each path stands on."""

    name: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def where(self, path: Path = ()) -> str:
        """``activity.yaml line 7``: the line of the path, or of its nearest known parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name} line {self.lines.get(path, 1)}"


def parse(text: str, name: str) -> Document:
    """Read YAML (and so JSON) text; raises BadInputError with file and line."""
    if len(text) > MAX_BYTES:
        raise BadInputError(
            f"is {len(text):,} characters long.", where=name, mend="At most 5,000,000 are read."
        )
    try:
        _refuse_aliases(text, name)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name} line {mark.line + 1}" if mark else name
        problem = getattr(error, "problem", None) or "special characters are not allowed"
        raise BadInputError(
            f"is not readable YAML or JSON ({problem}).", where=place, mend="Mend that line."
        ) from None
    except RecursionError:
        raise _too_deep(name) from None
    lines: dict[Path, int] = {}
    data = _plain(node, (), lines, name) if node is not None else None
    return Document(name, data, lines)


def _too_deep(name: str) -> BadInputError:
    return BadInputError(
        f"nests deeper than {MAX_DEPTH} levels.", where=name, mend="Flatten the document."
    )


def _refuse_aliases(text: str, name: str) -> None:
    depth = 0
    for event in _events(text):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise BadInputError(
                "uses a YAML anchor or alias.",
                where=f"{name} line {line}",
                mend="Write the value out where it is needed.",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _too_deep(name)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], name: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag.endswith(":null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, i), lines, name) for i, child in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in result:
            raise BadInputError(
                f"the key '{key}' stands twice.", where=f"{name} line {line}", mend="Keep one."
            )
        result[key] = _plain(value_node, (*path, key), lines, name)
        lines[(*path, key)] = line
    return result
