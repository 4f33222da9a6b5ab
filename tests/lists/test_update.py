"""Updating from publishers: whatever a publisher does, the last good snapshot stays in force."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import ofac_samples as sample
import pytest

import publisher_server as web
from licet.core.errors import BadInputError
from licet.lists.fetchable import READABLE, default_lists, form
from licet.lists.store import Store
from licet.lists.update import Result, Rules, update
from licet.sources import fetch_log, publishers
from licet.sources.fetch import Fetcher
from licet.sources.fetch_rules import Limits
from licet.sources.publishers import Edition, Publishers

LIMITS = Limits(size=300_000, seconds=30, idle=10, attempts=2, redirects=3)
IMPATIENT = {
    "slow": replace(LIMITS, seconds=0.5),
    "silent": replace(LIMITS, idle=0.3),
}
NOW = datetime(2024, 5, 10, 12, tzinfo=UTC)
GOOD = web.sdn_xml("05/03/2024")
NEXT = web.sdn_xml("05/06/2024", 11)
STAMP = "Mon, 06 May 2024 23:00:00 GMT"
FLAT = {part: f"/{part}" for part in ("main", "alt", "add")}


@pytest.fixture
def server() -> Iterator[web.Server]:
    """A publisher."""
    with web.serving() as found:
        yield found


class Home:
    """A store that is updated from one publisher."""

    def __init__(self, folder: Path, server: web.Server) -> None:
        self.path, self.server = folder / "store", server
        self.rules = Rules(server.table(), NOW)
        self.patience(LIMITS)

    def patience(self, limits: Limits) -> None:
        """Fetch within these limits, and without any pause."""
        self.fetcher = Fetcher(limits, sleep=lambda seconds: None)

    def update(self, answer: web.Answer | None = None, **rules: object) -> Result:
        """One update of the one list, after the publisher has changed its answer."""
        if answer:
            self.server.answers["/list"] = answer
        chosen = replace(self.rules, **rules)  # type: ignore[arg-type]
        (result,) = update(self.path, [web.LIST], self.fetcher, chosen)
        return result

    @property
    def kept(self) -> list[str]:
        """What the store holds."""
        return [f"{s.published} {s.entries}" for s in Store(self.path).snapshots]

    @property
    def log(self) -> fetch_log.ListLog:
        """What is written down of the list."""
        return fetch_log.read(self.path)[web.LIST]


@pytest.fixture
def home(tmp_path: Path, server: web.Server) -> Home:
    """A store with one good snapshot."""
    made = Home(tmp_path, server)
    assert made.update(web.gives(GOOD, ETag='"1"')).state == "updated"
    return made


def test_a_newer_edition(home: Home) -> None:
    """A newer edition is kept beside the older one, under its own date and address."""
    result = home.update(web.gives(NEXT))
    assert result.state == "updated"
    assert result.sentence == "us-ofac-sdn of 2024-05-06: 11 entries"
    assert home.kept == ["2024-05-03 10", "2024-05-06 11"]
    (newest,) = Store(home.path).newest
    assert newest.parts["main"].name == home.server.url()
    assert home.log.failure is None


def test_an_unchanged_file(home: Home) -> None:
    """An unchanged file is asked for by its tag, costs no download, and counts as a check."""
    result = home.update(now=datetime(2024, 5, 11, tzinfo=UTC))
    assert result.state == "unchanged"
    assert home.server.asked[-1][1]["if-none-match"] == '"1"'
    assert home.log.checked == "2024-05-11T00:00:00+00:00"
    assert home.kept == ["2024-05-03 10"]
    assert home.update().state == "unchanged"
    assert home.server.asked[-1][1]["if-none-match"] == '"1"'


def test_the_same_bytes_again(home: Home) -> None:
    """A publisher without tags sends the same bytes again: unchanged."""
    assert home.update(web.gives(GOOD)).state == "unchanged"


def test_a_store_that_lost_the_file(home: Home, tmp_path: Path) -> None:
    """Nothing is asked conditionally of which the store doesn't hold the very file."""
    other = Home(tmp_path / "other", home.server)
    other.path.mkdir(parents=True)
    (other.path / fetch_log.NAME).write_bytes((home.path / fetch_log.NAME).read_bytes())
    assert other.update().state == "updated"
    assert "if-none-match" not in home.server.asked[-1][1]


