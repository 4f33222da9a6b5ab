"""The column labels of Japan's asset freeze workbook, and what each of them tells.

The sheets were made over twenty years and call one thing by several names.
"""

from __future__ import annotations

from collections.abc import Iterator

from licet.lists.world.excel import Row
from licet.lists.world.jp_names import plain

DAY, NUMBER, JAPANESE, ENGLISH = "告示日付", "告示番号", "日本語表記", "英語表記"
COLUMNS: dict[str, str] = {
    DAY: "own",
    NUMBER: "own",
    JAPANESE: "own",
    ENGLISH: "own",
    "別名": "aliases",
    "別称": "aliases",
    "別名・別称": "aliases",
    "別称・別名": "aliases",
    "別称・旧称": "aliases",
    "確定可能な別名": "aliases",
    "確定に十分でない別名": "weak",
    "旧称": "former",
    "旧称・以前の呼称": "former",
    "以前の別名": "former",
    "過去の別名": "former",
    "称号": "titles",
    "役職": "titles",
    "肩書": "titles",
    "肩書等": "titles",
    "生年月日": "births",
    "生年月日・出生地": "births",
    "出生地": "birth_places",
    "出生地・出身地": "birth_places",
    "国籍": "nationalities",
    "旅券番号": "passports",
    "ID番号": "numbers",
    "身分登録番号": "numbers",
    "身分証番号": "numbers",
    "住所": "addresses",
    "住所等": "addresses",
    "所在地": "addresses",
    "住所・所在地": "addresses",
    "活動地域・住所": "addresses",
    "所在地・住所 登録された事務所の住所": "addresses",
    "電話": "features",
    "電話番号": "features",
    "FAX": "features",
    "国連参照番号": "references",
    "リスト掲載日": "listed",
    "国連制裁員会による指定日": "listed",
    "国連制裁委員会による指定日": "listed",
    "決議1483上の根拠": "remarks",
    "指定の根拠": "remarks",
    "その他の情報": "remarks",
    "詳細": "remarks",
}


def told(row: Row, field: str) -> Iterator[tuple[str, str]]:
    """(label, cell) of each column of a field that says something, in the sheet's order."""
    for label, cell in row.items():
        if COLUMNS.get(label) == field and plain(cell):
            yield label, cell
