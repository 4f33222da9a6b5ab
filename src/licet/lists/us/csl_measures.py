"""Which measures a row of the Consolidated Screening List carries, by the list it comes from.

For the Treasury's lists the entry's own statements and programme tags decide, as for OFAC's own
files; list membership alone says only what that list is for. A row of Commerce or State is one
measure, in the words of the row: licence requirement and policy, order, notice.
"""

from __future__ import annotations

from collections.abc import Sequence

from licet.core.listing import ListedMeasure
from licet.lists.ofac.entry_measures import CAUTION, CONSOLIDATED, SDN, UNREAD, read_measures
from licet.lists.us.csl_row import CslRow
from licet.lists.us.us_tables import in_words, iso
from licet.lists.words import squeezed

# The lists of Commerce and State: each is one measure.
AGENCY: dict[str, str] = {
    "EL": "us/bis/entity-list",
    "DPL": "us/bis/denied-person",
    "UVL": "us/bis/unverified",
    "MEU": "us/bis/military-end-user",
    "ISN": "us/state/isn",
    "DTC": "us/state/aeca-debarred",
}
# The Treasury's lists that are kept for one measure each; any of those named is that measure.
TREASURY: dict[str, tuple[str, ...]] = {
    "CMIC": ("us/ofac/cmic",),
    "CAP": ("us/ofac/capta", "us/ofac/561"),
    "PLC": ("us/ofac/ns-plc",),
    "FSE": ("us/ofac/fse",),
    "ISA": ("us/ofac/ns-isa",),
    "561": ("us/ofac/561",),
}

Read = tuple[list[ListedMeasure], list[str]]


def measures_of(row: CslRow, statements: Sequence[str]) -> Read:
    """The measures of one row, and the statements of law that no rule knows."""
    if row.of_ofac:
        return _treasury(row, statements)
    measure = AGENCY.get(row.code)
    if measure is None:
        return [], [*statements, f"Listed on: {row.source}"]
    return [ListedMeasure(measure, _words(row), effective_on=iso(row.start))], list(statements)


def _treasury(row: CslRow, statements: Sequence[str]) -> Read:
    source = SDN if row.code == "SDN" else CONSOLIDATED
    found, unread = read_measures(source, row.programmes, sorted(set(statements)))
    kept = [one for one in found if one.measure != UNREAD]
    said = f"On the list: {squeezed(row.source)}"
    own = TREASURY.get(row.code, ())
    if own and not any(one.measure in own for one in kept):
        kept.append(ListedMeasure(own[0], said))
    if all(one.measure == CAUTION for one in kept):
        kept.append(ListedMeasure(UNREAD, said))
    return kept, list(unread)


def _words(row: CslRow) -> str:
    """What the row says of its measure, in the publisher's words and with its own column names."""
    return in_words(
        ("Source", row.source),
        ("Programs", ", ".join(row.programmes)),
        ("License Requirement", row.requirement),
        ("License Policy", row.policy),
        ("Standard Order", row.standard_order),
        ("Federal Register Notice", row.notice),
        ("Start Date", row.start),
        ("End Date", row.end),
    )
