"""Fetching from a publisher that is slow, broken, hostile or merely busy."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

import publisher_server as web
from licet.core.errors import BadInputError, StoreError
from licet.sources import fetch_log, publishers
from licet.sources.fetch import Fetched, Fetcher
from licet.sources.fetch_rules import (
    FetchError,
    Limits,
    UnreachableError,
    Validators,
    asked_pause,
    check_address,
    host_of,
    pause_before,
    user_agent,
)

SMALL = Limits(size=200_000, seconds=30, idle=10, attempts=3, redirects=3)
DATA = web.sdn_xml("05/03/2024")
NEVER = 15.0  # seconds; the bad answers of these tests go on for longer


@pytest.fixture
def server() -> Iterator[web.Server]:
    """A publisher."""
    with web.serving() as found:
        yield found


class Fetch:
    """A fetcher that notes its pauses in place of sleeping."""

    def __init__(self, folder: Path, limits: Limits = SMALL, **more: object) -> None:
        self.pauses: list[float] = []
        self.into = folder / "file"
        sleep = self.pauses.append
        self.fetcher = Fetcher(limits, sleep=sleep, chance=lambda: 0.5, **more)  # type: ignore[arg-type]

    def __call__(self, url: str, known: Validators | None = None) -> Fetched:
        return self.fetcher.fetch(url, self.into, known)


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    """The usual fetcher of these tests."""
    return Fetch(tmp_path)


def test_a_whole_file(server: web.Server, tmp_path: Path) -> None:
    """A file arrives whole, with its hash, tag and date, and its progress is told."""
    stamp = "Fri, 03 May 2024 14:00:00 GMT"
    server.answers["/list"] = web.gives(DATA, ETag='"a"', Last_Modified=stamp)
    told: list[tuple[int, int | None]] = []
    found = Fetcher(SMALL).fetch(
        server.url(), tmp_path / "f", progress=lambda *step: told.append(step)
    )
    assert found.path
    assert found.path.read_bytes() == DATA
    assert found.validators == Validators('"a"', stamp)
    assert str(found.modified) == "2024-05-03"
    assert told[-1] == (len(DATA), len(DATA))


def test_a_file_that_has_not_changed(server: web.Server, fetch: Fetch) -> None:
    """The entity tag is sent back as it came, and 304 brings no file."""
    server.answers["/list"] = web.gives(DATA, ETag='W/"a b"')
    first = fetch(server.url())
    second = fetch(server.url(), first.validators)
    assert second.path is None
    assert second.validators == first.validators
    assert [head.get("if-none-match") for _, head in server.asked] == [None, 'W/"a b"']


def test_an_honest_name(server: web.Server, fetch: Fetch) -> None:
    """A publisher that refuses a library's default name, and a feigned browser, gives the file."""
    server.answers["/list"] = web.picky(DATA)
    assert fetch(server.url()).path
    assert httpx.get(server.url(), trust_env=False).status_code == 403
    assert server.asked[0][1]["user-agent"] == user_agent()
    assert user_agent().startswith("licet/")
    assert "example" not in user_agent()


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_trouble(server: web.Server, fetch: Fetch, status: int) -> None:
    """A busy server is asked again after growing pauses."""
    server.answers["/list"] = [web.says(status), web.says(status), web.gives(DATA)]
    assert fetch(server.url()).path
    assert fetch.pauses == [1.0, 2.0]


def test_the_pause_that_is_asked_for(server: web.Server, fetch: Fetch) -> None:
    """Retry-After is honoured where it is longer than the pause of our own."""
    server.answers["/list"] = [web.says(429, Retry_After=7), web.gives(DATA)]
    assert fetch(server.url()).path
    assert fetch.pauses == [7.0]


def test_too_long_a_pause(server: web.Server, fetch: Fetch) -> None:
    """A publisher that asks for a day is left alone at once."""
    server.answers["/list"] = web.says(429, Retry_After=86400)
    with pytest.raises(FetchError, match=r"asks to wait 86,400 seconds"):
        fetch(server.url())
    assert len(server.asked) == 1


