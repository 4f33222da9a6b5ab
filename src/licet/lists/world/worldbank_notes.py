"""The notes the World Bank adds to a supplier: former names, register numbers, local scripts."""

from __future__ import annotations

import re

from licet.core.listing import Name, NameKind
from licet.lists.world.scripts import script_of

_NAMED: tuple[tuple[str, NameKind], ...] = (
    ("also known as", "aka"),
    ("a.k.a.", "aka"),
    ("formerly known as", "fka"),
    ("formerly", "fka"),
    ("f.k.a.", "fka"),
    ("now known as", "nka"),
    ("currently known as", "nka"),
)
_NUMBER = re.compile(
    r"((?:Reg(?:istration)?\.? ?(?:No|Number)|Company (?:No|Number)|National ID|Tax ID|Passport"
    r"(?: No)?|ID(?: No)?|NIT|RUC|CNPJ|RFC|TIN|INN)\.?)\s*:\s*([^;)]+)",
    re.I,
)


def names_in(notes: str) -> list[Name]:
    """``(Formerly known as X)`` and names in another script that stand in brackets or alone."""
    found: list[Name] = []
    for piece in re.findall(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", notes) or [notes]:
        bare = re.sub(r"\*\s*\d+", "", piece).strip(" .;")
        for words, kind in _NAMED:
            if bare.lower().startswith(words):
                text = bare[len(words) :].strip(" :.")
                found += [Name(text, kind, as_published=piece, script=script_of(text))]
                break
        else:
            if script_of(bare) and not re.search(r"[A-Za-z:]", bare):
                found.append(Name(bare, "aka", as_published=piece, script=script_of(bare)))
    return [name for name in found if name.text]


def numbers_in(notes: str) -> list[tuple[str, str]]:
    """(kind, value) of each number that the notes label."""
    return [(kind.strip(" ."), value.strip()) for kind, value in _NUMBER.findall(notes)]
