"""From the rows of one party on the Consolidated Screening List to its Listing, and its links.

A party that stands on several of the Treasury's lists has one row per list under one OFAC uid:
they become one Listing with the measures of each. Rows of Commerce and State carry no uid and
stay apart; where State's nonproliferation list names a party as an OFAC row of the same file does,
both say so by a relation, and neither is merged away.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from licet.core.dates import PartialDate
from licet.core.listing import Feature, Listing, Name, Relation
from licet.lists.ofac.ofac_entry import name_of
from licet.lists.ofac.remarks import Facts, add_fact, read_remark
from licet.lists.us.csl_measures import AGENCY, measures_of
from licet.lists.us.csl_row import SOURCE, CslRow
from licet.lists.us.us_tables import SUCCESSORS, citations, events
from licet.lists.words import distinct, fields_id, squeezed

SAME_NAME = "Same name on another list of this file"
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"\w+")


def listings_of(rows: Iterable[CslRow]) -> list[Listing]:
    """One Listing per party: by OFAC uid, else trade.gov's id, else list and name."""
    parties: dict[str, list[CslRow]] = {}
    for row in rows:
        parties.setdefault(entry_id(row), []).append(row)
    return _linked([_listing(key, _ranked(told)) for key, told in parties.items()])


def entry_id(row: CslRow) -> str:
    """The OFAC uid, trade.gov's own id, or (the re-packed file has none) a hash: list and name."""
    return row.number or row.own_id or fields_id(row.code, row.name)


def _ranked(rows: list[CslRow]) -> list[CslRow]:
    """Distinct rows in an order of their own, for the order in the file means nothing."""
    return rows if len(rows) == 1 else sorted(set(rows), key=_rank)


def _rank(row: CslRow) -> tuple[bool, str, str, str]:
    """SDN rows first, then by list and content: the first row gives the primary name."""
    return row.code != "SDN", row.code, row.name, repr(row)


def _listing(key: str, rows: Sequence[CslRow]) -> Listing:
    facts, measures, unread = Facts(), [], []
    for row in rows:
        one = _facts(row)
        found, unknown = measures_of(row, one.statements)
        measures += found
        unread += [*unknown, *one.unread, *row.unread]
        for field in ("weak_aliases", "identifiers", "features", "relations", "remarks"):
            getattr(facts, field).extend(getattr(one, field))
    return Listing(
        source=SOURCE,
        entry_id=key,
        kind=next((row.kind for row in rows if row.type), "unknown"),
        names=_names(rows, facts),
        programmes=distinct(_programmes(rows)),
        measures=distinct(measures),
        addresses=distinct(one for row in rows for one in row.addresses),
        identifiers=distinct(facts.identifiers),
        births=tuple(map(PartialDate.parse, distinct(day for row in rows for day in row.births))),
        birth_places=distinct(place for row in rows for place in row.birth_places),
        nationalities=distinct(one for row in rows for one in row.nationalities),
        citizenships=distinct(one for row in rows for one in row.citizenships),
        titles=tuple(dict.fromkeys(title for row in rows for title in row.titles)),
        features=distinct([*facts.features, *_features(rows)]),
        relations=distinct(facts.relations),
        remarks=distinct(facts.remarks),
        unread=distinct(unread),
        legal_bases=distinct(one for row in rows for one in citations(row.notice)),
        events=distinct(
            one for row in rows for one in events(("effective", row.start), ("expires", row.end))
        ),
        references=distinct(f"ofac:{row.number}" for row in rows if row.number),
    )


def _facts(row: CslRow) -> Facts:
    """Labelled facts of every row; OFAC's grammar of remarks only for OFAC's rows."""
    facts = Facts()
    for one in row.labelled:
        add_fact(facts, one)
        if one.note:  # only identifiers have one, and the grammar of OFAC knows none
            facts.identifiers[-1] = dataclasses.replace(facts.identifiers[-1], note=one.note)
    if row.of_ofac:
        read_remark(facts, squeezed(row.remarks), row.titles, cut=False)
    elif row.remarks:
        facts.remarks.append(squeezed(row.remarks))
    return facts


def _programmes(rows: Iterable[CslRow]) -> list[str]:
    """Programme tags; a row of Commerce or State adds its list's short name, for it has no tag."""
    lists = [row.code for row in rows if row.code in AGENCY]
    return [*lists, *(tag for row in rows for tag in row.programmes)]


def _features(rows: Iterable[CslRow]) -> list[Feature]:
    found = []
    for row in rows:
        found += [Feature("Screening list", squeezed(row.source)), *row.features]
        if row.standard_order:
            found.append(Feature("Standard order", row.standard_order))
        if "successor" in row.name and (scope := SUCCESSORS.search(squeezed(row.name))):
            found.append(Feature("Scope", scope[1]))
    return found


def _names(rows: Sequence[CslRow], facts: Facts) -> tuple[Name, ...]:
    person = any(row.kind == "person" for row in rows)
    primary = _name(rows[0].name, "primary", person)
    others = [(row.name, False) for row in rows[1:]]
    others += [(alias, False) for row in rows for alias in row.aliases]
    found = {one.text: one for text, _ in others if (one := _name(text, "aka", person)).text}
    found.pop(primary.text, None)
    weak = {name_of(text, kind, person, weak=True) for kind, text in facts.weak_aliases}
    kept = sorted((one for one in weak if one.text not in found), key=lambda one: one.text)
    return (primary, *(found[text] for text in sorted(found)), *kept)


def _name(published: str, kind: str, person: bool) -> Name:
    """A name in natural order, without the words on successors that State adds to it."""
    whole = squeezed(published)
    bare = SUCCESSORS.sub("", whole).rstrip(" ;,") if "successor" in whole else whole
    name = name_of(bare or whole, "primary" if kind == "primary" else "aka", person)
    return name if bare == published else dataclasses.replace(name, as_published=published)


def _linked(listings: list[Listing]) -> list[Listing]:
    """Relations, both ways, between State's nonproliferation rows and OFAC rows named alike."""
    state = {at: _keys(one.names[:1]) for at, one in enumerate(listings) if "ISN" in one.programmes}
    wanted = set().union(*state.values()) if state else set()
    treasury: dict[str, set[int]] = {}
    for at, one in enumerate(listings):
        if one.references:
            for key in _keys(one.names) & wanted:
                treasury.setdefault(key, set()).add(at)
    found: dict[int, list[Relation]] = {}
    for at, keys in state.items():
        for other in set().union(*(treasury.get(key, ()) for key in keys)):
            found.setdefault(at, []).append(_relation(listings[other]))
            found.setdefault(other, []).append(_relation(listings[at]))
    for at, relations in found.items():
        whole = distinct([*listings[at].relations, *relations])
        listings[at] = dataclasses.replace(listings[at], relations=whole)
    return listings


def _relation(other: Listing) -> Relation:
    return Relation(SAME_NAME, other.name, next(iter(other.references), other.listing_id))


def _keys(names: Iterable[Name]) -> set[str]:
    """A name's words in any order, as written and without what stands in brackets."""
    texts = {name.text for name in names}
    texts |= {_IN_BRACKETS.sub("", text) for text in texts if "(" in text}
    return {" ".join(sorted(words)) for t in texts if len(words := _WORD.findall(t.casefold())) > 1}
