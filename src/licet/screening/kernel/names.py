"""Pairs of names: candidates by Q · S · Lᵀ, one-to-one alignment of words, features, score."""

from __future__ import annotations

from math import floor

from licet.screening.kernel.tables import (
    FORMS,
    LETTERS,
    PARTICLES,
    PERSON,
    RARE,
    WEAK,
    WEIGHT,
    Array,
    Links,
    Names,
    Points,
    Queries,
    Scratch,
    Steps,
)
from licet.screening.packed import Floats, Ints

PER_QUERY = 80
"""At most this many names are compared in full for one query: the best by estimate."""

SLOTS = 52
"""Most slots of a name: 24 words, 23 of two neighbours written as one, acronyms."""

LIGHT = 0.125
"""The weight of particles: they raise no candidate by themselves."""

SLACK = 0.1
"""What a list name's single letters may add to a first estimate, which doesn't know of them."""

REORDERED = 0.85
"""A name of several words that are all the same, but for order, spacing, script or form, scores no
less."""

INITIAL = 0.8984375
"""How well a single letter stands for a word that it begins (0.9, on the grid of 1/256)."""

SAME = 0.96875
"""From this similarity on (0.97, on the grid) a word is the same, perhaps in another script."""

EXACT, BY_INITIAL = 1, 5
ACRONYMS = 2
"""At most so many acronyms a list name has."""

LEFT_QUERY = 0.3
"""What a word of the query that the list's name hasn't costs, per weight."""

LEFT_LISTED = 0.2
"""What a word of the list's name that the query hasn't costs: lists give longer names."""

EVIDENCE = 2.0
"""Matched weight from which a disagreement counts once: about two rare words."""

THIN = 0.8
"""How much more a disagreement counts per weight missing to EVIDENCE."""

INITIAL_GAP = 0.25
"""What a single letter leaves open in the word it stands for, per weight."""

DISORDER = 0.005
"""What another order of the words costs."""

FEATURES = 18


def ratio(similar: float, paired: float, left_query: float, left_listed: float) -> float:
    """Agreement over everything there was to agree on, 0 where there was nothing."""
    total = paired + LEFT_QUERY * left_query + LEFT_LISTED * left_listed
    return similar / total if total > 0 else 0.0


def estimate(
    names: Names, asked: Queries, query: int, row: int, mine: float, theirs: float
) -> float:
    """How far a pair could agree, were each word reached matched, with all letters and particles.

    ``mine``, ``theirs``: similarity times weight, summed over the words that reach and are reached.
    """
    facts = names.row_facts
    wanted, listed = asked.weight[query], facts[row, WEIGHT]
    more = min(asked.loose[query] - asked.letters[query], facts[row, PARTICLES])
    if facts[row, PERSON] == 1:
        more += asked.letters[query] + facts[row, LETTERS]
    return agrees(mine + more, theirs + more, wanted, listed)


def agrees(mine: float, theirs: float, wanted: float, listed: float) -> float:
    """How far two names could agree of which so much reaches and is reached."""
    mine, theirs = min(mine, wanted), min(theirs, listed)
    matched = min(mine, theirs)
    base = ratio(matched, matched, wanted - mine, listed - theirs)
    return thinned(base, matched)


def thinned(base: float, similar: float) -> float:
    """Agreement, where a disagreement counts more when little agrees beside it."""
    return float(1 - (1 - base) * (1 + THIN * max(0.0, EVIDENCE - similar)))


def points_of(points: Points, feature: int, value: float) -> float:
    """The points of one feature's value."""
    low, high = points.edge_at[feature], points.edge_at[feature + 1]
    while low < high:  # how many edges are at or below the value
        middle = (low + high) // 2
        if points.edges[middle] <= value:
            low = middle + 1
        else:
            high = middle
    return float(points.points[low + feature])


def reach(
    names: Names, links: Links, asked: Queries, query: int, mass: Floats, touched: Ints
) -> int:
    """Sum up what of the query reaches each list name, and what of the name is reached (similarity
    times the weight on either side); how many names are touched.
    """
    count = 0
    light = asked.weight[query] > asked.loose[query]  # there are words that say more
    for slot in range(asked.slot_at[query], asked.slot_at[query + 1]):
        own = asked.slot_weight[slot]
        if light and own <= LIGHT:
            continue
        word = asked.slot_word[slot]
        for link in range(links.at[word], links.at[word + 1]):
            token, similar = links.token[link], links.similarity[link]
            mine, theirs = similar * own, similar * names.token_weight[token]
            for place in range(names.posting_at[token], names.posting_at[token + 1]):
                row = names.posting_row[place]
                if mass[row, 0] == 0.0:
                    touched[count] = row
                    count += 1
                mass[row, 0] += mine
                mass[row, 1] += theirs
    return count


