"""The description of the service: every field has words, and every example runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter
from service import Running, problem, programme

from licet.surfaces.api.app import ROUTERS, create_app
from licet.surfaces.api.bodies import EXAMPLE, schemas
from licet.surfaces.api.settings import Settings

MODELS = {
    (method, route.path_format): route.response_model
    for router in ROUTERS
    for route in router.routes
    for method in route.methods  # type: ignore[attr-defined]
    if route.response_model  # type: ignore[attr-defined]
}


@pytest.fixture(scope="module")
def described(served: Running) -> Any:
    """The description, as the service gives it."""
    return served.get("/openapi.json").json()


def test_every_field_is_described(described: Any) -> None:
    """Each field of each shape, each parameter and each route says what it is."""
    lacking = []
    for name, schema in described["components"]["schemas"].items():
        for field, told in schema.get("properties", {}).items():
            if not told.get("description") and "$ref" not in told:
                lacking.append(f"{name}.{field}")
    for path, method, operation in operations(described):
        if not operation.get("description"):
            lacking.append(f"{method} {path}")
        lacking += [
            f"{method} {path} {one['name']}"
            for one in operation.get("parameters", [])
            if not (one.get("description") or one["schema"].get("title"))
        ]
    assert lacking == []


def test_no_shape_hides_another(served: Running) -> None:
    """The activity's own shapes and those of the service have different names."""
    app = create_app(Settings(served.home))
    own = set(FastAPI.openapi(app)["components"]["schemas"])
    assert not own & set(schemas())


def test_every_reference_leads_somewhere(described: Any) -> None:
    """No shape is named that the description lacks."""
    names = set(described["components"]["schemas"])
    assert {one.rpartition("/")[2] for one in references(described)} <= names


def test_every_error_is_described_as_a_problem(described: Any) -> None:
    """Each error status of each route has the shape of a problem."""
    for path, _, operation in operations(described):
        for status, told in operation["responses"].items():
            if status.startswith(("4", "5")):
                assert list(told["content"]) == ["application/problem+json"], path


def test_every_example_runs(served: Running, described: Any) -> None:
    """Each route, asked with the examples of its description, answers in the shape described."""
    kept = served.post("/v1/records", EXAMPLE).json()
    asked = set()
    for path, method, operation in operations(described):
        said = ask(served, path, method, operation, kept)
        assert said.status_code in {200, 201}, f"{method} {path}: {said.text[:300]}"
        model = MODELS.get((method.upper(), path))
        if model is not None and model != dict[str, Any]:
            TypeAdapter(model).validate_json(said.content)
            fits(model, said.json(), path)
        asked.add((method.upper(), path))
    assert set(MODELS) <= asked


def ask(served: Running, path: str, method: str, operation: Any, kept: Any) -> Any:
    """Send the examples of an operation."""
    query = {}
    for one in operation.get("parameters", []):
        told = one["schema"].get("examples") or one.get("examples") or [None]
        value = kept["id"] if one["name"] == "record" else told[0]
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(value))
        elif one["in"] == "query" and value is not None and one["name"] != "cursor":
            query[one["name"]] = value
        assert value is not None or not one["required"], f"{path} {one['name']}"
    content = operation.get("requestBody", {}).get("content", {})
    more: dict[str, Any] = {}
    if path == "/v1/exposure":
        more["files"] = programme()
    elif "multipart/form-data" in content:
        more["files"] = {"file": ("letter.txt", b"We pay Aurelio Tann Pell.")}
    elif "application/x-ndjson" in content:
        more["content"] = content["application/x-ndjson"]["example"].encode()
    elif content:
        told = content["application/json"]
        schema = told["schema"].get("$ref", "").rpartition("/")[2]
        example = told.get("example") or SCHEMAS(served).get(schema, {}).get("example")
        more["json"] = example or kept["record"]
    return served.http.request(method, path, params=query, **more)


def SCHEMAS(served: Running) -> Any:  # noqa: N802
    """Shapes by name."""
    return served.app.openapi()["components"]["schemas"]


def fits(model: Any, made: Any, path: str) -> None:
    """An answer holds no field that its shape doesn't describe."""
    kinds = [model, *getattr(model, "__args__", ())]
    known = [
        {field.alias or name for name, field in kind.model_fields.items()}
        for kind in kinds
        if hasattr(kind, "model_fields")
    ]
    assert any(set(made) <= fields for fields in known), (path, set(made))


def operations(described: Any) -> Iterator[tuple[str, str, Any]]:
    """Path, method and operation."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(part: Any) -> Iterator[str]:
    """Every ``$ref`` below."""
    if isinstance(part, dict):
        if isinstance(found := part.get("$ref"), str):
            yield found
        for one in part.values():
            yield from references(one)
    elif isinstance(part, list):
        for one in part:
            yield from references(one)


@pytest.mark.parametrize("seed", [0])
def test_odd_requests_never_fail(seed: int, served: Running) -> None:
    """Requests made up from the description, fitting it or not, never get a 5xx other than 503,
    and every error is a problem."""
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(served.app.openapi())))
    found = [one.ok() for one in schema.get_all_operations()]
    streams = {"/v1/screen/stream", "/v1/read", "/v1/exposure"}
    asked = [one.as_strategy() for one in found if one.path not in streams]

    @given(st.one_of(asked))
    @settings(
        max_examples=120,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any) -> None:
        said = case.call(base_url=served.url)
        assert said.status_code < 500, f"{case.method} {case.path}: {said.text}"
        if said.status_code >= 400:
            assert said.headers["content-type"][0] == "application/problem+json"

    run()
    assert problem(served.get("/nothing"), 404)
