"""What single cells can't tell: missing names, shares over 100 %, events of nobody, currencies."""

from __future__ import annotations

import polars as pl

from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind

ROUNDING = 0.01
"""Shares may come to as much more than 100 %, as rounded ones do."""


def nameless(suppliers: pl.DataFrame) -> list[pl.DataFrame]:
    """Suppliers that can't be screened."""
    kind = Kind(
        "unread",
        "suppliers",
        "name",
        "Write its full legal name.",
        "it can't be screened; what the lists say of it stays open",
    )
    bare = suppliers.filter(pl.col("name").is_null() & pl.col("listing").is_null())
    what = pl.format("supplier '{}' has no name", problems.shown("supplier_id"))
    return [problems.of_rows(bare, what, kind)]


def shares(sources: pl.DataFrame, parts: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Shares of parts that come to more than 100 % become unknown."""
    over = sources.group_by("part").agg(total=pl.col("share").sum())
    over = over.filter(pl.col("total") > 100 + ROUNDING)
    if not over.height:
        return sources, []
    bad = sources.filter(pl.col("share").is_not_null()).join(over, on="part", maintain_order="left")
    bad = bad.join(parts.select("part", "part_id"), on="part", how="left", maintain_order="left")
    lost = "its shares count as unknown; who can make it counts"
    kind = Kind("unread", "sources", "share", "Mend the shares of this part.", lost)
    said = pl.format(
        "the shares of part '{}' come to {} %", problems.shown("part_id"), pl.col("total").round(2)
    )
    known = ~pl.col("part").is_in(over["part"].implode())
    return sources.with_columns(share=pl.when(known).then("share")), [
        problems.of_rows(bad, said, kind)
    ]


def lines(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """Lines of nobody, and values below zero."""
    kind = Kind(
        "unread",
        "contracts",
        "supplier",
        "Name the supplier.",
        "what the law says of it stays open",
    )
    nobody = frame.filter(pl.col("supplier").is_null())
    low = Kind("doubt", "contracts", "value", "Mend the value.", "it counts as it stands")
    negative = frame.filter(pl.col("value") < 0)
    return [
        problems.of_rows(nobody, "the contract names no supplier", kind),
        problems.of_rows(negative, pl.format("the value is {}", "value"), low),
    ]


def rates(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Rates into the one currency that most rows have."""
    if not frame.height:
        return frame, []
    into = str(frame["to"].value_counts(sort=True)["to"].first())
    other = frame.filter(pl.col("to") != into)
    kind = Kind("left_out", "rates", "to", f"Give all rates into {into}.", "the rate is left out")
    what = pl.format("the rate is into {}, where others are into {}", "to", pl.lit(into))
    own = pl.col("currency") == pl.col("to")
    itself = Kind("left_out", "rates", "rate", "Leave the row out.", "the rate is left out")
    odd = frame.filter(own & (pl.col("rate") != 1))
    wrong = [
        problems.of_rows(other, what, kind),
        problems.of_rows(odd, pl.format("{} is worth {} of itself", "currency", "rate"), itself),
    ]
    return frame.filter((pl.col("to") == into) & ~own), wrong


def currencies(values: pl.DataFrame, known: pl.DataFrame, table: str) -> list[pl.DataFrame]:
    """Values without a currency, and values that no rate brings together; one problem for each."""
    lost = "they are summed apart, as (no currency)"
    kind = Kind("doubt", table, "currency", "Fill in the currency.", lost)
    bare = values.filter(pl.col("value").is_not_null() & pl.col("currency").is_null())
    found = []
    if bare.height:
        place = bare.row(0, named=True)
        many = "a value has" if bare.height == 1 else f"{bare.height:,} values have"
        what = (
            f"{many} no currency; this is the first" if bare.height > 1 else f"{many} no currency"
        )
        found.append(problems.one(what, kind, place["sheet"], place["row"]))
    used = set(values.drop_nulls(["value", "currency"])["currency"].unique().to_list())
    rated = set(known["currency"].to_list()) | set(known["to"].to_list())
    lacking = sorted(used - rated)
    if lacking and len(used) > 1:
        into = str(known["to"].first() or "one currency")
        kind = Kind(
            "doubt",
            "rates",
            "currency",
            f"Give rates into {into}.",
            "values stay in their currencies",
        )
        found.append(problems.one(f"there is no rate for {', '.join(lacking)}", kind))
    return found


def events(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Events of a country, supplier or part that the programme has."""
    whose = pl.any_horizontal(pl.col("country", "supplier", "part").is_not_null())
    kind = Kind(
        "left_out",
        "events",
        "country",
        "Say which country, supplier or part leaves.",
        "the event is left out",
    )
    wrong = [problems.of_rows(frame.filter(~whose), "the event names nobody", kind)]
    frame = frame.filter(whose)
    bad = frame.filter(pl.col("until") < pl.col("date"))
    kind = Kind("unread", "events", "until", "Mend the day.", "its last day is unknown")
    wrong.append(problems.of_rows(bad, "the last day lies before the event", kind))
    sound = ~(pl.col("until") < pl.col("date")).fill_null(value=False)
    frame = frame.with_columns(until=pl.when(sound).then("until"))
    endless = frame.filter((pl.col("policy") == "honour_existing") & pl.col("until").is_null())
    lost = "until when existing contracts are honoured is unknown"
    kind = Kind("doubt", "events", "until", "Write the last day.", lost)
    wrong.append(
        problems.of_rows(endless, "existing contracts are honoured without a last day", kind)
    )
    return frame, wrong
