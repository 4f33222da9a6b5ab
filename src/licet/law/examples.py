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
from licet.core.outcome import Outcome, OutcomeSet
from licet.law.decode import decode
from licet.law.facts import FACTS, unknown_fact
from licet.law.interpreter import Facts, evaluate
from licet.law.model import Law


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
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")


def run(law: Law, name: str, text: str) -> Iterator[Result]:
    """The examples of one file, each provision it expects something of."""
    document = documents.parse(text, name)
    for n, example in enumerate(_read(document)):
        where = document.where((n,))
        facts = _facts(example, where)
        asked = _day(example, where)
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
            yield Result(name, example.says, provision_id, tuple(expected), got, line)


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
