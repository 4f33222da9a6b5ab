"""The schema of a programme's tables as a page of the guides."""

from __future__ import annotations

from collections.abc import Iterator

from licet.exposure.tables.schema import COMMON, TYPE_WORDS, Column, tables


def page() -> str:
    """Markdown: every table with its columns, as ``schema.yaml`` has them."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    for table in tables().values():
        yield f"### {table.name}"
        yield ""
        yield f"{table.means}. Also called: {', '.join(table.words[:6])}."
        yield ""
        yield "| column | meaning | written as |"
        yield "|---|---|---|"
        for column in table.columns.values():
            if column.name not in COMMON:
                yield _row(column)
        yield ""


def _row(column: Column) -> str:
    kind = " or ".join(column.values) if column.type == "word" else TYPE_WORDS[column.type]
    name = f"**{column.name}**" if column.required else column.name
    return f"| {name} | {column.means} | {kind} |"
