"""The rules of a download: which addresses, how long, how large, how often, in whose name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import licet
from licet.core.errors import LicetError

Progress = Callable[[int, int | None], None]


class FetchError(LicetError):
    """A publisher's file can't be had; what was kept before stays in force."""


class UnreachableError(FetchError):
    """No way to the publisher at all: this machine is offline, or a proxy stands in between."""


class PassingError(Exception):
    """What may be gone at the next attempt; ``wait`` are the seconds the publisher asks for."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        self.what, self.wait = what, wait
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one download, with all its attempts: bytes (unpacked) and seconds."""

    size: int = 512 * 1024 * 1024
    seconds: float = 900
    idle: float = 30
    attempts: int = 4
    redirects: int = 5
    first_pause: float = 1
    longest_pause: float = 120


@dataclass(frozen=True, slots=True)
class Validators:
    """How a publisher named one state of a file: entity tag and date, as HTTP headers."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The condition: only if it is no longer this."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


def too_long(url: str, limits: Limits) -> FetchError:
    """The error for a download that doesn't end."""
    return FetchError(
        f"took longer than {limits.seconds:g} seconds.",
        where=url,
        mend="Try again later, or download it and add it with `licet lists add`.",
    )


def too_large(url: str, limits: Limits) -> FetchError:
    """The error for a body that no list can have."""
    return FetchError(
        f"is larger than {limits.size / 1e6:g} MB, so it is no list.",
        where=url,
        mend="See what the publisher's page offers.",
    )


def user_agent() -> str:
    """What licet says of itself: its name, its version, what it is, and its page if it has one."""
    page = _project_page()
    about = (
        f"open-source reader of sanctions lists; {page}" if page else "reader of sanctions lists"
    )
    return f"licet/{licet.__version__} ({about})"


@cache
def _project_page() -> str | None:
    """The project's page as the installed package names it."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        pages = metadata("licet").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    return next((page.rpartition(" ")[2] for page in pages), None)


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    host = host_of(address)
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_of(address: str) -> str:
    """The host of an address, in lower case; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def check_redirect(origin: str, target: str, hosts: Collection[str]) -> None:
    """Raise FetchError unless a redirect stays at its own host or at one that the table names."""
    check_address(target, redirected_from=origin)
    host = host_of(target)
    if host != host_of(origin) and host not in hosts:
        raise FetchError(
            f"redirects to {host}, which isn't a host of this publisher.",
            where=origin.partition("?")[0],
            mend="If it is the publisher's own, name it under `hosts` in a table of yours.",
        )


def check_address(address: str, redirected_from: str | None = None) -> None:
    """Raise FetchError unless the address is https (http: only on this machine itself).

    A publisher's server may not send us to this machine either.
    """
    scheme = address.partition(":")[0].lower()
    where = (redirected_from or address).partition("?")[0]  # a redirect's query may be a signature
    if not host_of(address) or scheme not in {"https", "http"}:
        what = "is no web address" if redirected_from is None else "redirects to no web address"
        raise FetchError(f"{what}.", where=where, mend="See the publisher's page.")
    local = is_loopback(address)
    if scheme == "http" and not local:
        raise FetchError(
            "would be fetched without TLS, so anyone on the way could change it.",
            where=where,
            mend="Use the publisher's https address.",
        )
    if local and redirected_from and not is_loopback(redirected_from):
        raise FetchError(
            "redirects to this machine itself.", where=where, mend="See the publisher's page."
        )


def asked_pause(header: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header: a number, or a date (RFC 9110, section 10.2.3)."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    moment = http_date(header)
    return max(0.0, (moment - now).total_seconds()) if moment else None


def http_date(header: str | None) -> datetime | None:
    """A date of an HTTP header in UTC, or None where there is none that can be read."""
    try:
        found = parsedate_to_datetime(header or "")
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def pause_before(attempt: int, limits: Limits, chance: float) -> float:
    """Seconds before the next attempt: doubled each time, and spread so that clients part."""
    return float(limits.first_pause * 2 ** (attempt - 1) * (0.5 + chance))
