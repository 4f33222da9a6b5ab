"""``licet tune``: its result, its refusals, and the page it writes."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from command_line import answered, refused, write

from licet.surfaces.tuning.page import embedded

BUDGET = ("--alerts-per-1000", "20")
HOSTILE = "<script>alert(1)</script>"


def records(folder: Path, *rows: str) -> Path:
    """Fifty ordinary customers, one near a listed firm, and the rows given."""
    lines = [f"C{n},Nobody{n} Ordinary,person,PA" for n in range(50)]
    near = "K1,Keld Armaments Agencies,organisation,PA"
    text = "\n".join(["id,name,kind,country", *lines, near, *rows])
    return write(folder, "customers.csv", (text + "\n").encode())


def twin_of(page: str) -> Any:
    """The JSON that a page carries."""
    found = re.search(r'<script type="application/json" id="licet-figures">(.*?)</script>', page,
                      re.DOTALL)  # fmt: skip
    assert found
    return json.loads(found[1])


def without_stamp(page: str) -> str:
    """A page without the instant it was made."""
    made = twin_of(page)["made_at"]
    return page.replace(made, "").replace(f"{made[:10]} {made[11:16]} UTC", "")


class Elements(HTMLParser):
    """Every element that a browser sees, with what it would load, and what is left open."""

    VOID = frozenset({"meta", "br", "img", "link", "input", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the element is and asks for."""
        self.names.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.loads += [given[name] for name in ("src", "href", "data", "action") if name in given]
        self.handlers += [name for name in given if name.startswith("on")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of SVG that ends itself."""
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Each end closes the element that was opened last."""
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on customers with hostile cells, names left out."""
    folder = tmp_path_factory.mktemp("page")
    rows = (f"{HOSTILE},{HOSTILE} Pell,person,{HOSTILE}", f"X2,Quib Sorrel,{HOSTILE},PA")
    path = records(folder, *rows)
    answered("tune", path, *BUDGET, "--out", folder / "r.html", "--home", made_once)
    return (folder / "r.html").read_text("utf-8")


def test_it_says_the_threshold_and_how_to_use_it(made_once: Path, tmp_path: Path) -> None:
    """One of 51 records alerts, 19.6 per 1,000, and the command names the file and threshold."""
    path = records(tmp_path)
    said = answered("tune", path, *BUDGET, "--home", made_once)
    told = " ".join(said.out.split())
    at = re.search(r"At threshold (\d\.\d{3}), 19\.6 alerts per 1,000 of your records", told)
    assert at
    assert re.search(rf"licet screen \S*customers\.csv --threshold {at[1]}", told)
    assert "Only 51 records" in told
    assert "Before (default threshold 0.770)" in told


def test_the_threshold_does_what_was_promised(made_once: Path, tmp_path: Path) -> None:
    """Screening the file at the threshold gives as many alerting records as the report counts."""
    path = records(tmp_path)
    made = answered("tune", path, *BUDGET, "--json", "--home", made_once).json
    at = f"{made['chosen']['threshold']:.3f}"
    found = answered("screen", path, "--threshold", at, "--json", "--home", made_once).json
    alerting = {one["record_id"] for one in found["matches"]}
    assert alerting == {"K1"}
    assert made["chosen"]["alerts_per_1000"]["found"] == 1
    assert [one["record_id"] for one in made["line"]["above"]] == ["K1"]


def test_the_page_carries_every_number_as_json(made_once: Path, tmp_path: Path) -> None:
    """What --json prints is what the page embeds, but for the instant."""
    path, out = records(tmp_path), tmp_path / "r.html"
    printed = answered("tune", path, *BUDGET, "--json", "--out", out, "--home", made_once).json
    assert twin_of(out.read_text("utf-8")) == printed
    assert printed["measured"]["customers"]["sha256"]
    assert [one["source"] for one in printed["measured"]["lists"]] == ["us-ofac-sdn"]
    assert {"content_hash", "names", "listings"} == set(printed["measured"]["index"])


def test_the_same_input_and_seed_give_the_same_page(made_once: Path, tmp_path: Path) -> None:
    """Byte for byte but for the time stamp, ids of the drawings too; another seed says so."""
    path = records(tmp_path)
    pages = []
    for name in ("one.html", "two.html"):
        answered("tune", path, *BUDGET, "--out", tmp_path / name, "--home", made_once)
        pages.append((tmp_path / name).read_text("utf-8"))
    assert without_stamp(pages[0]) == without_stamp(pages[1])
    other = answered("tune", path, *BUDGET, "--seed", "7", "--json", "--home", made_once).json
    assert other["seed"] == 7 != twin_of(pages[0])["seed"]


def test_the_page_needs_nothing_but_itself(page: str) -> None:
    """No script runs, nothing is loaded, every id is there once, every element is closed."""
    seen = Elements(page)
    assert seen.names.count("script") == 1  # the JSON, which no browser runs
    assert seen.handlers == []
    assert [one for one in seen.loads if not one.startswith("#")] == []
    assert {one.removeprefix("#") for one in seen.loads} <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))
    assert seen.open == []
    assert "http:" not in page
    assert "https:" not in page
    assert seen.names.count("svg") == 3 + len(twin_of(page)["scorer"]["features"]) + 1


def test_customers_text_is_escaped_and_names_are_left_out(page: str) -> None:
    """Hostile cells are text at most; no name of a customer is on the page."""
    assert HOSTILE not in page
    assert "Ordinary" not in page
    assert "Quib Sorrel" not in page
    assert "Agencies" not in page
    made = twin_of(page)
    assert made["measured"]["customers"]["reject_reasons"] == {
        "the kind '…' is none of unknown, person, organisation, vessel, aircraft": 1
    }
    assert HOSTILE not in json.dumps(made["measured"])


def test_names_are_shown_when_asked_for_and_are_text(made_once: Path, tmp_path: Path) -> None:
    """--show-names lists them beside the names on the list, escaped."""
    path = records(tmp_path, f"<b>9</b>,{HOSTILE} Aurelio Tann Pell,person,")
    out = tmp_path / "r.html"
    answered("tune", path, *BUDGET, "--show-names", "--out", out, "--home", made_once)
    page = out.read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Aurelio Tann Pell" in page
    assert "&lt;b&gt;9&lt;/b&gt;" in page
    assert HOSTILE not in page
    assert "Keld Armaments Agencies" in page


def test_json_can_not_end_its_element() -> None:
    """Whatever stands in it, the text parses to the same and holds no tag."""
    content = {"a": "</script><!--<script>", "b": "\u2028&"}
    text = embedded(content)
    assert "<" not in text
    assert json.loads(text) == content


def test_the_page_is_for_light_dark_paper_and_phone(page: str) -> None:
    """One drawing in the page's own colours, styles for each, and no colour left as a marker."""
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "width=device-width" in page
    assert "var(--person)" in page
    assert not re.search(r"#0[1-4]{5}\b|#0a0[1-5]0[1-5]\b", page)


def test_every_section_is_there(page: str) -> None:
    """What a validation team asks for, by its headings."""
    headings = re.findall(r"<h2>\d\. (.*?)</h2>", page)
    assert headings == [
        "What was measured", "What is found, and what it costs", "Thresholds", "By group",
        "Miswritten names", "Above and below the line", "How a score is made",
        "How it was measured, and what wasn't",
    ]  # fmt: skip
    assert page.count('<th scope="row" class="n">0.') >= 40


def test_a_budget_that_namesakes_exceed_is_said(made_once: Path, tmp_path: Path) -> None:
    """Records that bear a listed name alert at any threshold; the headline says so first."""
    path = records(tmp_path, *(f"N{n},Keld Armaments Agency,organisation,PA" for n in range(3)))
    made = answered("tune", path, *BUDGET, "--json", "--home", made_once).json
    assert made["within_budget"] is False
    assert made["chosen"]["threshold"] == 1.0
    assert made["headline"].startswith("No threshold keeps the budget of 20 alerts per 1,000")


@pytest.mark.parametrize("budget", ["0", "-5", "1000", "nan"])
def test_what_is_no_budget_is_refused(budget: str, made_once: Path, tmp_path: Path) -> None:
    """More than 0 and less than 1,000, said before anything is read."""
    path = tmp_path / "missing.csv"
    said = refused("tune", path, f"--alerts-per-1000={budget}", "--home", made_once)
    assert "is no budget" in said


def test_customers_without_names_are_refused(made_once: Path, tmp_path: Path) -> None:
    """A file of empty names, a file without the column, a file that isn't there."""
    empty = write(tmp_path, "e.csv", b"id,name\n1,\n2,--\n")
    assert "can be screened" in refused("tune", empty, *BUDGET, "--home", made_once)
    other = write(tmp_path, "o.csv", b"id,colour\n1,red\n")
    assert "name" in refused("tune", other, *BUDGET, "--home", made_once)
    refused("tune", tmp_path / "missing.csv", *BUDGET, "--home", made_once)


def test_a_report_that_can_not_be_written_is_said(made_once: Path, tmp_path: Path) -> None:
    """A folder that isn't there; the customers' own file, which stays as it was."""
    path = records(tmp_path)
    before = path.read_bytes()
    nowhere = tmp_path / "none" / "r.html"
    assert "--out" in refused("tune", path, *BUDGET, "--out", nowhere, "--home", made_once)
    assert "customers" in refused("tune", path, *BUDGET, "--out", path, "--home", made_once)
    assert path.read_bytes() == before
