"""Where words of one list name stand near each other: pairs, joined words, words alone.

All words of a text go through the pair table as columns; distinct pairs are looked up once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from licet.names.tokenise import PARTICLES
from licet.screening.hashing import word_hash
from licet.screening.index_store import Index
from licet.screening.mentions.reach import ALONE, Reach, together
from licet.screening.mentions.setting import Setting
from licet.screening.mentions.words import COMMA, HARD, LOWER, NUMBER
from licet.screening.packed import Bools, Ints, ranges

FAR = 4
"""Words of one name stand at most this many words apart."""

MOST_WORDS = 56
"""Words of a component, which stand as bits of one number; longer ones are cut."""

LIGHT = 0.2
"""Words below this weight (particles) start no edge."""

RARE = 0.5
SHORTEST_MERGED = 6
SHORTEST_SMALL = 4
BATCH = 200_000
Window = tuple[int, int]


def singles(setting: Setting, reach: Reach) -> list[int]:
    """Places of words that can stand for a name by themselves."""
    alone = (reach.alone >= ALONE) & ~setting.common & ~setting.small
    alone[[n for n in np.flatnonzero(alone).tolist() if setting.country(n)]] = False
    return list(np.flatnonzero(alone[setting.words.word] & setting.name).tolist())


def edges(index: Index, setting: Setting, reach: Reach) -> tuple[Ints, Ints]:
    """Places of two words that stand in one list name, the first of them begun as a name."""
    words, linked = setting.words, np.diff(reach.at) > 0
    number = words.case == NUMBER
    usable = (linked & ((reach.weight >= LIGHT) | setting.fuzzy))[words.word]
    anchor = usable & setting.name & ~number[words.word]
    small = (words.case[words.word] == LOWER) & words.telling
    stretch = _stretches(setting, linked, small)
    first, second = [], []
    for step in range(1, FAR + 1):
        same = stretch[:-step] == stretch[step:]
        either = usable[:-step] & usable[step:] & (anchor[:-step] | anchor[step:]) & same
        places = np.flatnonzero(either & ~small[:-step])
        first.append(places)
        second.append(places + step)
    one, other = np.concatenate(first), np.concatenate(second)
    keep = _stand_together(index, reach, words.word[one], words.word[other])
    one, other = one[keep], other[keep]
    letters = _initials(setting, reach)
    return np.concatenate([one, letters]), np.concatenate([other, letters + 1])


def _stretches(setting: Setting, linked: Bools, small: Bools) -> Ints:
    """Numbers of the stretches that a name can lie in.

    A hard gap parts them, and in prose a word written small that is no particle and that no list
    has, or that is shorter than four letters.
    """
    words = setting.words
    keys = [one.keys[0] if one else "" for one in setting.tokens]
    within = np.array([key in PARTICLES for key in keys], np.bool_)
    within |= linked & np.array([len(key) >= SHORTEST_SMALL for key in keys], np.bool_)
    stops = small & ~within[words.word]
    after = np.concatenate([[False], stops[:-1]])
    return np.cumsum((words.gap == HARD) | stops | after).astype(np.int64)


def _initials(setting: Setting, reach: Reach) -> Ints:
    """Places of initials before an uncommon word that lists have."""
    words = setting.words
    rare = (reach.weight >= RARE) & ~setting.common
    after = rare[words.word[1:]] & setting.name[1:] & (words.gap[1:] < COMMA)
    return np.flatnonzero(setting.initial[:-1] & after)


def _stand_together(index: Index, reach: Reach, one: Ints, other: Ints) -> Bools:
    """For pairs of distinct words: whether links of both stand in one list name."""
    size = max(len(reach.tokens), 1)
    pairs, owner = np.unique(one * size + other, return_inverse=True)
    result = np.zeros(len(pairs), np.bool_)
    table = together(index)
    counts = np.diff(reach.at)
    for start in range(0, len(pairs), BATCH):
        part = np.arange(start, min(start + BATCH, len(pairs)))
        left, right = pairs[part] // size, pairs[part] % size
        a, of_left = ranges(reach.at[left], reach.at[left + 1])
        spread = counts[right][of_left]
        mine = np.repeat(reach.linked[a], spread)
        of_pair = np.repeat(of_left, spread)
        starts = reach.at[right][of_left]
        b, _ = ranges(starts, starts + spread)
        hit = table.has(mine, reach.linked[b])
        result[part[of_pair[hit]]] = True
    return result[owner]


def joined(edges: tuple[Ints, Ints], setting: Setting) -> list[Window]:
    """Overlapping edges as one stretch each; an initial before it belongs to it."""
    order = np.argsort(edges[0], kind="stable")
    result: list[list[int]] = []
    for a, b in zip(edges[0][order].tolist(), edges[1][order].tolist(), strict=True):
        if result and a <= result[-1][1] and b - result[-1][0] < MOST_WORDS:
            result[-1][1] = max(result[-1][1], b)
        else:
            result.append([a, b])
    return [(_with_initials(a, setting), b) for a, b in result]


def _with_initials(at: int, setting: Setting) -> int:
    while at > 0 and setting.words.gap[at] < COMMA and setting.initial[at - 1]:
        at -= 1
    return at


def merged(index: Index, setting: Setting) -> Iterator[tuple[Window, int]]:
    """Two neighbouring words that are one word of a list when written together."""
    words, share = setting.words, together(index).alone
    near = setting.name[:-1] & setting.name[1:] & (words.gap[1:] < COMMA)
    near &= ~(setting.common[words.word[:-1]] & setting.common[words.word[1:]])
    places = np.flatnonzero(near)
    keys = [setting.key(at) + setting.key(at + 1) for at in places.tolist()]
    hashes = np.array([word_hash(key) for key in keys], np.uint32)
    first = np.searchsorted(index.key_hash, hashes, "left")
    last = np.searchsorted(index.key_hash, hashes, "right")
    at, owner = ranges(first, last)
    for token, one in zip(index.key_token[at].tolist(), owner.tolist(), strict=True):
        if (
            len(keys[one]) >= SHORTEST_MERGED
            and index.keys[token] == keys[one]
            and share[token] >= ALONE
        ):
            yield (int(places[one]), int(places[one]) + 1), token
