"""Which column is what, and its cells in the form that screening reads.

Words for a column that others use ("Full Name", "dob") are known; what can't be a name or a date
(a list, a struct, bytes) is refused once for the whole file, not record by record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from licet.core.errors import BadFileError, nearest

KNOWN = ("record_id", "name", "kind", "country", "birth_date", "identifiers")
OTHER_WORDS = {
    "id": "record_id",
    "customer_id": "record_id",
    "full_name": "name",
    "dob": "birth_date",
    "date_of_birth": "birth_date",
    "type": "kind",
}
VALUE_WORDS = ("value", "number")
KIND_WORDS = ("kind", "type")
COMPACT_DAY, WITH_TIME = r"^(\d{4})(\d{2})(\d{2})$", r"^(\d{4}-\d{2}-\d{2})[T ]\d{2}:.*$"


def known_columns(titles: Sequence[str], where: str) -> dict[str, int]:
    """Place of each known column by its plain name.

    Raises BadFileError for a title used twice and where there is no column of names.
    """
    plain = [_plain_title(title) for title in titles]
    twice = sorted({title for title in plain if title and plain.count(title) > 1})
    if twice:
        raise BadFileError(
            f"has the column '{twice[0]}' twice.",
            where=where,
            mend="Give each column a name of its own.",
        )
    named = _named(plain)
    if "name" not in named:
        told = ", ".join(title or "(no title)" for title in plain[:12])[:300]
        raise BadFileError(
            f"has no column 'name'; its columns are {told}.",
            where=where,
            mend=f"{nearest('name', plain).capitalize()}Call the column of names 'name'.",
        )
    return {name: named.index(name) for name in KNOWN if name in named}


def has_names(titles: Sequence[str]) -> bool:
    """Whether one of the titles is that of a column of names."""
    return "name" in _named([_plain_title(title) for title in titles])


def _plain_title(title: str) -> str:
    return title.strip().lower().replace(" ", "_")


def _named(plain: Sequence[str]) -> list[str]:
    """Titles by the words known here, where those are not taken."""
    return [OTHER_WORDS.get(t, t) if OTHER_WORDS.get(t) not in plain else t for t in plain]


def expressions(schema: Mapping[str, pl.DataType], where: str) -> list[pl.Expr]:
    """How to bring each known column into the form of screening; raises BadFileError."""
    found = []
    for name, dtype in schema.items():
        if name == "birth_date":
            found.append(_birth(dtype, where))
        elif name == "identifiers":
            found.append(_identifiers(dtype, where))
        else:
            found.append(_text(name, dtype, where))
    return found


def _text(name: str, dtype: pl.DataType, where: str) -> pl.Expr:
    column = _plain(name, dtype, where)
    if name == "kind":
        column = column.str.strip_chars().str.to_lowercase()
    return _or_null(column).alias(name)


def _plain(name: str, dtype: pl.DataType, where: str) -> pl.Expr:
    """A column of text, numbers or truths as text; 7.0 is "7", as a table with gaps writes it."""
    column = pl.col(name)
    if dtype.is_nested() or dtype in {pl.Binary, pl.Object}:
        raise BadFileError(
            f"the column '{name}' holds {dtype}, not text.",
            where=where,
            mend="Write it as one text for each record.",
        )
    if dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(whole == column).then(whole.cast(pl.String)).otherwise(
            column.cast(pl.String)
        )  # fmt: skip
    return column.cast(pl.String)


def _or_null(column: pl.Expr) -> pl.Expr:
    return pl.when(column != "").then(column)


def _birth(dtype: pl.DataType, where: str) -> pl.Expr:
    """Days as days; else text, where 19640401 and a day with a time are brought to 1964-04-01."""
    column = pl.col("birth_date")
    if dtype == pl.Date:
        return column
    if isinstance(dtype, pl.Datetime):
        return column.dt.date()
    text = _plain("birth_date", dtype, where).str.strip_chars()
    text = text.str.replace(COMPACT_DAY, "$1-$2-$3").str.replace(WITH_TIME, "$1")
    return _or_null(text).alias("birth_date")


def _identifiers(dtype: pl.DataType, where: str) -> pl.Expr:
    """Lists of "kind: value" or of structs with kind and value; one text is parted at ";"."""
    column = pl.col("identifiers")
    if isinstance(dtype, pl.Array):
        dtype, column = pl.List(dtype.inner), column.arr.to_list()
    if isinstance(dtype, pl.Struct):
        return pl.when(column.is_not_null()).then(
            pl.concat_list(_number(column, dtype, where))
        ).alias("identifiers")  # fmt: skip
    if not isinstance(dtype, pl.List):
        return _plain("identifiers", dtype, where).str.split(";").alias("identifiers")
    inner = dtype.inner
    if isinstance(inner, pl.Struct):
        return column.list.eval(_number(pl.element(), inner, where))
    if inner.is_nested() or inner in {pl.Binary, pl.Object}:
        raise _no_number(dtype, where)
    return column.cast(pl.List(pl.String))


def _number(column: pl.Expr, dtype: pl.Struct, where: str) -> pl.Expr:
    held = {one.name.lower(): one.name for one in dtype.fields}
    value = next((held[word] for word in VALUE_WORDS if word in held), None)
    kind = next((held[word] for word in KIND_WORDS if word in held), None)
    if value is None:
        raise _no_number(dtype, where)
    return pl.struct(
        (column.struct.field(kind).cast(pl.String) if kind else pl.lit(None, pl.String))
        .alias("kind"),
        column.struct.field(value).cast(pl.String).alias("value"),
    )  # fmt: skip


def _no_number(dtype: pl.DataType, where: str) -> BadFileError:
    return BadFileError(
        f"the column 'identifiers' holds {dtype}.",
        where=where,
        mend="Write a list of texts 'kind: value', or of structs with the fields kind and value.",
    )
