"""Every error as problem+json (RFC 9457): what happened, where, and how to mend it.

A ``LicetError`` is the asker's to mend, so it is a 4xx, except where the store or a pack is broken.
An error that nobody foresaw says nothing but its request id: its text could hold a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from licet.core.errors import LicetError, NotCoveredError, PackError, StoreError
from licet.surfaces.api.writing import dumps

MEDIA = "application/problem+json"
STATUS: tuple[tuple[type[LicetError], int], ...] = (
    (NotCoveredError, 404),
    (StoreError, 503),
    (PackError, 500),
    (LicetError, 400),
)
MOST_TOLD = 20


class Trouble(BaseModel):
    """One field that can't be read."""

    where: str = Field(description="path of the field in what was sent", examples=["body.name"])
    what: str = Field(description="what is wrong with it", examples=["Field required"])


class Problem(BaseModel):
    """An error, in the shape of RFC 9457."""

    type: str = Field("about:blank", description="always about:blank", examples=["about:blank"])
    title: str = Field(description="the status in words", examples=["Bad Request"])
    status: int = Field(description="the HTTP status", examples=[400])
    detail: str = Field(
        description="one sentence: where, what, and how to mend it",
        examples=["as_of: '2020-13-01' is not a date that exists. Write a day as 2020-12-14."],
    )
    where: str | None = Field(None, description="the place of the error", examples=["as_of"])
    what: str | None = Field(
        None, description="what happened", examples=["'2020-13-01' is not a date that exists."]
    )
    mend: str | None = Field(
        None, description="how to mend it", examples=["Write a day as 2020-12-14."]
    )
    request_id: str | None = Field(
        None, description="id of the request, as in the log", examples=["5f0c1d2e9a7b4c38"]
    )
    errors: list[Trouble] | None = Field(
        None,
        description="each field that can't be read",
        examples=[[{"where": "body.name", "what": "Field required"}]],
    )


RESPONSES: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "description": words, "content": {MEDIA: {}}}
    for code, words in {
        400: "What was sent can't be used; the sentence says why.",
        401: "Nobody known asked.",
        403: "The role or the scope doesn't suffice.",
        404: "Nothing at hand knows it, or the date isn't covered.",
        413: "What was sent is too large.",
        422: "What was sent has another shape than described.",
        429: "Too many requests in a short time.",
        503: "The service has no list yet, or can't read its store.",
    }.items()
}
"""For the description of every route."""


class Refusal(HTTPException):
    """A problem of the service's own: a status, what, and how to mend it."""

    code = 400

    def __init__(
        self, what: str, *, mend: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.what, self.mend = what, mend
        text = f"{what} {mend}" if mend else what
        super().__init__(self.code, text, dict(headers) if headers else None)


class LoginNeeded(Refusal):
    """Nobody known asks."""

    code = 401

    def __init__(self) -> None:
        super().__init__(
            "a key is needed.",
            mend="Send it as `Authorization: Bearer licet_...`.",
            headers={"www-authenticate": "Bearer"},
        )


class Forbidden(Refusal):
    """Known, but it may not."""

    code = 403


class NotThere(Refusal):
    """Nothing of that name."""

    code = 404


class Conflict(Refusal):
    """It contradicts what was asked before."""

    code = 409


class TooLarge(Refusal):
    """What was sent is larger than is read."""

    code = 413


class TooMany(Refusal):
    """Too many requests."""

    code = 429


class Unready(Refusal):
    """There is nothing to answer from yet."""

    code = 503


def problem(request_id: str | None, status: int, detail: str, **more: Any) -> Response:
    """A problem as an answer."""
    content = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, request_id=request_id, **more
    ).model_dump(exclude_none=True)
    return Response(dumps(content), status, media_type=MEDIA)


def handle(app: FastAPI) -> None:
    """Make the application answer every error so."""

    async def licet(request: Request, error: Exception) -> Response:
        assert isinstance(error, LicetError)  # noqa: S101 - as registered
        status = next(code for kind, code in STATUS if isinstance(error, kind))
        told = {"where": _place(error.where), "what": error.what, "mend": error.mend}
        place = f"{told['where']}: " if told["where"] else ""
        mend = f" {error.mend}" if error.mend else ""
        return problem(_id(request), status, f"{place}{error.what}{mend}", **told)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - as registered
        own = {"what": error.what, "mend": error.mend} if isinstance(error, Refusal) else {}
        made = problem(_id(request), error.status_code, str(error.detail), **own)
        made.headers.update(error.headers or {})
        return made

    async def shape(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - as registered
        found = troubles(error.errors())
        head = f"{found[0].where}: {found[0].what}." if found else "can't be read."
        return problem(_id(request), 422, head, errors=found)

    app.add_exception_handler(LicetError, licet)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, shape)


def troubles(errors: Sequence[Any]) -> list[Trouble]:
    """What doesn't fit, without the values that were sent."""
    return [
        Trouble(where=".".join(map(str, one["loc"])), what=one["msg"]) for one in errors[:MOST_TOLD]
    ]


def _place(where: str | None) -> str | None:
    """The place of an error in the asker's words: an option of the command is a field here.

    Where the store lies is nobody's business outside.
    """
    if where and where.startswith("--"):
        return where.removeprefix("--").replace("-", "_")
    return None if where and Path(where).is_absolute() else where


def _id(request: Request) -> str | None:
    found: str | None = getattr(request.state, "request_id", None)
    return found
