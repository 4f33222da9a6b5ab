"""Reading JSON bodies that a room describes itself: an activity, a record."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request

from licet.core.errors import BadActivityError, LicetError
from licet.decision.activity import Activity, schema
from licet.decision.replay import activity_of
from licet.surfaces.api import words
from licet.surfaces.api.problems import Refusal

EXAMPLE: dict[str, Any] = {
    "title": "Spare parts under a licence of June 2020",
    "activity": "export",
    "on": "2021-07-20",
    "actor": "us_person",
    "parties": [{"name": "Keld Armaments Agency", "role": "end_user", "country": "PA"}],
    "items": [{"kind": "goods", "description": "landing-gear spares"}],
}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Activity"},
                "example": EXAMPLE,
            }
        },
    }
}
"""For the description of a route that takes an activity."""


def schemas() -> dict[str, Any]:
    """The activity's schema and those of its parts, by name."""
    whole = json.loads(json.dumps(schema()).replace("#/$defs/", "#/components/schemas/"))
    parts: dict[str, Any] = whole.pop("$defs", {})
    return words.put({**parts, "Activity": whole})


async def json_of(request: Request) -> Any:
    """The body as JSON; raises Refusal for what is none."""
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        text = str(error) if isinstance(error, json.JSONDecodeError) else "it can't be decoded"
        raise Refusal(f"the body is no JSON ({text[:100]}).", mend="Send JSON.") from None


def activity_in(data: Any) -> Activity:
    """An activity; raises BadActivityError with the path of what is wrong."""
    if not isinstance(data, dict):
        raise BadActivityError("is no JSON object.", where="body", mend="Send one activity.")
    try:
        return activity_of(data, "body")
    except LicetError as error:
        raise BadActivityError(error.what, where="body", mend=error.mend) from None
    except (RecursionError, TypeError, ValueError):
        raise BadActivityError("can't be read as an activity.", where="body") from None
