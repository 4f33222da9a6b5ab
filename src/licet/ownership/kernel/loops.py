"""Loops over arrays of ties: the ties of one day, and the spreading of a measure over them.

What is counted, and why, stands in ``plain``, which counts the same over small graphs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

SHARES, VOTING, BOARD, CONTROL, INDIRECT_SHARES, INDIRECT_VOTING = range(6)
ALL = 100_000_000
OVERFULL = 101_000_000


def held_on(
    owner: Ints, owned: Ints, kind: Bytes, low: Ints, high: Ints,
    start_first: Ints, start_last: Ints, end_first: Ints, end_last: Ints, day: int,
    out_owner: Ints, out_owned: Ints, out_kind: Bytes, out_low: Ints, out_high: Ints,
) -> int:  # fmt: skip
    """Merge the ties of a day; rows are sorted by owned, owner, kind, low, high. How many."""
    total = 0
    place = 0
    rows = len(owner)
    while place < rows:
        a, b, k = owner[place], owned[place], kind[place]
        seen, sure = False, False
        least, most, surest = ALL + 1, 0, 0
        last_low, last_high = -1, -1
        while place < rows and owner[place] == a and owned[place] == b and kind[place] == k:
            if start_first[place] <= day <= end_last[place]:
                certain = start_last[place] <= day <= end_first[place]
                l, h = low[place], high[place]
                share = k in (SHARES, VOTING, INDIRECT_SHARES, INDIRECT_VOTING)
                if certain:
                    sure = True
                    surest = max(surest, l)
                if l != last_low or h != last_high:
                    least = min(least, l)
                    most = most + h if share else max(most, h)
                    last_low, last_high = l, h
                seen = True
            place += 1
        if seen and a != b and k <= INDIRECT_VOTING:
            out_owner[total], out_owned[total], out_kind[total] = a, b, k
            if k in (BOARD, CONTROL):
                out_low[total] = surest
            else:
                out_low[total] = least if sure else 0
            out_high[total] = min(most, ALL)
            total += 1
    return total


def overfull(owned: Ints, kind: Bytes, low: Ints, shares: Bytes, votes: Bytes) -> None:
    """Mark bodies whose certain holdings come to clearly more than all; rows by owned."""
    place = 0
    rows = len(owned)
    while place < rows:
        node = owned[place]
        first, second = np.int64(0), np.int64(0)
        while place < rows and owned[place] == node:
            if kind[place] == SHARES:
                first += low[place]
            elif kind[place] == VOTING:
                second += low[place]
            place += 1
        shares[node] = first > OVERFULL
        votes[node] = second > OVERFULL


def by_owner(
    nodes: int, owner: Ints, owned: Ints, kind: Bytes, low: Ints, high: Ints,
    start: Longs, to: Ints, to_kind: Bytes, to_low: Ints, to_high: Ints,
) -> None:  # fmt: skip
    """The same ties by owner: those of node n stand from ``start[n]`` to ``start[n + 1]``."""
    for place in range(len(owner)):
        start[owner[place] + 1] += 1
    for node in range(nodes):
        start[node + 1] += start[node]
    free = start[:-1].copy()
    for place in range(len(owner)):
        spot = free[owner[place]]
        free[owner[place]] += 1
        to[spot], to_kind[spot] = owned[place], kind[place]
        to_low[spot], to_high[spot] = low[place], high[place]


def count(
    k: int, s: int, node: int, rule: Longs, full_shares: Bytes, full_votes: Bytes,
    sums: Longs, polls: Longs,
) -> bool:  # fmt: skip
    """Add one holding of a carrier to what is held of a node; whether that carries now."""
    need, votes, votes_added, control, strict = rule[0], rule[1], rule[2], rule[3], rule[4]
    if k == SHARES or (k == INDIRECT_SHARES and not strict):
        if strict and full_shares[node]:
            sums[node] = max(sums[node], s)
        else:
            sums[node] += s
        return bool(sums[node] >= need)
    if k == INDIRECT_SHARES:
        return bool(s >= need)
    if k in (VOTING, INDIRECT_VOTING):
        if votes < 0:
            return False
        if strict and (k == INDIRECT_VOTING or not votes_added):
            return bool(s >= votes)
        if strict and full_votes[node]:
            polls[node] = max(polls[node], s)
        else:
            polls[node] += s
        return bool(polls[node] >= votes)
    return control != 0 and (s == ALL if strict else s > 0)


def spread_all(
    start: Longs, to: Ints, kind: Bytes, share: Ints, rule: Longs, full_shares: Bytes,
    full_votes: Bytes, seeds: Ints, carriers: Bytes, found: Bytes, sums: Longs, polls: Longs,
    waiting: Ints,
) -> None:  # fmt: skip
    """Spread from all seeds standing together. Work arrays are zeros, one place for each node."""
    top = 0
    for seed in seeds:
        if not carriers[seed]:
            carriers[seed] = 1
            waiting[top] = seed
            top += 1
    while top:
        top -= 1
        owner = waiting[top]
        for place in range(start[owner], start[owner + 1]):
            node = to[place]
            if found[node]:
                continue
            if count(kind[place], share[place], node, rule, full_shares, full_votes, sums, polls):
                found[node] = 1
                if not carriers[node]:
                    carriers[node] = 1
                    waiting[top] = node
                    top += 1


def spread_each(
    start: Longs, to: Ints, kind: Bytes, share: Ints, rule: Longs, full_shares: Bytes,
    full_votes: Bytes, group_start: Longs, group_nodes: Ints, alone: Ints, covered: Bytes,
    found: Bytes, sums: Longs, polls: Longs, waiting: Ints, stamp: Ints, state: Bytes,
    budget: int,
) -> int:  # fmt: skip
    """Spread from each group of seeds (one person) by itself; the first group not looked at.

    ``alone[n]`` is the group that consists of node n only, or -1: what it reaches, a person who
    carries to it reaches too, so it need not be looked at again. ``budget``: holdings to look at.
    """
    groups = len(group_start) - 1
    looked = np.int64(0)
    for group in range(groups):
        if covered[group]:
            continue
        if looked > budget:
            return group
        mark = group + 1
        top = 0
        for spot in range(group_start[group], group_start[group + 1]):
            seed = group_nodes[spot]
            if stamp[seed] != mark:
                stamp[seed], state[seed], sums[seed], polls[seed] = mark, 0, 0, 0
            if not state[seed] & 1:
                state[seed] |= 1
                waiting[top] = seed
                top += 1
        while top:
            top -= 1
            owner = waiting[top]
            looked += start[owner + 1] - start[owner]
            for place in range(start[owner], start[owner + 1]):
                node = to[place]
                if stamp[node] != mark:
                    stamp[node], state[node], sums[node], polls[node] = mark, 0, 0, 0
                if state[node] & 2:
                    continue
                if count(
                    kind[place], share[place], node, rule, full_shares, full_votes, sums, polls
                ):
                    state[node] |= 2
                    found[node] = 1
                    if not state[node] & 1:
                        state[node] |= 1
                        waiting[top] = node
                        top += 1
                        if alone[node] >= 0:
                            covered[alone[node]] = 1
    return groups
