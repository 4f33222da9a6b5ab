"""What a publisher's server answers: followed to its end, judged by its status, saved to disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from licet.sources.fetch_rules import (
    FetchError,
    Limits,
    PassingError,
    Progress,
    Validators,
    asked_pause,
    check_redirect,
)

if TYPE_CHECKING:
    import httpx

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
REFUSALS = {
    401: "wants a password (status 401)",
    403: "refuses to give the file to a program (status 403)",
    404: "is not there any more (status 404)",
    410: "is gone for good (status 410)",
}


@contextmanager
def opened(
    client: httpx.Client,
    url: str,
    known: Validators,
    limits: Limits,
    hosts: Collection[str] = (),
) -> Iterator[httpx.Response]:
    """The answer after all redirects; each address on the way is the publisher's own."""
    address = url
    for _ in range(limits.redirects + 1):
        with client.stream("GET", address, headers=known.headers()) as answer:
            if not answer.has_redirect_location:
                yield answer
                return
            target = str(answer.url.join(answer.headers["location"]))
        check_redirect(address, target, hosts)
        address = target
    raise FetchError(
        f"redirects more than {limits.redirects} times.",
        where=url,
        mend="See the publisher's page for the file's present address.",
    )


def judge(url: str, answer: httpx.Response, known: Validators) -> None:
    """Raise for every status but 200, and 304 where it was asked for."""
    status = answer.status_code
    if status == 200 or (status == 304 and known.headers()):
        return
    if status in AGAIN:
        pause = asked_pause(answer.headers.get("retry-after"), datetime.now(UTC))
        raise PassingError(f"is out of service (status {status})", pause)
    raise FetchError(
        f"{REFUSALS.get(status, f'answers with status {status}')}.",
        where=url,
        mend="Download it from the publisher's page and add it with `licet lists add`.",
    )


def save(
    url: str,
    answer: httpx.Response,
    into: Path,
    check: Callable[[int], None],
    progress: Progress,
) -> str:
    """Stream the body to disk; ``check`` raises when it has become too much. Returns its sha256."""
    length = answer.headers.get("content-length", "")
    total = int(length) if length.isdecimal() else None
    check(total or 0)
    digest, done = hashlib.sha256(), 0
    try:
        with into.open("wb") as file:
            for chunk in answer.iter_bytes():
                done += len(chunk)
                check(done)
                digest.update(chunk)
                file.write(chunk)
                progress(answer.num_bytes_downloaded, total)
    except OSError as error:
        raise FetchError(
            f"can't be kept on disk ({error.strerror}).", where=url, mend="Free some space."
        ) from None
    return digest.hexdigest()
