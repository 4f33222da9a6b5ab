"""``licet decide --html``: one page that stands alone and lets no text become markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from command_line import answered, write

EVIL = "<script>alert(1)</script>'\"&<img src=x onerror=y>"


class Page(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def page(whole: Path, tmp_path: Path, text: str) -> Page:
    """The page of an activity."""
    file, out = write(tmp_path, "a.yaml", text.encode()), tmp_path / "p.html"
    answered("decide", file, "--home", whole, "--html", out)
    return Page(out.read_text("utf-8"))


def text_of(name: str, title: str = "A payment") -> str:
    """An activity with any name and title."""
    quoted = [one.replace("'", "''") for one in (title, name)]
    return (
        f"title: '{quoted[0]}'\nactivity: payment\non: 2021-07-08\nactor: us_person\n"
        f"parties: [{{name: '{quoted[1]}', role: payee, country: PA}}]\n"
    )


def test_the_page_says_what_the_answer_says(whole: Path, tmp_path: Path) -> None:
    """Answer, interval, reasons with quotations, questions, duties, sources and what is outside."""
    made = page(whole, tmp_path, text_of("Aurelio Tann Pell"))
    for word in ("Open: from no restriction found to prohibited", "Questions", "Duties", "Reasons",
                 "Scope and sources", "What lies outside", "10 business days", "snapshot of",
                 "Hold: while blocking is possible", "are blocked and may not be"):  # fmt: skip
        assert word in made.text, word


@pytest.mark.parametrize("where", ["name", "title"])
def test_no_text_becomes_markup(whole: Path, tmp_path: Path, where: str) -> None:
    """Names and titles are escaped; nothing on the page runs, loads or submits."""
    made = page(whole, tmp_path, text_of(f"Wexqor {EVIL}") if where == "name" else
                text_of("Wexqor", EVIL))  # fmt: skip
    tags = {tag for tag, _ in made.tags}
    assert not tags & {"script", "img", "iframe", "form", "object", "link", "base"}
    assert not any(name.startswith("on") for _, held in made.tags for name in held)
    assert not any("src" in held for _, held in made.tags)
    policy = [held for tag, held in made.tags if tag == "meta" and "http-equiv" in held]
    assert "default-src 'none'" in str(policy[0]["content"])
    assert "alert(1)" in made.text


def test_links_lead_to_the_web_only(whole: Path, tmp_path: Path) -> None:
    """Every link is an address of a source."""
    made = page(whole, tmp_path, text_of("Aurelio Tann Pell"))
    links = [str(held.get("href")) for tag, held in made.tags if tag == "a"]
    assert all(link.startswith("https://") or link.startswith("http://") for link in links)
