"""Which of OFAC's two lists a set of entries is, told by their programme tags.

Source: the tags of sdn.csv 2019 to 2024 and of CONSOLIDATED.XML 2020 to 2025. Tags that both
lists carry (SDGT, SYRIA, RUSSIA-EO14024, NS-PLC beside another tag, ...) tell nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from licet.lists.ofac.entry_measures import CONSOLIDATED, SDN

ONLY_CONSOLIDATED = frozenset({"561-Related", "CCMC-EO13959", "CMIC-EO13959", "FSE-IR", "NS-ISA"})
ONLY_SDN = frozenset(
    tag.strip()
    for tag in """
    BALKANS, BALKANS-EO14033, BELARUS, BELARUS-EO14038, BPI-RUSSIA-EO14024, BURUNDI,
    CAATSA - IRAN, CAR, CUBA, CYBER2, DARFUR, DPRK, DPRK2, DPRK3, DPRK4, DPRK-NKSPEA, DRCONGO,
    ELECTION-EO13848, ETHIOPIA-EO14046, FTO, GLOMAG, HIFPAA, HK-EO13936, HOSTAGES-EO14078,
    HRIT-IR, HRIT-SY, IFCA, IFSR, IRAN, IRAN-EO13846, IRAN-EO13871, IRAN-EO13876, IRAN-EO13902,
    IRAN-HR, IRAN-TRA, IRAQ2, IRAQ3, IRGC, ISA, LEBANON, LIBYA2, LIBYA3, MAGNIT, MALI-EO13882,
    NICARAGUA, NICARAGUA-NHRAA, NPWMD, PEESA-EO14039, RUSSIA-EO14065, SDNT, SDNTK, SDT,
    SOMALIA, SOUTH SUDAN, SSIDES, SUDAN-EO14098, SYRIA-CAESAR, SYRIA-EO13894, TCO, UHRPA,
    UKRAINE-EO13660, UKRAINE-EO13661, UKRAINE-EO13685, VENEZUELA, VENEZUELA-EO13884,
    WEST-BANK-EO14115, YEMEN, ZIMBABWE
    """.replace("\n", " ").split(",")
)
STRAY = 0.05  # a tag may move to the other list; one such entry in twenty doesn't decide


def source_of(entries: Iterable[tuple[Collection[str], bool]]) -> str | None:
    """The list that the entries come from, or None when their tags fit both.

    Each entry is its tags, and whether it states a directive of E.O. 13662. A blocked person
    under that order alone never does: those are the consolidated list's sectoral entries.
    """
    sdn = consolidated = 0
    for tags, sectoral in entries:
        if not ONLY_SDN.isdisjoint(tags):
            sdn += 1
        elif (
            not ONLY_CONSOLIDATED.isdisjoint(tags)
            or set(tags) == {"NS-PLC"}
            or (sectoral and set(tags) == {"UKRAINE-EO13662"})
        ):
            consolidated += 1
    if consolidated > sdn and sdn <= STRAY * consolidated:
        return CONSOLIDATED
    return SDN if sdn > consolidated and consolidated <= STRAY * sdn else None
