"""Windows scored by the ordinary scorer, against the list names that their words reach.

The same preparation, alignment, score and explanation as ``screen_one`` and ``screen_batch``; only
the candidates come from the windows instead of a product with the whole index.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from licet.screening.candidates import Pairs
from licet.screening.explain import Asked, Found, adjusted, best_names, matches
from licet.screening.mentions.edges import Window
from licet.screening.mentions.setting import Setting
from licet.screening.model import Match, Query
from licet.screening.packed import Ints
from licet.screening.queries import prepare
from licet.screening.score import score
from licet.screening.screen import finder_of, parse_query
from licet.screening.search import Search

MOST = 300
"""Windows that are prepared at once; a few thousand pairs of names."""


def score_windows(
    search: Search, shown: Setting, spans: Mapping[Window, Ints]
) -> dict[Window, list[Match]]:
    """The matches of each window at or above the threshold; the same words are scored once."""
    texts = {span: window_text(shown, span) for span in spans}
    rows: dict[str, list[Ints]] = {}
    for span, text in texts.items():
        rows.setdefault(text, []).append(spans[span])
    asked = list(rows)
    found: dict[str, list[Match]] = {}
    for start in range(0, len(asked), MOST):
        part = asked[start : start + MOST]
        found |= _score(search, {text: np.unique(np.concatenate(rows[text])) for text in part})
    return {span: found.get(text, []) for span, text in texts.items()}


def _score(search: Search, asked: Mapping[str, Ints]) -> dict[str, list[Match]]:
    index = search.index
    queries = [Query(text) for text in asked]
    parsed = [parse_query(one) for one in queries]
    kept = [n for n, name in enumerate(parsed) if name.tokens]
    if not kept:
        return {}
    queries, names = [queries[n] for n in kept], [parsed[n] for n in kept]
    candidates = [asked[one.name] for one in queries]
    owner = np.repeat(np.arange(len(kept)), [len(one) for one in candidates])
    pairs = Pairs(owner, np.concatenate(candidates))
    if search.rows is not None:
        pairs = pairs.take(np.flatnonzero(search.rows[pairs.row]))
    prepared = prepare(finder_of(index), names)
    scores = score(index, prepared, pairs)
    near = np.flatnonzero(scores >= search.threshold)
    pairs, scores = pairs.take(near), scores[near]
    best = best_names(index, pairs, scores)
    asking, found = Asked(queries, names, prepared), Found(pairs.take(best), scores[best], {})
    told = matches(index, asking, found, *adjusted(index, asking, found))
    result: dict[str, list[Match]] = {}
    for query, match in zip(pairs.query[best].tolist(), told, strict=True):
        result.setdefault(queries[query].name, []).append(match)
    return result


def window_text(shown: Setting, span: Window) -> str:
    """The words of a window as a query: possessives are cut, a comma stays."""
    words = shown.words
    parts: list[str] = []
    for at in range(span[0], span[1] + 1):
        token = shown.tokens[int(words.word[at])]
        if parts and "," in words.text[words.end[at - 1] : words.start[at]]:
            parts[-1] += ","
        parts.append(token.text if token else words.written[int(words.word[at])])
    return " ".join(parts)
