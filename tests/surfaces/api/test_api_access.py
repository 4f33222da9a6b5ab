"""Who may ask what: every route declares a role, and keys, their scopes, ends and rates hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_line import answered, licet, refused
from fastapi.routing import APIRoute
from service import Running, problem, running

from licet.core.errors import BadInputError
from licet.surfaces.api.access import ROLES, SCOPES, Needs, Principal
from licet.surfaces.api.app import ROUTERS
from licet.surfaces.api.keys import Keys
from licet.surfaces.api.rates import Rates
from licet.surfaces.api.settings import Settings

PUBLIC = {"/healthz", "/readyz", "/openapi.json"}
ROUTES = [one for router in ROUTERS for one in router.routes if isinstance(one, APIRoute)]
PATHS = {"{dataset}": "default", "{listing}": "ofac:800001", "{source}": "sdn"}


def need_of(route: APIRoute) -> Needs:
    """The one access dependency of a route."""
    found = {id(d.call): d.call for d in route.dependant.dependencies if isinstance(d.call, Needs)}
    assert len(found) == 1, f"{route.path} declares {len(found)} needs"
    (need,) = found.values()
    return need


def address(route: APIRoute) -> str:
    """The route's path with something in each of its places."""
    path = route.path
    for name, value in PATHS.items():
        path = path.replace(name, value)
    return re.sub(r"\{[^}]+\}", "x", path)


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{min(r.methods)} {r.path}")
def test_every_route_declares_what_it_needs(route: APIRoute) -> None:
    """A route has exactly one need, of a role and scope that exist; few are for everybody."""
    need = need_of(route)
    if need.role is None:
        assert route.path in PUBLIC
        return
    assert need.role in ROLES
    assert need.scope in SCOPES


def test_roles_stand_above_each_other() -> None:
    """A role may do what those before it may, and a scope limits any role."""
    reader, admin = Principal("a", "reader"), Principal("b", "admin", frozenset({"screen"}))
    assert reader.has("reader", "law")
    assert not reader.has("analyst", "law")
    assert admin.has("approver", "screen")
    assert not admin.has("reader", "law")


@pytest.fixture(scope="module")
def guarded(home_once: Path) -> Iterator[Running]:
    """A service that asks for keys."""
    with running(home_once, access="keys") as service:
        yield service


