"""Who asks, and what each route needs: the one place where access is decided.

Every route has exactly one ``needs(role, scope)`` among its dependencies; a route for everybody
says so with ``needs(None)``. How a request is told apart is the application's ``Access``; another
way of telling (a session, a token of an identity provider) is another class with ``who``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from fastapi import Request

from licet.surfaces.api.problems import Forbidden, LoginNeeded
from licet.surfaces.api.settings import is_loopback

Role = Literal["reader", "analyst", "approver", "admin"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "approver", "admin")
"""Each may do what those before it may."""

SCOPES = (
    "screen", "party", "decide", "read", "ownership", "exposure", "lists", "law", "records",
    "match", "metrics",
)  # fmt: skip
"""What a key can be limited to: one word for each resource."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks. No scopes means all of them."""

    id: str
    role: Role
    scopes: frozenset[str] = frozenset()

    def has(self, role: Role, scope: str) -> bool:
        """Whether role and scope suffice."""
        wide = not self.scopes or scope in self.scopes
        return wide and ROLES.index(self.role) >= ROLES.index(role)


class Access(Protocol):
    """A way of telling who asks."""

    def who(self, request: Request) -> Principal | None:
        """The principal of a request; None for nobody known. May raise a problem of its own."""


class Loopback:
    """No login: whoever can reach this machine's own address may do everything.

    A page in a browser must not: it could ask on behalf of whoever reads it. So the request has to
    name this machine as its host, and come from no other site.
    """

    def who(self, request: Request) -> Principal | None:
        """The local user, or a refusal of what a browser sent for another site."""
        host = request.headers.get("host", "")
        if not _names_this_machine(host):
            raise Forbidden(
                "the service answers without a login, and only when asked as localhost.",
                mend="Ask http://127.0.0.1, or start the service with --access keys.",
            )
        origin = request.headers.get("origin")
        if origin and origin != f"{request.scope['scheme']}://{host}":
            raise Forbidden("another site may not ask this service.")
        return Principal("local", "admin")


@lru_cache(maxsize=64)
def _names_this_machine(host: str) -> bool:
    """Whether a Host header, with or without a port, is this machine's own."""
    name, _, port = host.rpartition(":")
    return is_loopback(name if name and port.isdigit() else host)


class Needs:
    """A dependency: the role and scope of a route. Calls give the principal."""

    def __init__(self, role: Role | None, scope: str = "") -> None:
        self.role, self.scope = role, scope

    async def __call__(self, request: Request) -> Principal | None:
        """Let the request pass, or raise LoginNeeded or Forbidden."""
        if self.role is None:
            return None
        access: Access = request.app.state.access
        who = access.who(request)
        if who is None:
            raise LoginNeeded
        request.state.principal = who.id
        if not who.has(self.role, self.scope):
            raise Forbidden(
                f"this needs the role '{self.role}' and the scope '{self.scope}'.",
                mend="Ask an administrator for a key that has them.",
            )
        return who


def needs(role: Role | None, scope: str = "") -> Needs:
    """What a route needs, for ``Depends``."""
    return Needs(role, scope)
