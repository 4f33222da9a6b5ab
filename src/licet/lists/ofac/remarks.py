"""The grammar of OFAC's remarks: labelled segments, joined by "; " and closed by a full stop.

The flat files write ``[alt. ]LABEL VALUE[ (Country)][ issued D][ expires D]``; the XML gives the
same parts as elements. Both come here, so that one fact reads the same from either. What no
rule knows is kept word for word in ``unread``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from licet.core.listing import Feature, Identifier, NameKind, Relation
from licet.lists.ofac.remark_labels import Sort, plain_kind, sort_of, split_label

CUT_AT = 1000  # the remarks column ends there; the rest stands in the comments file

_DATE = r"(?:(?:\d{1,2} )?[A-Z][a-z]{2} )?\d{4}"
_TAIL = re.compile(
    r"^(?P<value>.*?)"
    r"(?: \((?P<country>[A-Z][a-z][^()\d]*)\))?"
    rf"(?: issued (?P<issued>{_DATE}))?(?: expires (?P<expires>{_DATE}))?$",
    re.S,
)
_TAIL_ENDS = frozenset(")0123456789")
_ALIAS = re.compile(r"^(a|f|n)\.k\.a\. '(.*)'$", re.S)
_LINK = re.compile(r"^(.*?)[.;,]?\s*for more information[^:]*: (https?://\S+?)\.?$", re.I | re.S)
_LINKED = re.compile(r"^\(?Linked To: (.*?)\)?$", re.S)
_FAMILY = re.compile(
    r"^((?:(?:half-)?(?:brother|sister)|(?:grand)?(?:son|daughter|father|mother)|wife|husband"
    r"|widow|uncle|nephew|cousin)(?:-in-law)? of) (.+)$",
    re.S,
)
_PHONE = re.compile(r"^(?:Alt\. )?(Telephone|PHONE|Fax|FAX)(?: (?:Number|No\.))?:?\s+([+(\d].*)$")
_WEB = re.compile(r"^(?:Website:\s+)?((?:https?://|www\.)\S+)(?: \(website\))?$")
_EMAIL = re.compile(r"^(?:E-?mail:? ?)?([\w.+-]+@[\w.-]+\.\w+)(?: \(email\))?$", re.I)
_CAPTA = re.compile(r"^United States financial institutions are prohibited from opening")
# Free words that say nothing a rule would need: kept as remarks, and not as unread.
_NOTE = re.compile(
    r"^(?:(?:and )?all (?:other )?(?:offices|branches|locations) worldwide"
    r"|ICTY indictee(?: at large| in (?:Serb )?custody)?|member ETA"
    r"|(?:HAMAS|PFLP|DFLP)(?: - [\w' -]+)?)$",
    re.I,
)
_DOTTED = re.compile(r"(?:\b(?:LTD|INC|CO|CORP|LTDA|Ltd|Inc|Co|Corp)|\w\.\w+)$")
_ALIAS_KINDS: dict[str, NameKind] = {"a": "aka", "f": "fka", "n": "nka"}

Told = tuple[bool, str]  # (an alternative, not the main one; the text)


@dataclass(slots=True)
class Facts:
    """What the remarks and the labelled facts of one entry say, before it becomes a Listing."""

    births: list[Told] = field(default_factory=list)
    birth_places: list[Told] = field(default_factory=list)
    nationalities: list[Told] = field(default_factory=list)
    citizenships: list[Told] = field(default_factory=list)
    weak_aliases: list[tuple[NameKind, str]] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_remark(facts: Facts, text: str, titles: Collection[str] = (), *, cut: bool) -> None:
    """Add what a remark says to ``facts``. ``cut`` says the end is lost: its last segment with it.

    ``titles`` are the entry's titles, which the flat files repeat in the remarks.
    """
    segments = list(_segments(text))
    if cut and segments:
        facts.unread.append(segments.pop())
    elif segments:
        segments[-1] = _without_stop(segments[-1])
    for segment in segments:
        if segment not in titles and segment.removesuffix(".") not in titles:
            _read_segment(facts, segment)


def _segments(text: str) -> Iterator[str]:
    """Split on "; ", but not within a quoted alias."""
    held = ""
    for part in text.split("; "):
        piece = f"{held}; {part}" if held else part.strip()
        opens = piece[1:8] == ".k.a. '" and piece.rstrip(".;")[-1:] != "'"
        held = piece if opens else ""
        if not opens and piece:
            yield piece.removesuffix(";")
    if held:
        yield from (part for part in held.split("; ") if part)


def _without_stop(segment: str) -> str:
    """Drop the stop that closes the remark; an abbreviation at the end of a name keeps it.

    OFAC never writes two stops, so ``Linked To: ACME CO., LTD.`` closes name and remark at once.
    """
    bare = segment.removesuffix(".")
    return segment if bare.startswith("Linked To: ") and _DOTTED.search(bare) else bare


def _read_segment(facts: Facts, segment: str) -> None:
    bare = segment.removeprefix("alt. ").strip()
    alternative = len(bare) != len(segment)
    word, _, rest = bare.partition(" ")
    simple = {
        "DOB": facts.births,
        "POB": facts.birth_places,
        "nationality": facts.nationalities,
        "citizen": facts.citizenships,
    }.get(word)
    if simple is not None and rest:
        simple.append((alternative, rest.strip()))
    elif alias := _ALIAS.match(bare):
        facts.weak_aliases.append((_ALIAS_KINDS[alias[1]], alias[2]))
    elif linked := _LINKED.match(bare):
        facts.relations.append(Relation("Linked To", linked[1]))
    elif labelled := split_label(bare):
        add_fact(facts, Identifier(*labelled))
    else:
        _read_free(facts, bare)


def add_fact(facts: Facts, told: Identifier) -> None:
    """Add one labelled fact, given with the publisher's label as its kind (``Target Type``)."""
    label, value = told.kind.replace("\u2019", "'"), " ".join(told.value.split())
    told = Identifier(label, value, told.country, told.issued, told.expires)
    sort = sort_of(label)
    if sort is Sort.IDENTIFIER:
        facts.identifiers.append(_with_tail(told))
        return
    whole = _whole_text(told)
    if link := _LINK.match(whole):
        _add_link(facts, link)
    elif sort is Sort.STATEMENT:
        facts.statements.append(f"{label} {whole}")
    elif sort is Sort.FEATURE:
        facts.features.append(Feature(plain_kind(label), whole))
    else:
        facts.unread.append(f"{label} {whole}".strip())


