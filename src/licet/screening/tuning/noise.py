"""Names as people and machines miswrite them, one class of noise at a time.

The classes are invented by rule, not drawn from records of mistakes: what they measure is how far
the scorer bends, not how often a customer file needs it to.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from licet.names import legal_forms

OCR = {"O": "0", "I": "1", "L": "I", "S": "5", "B": "8", "M": "RN", "E": "F", "G": "C"}
HOMOGLYPHS = {"A": "А", "E": "Е", "O": "О", "P": "Р", "C": "С", "X": "Х", "H": "Н", "K": "К"}
SPELLINGS = (("sh", "ch"), ("kh", "h"), ("y", "i"), ("ou", "u"), ("q", "k"), ("dj", "j"),
             ("w", "v"), ("zh", "j"), ("ee", "i"), ("ts", "c"))  # fmt: skip
TITLES = ("Mr", "Dr", "General", "Sheikh", "Mrs")
Noise = Callable[[list[str], Random], list[str] | None]


def typo(word: str, chance: Random) -> str:
    """One letter lost, doubled, changed or exchanged with the next."""
    at = chance.randrange(1, len(word) - 1)
    way = chance.randrange(4)
    if way == 0:
        return word[:at] + word[at + 1 :]
    if way == 1:
        return word[:at] + word[at] + word[at:]
    if way == 2:
        return word[:at] + chance.choice("AEIORNSTL") + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _in_one_word(
    words: list[str], chance: Random, change: Callable[[str], str]
) -> list[str] | None:
    long = [n for n, word in enumerate(words) if len(word) > 3 and word.isascii()]
    if not long:
        return None
    at = chance.choice(long)
    return [*words[:at], change(words[at]), *words[at + 1 :]]


def _typo(words: list[str], chance: Random) -> list[str] | None:
    return _in_one_word(words, chance, lambda word: typo(word, chance))


def _two_typos(words: list[str], chance: Random) -> list[str] | None:
    once = _typo(words, chance)
    return _typo(once, chance) if once else None


def _swapped(table: dict[str, str]) -> Noise:
    def noise(words: list[str], chance: Random) -> list[str] | None:
        text = " ".join(words).upper()
        places = [n for n, letter in enumerate(text) if letter in table]
        if not places:
            return None
        at = chance.choice(places)
        return (text[:at] + table[text[at]] + text[at + 1 :]).split()

    return noise


def _respelt(words: list[str], chance: Random) -> list[str] | None:
    text = " ".join(words).lower()
    fits = [pair for pair in SPELLINGS if pair[0] in text]
    return text.replace(*chance.choice(fits), 1).split() if fits else None


def _reordered(words: list[str], chance: Random) -> list[str] | None:
    return [words[-1], *words[:-1]] if len(words) > 1 else None


def _dropped(words: list[str], chance: Random) -> list[str] | None:
    at = chance.randrange(len(words))
    return [*words[:at], *words[at + 1 :]] if len(words) > 2 else None


def _added(words: list[str], chance: Random) -> list[str] | None:
    at = chance.randrange(len(words) + 1)
    return [*words[:at], chance.choice(("Anton", "Global", "Maria", "Trade")), *words[at:]]


def _merged(words: list[str], chance: Random) -> list[str] | None:
    at = chance.randrange(max(1, len(words) - 1))
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]] if len(words) > 1 else None


def _split(words: list[str], chance: Random) -> list[str] | None:
    return _in_one_word(
        words, chance, lambda word: f"{word[: len(word) // 2]} {word[len(word) // 2 :]}"
    )


def _initials(words: list[str], chance: Random) -> list[str] | None:
    return [*(f"{word[0]}." for word in words[:-1]), words[-1]] if len(words) > 1 else None


def _truncated(words: list[str], chance: Random) -> list[str] | None:
    text = " ".join(words)
    return text[: max(6, len(text) * 7 // 10)].split() if len(text) > 9 else None


def _invisible(words: list[str], chance: Random) -> list[str] | None:
    at = chance.randrange(len(words))
    word = words[at]
    return [*words[:at], f"{word[:1]}\u200b{word[1:]}\u202c", *words[at + 1 :]]


def _titled(words: list[str], chance: Random) -> list[str] | None:
    return [chance.choice(TITLES), *words]


def _without_form(words: list[str], chance: Random) -> list[str] | None:
    kept = [word for word in words if not legal_forms.is_form(word.lower().strip(".,"))]
    return kept if kept and len(kept) < len(words) else None


CLASSES: dict[str, Noise] = {
    "one typo": _typo,
    "two typos": _two_typos,
    "OCR": _swapped(OCR),
    "reordered": _reordered,
    "dropped token": _dropped,
    "added token": _added,
    "merged tokens": _merged,
    "split token": _split,
    "re-romanised": _respelt,
    "initials": _initials,
    "truncated": _truncated,
    "homoglyph": _swapped(HOMOGLYPHS),
    "invisible characters": _invisible,
    "title": _titled,
    "legal form dropped": _without_form,
}
ONLY = {"initials": "person", "title": "person", "legal form dropped": "organisation"}


def noised(names: list[str], kind: str, seed: int) -> dict[str, list[tuple[int, str]]]:
    """For each class: which name, and the name with that noise, where it can change it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for title, noise in CLASSES.items():
        if ONLY.get(title, kind) != kind:
            continue
        chance = Random(f"{seed} {title}")  # noqa: S311
        made = ((n, noise(name.split(), chance)) for n, name in enumerate(names))
        found[title] = [(n, " ".join(words)) for n, words in made if words]
    return found