def lower(one: float, row: int, other: float, place: int) -> bool:
    """Whether a candidate ranks below another: a lower estimate, or the later row."""
    return one < other or (one == other and row > place)


def sink(values: Floats, rows: Ints, size: int, place: int) -> None:
    """Put the candidate at a place of the heap where it belongs, the lowest on top."""
    while True:
        child = 2 * place + 1
        if child >= size:
            return
        other = child + 1
        if other < size and lower(values[other], rows[other], values[child], rows[child]):
            child = other
        if not lower(values[child], rows[child], values[place], rows[place]):
            return
        values[child], values[place] = values[place], values[child]
        rows[child], rows[place] = rows[place], rows[child]
        place = child


def rise(values: Floats, rows: Ints, place: int) -> None:
    """Move a candidate put at the end of the heap up to where it belongs."""
    while place > 0:
        above = (place - 1) // 2
        if not lower(values[place], rows[place], values[above], rows[above]):
            return
        values[above], values[place] = values[place], values[above]
        rows[above], rows[place] = rows[place], rows[above]
        place = above


def best(
    names: Names,
    asked: Queries,
    query: int,
    reached: tuple[Floats, Ints, int],
    wanted: tuple[float, Array],
    heap: tuple[Floats, Ints],
) -> int:
    """The best candidates by estimate into the heap, by row; how many.

    Clears the sums. ``wanted``: the lowest estimate, and which rows are in force (empty for all).
    """
    mass, touched, count = reached
    values, rows = heap
    size, in_force = 0, wanted[1]
    for place in range(count):
        row = touched[place]
        mine, theirs = mass[row, 0], mass[row, 1]
        mass[row, 0] = mass[row, 1] = 0.0
        loose, weight = asked.loose[query], asked.weight[query]
        if agrees(mine + loose, theirs + loose, weight, names.row_weight[row]) < wanted[0] - SLACK:
            continue
        value = estimate(names, asked, query, row, mine, theirs)
        if value < wanted[0] or (len(in_force) and not in_force[row]):
            continue
        if size < PER_QUERY:
            values[size], rows[size] = value, row
            rise(values, rows, size)
            size += 1
        elif lower(values[0], rows[0], value, row):
            values[0], rows[0] = value, row
            sink(values, rows, size, 0)
    rows[:size].sort()
    return size


def chain(links: Links, asked: Queries, query: int, head: Array, after: Ints) -> None:
    """Tie the links of a query's words together by list token, for ``cells`` to follow.

    ``head``: of each token the last link plus one, 0 for none; ``after``: of each link of the
    query the one before, so too. A link's number counts from the query's first slot.
    """
    count = 0
    for slot in range(asked.slot_at[query], asked.slot_at[query + 1]):
        word = asked.slot_word[slot]
        for link in range(links.at[word], links.at[word + 1]):
            token = links.token[link]
            after[0, count], after[1, count], after[2, count] = head[token], slot, link
            count += 1
            head[token] = count


def unchain(links: Links, asked: Queries, query: int, head: Array) -> None:
    """Leave no token tied."""
    for slot in range(asked.slot_at[query], asked.slot_at[query + 1]):
        word = asked.slot_word[slot]
        for link in range(links.at[word], links.at[word + 1]):
            head[links.token[link]] = 0


def by_initial(names: Names, asked: Queries, slot: int, token: int) -> bool:
    """Whether one of two words is a single letter that the other begins with."""
    letter, first = asked.slot_letter[slot], asked.slot_first[slot]
    if letter > 0:
        return bool(letter == names.token_first[token])
    return bool(first > 0 and first == names.token_letter[token])


def listed_token(names: Names, row: int, place: int, words: int) -> int:
    """The token of a list name at a place: words, joined words, acronyms; -1 for none."""
    start = names.row_at[row]
    if place < words:
        return int(names.row_token[start + place])
    if place < 2 * words - 1:
        return int(names.row_joined[start + place - words])
    return int(names.row_acronym[row, place - 2 * words + 1])


def cells(names: Names, links: Links, asked: Queries, query: int, row: int, grid: Scratch) -> int:
    """The pairs of slots and list tokens that agree at all, into the grid; how many."""
    slots, tokens, similar, hows, _, _, head, after, _ = grid
    words = int(names.row_at[row + 1] - names.row_at[row])
    width = 2 * words - 1 + ACRONYMS if asked.wide[query] and words else words
    start, count = asked.slot_at[query], 0
    letters = (
        names.row_facts[row, PERSON] == 1
        and asked.letters[query] + names.row_facts[row, LETTERS] > 0
    )
    for place in range(width):
        token = listed_token(names, row, place, words)
        if token < 0:
            continue
        first, at = count, head[token]
        while at > 0:
            slot, link = after[1, at - 1], after[2, at - 1]
            slots[count], tokens[count] = slot - start, place
            similar[count], hows[count] = links.similarity[link], links.how[link]
            count += 1
            at = after[0, at - 1]
        if letters:
            for slot in range(start, asked.slot_at[query + 1]):
                if by_initial(names, asked, slot, token) and not has(
                    slots, first, count, slot - start
                ):
                    slots[count], tokens[count] = slot - start, place
                    similar[count], hows[count] = INITIAL, BY_INITIAL
                    count += 1
    return count


