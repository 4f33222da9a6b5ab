"""The names of a Canadian entry: its own name with what stands in brackets, and its aliases.

Aliases stand in one cell. A semicolon parts them; so does a comma where no bracket, quotation or
legal form speaks against it, and a label such as "Russian:" tells the language of what follows.
A piece that can't be parted surely stays one alias, and its cell is repeated in ``unread``.
"""

from __future__ import annotations

import re

from licet.core.listing import Name, NameKind
from licet.lists.world.scripts import script_of

_LABEL = re.compile(r"\(?\b(Belarus+ian|Russian|Ukrainian|English|French|Arabic|Persian)\s*:\s*")
_LANGUAGES = {
    "belarusian": "be",
    "belarussian": "be",
    "russian": "ru",
    "ukrainian": "uk",
    "english": "en",
    "french": "fr",
    "arabic": "ar",
    "persian": "fa",
}
_ALSO = re.compile(r"\((also known as|formerly known as|formerly)\s+(.+)\)$", re.I)
_FORM = re.compile(
    r"(?:OOO|OAO|ZAO|AO|PAO|ООО|ОАО|ЗАО|АО|ПАО|LLC|L\.L\.C\.|JSC|OJSC|CJSC|PJSC|Ltd\.?|Inc\.?|"
    r"Co\.?|Corp\.?|GmbH|S\.?A\.?)(?=$|[\s,.;])"
)
_UNSURE = re.compile(r" or |[/;]", re.I)


def names_of(
    primary: Name, aliases: str, *, person: bool
) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """The entry's own name first, then its other names in a stable order; and unread cells."""
    others: set[Name] = set()
    unread: set[str] = set()
    bracketed = None if person else _ALSO.search(primary.text)
    if bracketed:
        kind: NameKind = "aka" if bracketed[1].lower().startswith("also") else "fka"
        others |= {Name(one, kind, script=script_of(one)) for one in _also(bracketed[2])}
        primary = Name(primary.text[: bracketed.start()].strip(), as_published=primary.text)
    for text, language in _labelled(aliases):
        for one in _parted(text, person=person):
            others.add(_alias(one, language, person=person))
            if _UNSURE.search(one):
                unread.add(f"Aliases: {aliases}")
    ordered = sorted(others, key=lambda name: (name.text, name.kind, name.language or ""))
    return (primary, *ordered), tuple(sorted(unread))


def _also(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\s*;\s*", text) if one.strip()]


def _labelled(text: str) -> list[tuple[str, str | None]]:
    """Pieces of the cell, each with the language its label gives."""
    found: list[tuple[str, str | None]] = []
    at, language = 0, None
    for match in _LABEL.finditer(text):
        found.append((text[at : match.start()], language))
        at, language = match.end(), _LANGUAGES[match[1].lower()]
    found.append((text[at:], language))
    return [(piece, told) for piece, told in found if piece.strip(" ,;")]


def _parted(text: str, *, person: bool) -> list[str]:
    pieces = [piece for piece in text.split(";") if piece.strip(" ,")]
    whole = [one for piece in pieces for one in _at_commas(piece.strip(" ,"), person=person)]
    return [one for piece in whole for one in _alternatives(piece, person=person)]


def _alternatives(piece: str, *, person: bool) -> list[str]:
    """``A or B`` and ``A/ B`` as two, where both are whole names: never "Anna or Hanna Leusik"."""
    parts = [part.strip() for part in re.split(r"\s+or\s+|/", piece)]
    if person:
        sure = all(len(part.split()) > 1 for part in parts)
    else:
        sure = script_of(piece) is not None and "" not in parts
    return parts if sure else [piece]


def _at_commas(piece: str, *, person: bool) -> list[str]:
    """Part a piece at commas outside brackets and quotations; a legal form joins what's before."""
    parts: list[str] = []
    for part in re.split(r",(?![^(«“]*[)»”])\s*", piece):
        bare = part.strip()
        if parts and not person and _FORM.fullmatch(bare):
            parts[-1] = f"{parts[-1]}, {bare}"
        elif bare:
            parts.append(bare)
    return parts


def _alias(text: str, language: str | None, *, person: bool) -> Name:
    """An alias; of a person, one word alone ("Andrei") is no whole name, so it is weak."""
    weak = person and len(text.split()) == 1
    return Name(
        text,
        "aka",
        "weak" if weak else "strong",
        as_published=text,
        script=script_of(text),
        language=language,
    )
