"""What screening finds of listed primary names that somebody miswrote, class by class."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from licet.screening.batch import screen_frame
from licet.screening.search import Search
from licet.screening.tuning.intervals import Share, wilson
from licet.screening.tuning.listed import Listed, sample
from licet.screening.tuning.noise import noised

ASKED_KINDS = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class Noisy:
    """A class of noise on names of a kind, and the share of them found at the threshold."""

    kind: str
    noise: str
    share: Share


def misspelt(listed: Listed, threshold: float, most: int, seed: int) -> list[Noisy]:
    """Up to ``most`` primary names of persons and of organisations, with each class of noise.

    Nothing is hidden: the right name is on the list, the query is wrong.
    """
    result = []
    for kind in ASKED_KINDS:
        rows = sample(listed.primaries(kind), most, f"{seed} noise {kind}")
        for title, asked in noised([listed.texts[row] for row in rows], kind, seed).items():
            places = [(rows[n], text) for n, text in asked]
            result.append(Noisy(kind, title, _found(listed, places, threshold)))
    return result


def _found(listed: Listed, asked: list[tuple[int, str]], threshold: float) -> Share:
    import polars as pl

    frame = pl.DataFrame(
        {"record_id": [str(n) for n in range(len(asked))], "name": [text for _, text in asked]},
        schema={"record_id": pl.String, "name": pl.String},
    )
    matches = screen_frame(Search(listed.index, threshold, 50), frame).matches
    index = listed.index
    party = {
        (index.id_of(one), index.source_of(one)): int(label)
        for one, label in enumerate(listed.party.tolist())
    }
    met: dict[int, set[int]] = defaultdict(set)
    keys = zip(matches["listing_id"], matches["source"], strict=True)
    for query, key in zip(matches["record_id"].to_list(), keys, strict=True):
        met[int(query)].add(party[key])
    hits = sum(int(listed.row_party[row]) in met[n] for n, (row, _) in enumerate(asked))
    return wilson(hits, len(asked))