def has(slots: Ints, first: int, count: int, wanted: int) -> bool:
    """Whether a slot is among some cells."""
    for place in range(first, count):
        if slots[place] == wanted:
            return True
    return False


def align(
    names: Names,
    links: Links,
    asked: Queries,
    pair: tuple[int, int],
    grid: Scratch,
    sums: Floats,
    taken: Steps,
) -> tuple[int, bool, bool]:
    """Pair the words of a query and a row, greedily: what agrees most (similarity times weight)
    is taken first. Sums go into ``sums``, pairs into ``taken``; how many, exact, disorder.
    """
    query, row = pair
    slots, tokens, similar, hows, gains, position, _, _, met = grid
    count = cells(names, links, asked, query, row, grid)
    start, words = asked.slot_at[query], int(names.row_at[row + 1] - names.row_at[row])
    for place in range(count):
        weight = names.token_weight[listed_token(names, row, tokens[place], words)]
        gains[place] = similar[place] * min(asked.slot_weight[start + slots[place]], weight)
    high = int(asked.slot_at[query + 1] - start)
    for slot in range(high):
        position[slot] = -1
    for place in range(max(words, int(asked.words[query]))):
        met[0, place] = met[1, place] = 0.0
    sums[0] = sums[1] = sums[4] = sums[7] = sums[9] = 0.0
    sums[2], sums[3] = asked.weight[query], names.row_facts[row, WEIGHT]
    sums[5], sums[6] = asked.rare[query], names.row_facts[row, RARE]
    sums[8] = 1.0
    exact, found, used, theirs_used = asked.words[query] == words, 0, 0, 0
    while True:
        at, gain = -1, 0.0
        for place in range(count):
            if gains[place] > gain or (
                at >= 0
                and gains[place] == gain
                and (slots[place], tokens[place]) < (slots[at], tokens[at])
            ):
                mask = asked.slot_mask[start + slots[place]]
                if mask & used or listed_mask(tokens[place], words) & theirs_used:
                    gains[place] = 0.0
                else:
                    at, gain = place, gains[place]
        if at < 0:
            break
        slot, token = start + slots[at], listed_token(names, row, tokens[at], words)
        mine, theirs = asked.slot_weight[slot], names.token_weight[token]
        seldom, rare = asked.slot_rare[slot], names.token_rare[token]
        if tokens[at] >= 2 * words - 1 and words:  # an acronym stands for the whole name
            theirs, rare = names.row_facts[row, WEIGHT], names.row_facts[row, RARE]
        weight = min(mine, theirs)
        used |= asked.slot_mask[slot]
        theirs_used |= listed_mask(tokens[at], words)
        sums[0] += gain
        sums[1] += weight
        sums[2] -= mine
        sums[3] -= theirs
        sums[4] += similar[at] * min(seldom, rare)
        sums[5] -= seldom
        sums[6] -= rare
        if similar[at] >= SAME:
            sums[7] += weight
        if weight > LIGHT:
            sums[8] = min(sums[8], similar[at])
        if hows[at] == BY_INITIAL:
            sums[9] += abs(mine - theirs)
        exact = exact and hows[at] == EXACT
        position[slots[at]] = tokens[at]
        spread(met[0], asked.slot_mask[slot], similar[at])
        spread(met[1], listed_mask(tokens[at], words), similar[at])
        if len(taken.how):
            taken.query_mask[found] = asked.slot_mask[slot]
            taken.listed_mask[found] = listed_mask(tokens[at], words)
            taken.similarity[found], taken.how[found] = similar[at], hows[at]
            taken.weight[found] = weight
        found += 1
    exact = exact and sums[2] == 0.0 and sums[3] == 0.0
    return found, exact, disorder(position, high)


def spread(met: Floats, mask: int, similarity: float) -> None:
    """Note for each word of a mask how well it was met."""
    place = 0
    while mask:
        if mask & 1:
            met[place] = similarity
        mask >>= 1
        place += 1


def rarest(rare: Floats, start: int, words: int, met: Floats) -> float:
    """How well the rarest of some words was met; the worst of those equally rare."""
    most, result = -1.0, 0.0
    for place in range(words):
        value = rare[start + place]
        if value > most or (value == most and met[place] < result):
            most, result = value, met[place]
    return result


