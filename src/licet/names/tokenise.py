"""From a name to the words that are compared, with its legal forms set aside.

``parse`` is the door. Words are split at spaces, hyphens and punctuation; an apostrophe inside a
word is dropped ("Sa'id" → "said"); a run of dotted letters is one word when it is a legal form or
an abbreviation ("S.A." → "sa"), and initials otherwise. Han and Hangul runs are split into surname
and given name, or by character (``east_asian``); the Arabic article is a word of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from unicodedata import category

from licet.names import legal_forms
from licet.names.normalise import APOSTROPHES, clean, fold, script
from licet.names.transliterate import readings, unmask

MAX_TOKENS = 24
"""More words than this are cut: no listed name has more that matter."""

# Light words: articles, particles and conjunctions in the languages the lists hold.
_PARTICLES = """
al el ul ar as ash ad an ath az at bin ben ibn bint abu umm de del della der den des di da do dos
du la le les lo los las van von und and et of the for ve zu zum
"""
PARTICLES = frozenset(_PARTICLES.split())

# Titles and honorifics that lists and records put before names, in the same spirit.
_TITLES = """
mr mrs ms dr prof sir dame lord hon sayyed sayyid seyed seyyed syed sayed mawlana maulana mawlawi
maulvi mullah molla mulla haji hajji hajj haj sheikh shaykh sheik shaikh qari qazi mufti hafiz
ustad imam ayatollah gen col lt maj capt brig sgt cmdr jr sr
"""
TITLES = frozenset(_TITLES.split())
_ARTICLES = frozenset({"al", "el", "ul", "ar", "ur", "as", "us", "ad", "ud", "an", "un", "ol"})
_WORD = re.compile(r"[a-z0-9]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b(?!\w))?")
_APOSTROPHES = re.compile(f"[{re.escape(APOSTROPHES)}]")
_RUNS = {"CJK", "HANGUL"}
_DOT = re.compile("[·・‧•]")
"""It parts the words of foreign names in Chinese."""
_ARTICLE, _SERVANT = "ال", "عبد"
_SHORTEST_WITH_ARTICLE = 5


@dataclass(frozen=True, slots=True)
class Token:
    """One word: ``text`` in its own script, ``keys`` its Latin readings (best first)."""

    text: str
    keys: tuple[str, ...]

    @property
    def native(self) -> bool:
        """Whether the word stands in a script other than Latin."""
        return self.text != self.keys[0]


@dataclass(frozen=True, slots=True)
class ParsedName:
    """The words of a name in order, and its legal forms as a bitmask of classes."""

    tokens: tuple[Token, ...]
    forms: int = 0


def parse(name: str, *, person: bool = False, reorder: bool = False) -> ParsedName:
    """Split a name. ``person``: no legal forms, dotted letters are initials.

    ``reorder``: "LAST, First" is put into natural order (queries; list names already are). A
    name without a letter or digit has no tokens.
    """
    text = clean(name)
    if not person:
        text = _DOTTED.sub(_dotted, text)
    text = _APOSTROPHES.sub("", text)
    head, comma, tail = text.partition(",")
    parts = [tokens for tokens in (_words(head), _words(tail)) if tokens]
    if reorder and comma and len(parts) == 2 and "," not in tail and _is_given(parts[1]):
        parts.reverse()
    found = _servants([token for part in parts for token in part])
    mask = 0
    if not person:
        taken, mask = legal_forms.find([token.keys[0] for token in found])
        found = [token for token, form in zip(found, taken, strict=True) if not form]
    return ParsedName(tuple(found[:MAX_TOKENS]), mask)


def _servants(tokens: list[Token]) -> list[Token]:
    """ "Abd al-Rahman" is "Abdul Rahman": "abd" and the article become one word, in any script."""
    for n in range(len(tokens) - 2, -1, -1):
        first, second = tokens[n].text, tokens[n + 1].text
        if first == "abd" and second in _ARTICLES and n + 2 < len(tokens):
            tokens[n : n + 2] = [token("abdul")]
        elif first == _SERVANT and second in {_ARTICLE, "الله"}:
            tokens[n : n + 2] = [token(first + second)]
    return tokens


def _dotted(match: re.Match[str]) -> str:
    joined = match[0].replace(".", "")
    if legal_forms.is_form(fold(joined)) or len(joined) > 2:
        return f"{joined} "
    return " ".join(joined) + " "


def _is_given(tokens: list[Token]) -> bool:
    """Whether what follows the comma can be given names: it ends in no legal form."""
    return len(tokens) <= 4 and not legal_forms.is_form(tokens[-1].keys[0])


def _words(text: str) -> list[Token]:
    if text.isascii():
        runs = _WORD.findall(text)
    else:  # marks belong to their letter: a Turkish dot, an Indic vowel sign
        runs = "".join(c if c.isalnum() or category(c)[0] == "M" else " " for c in text).split()
    foreign = bool(_DOT.search(text))
    found = (token for run in runs for token in _tokens(run, foreign))
    return [token for token in found if token.keys]


@lru_cache(maxsize=200_000)
def _tokens(word: str, foreign: bool = False) -> tuple[Token, ...]:
    """The tokens of one run of letters: mostly itself."""
    if word.isascii():
        return (token(word),)
    if any(script(c) in _RUNS for c in word):
        parts = groupby(word, lambda c: script(c) if script(c) in _RUNS else "")
        return tuple(one for kind, part in parts for one in _run("".join(part), kind, foreign))
    if word.startswith(_SERVANT + _ARTICLE) and len(word) > 7:
        return token(_SERVANT + _ARTICLE), token(word[5:])
    if word.startswith(_ARTICLE) and len(word) >= _SHORTEST_WITH_ARTICLE:
        return token(_ARTICLE), token(word[2:])
    return (token(word),)


def _run(part: str, kind: str, foreign: bool) -> tuple[Token, ...]:
    """The words of a run of Han or of Hangul, or of what stands between them."""
    if not kind:
        return (token(part),)
    from licet.names.east_asian import words  # tables that other names never need

    return tuple(Token(text, keys) for text, keys in words(part, foreign=foreign) if keys)


@lru_cache(maxsize=200_000)
def token(word: str) -> Token:
    """The token of one cleaned word."""
    text = fold(unmask(word))
    return Token(text, readings(text))
