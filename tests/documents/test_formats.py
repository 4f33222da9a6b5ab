"""Each format gives its text, its pages and its date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.documents import Text, read
from made_documents import docx, packed, pdf


def made(folder: Path, name: str, data: bytes | str) -> Text:
    """A document written and read."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    """Characters keep their places; a form feed parts pages; line ends become one kind."""
    text = made(tmp_path, "a.txt", "One.\r\nTwo.\fThree.")
    assert text.text == "One.\nTwo.\fThree."
    assert text.pages == (0, 10)
    assert (text.page(0), text.page(9), text.page(10)) == (1, 1, 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str, tmp_path: Path) -> None:
    """UTF-8, UTF-16 and UTF-32 with their mark are read without a note."""
    text = made(tmp_path, "a.txt", "Исмаил Демир".encode(encoding))
    assert (text.text, text.notes) == ("Исмаил Демир", ())


def test_western_text_is_read_and_the_guess_is_told(tmp_path: Path) -> None:
    """Windows-1252 is read, with a note that it was a guess."""
    text = made(tmp_path, "a.txt", "Herr Müller über die Straße".encode("cp1252"))
    assert text.text == "Herr Müller über die Straße"
    assert "Windows-1252" in text.notes[0]


def test_html_shows_what_a_browser_shows(tmp_path: Path) -> None:
    """Scripts are left out, inline marks don't split words, blocks part paragraphs."""
    page = (
        "<html><head><meta property='article:published_time' content='2021-01-05T10:00Z'>"
        "<script>var hidden</script></head><body><p>Officer <b>Aur</b>elio\n Pell.</p>"
        "<table><tr><td>One</td><td>Two</td></tr></table></body></html>"
    )
    text = made(tmp_path, "a.html", page)
    assert text.text == "Officer Aurelio Pell.\n\nOne\tTwo"
    assert text.dated is not None
    assert text.dated.day == date(2021, 1, 5)


def test_html_in_its_declared_encoding(tmp_path: Path) -> None:
    """A charset that the page declares is used."""
    page = "<html><head><meta charset='windows-1251'></head><body>Исмаил</body></html>"
    assert made(tmp_path, "a.html", page.encode("cp1251")).text == "Исмаил"


def test_email_has_headers_body_and_date(tmp_path: Path) -> None:
    """Encoded headers are read, the Date header dates it, an attachment is named."""
    mail = (
        "From: Aurelio Pell <a@pell.example>\r\nSubject: =?utf-8?q?Yi=C4=9Fit?=\r\n"
        "Date: Mon, 1 Feb 2021 10:00:00 +0300\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/plain; charset=iso-8859-9\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "Please pay Gen\xe7o\xf0lu.\r\n--b\r\nContent-Type: application/pdf\r\n"
        'Content-Disposition: attachment; filename="deal.pdf"\r\n\r\nx\r\n--b--\r\n'
    )
    text = made(tmp_path, "a.eml", mail.encode("latin-1"))
    assert "From: Aurelio Pell" in text.text
    assert "Subject: Yiğit" in text.text
    assert "Please pay Gençoğlu." in text.text
    assert text.dated is not None
    assert (text.dated.day, text.dated.said_by) == (date(2021, 2, 1), "e-mail header")
    assert "deal.pdf" in text.notes[0]


def test_word_paragraphs_pages_and_date(tmp_path: Path) -> None:
    """Split runs are one word, page breaks make pages, deleted text is left out."""
    split = (
        "<w:p><w:r><w:t>Aure</w:t></w:r><w:r><w:t>lio Pell</w:t></w:r>"
        "<w:r><w:delText>gone</w:delText></w:r></w:p>"
    )
    broken = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second page.</w:t></w:r></w:p>"
    text = made(tmp_path, "a.docx", docx(split, broken, created="2021-05-03T10:00:00Z"))
    assert "Aurelio Pell\n\n" in text.text
    assert "gone" not in text.text
    assert text.page(text.text.index("Aurelio")) == 1
    assert text.page(text.text.index("Second")) == 2
    assert text.dated is not None
    assert text.dated.day == date(2021, 5, 3)


def test_word_notes_and_headers(tmp_path: Path) -> None:
    """Footnotes and headers are read after the body."""
    words = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = f"<w:x {words}><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:x>"
    parts = {
        "word/document.xml": part.format("Body."),
        "word/footnotes.xml": part.format("Note."),
        "word/header1.xml": part.format("Head."),
    }
    text = made(tmp_path, "a.docx", packed(parts)).text
    assert text.index("Body.") < text.index("Note.")
    assert "Head." in text


def test_pdf_pages_and_date(tmp_path: Path) -> None:
    """Pages are counted, a word hyphenated at a line's end is whole, metadata dates it."""
    data = pdf("First page.", "Second Rosoboron-\nexport.", created="D:20210305120000Z")
    text = made(tmp_path, "a.pdf", data)
    assert text.page(text.text.index("Second")) == 2
    assert "Rosoboronexport" in text.text
    assert text.dated is not None
    assert (text.dated.day, text.dated.said_by) == (date(2021, 3, 5), "PDF metadata")


def test_a_pdf_that_is_partly_scanned_says_which_pages(tmp_path: Path) -> None:
    """Pages without text are named."""
    text = made(tmp_path, "a.pdf", pdf("Some text.", ""))
    assert "page 2" in text.notes[0]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("14 December 2020\n\nText.", date(2020, 12, 14)),
        ("WASHINGTON, December 14, 2020 — Text.", date(2020, 12, 14)),
        ("Contract\nDate: 2021-03-05\nof the order of 1 May 2020", date(2021, 3, 5)),
        ("Ankara, 05.03.2021", date(2021, 3, 5)),
        (
            "The measures that were announced on 14 December 2020 bind every United States bank.",
            None,
        ),
        ("1 May 2020\n2 May 2020\nText.", None),
        ("31 February 2021", None),
        ("1 January 2999", None),
    ],
)
def test_a_date_in_the_text_counts_where_it_is_clear(
    head: str, day: date | None, tmp_path: Path
) -> None:
    """A labelled date, or the only one if it stands as a dateline; no date that lies ahead."""
    dated = made(tmp_path, "a.txt", head).dated
    assert (dated.day if dated else None) == day
