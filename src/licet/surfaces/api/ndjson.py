"""JSON lines in and out, in bounded memory.

What comes in goes to a file on disk that has no name, and is read from there as it arrives: so an
asker that sends all of its lines before it reads an answer never waits for one that waits for it.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import IO, Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from licet.surfaces.api.writing import NDJSON, dumps

PIECE = 256_000
Lines = list[tuple[int, bytes]]


class Arriving:
    """Lines of a request body while it arrives; a line beyond the limit comes cut short."""

    def __init__(self, request: Request, longest: int) -> None:
        self._request, self._longest = request, longest
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close
        self._size = 0
        self._more = asyncio.Event()
        self._ended = False
        self.error: Exception | None = None
        self.gone = False
        """Whether nobody is there any more to read an answer."""

    async def fill(self) -> None:
        """Put what arrives into the file."""
        try:
            async for piece in self._request.stream():
                self._file.seek(0, 2)
                self._file.write(piece)
                self._size += len(piece)
                self._more.set()
            self._ended = True
            self._more.set()
            while (await self._request.receive())["type"] != "http.disconnect":
                pass
            self.gone = True
        except ClientDisconnect:
            self.gone = True
        except Exception as error:  # told to whoever reads the lines
            self.error = error
        finally:
            self._ended = True
            self._more.set()

    async def lines(self) -> AsyncIterator[Lines]:
        """Numbered lines, as many as have arrived; blank ones are counted and left out."""
        rest, at, number = b"", 0, 0
        while not self.gone:
            if at < self._size:
                self._file.seek(at)
                piece = self._file.read(PIECE)
                at += len(piece)
                *whole, rest = (rest + piece).split(b"\n")
                # What stays of an endless line only has to be longer than a line may be.
                rest = rest[: self._longest + 1]
                found, number = _numbered(whole, number)
                if found:
                    yield found
                continue
            if self._ended:
                break
            self._more.clear()
            await self._more.wait()
        if rest.strip():
            yield [(number + 1, rest)]

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _numbered(lines: list[bytes], before: int) -> tuple[Lines, int]:
    found = [(before + n, line) for n, line in enumerate(lines, 1) if line.strip()]
    return found, before + len(lines)


class Answers(Response):
    """Lines that are sent as they are made, while the asker may still be sending."""

    media_type = NDJSON

    def __init__(
        self, arriving: Arriving, made: Callable[[Lines], list[bytes]], last: Callable[[], bytes]
    ) -> None:
        self.background = None
        self.status_code = 200
        self._arriving, self._made, self._last = arriving, made, last
        self.init_headers({"x-accel-buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer line by line; the last one sums up, so that a broken-off answer shows."""
        start: dict[str, Any] = {"type": "http.response.start", "status": 200}
        await send({**start, "headers": self.raw_headers})
        filling = asyncio.create_task(self._arriving.fill())
        try:
            async for lines in self._arriving.lines():
                for some in _parts(lines):
                    body = await asyncio.to_thread(self._made, some)
                    await send(_piece(b"".join(body), more=True))
            error = self._arriving.error
            if not self._arriving.gone:
                await send(_piece(_broken(error) if error else self._last(), more=False))
        finally:
            filling.cancel()
            with suppress(asyncio.CancelledError):
                await filling
            self._arriving.close()


def _broken(error: Exception) -> bytes:
    """The last line where the body could not be read to its end: no summary, and why."""
    what = str(error.detail) if isinstance(error, HTTPException) else "the body broke off."
    return dumps({"error": {"what": what, "mend": "What is missing was not answered."}}) + b"\n"


def _parts(lines: Lines, size: int = 200) -> Iterator[Lines]:
    for start in range(0, len(lines), size):
        yield lines[start : start + size]


def _piece(body: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": more}
