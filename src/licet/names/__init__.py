"""Names: normalise, transliterate, tokenise, legal forms, sounds, countries. Pure functions."""

from licet.names.countries import country_code
from licet.names.normalise import clean, fold
from licet.names.phonetic import romanised, skeleton, sound
from licet.names.tokenise import ParsedName, Token, parse
from licet.names.transliterate import readings, unmask

__all__ = [
    "ParsedName",
    "Token",
    "clean",
    "country_code",
    "fold",
    "parse",
    "readings",
    "romanised",
    "skeleton",
    "sound",
    "unmask",
]
