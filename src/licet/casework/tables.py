"""The tables of casework, the same on SQLite and PostgreSQL.

Times are texts in UTC (``2026-11-23T12:25:18.123456Z``), dates ISO texts, JSON is text: they sort
and compare alike on both. ``migrations/`` makes the tables; a test holds the two equal.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
Number = BigInteger().with_variant(Integer, "sqlite")

about = Table(
    "about", metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
"""Facts of this database: the id of its audit chain."""

head = Table(
    "head", metadata,
    Column("id", Integer, primary_key=True),
    Column("rows", Number, nullable=False),
    Column("hash", Text, nullable=False),
    Column("at", Text, nullable=False),
)  # fmt: skip
"""One row: how long the chain is and how it ends. Who writes holds its lock."""

audit = Table(
    "audit", metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("clock", Text),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("case_id", Number),
    Column("key", Text, unique=True),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("audit_of_case", "case_id", "seq"),
)  # fmt: skip

batches = Table(
    "batches", metadata,
    Column("name", Text, primary_key=True),
    Column("created_at", Text, nullable=False),
    Column("screened_at", Text),
    Column("threshold", Float, nullable=False),
    Column("most", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("engine", Text),
    Column("lists", Text),
)  # fmt: skip
"""A set of records that is kept screened; ``lists`` is the state it was last screened against,
``turn`` goes up whenever its records change or are screened."""

list_states = Table(
    "list_states", metadata,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

records = Table(
    "records", metadata,
    Column("batch", Text, ForeignKey("batches.name"), primary_key=True),
    Column("record_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text),
    Column("country", Text),
    Column("birth_date", Text),
    Column("identifiers", Text),
    Column("fingerprint", Text, nullable=False),
    Column("screened", Text),
)  # fmt: skip

"""``screened`` is the fingerprint that was last screened; where it differs, the record must be."""

cases = Table(
    "cases", metadata,
    Column("id", Number, primary_key=True),
    Column("batch", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("outcome", Text),
    Column("band", Text, nullable=False),
    Column("assignee", Text),
    Column("due_on", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("approved_by", Text),
    Column("decided_seq", Number),
    Column("version", Integer, nullable=False),
    Column("seq", Number, nullable=False),
    UniqueConstraint("batch", "record_id", name="one_case_of_record"),
    Index("cases_by_due", "due_on", "id"),
    Index("cases_by_status", "status", "due_on", "id"),
)  # fmt: skip

alerts = Table(
    "alerts", metadata,
    Column("id", Number, primary_key=True),
    Column("case_id", Number, ForeignKey("cases.id"), nullable=False),
    Column("listing_id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("band", Text, nullable=False),
    Column("matched_name", Text, nullable=False),
    Column("matched_by", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("record_side", Text),
    Column("listing_side", Text),
    Column("as_of", Text, nullable=False),
    Column("found_at", Text, nullable=False),
    Column("changed", Text),
    Column("status", Text, nullable=False),
    Column("final", Integer, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Text),
    Column("decided_seq", Number),
    Column("reason", Text),
    Column("text", Text),
    Column("until", Text),
    UniqueConstraint("case_id", "listing_id", name="one_alert_of_listing"),
    Index("alerts_of_listing", "listing_id"),
)  # fmt: skip

comments = Table(
    "comments", metadata,
    Column("id", Number, primary_key=True),
    Column("case_id", Number, ForeignKey("cases.id"), nullable=False, index=True),
    Column("seq", Number, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("text", Text, nullable=False),
)  # fmt: skip

blobs = Table(
    "blobs", metadata,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

attachments = Table(
    "attachments", metadata,
    Column("id", Number, primary_key=True),
    Column("case_id", Number, ForeignKey("cases.id"), nullable=False, index=True),
    Column("seq", Number, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, ForeignKey("blobs.sha256"), nullable=False),
    Column("size", Number, nullable=False),
)  # fmt: skip

remembering = Table(
    "remembering", metadata,
    Column("id", Number, primary_key=True),
    Column("seq", Number, nullable=False),
    Column("decision", Text, nullable=False),
    Column("done_at", Text),
)  # fmt: skip
"""Non-matches that the ledger of good guys must still be told, in the order they were decided."""

STAYS = ("audit", "comments", "attachments", "blobs")
"""Tables whose rows are never changed and never deleted: triggers see to it."""