def test_attempts_end(server: web.Server, fetch: Fetch) -> None:
    """After the last attempt one sentence says what was wrong and how often it was tried."""
    server.answers["/list"] = web.says(503)
    with pytest.raises(FetchError, match=r"out of service \(status 503\) after 3 attempts"):
        fetch(server.url())


@pytest.mark.parametrize(
    ("status", "words"), [(403, "to a program"), (404, "not there"), (418, "418")]
)
def test_a_refusal(server: web.Server, fetch: Fetch, status: int, words: str) -> None:
    """A refusal isn't asked again, and the mend is to add the file by hand."""
    server.answers["/list"] = web.says(status)
    with pytest.raises(FetchError, match=words) as caught:
        fetch(server.url())
    assert "licet lists add" in str(caught.value)
    assert len(server.asked) == 1


def test_304_that_nobody_asked_for(server: web.Server, fetch: Fetch) -> None:
    """304 to an unconditional request is an error, never an unchanged file."""
    server.answers["/list"] = web.says(304)
    with pytest.raises(FetchError, match="304"):
        fetch(server.url())


def test_a_connection_that_dies(server: web.Server, fetch: Fetch) -> None:
    """A body that ends early is tried again, and the second, whole one is taken."""
    server.answers["/list"] = [web.cut(DATA), web.gives(DATA)]
    found = fetch(server.url())
    assert found.path
    assert found.path.read_bytes() == DATA


def test_a_connection_that_always_dies(server: web.Server, fetch: Fetch) -> None:
    """A body that always ends early is no file."""
    server.answers["/list"] = web.cut(DATA)
    with pytest.raises(FetchError, match=r"broke off .* after 3 attempts"):
        fetch(server.url())


def test_redirects(server: web.Server, fetch: Fetch) -> None:
    """A redirect is followed, a loop of them is not."""
    server.answers["/moved"] = web.says(302, Location="/list")
    server.answers["/loop"] = web.says(301, Location="/loop")
    server.answers["/list"] = web.gives(DATA)
    assert fetch(server.url("/moved")).path
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        fetch(server.url("/loop"))
    assert len(server.asked) == 2 + 4


@pytest.mark.parametrize(
    "target", ["ftp://publisher.test/x", "http://publisher.test/x", "http://["]
)
def test_a_bad_redirect(server: web.Server, fetch: Fetch, target: str) -> None:
    """A redirect away from TLS, or to nowhere, is refused."""
    server.answers["/list"] = web.says(302, Location=target)
    with pytest.raises(FetchError, match=r"TLS|no web address|broke off"):
        fetch(server.url())


def test_a_redirect_to_another_host(server: web.Server, fetch: Fetch) -> None:
    """A redirect leads on only within the publisher's host and to those the table names."""
    elsewhere = server.url().replace("127.0.0.1", "localhost") + "?signature=secret"
    server.answers["/moved"] = web.says(302, Location=elsewhere)
    server.answers["/list?signature=secret"] = web.gives(DATA)
    with pytest.raises(FetchError, match="redirects to localhost, which isn't") as caught:
        fetch(server.url("/moved"))
    assert "secret" not in str(caught.value)
    found = fetch.fetcher.fetch(server.url("/moved"), fetch.into, hosts=("localhost",))
    assert (found.served_by, found.url) == ("localhost", server.url("/moved"))


