"""Keys: one secret for each program that asks, with a role, scopes, an end and a rate.

HOME/service/keys.sqlite holds a hash of each key. A key is 32 random bytes, so a plain SHA-256 of
it can't be guessed back, and nothing has to be slow. The key itself is shown once, when it's made.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import Request

from licet.core.errors import BadInputError, nearest
from licet.surfaces.api.access import ROLES, SCOPES, Principal, Role
from licet.surfaces.api.files import opened
from licet.surfaces.api.problems import LoginNeeded, TooMany
from licet.surfaces.api.rates import Rates

FILE = "keys.sqlite"
PREFIX = "licet"
SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, role TEXT NOT NULL,
    scopes TEXT NOT NULL, rate REAL, made TEXT NOT NULL, ends TEXT, revoked TEXT
)
"""
ADD = "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
ALL = "SELECT id, name, role, scopes, rate, made, ends, revoked FROM keys ORDER BY rowid"
ONE = "SELECT id, name, role, scopes, rate, made, ends, revoked, sha256 FROM keys WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; ``rate`` is requests a second, None for the service's own."""

    id: str
    name: str
    role: Role
    scopes: tuple[str, ...]
    rate: float | None
    made: str
    ends: str | None
    revoked: str | None

    @property
    def state(self) -> str:
        """Valid, expired or revoked."""
        if self.revoked:
            return "revoked"
        return "expired" if self.ends and self.ends <= _now() else "valid"


class Keys:
    """The keys of a store."""

    def __init__(self, home: Path) -> None:
        self._rows = opened(home, FILE, SCHEMA)

    def add(
        self,
        name: str,
        role: str,
        scopes: tuple[str, ...] = (),
        ends: datetime | None = None,
        rate: float | None = None,
    ) -> tuple[Key, str]:
        """Make a key; returns it and its text, which is kept nowhere."""
        if role not in ROLES:
            raise BadInputError(
                f"'{role}' is no role.", where="--role", mend=f"Known: {', '.join(ROLES)}."
            )
        for one in scopes:
            if one not in SCOPES:
                raise BadInputError(
                    f"'{one}' is no scope; {nearest(one, SCOPES)}".rstrip("; "),
                    where="--scope",
                    mend=f"Known: {', '.join(SCOPES)}.",
                )
        own, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        until = ends.astimezone(UTC).isoformat(timespec="seconds") if ends else None
        row = (own, name, _hash(secret), role, " ".join(scopes), rate, _now(), until, None)
        with self._rows:
            self._rows.execute(ADD, row)
        return self.all()[-1], f"{PREFIX}_{own}_{secret}"

    def all(self) -> list[Key]:
        """Every key that was ever made, oldest first."""
        with closing(self._rows.execute(ALL)) as rows:
            return [_key(row) for row in rows]

    def revoke(self, own: str) -> None:
        """End a key now; raises BadInputError where there is none such."""
        with self._rows:
            done = self._rows.execute("UPDATE keys SET revoked = ? WHERE id = ?", (_now(), own))
        if not done.rowcount:
            raise BadInputError(f"'{own}' is no key.", mend="See `licet serve keys list`.")

    def known(self, text: str) -> Key | None:
        """The valid key of this text."""
        prefix, _, rest = text.partition("_")
        own, _, secret = rest.partition("_")
        if prefix != PREFIX or not secret:
            return None
        with closing(self._rows.execute(ONE, (own,))) as rows:
            row = rows.fetchone()
        if row is None or not hmac.compare_digest(row[-1], _hash(secret)):
            return None
        key = _key(row[:-1])
        return key if key.state == "valid" else None

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()


class ByKey:
    """Access by key: ``Authorization: Bearer KEY``, ``ApiKey KEY`` (as yente's clients send it),
    or ``X-API-Key``."""

    def __init__(self, home: Path, rate: float = 0.0) -> None:
        self.keys, self._rate, self._rates = Keys(home), rate, Rates()

    def who(self, request: Request) -> Principal | None:
        """The key's principal; raises LoginNeeded, or TooMany beyond its rate."""
        text = _sent(request)
        key = self.keys.known(text) if text else None
        if key is None:
            raise LoginNeeded
        rate = self._rate if key.rate is None else key.rate
        wait = self._rates.wait(key.id, rate) if rate else 0.0
        if wait:
            seconds = str(max(1, round(wait + 0.5)))
            raise TooMany(
                f"this key may ask {rate:g} times a second.",
                mend=f"Ask again in {seconds} s.",
                headers={"retry-after": seconds},
            )
        return Principal(f"key:{key.id}", key.role, frozenset(key.scopes))


def _sent(request: Request) -> str:
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() in {"bearer", "apikey"}:
        return text.strip()
    return request.headers.get("x-api-key", "")


def _key(row: sqlite3.Row | tuple[str, ...]) -> Key:
    own, name, role, scopes, rate, made, ends, revoked = row
    return Key(own, name, role, tuple(scopes.split()), rate, made, ends, revoked)  # type: ignore[arg-type]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
