"""nomenklatura's logic-v2 as a baseline, where it is installed.

    sudo apt-get install libicu-dev pkg-config g++   # PyICU, which it needs, ships no wheel
    pip install nomenklatura

It compares two entities, a few thousand pairs a second, so it can't be held against every name
here. It is given what would find it its candidates elsewhere, and more: the best names by
Jaro-Winkler, by token_sort and by licet itself, together about 150 for each query.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from itertools import count
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from benchmarks.accuracy.scorers import Asked, Listed, Scores, plain
from licet.names import parse
from licet.screening.queries import prepare
from licet.screening.score import found
from licet.screening.screen import finder_of
from licet.screening.search import Search

HOW_TO_INSTALL = "pip install nomenklatura (PyICU, which it needs, builds from libicu-dev)"
BEST = 50
"""Candidates by each of the three."""
STEP = 100
KINDS = {0: "LegalEntity", 1: "Person"}
_numbers = count()


def installed() -> bool:
    """Whether nomenklatura can be imported."""
    return find_spec("nomenklatura") is not None


@cache
def _algorithm() -> tuple[Any, Any]:
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    return algorithm, algorithm.default_config()


def logic_v2(listed: Listed, asked: Asked) -> Scores:
    """The best score of every party among the candidates of each query."""
    texts = [plain(text) for text in listed.texts]
    for start in range(0, len(asked.names), STEP):
        names = list(asked.names[start : start + STEP])
        rows = None if asked.rows is None else asked.rows[start : start + STEP]
        for n, near in enumerate(_candidates(listed, texts, names, rows)):
            yield start + n, _scores(listed, names[n], near)


def _candidates(
    listed: Listed, texts: list[str], names: list[str], rows: np.ndarray | None
) -> list[np.ndarray]:
    """Rows to compare each name with; the string that is hidden is none of them."""
    near: list[list[np.ndarray]] = [[] for _ in names]
    block = [plain(name) for name in names]
    for function in (JaroWinkler.normalized_similarity, fuzz.token_sort_ratio):
        table = cdist(block, texts, scorer=function, workers=-1, dtype=np.float32)
        for n, row in enumerate(table):
            if rows is not None:
                row[listed.string == listed.string[rows[n]]] = 0
            near[n].append(np.argpartition(row, -BEST)[-BEST:])
    parsed = [parse(name, reorder=True) for name in names]
    pairs, scores = found(Search(listed.index, 0.0), prepare(finder_of(listed.index), parsed))
    for n in range(len(names)):
        of = np.flatnonzero(pairs.query == n)
        near[n].append(pairs.row[of[np.argsort(-scores[of])[: 2 * BEST]]])
    made = [np.unique(np.concatenate(one)) for one in near]
    if rows is None:
        return made
    return [
        one[listed.string[one] != listed.string[row]] for one, row in zip(made, rows, strict=True)
    ]


def _scores(listed: Listed, name: str, near: np.ndarray) -> dict[int, float]:
    algorithm, config = _algorithm()
    best: dict[int, float] = {}
    asked = {schema: _entity(name, schema) for schema in KINDS.values()}
    for row in near.tolist():
        schema = KINDS[int(listed.index.row_person[row])]
        entity = _entity(listed.texts[row], schema)
        score = algorithm.compare(asked[schema], entity, config).score
        party = int(listed.party[row])
        best[party] = max(best.get(party, 0.0), score)
    return best


def _entity(name: str, schema: str) -> Any:
    """One name as an entity; results are remembered by id, so each has its own."""
    from followthemoney import model

    properties = {"name": [name]}
    return model.get_proxy({"id": f"n{next(_numbers)}", "schema": schema, "properties": properties})
