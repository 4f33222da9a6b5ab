"""A programme made from a seed, with planted answers: any size, in the tables of a real one.

    frames, planted = made(SIZE);  write(folder, frames)

Some suppliers are on the made list (``listing``), some are owned by somebody on it through two
layers; each makes a part that nobody else makes. One country leaves. One part contains itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SEED = 20_190_717
DAY = date(2026, 1, 15)
LEAVES = "TR"
PLACES = {
    "US": 46, "DE": 9, "GB": 8, "FR": 6, "IT": 5, "JP": 4, "NL": 4, "CA": 4, "TR": 4, "NO": 2,
    "AU": 2, "PL": 2, "KR": 2, "IN": 1, "BR": 1,
}  # fmt: skip
ECCNS = ("EAR99", "9A610", "9A991", "3A001", "3A991", "5A992", "7A994", "1C107", "2B999", "6A003")


def _words(text: str, mark: str = " ") -> list[str]:
    return text.split(mark)


WORDS = _words(
    "Nor Val Ker Tan Bel Mar Sol Dur Fen Gal Hel Ist Jor Kal Lum Mon Nev Ort Pel Quar Ros Sten "
    "Tor Ulm Ves Wal Xen Yar Zel Bran Cor Del Esk Fal Grun Hax Ilm Jun Kol"
)
ENDS = _words("dale vik berg ton hart mere stad fors holm wick lund gate field ford crest")
TRADES = _words(
    "Precision Castings;Aerostructures;Composites;Electronics;Fasteners;Forgings;Hydraulics;"
    "Machining;Microsystems;Optics;Polymers;Power Systems;Sensors;Tooling;Wiring",
    ";",
)
FORMS = ("Ltd", "GmbH", "Inc", "SA", "BV", "SpA", "LLC", "AS")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a programme is."""

    lines: int = 1_000_000
    parts: int = 200_000
    tiers: int = 12
    suppliers: int = 20_000
    ties: int = 100_000
    planted: int = 5


@dataclass(frozen=True, slots=True)
class Planted:
    """What must come out: by supplier id, part id and tree row.

    ``listed``: suppliers on the made list; ``owned``: those reached through two layers of owners;
    ``sole``: a part of each that nobody else makes; ``cycle``: assembly and part of the row that
    closes a circle.
    """

    listed: tuple[str, ...]
    owned: tuple[str, ...]
    sole: dict[str, str] = field(default_factory=dict)
    cycle: tuple[str, str] = ("", "")


def names(many: int, draw: np.random.Generator, what: tuple[str, ...] | list[str]) -> list[str]:
    """Invented names: a word of two syllables or three, a trade and a form."""
    picks = [draw.integers(0, len(x), many) for x in (WORDS, WORDS, ENDS, what, FORMS)]
    return [
        f"{WORDS[a]}{WORDS[b].lower()}{ENDS[c]} {what[d]} {FORMS[e]}"
        for a, b, c, d, e in zip(*(p.tolist() for p in picks), strict=True)
    ]


def listed_names(many: int = 3_000, seed: int = SEED) -> list[str]:
    """Names for the made list, of the same kind as the suppliers'."""
    return names(many, np.random.default_rng(seed + 1), TRADES)


def made(size: Size, seed: int = SEED) -> tuple[dict[str, pl.DataFrame], Planted]:
    """Tables by name, and what is planted in them."""
    draw = np.random.default_rng(seed)
    parts, tree, tier = _parts(size, draw)
    suppliers = _suppliers(size, draw)
    sources = _sources(size, draw, tier)
    planted = _plant(size, sources, tree)
    contracts, lines = _contracts(size, draw, sources)
    ids = suppliers["supplier"]
    own = pl.DataFrame(sources).with_columns(
        part=parts["part"].gather(sources["part"]), supplier=ids.gather(sources["supplier"])
    )
    frames = {
        "parts": parts,
        "tree": _with_cycle(tree, planted),
        "suppliers": suppliers,
        "sources": own,
        "owners": _owners(size, draw, ids, planted),
        "contracts": contracts.with_columns(supplier=ids.gather(contracts["supplier"])),
        "contract_lines": lines.with_columns(part=parts["part"].gather(lines["part"])),
        "deliveries": _deliveries(draw, contracts, lines),
        "licences": _licences(size, draw),
        **_supply(draw, parts["part"], tier),
    }
    return frames, planted


