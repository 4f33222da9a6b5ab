"""Whether a row of an entry's License Requirements covers an item, and what it asks for.

"NS applies to entire entry" covers every item of the entry. A scope that only lists paragraphs
("applies to 9A610.t, .u and .w", "entire entry, except .y") is decided by the item's paragraph,
where that is given. Any other scope is in words: it may cover the item, and only a person can tell.
"""

from __future__ import annotations

import re
from typing import Any

from licet.core.kleene import Truth, any_of, not_
from licet.goods.chart import country
from licet.goods.eccn import Eccn, within

_APPLIES = re.compile(r"\bappl(?:y|ies)\s+(?:to\s+)?(?P<rest>.+)$", re.I)
_ENTIRE = re.compile(r"(?:the\s+)?entire\s+entry[.;]?$", re.I)
_EXCEPT = re.compile(
    r"(?:the\s+)?entire\s+entry,?\s*\(?except:?\s+(?:for\s+)?(?P<list>[^)]+)\)?[.;]?$", re.I
)
_PARAGRAPH = re.compile(r"(?P<base>\d[A-E]\d{3})?\.?(?P<path>[a-z](?:\.[a-z0-9]+)*)?", re.I)
_BETWEEN = re.compile(r",\s*(?:and|or)\s+|\s+and\s+|\s+or\s+|,\s*|;\s*")
_ITEMS = re.compile(r"^items\s+(?:controlled\s+)?(?:by|in|under)\s+", re.I)
_ASIDE = re.compile(r"\(?\s*see\s+(?:also\s+)?§.*$|\s+of the EAR\b", re.I)
_EVERYWHERE = re.compile(r"^to or within any destination worldwide\b|^all destinations\b", re.I)
_GROUPS = re.compile(
    r"^to or within (?:(?P<also>.+?) or )?destinations specified in Country Groups? "
    r"(?P<groups>[A-E]:\d(?:(?:, and |, or |, | and | or )[A-E]:\d)*)"
    r"(?: of supplement no\. 1 to part 740)?"
    r"(?:, excluding any destination also specified in Country Groups? "
    r"(?P<out>[A-E]:\d(?:(?:, | and | or )[A-E]:\d)*))?$",
    re.I,
)
_GROUP = re.compile(r"[A-E]:\d")


def covers(scope: str, item: Eccn) -> Truth:
    """Whether the scope of a row covers the item; None where only a person can tell."""
    found = _APPLIES.search(" ".join(scope.split()))
    if found is None:
        return None
    rest = _ITEMS.sub("", found["rest"].strip())
    if _ENTIRE.fullmatch(rest):
        return True
    excepted = _EXCEPT.fullmatch(rest)
    if excepted is None:
        listed = _paragraphs(rest, item.base)
        return None if listed is None else _among(item.paragraph, listed)
    clauses = [part.strip().lstrip(":") for part in excepted["list"].split(";")]
    out = [_clause(clause, item) for clause in clauses if clause]
    return not_(any_of(out))


def _clause(clause: str, item: Eccn) -> Truth:
    """Whether one clause of what is excepted names the item's paragraph."""
    listed = _paragraphs(re.sub(r"^(?:and|or)\s+", "", clause.strip()), item.base)
    return None if listed is None else _among(item.paragraph, listed)


def _among(paragraph: str | None, listed: list[str]) -> Truth:
    """Whether the item's paragraph is one of those listed; open where it is not given so far."""
    if "" in listed:
        return True
    if paragraph is None:
        return None
    if any(within(paragraph, one) for one in listed):
        return True
    return None if any(within(one, paragraph) for one in listed) else False


def _paragraphs(text: str, base: str) -> list[str] | None:
    """``9A610.t, .u, and .w`` as [t, u, w]; None for anything that is more than such a list."""
    found: list[str] = []
    based = False
    for part in _BETWEEN.split(text.strip().rstrip(".;")):
        match = _PARAGRAPH.fullmatch(part.strip())
        if match is None or not (match["base"] or match["path"]):
            return None
        based = based or bool(match["base"])
        if (match["base"] or base).upper() != base:
            return None
        # A bare letter is a paragraph only after one that names its entry.
        if not (based or part.strip().startswith(".")):
            return None
        found.append((match["path"] or "").lower())
    return found or None


def in_words(row: dict[str, Any], code: str, groups: frozenset[str] | None) -> Truth:
    """Whether a row that names no column asks for a licence to a destination, in its words."""
    text = _ASIDE.sub("", " ".join(str(row["words"]).split())).strip(" .;(")
    if _EVERYWHERE.match(text):
        return True
    if found := _GROUPS.fullmatch(text):
        return _in_groups(found, code, groups)
    named = _countries(text)
    return code in named if named else None


def _in_groups(found: re.Match[str], code: str, groups: frozenset[str] | None) -> Truth:
    """``... destinations specified in Country Groups D:1, D:4, and D:5 ..., excluding ...``."""
    also = _countries(re.sub(r"^the\s+", "", found["also"] or "", flags=re.I))
    if code in also:
        return True
    if groups is None or (found["also"] and not also):
        return None
    if groups & set(_GROUP.findall(found["out"] or "")):
        return False
    return bool(groups & set(_GROUP.findall(found["groups"])))


def _countries(text: str) -> set[str]:
    """The countries a text lists; empty where it is more than such a list."""
    named = [country(part) for part in _BETWEEN.split(text) if part.strip()]
    return {code for code in named if code} if all(named) else set()
