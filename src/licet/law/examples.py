"""Examples beside the packs: sentences around boundary days that must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from licet.core import documents
from licet.core.dates import Moment
from licet.core.documents import Document
from licet.core.errors import BadInputError, PackError, nearest
from licet.core.measures import MEASURES
from licet.core.outcome import Outcome, OutcomeSet
from licet.law.decode import decode
from licet.law.facts import FACTS, unknown_fact
from licet.law.interpreter import Facts, Node, evaluate
from licet.law.model import Law
from licet.law.packs import text_of


class Example(BaseModel):
    """One sentence: facts on a date, and the outcomes each provision may then have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str
    on: str
    facts: dict[str, str | list[str]]
    measure: str | None = None
    expect: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """An example, one provision it speaks of, and what came of it."""

    file: str
    says: str
    provision: str
    expected: tuple[str, ...]
    got: tuple[str, ...]
    line: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the outcomes are those the example expects."""
        return set(self.expected) == set(self.got)


def run_shipped(law: Law) -> list[Result]:
    """Every example that comes with licet."""
    return run_folder(law, resources.files("licet") / "packs")


def run_folder(law: Law, root: Traversable) -> list[Result]:
    """Every example below a folder; raises PackError for one that can't be read."""
    return [result for name, text in files(root) for result in run(law, name, text)]


def files(root: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(path inside the folder, text) of each file of examples below ``root``."""
    for entry in sorted(root.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".examples.yaml"):
            yield f"{prefix}{entry.name}", text_of(entry, f"{prefix}{entry.name}")


def run(law: Law, name: str, text: str) -> Iterator[Result]:
    """The examples of one file, each provision it expects something of."""
    document = documents.parse(text, name)
    for n, example in enumerate(_read(document)):
        where = document.where((n,))
        facts = _facts(example, where)
        asked = _day(example, where)
        if example.measure is not None and example.measure not in MEASURES:
            raise PackError(f"'{example.measure}' is not a measure licet knows.", where=where)
        for provision_id, expected in example.expect.items():
            provision = law.provisions.get(provision_id)
            if provision is None:
                hint = nearest(provision_id, law.provisions)
                raise PackError(
                    f"'{provision_id}' is no provision; {hint}".rstrip("; "), where=where
                )
            _check_words(expected, where)
            finding = evaluate(law, provision, facts, asked)
            got = tuple(OutcomeSet(finding.outcomes.mask).words())
            line = document.lines.get((n,), 1)
            told = tuple(_told(finding.tree))
            yield Result(name, example.says, provision_id, tuple(expected), got, line, told)


def _told(node: Node, depth: int = 0) -> Iterator[str]:
    """The reason tree, a line for each step."""
    mark = {True: "✓", False: "✗", None: "?"}[node.truth]
    actual = f": {node.actual}" if node.actual is not None else ""
    yield f"{'  ' * depth}{mark} {node.text}{actual}"
    for child in node.children:
        yield from _told(child, depth + 1)


def _read(document: Document) -> list[Example]:
    """The examples of a document; raises PackError with the line of the first mistake."""
    try:
        return TypeAdapter(list[Example]).validate_python(document.data or [])
    except ValidationError as problems:
        first = problems.errors()[0]
        path = tuple(first["loc"])
        raise PackError(
            f"{'.'.join(map(str, path[1:])) or 'the list of examples'}: {first['msg'].lower()}.",
            where=document.where(path),
            mend="An example has says, on, facts and expect.",
        ) from None


def _day(example: Example, where: str) -> Moment:
    try:
        return Moment.parse(example.on)
    except BadInputError as error:
        raise PackError(error.what, where=where, mend=error.mend) from None


def _check_words(expected: list[str], where: str) -> None:
    known = [one.word for one in Outcome]
    for word in expected:
        if word not in known:
            raise PackError(
                f"'{word}' is no outcome; {nearest(word, known)}".rstrip("; "),
                where=where,
                mend=f"Outcomes are {', '.join(known)}.",
            )


def _facts(example: Example, where: str) -> Facts:
    for fact in example.facts:
        if fact not in FACTS:
            raise PackError(unknown_fact(fact), where=where)
    try:
        return {
            fact: decode(fact, ", ".join(value) if isinstance(value, list) else value)
            for fact, value in example.facts.items()
        }
    except BadInputError as error:
        raise PackError(error.what, where=where, mend=error.mend) from None
