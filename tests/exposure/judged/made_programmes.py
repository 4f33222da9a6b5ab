"""Programmes written by hand or drawn from a seed, as folders of CSV."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path


def table(folder: Path, name: str, header: str, rows: Iterable[Iterable[object]]) -> None:
    """A CSV of a programme."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [header, *(",".join(str(cell) for cell in row) for row in rows)]
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def made_up(folder: Path, seed: int) -> Path:
    """A small programme in which anything can meet anything: listed, owned, embargoed."""
    draw = random.Random(seed)  # noqa: S311 - a test's own choice

    def day(first: int, last: int) -> str:
        start = date(first, 1, 1)
        return str(start + timedelta(days=draw.randrange((date(last, 1, 1) - start).days)))

    names = ["Alp Aviation", "Presidency of Defense Industries", "Ismail Demir", "Nordic Castings",
             "Faruk Yigit", "Example Parts", "Serhat Gencoglu"]  # fmt: skip
    places = ["Turkey", "US", "Russia", "Iran", "Netherlands", "", "Cuba", "China", "Ukraine"]
    ids = [f"S{n}" for n in range(8)]
    suppliers = []
    for one in ids:
        name = draw.choice(names)
        sure = "Presidency" in name and draw.random() < 0.7
        suppliers.append((one, name, draw.choice(places), "ofac:27016" if sure else ""))
    table(folder, "suppliers", "supplier,name,country,listing", suppliers)
    table(folder, "parts", "part,eccn,usml,origin", [
        (f"P{n}", draw.choice(["9A610", "EAR99", ""]), draw.choice(["", "VIII(h)"]),
         draw.choice(places)) for n in range(6)
    ])  # fmt: skip
    table(folder, "licences", "licence,kind,issued_by,moves,issued,valid_until,quantity", [
        (f"L{n}", draw.choice(["agreement", "specific_licence"]), draw.choice(["ddtc", "bis", ""]),
         draw.choice(["", "goods", "technology"]), draw.choice(["", day(2015, 2022)]),
         draw.choice(["", day(2021, 2026)]), draw.choice(["", "0", "500"])) for n in range(4)
    ])  # fmt: skip
    holders = ["Ismail Demir", "Holding A", "Holding B", "unknown"]
    pairs = {(draw.choice(ids[:5]), draw.choice(holders)) for _ in range(4)}
    table(folder, "owners", "owned,owner,percent,from,to,listing", [
        *((owned, owner, draw.choice(["60", "50", "25-60", "30", "unknown"]),
           draw.choice(["", day(2015, 2023)]), "",
           draw.choice(["", "ofac:27018"]) if owner == "Ismail Demir" else "")
          for owned, owner in sorted(pairs)),
        ("Holding A", "Ismail Demir", draw.choice(["50", "40-55"]), "", "", ""),
    ])  # fmt: skip
    head = "contract,supplier,part,quantity,value,currency,signed,amended,from,to,licence"
    table(folder, "contracts", head, [
        (f"C{n}", draw.choice(ids), f"P{draw.randrange(6)}", draw.choice([10, 100, 1000]), 1000,
         "USD", draw.choice(["", day(2014, 2020)]), "", draw.choice(["", day(2020, 2022)]),
         draw.choice(["", day(2022, 2026)]), draw.choice(["", "L1", "L2", "L3;L0", "L9"]))
        for n in range(12)
    ])  # fmt: skip
    table(folder, "deliveries", "contract,date,quantity", [
        (f"C{draw.randrange(12)}", day(2018, 2025), 5) for _ in range(5)
    ])  # fmt: skip
    table(folder, "sources", "part,supplier,qualified", [
        (f"P{n % 6}", draw.choice(ids), "yes") for n in range(6)
    ])  # fmt: skip
    return folder
