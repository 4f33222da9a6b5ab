"""The pack loader: YAML files of provisions, checked whole before any of them is used.

A pack that breaks its schema or the fact vocabulary refuses to load, with file, line and mend: a
rule that can't be read must never be skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from licet.core import documents, schema
from licet.core.citation import Citation
from licet.core.dates import Moment, Period
from licet.core.documents import Document
from licet.core.errors import BadInputError, PackError, nearest
from licet.core.measures import MEASURES
from licet.law import conditions
from licet.law.conditions import ALWAYS, Condition
from licet.law.conflicts import conflicts, order
from licet.law.model import (
    Basis,
    Duty,
    DutyVersion,
    ExceptionRule,
    Law,
    Pack,
    PersonClass,
    Provision,
    ReachRule,
    ReachVersion,
    Review,
    Status,
    Version,
)
from licet.law.pack_schema import (
    DutyIn,
    ExceptIn,
    ForceIn,
    PackIn,
    ProvisionIn,
    ReachIn,
    SourceIn,
    VersionIn,
)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def shipped() -> Law:
    """The packs that come with licet."""
    root = resources.files("licet") / "packs"
    return load_law(sorted(yaml_files(root), key=lambda pair: pair[0]))


def load_folder(folder: Path) -> Law:
    """Packs of a folder (for a pack's author), with the classes of persons that come with licet."""
    law = assembled(sorted(yaml_files(folder), key=lambda pair: pair[0]), beside=shipped())
    for conflict in conflicts(law):
        raise conflict.error()
    return law


def yaml_files(root: Traversable, prefix: str = "") -> list[tuple[str, str]]:
    """(path inside the folder, text) of each pack file below ``root``."""
    found: list[tuple[str, str]] = []
    for entry in root.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += yaml_files(entry, f"{name}/")
        elif name.endswith(".yml"):
            raise PackError("is not read.", where=f"packs/{name}", mend="Call it .yaml.")
        elif name.endswith(".yaml") and not name.endswith((".examples.yaml", "gaps.yaml")):
            found.append((name, text_of(entry, name)))
    return found


def text_of(entry: Traversable, name: str) -> str:
    """The text of a file; raises PackError for one that isn't UTF-8."""
    try:
        return entry.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackError(
            f"is not UTF-8 text (byte {error.start:,}).",
            where=f"packs/{name}",
            mend="Save it as UTF-8.",
        ) from None


def load_law(files: list[tuple[str, str]]) -> Law:
    """Read and check every pack.

    Refused are duplicate ids, dangling references, and exceptions that contradict each other.
    """
    law = assembled(files)
    for conflict in conflicts(law):
        raise conflict.error()
    return law


def assembled(files: list[tuple[str, str]], beside: Law | None = None) -> Law:
    """Every pack put together, its references checked, its contradictions not yet looked for.

    ``beside``: a law whose classes of persons, duties and rules of reach may be named.
    """
    law = Law()
    apart: list[Apart] = []
    for name, text in files:
        document = documents.parse(text, f"packs/{name}")
        apart += read_pack(law, document, name.removesuffix(".yaml"))
    if beside is not None:
        law.persons = {**beside.persons, **law.persons}
        law.duties = {**beside.duties, **law.duties}
        law.reaches = {**beside.reaches, **law.reaches}
    for one in apart:
        _attach(law, one)
    for provision in law.provisions.values():
        _check_references(law, provision)
    order(law)
    return law


@dataclass(frozen=True, slots=True)
class Apart:
    """An exception written apart from its provisions, and where it stands."""

    to: tuple[str, ...]
    rule: ExceptionRule
    where: str


def _attach(law: Law, apart: Apart) -> None:
    """Put an exception under every version of the provisions it names; its own dates decide."""
    for name in apart.to:
        provision = law.provisions.get(name)
        if provision is None:
            raise PackError(
                f"the exception '{apart.rule.id}' is to '{name}', which is no provision.",
                where=apart.where,
                mend=_meant(name, law.provisions) + "Name the provision as its pack does.",
            )
        if any(apart.rule.id == e.id for v in provision.versions for e in v.exceptions):
            raise PackError(f"'{name}' has two exceptions '{apart.rule.id}'.", where=apart.where)
        versions = tuple(
            replace(v, exceptions=(*v.exceptions, apart.rule)) for v in provision.versions
        )
        law.provisions[name] = replace(provision, versions=versions)


def read_pack(law: Law, document: Document, expected_id: str) -> list[Apart]:
    """Take a pack in; returns its exceptions to provisions, which may stand in another pack."""
    try:
        pack = schema.load(PackIn, document, BadInputError)
    except BadInputError as error:
        raise PackError(error.what, where=error.where, mend=error.mend) from None
    if pack.pack != expected_id:
        raise PackError(
            f"the pack calls itself '{pack.pack}'.",
            where=document.where(("pack",)),
            mend=f"Its path makes it '{expected_id}'.",
        )
    if pack.zone not in _zones():
        raise PackError(
            f"'{pack.zone}' is not a time zone.",
            where=document.where(("zone",)),
            mend="Give its IANA name, such as America/New_York.",
        )
    law.packs[pack.pack] = Pack(
        pack.pack,
        pack.title,
        pack.jurisdiction,
        tuple(Review(r.by, r.on) for r in pack.reviews),
        len(pack.provisions),
    )
    for i, provision in enumerate(pack.provisions):
        path = ("provisions", i)
        _put(
            law.provisions,
            provision.id,
            _provision(provision, pack, path, document),
            document,
            path,
        )
    for i, duty in enumerate(pack.duties):
        path = ("duties", i)
        _put(law.duties, duty.id, _duty(duty, path, document), document, path)
    for i, person in enumerate(pack.persons):
        path = ("persons", i)
        when = _condition(person.when, (*path, "when"), document)
        term = PersonClass(person.id, person.title, when, _citation(person.source, "law"))
        _put(law.persons, person.id, term, document, path)
    for i, reach in enumerate(pack.reaches):
        path = ("reaches", i)
        _put(law.reaches, reach.id, _reach(reach, path, document), document, path)
    return [
        Apart(tuple(e.to), _exception(e, path, document), document.where(path))
        for i, e in enumerate(pack.exceptions)
        for path in [("exceptions", i)]
    ]


def _reach(raw: ReachIn, path: documents.Path, document: Document) -> ReachRule:
    versions = tuple(
        ReachVersion(
            _period(v.in_force, (*path, "versions", i, "in_force"), document),
            v.threshold_percent,
            v.inclusive,
            None if v.aggregate == "unknown" else v.aggregate,
            _citation(v.source, v.basis),
            v.voting_percent,
            v.control,
            v.effect,
        )
        for i, v in enumerate(raw.versions)
    )
    return ReachRule(raw.id, raw.title, versions, raw.after_divestment)


def _put(
    table: dict[str, Any], key: str, value: object, document: Document, path: documents.Path
) -> None:
    if key in table:
        raise PackError(f"the id '{key}' stands twice.", where=document.where(path))
    table[key] = value


def _provision(
    raw: ProvisionIn, pack: PackIn, path: documents.Path, document: Document
) -> Provision:
    attached = raw.attaches_to
    measures = attached.measure if attached else []
    measures = [measures] if isinstance(measures, str) else measures
    for measure in measures:
        if measure not in MEASURES:
            raise PackError(
                f"'{measure}' is not a measure licet knows.",
                where=document.where((*path, "attaches_to")),
                mend="Measure ids stand in licet.core.measures.",
            )
    _need_unread(raw.status, raw.unread, document.where(path), raw.id)
    versions = tuple(
        _version(v, raw, (*path, "versions", i), document) for i, v in enumerate(raw.versions)
    )
    _check_apart(versions, document.where(path))
    return Provision(
        id=raw.id,
        title=raw.title,
        authority=raw.authority,
        basis=raw.basis,
        status=raw.status,
        unread=raw.unread,
        obliged=raw.obliged,
        measures=tuple(measures),
        reach=attached.reach if attached else "none",
        versions=versions,
        pack=pack.pack,
        zone=pack.zone,
        where=document.where(path),
    )


def _need_unread(status: Status, unread: str | None, where: str, what: str) -> None:
    if status == "draft" and not unread:
        raise PackError(f"{what} is a draft and doesn't say what is unread.", where=where)


def _version(
    raw: VersionIn, provision: ProvisionIn, path: documents.Path, document: Document
) -> Version:
    if raw.effect == "conditional" and not raw.condition:
        raise PackError("a conditional effect names no condition.", where=document.where(path))
    ids = [e.id for e in raw.exceptions]
    for n, name in enumerate(ids):
        if name in ids[:n]:
            where = document.where((*path, "except", n))
            raise PackError(f"the exception '{name}' stands twice.", where=where)
    return Version(
        period=_period(raw.in_force, (*path, "in_force"), document),
        applies=_condition(raw.applies, (*path, "applies"), document),
        effect=raw.effect,
        says=raw.says,
        condition=raw.condition,
        duties=tuple(raw.duties),
        source=_citation(raw.source, provision.basis),
        exceptions=tuple(
            _exception(e, (*path, "except", i), document) for i, e in enumerate(raw.exceptions)
        ),
    )


def _exception(raw: ExceptIn, path: documents.Path, document: Document) -> ExceptionRule:
    if raw.effect == "conditional" and not raw.condition:
        raise PackError(
            f"the exception '{raw.id}' is conditional and names no condition.",
            where=document.where(path),
        )
    _need_unread(raw.status, raw.unread, document.where(path), f"the exception '{raw.id}'")
    return ExceptionRule(
        id=raw.id,
        title=raw.title,
        status=raw.status,
        when=_condition(raw.when, (*path, "when"), document),
        effect=raw.effect,
        condition=raw.condition,
        period=_period(raw.in_force, (*path, "in_force"), document),
        source=_citation(raw.source, raw.basis),
        unread=raw.unread,
        gives_way_to=tuple(raw.gives_way_to),
    )


def _duty(raw: DutyIn, path: documents.Path, document: Document) -> Duty:
    _need_unread(raw.status, raw.unread, document.where(path), raw.id)
    versions = tuple(
        DutyVersion(
            _period(v.in_force, (*path, "versions", i, "in_force"), document),
            v.text,
            dict(v.deadline or {}),
            _citation(v.source, "law"),
        )
        for i, v in enumerate(raw.versions)
    )
    return Duty(
        raw.id,
        raw.title,
        raw.kind,
        raw.obliged,
        raw.status,
        versions,
        raw.goes_with,
        document.where(path),
    )


def _condition(raw: dict[str, Any], path: documents.Path, document: Document) -> Condition:
    return conditions.read(raw, path, document) if raw else ALWAYS


def _citation(source: SourceIn, basis: Basis) -> Citation:
    return Citation(source.doc, source.quote, source.url, basis)


def _period(raw: ForceIn, path: documents.Path, document: Document) -> Period:
    try:
        ends = [Moment.parse(e) if e else None for e in (raw.start, raw.end)]
    except BadInputError as error:
        raise PackError(error.what, where=document.where(path), mend=error.mend) from None
    start, end = ends
    if start and end and end.sort_key() < start.sort_key():
        raise PackError(f"ends on {end}, before it starts on {start}.", where=document.where(path))
    return Period(start, end)


def _check_apart(versions: tuple[Version, ...], where: str) -> None:
    """Two versions of one provision must not govern the same day."""
    for i, one in enumerate(versions):
        for other in versions[i + 1 :]:
            if _meet(one.period, other.period):
                raise PackError(
                    f"two versions are in force at once ({one.period}; {other.period}).",
                    where=where,
                    mend="End one the day before the other starts.",
                )


def _meet(one: Period, other: Period) -> bool:
    starts = [p.start for p in (one, other)]
    return all(
        (a.end is None or start is None or a.end.passed_by(start) is False)
        for a, start in ((one, starts[1]), (other, starts[0]))
    )


def _meant(word: str, known: Iterable[str]) -> str:
    hint = nearest(word, known)
    return f"{hint[:1].upper()}{hint[1:]}"


def _check_references(law: Law, provision: Provision) -> None:
    if provision.obliged not in law.persons:
        raise PackError(
            f"no pack defines whom '{provision.obliged}' means.",
            where=provision.where,
            mend=_meant(provision.obliged, law.persons) + "Define it under `persons`.",
        )
    if provision.reach not in {"none", "unknown", *law.reaches}:
        raise PackError(
            f"no pack defines how far '{provision.reach}' reaches.",
            where=provision.where,
            mend="Define it under `reaches`, or say none or unknown.",
        )
    for version in provision.versions:
        for duty in version.duties:
            if duty not in law.duties:
                raise PackError(f"the duty '{duty}' is defined nowhere.", where=provision.where)
