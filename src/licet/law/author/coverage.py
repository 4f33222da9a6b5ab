"""What stands in the packs: each provision, its source, whether it was read, and its examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from licet.core import documents
from licet.law import examples
from licet.law.model import Law, Provision

HEAD = """# What law stands here

Made by `licet law coverage --out docs/law-coverage.md`; each quotation of an archived text is held
against it by `licet law check --texts DIR`. A *draft* raises the ceiling of an answer and never its
floor. What is known to be missing: `licet law gaps`.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One provision: where its text stands, how it was read, and how often it is tried."""

    provision: Provision
    examples: int

    @property
    def sources(self) -> list[str]:
        """The documents of its versions, each once, in order."""
        return list(dict.fromkeys(v.source.doc for v in self.provision.versions))

    @property
    def quoted(self) -> bool:
        """Whether every version quotes its text."""
        return all(v.source.quote for v in self.provision.versions)

    @property
    def state(self) -> str:
        """``read and quoted``, ``read``, or ``draft``."""
        if self.provision.status == "draft":
            return "draft"
        return "read, quoted" if self.quoted else "read"

    def to_json(self) -> dict[str, object]:
        """As JSON."""
        return {
            "id": self.provision.id,
            "title": self.provision.title,
            "pack": self.provision.pack,
            "regime": self.provision.regime,
            "sources": self.sources,
            "state": self.state,
            "unread": self.provision.unread,
            "examples": self.examples,
        }


def rows(law: Law) -> list[Row]:
    """Every provision, by id."""
    tried = Counter(_tried())
    found = sorted(law.provisions.values(), key=lambda p: p.id)
    return [Row(provision, tried[provision.id]) for provision in found]


def _tried() -> Iterator[str]:
    for name, text in examples.files(resources.files("licet") / "packs"):
        for one in documents.parse(text, name).data or []:
            yield from one.get("expect", {})


def totals(found: list[Row]) -> dict[str, int]:
    """How many provisions, by state, and how many examples try them."""
    states = Counter(row.state for row in found)
    return {
        "provisions": len(found),
        "read and quoted": states["read, quoted"],
        "read": states["read"],
        "draft": states["draft"],
        "without example": sum(not row.examples for row in found),
        "examples": sum(row.examples for row in found),
    }


def page(law: Law) -> str:
    """The whole as Markdown."""
    found = rows(law)
    lines = [HEAD, "| | |", "|---|---:|"]
    lines += [f"| {name} | {count:,} |" for name, count in totals(found).items()]
    for regime in sorted({row.provision.regime for row in found}):
        lines += [
            "",
            f"## {regime}",
            "",
            "| provision | source | | examples |",
            "|---|---|---|---:|",
        ]
        for row in (r for r in found if r.provision.regime == regime):
            what = f"`{row.provision.id}` {_cell(row.provision.title)}"
            unread = f": {_cell(row.provision.unread)}" if row.provision.unread else ""
            sources = "; ".join(_cell(one) for one in row.sources)
            lines.append(f"| {what} | {sources} | {row.state}{unread} | {row.examples} |")
    return "\n".join(lines) + "\n"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")
