"""From a table of activities to small columns that the law's expressions read.

Words become codes, sets of words become bits, dates become moments with both ends filled in,
numbers two bounds. Each fact is encoded once, however many provisions read it. Names of encoded
columns are ``FORM|FACT`` or ``FORM|FACT@MEASURE``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from licet.core.errors import BadInputError
from licet.law.compiled.bits import planes
from licet.law.compiled.lexicon import FIRST_CODE, OTHER_CODE, UNKNOWN_CODE, Lexicon
from licet.law.compiled.moments import INSTANT
from licet.law.compiled.schema import CARRIES, OPEN_END, OPEN_START, join
from licet.law.facts import FACTS

ASKED = "asked"


def encode(
    frame: pl.DataFrame, lexicon: Lexicon, reads: Iterable[tuple[str, str | None]], on: str
) -> pl.DataFrame:
    """The encoded columns of the facts read (fact, and the measure whose columns give it).

    Also the moment asked (``on``), and the measures carried as codes.
    """
    _check_asked(frame, on)
    try:
        made: list[pl.Expr] = [*_moments(frame, on, ASKED)]
        bits: list[pl.Series] = []
        for fact, measure in reads:
            if FACTS[fact].type == "words":
                bits += planes(frame, lexicon, fact, measure)
            else:
                made += _columns(frame, lexicon, fact, measure)
        made += [_truth(name).alias(name) for name in frame.columns if name.startswith(CARRIES)]
        return frame.select(made).with_columns(bits)
    except pl.exceptions.PolarsError as error:
        raise BadInputError(
            f"a column is not what its fact is ({str(error).splitlines()[0]}).",
            where="the table of activities",
            mend="Its types stand in licet.law.compiled.schema.",
        ) from None


def _check_asked(frame: pl.DataFrame, on: str) -> None:
    if on not in frame.columns:
        raise BadInputError(f"there is no column '{on}'.", where="the table of activities")
    if missing := frame[on].null_count():
        raise BadInputError(
            f"{missing} rows have no date in '{on}'.",
            where="the table of activities",
            mend="Law is judged on a date: give one to every row.",
        )


def _columns(
    frame: pl.DataFrame, lexicon: Lexicon, fact: str, measure: str | None
) -> Iterator[pl.Expr]:
    name, kind = join(fact, measure), FACTS[fact].type
    if kind == "date":
        yield from _dates(frame, fact, measure)
    elif kind == "number":
        yield from _numbers(frame, fact, measure)
    elif name in frame.columns and kind == "truth":
        yield _truth(name).alias(f"code|{name}")
    elif name in frame.columns:
        yield _word(name, lexicon.words[fact], frame.schema[name]).alias(f"code|{name}")


def _truth(name: str) -> pl.Expr:
    """0 unknown, 2 no, 3 yes."""
    return (pl.col(name).cast(pl.Boolean).cast(pl.UInt8) + FIRST_CODE).fill_null(UNKNOWN_CODE)


def _word(name: str, words: tuple[str, ...], dtype: pl.DataType) -> pl.Expr:
    """0 unknown, 1 another word, then the words asked for; an Enum's words are looked up once."""
    size = pl.UInt8 if len(words) + FIRST_CODE < 256 else pl.UInt16
    if isinstance(dtype, pl.Enum):
        codes_of = {word: code for code, word in enumerate(words, FIRST_CODE)}
        table = [codes_of.get(word, OTHER_CODE) for word in dtype.categories]
        found = pl.lit(pl.Series(table, dtype=size)).gather(pl.col(name).to_physical())
        return found.fill_null(UNKNOWN_CODE)
    text = pl.col(name).cast(pl.String)
    codes = text.cast(pl.Enum(words), strict=False).to_physical().cast(size) + FIRST_CODE
    return (
        pl.when(text.is_null()).then(UNKNOWN_CODE).otherwise(codes.fill_null(OTHER_CODE)).cast(size)
    )


def _moments(frame: pl.DataFrame, name: str, alias: str) -> Iterator[pl.Expr]:
    """A day, and an instant where there is one, of a Date or Datetime column."""
    if isinstance(dtype := frame.schema[name], pl.Datetime):
        if dtype.time_zone is None:
            raise BadInputError(f"'{name}' has times without a zone.", mend="Give the zone.")
        yield pl.col(name).dt.date().alias(f"day|{alias}")
        yield pl.col(name).cast(INSTANT).alias(f"at|{alias}")
        return
    yield pl.col(name).cast(pl.Date).alias(f"day|{alias}")
    beside = _beside(name, "at")
    if beside in frame.columns:
        yield pl.col(beside).cast(INSTANT).alias(f"at|{alias}")


def _beside(name: str, part: str) -> str:
    fact, _, measure = name.partition("@")
    return join(fact, measure or None, part)


def _dates(frame: pl.DataFrame, fact: str, measure: str | None) -> Iterator[pl.Expr]:
    name = join(fact, measure)
    if name in frame.columns:
        yield from _moments(frame, name, name)
        return
    ends = ((part, join(fact, measure, part)) for part in ("earliest", "latest"))
    found = {part: column for part, column in ends if column in frame.columns}
    if not found:
        return
    known = pl.any_horizontal(*(pl.col(column).is_not_null() for column in found.values()))
    for part, end in (("earliest", OPEN_START), ("latest", OPEN_END)):
        alias = f"{name}:{part}"
        day = pl.col(found[part]).cast(pl.Date) if part in found else pl.lit(None, pl.Date)
        yield pl.when(known).then(day.fill_null(end)).alias(f"day|{alias}")
        at = join(fact, measure, f"{part}_at")
        if at in frame.columns:
            yield pl.col(at).cast(INSTANT).alias(f"at|{alias}")


def _numbers(frame: pl.DataFrame, fact: str, measure: str | None) -> Iterator[pl.Expr]:
    name = join(fact, measure)
    if name in frame.columns:
        yield pl.col(name).cast(pl.Float64).fill_nan(None).alias(f"low|{name}")
        return
    ends = ((part, join(fact, measure, part)) for part in ("low", "high"))
    found = {part: column for part, column in ends if column in frame.columns}
    if not found:
        return
    known = pl.any_horizontal(*(pl.col(column).is_not_null() for column in found.values()))
    for part, end in (("low", float("-inf")), ("high", float("inf"))):
        value = pl.col(found[part]).cast(pl.Float64).fill_nan(end) if part in found else pl.lit(end)
        yield pl.when(known).then(value.fill_null(end)).alias(f"{part}|{name}")
