"""``licet lists update`` and ``licet lists health`` as a user and a monitor run them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

import publisher_server as web
from licet.core.errors import BadInputError
from licet.sources.fetch_rules import UnreachableError
from licet.surfaces.updating_cli import register

TABLE = """\
us-ofac-sdn:
  title: OFAC SDN list
  publisher: Invented
  page: https://publisher.test/
  editions: [{{format: ofac-xml, parts: {{main: "{url}"}}}}]
  confirmed: yes
  licence: none
  licence_source: https://publisher.test/
  changes: daily
  max_age_days: {days}
ended:
  title: An ended list
  publisher: Invented
  page: https://publisher.test/
  retired: 2026-01-28
  licence: none
  licence_source: https://publisher.test/
  changes: never
  max_age_days: 3
"""
lists = typer.Typer()
register(lists)


class Lists:
    """The two commands over a store of one's own."""

    def __init__(self, folder: Path, server: web.Server) -> None:
        self.home, self.table, self.server = folder / "store", folder / "table.yaml", server
        self.limit(100_000)

    def limit(self, days: int) -> None:
        """Write the table with a limit of so many days."""
        self.table.write_text(TABLE.format(url=self.server.url(), days=days), encoding="utf-8")

    def run(self, *args: str, code: int = 0) -> Result:
        """Run a command; its exit code must be the one expected."""
        command, *rest = args
        where = ["--home", str(self.home), "--publishers", str(self.table)]
        result = CliRunner().invoke(lists, [command, *rest, *where])
        assert result.exit_code == code, result.output
        return result

    def json(self, *args: str, code: int = 0) -> Any:
        """The JSON of a command."""
        return json.loads(self.run(*args, "--json", code=code).stdout)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Lists]:
    """A store updated once."""
    with web.serving() as server:
        server.answers["/list"] = web.gives(web.sdn_xml("05/03/2024"), ETag='"1"')
        made = Lists(tmp_path, server)
        assert "us-ofac-sdn of 2024-05-03: 10 entries" in made.run("update", "sdn").stdout
        yield made


def test_update(kept: Lists) -> None:
    """A second update says that nothing has changed, in words and in JSON."""
    assert "still the newest" in kept.run("update").stdout
    (one,) = kept.json("update", "--all")["lists"]
    assert (one["state"], one["in_force"], one["entries"]) == ("unchanged", "2024-05-03", 10)


def test_an_update_that_fails(kept: Lists) -> None:
    """A failed update ends with 4, says why, and what stays in force."""
    kept.server.answers["/list"] = web.PAGE
    said = " ".join(kept.run("update", code=4).stdout.split())
    assert "web page" in said
    assert "us-ofac-sdn of 2024-05-03 stays in force" in said
    (one,) = kept.json("update", code=4)["lists"]
    assert (one["state"], one["in_force"]) == ("failed", "2024-05-03")


def test_health(kept: Lists) -> None:
    """Health of a current list ends with 0; JSON carries every list."""
    assert "us-ofac-sdn" in kept.run("health").stdout
    found = kept.json("health")
    assert found["healthy"] is True
    states = {one["list"]: one["state"] for one in found["lists"]}
    assert states == {"us-ofac-sdn": "ok", "ended": "retired"}
    assert found["lists"][0]["entries"] == 10


def test_health_of_a_failing_list(kept: Lists) -> None:
    """A failing list ends with 4, and its reason is shown."""
    kept.server.answers["/list"] = web.says(404)
    kept.run("update", code=4)
    assert "404" in kept.run("health", code=4).stdout
    found = kept.json("health", code=4)
    assert (found["healthy"], found["alarming"]) == (False, ["us-ofac-sdn"])


def test_health_of_an_old_list(kept: Lists) -> None:
    """A list older than its limit ends with 4."""
    log = kept.home / "updates.json"
    log.unlink()
    kept.limit(3)
    assert "its limit is 3" in " ".join(kept.run("health", code=4).stdout.split())


def test_a_refused_file_is_shown(kept: Lists) -> None:
    """A list that shrank says so, where its file lies, and how to accept it by name."""
    kept.server.answers["/list"] = web.gives(web.sdn_xml("05/06/2024", 5))
    said = " ".join(kept.run("update", code=4).stdout.split())
    assert "has 5 entries where us-ofac-sdn of 2024-05-03 has 10" in said
    assert "kept aside in" in said
    refused = CliRunner().invoke(lists, ["update", "--accept", "--home", str(kept.home)])
    assert "one list at a time" in str(refused.exception)
    assert "5 entries" in kept.run("update", "sdn", "--accept").stdout


def test_health_of_nothing(tmp_path: Path) -> None:
    """A store that is empty, or the wrong folder, never looks healthy to a monitor."""
    where = ["--home", str(tmp_path / "none")]
    said = CliRunner().invoke(lists, ["health", *where])
    assert said.exit_code == 4
    assert "No list is kept" in said.stdout
    told = CliRunner().invoke(lists, ["health", "--json", *where])
    assert (told.exit_code, json.loads(told.stdout)["healthy"]) == (4, False)


def test_offline_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no publisher can be reached it is said once, not list by list."""

    def nobody(*args: object, **more: object) -> None:
        raise UnreachableError("publisher.test can't be found.", where="https://publisher.test/")

    monkeypatch.setattr("licet.sources.fetch.Fetcher.fetch", nobody)
    said = CliRunner().invoke(lists, ["update", "sdn", "consolidated", "--home", str(tmp_path)])
    assert said.exit_code == 4
    assert said.stdout.count("can't be found") == 1
    assert "nothing was changed" in said.stdout


def test_the_command_line_stays_light() -> None:
    """Starting licet loads no HTTP client: only an update needs one."""
    code = "import sys, licet.surfaces.cli; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names(kept: Lists) -> None:
    """A list that is retired or unknown is refused with what can be done."""
    where = ["--home", str(kept.home), "--publishers", str(kept.table)]
    for name, words in (
        ("ended", "ended by its publisher on 2026-01-28"),
        ("sdm", "Known: us-ofac-sdn"),
    ):
        result = CliRunner().invoke(lists, ["update", name, *where])
        assert isinstance(result.exception, BadInputError)
        assert words in str(result.exception)
