"""A list update while clients ask: no answer fails, and each is of one generation."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import httpx
import pytest
from command_line import answered, write, xml_bytes
from service import Running, running, until

from licet.surfaces.api.snapshot import Held

NEW = "Borvane Forwarding House"


def test_an_update_under_load_is_seen_by_nobody(home: Path, tmp_path: Path) -> None:
    """While a list update lands, every answer is good, names one generation, and fits it."""
    with running(home) as own:
        before = own.generation()
        stop = threading.Event()
        seen: list[tuple[str, str, int, int]] = []
        threads = [threading.Thread(target=hammer, args=(own, stop, seen)) for _ in range(6)]
        for one in threads:
            one.start()
        entry = ("810002", NEW, "CAATSA - RUSSIA")
        file = write(tmp_path, "cons.xml", xml_bytes("08/01/2021", entry))
        answered("lists", "add", file, "--list", "consolidated", "--home", home)
        until(lambda: own.generation() != before)
        after = own.generation()
        until(lambda: any(one[0] == after for one in list(seen)))
        stop.set()
        for one in threads:
            one.join()
    assert {one[2] for one in seen} == {200}
    assert {one[0] for one in seen} == {before, after}
    assert all(header == body for header, body, _, _ in seen)
    assert all(bool(found) == (header == after) for header, _, _, found in seen)


def hammer(own: Running, stop: threading.Event, seen: list[tuple[str, str, int, int]]) -> None:
    """Ask for the new name, again and again: it is there in the new generation alone."""
    with httpx.Client(base_url=own.url, timeout=60, trust_env=False) as http:
        while not stop.is_set():
            said = http.post("/v1/screen", json={"name": NEW, "threshold": 0.9})
            body = said.json()
            header = said.headers["licet-generation"]
            seen.append((header, body["generation"], said.status_code, len(body["matches"])))


def test_a_stream_holds_one_generation(home: Path, tmp_path: Path) -> None:
    """A stream that began before an update ends with the lists that it began with."""
    with running(home) as own:
        before = own.generation()

        def body() -> object:
            yield b'{"name": "Borvane Forwarding House"}\n'
            entry = ("810002", NEW, "CAATSA - RUSSIA")
            file = write(tmp_path, "cons.xml", xml_bytes("08/01/2021", entry))
            answered("lists", "add", file, "--list", "consolidated", "--home", home)
            until(lambda: own.generation() != before)
            yield b'{"name": "Borvane Forwarding House"}\n'

        said = own.http.post("/v1/screen/stream", content=body())  # type: ignore[arg-type]
        assert said.headers["licet-generation"] == before
        assert NEW.upper() not in said.text.upper()
        assert own.post("/v1/screen", {"name": NEW}).json()["matches"]


def test_a_broken_update_changes_nothing(home: Path) -> None:
    """A pointer that can't be read leaves the old lists in force, and is tried again."""
    with running(home) as own:
        before, pointer = own.generation(), home / "CURRENT"
        kept = pointer.read_bytes()
        pointer.write_bytes(b"{")
        until(lambda: 'licet_list_swaps_total{result="failed"}' in own.get("/metrics").text)
        assert own.post("/v1/screen", {"name": "Aurelio Tann Pell"}).json()["matches"]
        assert own.get("/readyz").status_code == 200
        pointer.write_bytes(kept)
        assert own.generation() == before


def test_what_failed_is_tried_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New lists that can't be opened at first, whatever the reason, are opened later."""
    failures = [RuntimeError("no"), MemoryError()]
    prepare = Held._prepare

    async def failing(self: Held) -> None:
        if failures:
            raise failures.pop()
        await prepare(self)

    monkeypatch.setattr(Held, "_prepare", failing)
    with running(home, retry_seconds=0.3) as own:
        old = own.app.state.held.current
        pointer = home / "CURRENT"
        pointer.write_bytes(pointer.read_bytes() + b" ")
        until(lambda: own.app.state.held.current is not old)
        assert not failures
        assert 'licet_list_swaps_total{result="failed"} 2.0' in own.get("/metrics").text


def test_an_old_snapshot_is_given_back(home: Path) -> None:
    """Once nobody uses a snapshot any more, its memory is free again."""
    with running(home) as own:
        old = weakref.ref(own.app.state.held.current)
        pointer = home / "CURRENT"
        pointer.write_bytes(pointer.read_bytes() + b" ")
        until(lambda: own.app.state.held.current is not old())
        until(lambda: gc.collect() is not None and old() is None)


def test_the_command_serves(home: Path) -> None:
    """`licet serve` answers on its port, with two workers, until it is told to stop."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("serve", "--home", str(home), "--port", str(port), "--workers", "2")
    running_ = subprocess.Popen([sys.executable, "-m", "licet", *words], stderr=subprocess.PIPE)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:

            def ready() -> bool:
                try:
                    return http.get("/readyz").status_code == 200
                except httpx.TransportError:
                    return False

            until(ready)
            said = http.post("/v1/screen", json={"name": "Aurelio Tann Pell"})
            assert said.json()["matches"]
            assert "server" not in said.headers
            assert "licet_requests_total" in http.get("/metrics").text
    finally:
        running_.terminate()
        _, told = running_.communicate(timeout=30)
    assert b"Pell" not in told
    assert all(line.startswith(b"{") for line in told.splitlines()), told
