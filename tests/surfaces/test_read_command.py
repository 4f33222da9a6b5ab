"""``licet read``: listed parties in documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import KELD, PELL, Row, answered, csv_bytes, licet, refused, tree, write

from made_documents import docx, pdf

ARTICLE = """\
WASHINGTON, 14 December 2020

The United States on Monday imposed sanctions on Turkey's Presidency of Defense Industries (SSB),
the country's procurement agency, for buying the S-400 air defence system from Rosoboronexport,
Russia's arms exporter.

The State Department called the measures a clear signal. The President of Turkey called them an
attack on the sovereignty of his country. Besides a ban on new export licences for SSB, four
officials are blocked: the agency's president, Ismail Demir; its vice president Faruk Yigit;
Serhat Gencoglu, the head of its air defence department; and Mustafa Alper Deniz, a programme
manager in the same office.

"We will not step back," Demir told reporters. The Ministry of Defense did not comment, and neither
did Mehmet Demir, a shopkeeper in Ankara.
"""
"""Written for this test, from public facts: 86 FR 18432 (7 April 2021), Public Notice 11396."""

NULL = (None,) * 8
SSB_LIST: list[Row] = [
    (27016, "PRESIDENCY OF DEFENSE INDUSTRIES", None, "CAATSA - RUSSIA", *NULL[:7], "Turkey."),
    (27018, "DEMIR, Ismail", "individual", "CAATSA - RUSSIA", *NULL[:7], "DOB 01 Apr 1960."),
    (30685, "YIGIT, Faruk", "individual", "CAATSA - RUSSIA", *NULL[:7], "DOB 1970."),
    (30686, "GENCOGLU, Serhat", "individual", "CAATSA - RUSSIA", *NULL[:7], "DOB 1972."),
    (30687, "DENIZ, Mustafa Alper", "individual", "CAATSA - RUSSIA", *NULL[:7], "DOB 1975."),
    (18782, "ROSOBORONEXPORT", None, "CAATSA - RUSSIA", *NULL[:7], "Moscow."),
    (90001, "STATE SECURITY DEPARTMENT", None, "DPRK", *NULL[:7], "North Korea."),
    (90002, "MINISTRY OF DEFENSE", None, "DPRK", *NULL[:7], "North Korea."),
    (90003, "PRESIDENT", "vessel", "IRAN", *NULL[:7], "Iran."),
    (90004, "DEFENSE INDUSTRIES ORGANIZATION", None, "IRAN", *NULL[:7], "Iran."),
]
SSB_ALT: list[Row] = [(27016, 1, "aka", "SSB", "weak")]
FILLERS = 60
"""Other state bodies on the list, so that its words weigh as they do on real lists."""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the parties of the article and with others of like names."""
    folder = tmp_path_factory.mktemp("listed")
    words = "STATE DEPARTMENT", "MINISTRY OF DEFENSE", "DEFENSE INDUSTRIES", "PRESIDENT OFFICE"
    more: list[Row] = [
        (91000 + n, f"{words[n % 4]} {_word(n)}", None, "IRAN", *NULL[:7], "Iran.")
        for n in range(FILLERS)
    ]
    parts = {
        "sdn": [*SSB_LIST, *more],
        "alt": SSB_ALT,
        "add": [(27016, 1, None, None, "Turkey", None)],
    }
    files = [write(folder, f"{n}_2021-07-07.csv", csv_bytes(rows)) for n, rows in parts.items()]
    answered("lists", "add", *files, "--list", "sdn", "--home", folder / "home")
    return folder / "home"


def _word(number: int) -> str:
    """A made-up word for each number."""
    return "".join("BDFGKLMNPRSTVZ"[number * k % 14] + "AEIOU"[number * k % 5] for k in (3, 5, 11))


def reading(path: Path, home: Path, *args: object) -> Any:
    """The JSON of one document that could be read."""
    return answered("read", path, "--home", home, "--json", *args).json["documents"][0]


