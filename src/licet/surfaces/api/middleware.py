"""Around every request: its id, its size, a log line, figures, and an answer whatever happens.

Plain ASGI, since wrapping each request in another object costs as much as screening a name.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from licet.surfaces.api.logs import say, where_it_arose
from licet.surfaces.api.metrics import Figures
from licet.surfaces.api.problems import TooLarge, problem
from licet.surfaces.api.tracing import Spans

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
MOST_URL = 8_000
UNKNOWN = "none"


class Around:
    """The outermost layer of the service's own."""

    def __init__(self, app: ASGIApp, figures: Figures, spans: Spans) -> None:
        self.app, self.figures, self.spans = app, figures, spans

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        own = _Request(scope, send)
        span = self.spans.began(scope)
        try:
            if len(scope["path"]) + len(scope["query_string"]) > MOST_URL:
                await problem(own.id, 414, "the address is too long.")(scope, receive, own.send)
                return
            await self.app(scope, receive, own.send)
        except Exception as error:
            own.error = error
            if own.status:
                raise  # too late for another answer: the connection breaks off
            text = "something failed that should not; the log holds this request's id."
            await problem(own.id, 500, text)(scope, receive, own.send)
        finally:
            self._done(own, span)

    def _done(self, own: _Request, span: Any) -> None:
        """Count the request, and write a line about it."""
        told = own.told()
        self.figures.requests.labels(told["route"], told["method"], str(own.status)).inc()
        self.figures.seconds.labels(told["route"]).observe(told["ms"] / 1000)
        say("request", logging.ERROR if own.error else logging.INFO, **told)
        self.spans.ended(span, told)


class _Request:
    """One request: what is written into its answer and told of it afterwards."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self._send = scope, send
        self.started = perf_counter()
        self.status, self.bytes = 0, 0
        self.error: Exception | None = None
        self.state: dict[str, Any] = scope.setdefault("state", {})
        self.id = _given_id(scope) or secrets.token_hex(8)
        self.state["request_id"] = self.id

    async def send(self, message: Message) -> None:
        """Pass a message on, the first one with the service's headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", ()))
            headers += [*HEADERS, (b"x-request-id", self.id.encode())]
            if generation := self.state.get("generation"):
                headers.append((b"licet-generation", generation.encode()))
            names = {name for name, _ in headers}
            if b"cache-control" not in names:
                headers.append((b"cache-control", b"no-cache, private"))
            if (tag := self.state.get("etag")) and self.status == 200 and b"etag" not in names:
                headers.append((b"etag", tag.encode()))
            message = {**message, "headers": headers}
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
        await self._send(message)

    def told(self) -> dict[str, Any]:
        """What is said of the request afterwards: nothing of what it asked."""
        route = getattr(self.scope.get("route"), "path", UNKNOWN)
        return {
            "request": self.id,
            "method": self.scope["method"] if route != UNKNOWN else UNKNOWN,
            "route": route,
            "status": self.status,
            "ms": round(1000 * (perf_counter() - self.started), 2),
            "bytes": self.bytes,
            "who": self.state.get("principal"),
            "generation": self.state.get("generation"),
            **(where_it_arose(self.error) if self.error else {}),
        }


def _given_id(scope: Scope) -> str | None:
    """The asker's own id of the request, where it is one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            return text if _ID.fullmatch(text) else None
    return None


class Sizes:
    """Refuses what is larger than its route reads, by its header or while it arrives."""

    def __init__(self, app: ASGIApp, limit: Callable[[str], int]) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        limit = self.limit(scope["path"])
        stated = next((v for n, v in scope["headers"] if n == b"content-length"), b"0")
        if stated.isdigit() and int(stated) > limit:
            refusal = _too_large(limit)
            own_id = scope.get("state", {}).get("request_id")
            made = problem(own_id, 413, refusal.detail, what=refusal.what, mend=refusal.mend)
            await made(scope, receive, send)
            return
        await self.app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise _too_large(limit)
        return message

    return counted


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"at most {limit:,} bytes are read here.", mend="Send it in parts.")
