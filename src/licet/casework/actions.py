"""Actions that decide nothing: assign, set a due date, comment, attach, escalate."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from licet.casework import tables
from licet.casework.doing import LONGEST_ID, Doing, must_be, plain_text
from licet.core.errors import BadInputError


def assign(doing: Doing, to: str | None) -> Mapping[str, Any]:
    """Give a case to somebody, or to nobody."""
    must_be(doing, "assign", "open", "escalated", "awaiting_approval")
    doing.values["assignee"] = plain_text(to, LONGEST_ID, "to") or None if to else None
    return {"from": doing.case["assignee"], "to": doing.values["assignee"]}


def set_due(doing: Doing, day: date) -> Mapping[str, Any]:
    """Give a case another due date."""
    must_be(doing, "due", "open", "escalated", "awaiting_approval")
    doing.values["due_on"] = str(day)
    return {"from": doing.case["due_on"], "to": str(day)}


def comment(doing: Doing, text: str) -> Mapping[str, Any]:
    """Write a comment; what is written stays."""
    said = plain_text(text, doing.policy.text_characters)
    if not said:
        raise BadInputError("the comment is empty.", where="text")
    row = {"case_id": doing.case["id"], "text": said, **_made(doing)}
    doing.connection.execute(tables.comments.insert().values(**row))
    return {"text": said}


def attach(doing: Doing, name: str, data: bytes, media_type: str) -> Mapping[str, Any]:
    """Keep a file with a case. The same bytes are kept once, whatever they are called."""
    most = doing.policy.attachment_bytes
    if not data:
        raise BadInputError("the file is empty.", where=name)
    if len(data) > most:
        raise BadInputError(f"has {len(data):,} bytes, {most:,} are allowed.", where=name)
    sha256 = hashlib.sha256(data).hexdigest()
    blobs = tables.blobs
    held = doing.connection.execute(sa.select(blobs.c.sha256).where(blobs.c.sha256 == sha256))
    if held.first() is None:
        doing.connection.execute(blobs.insert().values(sha256=sha256, data=data))
    about = {
        "name": plain_text(name, LONGEST_ID, "name").replace("\\", "/").rpartition("/")[2]
        or "file",
        "media_type": plain_text(media_type, LONGEST_ID, "media_type"),
        "sha256": sha256,
        "size": len(data),
    }
    row = {"case_id": doing.case["id"], **about, **_made(doing)}
    doing.connection.execute(tables.attachments.insert().values(**row))
    return about


def escalate(doing: Doing, text: str, to: str | None) -> Mapping[str, Any]:
    """Put a case before somebody who may approve; from then on only they decide it."""
    must_be(doing, "escalate", "open")
    said = plain_text(text, doing.policy.text_characters)
    if not said:
        raise BadInputError("an escalation needs a text.", where="text", mend="Say why.")
    doing.values |= {"status": "escalated", "assignee": plain_text(to or "", LONGEST_ID) or None}
    return {"text": said, "to": doing.values["assignee"]}


def _made(doing: Doing) -> dict[str, Any]:
    return {"seq": doing.seq, "at": doing.writing.at, "actor": doing.by.id}
