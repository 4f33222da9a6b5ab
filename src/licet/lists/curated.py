"""The curated source: designation actions with their own dates, and supplementary names.

Official lists say who is listed in a file; the agencies' announcements say when it was
announced, took effect and was published. These facts come with licet, each with its citation,
and are marked as such wherever they are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from licet.core import documents, schema
from licet.core.citation import Citation
from licet.core.dates import Moment
from licet.core.errors import BadInputError, nearest
from licet.core.listing import Kind, Listing, Name, NameKind, Strength
from licet.core.measures import MEASURES

SOURCE = "curated"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Source(_Strict):
    doc: str
    url: str | None = None
    quote: str | None = None
    file: str | None = None
    note: str | None = None


class _Designates(_Strict):
    listing: str
    name: str
    kind: Kind
    on_list: str = Field(alias="list")
    measures: list[str]
    until: str | None = None
    until_source: _Source | None = None
    note: str | None = None


class _Action(_Strict):
    id: str
    title: str
    announced: str
    effective: str
    published: str | None = None
    citation: _Source
    note: str | None = None
    designates: list[_Designates]


class _ExtraName(_Strict):
    text: str
    kind: NameKind = "aka"
    strength: Strength = "strong"
    language: str | None = None


class _Supplement(_Strict):
    listing: str
    names: list[_ExtraName]
    source: _Source


class _Curated(_Strict):
    source: str
    title: str
    published: date
    kind: Literal["designation-actions"] = "designation-actions"
    actions: list[_Action] = []
    supplements: list[_Supplement] = []


@dataclass(frozen=True, slots=True)
class Designation:
    """One party put under measures by one action, with the action's three dates."""

    action: str
    title: str
    listing_id: str
    name: str
    kind: Kind
    source: str
    measures: tuple[str, ...]
    announced: Moment
    effective: Moment
    published: Moment | None
    until: Moment | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Curated:
    """Everything the curated source knows, by listing id."""

    title: str
    published: date
    designations: dict[str, tuple[Designation, ...]]
    names: dict[str, tuple[Name, ...]]

    def listing(self, listing_id: str) -> Listing | None:
        """A bare listing made of an action's own facts, for a party no list file shows yet."""
        made = self.designations.get(listing_id)
        if not made:
            return None
        first = made[0]
        names = (Name(first.name, source=first.citation.doc), *self.names.get(listing_id, ()))
        return Listing(SOURCE, listing_id.split(":", 1)[1], first.kind, names)


@cache
def shipped() -> Curated:
    """The curated facts that come with licet."""
    folder = resources.files("licet") / "sources" / "curated"
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".yaml"))
    return read([(f, (folder / f).read_text(encoding="utf-8")) for f in files])


def read(files: list[tuple[str, str]]) -> Curated:
    """Read curated YAML; raises BadInputError with file and line."""
    designations: dict[str, list[Designation]] = {}
    names: dict[str, list[Name]] = {}
    titles, published = [], date.min
    for name, text in files:
        document = documents.parse(text, name)
        raw = schema.load(_Curated, document, BadInputError)
        titles.append(raw.title)
        published = max(published, raw.published)
        for i, action in enumerate(raw.actions):
            for j, one in enumerate(action.designates):
                where = document.where(("actions", i, "designates", j))
                made = _designation(action, one, where)
                designations.setdefault(one.listing, []).append(made)
        for extra in raw.supplements:
            found = (Name(n.text, n.kind, n.strength, source=extra.source.doc) for n in extra.names)
            names.setdefault(extra.listing, []).extend(found)
    return Curated(
        "; ".join(titles),
        published,
        {key: tuple(value) for key, value in designations.items()},
        {key: tuple(value) for key, value in names.items()},
    )


def _designation(action: _Action, one: _Designates, where: str) -> Designation:
    for measure in one.measures:
        if measure not in MEASURES:
            raise BadInputError(
                f"'{measure}' is not a measure; {nearest(measure, MEASURES)}".rstrip("; "),
                where=where,
                mend="Measure ids stand in licet.core.measures.",
            )
    return Designation(
        action=action.id,
        title=action.title,
        listing_id=one.listing,
        name=one.name,
        kind=one.kind,
        source=one.on_list,
        measures=tuple(one.measures),
        announced=Moment.parse(action.announced, where=where),
        effective=Moment.parse(action.effective, where=where),
        published=Moment.parse(action.published, where=where) if action.published else None,
        until=Moment.parse(one.until, where=where) if one.until else None,
        citation=Citation(action.citation.doc, action.citation.quote, action.citation.url),
    )
