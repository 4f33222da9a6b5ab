"""Two hundred invented names of parties on two lists, and customers that resemble some of them."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl

FIRST = ("Aurelio", "Bertilde", "Casimo", "Dorvane", "Elpidius", "Fenwick", "Gerolda", "Hadrike",
         "Isolmar", "Jorvane")  # fmt: skip
LAST = ("Tannquist", "Pellworm", "Keldrup", "Morvenson", "Ostrabek", "Quillfeather", "Rusthamer",
        "Sandvarke", "Tollerup", "Vexmoor")  # fmt: skip
TRADES = ("Armaments", "Shipping", "Foundry", "Avionics", "Chemicals")


def listed_rows() -> dict[str, list[Any]]:
    """Columns of names: 80 persons with an alias each, 20 firms of two names, half on two lists."""
    rows: list[tuple[Any, ...]] = []
    for n in range(80):
        first, last = FIRST[n % 10], LAST[(n // 10 + n) % 10]
        name = f"{first} {LAST[n % 7]} {last}"
        rows.append((f"a:{n}", "list-a", name, "primary", "strong", "person", ["PA"]))
        alias = f"{first[:-1]} {last}" if n % 2 else f"{last}, {first} {LAST[n % 7]}"
        rows.append((f"a:{n}", "list-a", alias, "aka", "strong", "person", ["PA"]))
    for n in range(20):
        name = f"{LAST[n % 10]} {TRADES[n % 5]} {'Works' if n < 10 else 'Agency'}"
        rows.append((f"a:f{n}", "list-a", name, "primary", "strong", "organisation", []))
        rows.append((f"a:f{n}", "list-a", f"{name} Ltd", "aka", "weak", "organisation", []))
        if n < 10:
            rows.append((f"b:f{n}", "list-b", name, "primary", "strong", "organisation", []))
    names = ("listing_id", "source", "name", "name_kind", "strength", "kind", "countries")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def one_party() -> list[list[str]]:
    """Clusters: the firms that stand on both lists."""
    return [[f"a:f{n}", f"b:f{n}"] for n in range(10)]


def customers(count: int = 400) -> pl.DataFrame:
    """Records: most like nobody, a tenth a listed name or a part of one."""
    chance, held = Random(3), listed_rows()["name"]  # noqa: S311
    names = []
    for n in range(count):
        if n % 10 == 0:
            words = chance.choice(held).split()
            names.append(" ".join(words[: 1 + n // 10 % len(words)]))
        else:
            names.append(f"{chance.choice(('Mira', 'Olle', 'Petra'))} Nobody{n:03d} Ordinary")
    return pl.DataFrame(
        {
            "record_id": [f"C{n:03d}" for n in range(count)],
            "name": names,
            "kind": [("person", "organisation", None)[n % 3] for n in range(count)],
            "country": [("Panama", "Oz", "")[n % 3] for n in range(count)],
        }
    )
