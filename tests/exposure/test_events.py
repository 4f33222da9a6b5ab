"""A removal is the programme's own decision: three policies, and contracts before and after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.exposure.events import last_permitted
from licet.exposure.programme import open_programme

LAST = date(2021, 6, 30)
BEFORE = date(2020, 3, 31)
HEAD = "contract,supplier,part,quantity,value,currency,signed,amended,from,to"
CONTRACTS = (
    "OLD,A,P,10,1,USD,2019-01-01,,2019-02-01,2022-01-01\n"
    "NEW,A,P,10,1,USD,2020-05-01,,2020-06-01,2022-01-01\n"
    "SAME,A,P,10,1,USD,2020-04-01,,2020-06-01,2022-01-01\n"
    "AMENDED,A,P,10,1,USD,2019-01-01,2020-06-01,2019-02-01,2022-01-01\n"
    "UNSIGNED,A,P,10,1,USD,,,2019-02-01,2022-01-01\n"
    "OTHER,B,P,10,1,USD,2019-01-01,,2019-02-01,2022-01-01\n"
)


def _days(tmp_path: Path, event: str) -> dict[str, tuple[date | None, date | None]]:
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "suppliers.csv").write_text("supplier,name,country\nA,Alpha,TR\nB,Beta,US\n")
    (tmp_path / "contracts.csv").write_text(f"{HEAD}\n{CONTRACTS}")
    (tmp_path / "events.csv").write_text(f"event,date,country,policy,until,amendments\n{event}\n")
    programme = open_programme(tmp_path)
    names = programme.contracts["contract_id"].to_list()
    contracts = programme.lines["contract"].to_list()
    return {
        names[contracts[row["line"]]]: (row["last_certain"], row["last_possible"])
        for row in last_permitted(programme).iter_rows(named=True)
    }


@pytest.mark.parametrize(
    ("policy", "until", "old", "new", "same"),
    [
        ("stop_at_once", "", (BEFORE, BEFORE), (BEFORE, BEFORE), (BEFORE, BEFORE)),
        ("honour_existing", "2021-06-30", (LAST, LAST), (BEFORE, BEFORE), (BEFORE, LAST)),
        ("no_new_contracts", "", (None, None), (BEFORE, BEFORE), (BEFORE, None)),
    ],
)
def test_each_policy(
    tmp_path: Path,
    policy: str,
    until: str,
    old: tuple[date | None, date | None],
    new: tuple[date | None, date | None],
    same: tuple[date | None, date | None],
) -> None:
    """Existing contracts, new ones, and those of the very day, under each policy."""
    found = _days(tmp_path, f"removal,2020-04-01,TR,{policy},{until},")
    assert found["OLD"] == old
    assert found["NEW"] == new
    assert found["SAME"] == same
    assert found["UNSIGNED"] == same
    assert "OTHER" not in found


def test_an_amended_contract_is_open_unless_the_event_says(tmp_path: Path) -> None:
    """What becomes of amended contracts is unknown until the table tells it."""
    event = "removal,2020-04-01,TR,honour_existing,2021-06-30"
    assert _days(tmp_path / "a", f"{event},")["AMENDED"] == (BEFORE, LAST)
    assert _days(tmp_path / "b", f"{event},yes")["AMENDED"] == (LAST, LAST)
    assert _days(tmp_path / "c", f"{event},no")["AMENDED"] == (BEFORE, BEFORE)