def test_offline(tmp_path: Path) -> None:
    """A name that nobody can resolve is one sentence, at once: no attempt will help."""

    def nowhere(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no such name", request=request) from socket.gaierror(-2, "x")

    fetch = Fetch(tmp_path, transport=httpx.MockTransport(nowhere))
    with pytest.raises(UnreachableError, match=r"publisher\.test can't be found: .* offline"):
        fetch("https://publisher.test/list")
    assert fetch.pauses == []


def test_a_proxy_that_refuses(
    server: web.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy that lets nobody through is named as what it is, once."""
    for name in ("NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", server.address)
    with pytest.raises(UnreachableError, match=r"proxy .* through to publisher\.test \(403"):
        Fetch(tmp_path)("https://publisher.test/list")


def test_a_certificate_that_is_not_theirs(tmp_path: Path) -> None:
    """A certificate that can't be verified is never passed over, nor tried again."""

    def forged(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed", request=request)

    fetch = Fetch(tmp_path, transport=httpx.MockTransport(forged))
    with pytest.raises(FetchError, match=r"can't be verified.*SSL_CERT_FILE"):
        fetch("https://publisher.test/list")
    assert fetch.pauses == []


def test_addresses() -> None:
    """Only https, http on this machine alone, and no publisher sends us to this machine."""
    check_address("https://publisher.test/list")
    check_address("http://127.0.0.1:9/list")
    with pytest.raises(FetchError, match="TLS"):
        check_address("http://publisher.test/list")
    with pytest.raises(FetchError, match="this machine"):
        check_address("https://localhost/x", redirected_from="https://publisher.test/list")
    with pytest.raises(FetchError, match="no web address"):
        check_address("file:///etc/passwd")


@pytest.mark.parametrize("announced", [{}, {"Content_Length": 5_000_000_000}])
def test_an_endless_body(server: web.Server, fetch: Fetch, announced: dict[str, int]) -> None:
    """A body beyond the limit is left at the limit, announced or not."""
    server.answers["/list"] = web.endless(**announced)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"larger than 0\.2 MB"):
        fetch(server.url())
    assert time.monotonic() - begun < NEVER
    assert not fetch.into.exists() or fetch.into.stat().st_size <= 200_000


def test_a_bomb(server: web.Server, fetch: Fetch) -> None:
    """The limit counts what comes out of a compressed body."""
    packed = gzip.compress(b"\0" * 5_000_000)
    server.answers["/list"] = web.gives(packed, Content_Encoding="gzip")
    with pytest.raises(FetchError, match="larger than"):
        fetch(server.url())


@pytest.mark.parametrize("answer", [web.drips(), web.drips_headers()])
def test_a_slow_body(
    server: web.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: web.Answer
) -> None:
    """A server that drips is left after the total time, though it is never silent."""
    monkeypatch.setattr("licet.sources.fetch.GRACE", 0.3)
    server.answers["/list"] = answer
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.5 seconds"):
        Fetch(tmp_path, Limits(seconds=0.5, idle=10, attempts=1))(server.url())
    assert time.monotonic() - begun < NEVER


def test_silence(server: web.Server, tmp_path: Path) -> None:
    """A server that says nothing is asked again, and then the file is taken."""
    server.answers["/list"] = [web.silent(), web.gives(DATA)]
    assert Fetch(tmp_path, Limits(seconds=30, idle=0.5, attempts=5))(server.url()).path


def test_nobody_there(fetch: Fetch) -> None:
    """An address where nobody answers is one sentence."""
    with pytest.raises(FetchError, match=r"can't be reached .* after 3 attempts"):
        fetch("http://127.0.0.1:9/list")


def test_another_transport(tmp_path: Path) -> None:
    """A transport can be given, and https is what it is asked for."""
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=DATA))
    found = Fetch(tmp_path, transport=transport)("https://publisher.test/list")
    assert found.path
    assert found.path.read_bytes() == DATA


def test_a_disk_that_refuses(server: web.Server, tmp_path: Path) -> None:
    """A file that can't be written is one sentence."""
    server.answers["/list"] = web.gives(DATA)
    with pytest.raises(FetchError, match="can't be kept on disk"):
        Fetcher(SMALL).fetch(server.url(), tmp_path)


def test_pauses() -> None:
    """Pauses double and spread; Retry-After is seconds or a date, and nonsense is none."""
    limits = Limits(first_pause=2)
    assert [pause_before(n, limits, 0.5) for n in (1, 2, 3)] == [2, 4, 8]
    assert pause_before(1, limits, 0.0) == 1
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert asked_pause("30", now) == 30
    assert asked_pause("Thu, 01 Jan 2026 00:01:00 GMT", now) == 60
    assert asked_pause("Wed, 31 Dec 2025 00:01:00 GMT", now) == 0
    assert asked_pause("soon", now) is None
    assert asked_pause(None, now + timedelta(1)) is None


