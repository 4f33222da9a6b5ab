"""Activities as a user would write them, and short ways to read an answer."""

from __future__ import annotations

from collections.abc import Callable

from licet.decision.case import Judged
from licet.decision.decision import Decision

LICENCE_OF_JUNE_2020 = {
    "kind": "specific_licence",
    "form": "DSP-5",
    "issued_by": "ddtc",
    "issued_on": "2020-06-01",
    "valid_until": "2024-05-31",
    "balance_remaining": "true",
}
Ask = Callable[..., Decision]
NOTHING = ("no_restriction_found", "no_restriction_found")
CONDITIONAL = ("conditional", "conditional")
LICENCE_REQUIRED = ("licence_required", "licence_required")
PROHIBITED = ("prohibited", "prohibited")
OPEN = ("no_restriction_found", "prohibited")

GOODS = "items: [{kind: goods, jurisdiction: itar, us_origin: true}]"
SERVICE = "items: [{kind: service, jurisdiction: itar}]"
DUAL_USE = "items: [{kind: goods, jurisdiction: ear, eccn: 9A610, us_origin: true}]"
SSB = "{name: Presidency of Defense Industries, listing: 'ofac:27016', role: %s, country: TR}"
DEMIR = "{name: Ismail Demir, listing: 'ofac:27018', role: %s, country: TR}"
EDD = "{name: Equipment Development Department, listing: 'ofac:24837', role: %s, country: CN}"
FIRM = "{name: Zwyxqet Qarvolim Havacilik, role: %s, country: TR, kind: organisation}"


def licence(**changes: str | None) -> str:
    """The licence of June 2020, changed; None leaves a key out."""
    held = {**LICENCE_OF_JUNE_2020, **changes}
    return f"licence: {{{', '.join(f'{k}: {v}' for k, v in held.items() if v is not None)}}}"


def act(kind: str, *parties: str, actor: str = "us_person", more: str = "") -> str:
    """An activity of a kind, with parties written as YAML, and further lines."""
    listed = "\n".join(f"  - {party}" for party in parties)
    return f"activity: {kind}\nactor: {actor}\nparties:\n{listed}\n{more}\n"


def shipment(held: str, *, kind: str = "export", item: str = GOODS) -> str:
    """A shipment to SSB as end user under a licence."""
    return act(kind, SSB % "end_user", more=f"{item}\n{held}")


def application(party: str, *, kind: str = "licence_application", item: str = GOODS) -> str:
    """An application for a licence that names a party."""
    return act(kind, party, more=item)


def interval(decision: Decision) -> tuple[str, str]:
    """Floor and ceiling as words."""
    return decision.floor.word, decision.ceiling.word


def regime(decision: Decision, name: str) -> tuple[str, str]:
    """Floor and ceiling of one regime; no restriction where none of its rules was touched."""
    found = decision.regimes.get(name)
    return (found.floor.word, found.ceiling.word) if found else NOTHING


def reasons(decision: Decision, provision: str) -> list[Judged]:
    """The live findings of a provision."""
    return [r for r in decision.results if r.finding.provision.id == provision and r.finding.live]


def duties(decision: Decision) -> dict[str, str]:
    """Kinds of duty with their certainty."""
    return {due.kind: due.certainty for due in decision.duties}


def asks(decision: Decision, about: str) -> bool:
    """Whether a question about a fact, match or share is among those that move the answer."""
    here = (decision.floor, decision.ceiling)
    return any(about in question.key and question.moves(here) for question in decision.questions)