def named(document: Any) -> dict[str, list[str]]:
    """Listing → the texts of its mentions."""
    return {p["listing"]: [m["text"] for m in p["mentions"]] for p in document["parties"]}


def test_an_article_yields_its_parties_and_no_common_words(listed: Path, tmp_path: Path) -> None:
    """SSB, the officials and Rosoboronexport; not Turkey, the President, the State Department."""
    path = write(tmp_path, "article.txt", ARTICLE.encode())
    found = named(reading(path, listed))
    assert found == {
        "ofac:27016": ["Presidency of Defense Industries", "SSB", "SSB"],
        "ofac:18782": ["Rosoboronexport"],
        "ofac:27018": ["Ismail Demir", "Demir"],
        "ofac:30685": ["Faruk Yigit"],
        "ofac:30686": ["Serhat Gencoglu"],
        "ofac:30687": ["Mustafa Alper Deniz"],
    }


def test_spans_and_sentences_point_into_the_text(listed: Path, tmp_path: Path) -> None:
    """Offsets give back the mention; its sentence holds it."""
    path = write(tmp_path, "article.txt", ARTICLE.encode())
    for party in reading(path, listed)["parties"]:
        for one in party["mentions"]:
            said = " ".join(ARTICLE[one["start"] : one["end"]].split())
            assert said.removesuffix("'s") == one["text"].removesuffix("'s")
            assert one["text"] in one["sentence"]
            assert one["page"] is None


def test_measures_are_those_of_the_documents_date(listed: Path, tmp_path: Path) -> None:
    """The article's own date is asked, or --as-of; SSB's measures are named, no blocking."""
    path = write(tmp_path, "article.txt", ARTICLE.encode())
    read = reading(path, listed)
    assert (read["as_of"], read["dated"]) == ("2020-12-14", "2020-12-14")
    ssb = next(p for p in read["parties"] if p["listing"] == "ofac:27016")
    held = {m["id"] for m in ssb["measures"] if m["in_force"] is True}
    assert "us/caatsa/235/a/2" in held
    assert "us/ofac/blocking" not in held
    before = reading(path, listed, "--as-of", "2020-12-01")
    assert before["as_of_because"] == "asked"
    ssb = next(p for p in before["parties"] if p["listing"] == "ofac:27016")
    assert not [m for m in ssb["measures"] if m["in_force"] is True]


def test_the_terminal_shows_a_short_dossier(made_once: Path, tmp_path: Path) -> None:
    """Name, listing, measures in force, and the sentence with its place."""
    text = "Delivery to the Keld Armaments Agency of 7 July 2021 was agreed by Aurelio Tann Pell."
    said = answered("read", write(tmp_path, "a.txt", text.encode()), "--home", made_once,
                    "--as-of", "2021-07-07").out  # fmt: skip
    assert f"ofac:{KELD}" in said
    assert "New US export licences unavailable" in said
    assert f"ofac:{PELL}" in said
    assert "Blocking" in said
    assert "character 16" in said
    assert "OFAC SDN list" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Aurelio Tan Pell in May.", True),
        ("Мы встретили Аурелио Танн Пелл вчера.", True),
        ("Payment to PELL, Aurelio Tann (director).", True),
        ("pay aurelio tann pell at once please", True),
        ("AURELIO TANN PELL SIGNED HERE", True),
        ("We met Aurelio Tann Pell's brother.", True),
        ("We met Aurelio\nTann Pell there.", True),
        ("We met Aurelio Gomez and Maria Tann there.", False),
        ("There was a pell of a tann in aurelio.", False),
    ],
)
def test_a_name_in_any_dress_and_no_other(
    text: str, expected: bool, made_once: Path, tmp_path: Path
) -> None:
    """Near, native-script, reordered, small, large, broken names are found; parts of it aren't."""
    found = named(reading(write(tmp_path, "a.txt", text.encode()), made_once))
    assert (f"ofac:{PELL}" in found) is expected


