"""Contract lines made from a seed, with every fact that the law at hand reads.

What most lines say is drawn in the proportions of ordinary trade: few embargoed places, few listed
parties, one fact in ten missing, some ranges. Facts without a proportion of their own are drawn by
their type, so that a pack that reads a new fact is measured too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from licet.law.compiled import CompiledLaw
from licet.law.facts import ACTIVITY_KINDS, FACTS

SEED = 20_201_214
FIRST, LAST = np.datetime64("2014-01-01"), np.datetime64("2026-12-31")
KINDS = {
    "purchase": 24, "sale": 20, "export": 18, "payment": 12, "service": 8, "reexport": 4,
    "import": 4, "transfer_in_country": 2, "contract_signature": 2, "licence_application": 1.5,
    "licence_amendment": 1, "loan": 1, "credit": 0.5, "investment": 0.5, "procurement": 0.5,
    "bank_transfer": 0.5, "contract_negotiation": 0.3, "temporary_import": 0.2,
}  # fmt: skip
PLACES = {
    "US": 30, "DE": 9, "TR": 8, "GB": 8, "NL": 6, "FR": 6, "IT": 5, "JP": 5, "PL": 4, "KR": 4,
    "AE": 3, "CN": 3, "NO": 2, "DK": 2, "CA": 2, "AU": 2, "IN": 1, "UA": 0.5, "RU": 0.4, "BY": 0.1,
    "IR": 0.1, "SY": 0.05, "CU": 0.05, "KP": 0.01, "VE": 0.1, "UA-43": 0.05,
}  # fmt: skip
WORDS: dict[str, dict[str, float]] = {
    "activity.kind": KINDS,
    "party.role": {
        "supplier": 30, "end_user": 15, "consignee": 15, "purchaser": 15, "payee": 6,
        "seller": 5, "intermediate_consignee": 3, "bank": 3, "contract_party": 3, "carrier": 2,
        "signatory": 1, "borrower": 1, "owner": 0.5, "negotiator": 0.5,
    },
    "party.kind": {"organisation": 96, "person": 3, "vessel": 1},
    "party.government_of": {"none": 98, "TR": 1, "IR": 0.1, "VE": 0.1, "SY": 0.1, "CU": 0.1},
    "item.kind": {"goods": 75, "technology": 8, "software": 7, "service": 10},
    "item.jurisdiction": {"none": 45, "ear": 40, "itar": 15},
    "item.eccn": {"EAR99": 60, "9A610": 15, "9A991": 10, "3A001": 5, "5A992": 10},
    "licence.kind": {"none": 60, "specific_licence": 20, "agreement": 10, "licence_exception": 7,
                     "general_licence": 2, "exemption": 1},
    "licence.issued_by": {"ddtc": 50, "bis": 45, "ofac": 5},
    "actor.us_government_agency": {"none": 99, "export_import_bank": 1},
    "programme.id": {"none": 80, "f35": 20},
    "programme.supplier_country": PLACES,
}  # fmt: skip
SETS: dict[str, dict[str, float]] = {"activity.territory": PLACES, "ear.destination": PLACES}
YES = {"actor.us_person": 0.5, "licence.valid_on_date": 0.8, "licence.covers_activity": 0.8}
MISSING = {"activity.kind": 0.0, "party.role": 0.01, "actor.us_person": 0.02}
CARRIED = {
    "us/ofac/blocking": 0.004, "us/caatsa/235/a/1": 0.004, "us/caatsa/235/a/2": 0.004,
    "us/caatsa/235/a/3": 0.004, "us/caatsa/235/a/4": 0.004, "us/bis/entity-list": 0.006,
    "us/bis/military-end-user": 0.001, "us/bis/unverified": 0.001, "eu/asset-freeze": 0.003,
    "uk/asset-freeze": 0.003, "us/ofac/ssi/2": 0.001, "us/ofac/ssi/4": 0.001,
}  # fmt: skip
RARE, PERHAPS = 0.0003, 0.5


class Made:
    """Columns of so many lines, drawn one after another."""

    def __init__(self, rows: int, seed: int = SEED) -> None:
        self.rows, self.draw = rows, np.random.default_rng(seed)

    def blank(self, column: pl.Series, share: float) -> pl.Series:
        """A share of the values made unknown."""
        if not share:
            return column
        kept = pl.Series(self.draw.random(self.rows) >= share)
        return pl.select(pl.when(kept).then(column)).to_series()

    def word(self, shares: dict[str, float]) -> pl.Series:
        """Words in given proportions, as an Enum."""
        names, weights = list(shares), np.array(list(shares.values()))
        codes = self.draw.choice(len(names), self.rows, p=weights / weights.sum())
        return pl.Series(names, dtype=pl.Enum(names)).gather(codes)

    def sets(self, shares: dict[str, float]) -> pl.Series:
        """One to three words in given proportions, as lists of an Enum."""
        flat = Made(self.rows * 3, int(self.draw.integers(1 << 30))).word(shares)
        wide = flat.reshape((self.rows, 3)).arr.to_list()
        lengths = self.draw.choice([1, 2, 3], self.rows, p=[0.5, 0.4, 0.1])
        frame = pl.DataFrame({"wide": wide, "length": lengths})
        return frame.select(pl.col("wide").list.head(pl.col("length"))).to_series()

    def days(self, first: Any, last: Any) -> pl.Series:
        """Days of a span, the last included."""
        span = int((last - first) / np.timedelta64(1, "D"))
        return pl.Series(first + self.draw.integers(0, span + 1, self.rows)).cast(pl.Date)

    def truth(self, share: float) -> pl.Series:
        """Yes in the share given."""
        return pl.Series(self.draw.random(self.rows) < share)


def lines(compiled: CompiledLaw, rows: int, seed: int = SEED) -> pl.DataFrame:
    """A table of lines with the day asked in ``on`` (see ``licet.law.compiled.schema``)."""
    made = Made(rows, seed)
    asked = made.days(FIRST, LAST)
    columns: dict[str, pl.Series] = {"on": asked}
    for fact, words in compiled.lexicon.words.items():
        missing = MISSING.get(fact, 0.1)
        columns |= {n: made.blank(c, missing) for n, c in _fact(made, fact, words, asked).items()}
    columns["activity.judged_as"] = _judged_as(columns["activity.kind"])
    for measure in dict.fromkeys(rule.measure for rule in compiled.rules if rule.measure):
        share = CARRIED.get(measure, RARE)
        carried = made.truth(share)
        perhaps = pl.Series(made.draw.random(rows) < share * PERHAPS)
        columns[f"carries:{measure}"] = pl.select(
            pl.when(carried).then(True).when(~perhaps).then(False)
        ).to_series()
        columns[f"measure.effective_on@{measure}"] = made.days(FIRST, np.datetime64("2022-12-31"))
    return pl.DataFrame(columns)


def _fact(made: Made, fact: str, words: Sequence[str], asked: pl.Series) -> dict[str, pl.Series]:
    """The columns of one fact."""
    kind = FACTS[fact].type
    if kind == "word":
        return {fact: made.word(WORDS.get(fact) or _even(words))}
    if kind == "words":
        return {fact: made.sets(SETS.get(fact) or _even(words))}
    if kind == "truth":
        return {fact: made.truth(YES.get(fact, 0.05))}
    if kind == "number":
        low = pl.Series(made.draw.lognormal(13, 2, made.rows).round(2))
        wide = pl.Series(np.where(made.draw.random(made.rows) < 0.1, 1.5, 1.0))
        return {f"{fact}:low": low, f"{fact}:high": low * wide}
    return {
        fact: asked
        - pl.Series(made.draw.integers(0, 1_500, made.rows)).cast(pl.Duration("ms")) * 86_400_000
    }


def _even(words: Sequence[str]) -> dict[str, float]:
    """Mostly something that no provision asks for."""
    return {"another": 90.0, **{word: 10 / len(words) for word in words if word != "another"}}


def _judged_as(kind: pl.Series) -> pl.Series:
    """An application or amendment is judged as the export it seeks."""
    text = kind.cast(pl.String)
    seeking = text.is_in(["licence_application", "licence_amendment"])
    made = pl.select(pl.when(seeking).then(pl.lit("export")).otherwise(text)).to_series()
    return made.cast(pl.Enum(ACTIVITY_KINDS))
