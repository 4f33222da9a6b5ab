"""What an entry of BIS's lists says of its own licence requirement, read out of its words.

The Entity List states per entry which items need a licence ("For all items subject to the EAR"),
under which policy, and by which notices. What isn't one of the known wordings is ``other``: a
person has to read it.
"""

from __future__ import annotations

import re

_REQUIREMENT = re.compile(
    r"License Requirement:\s*(?P<text>.*?)(?:;\s*License Policy:|$)", re.I | re.S
)
_NOTICE = re.compile(r"\b(\d{2})\s*FR\s*(\d{3,6})\b")
# Sections are named beside the words, with superscript footnote numbers run into them. A text that
# goes on with an exception is cut at no "see".
_SEE = re.compile(
    r"[,.]?\s*\(?\s*see\s+(?:also\s+)?(?:part\s*)?§{1,2}(?!.*\bexcept\b).*$", re.I | re.S
)
_ALL = re.compile(r"(?:all|any) items? subject to the EAR", re.I)
_CCL = re.compile(
    r"(?:all|any) items? (?:subject to the EAR )?(?:listed |specified )?on the "
    r"(?:CCL|Commerce Control List)",
    re.I,
)
_FOOD = re.compile(
    r"(?:all|any) items? subject to the EAR,? except (?:for )?food (?:and|or) medicine "
    r"designated as EAR99",
    re.I,
)
_SUPPLEMENT = re.compile(
    r"(?:all|any) items? subject to the EAR listed in supplement no\.? 2 to part 744", re.I
)
_KNOWN = (
    (_ALL, "all"),
    (_CCL, "ccl"),
    (_FOOD, "all_but_food_and_medicine"),
    (_SUPPLEMENT, "supplement_2_to_744"),
)


def items_covered(text: str) -> str | None:
    """Which items the requirement covers, in the vocabulary's words; None where nothing is said."""
    found = _REQUIREMENT.search(text)
    if found is None or not found["text"].strip():
        return None
    words = _SEE.sub("", " ".join(found["text"].split())).strip(" .;,")
    words = re.sub(r"^for\s+|\s+of the EAR$", "", words, flags=re.I)
    return next((word for form, word in _KNOWN if form.fullmatch(words)), "other")


def notices(text: str) -> frozenset[str]:
    """Federal Register notices the entry names, as ``84 FR 22961``."""
    return frozenset(f"{volume} FR {page}" for volume, page in _NOTICE.findall(text))
