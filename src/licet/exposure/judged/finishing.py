"""Contracts that may finish: until when, under what, and how much of what is open fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from licet.exposure.judged.summaries import live

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

SHOWN = (
    "line", "contract_id", "line_id", "supplier_id", "supplier_name", "country", "part_id",
    "part_name", "state", "floor", "ceiling", "instruments", "measures", "acts", "event", "policy",
    "standing", "cut_by", "certain_until", "possible_until", "to", "open_quantity", "fits_certain",
    "fits_possible", "open_value", "lost", "may_lose", "currency", "licence", "refuse_from",
    "may_refuse_from",
)  # fmt: skip


def finishing(analysis: Analysis) -> pl.DataFrame:
    """Lines that law or an event cuts short, or that go on under conditions (``SHOWN``).

    ``fits_certain`` and ``fits_possible`` are the quantities that can be delivered until
    certain_until and possible_until (see ``fits``).
    """
    lines = live(analysis).filter(pl.col("state") != "goes on")
    return lines.select(SHOWN).sort(
        "certain_until", "open_value", descending=[False, True], nulls_last=True
    )
