"""Deliveries, each with the contract line it belongs to, and what is still open of each line."""

from __future__ import annotations

import polars as pl

from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind


def with_lines(
    deliveries: pl.DataFrame, lines: pl.DataFrame, contracts: pl.DataFrame
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Deliveries (keys of contract and part put) with the key of their line.

    By the number of the line; else the only line of that part in the contract; else the only line
    of the contract. One that fits none stays without a line: its contract and part count.
    """
    made = deliveries.with_columns(
        received=pl.col("received").fill_null(value=False) | pl.col("received_on").is_not_null(),
        line_id=pl.col("line"),
        line=pl.lit(None, pl.Int32),
    )
    for on in (["contract", "line_id"], ["contract", "part"], ["contract"]):
        made = _matched(made, lines, on)
    said = lines.select("line", "supplier", of_line=pl.col("part"), its_currency=pl.col("currency"))
    made = made.join(said, on="line", how="left", maintain_order="left")
    of = contracts.select(
        "contract", of_contract=pl.col("supplier"), currency_of=pl.col("currency")
    )
    made = made.join(of, on="contract", how="left", maintain_order="left").with_columns(
        part=pl.coalesce("part", "of_line"),
        supplier=pl.coalesce("supplier", "of_contract"),
        currency=pl.coalesce("currency", "its_currency", "currency_of"),
    )
    kind = Kind(
        "doubt",
        "deliveries",
        "line",
        "Name the contract, and the line or part in it.",
        "it counts for its contract and part, and lessens no line's open quantity",
    )
    lost = made.filter(pl.col("line").is_null())
    wrong = [problems.of_rows(lost, "the delivery fits no line of a contract, or several", kind)]
    undated = made.filter(pl.col("date").is_null() & ~_came_on(made))
    told = Kind("unread", "deliveries", "date", "Write the day.", "it isn't judged")
    wrong.append(problems.of_rows(undated, "the delivery has no day", told))
    return made.drop("of_line", "its_currency", "of_contract", "currency_of", "line_id"), wrong


def _came_on(made: pl.DataFrame) -> pl.Series:
    """Whether the day on which it came is told."""
    return made["received"] & made["received_on"].is_not_null()


def _matched(made: pl.DataFrame, lines: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """Fill in lines for those deliveries that one line alone fits."""
    single = lines.filter(pl.struct(on).is_unique()).drop_nulls(on)
    found = made.select(on).join(
        single.select(*on, hit="line"), on=on, how="left", maintain_order="left"
    )["hit"]
    free = pl.col("line").is_null()
    if on == ["contract"]:
        # A delivery that names another line or part than the only one is none of it
        free &= pl.col("line_id").is_null() & pl.col("part").is_null()
    return made.with_columns(line=pl.when(free).then(found).otherwise("line"))


def with_open(
    lines: pl.DataFrame, deliveries: pl.DataFrame
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Lines with ``open_quantity``: as told, else ordered less received; null where unknown."""
    came = (
        deliveries.filter("received")
        .drop_nulls("line")
        .group_by("line")
        .agg(came=pl.col("quantity").sum(), unsure=pl.col("quantity").is_null().any())
    )
    lines = lines.join(came, on="line", how="left", maintain_order="left")
    left = (pl.col("quantity") - pl.col("came").fill_null(0)).clip(0)
    sure = ~pl.col("unsure").fill_null(value=False)
    more = lines.filter(pl.col("open_quantity") > pl.col("quantity"))
    over = lines.filter(pl.col("came") > pl.col("quantity"))
    kind = Kind(
        "doubt", "contract_lines", "open_quantity", "Mend one of the two.", "it counts as told"
    )
    wrong = [
        problems.of_rows(more, "more is open than was ordered", kind),
        problems.of_rows(over, "more was received than ordered", kind),
    ]
    made = pl.coalesce("open_quantity", pl.when(sure).then(left))
    return lines.with_columns(open_quantity=made).drop("came", "unsure"), wrong
