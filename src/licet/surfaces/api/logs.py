"""Logs as JSON lines, without what was asked: no path, query, body, name or address of an asker."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

LOG = logging.getLogger("licet.serve")
MOST_FRAMES = 12


class JsonLines(logging.Formatter):
    """One JSON object a line; of an exception only its type and where it arose."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": at, "level": record.levelname.lower()}
        fields = getattr(record, "fields", None)
        if fields is None:
            told |= {"event": "message", "logger": record.name, "text": record.msg}
            # The text of a library is written down without its values: they could hold a name.
        else:
            told |= {"event": record.msg, **fields}
        if record.exc_info and record.exc_info[1]:
            told |= where_it_arose(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False, default=str)


def where_it_arose(error: BaseException) -> dict[str, Any]:
    """The type of an error and its frames; never its text."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    return {
        "error": type(error).__name__,
        "frames": [f"{_module(f.filename)}:{f.lineno} {f.name}" for f in frames],
    }


def _module(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def write_to_stderr() -> None:
    """Send the service's lines, and the server's own, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("licet.serve", "uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").handlers = []
    logging.getLogger("uvicorn.error").propagate = True


def say(event: str, level: int = logging.INFO, **fields: Any) -> None:
    """One line."""
    if LOG.isEnabledFor(level):
        # not LOG.log: it looks up its caller, which nobody reads, for every request
        LOG.handle(
            LOG.makeRecord(LOG.name, level, "", 0, event, (), None, extra={"fields": fields})
        )
