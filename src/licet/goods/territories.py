"""Countries and territories: from a publisher's or a user's word to one code.

Codes are ISO 3166-1 alpha-2, and ISO 3166-2 for the regions of Ukraine that US law embargoes
apart from the rest of the country.
"""

from __future__ import annotations

from licet.core.errors import BadInputError
from licet.names.countries import country_code

EMBARGOED_REGIONS = {"UA": frozenset({"UA-43", "UA-14", "UA-09"})}
REGION_WORDS = {
    "crimea": "UA-43",
    "region: crimea": "UA-43",
    "sevastopol": "UA-43",
    "donetsk": "UA-14",
    "region: donetsk": "UA-14",
    "luhansk": "UA-09",
    "region: luhansk": "UA-09",
}
_REGIONS = {code.lower(): code for held in EMBARGOED_REGIONS.values() for code in held}


def code_of(word: str) -> str | None:
    """The code of a country or territory, or None for a word that names none."""
    plain = " ".join(word.lower().split())
    return _REGIONS.get(plain) or REGION_WORDS.get(plain) or country_code(word)


def require(word: str, where: str) -> str:
    """The code of a country a user named; raises BadInputError for a word that names none."""
    code = code_of(word)
    if code is None:
        raise BadInputError(
            f"'{word}' is not a country or territory.",
            where=where,
            mend="Give its ISO 3166 code (TR, UA-43) or its English name.",
        )
    return code


def regions_in_doubt(code: str) -> frozenset[str]:
    """Embargoed parts of a country that a bare country code leaves open."""
    return EMBARGOED_REGIONS.get(code, frozenset())
