"""The kinds of value an activity is written in: dates, words, amounts, one or several."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from licet.core.dates import Moment
from licet.core.errors import BadInputError, nearest
from licet.law.facts import ACTIVITY_KINDS, ROLES

SEEKING = ("licence_application", "licence_amendment")


def _moment(text: str) -> str:
    try:
        return str(Moment.parse(str(text)))
    except BadInputError as error:
        raise ValueError(f"{error.what} {error.mend}") from None


def _word_of(known: tuple[str, ...]) -> Any:
    def check(word: str) -> str:
        if word not in known:
            hint = nearest(word, known)
            raise ValueError(f"not one of the values known here; {hint}known: {', '.join(known)}")
        return word

    return AfterValidator(check)


def as_list(value: Any) -> Any:
    """One thing is written without the list around it."""
    return value if isinstance(value, list) else [value]


# Documents are read as text; a number or a truth written as such is the same to the reader.
Written = BeforeValidator(
    lambda v: v if v is None else str(v), json_schema_input_type=str | float | bool | None
)
Date = Annotated[str, BeforeValidator(_moment), Field(examples=["2020-12-20"])]
Stripped = AfterValidator(lambda v: v.strip() if v else v)
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
ActivityKind = Annotated[
    str, _word_of(ACTIVITY_KINDS), Field(json_schema_extra={"enum": list(ACTIVITY_KINDS)})
]
Role = Annotated[str, _word_of(ROLES), Field(json_schema_extra={"enum": list(ROLES)})]
ActorKind = Literal[
    "us_person",
    "us_financial_institution",
    "us_government",
    "us_owned_foreign_entity",
    "eu_person",
    "uk_person",
    "foreign_person",
    "unknown",
]
LicenceKind = Literal[
    "specific_licence",
    "agreement",
    "general_licence",
    "licence_exception",
    "exemption",
    "fms",
    "none",
]
Places = Annotated[list[str], BeforeValidator(as_list, json_schema_input_type=list[str] | str)]


class Strict(BaseModel):
    """A part of an activity: a key nobody knows is an error, never dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
