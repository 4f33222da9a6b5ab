"""Contract lines: one row for each part of a contract, from one table or from two."""

from __future__ import annotations

import polars as pl

from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind

OWN = ("part", "quantity", "open_quantity", "value", "currency", "from", "to", "licence")
OF_CONTRACT = ("supplier", "signed", "amended")
COLUMNS = ("contract", "line_id", *OF_CONTRACT, *OWN, "sheet", "row")


def in_order(frame: pl.DataFrame, table: str) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Days that contradict each other become unknown, and are told by row.

    A line's own days are held against its contract's where it has none.
    """
    wrong: list[pl.DataFrame] = []
    for first, last, said in (
        ("signed", "to", "ends before it is signed"),
        ("from", "to", "ends before it begins"),
        ("signed", "amended", "is amended before it is signed"),
    ):
        if first not in frame.columns or last not in frame.columns:
            continue
        bad = frame.select((pl.col(last) < pl.col(first)).fill_null(value=False)).to_series()
        if not bad.any():
            continue
        lost = f"the days {first} and {last} count as unknown"
        kind = Kind("unread", table, last, "Mend one of the two days.", lost)
        what = pl.format(f"{said} ({first} {{}}, {last} {{}})", pl.col(first), pl.col(last))
        wrong.append(problems.of_rows(frame.filter(bad), what, kind))
        none = [pl.when(~bad).then(pl.col(name)).alias(name) for name in (first, last)]
        frame = frame.with_columns(none)
    return frame, wrong


def one_each(contracts: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Contracts by their number, each once: the first that a row says of supplier and days."""
    if not contracts["contract"].is_duplicated().any():
        return contracts, []
    said = ("supplier", "signed", "amended", "from", "to", "currency", "licence")
    once = contracts.group_by("contract", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in said),
        pl.col("sheet", "row").first(),
        *(
            pl.col(name).drop_nulls().n_unique().alias(f"{name}_n")
            for name in ("supplier", "signed")
        ),
    )
    wrong = []
    for name in ("supplier", "signed"):
        kind = Kind(
            "doubt", "contracts", name, "Mend the row that is wrong.", "each row keeps its own"
        )
        differ = once.filter(pl.col(f"{name}_n") > 1)
        what = pl.format(
            f"the rows of contract '{{}}' differ in {name}", problems.shown("contract")
        )
        wrong.append(problems.of_rows(differ, what, kind))
    return once.drop("supplier_n", "signed_n"), wrong


def lines_of(
    contracts: pl.DataFrame, contract_lines: pl.DataFrame
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Lines with all that their contracts say, in the order of the tables."""
    once, wrong = one_each(contracts)
    lined = contract_lines.select("contract").unique()
    alone = contracts.join(lined, on="contract", how="anti", maintain_order="left")
    if once.height < contracts.height:
        alone = _filled(alone, once)
    flat = alone.with_columns(line_id=pl.lit(None, pl.String)).select(COLUMNS)
    if not contract_lines.height:
        return flat, wrong
    split, more = _split(once, contract_lines)
    wrong += [*more, *_both(contracts, lined), *_totals(contracts, split)]
    return pl.concat([flat, split, _whole(once, contracts, split)]), wrong


def _filled(alone: pl.DataFrame, once: pl.DataFrame) -> pl.DataFrame:
    """Rows of one contract, where a later row leaves out what the first one says."""
    names = [*OF_CONTRACT, "from", "to", "currency", "licence"]
    known = once.select("contract", *(pl.col(name).alias(f"its_{name}") for name in names))
    frame = alone.join(known, on="contract", how="left", maintain_order="left")
    return frame.with_columns(pl.coalesce(name, f"its_{name}").alias(name) for name in names)


def _split(
    once: pl.DataFrame, contract_lines: pl.DataFrame
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Rows of contract_lines with their contract's supplier and days beside them."""
    theirs = ("currency", "from", "to", "licence")
    known = once.select("contract", *OF_CONTRACT, *(pl.col(n).alias(f"its_{n}") for n in theirs))
    frame = contract_lines.join(known, on="contract", how="left", maintain_order="left")
    frame, wrong = in_order(frame, "contract_lines")
    filled = [pl.coalesce(name, f"its_{name}").alias(name) for name in theirs]
    return frame.with_columns(filled).rename({"line": "line_id"}).select(COLUMNS), wrong


def _both(contracts: pl.DataFrame, lined: pl.DataFrame) -> list[pl.DataFrame]:
    """Contracts that name a part although their parts stand in contract_lines."""
    both = contracts.filter(pl.col("part").is_not_null()).join(lined, on="contract", how="semi")
    kind = Kind(
        "doubt",
        "contracts",
        "part",
        "Move the part to contract_lines.",
        "its lines count, not this",
    )
    what = "the contract names a part and has rows in contract_lines too"
    return [problems.of_rows(both, what, kind)]


def _totals(contracts: pl.DataFrame, split: pl.DataFrame) -> list[pl.DataFrame]:
    """Contracts whose value isn't what their lines come to."""
    sums = split.group_by("contract").agg(
        pl.col("value").sum().alias("lines"),
        pl.col("value").is_null().any().alias("open"),
        pl.col("currency").n_unique().alias("currencies"),
    )
    both = contracts.drop_nulls("value").join(
        sums, on="contract", how="inner", maintain_order="left"
    )
    apart = (pl.col("value") - pl.col("lines")).abs() > 0.01 * pl.col("value").abs()
    differ = both.filter(apart & ~pl.col("open") & (pl.col("currencies") == 1))
    kind = Kind("doubt", "contracts", "value", "Mend one of the two.", "the lines' values count")
    what = pl.format("the value is {}, that of its lines {}", "value", "lines")
    return [problems.of_rows(differ, what, kind)]


def _whole(once: pl.DataFrame, contracts: pl.DataFrame, split: pl.DataFrame) -> pl.DataFrame:
    """A line of no part for each contract whose value none of its lines carries."""
    unvalued = split.group_by("contract").agg(pl.col("value").is_not_null().any().alias("carried"))
    rest = (
        contracts.drop_nulls("value")
        .group_by("contract", maintain_order=True)
        .agg(pl.col("value").sum())
        .join(unvalued.filter(~pl.col("carried")), on="contract", how="semi", maintain_order="left")
    )
    kept = once.drop("value", strict=False)
    frame = rest.join(kept, on="contract", how="left", maintain_order="left")
    none = {
        "line_id": pl.String,
        "part": pl.String,
        "quantity": pl.Float64,
        "open_quantity": pl.Float64,
    }
    frame = frame.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in none.items())
    return frame.select(COLUMNS)
