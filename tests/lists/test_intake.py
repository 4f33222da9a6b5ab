"""Files a user names become snapshots: dated, paired, or asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import ofac_samples as sample
import pytest

from licet.core.errors import BadFileError, BadInputError
from licet.lists.intake import Choices, add_files, read_limited
from licet.lists.store import Store

SDN = "us-ofac-sdn"


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file on disk."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store that isn't there yet."""
    return tmp_path / "store"


def trio(folder: Path, stamp: str) -> list[Path]:
    """Main, alias and address file of one date, by the date in their names."""
    parts = {"sdn": "main", "alt": "alt", "add": "add"}
    return [put(folder, f"{n}{stamp}.csv", sample.PARTS[part]) for n, part in parts.items()]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_parts_of_one_list(tmp_path: Path, home: Path, order: tuple[int, ...]) -> None:
    """Main, alt and add of one date are one snapshot, in whatever order they are named."""
    files = trio(tmp_path, "_2024-05-03")
    (made,) = add_files(home, [files[i] for i in order], Choices())
    assert made.label == "us-ofac-sdn of 2024-05-03"
    assert set(made.parts) == {"main", "alt", "add"}
    assert made.whole
    rows = {one.entry_id: one for one in Store(home).snapshot_listings(SDN, made.edition)}
    assert "BRASK LINES" in {name.text for name in rows["102"].names}


def test_a_part_that_comes_later(tmp_path: Path, home: Path) -> None:
    """An alias file added later joins the main file that is kept."""
    main, alt, address = trio(tmp_path, "_2024-05-03")
    (first,) = add_files(home, [main], Choices())
    assert not first.whole
    add_files(home, [alt, address], Choices())
    (kept,) = Store(home).snapshots
    assert kept.whole
    rows = {one.entry_id: one for one in Store(home).snapshot_listings(SDN, kept.edition)}
    assert "BRASK LINES" in {name.text for name in rows["102"].names}


def test_a_part_without_its_main_file(tmp_path: Path, home: Path) -> None:
    """An alias file alone is refused with what is missing."""
    _, alt, _ = trio(tmp_path, "_2024-05-03")
    with pytest.raises(BadInputError, match="main file"):
        add_files(home, [alt], Choices())
    assert Store(home).snapshots == []


def test_parts_of_two_dates(tmp_path: Path, home: Path) -> None:
    """Files of two dates in one call become two snapshots."""
    made = add_files(
        home, [*trio(tmp_path, "_2024-05-03"), *trio(tmp_path, "_2024-06-03")], Choices()
    )
    assert [one.label for one in made] == ["us-ofac-sdn of 2024-05-03", "us-ofac-sdn of 2024-06-03"]
    assert all(one.whole for one in made)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("sdn_2024-05-03.csv", "2024-05-03"),
        ("sdn20240503.csv", "2024-05-03"),
        ("2024-05-03 sdn (1).csv", "2024-05-03"),
        ("sdn_2024-05-03T14:30.csv", "2024-05-03"),
    ],
)
def test_dates_in_names(tmp_path: Path, home: Path, name: str, day: str) -> None:
    """The date of a flat file is read from its name, however it is written."""
    (made,) = add_files(home, [put(tmp_path, name, sample.PARTS["main"])], Choices())
    assert str(made.published) == day


@pytest.mark.parametrize(
    "name", ["sdn.csv", "sdn_2024.csv", "sdn_2024-13-03.csv", "sdn_120240503.csv"]
)
def test_no_date_at_all(tmp_path: Path, home: Path, name: str) -> None:
    """Where neither file nor name says the date, it is asked, never guessed."""
    with pytest.raises(BadInputError, match="on which date was this list published"):
        add_files(home, [put(tmp_path, name, sample.PARTS["main"])], Choices())


def test_a_date_given_by_the_user(tmp_path: Path, home: Path) -> None:
    """A date that the user gives goes before the one in the name."""
    file = put(tmp_path, "sdn_2024-05-03.csv", sample.PARTS["main"])
    (made,) = add_files(home, [file], Choices(published=date(2024, 5, 2)))
    assert str(made.published) == "2024-05-02"


def test_a_date_against_the_one_inside(tmp_path: Path, home: Path) -> None:
    """A date that contradicts the one inside the file is refused, with both."""
    file = put(tmp_path, "list.xml", sample.xml(sample.entity("1")))
    with pytest.raises(BadInputError, match="published on 2020-03-17, --published says 2020-03-18"):
        add_files(home, [file], Choices(published=date(2020, 3, 18)))


