"""Names in the cells of Japanese lists: a reading in Japanese and the name in Latin, side by side.

Cells read like ``(a)リアク（Riak）(b)...`` or ``（別称、...）（a.k.a. ...）``. Width of letters and
brackets is made one (NFKC) first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from licet.core.listing import Name, NameKind, Strength
from licet.lists.world.excel import one_line
from licet.lists.world.scripts import script_of

NOTHING = frozenset({"", "不明", "なし", "無し", "該当なし", "-", "ー"})
_LATIN_LABEL = re.compile(r"\b(?:a\.k\.a\.?|f\.k\.a\.?|original script)\s*:?\s*", re.I)
_JAPANESE_LABEL = re.compile(r"(?:別称|別名|旧称|通称)[、:]\s*")
_MARKS = re.compile(r"\([a-z]{1,2}\)|[\n;、]")
_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)")
_BORN = re.compile(r"生まれ|出生|年\d|\d{4}年|別名|による|において|（|）")
_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_FORM = re.compile(r",\s*(?=(?:Ltd|Inc|LLC|L\.L\.C|Co|Corp|S\.?A|JSC|PJSC|OJSC)\b)", re.I)


# Fields of a row that hold other names, and what those names are
ALIASES: tuple[tuple[str, NameKind, Strength], ...] = (
    ("aliases", "aka", "strong"),
    ("weak", "aka", "weak"),
    ("former", "fka", "strong"),
)


@dataclass(frozen=True, slots=True)
class Parted:
    """Names found in a cell, and whether every piece of it was understood."""

    texts: tuple[str, ...]
    whole: bool


def plain(text: str) -> str:
    """One width of letters, no blanks around; empty where the cell says that nothing is known."""
    made = unicodedata.normalize("NFKC", text).strip()
    return "" if made in NOTHING else made


def parted(cell: str, *, person: bool) -> Parted:
    """The names of a cell of aliases, in their order, each once."""
    text = _JAPANESE_LABEL.sub("", _LATIN_LABEL.sub("", plain(cell)))
    found: list[str] = []
    whole = True
    for piece in _MARKS.split(text):
        bare = _balanced(one_line(piece).strip(" ,。"))
        names = _both(bare, person=person)
        unsure = any(_BORN.search(name) or name.count("(") != name.count(")") for name in names)
        whole = whole and not unsure
        found += [] if any(map(_BORN.search, names)) else names
    return Parted(tuple(dict.fromkeys(one for one in found if one not in NOTHING)), whole)


def _balanced(piece: str) -> str:
    """A piece without brackets that open or close outside it."""
    if piece.startswith("(") and piece.endswith(")") and piece.count("(") == 1:
        piece = piece[1:-1]
    if piece.count("(") < piece.count(")"):
        piece = piece.rstrip(")").rstrip()
    if piece.count("(") > piece.count(")"):
        piece = piece.lstrip("(").lstrip()
    return piece


def _both(piece: str, *, person: bool) -> list[str]:
    """``リアク(Riak)`` as two names, where one is Japanese and the other is not."""
    match = _BRACKETED.fullmatch(piece)
    if not match or bool(_KANA.search(match[1])) == bool(_KANA.search(match[2])):
        return _commas(piece, person=person)
    return [one for text in match.groups() for one in _commas(text.strip(), person=person)]


def _commas(text: str, *, person: bool) -> list[str]:
    """Names of persons parted at commas, unless one side would be a single word."""
    if not person or _FORM.search(text):
        return [text] if text else []
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return parts if all(" " in part or _KANA.search(part) for part in parts) else [text]


def name(text: str, kind: NameKind, strength: Strength = "strong") -> Name:
    """A name with its script; what has Japanese letters is the Japanese reading."""
    script = script_of(text)
    language = "ja" if script == "Jpan" else None
    return Name(text, kind, strength, as_published=text, script=script, language=language)


def in_order(names: list[Name]) -> tuple[Name, ...]:
    """The first name as the primary one, then each other text once, in a stable order."""
    primary = replace(names[0], kind="primary")
    others: dict[str, Name] = {}
    for one in names[1:]:
        if one.text != primary.text:
            others.setdefault(one.text, one)
    return (primary, *sorted(others.values(), key=lambda one: (one.kind, one.text)))