def rarest_listed(names: Names, row: int, met: Floats) -> float:
    """``rarest`` for the words of a list name."""
    start, most, result = names.row_at[row], -1.0, 0.0
    for place in range(names.row_at[row + 1] - start):
        value = names.token_rare[names.row_token[start + place]]
        if value > most or (value == most and met[place] < result):
            most, result = value, met[place]
    return result


def listed_mask(place: int, words: int) -> int:
    """Bits of a list name's words that a token at a place uses."""
    if place < words:
        return 1 << place
    return 3 << (place - words) if place < 2 * words - 1 else (1 << words) - 1


def disorder(position: Ints, high: int) -> bool:
    """Whether the places that consecutive query words were matched to ever go back."""
    last = -1
    for slot in range(high):
        if position[slot] >= 0:
            if position[slot] < last:
                return True
            last = position[slot]
    return False


def agreement(sums: Floats, back: bool) -> float:
    """How far the words agree; a disagreement counts more when little agrees beside it."""
    base = ratio(sums[0], sums[1] + INITIAL_GAP * sums[9], sums[2], sums[3])
    return thinned(base, sums[0]) - (DISORDER if back else 0.0)


def features(
    names: Names, asked: Queries, pair: tuple[int, int], sums: Floats, back: bool,
    conflicts: Array, met: Floats, out: Floats,
) -> None:  # fmt: skip
    """The features of a pair, in the order of ``licet.screening.features.FEATURES``."""
    query, row = pair
    mine, theirs = int(asked.forms[query]), int(names.row_facts[row, FORMS])
    out[0] = agreement(sums, back)
    out[1], out[2] = sums[0], sums[4]
    out[3], out[4] = sums[2], sums[3]
    out[5] = sums[2] / max(asked.weight[query], 1e-9)
    out[6] = sums[3] / max(names.row_facts[row, WEIGHT], 1e-9)
    out[7], out[8] = sums[5], sums[6]
    out[9], out[10], out[11] = sums[7], sums[8], sums[9]
    out[12] = 1.0 if back else 0.0
    out[13] = 1.0 if mine != theirs else 0.0
    general = int(conflicts[0])
    mine, theirs = mine & ~general, theirs & ~general
    out[14] = 1.0 if mine and theirs and not mine & theirs else 0.0
    out[15] = rarest(asked.slot_rare, asked.slot_at[query], asked.words[query], met[0])
    out[16] = rarest_listed(names, row, met[1])
    out[17] = min(met[0, 0], met[1, 0])


def total_points(points: Points, values: Floats) -> float:
    """The sum of the points of every feature."""
    total = float(points.start)
    for feature in range(len(points.edge_at) - 1):
        total += points_of(points, feature, values[feature])
    return total


def score_of(points: Points, total: float) -> float:
    """The score of a sum of points: straight lines between the rungs of the ladder."""
    rungs, scores = points.ladder_points, points.ladder_score
    last = len(rungs) - 1
    if total <= rungs[0]:
        value = scores[0]
    elif total >= rungs[last]:
        value = scores[last]
    else:
        place = 0
        while total >= rungs[place + 1]:
            place += 1
        slope = (scores[place + 1] - scores[place]) / (rungs[place + 1] - rungs[place])
        value = slope * (total - rungs[place]) + scores[place]
    return float(floor(value * 4096 + 0.5) / 4096)


def is_whole(sums: Floats) -> bool:
    """Whether every word on both sides is met by the same, perhaps in another script or spacing."""
    return bool(sums[2] == 0.0 and sums[3] == 0.0 and sums[8] >= SAME and sums[9] == 0.0)


def words_of(names: Names, row: int) -> int:
    """How many words a list name has."""
    return int(names.row_at[row + 1] - names.row_at[row])


def score(
    names: Names, links: Links, asked: Queries, points: tuple[Points, Points], caps: Floats,
    pair: tuple[int, int], grid: Scratch, sums: Floats, values: Floats, taken: Steps,
) -> tuple[float, int]:  # fmt: skip
    """The score of one pair by names alone, and how many word pairs were taken.

    Only the same words in the same order and form give 1; in another, at least REORDERED.
    ``caps``: the highest score of
    another name, the highest of a weak alias, and the mask of forms that contradict none.
    """
    found, exact, back = align(names, links, asked, pair, grid, sums, taken)
    features(names, asked, pair, sums, back, caps[2:], grid[8], values)
    if exact and not back and asked.forms[pair[0]] == names.row_facts[pair[1], FORMS]:
        result = 1.0
    else:
        table = points[1] if names.row_facts[pair[1], PERSON] == 1 else points[0]
        result = min(score_of(table, total_points(table, values)), caps[0])
        if is_whole(sums) and asked.words[pair[0]] + words_of(names, pair[1]) > 2:
            result = max(result, REORDERED)
    return (min(result, caps[1]) if names.row_facts[pair[1], WEAK] == 1 else result), found
