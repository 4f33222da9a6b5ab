"""``licet exposure`` as its user meets it: commands, exit codes, the page, the workbook."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import licet

SUPPLIERS = "supplier,name,country\nS1,Alpha Castings,DE\nS2,,FR\n"


def test_the_summary_is_enough_to_act_on() -> None:
    """Headline, what stops when and by what, what to refuse, whom to ask."""
    said = licet("exposure", "report", "--demo")
    assert said.code == 0
    for text in ("can't be delivered", "2023-01-01", "the programme's own decision", "licensing",
                 "SSB-2021:1", "Panoramic cockpit", "illustrative"):  # fmt: skip
        assert text in said.out, text


def test_json_has_everything() -> None:
    """The JSON twin has figures, causes opened to decisions, and quotations."""
    told = licet("exposure", "report", "--demo", "--json").json
    wanted = {"headline", "totals", "timeline", "steps", "finishing", "refuse", "work", "sole",
              "assemblies", "found", "concentration", "opened", "problems", "notes"}  # fmt: skip
    assert wanted <= told.keys()
    quotes = [r["source"]["quote"] for one in told["opened"] for r in one["reasons"]]
    assert any(quotes)


def test_the_page_stands_alone(tmp_path: Path) -> None:
    """One file: no script runs, nothing is fetched, every figure's data is inside."""
    page, book = tmp_path / "report.html", tmp_path / "work.xlsx"
    said = licet("exposure", "report", "--demo", "--html", page, "--excel", book)
    assert said.code == 0
    text = page.read_text("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"<(?:img|link|iframe|script)[^>]+(?:src|href)=", text)
    assert re.findall(r"<script(?! type=\"application/json\")", text) == []
    twin = re.search(r'<script type="application/json" id="content">(.*?)</script>', text, re.S)
    assert twin
    assert json.loads(twin[1])["programme"].startswith("F-35")
    for part in ('id="timeline"', 'class="tree"', "Suppliers by country", "blockquote"):
        assert part in text, part
    import openpyxl

    sheets = openpyxl.load_workbook(book, read_only=True)
    assert "work list" in sheets.sheetnames
    first = next(sheets["work list"].iter_rows(min_row=2, max_row=2, values_only=True))
    assert first[0] == "UPLOCK"


def test_names_of_others_are_text_on_the_page(tmp_path: Path) -> None:
    """A supplier called like markup or a formula stays text, in page and workbook."""
    evil = "<script>alert(1)</script>"
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "suppliers.csv").write_text(f'supplier,name,country\nS1,"{evil}",TR\n')
    (folder / "contracts.csv").write_text(
        "contract,supplier,part,quantity,value,currency,signed,from,to\n"
        "=1+1,S1,$P$,10,100,USD,2020-01-01,2020-02-01,2023-01-01\n"
    )
    (folder / "events.csv").write_text(
        "event,date,country,policy\n</script><b>,2020-03-01,TR,stop_at_once\n"
    )
    page, book = tmp_path / "r.html", tmp_path / "r.xlsx"
    home = tmp_path / "home"
    _with_list(home)
    args = ("--home", home, "--as-of", "2020-12-14", "--html", page, "--excel", book)
    assert licet("exposure", "report", folder, *args).code == 0
    text = page.read_text("utf-8")
    assert evil not in text
    assert "</script><b>" not in text
    assert "&lt;script&gt;alert(1)" in text
    import openpyxl

    cells = [c for row in openpyxl.load_workbook(book)["contracts"].iter_rows() for c in row]
    assert any(cell.value == "=1+1" and cell.data_type == "s" for cell in cells)


def _with_list(home: Path) -> None:
    from licet.surfaces import demo

    demo.workspace(home)


def test_check_says_how_the_tables_were_understood(tmp_path: Path) -> None:
    """Guesses are shown, wrong rows named; the exit code says so."""
    (tmp_path / "vendors.csv").write_text(SUPPLIERS)
    said = licet("exposure", "check", tmp_path)
    assert said.code == 3
    assert "suppliers (guessed)" in said.out
    assert "vendors.csv, row 3: supplier 'S2' has no name" in said.out
    assert licet("exposure", "check", "--demo").code == 0


