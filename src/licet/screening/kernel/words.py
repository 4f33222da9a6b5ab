"""Which list tokens a query word may stand for: one row of the token-similarity matrix S.

The same word, words that sound alike, words within one or two edits, words cut short, and list
words written as one. Every way goes through a sorted table of the index; nothing is compared
with the whole vocabulary.
"""

from __future__ import annotations

from math import floor

import numpy as np

from licet.screening.kernel.tables import Array, Asked, Scratch, Words
from licet.screening.packed import Bytes, Ints

GRID = 256
"""Similarities are multiples of 1/256, so that weighted sums are exact in any order."""

MIN_SIMILARITY = 0.6
MAX_LINKS = 64
TRANSLITERATED, ROMANISED, MERGED = 0.97, 0.93, 0.98
MAX_PREFIXED = 40
SHORTEST_PREFIX = 4
LEAST_SHARED = 0.6
"""Share of letters from which words that sound alike are near."""

LONGEST = 60
"""Longer words are compared by what they begin with, sound like or are, not by edits."""

PREFIX = 7
"""Letters of a word that deletions are taken from; the rest is compared afterwards."""

MOST_NEAR = 1 + PREFIX + PREFIX * (PREFIX - 1) // 2
"""So many hashes a key has at most."""

ONE_EDIT, TWO_EDITS = 4, 7
"""From so many letters on a word may differ by one edit, by two edits."""

EXACT, TRANSLITERATION, PHONETIC, EDIT, INITIAL, MERGED_WORDS, PREFIXED, ACRONYM = range(1, 9)
FNV_START, FNV_PRIME, FNV_MASK = 2166136261, 16777619, 0xFFFFFFFF


def edits(length: int) -> int:
    """How many edits a word of this length may have."""
    return 0 if length < ONE_EDIT else 1 if length < TWO_EDITS else 2


def without(key: Bytes, start: int, length: int, first: int, second: int) -> int:
    """FNV-1a hash of a key's letters without those at two places (-1 for none)."""
    code = FNV_START
    for place in range(length):
        if place not in {first, second}:
            code = ((code ^ int(key[start + place])) * FNV_PRIME) & FNV_MASK
    return code


def near_hashes(key: Bytes, start: int, length: int, out: Ints) -> int:
    """Hashes of a key's first letters with none, one or two of them deleted; how many.

    Two words within that many edits share at least one (the symmetric-delete method: W. Garbe,
    SymSpell, 2012). None for words that are only compared exactly.
    """
    allowed = edits(length)
    if allowed == 0:
        return 0
    head = min(length, PREFIX)
    out[0] = without(key, start, head, -1, -1)
    count = 1
    for first in range(head):
        out[count] = without(key, start, head, first, -1)
        count += 1
        if allowed > 1:
            for second in range(first + 1, head):
                out[count] = without(key, start, head, first, second)
                count += 1
    return count


def below(words: Words, reading: int, key: Bytes, start: int, length: int) -> int:
    """-1, 0 or 1 as a reading's key stands before, at or after a key."""
    begin, end = words.reading_keys_at[reading], words.reading_keys_at[reading + 1]
    size = end - begin
    for place in range(min(size, length)):
        mine, theirs = words.reading_keys[begin + place], key[start + place]
        if mine != theirs:
            return -1 if mine < theirs else 1
    return 0 if size == length else (-1 if size < length else 1)


def first_at(words: Words, key: Bytes, start: int, length: int) -> int:
    """The first reading whose key doesn't stand before a key."""
    low, high = 0, len(words.reading_token)
    while low < high:
        middle = (low + high) // 2
        if below(words, middle, key, start, length) < 0:
            low = middle + 1
        else:
            high = middle
    return low


def first_hash(hashes: Array, wanted: int, low: int, high: int) -> int:
    """The first place in sorted hashes that isn't below the one wanted."""
    while low < high:
        middle = (low + high) // 2
        if int(hashes[middle]) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def osa(a: Bytes, at: int, size: int, b: Bytes, bt: int, width: int, rows: Ints) -> int:
    """Optimal string alignment distance: edits, and neighbouring letters exchanged."""
    for j in range(width + 1):
        rows[1, j] = j
    for i in range(1, size + 1):
        one, two = (i + 1) % 3, i % 3
        rows[one, 0] = i
        for j in range(1, width + 1):
            same = a[at + i - 1] == b[bt + j - 1]
            value = min(rows[two, j] + 1, rows[one, j - 1] + 1, rows[two, j - 1] + (not same))
            if (
                i > 1
                and j > 1
                and a[at + i - 1] == b[bt + j - 2]
                and a[at + i - 2] == b[bt + j - 1]
            ):
                value = min(value, rows[(i - 1) % 3, j - 2] + 1)
            rows[one, j] = value
    return int(rows[(size + 1) % 3, width])


