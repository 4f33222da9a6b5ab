"""The Commerce Country Chart: which columns are marked for a destination, and its footnotes.

Hong Kong has no row since 23 December 2020 and is China's (85 FR 83788); Liechtenstein is one
territory with Switzerland (footnote 5); the Cayman Islands are the regulation's own example of a
dependent territory (15 CFR 738.3(b)). A destination that is neither a row nor one of these is
unknown, never free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from licet.goods.tables import Table
from licet.goods.territories import code_of

INHERITS = {"HK": "CN", "LI": "CH", "KY": "GB"}
REGION_OF = {"UA-43": "UA", "UA-14": "UA", "UA-09": "UA"}
# How the tables write a country where it is no ordinary English name of it.
_WRITTEN = {
    "cote d'lvoire": "CI",
    "surinam": "SR",
    "china (prc)": "CN",
    "micronesia federated states of": "FM",
    "federated states of micronesia": "FM",
    "south sudan republic of": "SS",
    "south sudan, republic of": "SS",
    "congo (democratic republic of)": "CD",
    "congo (democratic republic of the)": "CD",
    "congo, democratic republic of the": "CD",
    "congo (republic of the)": "CG",
    "congo, republic of the": "CG",
    "korea south": "KR",
    "korea north": "KP",
    "burma": "MM",
    "vatican city": "VA",
    "micronesia (federated state of)": "FM",
    "micronesia, federated states of": "FM",
    "seycheles": "SC",
    "curacao": "CW",
    "curaçao": "CW",
    "sint maarten": "SX",
    "sint maarten (the dutch two-fifths of the island of saint martin)": "SX",
    "east timor": "TL",
    "swaziland": "SZ",
    "macau": "MO",
    "western sahara": "EH",
    "bahamas the": "BS",
    "gambia the": "GM",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """A row of one chart: the columns marked, its footnotes' numbers, or what it points to."""

    code: str
    row: str
    marks: frozenset[str]
    footnotes: tuple[str, ...]
    pointer: str | None


def country(name: str) -> str | None:
    """The code of a country as these tables write it."""
    plain = " ".join(name.lower().replace("&", "and").split())
    plain = plain.removeprefix("the ")
    return _WRITTEN.get(plain) or code_of(name) or code_of(plain) or code_of(_turned(name))


def _turned(name: str) -> str:
    """``Korea, South`` as South Korea; ``Korea  South`` too, where a comma was lost."""
    parts = [part.strip() for part in re.split(r",|\s{2,}", name) if part.strip()]
    return " ".join(reversed(parts))


def destination(chart: Table, code: str) -> Destination | None:
    """The row of a destination, its own or the one it inherits; None where the chart has none."""
    rows = _by_code(chart)
    own = REGION_OF.get(code, code)
    name = rows.get(own) or rows.get(INHERITS.get(own, ""))
    if name is None:
        return None
    row = chart.data[name]
    notes = tuple(str(n) for n in row["footnotes"])
    return Destination(code, name, frozenset(row["marks"]), notes, row["pointer"])


def groups_of(groups: Table, code: str) -> frozenset[str] | None:
    """The Country Groups of a destination; None where the table doesn't know it."""
    names = _by_code(groups)
    own = REGION_OF.get(code, code)
    name = names.get(own) or names.get(INHERITS.get(own, ""))
    return frozenset(groups.data[name]) if name else None


def _by_code(table: Table) -> dict[str, str]:
    """Code to the name in the table."""
    return {code: name for name in table.data if (code := country(name))}
