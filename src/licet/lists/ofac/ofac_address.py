"""An address out of the parts that OFAC's advanced and enhanced XML give it in.

Source: the LocPartType reference values of the advanced XML. The standard XML writes a region
that stands without a country as the country "Region: Gaza"; so does this.
"""

from __future__ import annotations

from collections.abc import Mapping

from licet.core.listing import Address

COUNTRY_PART = "Unknown"  # OFAC's word for the part that holds nothing but a country's name


def address_of(parts: Mapping[str, str], country: str, note: str | None = None) -> Address:
    """An Address of OFAC's parts. A region without a country is written as the country is."""
    region = parts.get("REGION", "")
    street = ", ".join(text for i in "123" if (text := parts.get(f"ADDRESS{i}")))
    nation = country or (f"Region: {region}" if region else "") or parts.get(COUNTRY_PART, "")
    rest = (f"{kind}: {text}" for kind, text in parts.items() if kind not in _ADDRESS_PARTS)
    notes = (note, f"Region: {region}" if region and country else "", *rest)
    return Address(
        street or None,
        parts.get("CITY") or None,
        parts.get("STATE/PROVINCE") or None,
        parts.get("POSTAL CODE") or None,
        nation or None,
        "; ".join(filter(None, notes)) or None,
    )


_ADDRESS_PARTS = frozenset(
    {"ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION"}
) | {COUNTRY_PART}
