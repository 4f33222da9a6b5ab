"""A person's name that goes on in the text is somebody else's: "Ismail Demir Yılmaz"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from licet.names import legal_forms
from licet.names.tokenise import PARTICLES, TITLES
from licet.screening.mentions.context import Context
from licet.screening.mentions.edges import Window
from licet.screening.mentions.words import CAPITALISED, PLAIN
from licet.screening.model import Match
from licet.screening.packed import Ints

Spans = Mapping[Window, Ints]
Score = Callable[[Spans], dict[Window, list[Match]]]


def whole_names(
    context: Context, score: Score, kept: list[tuple[Window, Match]], spans: Spans
) -> list[tuple[Window, Match]]:
    """Drops a person's name that goes on: "Ismail Demir Yılmaz" is somebody else."""
    wider: dict[int, Window] = {}
    rows: dict[Window, list[Ints]] = {}
    for n, (span, match) in enumerate(kept):
        if (
            context.kind(match) in {"person", "unknown"}
            and (longer := _going_on(context, span)) != span
        ):
            wider[n] = longer
            rows.setdefault(longer, []).append(spans[span])
    by_span = score({span: np.concatenate(some) for span, some in rows.items()})
    result = []
    for n, (span, match) in enumerate(kept):
        if n not in wider:
            result.append((span, match))
            continue
        for other in by_span[wider[n]]:
            same = (other.listing_id, other.source) == (match.listing_id, match.source)
            result += [(wider[n], other)] if same else []
    return result


def _going_on(context: Context, span: Window) -> Window:
    """A name with the name words directly before and after it."""
    first, last = span
    while last + 1 < len(context.setting.words.word) and _continues(context, last + 1, last + 1):
        last += 1
    while first > 0 and _continues(context, first - 1, first) and context.of_persons(first - 1):
        first -= 1
    return first, last


def _continues(context: Context, at: int, gap_at: int) -> bool:
    """Whether a word belongs to the name beside it, by its capital and the gap."""
    words, word = context.setting.words, int(context.setting.words.word[at])
    if words.gap[gap_at] != PLAIN or not words.telling[at]:
        return False
    key = context.setting.key(at)
    large = words.case[word] == CAPITALISED and len(key) > 1
    other = key in PARTICLES or key in TITLES or legal_forms.is_form(key)
    return bool(large and not other and not context.common(at) and not context.is_country(at))
