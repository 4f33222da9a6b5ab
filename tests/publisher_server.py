"""A publisher on 127.0.0.1 that behaves as publishers do, and a small list of invented firms.

Every answer is bounded: an endless body ends after some megabytes, a slow one after some seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from licet.sources.publishers import Edition, Publisher, Publishers

Answer = Callable[[BaseHTTPRequestHandler], None]
LIST = "us-ofac-sdn"


def sdn_xml(day: str, entries: int = 10, *, first: int = 1, akas: bool = False) -> bytes:
    """A list in OFAC's standard XML, published on a day written 05/03/2024."""
    aka = "<akaList><aka><uid>9{0}</uid><type>a.k.a.</type><category>strong</category>"
    aka = aka + "<lastName>OTHER {0}</lastName></aka></akaList>" if akas else ""
    place = "<addressList><address><uid>8{0}</uid><city>Oslo</city></address></addressList>"
    more = aka + place if akas else ""
    rows = "".join(
        f"<sdnEntry><uid>{uid}</uid><lastName>BRASK {uid}</lastName><sdnType>Entity</sdnType>"
        "<programList><program>SDGT</program></programList>"
        f"{more.format(uid)}</sdnEntry>\n"
        for uid in range(first, first + entries)
    )
    head = f"<Publish_Date>{day}</Publish_Date><Record_Count>{entries}</Record_Count>"
    text = (
        '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="http://tempuri.org/sdnList.xsd">'
        f"<publshInformation>{head}</publshInformation>\n{rows}</sdnList>\n"
    )
    return text.encode()


class Server:
    """What is answered at each path, and what was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str = "/list") -> str:
        """The address of a path."""
        return self.address + path

    def table(self, **more: Any) -> Publishers:
        """A table of publishers with one list, published here."""
        edition = Edition("ofac-xml", {"main": self.url()})
        return {LIST: publisher(LIST, editions=(edition,), **more)}

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request; of a list of answers the first is used up."""
        self.asked.append((handler.path, {k.lower(): v for k, v in handler.headers.items()}))
        found = self.answers[handler.path]
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        found(handler)


def publisher(list_id: str, **more: Any) -> Publisher:
    """A row of the table."""
    usual = {"title": list_id, "publisher": "Invented", "page": "https://publisher.test/"}
    terms = {"licence": "none", "licence_source": "none", "changes": "daily", "max_age_days": 3}
    return Publisher(list_id, **{**usual, **terms, **more})


@contextmanager
def serving() -> Iterator[Server]:
    """A server in a thread, gone afterwards."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # the client may hang up
                server.answer(self)

        def do_CONNECT(self) -> None:
            """As a proxy it lets nobody through."""
            says(403)(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hung up is no error."""

    with Quiet(("127.0.0.1", 0), Handler) as http:
        server = Server(f"http://127.0.0.1:{http.server_address[1]}")
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join(5)


def head(handler: BaseHTTPRequestHandler, status: int = 200, **headers: object) -> None:
    """Status and headers; a header is written with underscores."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()


def gives(data: bytes, **headers: object) -> Answer:
    """The whole file; 304 where the entity tag is the one asked about."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        tag = headers.get("ETag")
        if tag and handler.headers.get("If-None-Match") == tag:
            head(handler, 304)
            return
        head(handler, Content_Length=len(data), **headers)
        handler.wfile.write(data)

    return answer


def says(status: int, **headers: object) -> Answer:
    """A status without a body."""
    return lambda handler: head(handler, status, Content_Length=0, **headers)


def cut(data: bytes) -> Answer:
    """Half of the file, of which the whole length was announced."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head(handler, Content_Length=len(data))
        handler.wfile.write(data[: len(data) // 2])

    return answer


def cut_silently(data: bytes) -> Answer:
    """Half of the file, with no length announced."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head(handler)
        handler.wfile.write(data[: len(data) // 2])

    return answer


def endless(**headers: object) -> Answer:
    """A body that goes on and on (here: 64 MB)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head(handler, **headers)
        block = b"<x>" * 20_000
        for _ in range(1000):
            handler.wfile.write(block)

    return answer


def drips(seconds: float = 30) -> Answer:
    """A byte now and then, never silent for long."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head(handler)
        for _ in range(int(seconds / 0.05)):
            handler.wfile.write(b" ")
            time.sleep(0.05)

    return answer


def drips_headers(seconds: float = 30) -> Answer:
    """Headers that never end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        for _ in range(int(seconds / 0.05)):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    return answer


def silent(seconds: float = 30) -> Answer:
    """Nothing at all for a while."""
    return lambda handler: time.sleep(seconds)


def picky(data: bytes) -> Answer:
    """403 for the name a library gives by default, the file for anyone else."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        name = handler.headers.get("User-Agent", "").lower()
        refused = not name or name.startswith(("python", "curl", "mozilla"))
        (says(403) if refused else gives(data))(handler)

    return answer


PAGE = gives(b"<!DOCTYPE html><html><body>Under maintenance</body></html>", Content_Type="text/xml")
