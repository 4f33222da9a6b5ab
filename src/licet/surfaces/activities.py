"""Activity files: reading them, their schema, and one to start from."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from licet.core import documents
from licet.core.documents import Document
from licet.core.errors import BadActivityError
from licet.decision.activity import Activity, read, schema

MAX_BYTES = 5_000_000
EXAMPLE = """\
# May we do this, with these parties, on this date?
# What you leave out is unknown; an unknown widens the answer and comes back as a question.
title: Spare parts to SSB under a licence of June 2020
activity: export            # licence_application, payment, loan, contract_signature, ...
on: 2020-12-20              # the date of the act; --as-of goes before it
actor: us_person            # us_financial_institution, foreign_person, unknown, ...
parties:
  - name: Presidency of Defense Industries
    listing: ofac:27016     # a person confirmed that it is this listing
    role: end_user
    country: TR
items:
  - {kind: goods, description: landing-gear spares, jurisdiction: itar, us_origin: true}
licence:
  kind: specific_licence
  form: DSP-5
  issued_by: ddtc
  issued_on: 2020-06-01
  valid_until: 2024-05-31
  balance_remaining: true
  covers_activity: true
"""


def load(file: Path) -> Activity:
    """An activity from a YAML or JSON file, or from standard input for ``-``."""
    return read(document(file))


def document(file: Path) -> Document:
    """The document of a YAML or JSON file, or of standard input for ``-``, with its lines."""
    name = "standard input" if str(file) == "-" else str(file)
    return documents.parse(_text(file, name), name)


def _text(file: Path, name: str) -> str:
    try:
        if name == "standard input":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with file.open("rb") as opened:
                data = opened.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise BadActivityError(
                "is larger than 5 MB.", where=name, mend="One activity is a page, not a book."
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise BadActivityError(
            f"can't be opened ({error.strerror}).", where=name, mend="Check the path."
        ) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadActivityError(
            "is not UTF-8 text.", where=f"{name} line {line}", mend="Save it as UTF-8."
        ) from None


def schema_text() -> str:
    """The JSON Schema of an activity."""
    return json.dumps(schema(), indent=2, ensure_ascii=False)
