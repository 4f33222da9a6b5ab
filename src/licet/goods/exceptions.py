"""License Exceptions: what can be told of one from its catalogue and the entry's own words.

Only bars are computed here. That an exception is available is never said: its conditions
(15 CFR part 740) are a person's to meet.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from licet.core.kleene import Truth
from licet.goods import eccn as numbers
from licet.goods import table_store
from licet.goods.tables import ENTRIES, EXCEPTIONS

# Those that an entry of the list offers by itself (15 CFR 740.3 to 740.7).
LIST_BASED = ("LVS", "GBS", "TSR", "APP", "CIV")


def barred(home: Path, symbol: str, classified: str | None, day: date) -> tuple[Truth, str]:
    """Whether an exception is certainly out, with the reason; None where nothing bars it here."""
    symbol = symbol.strip().upper()
    catalogues = table_store.in_force(home, EXCEPTIONS, day).tables
    if catalogues and all(symbol not in table.data for table in catalogues):
        return True, f"{symbol} is no License Exception in the {catalogues[0].cite}"
    item = numbers.parse(classified or "")
    if symbol not in LIST_BASED or item is None:
        return None, "its conditions are in 15 CFR part 740"
    if not item.listed:
        return True, f"{symbol} is for entries of the Commerce Control List, not for EAR99"
    told = [
        str(entry["exceptions"].get(symbol, "N/A")).strip()
        for table in table_store.in_force(home, ENTRIES, day).tables
        if (entry := table.data.get(item.base))
    ]
    if told and all(words in {"N/A", "No", "None"} for words in told):
        return True, f"the entry {item.base} offers no {symbol}"
    return None, "; ".join(dict.fromkeys(told)) or "its conditions are in 15 CFR part 740"
