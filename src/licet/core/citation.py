"""Where a rule or a fact is written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document, with the short quotation that carries the rule.

    ``doc`` names the document with its issue date, ``quote`` is verbatim, ``basis`` says what
    kind of authority it is: law, agency_policy or guidance.
    """

    doc: str
    quote: str | None = None
    url: str | None = None
    basis: str = "law"
