"""E-mail (EML): who wrote to whom, the subject, and the body; attachments are named, not read."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from licet.core.errors import BadFileError
from licet.documents import html, plain
from licet.documents.model import Dated, Text

SHOWN = ("From", "To", "Cc", "Subject", "Date")


def read(name: str, data: bytes) -> Text:
    """Headers and body of a message, dated by its Date header."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = [f"{key}: {value}" for key in SHOWN if (value := _header(message, key))]
        body = _body(name, message)
        notes = _attachments(message)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError) as error:
        raise BadFileError(
            f"can't be read as an e-mail ({type(error).__name__}).",
            where=name,
            mend="Save the message again as EML.",
        ) from None
    if not parts and not body.strip():
        raise BadFileError(
            "is no e-mail: it has neither headers nor a body.", where=name, mend="Check the file."
        )
    text = "\n\n".join([*parts, body])
    return Text(name, "e-mail", text, dated=_dated(message), notes=notes)


def _header(message: EmailMessage, key: str) -> str:
    value = message.get(key)
    return " ".join(str(value).split()) if value else ""


def _body(name: str, message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        return html.extract(data, charset)[0]
    if charset is None or charset.lower() in {"us-ascii", "ascii"}:
        return plain.decode(name, data)[0] if data.strip() else ""
    return data.decode(charset, "replace").replace("\r\n", "\n")


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    if not names:
        return ()
    several = "attachments were" if len(names) > 1 else "attachment was"
    return (f"{len(names)} {several} not read: {', '.join(names)}. Save and read each.",)


def _dated(message: EmailMessage) -> Dated | None:
    written = getattr(message.get("Date"), "datetime", None)
    return Dated(written.date(), "e-mail header") if isinstance(written, datetime) else None
