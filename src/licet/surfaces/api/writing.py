"""Answers as JSON."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

_encode = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":")).encode
JSON = "application/json"
NDJSON = "application/x-ndjson"


def dumps(content: Any) -> bytes:
    """JSON bytes; half of a surrogate pair, which no encoding can hold, becomes a question mark."""
    return _encode(content).encode("utf-8", "replace")


def answer(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Plain values as an answer, without a second look at what a room gave."""
    return Response(dumps(content), status, headers, media_type=JSON)