def _with_tail(told: Identifier) -> Identifier:
    """Country and dates out of the number, where the flat files (and a few XML ids) hold them."""
    if told.value[-1:] not in _TAIL_ENDS or told.country or told.issued or told.expires:
        return told
    tail = _TAIL.match(told.value)
    if tail is None or not tail["value"]:
        return told
    return Identifier(told.kind, *tail.group("value", "country", "issued", "expires"))


def _whole_text(told: Identifier) -> str:
    """Value, country and dates as the flat files write them."""
    country = told.country and f"({told.country})"
    issued = told.issued and f"issued {told.issued}"
    expires = told.expires and f"expires {told.expires}"
    return " ".join(part for part in (told.value, country, issued, expires) if part)


def _add_link(facts: Facts, link: re.Match[str]) -> None:
    facts.features.append(Feature("Information link", link[2]))
    if link[1].strip(" -:"):
        _read_free(facts, link[1].strip())


def _read_free(facts: Facts, text: str) -> None:
    """Segments without a label of the table: links, family ties, contacts; or free text."""
    if link := _LINK.match(text):
        _add_link(facts, link)
    elif family := _FAMILY.match(text):
        facts.relations.append(Relation(family[1], family[2]))
    elif phone := _PHONE.match(text):
        kind = "Fax Number" if phone[1].lower() == "fax" else "Phone Number"
        facts.features.append(Feature(kind, phone[2]))
    elif web := _WEB.match(text):
        facts.features.append(Feature("Website", web[1]))
    elif email := _EMAIL.match(text):
        facts.features.append(Feature("Email Address", email[1]))
    elif _CAPTA.match(text):
        facts.statements.append(text)
    else:
        facts.remarks.append(text)
        if not _NOTE.match(text):
            facts.unread.append(text)
