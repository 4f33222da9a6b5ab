"""What goes into screening and what comes out: a query, a match and its explanation."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from licet.core.dates import PartialDate
from licet.core.listing import Kind, NameKind, Strength

How = Literal[
    "exact", "transliteration", "phonetic", "edit", "initial", "merged", "prefix", "acronym"
]
HOWS: tuple[How, ...] = (
    "exact", "transliteration", "phonetic", "edit", "initial", "merged", "prefix", "acronym",
)  # fmt: skip
"""In the order of the codes that the arrays carry (0 is no similarity, 1 is the first)."""

KINDS: tuple[Kind, ...] = ("unknown", "person", "organisation", "vessel", "aircraft")
NAME_KINDS: tuple[NameKind, ...] = ("primary", "aka", "fka", "nka")
Band = Literal["strong", "possible", "below"]

DEFAULT = 0.77
"""The default threshold: with every list at hand, the mean population of ordinary names (a US
registry, US businesses, listed companies, people of 13 cultures) stays below 10 alerts per 1,000
there; single cultures lie above that. ``benchmarks/train.py`` lays the ladder of scores that way,
``measured.json`` says what it finds and costs, ``benchmarks/screening_quick.py`` measures it."""

STRONG = 0.92
"""From here on a match is called strong: nearly every informative word agrees."""

CEILING = 0.99
"""The highest score of a name that isn't the same word by word."""

WEAK_CAP = 0.86
"""A weak alias ("SSB") never scores more: above the default, well below the strong band."""


@dataclass(frozen=True, slots=True)
class QueryIdentifier:
    """A number the party gave: its kind in any words ("passport", "IMO"), or None if unknown."""

    value: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One party to screen. Only the name is needed; what else is given can raise or lower."""

    name: str
    kind: Kind = "unknown"
    country: str | None = None
    birth_date: PartialDate | None = None
    identifiers: tuple[QueryIdentifier, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenPair:
    """A word of the query that met a word of the list."""

    query: str
    listed: str
    how: How
    similarity: float
    weight: float


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What something beside the words added (or took away), and why, in words."""

    what: str
    delta: float
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature gave: its value, its points, and what it cost against its best value."""

    feature: str
    value: float
    points: float
    cost: float
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """A listing that the query may be, by its best name, with the working shown."""

    listing_id: str
    source: str
    score: float
    matched_name: str
    name_kind: NameKind
    strength: Strength
    reason: Literal["name", "identifier"]
    why: tuple[TokenPair, ...]
    unmatched_query: tuple[str, ...]
    unmatched_listed: tuple[str, ...]
    adjustments: tuple[Adjustment, ...]
    parts: tuple[Part, ...] = ()

    @property
    def band(self) -> Band:
        """Strong, possible (above the default threshold) or below."""
        return (
            "strong" if self.score >= STRONG else "possible" if self.score >= DEFAULT else "below"
        )

    def sentence(self) -> str:
        """One line that a person understands."""
        parts = [_pair_words(pair) for pair in self.why]
        if self.unmatched_query:
            parts.append(f"not on the list's name: {', '.join(self.unmatched_query)}")
        if self.unmatched_listed:
            parts.append(f"only on the list's name: {', '.join(self.unmatched_listed)}")
        parts += [adjustment.words for adjustment in self.adjustments]
        alias = "" if self.name_kind == "primary" else f" ({self.strength} {self.name_kind})"
        head = f"{self.listing_id} {self.matched_name}{alias}, score {self.score:.2f}"
        return f"{head}: {'; '.join(parts)}."

    def to_json(self) -> dict[str, Any]:
        """Plain values, with the band and the sentence."""
        return {**asdict(self), "band": self.band, "sentence": self.sentence()}


def _pair_words(pair: TokenPair) -> str:
    words = {
        "exact": f"{pair.query} is the same",
        "transliteration": f"{pair.query} is {pair.listed} in another spelling or language",
        "phonetic": f"{pair.query} sounds like {pair.listed}",
        "edit": f"{pair.query} is near {pair.listed}",
        "initial": f"{pair.query} fits {pair.listed} as an initial",
        "merged": f"{pair.query} is {pair.listed} with other spacing",
        "acronym": f"{pair.query} and {pair.listed}: one is the other's first letters",
        "prefix": f"{pair.query} fits {pair.listed}, cut short",
    }
    return words[pair.how]