def test_an_abbreviation_defined_in_brackets_is_a_name_afterwards(
    made_once: Path, tmp_path: Path
) -> None:
    """ "(KAA)" after the full name makes later "KAA" a mention; without it it is none."""
    text = 'The Keld Armaments Agency ("KAA") pays. Later KAA paid again. The KBB did not.'
    found = named(reading(write(tmp_path, "a.txt", text.encode()), made_once))
    assert found == {f"ofac:{KELD}": ["Keld Armaments Agency", "KAA", "KAA"]}
    alone = write(tmp_path, "b.txt", b"Later KAA paid again, said Mr Pell.")
    assert named(reading(alone, made_once)) == {}


def test_a_ship_needs_a_word_for_a_ship_or_its_whole_name(made_once: Path, tmp_path: Path) -> None:
    """The name of a vessel counts beside "vessel"."""
    text = "The vessel Morven Lighter sailed from Keldstad."
    found = named(reading(write(tmp_path, "a.txt", text.encode()), made_once))
    assert list(found) == ["ofac:800003"]


def test_pages_of_word_and_pdf(made_once: Path, tmp_path: Path) -> None:
    """A mention carries its page, and the metadata date is used."""
    data = pdf("Nothing here.", "Signed by Aurelio Tann Pell.", created="D:20210708120000Z")
    read = reading(write(tmp_path, "a.pdf", data), made_once)
    assert read["parties"][0]["mentions"][0]["page"] == 2
    assert read["as_of"] == "2021-07-08"
    word = write(tmp_path, "a.docx", docx("Signed by Aurelio Tann Pell."))
    assert named(reading(word, made_once)) == {f"ofac:{PELL}": ["Aurelio Tann Pell"]}


def test_no_name_is_no_proof(made_once: Path, tmp_path: Path) -> None:
    """A document without a match says at which score, against which lists, and clears nobody."""
    said = answered("read", write(tmp_path, "a.txt", b"Nobody is here."), "--home", made_once).out
    assert "0.77" in said
    assert "no proof" in said
    assert "2021-07-07" in said


def test_one_bad_file_of_several(made_once: Path, tmp_path: Path) -> None:
    """The bad one is named on standard error and in JSON, the others are read: exit 3."""
    good = write(tmp_path, "a.txt", b"Signed by Aurelio Tann Pell.")
    bad = write(tmp_path, "scan.pdf", pdf("", ""))
    said = licet("read", bad, good, "--home", made_once, "--json")
    assert said.code == 3
    assert "scan" in said.err
    assert len(said.err.splitlines()) == 1
    assert [one["file"] for one in said.json["documents"]] == [str(good)]
    assert said.json["rejected"][0]["file"] == str(bad)


def test_only_bad_files(made_once: Path, tmp_path: Path) -> None:
    """One bad file, or several, end with 2."""
    bad = write(tmp_path, "a.txt", b"")
    assert "is empty" in refused("read", bad, "--home", made_once)
    said = licet("read", bad, tmp_path / "none.txt", "--home", made_once)
    assert said.code == 2
    assert len(said.err.splitlines()) == 2


def test_bad_options(made_once: Path, tmp_path: Path) -> None:
    """A threshold that is no score and a date that isn't one are refused."""
    good = write(tmp_path, "a.txt", b"Signed.")
    assert "--threshold" in refused("read", good, "--home", made_once, "--threshold", 7)
    assert "--as-of" in refused("read", good, "--home", made_once, "--as-of", "soon")


def test_reading_changes_nothing(made_once: Path, tmp_path: Path) -> None:
    """The store and the documents stay as they were."""
    good = write(tmp_path, "a.txt", b"Signed by Aurelio Tann Pell.")
    before = tree(made_once), tree(tmp_path)
    answered("read", good, "--home", made_once)
    assert (tree(made_once), tree(tmp_path)) == before
