"""Of windows that overlap, the one that explains more words better is the mention."""

from __future__ import annotations

from licet.screening.mentions.context import Named
from licet.screening.mentions.edges import Window
from licet.screening.mentions.one_word import WHOLE
from licet.screening.mentions.setting import Setting
from licet.screening.mentions.words import COMMA
from licet.screening.model import Match

CLOSE = 0.05
"""Listings whose scores lie this near the best one of a stretch are all kept."""

EXPLAINED, MOST_EXPLAINED = 0.04, 5.0
"""What each weight of words that are explained adds, and up to how much weight."""

CROSSED = 0.1
"""What a comma or bracket within a name costs."""


def settle(kept: list[tuple[Window, Match]], setting: Setting) -> list[Named]:
    """One mention for each stretch: what explains most wins, near equals on it stay beside it."""
    best: dict[Window, list[Match]] = {}
    ranked = sorted(kept, key=lambda one: (-_rank(one, setting), one[0]))
    taken: dict[int, Window] = {}
    for span, match in ranked:
        holders = {taken[at] for at in range(span[0], span[1] + 1) if at in taken}
        if not holders:
            best[span] = []
            taken.update(dict.fromkeys(range(span[0], span[1] + 1), span))
        elif holders != {span}:
            inner = holders.pop()
            # The same name with its abbreviation in brackets is the same mention.
            if holders or inner[0] < span[0] or inner[1] > span[1] or match.score < WHOLE:
                continue
            span = inner  # noqa: PLW2901
        best[span].append(match)
    return [Named(*span, _near_best(matches)) for span, matches in sorted(best.items())]


def _rank(one: tuple[Window, Match], setting: Setting) -> float:
    """Score, and a little for every word that is explained; less over a comma or bracket."""
    (first, last), match = one
    crossed = int((setting.words.gap[first + 1 : last + 1] >= COMMA).sum())
    explained = min(sum(pair.weight for pair in match.why), MOST_EXPLAINED)
    return match.score + EXPLAINED * explained - CROSSED * crossed


def _near_best(matches: list[Match]) -> tuple[Match, ...]:
    ordered = sorted(matches, key=lambda one: (-one.score, one.listing_id, one.source))
    return tuple(one for one in ordered if one.score >= ordered[0].score - CLOSE)