def shared_letters(a: Bytes, at: int, size: int, b: Bytes, bt: int, width: int, rows: Ints) -> int:
    """Length of the longest common subsequence of letters."""
    for j in range(width + 1):
        rows[0, j] = 0
    for i in range(size):
        one, two = (i + 1) % 2, i % 2
        rows[one, 0] = 0
        for j in range(width):
            if a[at + i] == b[bt + j]:
                rows[one, j + 1] = rows[two, j] + 1
            else:
                rows[one, j + 1] = max(rows[two, j + 1], rows[one, j])
    return int(rows[size % 2, width])


def keep(
    best: Array, hows: Array, touched: Ints, count: int, token: int, value: float, how: int
) -> int:
    """Keep the best similarity of a token, on the grid; how many tokens are kept."""
    on_grid = floor(value * GRID + 0.5) / GRID
    if on_grid < MIN_SIMILARITY or on_grid <= best[token]:
        return count
    if best[token] == 0.0:
        touched[count] = token
        count += 1
    best[token] = on_grid
    hows[token] = how
    return count


def same_text(words: Words, asked: Asked, word: int, token: int) -> bool:
    """Whether a token stands as the query word does, in its own script."""
    begin, end = words.token_texts_at[token], words.token_texts_at[token + 1]
    start = asked.text_at[word]
    if end - begin != asked.text_at[word + 1] - start:
        return False
    for place in range(end - begin):
        if words.token_texts[begin + place] != asked.text[start + place]:
            return False
    return True


def exact(words: Words, asked: Asked, word: int, key: int, scratch: Scratch, count: int) -> int:
    """Tokens of which a reading is the key."""
    start, size = asked.letters_at[key], asked.letters_at[key + 1] - asked.letters_at[key]
    place = first_at(words, asked.key, start, size)
    while place < len(words.reading_token) and below(words, place, asked.key, start, size) == 0:
        token = int(words.reading_token[place])
        if same_text(words, asked, word, token):
            count = keep(scratch[0], scratch[1], scratch[2], count, token, 1.0, EXACT)
        else:
            count = keep(
                scratch[0], scratch[1], scratch[2], count, token, TRANSLITERATED, TRANSLITERATION
            )
        place += 1
    return count


def near(words: Words, asked: Asked, key: int, stamp: int, scratch: Scratch, count: int) -> int:
    """Tokens within one or two edits: the less of them by length, the nearer."""
    best, hows, touched, seen, rows, hashes = scratch
    start, size = asked.letters_at[key], asked.letters_at[key + 1] - asked.letters_at[key]
    if size > LONGEST:
        return count
    for n in range(near_hashes(asked.key, start, size, hashes)):
        code = int(hashes[n])
        low, high = int(words.near_at[code >> 16]), int(words.near_at[(code >> 16) + 1])
        place = first_hash(words.near_hash, code, low, high)
        while place < high and int(words.near_hash[place]) == code:
            reading = int(words.near_reading[place])
            place += 1
            if seen[reading] == stamp:
                continue
            seen[reading] = stamp
            begin = words.reading_keys_at[reading]
            width = words.reading_keys_at[reading + 1] - begin
            allowed = min(edits(size), edits(width))
            if abs(size - width) > allowed or width > LONGEST:
                continue
            distance = osa(asked.key, start, size, words.reading_keys, begin, width, rows)
            if 0 < distance <= allowed:
                first = 0.0 if asked.key[start] == words.reading_keys[begin] else 0.05
                value = 1 - 1.2 * distance / max(size, width) - first
                count = keep(
                    best, hows, touched, count, int(words.reading_token[reading]), value, EDIT
                )
    return count


def alike(
    words: Words, asked: Asked, word: int, key: int, stamp: int, scratch: Scratch, count: int
) -> int:
    """Tokens that sound alike; the more letters they share, the nearer."""
    best, hows, touched, seen, rows, _ = scratch
    start, size = asked.letters_at[key], asked.letters_at[key + 1] - asked.letters_at[key]
    if size > LONGEST:
        return count
    how = TRANSLITERATION if asked.native[word] else PHONETIC
    roman = int(asked.roman[key])
    for n in range(asked.sound_at[key], asked.sound_at[key + 1]):
        code = int(asked.sound[n])
        place = first_hash(words.sound_hash, code, 0, len(words.sound_hash))
        while place < len(words.sound_hash) and int(words.sound_hash[place]) == code:
            reading = int(words.sound_reading[place])
            place += 1
            if seen[reading] == stamp:
                continue
            seen[reading] = stamp
            token = int(words.reading_token[reading])
            if roman and int(words.reading_roman[reading]) == roman:
                count = keep(best, hows, touched, count, token, ROMANISED, how)
                continue
            begin = words.reading_keys_at[reading]
            width = words.reading_keys_at[reading + 1] - begin
            if width > LONGEST or 2 * min(size, width) < LEAST_SHARED * (size + width):
                continue
            common = shared_letters(asked.key, start, size, words.reading_keys, begin, width, rows)
            shared = 2 * common / (size + width)
            if shared >= LEAST_SHARED:
                count = keep(best, hows, touched, count, token, 0.58 + 0.36 * shared, PHONETIC)
    return count


