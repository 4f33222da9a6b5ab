"""Fetching a publisher's file: in our own name, once if it hasn't changed, within limits.

A file is streamed to disk and handed over only when it is whole. What may pass (a busy server, a
broken connection) is tried again with growing pauses; all else ends in one sentence. Whether the
content is a list at all is for its reader to say: a web page with status 200 ends there.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from licet.sources.fetch_answer import judge, opened, save
from licet.sources.fetch_rules import (
    FetchError,
    Limits,
    PassingError,
    Progress,
    Validators,
    check_address,
    host_of,
    http_date,
    is_loopback,
    pause_before,
    too_large,
    too_long,
    user_agent,
)
from licet.sources.fetch_trouble import told

if TYPE_CHECKING:
    import httpx

GRACE = 2.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file on disk, or none (``path`` is None) where the publisher says it hasn't changed.

    ``served_by`` is the host that gave it after all redirects.
    """

    url: str
    path: Path | None
    validators: Validators
    sha256: str = ""
    served_by: str = ""

    @property
    def modified(self) -> date | None:
        """The day of its Last-Modified header, in UTC."""
        moment = http_date(self.validators.last_modified)
        return moment.date() if moment else None


def quiet(done: int, total: int | None) -> None:
    """Progress that nobody looks at."""


class Fetcher:
    """Fetches files; transport, sleep, chance and clock can be given by a test."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self._transport = transport
        self._sleep, self._chance, self._clock = sleep, chance, clock

    def fetch(
        self,
        url: str,
        into: Path,
        known: Validators | None = None,
        progress: Progress = quiet,
        hosts: Collection[str] = (),
    ) -> Fetched:
        """Fetch a file into ``into``, unless it is as ``known``; raises FetchError.

        A redirect is followed only within the host of ``url`` and to ``hosts``.
        """
        check_address(url)
        end = self._clock() + self.limits.seconds

        def job() -> Fetched:
            once = partial(self._once, url, into, known or Validators(), progress, hosts, end)
            return self._persistently(url, once, end)

        # a thread, since neither name resolution nor headers that drip in obey a total limit
        return _within(job, self.limits.seconds + GRACE, too_long(url, self.limits))

    def _persistently(self, url: str, once: Callable[[], Fetched], end: float) -> Fetched:
        attempt = 1
        while True:
            try:
                return once()
            except PassingError as trouble:
                asked = trouble.wait or 0.0
                pause = max(asked, pause_before(attempt, self.limits, self._chance()))
                given_up = attempt >= self.limits.attempts or asked > self.limits.longest_pause
                if given_up or self._clock() + pause > end:
                    raise _given_up(url, trouble, attempt) from None
            self._sleep(pause)
            attempt += 1

    def _once(
        self,
        url: str,
        into: Path,
        known: Validators,
        progress: Progress,
        hosts: Collection[str],
        end: float,
    ) -> Fetched:
        import httpx

        try:
            with (
                self._client(url, end) as client,
                opened(client, url, known, self.limits, hosts) as answer,
            ):
                judge(url, answer, known)
                headers = answer.headers
                seen = Validators(headers.get("etag"), headers.get("last-modified"))
                if answer.status_code == httpx.codes.NOT_MODIFIED:
                    return Fetched(url, None, known)
                digest = save(url, answer, into, partial(self._check, url, end), progress)
                return Fetched(url, into, seen, digest, host_of(str(answer.url)))
        except (httpx.ReadTimeout, httpx.WriteTimeout):
            raise PassingError(f"was silent for {self.limits.idle:g} seconds") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise told(url, error) from None
        except httpx.InvalidURL:
            raise FetchError("redirects to no web address.", where=url) from None

    def _client(self, url: str, end: float) -> httpx.Client:
        import httpx

        idle = max(0.1, min(self.limits.idle, end - self._clock()))
        return httpx.Client(
            transport=self._transport,
            headers={"User-Agent": user_agent(), "Accept": "*/*"},
            timeout=httpx.Timeout(idle),
            # the user's proxy for the web, none for this machine or a test's transport
            trust_env=self._transport is None and not is_loopback(url),
        )

    def _check(self, url: str, end: float, size: int) -> None:
        """Raise where a body has grown too large or too slowly."""
        if size > self.limits.size:
            raise too_large(url, self.limits)
        if self._clock() > end:
            raise too_long(url, self.limits)


def _given_up(url: str, trouble: PassingError, attempts: int) -> FetchError:
    asked = f", and asks to wait {trouble.wait:,.0f} seconds" if trouble.wait else ""
    tried = "" if attempts == 1 else f" after {attempts} attempts"
    return FetchError(f"{trouble.what}{asked}{tried}.", where=url, mend="Try again later.")


def _within(job: Callable[[], T], seconds: float, late: FetchError) -> T:
    """Run a job in a thread that is left behind when it takes too long."""
    held: dict[str, Any] = {}

    def run() -> None:
        try:
            held["value"] = job()
        except BaseException as error:  # handed to the caller
            held["error"] = error

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if "error" in held:
        raise held["error"]
    if "value" not in held:
        raise late
    value: T = held["value"]
    return value
