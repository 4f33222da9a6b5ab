"""The service running in a thread of a test, over real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from licet.surfaces.api.app import create_app
from licet.surfaces.api.settings import Settings


@dataclass
class Running:
    """A service, and a client of it."""

    app: FastAPI
    http: httpx.Client
    url: str
    home: Path

    def post(self, path: str, body: Any = None, **more: Any) -> httpx.Response:
        """Send JSON."""
        return self.http.post(path, json=body, **more)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask."""
        return self.http.get(path, **more)

    def generation(self) -> str:
        """The generation answers are made from."""
        return str(self.app.state.held.current.name)


@contextmanager
def running(home: Path, **settings: Any) -> Iterator[Running]:
    """A service over a store, until the block ends."""
    quick = Settings(home, patience=0.5, watch_seconds=0.1)
    app = create_app(replace(quick, **settings))
    config = uvicorn.Config(
        app, port=0, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started or not thread.is_alive())
        port = server.servers[0].sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as http:
            yield Running(app, http, url, home)
    finally:
        server.should_exit = True
        thread.join(30)


def until(done: Any, seconds: float = 60) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def problem(said: httpx.Response, status: int) -> dict[str, Any]:
    """An error in the shape of RFC 9457, with this status."""
    assert said.status_code == status, said.text
    assert said.headers["content-type"] == "application/problem+json"
    made: dict[str, Any] = said.json()
    assert made["status"] == status
    assert made["title"]
    assert made["detail"]
    assert made["request_id"] == said.headers["x-request-id"]
    assert "Traceback" not in said.text
    return made


def lines(said: httpx.Response) -> list[dict[str, Any]]:
    """JSON lines."""
    assert said.status_code == 200, said.text
    return [json.loads(line) for line in said.text.splitlines()]


def programme() -> list[tuple[str, tuple[str, bytes]]]:
    """The tables of the built-in programme, as files to send."""
    found = resources.files("licet.exposure.demo").iterdir()
    return [("files", (f.name, f.read_bytes())) for f in found if f.name.endswith(".csv")]