def cut_short(words: Words, asked: Asked, key: int, scratch: Scratch, count: int) -> int:
    """Tokens that the key begins, and tokens that begin the key."""
    best, hows, touched = scratch[0], scratch[1], scratch[2]
    start, size = asked.letters_at[key], asked.letters_at[key + 1] - asked.letters_at[key]
    if size < SHORTEST_PREFIX:
        return count
    place = first_at(words, asked.key, start, size)
    for reading in range(place, min(place + MAX_PREFIXED, len(words.reading_token))):
        begin = words.reading_keys_at[reading]
        width = words.reading_keys_at[reading + 1] - begin
        if width < size or below_part(words, reading, asked.key, start, size) != 0:
            break
        value = 0.55 + 0.35 * size / width
        count = keep(best, hows, touched, count, int(words.reading_token[reading]), value, PREFIXED)
    for part in range(max(SHORTEST_PREFIX, size // 2), size):
        place = first_at(words, asked.key, start, part)
        while place < len(words.reading_token) and below(words, place, asked.key, start, part) == 0:
            value = 0.55 + 0.35 * part / size
            token = int(words.reading_token[place])
            count = keep(best, hows, touched, count, token, value, PREFIXED)
            place += 1
    return count


def below_part(words: Words, reading: int, key: Bytes, start: int, length: int) -> int:
    """0 when a reading begins with a key's letters."""
    begin = words.reading_keys_at[reading]
    for place in range(length):
        if words.reading_keys[begin + place] != key[start + place]:
            return 1
    return 0


def joined(words: Words, asked: Asked, key: int, tokens: int, scratch: Scratch, count: int) -> int:
    """Tokens of several list words that are the key: written as one, or by first letters."""
    code = int(asked.whole[key])
    place = first_hash(words.joined_hash, code, 0, len(words.joined_hash))
    while place < len(words.joined_hash) and int(words.joined_hash[place]) == code:
        token = int(words.joined_token[place])
        value, how = MERGED, MERGED_WORDS
        if token >= tokens + len(words.joined_parts):
            value, how = by_letters(asked.letters_at[key + 1] - asked.letters_at[key]), ACRONYM
        count = keep(scratch[0], scratch[1], scratch[2], count, token, value, how)
        place += 1
    return count


def by_letters(size: int) -> float:
    """How well an acronym stands for a name: the more letters, the better."""
    return 0.62 if size < 4 else 0.78 if size == 4 else 0.88


def chosen(best: Array, touched: Ints, count: int) -> int:
    """Sort the tokens kept; when they are too many, only the most similar stay. How many."""
    touched[:count].sort()
    if count <= MAX_LINKS:
        return count
    counts = np.zeros(GRID + 1, np.int64)
    for place in range(count):
        counts[int(best[touched[place]] * GRID)] += 1
    level, above = GRID, 0
    while above + counts[level] <= MAX_LINKS:
        above += counts[level]
        level -= 1
    ties, kept = MAX_LINKS - above, 0
    for place in range(count):
        token = touched[place]
        value = int(best[token] * GRID)
        if value > level or (value == level and ties > 0):
            ties -= value == level
            touched[kept] = token
            kept += 1
        else:
            best[token] = 0.0
    return kept


def find(
    words: Words, asked: Asked, tokens: int, first_stamp: int, scratch: Scratch, out: Scratch
) -> int:
    """Links of every word asked, into ``out`` (pointers, tokens, similarities, hows); how many.

    ``scratch``: similarity (zeros) and how for each token, room for touched tokens, stamps for
    each reading, rows for the distances, hashes. ``first_stamp``: two stamps are used a word.
    """
    best, hows, touched = scratch[0], scratch[1], scratch[2]
    total = 0
    for word in range(len(asked.native)):
        count = 0
        for key in range(asked.key_at[word], asked.key_at[word + 1]):
            count = exact(words, asked, word, key, scratch, count)
            if asked.alike[key]:
                stamp = first_stamp + 2 * key
                count = near(words, asked, key, stamp, scratch, count)
                count = alike(words, asked, word, key, stamp + 1, scratch, count)
                count = cut_short(words, asked, key, scratch, count)
            count = joined(words, asked, key, tokens, scratch, count)
        kept = chosen(best, touched, count)
        for place in range(kept):
            token = touched[place]
            out[1][total], out[2][total], out[3][total] = token, best[token], hows[token]
            best[token] = 0.0
            total += 1
        out[0][word + 1] = total
    return total


def near_of_all(keys: Bytes, at: Ints, alike: Array, hashes: Ints, out: Scratch) -> int:
    """The near hashes of every reading into ``out`` (hash, reading); how many."""
    total = 0
    for reading in range(len(alike)):
        if alike[reading]:
            start = at[reading]
            count = near_hashes(keys, start, at[reading + 1] - start, hashes)
            for n in range(count):
                out[0][total], out[1][total] = hashes[n], reading
                total += 1
    return total
