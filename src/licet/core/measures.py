"""The ids of the measures a listing can carry, and how each is called.

A measure is a dated legal consequence of a listing. ``lists/`` reads these ids out of entries,
``packs/`` attaches provisions to them; the law itself stands only in the packs. An id mirrors
the path of its authority.
"""

from __future__ import annotations

MEASURES: dict[str, str] = {
    "us/caatsa/235/a/1": "Export-Import Bank assistance unavailable",
    "us/caatsa/235/a/2": "New US export licences unavailable",
    "us/caatsa/235/a/3": "Cap on loans from US financial institutions",
    "us/caatsa/235/a/4": "US opposes loans from international financial institutions",
    "us/caatsa/235/a/5": "Limits on a sanctioned financial institution",
    "us/caatsa/235/a/6": "No US Government procurement",
    "us/caatsa/235/a/7": "Foreign exchange prohibited",
    "us/caatsa/235/a/8": "Banking transactions prohibited",
    "us/caatsa/235/a/9": "Property blocked (CAATSA)",
    "us/caatsa/235/a/10": "Investment in equity or debt banned",
    "us/caatsa/235/a/11": "Corporate officers excluded from the United States",
    "us/caatsa/235/a/12": "Sanctions on principal executive officers",
    "us/ofac/blocking": "Blocking: on the SDN list",
    "us/ofac/ns-plc": "Palestinian Legislative Council: transactions rejected",
    "us/ofac/ns-isa": "Iran Sanctions Act menu (non-SDN)",
    "us/ofac/561": "Part 561: correspondent account limits",
    "us/ofac/capta": "Correspondent or payable-through account limits",
    "us/ofac/fse": "Foreign sanctions evader",
    "us/ofac/cmic": "Chinese military-industrial company: securities",
    "us/ofac/ssi/1": "Sectoral sanctions, Directive 1 (E.O. 13662)",
    "us/ofac/ssi/2": "Sectoral sanctions, Directive 2 (E.O. 13662)",
    "us/ofac/ssi/3": "Sectoral sanctions, Directive 3 (E.O. 13662)",
    "us/ofac/ssi/4": "Sectoral sanctions, Directive 4 (E.O. 13662)",
    "us/ofac/eo14024/1": "Russia, Directive 1 (E.O. 14024)",
    "us/ofac/eo14024/1a": "Russia, Directive 1A (E.O. 14024)",
    "us/ofac/eo14024/2": "Russia, Directive 2 (E.O. 14024)",
    "us/ofac/eo14024/3": "Russia, Directive 3 (E.O. 14024)",
    "us/ofac/eo14024/4": "Russia, Directive 4 (E.O. 14024)",
    "us/ofac/eo14014/1": "Burma, Directive 1 (E.O. 14014)",
    "us/ofac/eo14038": "Belarus directives (E.O. 14038)",
    "us/ofac/eo14059": "Illicit drugs, menu-based (E.O. 14059)",
    "us/ofac/eo13846": "Iran, menu-based (E.O. 13846)",
    "us/ofac/peesa": "Energy pipelines: blocked, goods may be imported (PEESA)",
    "us/ofac/secondary-sanctions-risk": "Secondary sanctions risk",
    "us/ofac/us-owned-foreign-entities": "Binds foreign entities of US financial institutions",
    "us/bis/entity-list": "Entity List: licence required",
    "us/bis/military-end-user": "Military End-User List: licence required",
    "us/bis/military-intelligence-end-user": "Military-intelligence end user: licence required",
    "us/bis/unverified": "Unverified List: no licence exceptions, statement needed",
    "us/bis/denied-person": "Denied Persons List: no participation in exports",
    "us/state/isn": "Nonproliferation sanctions (State, ISN)",
    "us/state/aeca-debarred": "Debarred under the Arms Export Control Act",
    "un/asset-freeze": "UN asset freeze",
    "un/travel-ban": "UN travel ban",
    "un/arms-embargo": "UN arms embargo",
    "un/measures": "UN Security Council measures",
    "eu/asset-freeze": "EU asset freeze",
    "eu/travel-ban": "EU travel ban",
    "eu/measures": "EU restrictive measures",
    "uk/asset-freeze": "UK asset freeze",
    "uk/travel-ban": "UK travel ban",
    "uk/investment-ban": "UK capital market and investment restrictions",
    "uk/trust-services": "UK trust services sanctions",
    "uk/director-disqualification": "UK director disqualification sanction",
    "uk/measures": "UK sanctions",
    "ch/measures": "Swiss sanctions (SECO)",
    "ca/measures": "Canadian sanctions (SEMA, JVCFOA)",
    "au/measures": "Australian sanctions (DFAT)",
    "jp/end-user": "Japan, foreign end user list (METI)",
    "jp/asset-freeze": "Japan asset freeze",
    "ua/measures": "Ukrainian sanctions (NSDC)",
    "worldbank/debarment": "World Bank debarment",
    "us/ofac/consolidated-unread": "On the consolidated list; its measure could not be read",
}


def title(measure: str) -> str:
    """The measure's name for a person; an id nobody knows is shown as it is."""
    return MEASURES.get(measure, measure)