def test_the_date_inside_goes_before_the_name(tmp_path: Path, home: Path) -> None:
    """What the publisher writes inside counts, not what a download was called."""
    file = put(tmp_path, "list_2024-01-01.xml", sample.xml(sample.entity("1")))
    (made,) = add_files(home, [file], Choices())
    assert str(made.published) == "2020-03-17"


def test_a_list_that_fits_both(tmp_path: Path, home: Path) -> None:
    """Entries that fit both of OFAC's lists are asked about, and a word settles it."""
    data = sample.flat([sample.main_row("1", "CAATSA - RUSSIA")])
    file = put(tmp_path, "list_2024-05-03.csv", data)
    with pytest.raises(BadInputError, match="--list sdn or --list consolidated"):
        add_files(home, [file], Choices())
    (made,) = add_files(home, [file], Choices(source=SDN))
    assert made.source == SDN


def test_the_wrong_list(tmp_path: Path, home: Path) -> None:
    """A list that the user names otherwise than its entries say is refused."""
    file = put(tmp_path, "sdn_2024-05-03.csv", sample.PARTS["main"])
    with pytest.raises(BadInputError, match="--list says us-ofac-consolidated"):
        add_files(home, [file], Choices(source="us-ofac-consolidated"))


def test_the_same_list_twice(tmp_path: Path, home: Path) -> None:
    """Two main files of one list and date are refused, with both names."""
    one = put(tmp_path, "a_2024-05-03.csv", sample.PARTS["main"])
    two = put(tmp_path, "b_2024-05-03.csv", sample.PARTS["main"])
    with pytest.raises(BadInputError, match=r"two files hold us-ofac-sdn of 2024-05-03"):
        add_files(home, [one, two], Choices())


def test_two_alias_files_for_one_list(tmp_path: Path, home: Path) -> None:
    """Two alias files for one main file are refused."""
    files = trio(tmp_path, "_2024-05-03")
    extra = put(tmp_path, "alt2_2024-05-03.csv", sample.PARTS["alt"])
    with pytest.raises(BadInputError, match="two alt files"):
        add_files(home, [*files, extra], Choices())


def test_another_alias_file_for_a_kept_list(tmp_path: Path, home: Path) -> None:
    """An alias file that differs from the kept one needs to be told to replace it."""
    add_files(home, trio(tmp_path, "_2024-05-03"), Choices())
    other = put(tmp_path, "x_2024-05-03.csv", sample.flat(sample.ALT[:1]))
    with pytest.raises(BadInputError, match="--replace"):
        add_files(home, [other], Choices())
    add_files(home, [other], Choices(replace=True))
    kept = Store(home).snapshots[0]
    rows = {one.entry_id: one for one in Store(home).snapshot_listings(SDN, kept.edition)}
    assert "BRASK LINES" not in {name.text for name in rows["102"].names}


def test_a_file_that_is_not_there(tmp_path: Path, home: Path) -> None:
    """A wrong path is one sentence."""
    with pytest.raises(BadFileError, match="can't be opened"):
        add_files(home, [tmp_path / "none.csv"], Choices())
    with pytest.raises(BadFileError, match="is not a regular file"):
        add_files(home, [tmp_path], Choices())


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """A file beyond the limit is refused before it is read."""
    with pytest.raises(BadFileError, match="lists of at most"):
        read_limited(put(tmp_path, "big.csv", b"x" * 11), limit=10)


def test_one_bad_file_stops_all(tmp_path: Path, home: Path) -> None:
    """One file that can't be read keeps the others out, too: all or none."""
    good = put(tmp_path, "sdn_2024-05-03.csv", sample.PARTS["main"])
    bad = put(tmp_path, "page_2024-05-03.html", b"<html><body>moved</body></html>")
    with pytest.raises(BadFileError, match=r"page_2024-05-03\.html"):
        add_files(home, [good, bad], Choices())
    assert Store(home).snapshots == []


def test_a_truncated_main_file(tmp_path: Path, home: Path) -> None:
    """A main file cut off in the middle is refused by its own name."""
    data = sample.PARTS["main"]
    file = put(tmp_path, "sdn_2024-05-03.csv", data[: len(data) // 2])
    with pytest.raises(BadFileError, match=r"sdn_2024-05-03\.csv"):
        add_files(home, [file], Choices())


def test_a_file_without_its_end_mark(tmp_path: Path, home: Path) -> None:
    """Without the end mark and without an address file a main file needs the user's word."""
    file = put(tmp_path, "sdn_2024-05-03.csv", sample.flat(sample.MAIN, mark=False))
    with pytest.raises(BadFileError, match=r"sdn_2024-05-03\.csv"):
        add_files(home, [file], Choices())
    (made,) = add_files(home, [file], Choices(accept_unmarked=True))
    assert made.entries == len(sample.MAIN)
