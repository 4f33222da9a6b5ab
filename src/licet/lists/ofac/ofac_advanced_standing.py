"""What stands after the parties of OFAC's advanced XML: sanctions entries and relationships.

Source: the schema sdn_advanced.xsd. A SanctionsEntry puts a profile on one list on one day; OFAC
repeats the legal bases, programmes and types of the profile in each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.core.listing import DatedEvent, Relation
from licet.lists.ofac.ofac_advanced_dates import WHERE, day_of, period_of, tag
from licet.lists.ofac.ofac_advanced_refs import References
from licet.lists.ofac.ofac_profile import Profile, add_relation
from licet.lists.ofac.ofac_stream import bad, number_of, strange_parts, text_of
from licet.lists.ofac.ofac_types import Standing

if TYPE_CHECKING:
    from lxml.etree import _Element

PROGRAMME = "Program"  # OFAC's type for a measure that is the programme's tag, in its comment
_SILENT = frozenset({"", "Unknown"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship of one profile to another, which may stand on another list."""

    source_id: str
    target_id: str
    kind: str
    quality: str
    note: str

    def add_to(self, profile: Profile, target: str) -> None:
        """Add the tie to the profile it comes from; ``target`` is the other's name."""
        add_relation(profile, Relation(self.kind, target, self.target_id), self.quality, self.note)


def add_entry(standing: Standing, entry: _Element, refs: References) -> None:
    """Add a SanctionsEntry to the standing of its profile."""
    standing.unread.extend(strange_parts(entry, {"EntryEvent", "SanctionsMeasure"}))
    name = refs.text(entry, "ListID", "List")
    for event in entry.iterfind(tag("EntryEvent")):
        _add_event(standing, event, name, refs)
    for measure in entry.iterfind(tag("SanctionsMeasure")):
        _add_measure(standing, measure, refs)


def _add_event(standing: Standing, event: _Element, name: str, refs: References) -> None:
    dated = event.find(tag("Date"))
    if dated is None:
        raise bad(event, WHERE, "an EntryEvent has no Date")
    day, what = day_of(dated).isoformat(), refs.text(event, "EntryEventTypeID", "EntryEventType")
    if what == "Created":
        standing.listed(name, day)
    else:
        standing.events.append(DatedEvent("other", f"{day} {name}: {what}"))
    if event.get("LegalBasisID"):
        basis = refs.text(event, "LegalBasisID", "LegalBasis")
        standing.legal_bases.extend({basis} - _SILENT)
    if note := text_of(event.find(tag("Comment"))):
        standing.unread.append(f"{day} {name}: {note}")


def _add_measure(standing: Standing, measure: _Element, refs: References) -> None:
    kind = refs.text(measure, "SanctionsTypeID", "SanctionsType")
    note = text_of(measure.find(tag("Comment")))
    if kind == PROGRAMME and note:
        standing.programmes.append(note)
    else:
        standing.types.append(kind)
        standing.unread.extend([f"{kind}: {note}"] if note else [])
    dated = measure.find(tag("DatePeriod"))
    if dated is not None and (period := period_of(dated)):
        standing.unread.append(f"{kind} {note} {period}")


def tie_of(element: _Element, refs: References) -> Tie:
    """A ProfileRelationship; a former one says so, and one that is dated says when."""
    kind = refs.text(element, "RelationTypeID", "RelationType")
    quality = refs.text(element, "RelationQualityID", "RelationQuality")
    dated = element.find(tag("DatePeriod"))
    marks = [
        "former" if element.get("Former") == "true" else "",
        "" if dated is None else period_of(dated),
    ]
    told = ", ".join(filter(None, marks))
    return Tie(
        number_of(element, "From-ProfileID", WHERE),
        number_of(element, "To-ProfileID", WHERE),
        f"{kind} ({told})" if told else kind,
        "" if quality in _SILENT else quality,
        text_of(element.find(tag("Comment"))),
    )
