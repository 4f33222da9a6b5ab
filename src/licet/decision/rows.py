"""A row of a table as an activity: columns are dotted paths into the activity file.

``party.name`` is the first party's name, ``party.2.role`` the second's role; ``item.eccn``,
``licence.issued_on``, ``leg.2.to``, ``owner`` inside a party, ``bank`` inside money, and
``fact.NAME`` for any fact go alike. Roles and other lists are separated by semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from licet.core.documents import Document, Path
from licet.core.errors import BadInputError, nearest
from licet.decision.activity import OWN_ROOMS, Activity, read
from licet.law.facts import FACTS

SINGULAR = {
    "party": "parties",
    "item": "items",
    "institution": "institutions",
    "leg": "legs",
    "owner": "owners",
    "bank": "banks",
    "amendment": "amendments",
    "payment": "money",
}
LISTS = {"parties", "items", "institutions", "legs", "owners", "banks", "amendments", "earlier",
         "licences", "money", "signed_by"}  # fmt: skip
CELL_LISTS = {"role", "via", "rejected"}
GUESSES = {
    "party.name": "name party counterparty counterparty_name party_name customer customer_name "
    "supplier vendor beneficiary_name company",
    "party.country": "country counterparty_country party_country country_code",
    "party.role": "role party_role counterparty_role",
    "party.listing": "listing listing_id",
    "on": "date as_of transaction_date shipment_date payment_date",
    "item.eccn": "eccn",
    "item.description": "description goods product",
    "item.jurisdiction": "jurisdiction",
    "money.amount": "amount",
    "money.currency": "currency ccy",
    "activity": "kind_of_activity transaction_type",
}
ID = ["id", "reference", "ref", "record_id", "transaction_id", "row_id"]
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """Each column's place in an activity, what was guessed, and what isn't read."""

    paths: dict[str, Path]
    guessed: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    id_column: str | None = None


def columns(headings: Iterable[str], given: Mapping[str, str], where: str) -> Columns:
    """Where each heading leads; raises BadInputError for one that is nearly a known path.

    ``given`` are the values set for every row: their paths need no column.
    """
    made = Columns({})
    unread: list[str] = []
    id_column = None
    for heading in headings:
        word = heading.strip()
        if word.lower() in ID and id_column is None:
            id_column = heading
            continue
        path = path_of(word)
        if path is None and (guess := _guess(word)) is not None:
            made.guessed[heading] = guess
            path = path_of(guess)
        if path is None:
            if "." in word:
                raise _no_path(word, where)
            unread.append(heading)
            continue
        if path in made.paths.values():
            raise BadInputError(f"two columns say '{word}'.", where=where, mend="Keep one.")
        made.paths[heading] = path
    _need(made, given, where)
    return Columns(made.paths, made.guessed, tuple(unread), id_column)


def _no_path(word: str, where: str) -> BadInputError:
    plain = re.sub(r"\.\d+", "", word)
    hint = nearest(plain, known())
    return BadInputError(
        f"the column '{word}' leads nowhere in an activity.",
        where=where,
        mend=f"{hint[:1].upper()}{hint[1:]}See `licet decide --schema`.",
    )


def _need(made: Columns, given: Mapping[str, str], where: str) -> None:
    heads = {path[0] for path in made.paths.values()}
    heads |= {path[0] for name in given if (path := path_of(name))}
    for need in ("activity", "actor", "parties"):
        if need not in heads:
            shown = "party.name" if need == "parties" else need
            raise BadInputError(
                f"no column says '{shown}'.",
                where=where,
                mend=f"Add the column, or give it for every row: --set {shown}=...",
            )


def _guess(word: str) -> str | None:
    plain = re.sub(r"[\s\-]+", "_", word.lower())
    return next((to for to, words in GUESSES.items() if plain in words.split()), None)


def path_of(column: str) -> Path | None:
    """``("parties", 1, "role")`` for ``party.2.role``; None for what leads nowhere."""
    parts = column.strip().split(".")
    if parts[0] in {"fact", "facts"}:
        name = ".".join(parts[1:])
        return ("facts", name) if name in FACTS else None
    if parts[0] in OWN_ROOMS:
        name = ".".join(parts)
        return (parts[0], ".".join(parts[1:])) if name in FACTS else None
    plain = ".".join(p for p in parts if not p.isdecimal())
    if plain not in known() and not plain.startswith(("party.identifiers.", "actor")):
        return None
    return _path(parts)


def _path(parts: list[str]) -> Path | None:
    path: list[str | int] = []
    i = 0
    while i < len(parts):
        word = parts[i]
        numbered = i + 1 < len(parts) and parts[i + 1].isdecimal()
        word = "licences" if word == "licence" and numbered else SINGULAR.get(word, word)
        path.append(word)
        if word in LISTS:
            place = int(parts[i + 1]) if numbered and len(parts[i + 1]) < 5 else 1
            if not 1 <= place <= MOST_PLACES:
                return None
            path.append(place - 1)
            i += numbered
        elif numbered:
            return None
        i += 1
    return tuple(path) if parts != ["actor"] else ("actor", "kind")


@cache
def known() -> frozenset[str]:
    """Every column name, without numbers: ``party.name``, ``item.eccn`` ..."""
    return frozenset(_names(Activity, "", 4))


def _names(model: type[BaseModel], prefix: str, depth: int) -> Iterable[str]:
    singular = {plural: one for one, plural in SINGULAR.items() if one != "payment"}
    for name, info in model.model_fields.items():
        key = info.alias or name
        words = {key, singular.get(key, key), "payment" if key == "money" else key}
        inner = _model_in(info.annotation)
        for word in words:
            if inner is None:
                yield f"{prefix}{word}"
            elif depth:
                yield from _names(inner, f"{prefix}{word}.", depth - 1)
        if not prefix and key == "actor":
            yield key


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = getattr(annotation, "__args__", ())
    return next((found for one in inner if (found := _model_in(one))), None)


def activity_of(
    cells: Mapping[str, str], made: Columns, given: Mapping[str, str], name: str, line: int
) -> Activity:
    """The activity of a row; raises BadInputError with the row's place."""
    data: dict[str, Any] = {}
    for column, text in given.items():
        path = path_of(column)
        if path:
            _put(data, path, text)
    for column, path in made.paths.items():
        text = (cells.get(column) or "").strip()
        if text:
            _put(data, path, text)
    data = _whole(data)
    lines: dict[Path, int] = {(): line}
    _mark(data, (), line, lines)
    return read(Document(name, data, lines))


def _put(data: Any, path: Path, text: str) -> None:
    for part, after in pairwise(path):
        data = data.setdefault(part, {})
        if not isinstance(data, dict):
            raise BadInputError(f"'{part}' is both a value and a mapping ('{after}').")
    last = path[-1]
    many = last in CELL_LISTS or path == ("actor", "kind")
    several = [one.strip() for one in text.split(";") if one.strip()]
    data[last] = several if many and len(several) > 1 else text


def _whole(data: Any) -> Any:
    """Numbered mappings as lists; a place between two that is empty is an error of the row."""
    if not isinstance(data, dict):
        return data
    if data and all(isinstance(key, int) for key in data):
        return [_whole(data.get(n, {})) for n in range(max(data) + 1)]
    return {key: _whole(value) for key, value in data.items()}


def _mark(data: Any, path: Path, line: int, lines: dict[Path, int]) -> None:
    pairs = enumerate(data) if isinstance(data, list) else data.items()
    for key, value in pairs:
        lines[(*path, key)] = line
        if isinstance(value, dict | list):
            _mark(value, (*path, key), line, lines)
