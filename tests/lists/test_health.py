"""How well the lists are: what is old, what fails, what is retired, what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import ofac_samples as sample
import pytest

import publisher_server as web
from licet.lists.health import Health, health
from licet.lists.intake import Choices, add_files
from licet.sources import fetch_log
from licet.sources.fetch_log import ListLog
from licet.sources.publishers import Edition, Publisher

EDITION = (Edition("ofac-flat", {"main": "https://publisher.test/sdn.csv"}),)


def row(**more: object) -> Publisher:
    """The row of the list that these tests keep: current for 3 days."""
    return web.publisher(web.LIST, editions=EDITION, **more)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store with two dates of one list; the second has one alias less."""
    folder = tmp_path / "store"
    for day, alt in (("2024-05-03", sample.ALT), ("2024-05-06", sample.ALT[:-1])):
        files = []
        for name, rows in (("sdn", sample.MAIN), ("alt", alt), ("add", sample.ADD)):
            path = tmp_path / f"{name}_{day}.csv"
            path.write_bytes(sample.flat(rows))
            files.append(path)
        add_files(folder, files, Choices())
    return folder


def of(home: Path, today: str, **more: object) -> Health:
    """The health of the one list on a day."""
    found = health(home, {web.LIST: row(**more)}, date.fromisoformat(today))
    return found[0]


def checked(home: Path, day: str, **more: object) -> None:
    """Write down a check of the list."""
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC).isoformat()
    fetch_log.record(home, web.LIST, ListLog(checked=moment, tried=moment, **more))  # type: ignore[arg-type]


def test_a_current_list(home: Path) -> None:
    """A list within its limit is ok, with its entries, age and last change."""
    one = of(home, "2024-05-09")
    assert (one.state, one.age, one.entries) == ("ok", 3, 4)
    assert str(one.last_change) == "2024-05-06"
    assert one.last_check is None
    assert not one.alarming


def test_an_old_list(home: Path) -> None:
    """One day beyond its limit it is stale, and the reason says since when."""
    one = of(home, "2024-05-10")
    assert one.state == "stale"
    assert one.alarming
    assert one.reason == "last published on 2024-05-06, 4 days ago; its limit is 3"


def test_a_check_renews(home: Path) -> None:
    """A list that the publisher hasn't changed is current as of the last successful check."""
    checked(home, "2024-05-20")
    one = of(home, "2024-05-21")
    assert (one.state, one.age, one.reason) == ("ok", 15, "checked on 2024-05-20")
    assert of(home, "2024-05-24").reason == (
        "last checked on 2024-05-20, 4 days ago; its limit is 3"
    )


def test_a_frozen_file(home: Path) -> None:
    """A list that never changes although it is checked is stale after its quiet days."""
    checked(home, "2024-06-20")
    assert of(home, "2024-06-20", quiet_days=60).state == "ok"
    one = of(home, "2024-06-20", quiet_days=30)
    assert one.state == "stale"
    assert "may be frozen" in one.reason


def test_a_failing_list(home: Path) -> None:
    """A list whose last update failed is failing, however young it is."""
    checked(home, "2024-05-06", failure="https://x: is out of service.", failures=2)
    one = of(home, "2024-05-06")
    assert (one.state, one.alarming) == ("failing", True)
    assert one.reason == ("failed 2 times since the last success: https://x: is out of service.")
    assert one.failed_at == "2024-05-06T00:00:00+00:00"


def test_a_retired_list(home: Path) -> None:
    """A list that its publisher has ended is retired, never stale."""
    one = of(home, "2026-05-10", retired=date(2026, 1, 28), successor="uk-sanctions-list")
    assert (one.state, one.alarming, one.max_age) == ("retired", False, None)
    assert "2026-01-28; uk-sanctions-list stands in its place" in one.reason


def test_a_missing_list(tmp_path: Path) -> None:
    """A list that was never kept is missing, which alarms nobody, with its failure if any."""
    home = tmp_path / "none"
    assert of(home, "2024-05-09").state == "missing"
    checked(home, "2024-05-09", failure="is gone.", failures=1)
    one = of(home, "2024-05-09")
    assert (one.state, one.reason, one.alarming) == ("missing", "is gone.", False)


def test_a_list_that_no_table_knows(home: Path) -> None:
    """A kept list of which no publisher is known is shown, and its age isn't judged."""
    (one,) = health(home, {}, date(2030, 1, 1))
    assert (one.list_id, one.state) == (web.LIST, "ok")
    assert "no table of publishers" in one.reason


def test_the_last_change(home: Path, tmp_path: Path) -> None:
    """Later editions with the very same entries don't move the last change."""
    for name, rows in (("sdn", sample.MAIN), ("alt", sample.ALT[:-1]), ("add", sample.ADD)):
        (tmp_path / f"{name}_2024-05-08.csv").write_bytes(sample.flat(rows))
    add_files(home, sorted(tmp_path.glob("*_2024-05-08.csv")), Choices())
    one = of(home, "2024-05-09")
    assert (str(one.published), str(one.last_change)) == ("2024-05-08", "2024-05-06")
