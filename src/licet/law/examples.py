"""Examples beside the packs: sentences around boundary days that must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import BaseModel, ConfigDict, TypeAdapter

from licet.core import documents
from licet.core.dates import Moment
from licet.core.errors import PackError
from licet.core.outcome import OutcomeSet
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

    @property
    def holds(self) -> bool:
        """Whether the outcomes are those the example expects."""
        return set(self.expected) == set(self.got)


def run_shipped(law: Law) -> list[Result]:
    """Every example that comes with licet."""
    root = resources.files("licet") / "packs"
    return [result for name, text in _files(root, "") for result in run(law, name, text)]


def _files(root: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(root.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".examples.yaml"):
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")


def run(law: Law, name: str, text: str) -> Iterator[Result]:
    """The examples of one file, each provision it expects something of."""
    document = documents.parse(text, name)
    for example in TypeAdapter(list[Example]).validate_python(document.data or []):
        facts = _facts(example, name)
        for provision_id, expected in example.expect.items():
            provision = law.provisions.get(provision_id)
            if provision is None:
                raise PackError(f"'{provision_id}' is no provision.", where=name)
            finding = evaluate(law, provision, facts, Moment.parse(example.on))
            got = tuple(OutcomeSet(finding.outcomes.mask).words())
            yield Result(name, example.says, provision_id, tuple(expected), got)


def _facts(example: Example, name: str) -> Facts:
    for fact in example.facts:
        if fact not in FACTS:
            raise PackError(unknown_fact(fact), where=f"{name}: {example.says}")
    return {
        fact: decode(fact, ", ".join(value) if isinstance(value, list) else value)
        for fact, value in example.facts.items()
    }
