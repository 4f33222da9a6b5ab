"""Everything that can be told of a folder of packs without asking a lawyer, in one run.

In turn: each file by itself (YAML, schema, vocabulary, dates, ids), quotations, the files together
(references), contradictions, rules that can never say anything, examples. Where a file can't be
read, what needs all of them is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path

from licet.core import documents
from licet.core.documents import Document
from licet.core.errors import LicetError
from licet.law import examples, packs
from licet.law.author import quotes
from licet.law.author.dead import dead_rules, loose_ends
from licet.law.author.problems import Problem, at, of_error
from licet.law.conflicts import conflicts
from licet.law.model import Law


@dataclass
class Report:
    """What was found, and how much was looked at."""

    problems: list[Problem] = field(default_factory=list)
    packs: int = 0
    provisions: int = 0
    drafts: int = 0
    quotations: int = 0
    unchecked: int = 0
    """Quotations of texts that aren't in an archive at hand."""
    examples: int = 0
    unsigned: int = 0
    """Packs that no two people have signed off."""

    @property
    def errors(self) -> list[Problem]:
        """The findings that make a pack unfit for use."""
        return [one for one in self.problems if one.level == "error"]


def check(root: Traversable, texts: Path | None, beside: Law | None = None) -> Report:
    """Check the packs below a folder.

    ``texts`` is the archive that quotations are held against; ``beside`` a law whose classes of
    persons, duties and rules of reach the packs may name.
    """
    report = Report()
    files = sorted(packs.yaml_files(root))
    report.packs = len(files)
    read = dict(_each(files, report))
    for document in read.values():
        _quotations(document, texts, report)
    if len(read) == len(files):
        law = _together(files, beside, report)
        if law is not None:
            _law(law, root, report)
    else:
        report.problems.append(at(
            "packs",
            f"{len(files) - len(read)} of {len(files)} files can't be read, so references, "
            "contradictions and examples were not looked at.",
            "Mend those files first.", "warning",
        ))  # fmt: skip
    report.problems.sort(key=lambda one: (one.file, one.line, one.what))
    return report


def _each(files: list[tuple[str, str]], report: Report) -> Iterator[tuple[str, Document]]:
    """The files that can be read by themselves."""
    for name, text in files:
        try:
            document = documents.parse(text, f"packs/{name}")
            packs.read_pack(Law(), document, name.removesuffix(".yaml"))
        except LicetError as error:
            report.problems.append(of_error(error, f"packs/{name}"))
            continue
        yield name, document


def _together(files: list[tuple[str, str]], beside: Law | None, report: Report) -> Law | None:
    try:
        return packs.assembled(files, beside)
    except LicetError as error:
        report.problems.append(of_error(error, "packs"))
        return None


def _law(law: Law, root: Traversable, report: Report) -> None:
    report.provisions = len(law.provisions)
    report.drafts = sum(p.status == "draft" for p in law.provisions.values())
    report.unsigned = sum(len(pack.reviews) < 2 for pack in law.packs.values())
    report.problems += [of_error(one.error(), "packs") for one in conflicts(law)]
    report.problems += [*dead_rules(law), *loose_ends(law)]
    tried = _examples(law, root, report)
    for provision in law.provisions.values():
        if provision.id not in tried:
            report.problems.append(at(
                provision.where, f"{provision.id} has no example.",
                "Write a sentence beside the pack that tries it.", "warning",
            ))  # fmt: skip


def _examples(law: Law, root: Traversable, report: Report) -> set[str]:
    """Run the examples; the provisions that were tried."""
    tried: set[str] = set()
    for name, text in examples.files(root):
        try:
            for result in examples.run(law, f"packs/{name}", text):
                report.examples += 1
                tried.add(result.provision)
                if not result.holds:
                    report.problems.append(at(
                        f"{result.file} line {result.line}",
                        f"“{result.says}”: {result.provision} gives {', '.join(result.got)}, not "
                        f"{', '.join(result.expected)}.",
                        "Mend the rule, or the sentence.",
                    ))  # fmt: skip
        except LicetError as error:
            report.problems.append(of_error(error, f"packs/{name}"))
    return tried


def _quotations(document: Document, texts: Path | None, report: Report) -> None:
    archive = quotes.Archive(texts) if texts else None
    for one in quotes.quotations(document):
        report.quotations += 1
        if archive is None:
            report.unchecked += 1
        elif found := quotes.problem(one, archive):
            report.unchecked += found.level == "warning"
            report.problems.append(found)
