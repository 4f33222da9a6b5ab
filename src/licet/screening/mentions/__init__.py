"""Listed parties in running text: found with the words, weights and scores of screening.

    found = mentions(index, text, threshold=0.77)
    found[0].start, found[0].text, found[0].sentence, found[0].matches

``words``: the text as columns. ``reach``: which list words its words may stand for. ``windows``:
stretches in which words of one list name cluster. ``find`` scores them with the ordinary scorer.
``judge`` tells names from common words. ``follow`` adds surnames and short forms used afterwards.
"""

from __future__ import annotations

from licet.screening.mentions.find import mentions
from licet.screening.mentions.model import Mention

__all__ = ["Mention", "mentions"]