def test_templates_can_be_filled_in(tmp_path: Path) -> None:
    """``init`` writes them, never over something that is there."""
    assert licet("exposure", "init", tmp_path / "p").code == 0
    assert (tmp_path / "p" / "parts.csv").read_text().startswith("part,")
    assert licet("exposure", "check", tmp_path / "p").code == 0
    assert licet("exposure", "init", tmp_path / "p").code == 2
    assert licet("exposure", "init", tmp_path / "d", "--demo").code == 0
    assert licet("exposure", "check", tmp_path / "d").code == 0


def test_two_scenarios_side_by_side(tmp_path: Path) -> None:
    """Each file is a column; every changed line goes to a file."""
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("{name: blocked, steps: [{on: 2021-06-01, designate: {supplier: TAI}}]}")
    two.write_text("{name: at once, steps: [{on: 2020-12-14, remove: {country: TR}}]}")
    out = tmp_path / "lines.csv"
    said = licet("exposure", "what-if", "--demo", "--what-if", one, "--what-if", two, "--json",
                 "--out", out)  # fmt: skip
    assert said.code == 0
    assert said.json["cases"] == ["as it stands", "blocked", "at once"]
    assert said.json["line_rows"] > 10
    assert len(out.read_text().splitlines()) == said.json["line_rows"] + 1
    assert (
        "What if on 2021-06-01"
        in licet("exposure", "what-if", "--demo", "--designate", "TAI", "--on", "2021-06-01").out
    )


def test_a_sweep_ranks_the_weakest_points() -> None:
    """By supplier, country and owner; the worst stands first."""
    for by in ("supplier", "country", "owner"):
        cases = licet("exposure", "sweep", "--demo", "--by", by, "--json").json["cases"]
        lost = [one["days_lost_at_most"] for one in cases]
        assert lost == sorted(lost, reverse=True)
    assert "Kale Group" in licet("exposure", "sweep", "--demo", "--by", "owner").out


def test_a_line_opens_to_its_decisions() -> None:
    """Both acts, decided whole, with the paragraph."""
    said = licet("exposure", "show", "SSB-2021:1", "--demo")
    assert "235(a)(2)" in said.out
    told = licet("exposure", "show", "SSB-2021:1", "--demo", "--json").json
    assert [one["ceiling"] for one in told["decisions"]] == ["no_restriction_found", "prohibited"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("report",), "no programme was named"),
        (("report", "nowhere", "--demo"), "not both"),
        (("report", "nowhere"), "is no file or folder"),
        (("report", "--demo", "--as-of", "2020-02-30"), "not a date"),
        (("report", "--demo", "--actor", "alien"), "no kind of actor"),
        (("report", "--demo", "--actor-country", "Atlantis"), "Atlantis"),
        (("report", "--demo", "--what-if", "nowhere.yaml"), "can't be read"),
        (("report", "--demo", "--html", "nowhere/x.html"), "can't be written"),
        (("what-if", "--demo"), "no step was given"),
        (("what-if", "--demo", "--designate", "Nobody"), "no supplier 'Nobody'"),
        (("sweep", "--demo", "--by", "planet"), "can't be swept"),
        (("sweep", "--demo", "--measure", "us/nothing"), "not a measure"),
        (("show", "NONE", "--demo"), "no contract line"),
    ],
)
def test_bad_input_is_one_sentence_and_two(args: tuple[str, ...], says: str) -> None:
    """What, where and how to mend it, on standard error."""
    said = licet("exposure", *args)
    assert said.code == 2
    assert says in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_an_empty_store_says_what_to_add(tmp_path: Path) -> None:
    """Nobody can be screened without a list."""
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "suppliers.csv").write_text("supplier,name,country\nS1,Alpha,DE\n")
    said = licet("exposure", "report", folder, "--home", tmp_path / "home")
    assert said.code == 2
    assert "holds no list" in said.err
