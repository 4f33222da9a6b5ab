"""Records of a CSV block, read one after the other: what a record is, and which lines are none.

The definition. A record is the heading's number of fields, parted by the delimiter, up to a line
end. A field that begins with a quote runs to the next single quote, over line ends too (100 lines
at most), and a doubled quote in it is one; a quote anywhere else is a character like any other,
as in: OOO "Romashka". Where no record begins at a line, that line alone is broken and
reading goes on at the next, so one open quotation can't take the records after it along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from licet.screening.jobs.cut import MOST_BYTES, MOST_LINES, Cut, Shape

OPEN = "a quotation is opened and not closed."
AFTER = "text stands behind a closing quotation mark."


@lru_cache(maxsize=8)
def field_pattern(delimiter: bytes) -> bytes:
    """A regular expression for one field, possessive so that no input makes it slow."""
    mark = re.escape(delimiter)
    return rb'(?:"(?:[^"]++|"")*+"|(?!")[^' + mark + rb"\n]*+)"


@lru_cache(maxsize=8)
def record_pattern(shape: Shape) -> re.Pattern[bytes]:
    """A regular expression for one record with its line end."""
    one, mark = field_pattern(shape.delimiter), re.escape(shape.delimiter)
    more = rb"(?:" + mark + one + rb"){%d}" % (shape.fields - 1)
    return re.compile(one + more + rb"\r?\n")


@lru_cache(maxsize=8)
def any_record(delimiter: bytes) -> re.Pattern[bytes]:
    """A regular expression for a record of any number of fields."""
    one, mark = field_pattern(delimiter), re.escape(delimiter)
    return re.compile(one + rb"((?:" + mark + one + rb")*+)\r?\n")


@dataclass(slots=True)
class _Found:
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    blank: list[bool] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


def mend(data: bytes, shape: Shape, *, last: bool) -> Cut:
    """Records of a block, line by line. ``last``: nothing follows it (it ends in a line end)."""
    found, position, line = _Found(), 0, 0
    while (stop := data.find(b"\n", position) + 1) > 0:
        end, reason = _record(data, position, stop, shape, last)
        if end is None:
            break
        found.starts.append(position)
        found.ends.append(end)
        found.lines.append(line)
        found.blank.append(data[position:end] in {b"\n", b"\r\n"})
        if reason and not found.blank[-1]:
            found.reasons[len(found.ends) - 1] = reason
        line += 1 if end == stop else data.count(b"\n", position, end)
        position = end
    starts, ends, lines = (
        np.array(one, np.int64) for one in (found.starts, found.ends, found.lines)
    )
    blank = np.array(found.blank, np.bool_)
    return Cut(starts, ends, lines, found.reasons, blank, False, position, line)


def _record(
    data: bytes, start: int, stop: int, shape: Shape, last: bool
) -> tuple[int | None, str | None]:
    """End of the record that begins here, and why it is broken; no end: more data is needed."""
    pattern = record_pattern(shape)
    if pattern.match(data, start, stop):
        return stop, None
    if data.find(b'"', start, stop) < 0:
        return stop, shape.count_reason(data.count(shape.delimiter, start, stop) + 1)
    limit, whole = _reach(data, stop)
    if limit > stop and (longer := pattern.match(data, start, limit)):
        if longer.end() - start <= MOST_BYTES:
            return longer.end(), None
    elif not last and not whole and len(data) - start <= MOST_BYTES:
        return None, None
    return stop, _reason(data, start, stop, shape)


def _reach(data: bytes, stop: int) -> tuple[int, bool]:
    """End of the last line that a record may span, and whether all those lines are here."""
    limit = stop
    for _ in range(MOST_LINES - 1):
        following = data.find(b"\n", limit) + 1
        if not following:
            return limit, False
        limit = following
    return limit, True


def _reason(data: bytes, start: int, stop: int, shape: Shape) -> str:
    """Why a line with a quotation mark in it is no record."""
    if any_record(shape.delimiter).match(data, start, stop):
        return shape.count_reason(_count(data[start:stop], shape.delimiter))
    return OPEN if _left_open(data[start:stop], shape.delimiter) else AFTER


def _count(line: bytes, delimiter: bytes) -> int:
    one = re.compile(field_pattern(delimiter) + rb"(?:" + re.escape(delimiter) + rb"|\r?\n)")
    position = count = 0
    while position < len(line) and (each := one.match(line, position)):
        position, count = each.end(), count + 1
        if line[position - 1 : position] == b"\n":
            break
    return count


def _left_open(line: bytes, delimiter: bytes) -> bool:
    """Whether the fields of a line end in one that is opened and not closed."""
    one = re.compile(field_pattern(delimiter) + re.escape(delimiter))
    position = 0
    while each := one.match(line, position):
        position = each.end()
    return re.compile(rb'"(?:[^"]++|"")*+\Z').match(line, position) is not None