def write(folder: Path, frames: dict[str, pl.DataFrame]) -> Path:
    """The tables as Parquet files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def _pick(draw: np.random.Generator, shares: dict[str, int], many: int) -> pl.Series:
    weights = np.array(list(shares.values()), float)
    return pl.Series(list(shares)).gather(draw.choice(len(shares), many, p=weights / weights.sum()))


def _days(draw: np.random.Generator, first: date, last: date, many: int) -> pl.Series:
    span = (last - first).days
    return pl.Series(np.datetime64(first) + draw.integers(0, span, many)).cast(pl.Date)


def _parts(
    size: Size, draw: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame, np.ndarray[Any, np.dtype[np.int64]]]:
    tops = max(1, min(5, size.parts // 20))
    tier = np.sort(draw.integers(1, size.tiers, size.parts))
    tier[:tops] = 0
    tier[tops : tops + size.tiers - 1] = np.arange(1, size.tiers)
    tier = np.sort(tier)
    starts = np.searchsorted(tier, np.arange(size.tiers + 1))
    child = np.repeat(np.arange(size.parts), draw.choice([1, 2], size.parts, p=[0.6, 0.4]))
    child = child[tier[child] > 0]
    low, high = starts[tier[child] - 1], starts[tier[child]]
    parent = low + (draw.random(len(child)) * (high - low)).astype(np.int64)
    ids = pl.Series([f"P{n:06d}" for n in range(size.parts)])
    tree = pl.DataFrame(
        {
            "assembly": ids.gather(parent),
            "part": ids.gather(child),
            "quantity": draw.choice([1.0, 2.0, 3.0], len(child), p=[0.8, 0.15, 0.05]),
        }
    ).unique(["assembly", "part"], keep="first", maintain_order=True)
    systems = pl.Series([f"Subsystem {n}" for n in range(1, 21)])
    named = pl.Series(draw.integers(0, 20, size.parts))
    parts = pl.DataFrame(
        {
            "part": ids,
            "eccn": pl.Series(ECCNS).gather(draw.integers(0, len(ECCNS), size.parts)),
            "origin": _pick(draw, PLACES, size.parts),
            "subsystem": systems.gather(named),
            "tier": tier,
        }
    )
    first = pl.when(pl.col("tier") == 1).then("subsystem")
    return parts.with_columns(subsystem=first).drop("tier"), tree, tier


def _with_cycle(tree: pl.DataFrame, planted: Planted) -> pl.DataFrame:
    row = pl.DataFrame(
        {"assembly": [planted.cycle[0]], "part": [planted.cycle[1]], "quantity": [1.0]}
    )
    return pl.concat([tree, row])


def _suppliers(size: Size, draw: np.random.Generator) -> pl.DataFrame:
    many = size.suppliers
    ids = [f"S{n:05d}" for n in range(many)]
    called = names(many, draw, TRADES)
    listing: list[str | None] = [None] * many
    for n in range(size.planted):
        called[n], listing[n] = f"Planted Listed Works {n + 1}", f"ofac:9000{n:02d}"
    for n in range(size.planted, 2 * size.planted):
        called[n] = f"Planted Owned Mill {n + 1}"
    places = _pick(draw, {k: v for k, v in PLACES.items() if k != LEAVES}, many)
    tail = _pick(draw, PLACES, many)
    keep = pl.Series(np.arange(many) < 2 * size.planted)
    return pl.DataFrame({"supplier": ids, "name": called, "listing": listing}).with_columns(
        country=places.zip_with(keep, tail)
    )


def _sources(
    size: Size, draw: np.random.Generator, tier: np.ndarray[Any, np.dtype[np.int64]]
) -> dict[str, Any]:
    bought = np.flatnonzero(tier >= min(2, tier.max()))
    part = np.repeat(bought, draw.choice([1, 2, 3], len(bought), p=[0.3, 0.5, 0.2]))
    first = 2 * size.planted
    supplier = draw.integers(first, max(size.suppliers, first + 1), len(part))
    sole = bought[-2 * size.planted :]
    keep = ~np.isin(part, sole)
    part = np.concatenate([part[keep], sole])
    supplier = np.concatenate([supplier[keep], np.arange(len(sole))])
    order = np.argsort(part, kind="stable")
    part, supplier = part[order], supplier[order]
    many = len(part)
    return {
        "part": part,
        "supplier": supplier,
        "qualified": pl.Series(draw.choice(["yes", "no", ""], many, p=[0.85, 0.1, 0.05])).set(
            pl.Series(supplier < first), "yes"
        ),
        "lead_time_days": draw.integers(20, 400, many),
        "unit_cost": draw.lognormal(5, 1.5, many).round(2),
        "currency": _pick(draw, {"USD": 7, "EUR": 2, "GBP": 1}, many),
        "capacity": draw.integers(5, 500, many),
    }


def _plant(size: Size, sources: dict[str, Any], tree: pl.DataFrame) -> Planted:
    part, supplier = np.asarray(sources["part"]), np.asarray(sources["supplier"])
    sole = {
        f"S{n:05d}": f"P{int(part[supplier == n][0]):06d}"
        for n in range(2 * size.planted)
        if (supplier == n).any()
    }
    ids = [f"S{n:05d}" for n in range(2 * size.planted)]
    cycle = (tree["part"][-1], tree["assembly"][-1])  # the other way round, too
    return Planted(tuple(ids[: size.planted]), tuple(ids[size.planted :]), sole, cycle)


def _owners(
    size: Size, draw: np.random.Generator, ids: pl.Series, planted: Planted
) -> pl.DataFrame:
    rest = max(0, size.ties - 3 * size.planted)
    first, second, third = rest // 2, rest * 2 // 5, rest - rest // 2 - rest * 2 // 5
    layers = [
        names(max(1, n // 2), draw, ["Holding", "Capital", "Group", "Partners", "Invest"])
        for n in (first, second, third)
    ]
    kept = ids.slice(2 * size.planted)
    rows = []
    owned: list[Any] = [kept, pl.Series(layers[0]), pl.Series(layers[1])]
    for many, below, above in zip((first, second, third), owned, layers, strict=True):
        if not len(below):
            continue
        rows.append(
            pl.DataFrame(
                {
                    "owned": below.gather(draw.integers(0, len(below), many)),
                    "owner": pl.Series(above).gather(draw.integers(0, len(above), many)),
                    "percent": pl.Series(["10", "25", "30", "50", "60", "25-50", "unknown"]).gather(
                        draw.choice(7, many, p=[0.2, 0.2, 0.2, 0.15, 0.15, 0.05, 0.05])
                    ),
                }
            ).with_columns(listing=pl.lit(None, pl.String))
        )
    chain = []
    for n, one in enumerate(planted.owned):
        middle, top = f"Planted Middle Holding {n + 1}", f"Planted Listed Owner {n + 1}"
        chain += [(one, middle, "60", None), (middle, top, "50", f"ofac:9100{n:02d}")]
    rows.append(
        pl.DataFrame(chain, schema=["owned", "owner", "percent", "listing"], orient="row").cast(
            pl.String
        )
    )
    return pl.concat(rows).unique(["owned", "owner"], keep="last", maintain_order=True)


def _contracts(
    size: Size, draw: np.random.Generator, sources: dict[str, Any]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    many = max(1, size.lines // 10)
    supplier = np.asarray(sources["supplier"])
    order = np.argsort(supplier, kind="stable")
    begins = np.searchsorted(supplier[order], np.arange(size.suppliers + 1))
    able = np.flatnonzero(np.diff(begins))
    who = able[draw.integers(0, len(able), many)]
    who[: len(able)][: 2 * size.planted] = able[: 2 * size.planted][:many]
    signed = _days(draw, date(2017, 1, 1), date(2026, 1, 1), many)
    lasts = pl.Series(draw.integers(300, 2_400, many)).cast(pl.Int64)
    contracts = pl.DataFrame(
        {
            "contract": [f"C{n:06d}" for n in range(many)],
            "supplier": who,
            "signed": signed,
            "currency": _pick(draw, {"USD": 7, "EUR": 2, "GBP": 1}, many),
        }
    ).with_columns(
        (pl.col("signed") + pl.duration(days=30)).alias("from"),
        to=pl.col("signed") + pl.duration(days=pl.lit(lasts)),
    )
    amended = pl.Series(draw.random(many) < 0.1)
    changed = _days(draw, date(2026, 1, 2), date(2026, 1, 10), many)
    licence = pl.Series([f"L{n:04d}" for n in range(3_000)]).gather(draw.integers(0, 3_000, many))
    named = pl.Series(draw.random(many) < 0.2)
    contracts = contracts.with_columns(
        amended=pl.when(amended).then(changed), licence=pl.when(named).then(licence)
    )
    contract = np.repeat(np.arange(many), size.lines // many)
    at = begins[who[contract]]
    room = begins[who[contract] + 1] - at
    row = order[at + (draw.random(len(contract)) * room).astype(np.int64)]
    quantity = draw.integers(10, 5_000, len(contract))
    lines = pl.DataFrame(
        {
            "contract": contracts["contract"].gather(contract),
            "line": [str(n % (size.lines // many) + 1) for n in range(len(contract))],
            "part": np.asarray(sources["part"])[row],
            "quantity": quantity,
            "open_quantity": (quantity * draw.random(len(contract))).astype(np.int64),
            "value": (quantity * draw.lognormal(4, 1, len(contract))).round(2),
        }
    )
    return contracts, lines


def _deliveries(
    draw: np.random.Generator, contracts: pl.DataFrame, lines: pl.DataFrame
) -> pl.DataFrame:
    many = max(1, lines.height * 3 // 10)
    row = draw.integers(0, lines.height, many)
    day = _days(draw, date(2024, 1, 1), date(2028, 1, 1), many)
    return pl.DataFrame(
        {
            "contract": lines["contract"].gather(row),
            "line": lines["line"].gather(row),
            "date": day,
            "quantity": draw.integers(1, 100, many),
            "received": (day < DAY).replace_strict({True: "yes", False: "no"}),
        }
    )


def _licences(size: Size, draw: np.random.Generator) -> pl.DataFrame:
    many = 3_000
    issued = _days(draw, date(2018, 1, 1), date(2025, 12, 1), many)
    return pl.DataFrame(
        {
            "licence": [f"L{n:04d}" for n in range(many)],
            "kind": _pick(draw, {"specific_licence": 2, "agreement": 1}, many),
            "issued_by": _pick(draw, {"ddtc": 1, "bis": 1}, many),
            "issued": issued,
            "quantity": draw.integers(0, 1_000_000, many),
        }
    ).with_columns(valid_until=pl.col("issued") + pl.duration(days=1_460))


def _supply(
    draw: np.random.Generator, ids: pl.Series, tier: np.ndarray[Any, np.dtype[np.int64]]
) -> dict[str, pl.DataFrame]:
    tops = np.flatnonzero(tier == 0)
    kept = np.flatnonzero(draw.random(len(ids)) < 0.3)
    return {
        "needs": pl.DataFrame({"part": ids.gather(tops), "per_month": np.full(len(tops), 2.0)}),
        "stock": pl.DataFrame(
            {"part": ids.gather(kept), "quantity": draw.integers(1, 400, len(kept))}
        ),
        "rates": pl.DataFrame(
            {"currency": ["EUR", "GBP"], "to": ["USD", "USD"], "rate": [1.1, 1.3]}
        ),
        "events": pl.DataFrame(
            {
                "event": ["a country leaves"],
                "date": [date(2025, 7, 17)],
                "country": [LEAVES],
                "policy": ["honour_existing"],
                "until": [date(2027, 12, 31)],
            }
        ),
    }
