"""Rows for the compiled law: an act of a subject on a day, with the facts of its kind and dates."""

from __future__ import annotations

import polars as pl

from licet.exposure.judged.kinds import Kinds
from licet.exposure.judged.terms import ROLES

TOLERANCE = 1.1
"""As in ``decision.licences``: a tenth more than is left may still be allowed."""
ROLE_FRAME = pl.DataFrame(
    {
        "act": [act for act, roles in ROLES.items() for _ in roles],
        "party.role": [role for roles in ROLES.values() for role in roles],
    }
)
BATCH = 200_000


def with_roles(acts: pl.DataFrame) -> pl.DataFrame:
    """A row for each role that the party has in the act."""
    return acts.join(ROLE_FRAME, on="act", how="left", maintain_order="left")


def facts(rows: pl.DataFrame, kinds: Kinds) -> pl.DataFrame:
    """The columns that law reads, for rows with kind, day and the dates of contract and licence.

    ``rows``: setting, item, day, act, party.role, signed, amended, and of the licence issued,
    valid_until, issuer, left_quantity, left_value, licence_currency; of the line quantity, value,
    currency.
    """
    found = kinds.rows(rows["setting"], rows["item"])
    own = rows.select(
        pl.col("day").alias("on"),
        "party.role",
        pl.col("signed").alias("contract.signed_on"),
        pl.col("amended").alias("contract.amended_on"),
        pl.when(pl.col("amended").is_null()).then(False).alias("contract.materially_changed"),
        *_licence(),
    )
    clash = [name for name in found.columns if name in own.columns]
    return pl.concat([own, found.drop(clash)], how="horizontal")


def _licence() -> list[pl.Expr]:
    """Facts of a licence by its own dates and balance, as ``decision.licences`` finds them."""
    day, issued, until = pl.col("day"), pl.col("issued"), pl.col("valid_until")
    relied = pl.col("act") == "export"
    valid = (
        pl.when(issued > day)
        .then(False)
        .when(until.is_not_null())
        .then(day <= until)
        .otherwise(None)
    )
    anniversary = issued.dt.offset_by("4y")
    four = (
        pl.when(until.is_not_null())
        .then(False)
        .when(issued.is_null() | (day == anniversary))
        .then(None)
        .otherwise(day > anniversary)
    )
    own = pl.col("issuer").is_null() | (pl.col("issuer") == "bis")
    over = own & until.is_null() & issued.is_not_null() & (day.dt.offset_by("-48mo") > issued)
    return [
        pl.when(relied).then(issued).alias("licence.issued_on"),
        pl.when(relied).then(valid).alias("licence.valid_on_date"),
        pl.when(relied).then(four).alias("licence.four_years_passed"),
        pl.when(relied).then(_balance()).alias("licence.balance_remaining"),
        pl.when(relied).then(over.fill_null(value=False)).alias("ear.licence_four_years_over"),
    ]


def _balance() -> pl.Expr:
    """Whether what is left covers the row; unknown where neither quantity nor value is told."""
    same = pl.col("licence_currency").fill_null("USD") == pl.col("currency").fill_null("USD")
    number = _enough(pl.col("left_quantity"), pl.col("quantity"))
    value = _enough(pl.col("left_value"), pl.when(same).then(pl.col("value")))
    told = [pl.col("left_quantity").is_not_null(), pl.col("left_value").is_not_null()]
    both = pl.when(told[0] & told[1]).then(number & value)
    return both.when(told[0]).then(number).when(told[1]).then(value).otherwise(None)


def _enough(left: pl.Expr, wanted: pl.Expr) -> pl.Expr:
    return (
        pl.when(left == 0)
        .then(False)
        .when(wanted <= left)
        .then(True)
        .when(wanted <= left * TOLERANCE)
        .then(None)
        .when(wanted.is_null())
        .then(None)
        .otherwise(False)
    )
