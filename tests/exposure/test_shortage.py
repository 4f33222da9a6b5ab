"""Days of shortage worked out by hand: stock, plans, lines that run on, a source that comes in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.exposure.events import touched_by_events
from licet.exposure.programme import open_programme
from licet.exposure.shortage import dates, shortages
from licet.exposure.structure import Structure

DAY = date(2021, 1, 1)
TABLES = {
    "suppliers": "supplier,name,country\nA,Alpha,TR\nB,Beta,US\n",
    "tree": "assembly,part,quantity\nTOP,P,2\n",
    "needs": "part,per_month\nTOP,30.4375\n",  # one a day, so two of P a day
    "sources": "part,supplier,qualified,qualified_from\nP,A,yes,\n",
    "events": "event,date,country,policy,until\nout,2021-01-01,TR,honour_existing,2021-12-31\n",
}


def _lacks(tmp_path: Path, **more: str) -> dict[str, date | None]:
    for name, text in {**TABLES, **more}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    programme = open_programme(tmp_path)
    structure = Structure.of(programme)
    found = shortages(programme, structure, touched_by_events(programme), DAY)
    days = dates(found.worst.lacks, "day").to_list()
    return dict(zip(programme.parts["part_id"].to_list(), days, strict=True))


def test_without_stock_it_lacks_from_the_day(tmp_path: Path) -> None:
    """Nothing in store and nothing honoured: both part and assembly lack at once."""
    assert _lacks(tmp_path) == {"TOP": DAY, "P": DAY}


def test_stock_bridges_whole_days(tmp_path: Path) -> None:
    """Twenty in store last ten days at two a day; the assembly's own stock comes on top."""
    stock = "part,quantity\nP,20\nTOP,5\n"
    assert _lacks(tmp_path, stock=stock) == {"P": date(2021, 1, 11), "TOP": date(2021, 1, 16)}


def test_honoured_lines_go_on_at_the_pace_of_need(tmp_path: Path) -> None:
    """A hundred still open last fifty days; no more than the policy's last day allows."""
    head = "contract,supplier,part,quantity,value,currency,signed,from,to\n"
    few = f"{head}C,A,P,100,1,USD,2020-01-01,2020-01-01,2022-06-01\n"
    assert _lacks(tmp_path, contracts=few)["P"] == date(2021, 2, 20)
    many = f"{head}C,A,P,9999,1,USD,2020-01-01,2020-01-01,2022-06-01\n"
    assert _lacks(tmp_path, contracts=many)["P"] == date(2022, 1, 1)


def test_a_plan_that_comes_too_late_leaves_a_gap(tmp_path: Path) -> None:
    """Stock for ten days, the next delivery on the twentieth: it lacks from the eleventh."""
    contracts = (
        "contract,supplier,part,quantity,value,currency,signed,from,to\n"
        "C,A,P,500,1,USD,2020-01-01,2020-01-01,2022-06-01\n"
    )
    deliveries = "contract,date,quantity\nC,2021-01-20,500\n"
    found = _lacks(
        tmp_path, stock="part,quantity\nP,20\n", contracts=contracts, deliveries=deliveries
    )
    assert found["P"] == date(2021, 1, 11)


@pytest.mark.parametrize(("since", "lacks"), [("2021-01-08", None), ("2021-01-15", "2021-01-11")])
def test_a_new_source_in_time_leaves_no_gap(tmp_path: Path, since: str, lacks: str | None) -> None:
    """Qualified before the stock is used up it takes over; after it there is a shortage."""
    sources = f"part,supplier,qualified,qualified_from\nP,A,yes,\nP,B,,{since}\n"
    contracts = (
        "contract,supplier,part,quantity,value,currency,signed,from,to\n"
        "C,A,P,20,1,USD,2020-01-01,2020-01-01,2022-06-01\n"
    )
    found = _lacks(tmp_path, sources=sources, contracts=contracts)["P"]
    assert found == (date.fromisoformat(lacks) if lacks else None)