def test_the_table_of_publishers() -> None:
    """The shipped table is whole: titles, terms, limits; the ended list is retired."""
    table = publishers.shipped()
    for row in table.values():
        assert row.title
        assert row.licence
        assert row.licence_source.startswith("https://")
        assert row.max_age_days > 0
        assert all("main" in one.parts for one in row.editions)
        assert row.address_source
        assert row.confirmed or not row.editions
        assert all(one.confirmed or one.note for one in row.editions)
        assert row.successor is None or row.successor in table
    assert str(table["uk-ofsi-conlist"].retired) == "2026-01-28"
    assert table["us-ofac-sdn"].edition("ofac-flat").parts.keys() == {
        *("main", "alt", "add", "comments")
    }
    assert table["us-ofac-sdn"].edition("unheard-of").format == "ofac-xml"


def test_the_guide_names_every_host() -> None:
    """The guide's table of hosts, by which people open their proxies, is that of the publishers."""
    guide = Path(__file__).parents[2] / "docs" / "guides" / "keep-lists-fresh.md"
    text = guide.read_text(encoding="utf-8")
    for row in publishers.shipped().values():
        hosts = {host_of(url) for one in row.editions for url in one.parts.values()}
        for host in {*hosts, *row.hosts}:
            (line,) = [one for one in text.splitlines() if one.startswith("|") and host in one]
            assert row.list_id in line


WHOLE = (
    "{title: x, publisher: x, page: x, licence: x, licence_source: x, changes: x, max_age_days: "
)
BROKEN_TABLES = (
    ("us-ofac-sdn: {title: x}", "us-ofac-sdn"),
    ("[", "can't be read"),
    ("", "no rows"),
    (f"../x: {WHOLE}3}}", "letters, digits and hyphens"),
    (f"x: {WHOLE}soon}}", "max_age_days is 'soon'"),
    (f"x: {WHOLE}3, retired: yesterday}}", "retired is 'yesterday'"),
    (f"x: {WHOLE}3, editions: [{{format: x, parts: {{../y: z}}}}]}}", "not a part of a list"),
)


def test_lists_that_cannot_be_fetched(tmp_path: Path) -> None:
    """A retired list, one without address, an unknown one and a broken table are refused."""
    table = publishers.shipped()
    with pytest.raises(BadInputError, match="ended by its publisher on 2026-01-28"):
        table["uk-ofsi-conlist"].edition(None)
    with pytest.raises(BadInputError, match="licet lists add"):
        table["us-bis-dpl"].edition(None)
    with pytest.raises(BadInputError, match="Did you mean 'un-sc'"):
        publishers.named(table, "un-cs")
    broken = tmp_path / "table.yaml"
    for text, words in BROKEN_TABLES:
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(BadInputError, match=words):
            publishers.read(broken)
    with pytest.raises(BadInputError, match="can't be read"):
        publishers.read(tmp_path / "none.yaml")


def test_the_log(tmp_path: Path) -> None:
    """The log of one list is replaced, the others stay; a damaged log is named."""
    home = tmp_path / "store"
    seen = fetch_log.Seen("https://publisher.test/a", "0" * 64, '"a"')
    fetch_log.record(home, "a", fetch_log.ListLog(checked="2026-01-01", parts={"main": seen}))
    fetch_log.record(home, "b", fetch_log.ListLog(failure="no", failures=1))
    assert fetch_log.read(home)["a"].parts["main"] == seen
    assert fetch_log.read(home)["b"].failure == "no"
    for edition in ("2026-01-01", "2026-01-02"):
        fetch_log.arrived(home, "a", edition, {"main": seen})
    rows = (home / fetch_log.ARRIVALS).read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["edition"] for row in rows] == ["2026-01-01", "2026-01-02"]
    (home / fetch_log.NAME).write_text("[]", encoding="utf-8")
    with pytest.raises(StoreError, match="log of updates"):
        fetch_log.read(home)
