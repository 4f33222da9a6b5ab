"""What the control list and the chart say of an item, and whether it needs a licence at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from licet.core.dates import AsOf
from licet.core.kleene import Truth
from licet.core.outcome import NOTHING, Outcome
from licet.decision.activity import Item
from licet.decision.case import GLOBAL, fact_key
from licet.decision.goods_places import put, read
from licet.decision.sheet import FactSheet
from licet.goods import eccn as numbers
from licet.goods import exceptions, table_store
from licet.goods.requirement import Determination, determine
from licet.goods.tables import TITLES, Table
from licet.goods.window import governing
from licet.law.interpreter import evaluate, failed
from licet.law.model import Law, Provision
from licet.law.values import Value, Words

HARMLESS = frozenset({"civil"})


def control(item: Item, scope: str, home: Path, day: date, sheet: FactSheet) -> None:
    """Classification, and what the list and the chart say for each destination."""
    found = numbers.parse(item.eccn or "")
    if found:
        put(sheet, scope, "item.eccn_series", found.series)
        put(sheet, scope, "item.ccl_listed", found.listed)
    symbol = read(sheet, scope, "ear.licence_exception")
    if isinstance(symbol, str):
        put(
            sheet, scope, "ear.exception_barred", exceptions.barred(home, symbol, item.eccn, day)[0]
        )
    places = read(sheet, scope, "ear.destination")
    members = sorted(places.members) if isinstance(places, Words) else []
    made = {code: determine(home, item.eccn, code, day) for code in members} if item.eccn else {}
    put(sheet, scope, "item.ccl_licence", _together(list(made.values()), places))
    _reasons(list(made.values()), scope, sheet)
    missing = [text for one in made.values() for text in one.missing]
    lacking = [] if item.eccn else ["the item's eccn"]
    sheet.missing["item.ccl_licence"] = list(dict.fromkeys([*lacking, *missing]))
    if found and found.listed and made:
        _tables(home, day, sheet)
    for code, one in made.items():
        sheet.notes += [note for note in _notes(item, code, one) if note not in sheet.notes]


def _tables(home: Path, day: date, sheet: FactSheet) -> None:
    """Which tables were read, and on which days another answer may come of them."""
    held = table_store.listed(home)
    sheet.days |= {edge for t in held for edge in (t.first, t.issued, t.last)}
    read_now = {t for kind in TITLES for t in governing(kind, _of_kind(held, kind), day).tables}
    sheet.tables = [
        {"kind": t.kind, "issued": str(t.issued), "sha256": t.sha256}
        for t in sorted(read_now, key=lambda t: (t.kind, t.issued, t.sha256))
    ]


def _of_kind(held: Sequence[Table], kind: str) -> list[Table]:
    """The tables of one kind."""
    return [table for table in held if table.kind == kind]


def _together(made: Sequence[Determination], places: Value | None) -> Truth:
    """A licence for one destination is a licence; none only where every destination is known."""
    truths = [one.truth for one in made]
    if any(truth is True for truth in truths):
        return True
    whole = isinstance(places, Words) and places.possible == frozenset()
    return False if whole and truths and all(t is False for t in truths) else None


def _reasons(made: Sequence[Determination], scope: str, sheet: FactSheet) -> None:
    """The reasons for which the list controls the item, where a list of the day was read."""
    if not made or any(one.truth is None and not one.steps for one in made):
        return
    steps = [step for one in made for step in one.steps if step.reason]
    certain = frozenset(step.reason for step in steps if step.reason and step.covers is True)
    possible = frozenset(step.reason for step in steps if step.reason and step.covers is None)
    put(sheet, scope, "item.reasons_for_control", Words(certain, possible - certain))


def _notes(item: Item, code: str, made: Determination) -> Iterator[str]:
    """What was found in which table, and how old that is."""
    yield from made.notes
    for step in made.steps:
        if step.truth is True:
            yield f"{item.eccn} to {code} needs a licence: {step.text} ({step.cite})."


def licence_needed(
    law: Law, sheet: FactSheet, scope: str, asked: AsOf, *, restricted: bool
) -> None:
    """``licence.needed`` where nobody stated it.

    True where a rule of the EAR that hangs on no listing certainly asks for one, false where none
    can; else open, with what is missing. What a listing asks is said by its own rule, but where a
    measure makes licences unavailable (``restricted``) that one may be needed stays open.
    """
    stated = sheet.values.get(fact_key(GLOBAL, "licence.needed"))
    if stated is not None:
        if stated is False:
            # Who says that no licence is needed has looked at the list and at the end use.
            put(sheet, scope, "item.ccl_licence", False)
            put(sheet, scope, "item.end_use", Words(HARMLESS))
        return
    missing = list(sheet.missing.get("item.ccl_licence", ()))
    if read(sheet, scope, "item.ccl_licence") is not None:
        missing = []
    if restricted:
        missing.append("what the lists ask for a party")
    facts = {**_scoped(sheet, GLOBAL), **_scoped(sheet, scope)}
    certain = False
    for provision in _asking(law):
        try:
            outcomes = evaluate(law, provision, facts, asked.moment).outcomes
        except Exception as error:
            outcomes = failed(provision, error).outcomes
        certain = certain or outcomes.floor >= Outcome.LICENCE_REQUIRED
        if outcomes != NOTHING and provision.id != "us/ear/736/one":
            missing.append(f"whether it holds: {provision.title}")
    open_list = read(sheet, scope, "item.ccl_licence") is None
    sheet.missing["licence.needed"] = [] if certain else missing
    if certain:
        sheet.put(scope, "licence.needed", True)
    elif not missing and not open_list and read(sheet, scope, "item.jurisdiction") == "ear":
        sheet.put(scope, "licence.needed", False)


def _asking(law: Law) -> Iterator[Provision]:
    """Rules of the EAR that can ask for a licence and hang on no listing."""
    for provision in law.unattached():
        asking = any(version.effect == "licence_required" for version in provision.versions)
        if provision.regime == "us/ear" and asking:
            yield provision


def _scoped(sheet: FactSheet, scope: str) -> dict[str, Value]:
    return {key[2]: value for key, value in sheet.values.items() if key[1] == scope}
