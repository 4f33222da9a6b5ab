"""From a file to its text: plain text, Markdown, HTML, e-mail, Word (DOCX) and PDF.

``read`` is the door. What comes out is one string with the places where its pages begin and the
document's own date where that is clear; who is named in it is for others to find.
"""

from __future__ import annotations

from licet.documents.model import Dated, Text
from licet.documents.reading import read

__all__ = ["Dated", "Text", "read"]
