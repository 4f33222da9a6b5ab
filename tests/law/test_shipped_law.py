"""The law that comes with licet: examples hold, quotations are real, ids are in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from licet.core.dates import Period
from licet.law.conditions import leaves
from licet.law.examples import run_shipped
from licet.law.facts import FACTS
from licet.law.gaps import shipped as shipped_gaps
from licet.law.model import Provision
from licet.law.packs import shipped

LAW = shipped()
RESULTS = run_shipped(LAW)
PROVISIONS = sorted(LAW.provisions.values(), key=lambda p: p.id)
RULES = [p for p in PROVISIONS if not p.id.startswith("us/persons")]


def _texts() -> Iterator[tuple[str, Any]]:
    """(file, content) of every YAML file of the packs."""
    root = Path(str(resources.files("licet") / "packs"))
    for path in sorted(root.rglob("*.yaml")):
        yield str(path.relative_to(root)), yaml.safe_load(path.read_text(encoding="utf-8"))


def _quotes() -> Iterator[tuple[str, str, str]]:
    """(pack, archive file, quotation) of every source that names both."""

    def walk(name: str, data: Any) -> Iterator[tuple[str, str, str]]:
        if isinstance(data, dict):
            if data.get("file") and data.get("quote"):
                yield name, data["file"], data["quote"]
            for inner in data.values():
                yield from walk(name, inner)
        elif isinstance(data, list):
            for inner in data:
                yield from walk(name, inner)

    for name, content in _texts():
        yield from walk(name, content)


QUOTES = sorted(set(_quotes()))


@cache
def _flat(path: Path) -> str:
    return _squeezed(path.read_text(encoding="utf-8"))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: f"{r.file}:{r.says[:50]}:{r.provision}")
def test_every_example_holds(result: Any) -> None:
    """Each sentence beside a pack has the outcomes it expects."""
    assert set(result.got) == set(result.expected), result.says


def test_every_pack_with_prohibitions_has_examples() -> None:
    """A pack that restricts something stands beside sentences that try it."""
    tried = {result.provision for result in RESULTS}
    for pack in LAW.packs.values():
        own = [p for p in PROVISIONS if p.pack == pack.id]
        strict = [p for p in own if any(v.effect == "prohibited" for v in p.versions)]
        assert not strict or any(p.id in tried for p in own), pack.id


@pytest.mark.parametrize(
    ("pack", "file", "quote"), QUOTES, ids=[f"{q[0]}:{q[2][:40]}" for q in QUOTES]
)
def test_every_quotation_is_in_its_text(
    shared: Callable[[str], Path], pack: str, file: str, quote: str
) -> None:
    """A quotation stands in the archived text, word for word but for white space."""
    assert _squeezed(quote) in _flat(shared(file)), f"{pack} quotes {file}"


def test_quotations_are_there_at_all() -> None:
    """Most rules quote their text."""
    assert len(QUOTES) > 30


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda p: p.id)
def test_every_version_has_a_source(provision: Provision) -> None:
    """Each version and exception names its document; what is no law says so."""
    for version in provision.versions:
        assert version.source.doc
        assert version.source.basis == provision.basis
        assert version.says
        assert all(exception.source.doc for exception in version.exceptions)
    assert provision.authority
    assert provision.versions


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda p: p.id)
def test_an_id_follows_its_pack(provision: Provision) -> None:
    """The path of a provision begins as the path of its pack."""
    words = provision.pack.replace("_", "-").split("/")
    assert provision.id.replace("_", "-").split("/")[: len(words) - 1] == words[:-1]


def test_ids_are_unique() -> None:
    """No id stands twice, also not with another case or dash; so for exceptions of a version."""
    ids = [*LAW.provisions, *LAW.duties]
    folded = Counter(one.lower().replace("_", "-") for one in ids)
    assert [one for one, count in folded.items() if count > 1] == []
    for provision in PROVISIONS:
        for version in provision.versions:
            names = [exception.id for exception in version.exceptions]
            assert len(names) == len(set(names)), provision.id


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda p: p.id)
def test_versions_do_not_overlap(provision: Provision) -> None:
    """At most one version of a rule is in force on any day."""
    periods = [version.period for version in provision.versions]
    for i, one in enumerate(periods):
        assert one.start is None or one.end is None or one.start.day <= one.end.day
        assert not any(_overlap(one, other) for other in periods[i + 1 :])


def _overlap(one: Period, other: Period) -> bool:
    early, late = sorted(
        (one, other), key=lambda p: p.start.sort_key().timestamp() if p.start else 0
    )
    if early.end is None:
        return True
    return (
        late.start is not None
        and early.end.passed_by(late.start) is False
        and (late.start.at is None or early.end.at is None)
    )


def test_every_fact_read_is_in_the_vocabulary() -> None:
    """Packs read only facts that exist, and every fact has a meaning and an origin."""
    for provision in PROVISIONS:
        for version in provision.versions:
            assert {leaf.fact for leaf in leaves(version.applies)} <= set(FACTS)
    assert all(fact.meaning and fact.comes_from for fact in FACTS.values())


def test_every_draft_says_what_is_unread() -> None:
    """A draft, or a draft exception, names the text that wasn't read."""
    for provision in PROVISIONS:
        assert provision.status == "reviewed" or provision.unread
        for version in provision.versions:
            assert all(e.status == "reviewed" or e.unread for e in version.exceptions)


def test_every_duty_has_a_source_and_a_user() -> None:
    """A duty names its text, and some rule brings it."""
    used = {d for p in PROVISIONS for v in p.versions for d in v.duties}
    for duty in LAW.duties.values():
        assert duty.id in used
        assert all(version.source.doc for version in duty.versions)


def test_every_gap_has_an_owner_and_a_day() -> None:
    """What is missing has somebody who looks again, and a day for it."""
    ids = [gap.id for gap in shipped_gaps()]
    assert len(ids) == len(set(ids))
    assert all(gap.owner and gap.review_by >= "2026-01-01" for gap in shipped_gaps())


def test_reach_is_per_measure() -> None:
    """CAATSA items don't pass to owned entities, but for blocking (FAQ 869)."""
    for number in range(1, 13):
        attached = LAW.attached_to(f"us/caatsa/235/a/{number}")
        assert attached
        main = {p.reach for p in attached if p.id == f"us/caatsa/235/a/{number}"}
        assert main == {"ownership_50" if number == 9 else "none"}


def test_the_ownership_rule_is_dated() -> None:
    """OFAC adds owners together only from 13 August 2014 on."""
    early, late = LAW.reaches["ownership_50"].versions
    assert (early.aggregate, late.aggregate) == (False, True)
    assert str(early.period.end) == "2014-08-12"
    assert str(late.period.start) == "2014-08-13"
    assert {early.threshold_percent, late.threshold_percent} == {50.0}
    assert early.inclusive
    assert late.inclusive
