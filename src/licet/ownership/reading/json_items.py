"""JSON objects one after another: an array of them, one to a line, or several in a row.

The file is read in parts, so that a snapshot of gigabytes needs no more room than its largest
object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from licet.core.errors import BadFileError

PART = 1 << 20
LARGEST = 64 << 20
"""Characters of one object; a bigger one is refused."""
_BETWEEN = " \t\r\n,\ufeff"


def objects(file: TextIO, where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number, object) of every object at the top or in the top array."""
    decoder, held, number, done = json.JSONDecoder(), "", 0, False
    while True:
        held = held.lstrip(_BETWEEN)
        if number == 0 and held.startswith("["):
            held = held[1:].lstrip(_BETWEEN)
        if held.startswith("]"):
            held = held[1:]
            continue
        if held and (found := _decoded(decoder, held, where, number, done)) is not None:
            value, end = found
            held = held[end:]
            number += 1
            if not isinstance(value, dict):
                raise BadFileError(
                    f"item {number} is no JSON object.",
                    where=where,
                    mend="Give an array of objects, or one object to a line.",
                )
            yield number, value
            continue
        if done:
            return
        part = file.read(PART)
        done = not part
        held += part
        if len(held) > LARGEST:
            raise BadFileError(
                f"item {number + 1} is longer than {LARGEST:,} characters.",
                where=where,
                mend="Give an array of objects, or one object to a line.",
            )


def _decoded(
    decoder: json.JSONDecoder, held: str, where: str, number: int, done: bool
) -> tuple[Any, int] | None:
    """The first value of a text and where it ends; None where more text is needed."""
    try:
        value, end = decoder.raw_decode(held)
    except (json.JSONDecodeError, RecursionError) as error:
        if done or held[0] not in "{[" or isinstance(error, RecursionError):
            what = getattr(error, "msg", "it nests too deep")
            raise BadFileError(
                f"item {number + 1} is no readable JSON ({what}).",
                where=where,
                mend="The file is damaged or cut short; download it again.",
            ) from None
        return None
    return value, int(end)
