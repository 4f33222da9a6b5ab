"""The description of the service: with the activity's own schema, and problems as problem+json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from licet.surfaces.api.bodies import schemas
from licet.surfaces.api.problems import MEDIA

PROBLEM = {"$ref": "#/components/schemas/Problem"}
SECURITY = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key from `licet serve keys add`; on this machine's own address, none.",
    }
}


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What ``app.openapi`` shall be."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = plain()
            parts = made.setdefault("components", {})
            parts["schemas"] = {
                **{n: s for n, s in parts["schemas"].items() if "ValidationError" not in n},
                **schemas(),
            }
            parts["securitySchemes"] = SECURITY
            made["security"] = [{}, {"key": []}]
            for one in _operations(made):
                _problems(one)
            app.openapi_schema = made
        return app.openapi_schema

    return described


def _operations(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for path in made["paths"].values() for one in path.values()]


def _problems(operation: dict[str, Any]) -> None:
    """Every error is a problem; FastAPI would describe some of them as its own."""
    for status, told in operation["responses"].items():
        if status.startswith(("4", "5")):
            told["content"] = {MEDIA: {"schema": PROBLEM}}