BROKEN: dict[str, tuple[web.Answer, str]] = {
    "a web page": (web.PAGE, "web page"),
    "an empty body": (web.gives(b""), "is empty"),
    "a list without entries": (web.gives(web.sdn_xml("05/06/2024", 0)), "no entr|entries"),
    "cut off": (web.cut(NEXT), "broke off"),
    "cut off in silence": (web.cut_silently(NEXT), "list"),
    "in a loop": (web.says(302, Location="/list"), "redirects more than 3 times"),
    "endless": (web.endless(), "larger than"),
    "5 GB": (web.endless(Content_Length=5_000_000_000), "larger than"),
    "slow": (web.drips(), "longer than 0.5 seconds"),
    "silent": (web.silent(), "silent for"),
    "refusing": (web.says(403), "refuses"),
    "busy": (web.says(429, Retry_After=86_400), "asks to wait"),
    "down": (web.says(503), "out of service"),
    "far fewer entries": (web.gives(web.sdn_xml("05/06/2024", 5)), "has 5 entries where"),
    "older": (web.gives(web.sdn_xml("05/02/2024")), "older than us-ofac-sdn of 2024-05-03"),
    "to come": (web.gives(web.sdn_xml("05/13/2024")), "which is to come"),
    "another list": (web.gives(NEXT.replace(b"SDGT", b"CMIC-EO13959")), "us-ofac-consolidated"),
    "another part": (web.gives(sample.PARTS["alt"]), "the alt part"),
    "not text": (web.gives(b"\x00\xff" * 500), ""),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_last_good_snapshot_stays(home: Home, what: str) -> None:
    """Whatever is wrong is said in a sentence; the store stays as it was, the next file is kept."""
    answer, words = BROKEN[what]
    begun = time.monotonic()
    home.patience(IMPATIENT.get(what, LIMITS))
    result = home.update(answer)
    assert time.monotonic() - begun < 15
    home.patience(LIMITS)
    assert result.state == "failed"
    assert any(word in result.sentence for word in words.split("|"))
    assert home.server.address in result.sentence or web.LIST in result.sentence
    assert "\n" not in result.sentence
    assert result.snapshot
    assert result.snapshot.label == "us-ofac-sdn of 2024-05-03"
    assert home.kept == ["2024-05-03 10"]
    assert home.log.failures == 1
    assert home.update(web.gives(NEXT)).state == "updated"
    assert home.log.failures == 0


def test_failures_are_counted(home: Home) -> None:
    """Failures add up until a success, and the tag of the last good file is not forgotten."""
    home.update(web.says(404))
    home.update(web.says(404))
    assert home.log.failures == 2
    assert home.log.failure
    assert "404" in home.log.failure
    assert home.log.checked == "2024-05-10T12:00:00+00:00"
    assert home.update(web.gives(GOOD, ETag='"1"')).state == "unchanged"
    assert home.server.asked[-1][1]["if-none-match"] == '"1"'


def test_columns_that_are_lost(home: Home) -> None:
    """A list with all its entries that no longer fills its columns is kept aside until accepted."""
    rich = web.sdn_xml("05/04/2024", 40, akas=True)
    assert home.update(web.gives(rich)).state == "updated"
    poor = web.gives(web.sdn_xml("05/06/2024", 41), Last_Modified=STAMP)
    result = home.update(poor)
    assert result.state == "failed"
    assert "lost columns" in result.sentence
    assert "addresses.city (in 40 entries, now in 0), aliases (in 40" in result.sentence
    assert "licet lists update us-ofac-sdn --accept" in result.sentence
    assert home.kept[-1] == "2024-05-04 40"
    assert home.update(poor, accept=True).state == "updated"
    assert home.kept[-1] == "2024-05-06 41"


def test_what_is_refused_is_kept_aside(home: Home) -> None:
    """A refused file lies aside with the reason and its origin, and goes when one is accepted."""
    few = web.sdn_xml("05/06/2024", 5)
    result = home.update(web.gives(few, ETag='"few"'))
    assert result.aside == home.path / "aside" / web.LIST
    assert (result.aside / "main").read_bytes() == few
    why = json.loads((result.aside / "why.json").read_text(encoding="utf-8"))
    assert why["why"] == result.sentence
    assert (why["files"]["main"]["etag"], why["files"]["main"]["url"]) == (
        '"few"',
        home.server.url(),
    )
    assert home.update(web.gives(NEXT)).state == "updated"
    assert not result.aside.exists()


def test_where_each_file_came_from(home: Home) -> None:
    """Every accepted file leaves a line: address, host, instant, hash, tag and date."""
    home.update(web.gives(NEXT, ETag='"2"', Last_Modified=STAMP))
    rows = (home.path / fetch_log.ARRIVALS).read_text(encoding="utf-8").splitlines()
    first, second = map(json.loads, rows)
    assert (first["edition"], second["edition"]) == ("2024-05-03", "2024-05-06")
    assert second == {
        "list": web.LIST,
        "edition": "2024-05-06",
        "part": "main",
        "url": home.server.url(),
        "sha256": hashlib.sha256(NEXT).hexdigest(),
        "etag": '"2"',
        "last_modified": STAMP,
        "retrieved_at": "2024-05-10T12:00:00+00:00",
        "served_by": "127.0.0.1",
    }


def test_a_form_that_nobody_reads(home: Home) -> None:
    """A list in a form without a reader is refused before anything is asked of anyone."""
    edition = (Edition("unheard-of", {"main": home.server.url()}),)
    table = {"x": web.publisher("x", editions=edition)}
    with pytest.raises(BadInputError, match="no reader here knows"):
        form(table, "x", None)
    assert default_lists(Store(home.path / "none"), table) == []


def test_every_form_of_the_table_has_a_name_of_a_reader() -> None:
    """A form in the table is one that a reader has, or one that is still to be read."""
    forms = {e.format for row in publishers.shipped().values() for e in row.editions}
    assert {one for one in forms - READABLE if not one.startswith(("eu-", "uk-", "ch-"))} == set()


def test_a_drop_that_is_accepted(home: Home) -> None:
    """A great loss of entries is taken where the user says so."""
    assert home.update(web.gives(web.sdn_xml("05/06/2024", 5)), accept=True).state == "updated"
    assert home.kept[-1] == "2024-05-06 5"


def test_another_file_of_one_day(home: Home) -> None:
    """A corrected file under the same date is a later edition of that day."""
    assert home.update(web.gives(web.sdn_xml("05/03/2024", 11))).state == "updated"
    assert home.kept == ["2024-05-03 10", "2024-05-03 11"]
    assert home.update(web.gives(GOOD)).state == "updated"


def test_a_file_that_was_only_reordered(home: Home) -> None:
    """Other bytes of one day with the very same entries are no new edition."""
    assert (
        home.update(web.gives(GOOD.replace(b"</sdnEntry>\n", b"</sdnEntry>"))).state == "unchanged"
    )
    assert home.kept == ["2024-05-03 10"]


def test_one_list_does_not_touch_another(home: Home) -> None:
    """A list that fails, even through a fault of licet's own, leaves the others to go on."""
    server = home.server
    consolidated = Edition("ofac-xml", {"main": server.url("/cons")})
    other = "us-ofac-consolidated"
    table = {**server.table(), other: web.publisher(other, editions=(consolidated,))}
    server.answers["/list"] = web.says(404)
    server.answers["/cons"] = web.gives(NEXT.replace(b"SDGT", b"CMIC-EO13959"))
    results = update(home.path, table, home.fetcher, Rules(table, NOW))
    assert [one.state for one in results] == ["failed", "updated"]


def test_a_fault_of_our_own(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that no one foresaw is a failure of that list, with its kind named."""

    def fault(*args: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("licet.lists.update.read_arrived", fault)
    result = home.update(web.gives(NEXT))
    assert result.state == "failed"
    assert "ZeroDivisionError" in result.sentence
    assert home.kept == ["2024-05-03 10"]


@pytest.fixture
def flat(tmp_path: Path, server: web.Server) -> Home:
    """A store that is updated from OFAC's flat files."""
    made = Home(tmp_path, server)
    urls = {part: server.url(path) for part, path in FLAT.items()}
    editions = (Edition("ofac-flat", urls),)
    made.rules = Rules({web.LIST: web.publisher(web.LIST, editions=editions)}, NOW)
    stamp = "Tue, 07 May 2024 23:00:00 GMT"
    for part, path in FLAT.items():
        server.answers[path] = web.gives(sample.PARTS[part], ETag=f'"{part}"', Last_Modified=stamp)
    return made


def test_the_parts_of_a_list(flat: Home) -> None:
    """Main, alias and address file are one snapshot, dated by Last-Modified."""
    result = flat.update()
    assert result.state == "updated"
    assert result.snapshot
    assert result.snapshot.whole
    assert str(result.snapshot.published) == "2024-05-07"
    assert flat.update().state == "unchanged"


def test_a_part_that_alone_has_changed(flat: Home) -> None:
    """A changed part is read with the unchanged ones as they are kept."""
    flat.update()
    added = [*sample.ALT, ("103", "9004", "aka", "BRASK UNO", None)]
    flat.server.answers["/alt"] = web.gives(sample.flat(added))
    result = flat.update()
    assert result.state == "updated"
    store = Store(flat.path)
    (last, *_) = reversed(store.snapshots)
    rows = {one.entry_id: one for one in store.snapshot_listings(web.LIST, last.edition)}
    assert "BRASK UNO" in {name.text for name in rows["103"].names}


def test_parts_of_two_editions(flat: Home) -> None:
    """A side file with rows of entries that the main file lacks is refused."""
    flat.update()
    added = [*sample.ALT, ("999", "9004", "aka", "BRASK UNO", None)]
    flat.server.answers["/alt"] = web.gives(sample.flat(added))
    result = flat.update()
    assert result.state == "failed"
    assert "two editions" in result.sentence


def test_a_list_without_any_date(flat: Home) -> None:
    """Where neither file nor server gives a date, it is the day of the update."""
    for part, path in FLAT.items():
        flat.server.answers[path] = web.gives(sample.PARTS[part])
    result = flat.update()
    assert result.snapshot
    assert str(result.snapshot.published) == "2024-05-10"


def test_lists_that_cannot_be_fetched(home: Home) -> None:
    """A retired or unknown list is refused before anything is asked of anyone."""
    asked = len(home.server.asked)
    for name in ("uk-ofsi-conlist", "nonsense"):
        rules = Rules(publishers.shipped(), NOW)
        with pytest.raises(BadInputError):
            update(home.path, [web.LIST, name], home.fetcher, rules)
    assert len(home.server.asked) == asked


def test_the_lists_of_a_plain_update(home: Home, tmp_path: Path) -> None:
    """Without names the kept lists are updated, and in an empty store all that have an address."""
    table: Publishers = publishers.shipped()
    assert default_lists(Store(home.path), table) == [web.LIST]
    every = default_lists(Store(tmp_path / "none"), table)
    assert {"us-ofac-sdn", "un-sc", "ca-sema"} <= set(every)
    assert not {"uk-ofsi-conlist", "us-bis-dpl"} & set(every)


def test_the_log_is_plain(home: Home) -> None:
    """The log beside the store is readable JSON."""
    content = json.loads((home.path / fetch_log.NAME).read_text(encoding="utf-8"))
    assert content["lists"][web.LIST]["parts"]["main"]["etag"] == '"1"'
