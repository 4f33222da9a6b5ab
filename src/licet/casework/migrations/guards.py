"""Triggers that keep rows as they were written, in the words of each database."""

from __future__ import annotations

from collections.abc import Iterator

POSTGRES_FUNCTION = """
CREATE FUNCTION licet_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$
"""


def guards(dialect: str, tables: tuple[str, ...]) -> Iterator[str]:
    """Statements that forbid changing and deleting rows of tables."""
    if dialect == "postgresql":
        yield POSTGRES_FUNCTION
    for table in tables:
        yield from _postgres(table) if dialect == "postgresql" else _sqlite(table)


def _sqlite(table: str) -> Iterator[str]:
    for what in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
        )
    if table == "audit":  # INSERT OR REPLACE would go round the others
        yield (
            "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
            "WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq) "
            "BEGIN SELECT RAISE(ABORT, 'rows of audit are never changed or deleted'); END"
        )


def _postgres(table: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION licet_rows_stay()"
    )
    yield (
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION licet_rows_stay()"
    )
