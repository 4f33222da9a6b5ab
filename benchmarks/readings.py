"""Learn how native letters are read in Latin ones: the tables ``names/readings/*.tsv``.

    python -m benchmarks.train readings

From pairs of words (all but the held fifth of ``benchmarks.scripts``) an alignment is learned by
expectation maximisation: each native letter gives none to six Latin letters. Along the best
alignments the readings of each letter are counted by its neighbours, in five widths of context, and
a wider context is kept where it says something that a narrower one doesn't. What is written are
counts turned to costs; no pair of the data stands in them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from multiprocessing import Pool
from pathlib import Path
from random import Random

import anyascii
from rapidfuzz.distance import Indel

from benchmarks.scripts import held
from benchmarks.scripts import pairs as rows_of
from licet.names.normalise import clean, fold
from licet.names.read_letters import STEPS, han_sound, letters, windows

FOLDER = Path(__file__).parents[1] / "src" / "licet" / "names" / "readings"
SOURCES = {
    "cyrillic": ("cyrillic",), "arabic": ("arabic", "arabic_google"), "hebrew": ("hebrew",),
    "katakana": ("katakana",), "han": ("han",), "hangul": ("hangul",),
}  # fmt: skip
LONGEST = {"han": 6, "katakana": 4, "cyrillic": 4}
ROUNDS, LEARN_ON, SEED = 4, 16_000, 20_201_214
SMOOTHING, GAIN, LEAST, KEPT = 2.0, 6.0, 3, 4
Word = tuple[str, str]
Chances = dict[str, dict[str, float]]


def write() -> None:
    """Learn every table and write it."""
    FOLDER.mkdir(exist_ok=True)
    with Pool(2) as pool:
        for told in pool.imap_unordered(_table, SOURCES):
            print(told, flush=True)
    _foreign()


def _foreign() -> None:
    """Bits by which a syllable rather spells a foreign name than one of its own language."""
    han = Counter(c for _, native in rows_of("han") if not held(native) for c in native)
    bits = _odds(han, Counter(dict.fromkeys(han, 1)))
    own: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for latin, native in rows_of("hangul"):
        parts, theirs = native.split(), latin.replace("-", " ").split()
        if held(native):
            continue
        if len(parts) == 1 and len(native) == len(theirs) == 3:
            own.update(native[1:])
        elif len(parts) == len(theirs) > 1:
            other.update(native.replace(" ", ""))
    bits |= _odds(other, own)
    lines = [f"{letter}\t{value}" for letter, value in sorted(bits.items()) if value]
    head = "# syllable, bits for a foreign name; made by python -m benchmarks.train readings"
    (FOLDER / "foreign.tsv").write_text("\n".join([head, *lines]) + "\n", "utf-8")


def _odds(one: Counter[str], other: Counter[str]) -> dict[str, int]:
    ours, theirs = sum(one.values()), sum(other.values())
    return {
        c: max(-6, min(6, round(math.log2((one[c] + 0.5) / ours * theirs / (other[c] + 0.5)))))
        for c in {*one, *other}
        if "가" <= c <= "힣" or ord(c) >= 0x3400
    }


def _table(name: str) -> str:
    words = list(_words(name))
    if name == "han":
        words = _one_for_each_sound(words)
    most = LONGEST.get(name, 3)
    Random(SEED).shuffle(words)  # noqa: S311
    chances = _learn(words[:LEARN_ON], most)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    used = 0
    for native, latin in words:
        if aligned := _best(native, latin, chances, most):
            used += 1
            for place, out in enumerate(aligned):
                for window in windows(native, place):
                    counts[window][out] += 1
    kept = _pruned(counts)
    lines = [f"{window}\t{' '.join(f'{out}:{cost}' for out, cost in outs)}"
             for window, outs in sorted(kept.items())]  # fmt: skip
    head = "# window of letters, readings and their costs; python -m benchmarks.train readings"
    (FOLDER / f"{name}.tsv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return f"{name}: {used:,} of {len(words):,} words, {len(lines):,} windows"


def _one_for_each_sound(words: list[Word]) -> list[Word]:
    """Han words with the most frequent character of each sound in place of all."""
    often = Counter(c for native, _ in words for c in native)
    stands: dict[str, str] = {}
    for c, _ in often.most_common():
        stands.setdefault(han_sound(c), c)
    return [("".join(stands[han_sound(c)] for c in native), latin) for native, latin in words]


def _words(name: str) -> Iterable[Word]:
    """Native letters and Latin word of every pair that may be learned from."""
    for source in SOURCES[name]:
        for latin, native in rows_of(source):
            if not held(native):
                yield from _split(latin, native)


def _split(latin: str, native: str) -> Iterable[Word]:
    """The words of a name side by side; a run of Hangul is read by all Latin words together."""
    theirs = [fold(part) for part in clean(latin).replace("-", " ").replace("'", "").split()]
    mine = [fold(part) for part in clean(native).replace("'", "").replace("-", " ").split()]
    mine = [word for word in mine if word]
    if len(mine) == 1 and len(theirs) > 1:
        if len(mine[0]) == len(theirs) and "가" <= mine[0][0] <= "힣":
            mine = list(mine[0])
        else:
            theirs = ["".join(theirs)]
    if len(mine) == len(theirs) > 1:
        plain = [anyascii.anyascii(word).casefold() for word in mine]
        straight, turned = (sum(map(Indel.normalized_similarity, plain, order))
                            for order in (theirs, theirs[::-1]))  # fmt: skip
        theirs = theirs[::-1] if turned > straight + 0.2 else theirs
    if len(mine) == len(theirs):
        for word, other in map(_without_article, mine, theirs):
            kept = letters(word)
            if kept and other.isalpha() and other.isascii() and not word.isascii():
                yield kept, other


def _without_article(native: str, latin: str) -> Word:
    """The Arabic article is a word of its own to the engine, so it is to the tables."""
    if not native.startswith("ال") or len(native) < 5:
        return native, latin
    bare = latin[2:] if latin.startswith(("al", "el")) and len(latin) > 4 else latin
    return native[2:], bare


def _learn(words: list[Word], most: int) -> Chances:
    chances: Chances = defaultdict(dict)
    for native, latin in words:  # first guess: letters that a plain table would give
        for letter in set(native):
            plain = anyascii.anyascii(letter).casefold()
            for size in range(min(most, len(latin)) + 1):
                for at in range(len(latin) - size + 1):
                    out = latin[at : at + size]
                    alike = 30.0 if out == plain else 6.0 if out[:1] == plain[:1] else 1.0
                    chances[letter][out] = alike * (0.3 if size == 0 else 0.5 ** (size - 1))
    _scale(chances)
    for _ in range(ROUNDS):
        counts: Chances = defaultdict(lambda: defaultdict(float))
        for native, latin in words:
            _expect(native, latin, chances, most, counts)
        chances = {letter: {o: n for o, n in outs.items() if n > 0.05}
                   for letter, outs in counts.items()}  # fmt: skip
        _scale(chances)
    return chances


def _scale(chances: Chances) -> None:
    for outs in chances.values():
        total = sum(outs.values()) or 1.0
        for out in outs:
            outs[out] /= total


def _expect(native: str, latin: str, chances: Chances, most: int, counts: Chances) -> None:
    """Add the expected readings of one pair: forward and backward sums over alignments."""
    high, wide = len(native), len(latin)
    if wide > most * high:
        return
    ways = [[0.0] * (wide + 1) for _ in range(high + 1)]
    ways[0][0] = 1.0
    arcs: list[tuple[int, int, int, str, float]] = []
    for place, letter in enumerate(native):
        outs, row, below = chances.get(letter, {}), ways[place], ways[place + 1]
        for start in range(wide + 1):
            if row[start] == 0.0:
                continue
            for end in range(start, min(start + most, wide) + 1):
                chance = outs.get(latin[start:end])
                if chance:
                    below[end] += row[start] * chance
                    arcs.append((place, start, end, letter, chance))
    total = ways[high][wide]
    if total <= 0.0:
        return
    back = [[0.0] * (wide + 1) for _ in range(high + 1)]
    back[high][wide] = 1.0
    for place, start, end, letter, chance in reversed(arcs):
        if onward := back[place + 1][end]:
            back[place][start] += chance * onward
            counts[letter][latin[start:end]] += ways[place][start] * chance * onward / total


def _best(native: str, latin: str, chances: Chances, most: int) -> list[str] | None:
    """The most likely reading of each letter; None for a pair that hardly fits."""
    wide = len(latin)
    states: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for letter in native:
        outs = chances.get(letter, {})
        onward: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, path) in states.items():
            for end in range(start, min(start + most, wide) + 1):
                chance = outs.get(latin[start:end])
                if chance and (found := cost - math.log(chance)) < onward.get(end, (1e9,))[0]:
                    onward[end] = found, (*path, latin[start:end])
        states = onward
    if wide not in states:
        return None
    cost, path = states[wide]
    return list(path) if cost / len(native) < 4.5 else None


def _pruned(counts: dict[str, Counter[str]]) -> dict[str, list[tuple[str, int]]]:
    """Windows whose readings differ from those of the next narrower window that is kept."""
    chances: dict[str, dict[str, float]] = {}
    kept: dict[str, list[tuple[str, int]]] = {}
    for window in sorted(counts, key=len):
        outs, total = counts[window], sum(counts[window].values())
        parent = chances.get(_narrower(window, chances), {})
        if parent and total < LEAST:
            continue
        mixed = {out: (outs.get(out, 0) + SMOOTHING * parent.get(out, 0.0))
                 / (total + SMOOTHING * bool(parent)) for out in {*outs, *parent}}  # fmt: skip
        gain = sum(n * math.log(mixed[out] / max(parent.get(out, 0.0), 1e-4))
                   for out, n in outs.items()) if parent else math.inf  # fmt: skip
        if gain > GAIN:
            chances[window] = mixed
            best = sorted(mixed.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
            costs = [(out, round(-STEPS * math.log2(p))) for out, p in best if p > 0.02]
            kept[window] = costs or [(best[0][0], 0)]
    return kept


def _narrower(window: str, chances: dict[str, dict[str, float]]) -> str:
    """The widest kept window inside one: see ``licet.names.read_letters.windows``."""
    for inner in _inside(window):
        if inner in chances:
            return inner
    return ""


def _inside(window: str) -> list[str]:
    if len(window) == 5:
        a, b = window[1:], window[1:4]
        return [a, b, window[2:4], window[2]]
    if len(window) == 4:
        return [window[:3], window[1:3], window[1]]
    return [window[1:3], window[1]] if len(window) == 3 else [window[0]] if len(window) == 2 else []
