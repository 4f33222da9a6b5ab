"""Mentions in running text: words and sentences, blocks, and what they are found by."""

from __future__ import annotations

import pytest

from licet.screening import Index, build_index
from licet.screening.mentions import find, mentions
from licet.screening.mentions.find import blocks
from licet.screening.mentions.words import COMMA, HARD, PLAIN, split

NAMES = [
    ("x:1", "Keld Armaments Agency", "organisation"),
    ("x:2", "Aurelio Tann Pell", "person"),
    ("x:3", "Brask Petrokemi", "organisation"),
    ("x:4", "Aurelio Moss", "person"),
]


@pytest.fixture(scope="module")
def index() -> Index:
    """An index of a few invented parties."""
    ids, names, kinds = zip(*NAMES, strict=True)
    size = len(NAMES)
    return build_index(
        {
            "listing_id": list(ids),
            "source": ["x"] * size,
            "name": list(names),
            "name_kind": ["primary"] * size,
            "strength": ["strong"] * size,
            "kind": list(kinds),
        }
    )


def texts(index: Index, text: str) -> list[str]:
    """The mentions of a text, as it writes them."""
    return [one.text for one in mentions(index, text)]


def test_words_sentences_and_gaps() -> None:
    """Initials and abbreviations end no sentence; marks part names as they should."""
    words = split("Mr. J. Pell paid, said Keld. He left; all of it.\n\nEnd")
    assert words.sentence.tolist() == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2]
    assert words.gap[4] == COMMA
    assert words.gap[8] == HARD
    assert words.gap[2] == PLAIN


def test_words_of_every_script() -> None:
    """Marks and joiners stay inside words, Han stands by character, lone surrogates do no harm."""
    words = split("O’Brien हिन्दी می‌خواهم 李尚福 \ud800 e\u0301a")
    assert [words.written[n] for n in words.word] == [
        "O’Brien", "हिन्दी", "می‌خواهم", "李", "尚", "福", "e\u0301a",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "...", "\x00\x01", "\u200f", "🙂", "a", "1 2 3"])
def test_texts_with_nothing_in_them(text: str, index: Index) -> None:
    """No words, no mentions, no error."""
    assert mentions(index, text) == []


def test_a_mention_points_into_the_text(index: Index) -> None:
    """Offsets, sentence and the words that met."""
    text = "First one. Then Aurelio Tan Pell signed for Brask. Last."
    (found,) = mentions(index, text)
    assert text[found.start : found.end] == found.text == "Aurelio Tan Pell"
    assert found.sentence == "Then Aurelio Tan Pell signed for Brask."
    assert text[found.sentence_start :].startswith("Then")
    assert found.matches[0].listing_id == "x:2"
    assert found.matches[0].why


def test_a_surname_is_that_of_the_person_named_last(index: Index) -> None:
    """A bare surname follows its person; with another given name it is somebody else's."""
    text = (
        "Aurelio Tann Pell came. Here Mr Pell spoke, and then Pell left. Maria Pell did not."
        " Pell's car stood there."
    )
    assert texts(index, text) == ["Aurelio Tann Pell", "Pell", "Pell", "Pell's"]
    assert texts(index, "Pell spoke. Then nobody did.") == []


def test_a_name_that_goes_on_is_held_against_all_of_its_words(index: Index) -> None:
    """A surname more lowers the score or drops the mention."""
    whole = mentions(index, "There we met Aurelio Moss at last.")[0]
    longer = mentions(index, "There we met Aurelio Moss Quillfeather at last.")
    assert all(one.matches[0].score < whole.matches[0].score for one in longer)


def test_words_that_the_text_writes_small_are_common(index: Index) -> None:
    """A listed word is no name where the text uses it as a word."""
    text = "The moss is green and moss grows. Moss is soft, aurelio is a butterfly of the moss."
    assert texts(index, text) == []


def test_blocks_are_cut_where_a_paragraph_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks cover the text without gap or overlap and end after a paragraph where one is."""
    monkeypatch.setattr(find, "BLOCK", 100)
    text = ("word " * 18 + "\n\n") * 5 + "x" * 350
    cut = list(blocks(text))
    assert [start for start, _ in cut[1:]] == [end for _, end in cut[:-1]]
    assert (cut[0][0], cut[-1][1]) == (0, len(text))
    assert text[cut[0][1] - 2 : cut[0][1]] == "\n\n"


def test_what_is_named_in_one_block_is_known_in_the_next(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offsets run on over blocks, and so do surnames."""
    text = "Aurelio Tann Pell came here.\n\n" + "Nothing of note. " * 20 + "\n\nLater Mr Pell left."
    once = mentions(index, text)
    monkeypatch.setattr(find, "BLOCK", 120)
    assert [(one.start, one.text) for one in mentions(index, text)] == [
        (one.start, one.text) for one in once
    ]
    assert [one.text for one in once] == ["Aurelio Tann Pell", "Pell"]
