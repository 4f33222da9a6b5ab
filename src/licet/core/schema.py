"""From a document to a typed model, with errors a person can act on.

pydantic finds what is wrong; this module says it as licet does: file, line, path, value, mend.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from licet.core.documents import Document, Path
from licet.core.errors import BadInputError, nearest

Model = TypeVar("Model", bound=BaseModel)


def load(model: type[Model], document: Document, error: type[BadInputError]) -> Model:
    """Validate a document against a model; the first problem becomes one clear sentence."""
    if not isinstance(document.data, dict):
        raise error(
            "is not a mapping of keys to values.",
            where=document.where(),
            mend=f"Start with one of: {', '.join(known_keys(model))}.",
        )
    try:
        return model.model_validate(document.data)
    except ValidationError as problems:
        # A mistyped key explains why another one is missing.
        told = sorted(problems.errors(), key=lambda p: p["type"] != "extra_forbidden")
        raise _explain(told[0], model, document, error) from None


def _explain(
    problem: ErrorDetails, model: type[BaseModel], document: Document, error: type[BadInputError]
) -> BadInputError:
    loc = tuple(part for part in problem["loc"] if _in_document(part, document))
    shown = path_text(loc)
    value = problem.get("input")
    kind = problem["type"]
    where = document.where(loc)
    if kind == "extra_forbidden":
        known = known_keys(_model_at(model, loc[:-1]) or model)
        return error(
            f"the key '{loc[-1]}' is not known here.",
            where=where,
            mend=_mend(str(loc[-1]), known, "keys"),
        )
    if kind == "missing":
        *above, last = problem["loc"]
        parents = tuple(part for part in above if _in_document(part, document))
        missing, where = path_text((*parents, last)), document.where(parents)
        return error(f"'{missing}' is missing.", where=where, mend=_missing_mend(model, problem))
    if kind in {"literal_error", "enum"}:
        expected = str(problem.get("ctx", {}).get("expected", ""))
        known = [w.strip().strip("'") for w in expected.replace(" or ", ", ").split(",")]
        return error(f"{shown} is '{value}'.", where=where, mend=_mend(str(value), known, "values"))
    message = problem["msg"].removeprefix("Value error, ")
    whole = kind == "value_error" and isinstance(value, dict | list)
    told = shown if whole else f"{shown} is {_short(value)}"
    return error(f"{told}: {message.rstrip('.')}.", where=where)


def _mend(word: str, known: list[str], what: str) -> str:
    hint = nearest(word, known)
    return f"{hint[:1].upper()}{hint[1:]}Known {what}: {', '.join(known)}."


def _missing_mend(model: type[BaseModel], problem: ErrorDetails) -> str:
    owner = _model_at(model, tuple(problem["loc"][:-1])) or model
    field = owner.model_fields.get(str(problem["loc"][-1]))
    return f"It says {field.description}" if field and field.description else ""


def _short(value: Any) -> str:
    text = f"'{value}'" if isinstance(value, str) else f"a {type(value).__name__}"
    return text if len(text) < 80 else f"{text[:77]}...'"


def _in_document(part: str | int, document: Document) -> bool:
    """Drops the names of union members that pydantic puts into a location."""
    return isinstance(part, int) or any(part in path for path in document.lines)


def path_text(loc: Path) -> str:
    """``parties[0].role`` for ("parties", 0, "role")."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "the document"


def known_keys(model: type[BaseModel]) -> list[str]:
    """The keys of a model as a user writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], loc: Path) -> type[BaseModel] | None:
    """The model that describes a place in the document, as far as it can be told."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = next((f for n, f in current.model_fields.items() if part in {n, f.alias}), None)
        current = _inner_model(field.annotation) if field else current
    return current


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _inner_model(inner):
            return found
    return None
