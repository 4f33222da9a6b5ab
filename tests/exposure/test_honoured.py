"""Honoured lines, however their suppliers are stopped, against a walk through the days."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.exposure.events import touched_by_events
from licet.exposure.programme import open_programme
from licet.exposure.shortage import dates, shortages
from licet.exposure.structure import Structure

DAY = date(2021, 1, 1)
NEED = 2
HEAD = "contract,supplier,part,quantity,value,currency,signed,from,to\n"
TABLES = {
    "suppliers": "supplier,name,country\nA,Alpha,TR\nB,Beta,US\n",
    "tree": "assembly,part,quantity\nTOP,P,2\nTOP,Q,1\n",
    "needs": "part,per_month\nTOP,30.4375\n",  # one a day, so two of P a day
    "sources": "part,supplier,qualified\nP,A,yes\n",
}
ALL = "event,date,country,policy,until\nout,2021-01-01,TR,honour_existing,2022-12-31\n"


def _lacks(folder: Path, **more: str) -> date | None:
    """The first day on which P lacks."""
    for name, text in {**TABLES, **more}.items():
        (folder / f"{name}.csv").write_text(text)
    programme = open_programme(folder)
    found = shortages(programme, Structure.of(programme), touched_by_events(programme), DAY)
    place = programme.parts["part_id"].to_list().index("P")
    day: date | None = dates(found.worst.lacks, "day")[place]
    return day


def _walked(lines: list[tuple[int, int]], stock: int) -> date:
    """Day by day: the line that ends first delivers what is needed, else the stock does."""
    left, day = sorted(([end, many] for many, end in lines)), 0
    while True:
        want = NEED
        for line in left:
            if day < line[0]:
                taken = min(want, line[1])
                line[1] -= taken
                want -= taken
        if want > stock:
            return DAY + timedelta(days=day)
        stock -= want
        day += 1


@given(
    lines=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 80)), min_size=1, max_size=5),
    stock=st.integers(0, 20),
)
@settings(max_examples=60, deadline=None)
def test_several_lines_bring_what_a_walk_through_the_days_uses(
    lines: list[tuple[int, int]], stock: int
) -> None:
    """Lines that end at the same time don't add up to more than is needed until then."""
    whole = [(many * NEED, end) for many, end in lines]
    rows = [
        f"C{n},A,P,{many},1,USD,2020-01-01,2020-01-01,{DAY + timedelta(days=end - 1)}\n"
        for n, (many, end) in enumerate(whole)
    ]
    with tempfile.TemporaryDirectory() as place:
        found = _lacks(
            Path(place),
            contracts=HEAD + "".join(rows),
            stock=f"part,quantity\nP,{stock * NEED}\n",
            events=ALL,
        )
    assert found == _walked(whole, stock * NEED)


@pytest.mark.parametrize("other", ["P", "Q"])
@pytest.mark.parametrize("who", ["TR,,", ",A,", ",,P", ",A,P", "TR,,P"])
def test_a_removal_works_the_same_whatever_names_it(tmp_path: Path, who: str, other: str) -> None:
    """By country, supplier, part or several; with a row of sources for it or by contract alone."""
    head = "event,date,country,supplier,part,policy,until\n"
    found = _lacks(
        tmp_path,
        sources=f"part,supplier,qualified\n{other},A,yes\n",
        contracts=f"{HEAD}C,A,P,100,1,USD,2020-01-01,2020-01-01,2022-06-01\n",
        events=f"{head}out,2021-01-01,{who},honour_existing,2021-12-31\n",
    )
    assert found == date(2021, 2, 20)


def test_a_removal_of_one_part_leaves_the_others(tmp_path: Path) -> None:
    """What names another part doesn't stop this one."""
    found = _lacks(
        tmp_path,
        contracts=f"{HEAD}C,A,P,100,1,USD,2020-01-01,2020-01-01,2022-06-01\n",
        events="event,date,part,policy\nout,2021-01-01,Q,stop_at_once\n",
    )
    assert found is None
