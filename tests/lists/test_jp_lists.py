"""Japan's end user list (METI) and asset freeze workbook (MOF)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from workbook_samples import xlsx
from world_samples import METI, METI_HEAD, MOF

from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent
from licet.lists.readers import recognise
from licet.lists.world import jp_meti, jp_mof, jp_names


def test_an_end_user() -> None:
    """Names in both scripts, the country in English and the kinds of weapons are read."""
    first, second = jp_meti.read("jp-meti-end-users", METI)
    assert [(one.text, one.kind, one.script) for one in first.names] == [
        ("Zenda Works", "primary", None),
        ("ZW Plant", "aka", None),
        ("Zenda Arms", "aka", None),
        ("全田工場", "aka", "Hani"),
    ]
    assert first.addresses[0].country == "Ruritania"
    assert first.measures[0].text == "Type of WMD: M,N; Conventional Weapons: CW"
    assert second.measures[0].text == "Type of WMD: N"


def test_a_missing_end_user() -> None:
    """A number that is skipped means a lost row, and the file is refused."""
    row = [2, "ルリタニア\nRuritania", "Zenda Works", "", "", ""]
    with pytest.raises(BadFileError, match=r"number 1 .* is due"):
        jp_meti.read("jp-meti-end-users", xlsx({"ユーザーリスト": [METI_HEAD, row]}))


def test_a_frozen_person() -> None:
    """A row with a name is an entry; deleted rows have none, and rows below it continue it."""
    (person,) = jp_mof.read("jp-mof", MOF)
    assert (person.entry_id, person.kind) == ("1-2", "person")
    assert [one.text for one in person.names] == [
        "Rupert HENTZAU",
        "Rup of Hentzau",
        "ルップ",
        "ルパート・ヘンツァウ",
    ]
    assert [one.text for one in person.births] == ["circa 1955 to 1958"]
    assert person.identifiers[0].value == "R12345"
    assert person.remarks == ("その他の情報: 前半 後半",)
    assert set(person.events) == {
        DatedEvent("listed", "2012-04-24"),
        DatedEvent("amended", "2015-01-23"),
    }


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("A・カビール\n (a.k.a.: A. Kabir)", ("A・カビール", "A. Kabir")),
        ("（別称、ゼンダ社）\n（a.k.a. Zenda Ltd; a.k.a. ZL）", ("ゼンダ社", "Zenda Ltd", "ZL")),
        ("リアク（Jok Riak, Jock Riak）", ("リアク", "Jok Riak", "Jock Riak")),
        ("不明", ()),
    ],
)
def test_alias_cells(cell: str, texts: tuple[str, ...]) -> None:
    """A cell of aliases comes apart into its Japanese and Latin names."""
    assert jp_names.parted(cell, person=True).texts == texts


def test_the_real_end_users(shared: Callable[[str], Path]) -> None:
    """Each numbered row of the real file is a listing."""
    name = "jp/meti_end_user_list_2025-09-29.xlsx"
    data = shared(name).read_bytes()
    assert recognise(data, "main").source == "jp-meti-end-users"
    rows = CalamineWorkbook.from_path(shared(name)).get_sheet_by_index(0).to_python()
    listings = jp_meti.read("jp-meti-end-users", data)
    assert len(listings) == int(max(row[0] for row in rows[1:])) == 835


def test_the_real_workbook(shared: Callable[[str], Path]) -> None:
    """Each named row of each sheet of the real workbook is a listing."""
    name = "jp/shisantouketsu_2026-03-05.xlsx"
    data = shared(name).read_bytes()
    assert recognise(data, "main").source == "jp-mof"
    book = CalamineWorkbook.from_path(shared(name))
    named = 0
    for sheet in book.sheet_names[1:]:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        heads = [at for at, row in enumerate(rows) if "英語表記" in row]
        named += (
            sum(bool(str(row[2]).strip() or str(row[3]).strip()) for row in rows[heads[0] + 1 :])
            if heads
            else 0
        )
    assert len(jp_mof.read("jp-mof", data)) == named