def key(home: Path, role: str = "reader", *scopes: str, **more: Any) -> dict[str, str]:
    """A header with a new key."""
    keys = Keys(home)
    _, text = keys.add("test", role, scopes, **more)
    keys.close()
    return {"authorization": f"Bearer {text}"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{min(r.methods)} {r.path}")
def test_the_matrix_of_roles(route: APIRoute, guarded: Running) -> None:
    """Nobody known is 401, a lesser role or another scope 403, and what suffices gets through."""
    need, method = need_of(route), min(route.methods)

    def ask(headers: dict[str, str] | None = None) -> httpx.Response:
        return guarded.http.request(method, address(route), headers=headers)

    if need.role is None:
        assert ask().status_code == 200
        return
    made = problem(ask(), 401)
    assert "Bearer" in made["detail"]
    others = [one for one in SCOPES if one != need.scope]
    problem(ask(key(guarded.home, "admin", *others)), 403)
    if need.role != "reader":
        problem(ask(key(guarded.home, ROLES[ROLES.index(need.role) - 1])), 403)
    assert ask(key(guarded.home, need.role, need.scope)).status_code not in {401, 403}


def test_keys_that_open_nothing(guarded: Running) -> None:
    """An expired, revoked, altered or empty key is nobody."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    keys = Keys(guarded.home)
    good, text = keys.add("gone", "admin")
    keys.revoke(good.id)
    keys.close()
    live = key(guarded.home)["authorization"]
    for sent in (
        key(guarded.home, ends=past),
        {"authorization": f"Bearer {text}"},
        {"authorization": f"{live}x"},
        {"authorization": live.replace("Bearer", "Basic")},
        {"authorization": "Bearer licet__"},
        {"authorization": "Bearer"},
        {"x-api-key": "licet_nil_nil"},
    ):
        problem(guarded.get("/v1/lists", headers=sent), 401)


def test_the_ways_to_send_a_key(guarded: Running) -> None:
    """A key may come as Bearer, as ApiKey (as yente's clients do), or in X-API-Key."""
    text = key(guarded.home)["authorization"].removeprefix("Bearer ")
    ways = ({"authorization": f"ApiKey {text}"}, {"x-api-key": text})
    assert all(guarded.get("/v1/lists", headers=one).status_code == 200 for one in ways)


def test_a_key_has_a_rate(guarded: Running) -> None:
    """Beyond its rate a key is told when to ask again; other keys are not held up."""
    sent = key(guarded.home, rate=0.5)
    assert guarded.get("/v1/lists", headers=sent).status_code == 200
    said = guarded.get("/v1/lists", headers=sent)
    problem(said, 429)
    assert int(said.headers["retry-after"]) >= 1
    assert guarded.get("/v1/lists", headers=key(guarded.home)).status_code == 200


def test_rates_fill_again() -> None:
    """A bucket holds two seconds' worth and fills at its rate."""
    now = [0.0]
    rates = Rates(lambda: now[0])
    assert [rates.wait("a", 2) for _ in range(5)] == [0, 0, 0, 0, 0.5]
    now[0] = 0.5
    assert rates.wait("a", 2) == 0
    assert rates.wait("a", 2) > 0
    now[0] = 100
    assert [bool(rates.wait("a", 2)) for _ in range(5)] == [False] * 4 + [True]


def test_without_a_login_only_this_machine_is_served(served: Running) -> None:
    """A page of another site, or a name that points here, can't use the open service."""
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "", ":80", "[::1"):
        problem(served.get("/v1/lists", headers={"host": host}), 403)
    for host in ("localhost", "127.0.0.1:1", "[::1]", "[::1]:80"):
        assert served.get("/v1/lists", headers={"host": host}).status_code == 200
    problem(
        served.post("/v1/screen", {"name": "x"}, headers={"origin": "http://evil.example"}), 403
    )
    own = {"origin": served.url}
    assert served.post("/v1/screen", {"name": "x y"}, headers=own).status_code == 200


def test_others_are_served_only_with_keys(tmp_path: Path) -> None:
    """Listening where others can reach it is refused without configured access."""
    for host in ("0.0.0.0", "192.0.2.1", "::", "licet.example"):  # noqa: S104
        with pytest.raises(BadInputError, match="--access keys"):
            Settings(tmp_path, host=host)
        assert Settings(tmp_path, host=host, access="keys").host == host
    for host in ("127.0.0.1", "::1", "localhost"):
        assert Settings(tmp_path, host=host).access == "loopback"
    sentence = refused("serve", "--host", "0.0.0.0", "--home", tmp_path)  # noqa: S104
    assert "--access keys" in sentence
    assert "no way of access" in refused("serve", "--access", "open", "--home", tmp_path)


def test_keys_on_the_command_line(tmp_path: Path) -> None:
    """A key is made, shown once, listed without its secret, and revoked."""
    words = ("serve", "keys", "add", "till", "--role", "analyst", "--scope", "screen")
    made = answered(*words, "--home", tmp_path, "--json").json
    assert made["key"].startswith(f"licet_{made['id']}_")
    listed = answered("serve", "keys", "list", "--home", tmp_path, "--json")
    assert made["key"].split("_", 2)[2] not in listed.out
    assert listed.json[0]["state"] == "valid"
    answered("serve", "keys", "revoke", made["id"], "--home", tmp_path)
    assert "revoked" in answered("serve", "keys", "list", "--home", tmp_path).out
    assert "is no key" in refused("serve", "keys", "revoke", "nil", "--home", tmp_path)
    assert "is no role" in refused(
        "serve", "keys", "add", "a", "--role", "boss", "--home", tmp_path
    )
    assert "'screen'" in refused(
        "serve", "keys", "add", "a", "--scope", "scren", "--home", tmp_path
    )
    shown = licet("serve", "keys", "add", "b", "--home", tmp_path)
    assert shown.out.startswith("licet_")
    assert "Shown only now" in shown.err


def test_the_file_of_keys_holds_no_key(tmp_path: Path) -> None:
    """Only a hash of a key is kept, in a file that nobody else may read."""
    text = key(tmp_path)["authorization"].split("_", 2)[2]
    folder = tmp_path / "service"
    assert all(text.encode() not in one.read_bytes() for one in folder.iterdir())
    assert (folder / "keys.sqlite").stat().st_mode & 0o077 == 0
    assert json.dumps(text) != text
