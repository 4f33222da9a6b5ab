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

from licet.names import common_words, legal_forms
from licet.names.normalise import APOSTROPHES, clean, fold, script
from licet.names.spelling import one_spelling
from licet.names.transliterate import readings, unmask

MAX_TOKENS = 24
"""More words than this are cut: no listed name has more that matter."""

SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 8
_FORM, _COMMON = 1, 2
JOINED_READINGS = 3
"""So many readings of a word are tried when it is written as one with its neighbour."""

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
    """One word: ``text`` in its own script, ``keys`` its Latin readings (best first).

    A word that organisations' names translate at will has the common word as its first key.
    """

    text: str
    keys: tuple[str, ...]
    common: bool = False

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def own(self) -> str:
        """The word's own key, whatever common word stands for it."""
        return self.keys[1] if self.common else self.keys[0]

    @property
    def joining(self) -> tuple[str, ...]:
        """The best readings of the word itself, for writing it as one with its neighbour."""
        return self.keys[1:] if self.common else self.keys[:JOINED_READINGS]

    @property
    def native(self) -> bool:
        """Whether the word stands in a script other than Latin."""
        return self.text != self.keys[0]


@dataclass(frozen=True, slots=True)
class ParsedName:
    """The words of a name in order, its legal forms as a bitmask of classes, its acronyms."""

    tokens: tuple[Token, ...]
    forms: int = 0
    acronyms: tuple[str, ...] = ()


def parse(name: str, *, person: bool = False, reorder: bool = False) -> ParsedName:
    """Split a name. ``person``: no legal forms, dotted letters are initials.

    ``reorder``: "LAST, First" is put into natural order (queries; list names already are). A
    name without a letter or digit has no tokens.
    """
    text = clean(name)
    if not person and "." in text:
        text = _DOTTED.sub(_dotted, text)
    if not text.isascii() or "'" in text or "`" in text:
        text = _APOSTROPHES.sub("", text)
    found = _in_order(text, reorder) if "," in text else _words(text)
    if "abd" in text or _SERVANT in text:
        found = _servants(found)
    if person:
        return ParsedName(tuple(found[:MAX_TOKENS]))
    return _of_organisation(found)


def _in_order(text: str, reorder: bool) -> list[Token]:
    """The words around the first comma, given names before the surname when asked."""
    head, _, tail = text.partition(",")
    parts = [tokens for tokens in (_words(head), _words(tail)) if tokens]
    if reorder and len(parts) == 2 and "," not in tail and _is_given(parts[1]):
        parts.reverse()
    return [token for part in parts for token in part]


def _of_organisation(tokens: list[Token]) -> ParsedName:
    """With legal forms set aside and common words united, where there are such words."""
    found, left, mask, marks = tokens, tokens, 0, 0
    native = any(token.native for token in tokens)
    for token in tokens:
        marks |= _marks(token.keys[0], native)
    if marks & _FORM:
        taken, forms = legal_forms.find([token.keys[0] for token in tokens], native=native)
        left = [token for token, form in zip(tokens, taken, strict=True) if not form]
        if any(len(token.keys[0]) > 2 or token.native for token in left):
            found, mask = left, forms  # "Al Sharika" keeps its word for company
    acronyms = _acronyms(tokens, left)
    if marks & _COMMON:
        found = common_words.unite(found)
    return ParsedName(tuple(found[:MAX_TOKENS]), mask, acronyms)


@lru_cache(maxsize=200_000)
def _marks(key: str, native: bool) -> int:
    """Whether a legal form or a common word begins with a word."""
    spelt = one_spelling(key)
    return _FORM * legal_forms.begins(spelt, native) | _COMMON * (
        spelt in common_words.table(native)
    )


def _acronyms(*names: list[Token]) -> tuple[str, ...]:
    """First letters of three words or more, particles left out: with the legal form and without."""
    found = []
    for words in names:
        if len(words) < SHORTEST_ACRONYM:
            continue
        letters = [token.keys[0][0] for token in words if token.keys[0] not in PARTICLES]
        if SHORTEST_ACRONYM <= len(letters) <= LONGEST_ACRONYM:
            found.append("".join(letters))
    return tuple(dict.fromkeys(found))


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


def words_of_text(text: str) -> list[Token]:
    """The words of any text, nothing set aside."""
    return _words(_APOSTROPHES.sub("", clean(text)))


def _words(text: str) -> list[Token]:
    if text.isascii():
        runs = _WORD.findall(text)
    else:  # marks belong to their letter: a Turkish dot, an Indic vowel sign
        runs = "".join(c if c.isalnum() or category(c)[0] == "M" else " " for c in text).split()
    if text.isascii():
        return [token(run) for run in runs]
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
