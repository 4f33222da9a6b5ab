"""Tables of activities: the forms a column may take, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from pack_text import changed, load

from licet.core.dates import Moment
from licet.core.errors import BadInputError
from licet.core.outcome import OutcomeSet, strictest
from licet.law.compiled import Line, Result, compile, explain, from_facts  # noqa: A004
from licet.law.compiled.schema import join, split
from licet.law.compiled.table import line_of
from licet.law.values import Dates, Number, Words

DAY = date(2020, 6, 1)
NEW_YORK = ZoneInfo("America/New_York")
SALE: dict[str, Any] = {
    "on": [DAY],
    "activity.kind": ["sale"],
    "contract.signed_on": [date(2020, 2, 1)],
    "loan.amount": [101.0],
}


def judged(**changed: Any) -> list[str]:
    """The outcomes of the invented act (no sale of hats, but small ones) on one row."""
    columns = {name: column for name, column in (SALE | changed).items() if column is not None}
    return words(compile(load()).judge(pl.DataFrame(columns), on="on"))


def words(result: Result, row: int = 0) -> list[str]:
    """The outcomes of a row."""
    return OutcomeSet(result.frame["outcomes"][row]).words()


def test_the_rule_and_its_exception() -> None:
    """A row is judged as an activity is."""
    assert judged() == ["prohibited"]
    assert judged(**{"loan.amount": [100]}) == ["conditional"]
    assert judged(**{"activity.kind": ["purchase"]}) == ["no_restriction_found"]


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["loan", "sale"])])
def test_words_of_any_text_type(dtype: Any) -> None:
    """A word may be text, Categorical or Enum, and null where it is unknown."""
    assert judged(**{"activity.kind": pl.Series(["sale"], dtype=dtype)}) == ["prohibited"]
    assert len(judged(**{"activity.kind": pl.Series([None], dtype=dtype)})) == 2


def test_a_missing_column_is_unknown() -> None:
    """A fact without a column, or with a null, leaves both outcomes."""
    both = ["conditional", "prohibited"]
    assert judged(**{"loan.amount": None}) == both
    assert judged(**{"loan.amount": pl.Series([None], dtype=pl.Float64)}) == both
    assert judged(**{"loan.amount": [float("nan")]}) == both


def test_ranges_and_open_ends() -> None:
    """A number between two bounds, or above one, may or may not be small."""
    amount = {"loan.amount": None, "loan.amount:low": [50.0]}
    assert judged(**amount) == ["conditional", "prohibited"]
    assert judged(**amount, **{"loan.amount:high": [100.0]}) == ["conditional"]
    signed = {"contract.signed_on": None, "contract.signed_on:latest": [date(2019, 1, 1)]}
    assert judged(**signed) == ["no_restriction_found"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2020, 1, 1, 0, 0, tzinfo=NEW_YORK), "prohibited"),
        (datetime(2019, 12, 31, 23, 59, tzinfo=NEW_YORK), "no_restriction_found"),
        (datetime(2020, 12, 31, 23, 59, tzinfo=NEW_YORK), "prohibited"),
        (datetime(2021, 1, 1, 5, 1, tzinfo=ZoneInfo("UTC")), "no_restriction_found"),
    ],
)
def test_instants_are_read_on_the_authoritys_clock(at: datetime, expected: str) -> None:
    """A Datetime asks for that instant, told by the clock of the rule's zone."""
    assert judged(on=[at]) == [expected]


def _act(frame: pl.DataFrame) -> Result:
    return compile(load()).judge(frame, on="on")


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("activity.kindness", ["sale"], "not a fact"),
        ("carries:us/ofac/blockin", [True], "not a measure"),
        ("loan.amount:middle", [1.0], "no part"),
        ("loan.amount@us/nobody", [1.0], "not a measure"),
        ("contract.signed_on", ["in spring"], "not what its fact is"),
        ("on", [None], "no date"),
    ],
)
def test_columns_that_are_refused(column: str, values: list[Any], said: str) -> None:
    """A column that is no fact, or isn't of its fact's type, is refused in one sentence."""
    with pytest.raises(BadInputError, match=said):
        _act(pl.DataFrame(SALE | {column: values}))


def test_a_table_without_the_date_asked() -> None:
    """Law is judged on a date."""
    with pytest.raises(BadInputError, match="no column 'day'"):
        compile(load()).judge(pl.DataFrame(SALE), on="day")


def test_other_columns_are_left_alone() -> None:
    """A table may carry columns of its own."""
    assert judged(**{"line": ["x"], "value EUR": [1]}) == ["prohibited"]


def test_names_of_columns_come_apart_again() -> None:
    """What is joined into a name is found in it."""
    for parts in [("a.b", None, None), ("a.b", "us/x", None), ("a.b", "us/x", "low")]:
        assert split(join(*parts)) == parts


def test_facts_come_back_from_a_row() -> None:
    """Facts put into a table and read back are the facts that were put in."""
    noon = Moment.parse("2020-12-14T12:00-05:00")
    line = Line(
        noon,
        {
            "activity.kind": "sale",
            "licence.needed": False,
            "activity.territory": Words(frozenset({"IR"}), frozenset({"CU"})),
            "item.end_use": Words(frozenset(), None),
            "contract.signed_on": Dates.exactly(Moment(DAY)),
            "licence.issued_on": Dates(None, noon),
            "loan.amount": Number(1, 2),
        },
        {"us/ofac/blocking": (None, {"measure.effective_on": Dates.exactly(Moment(DAY))})},
    )
    again = line_of(from_facts([line]), 0)
    assert again.facts == line.facts
    assert again.on == line.on
    assert dict(again.carries) == line.carries


def test_the_measures_own_facts_stand_first() -> None:
    """A fact of a measure is unknown for it where its own column is null."""
    frame = pl.DataFrame(
        {
            "on": [DAY],
            "carries:us/ofac/blocking": [True],
            "measure.effective_on": [DAY],
            "measure.effective_on@us/ofac/blocking": pl.Series([None], dtype=pl.Date),
        }
    )
    line = line_of(frame, 0)
    assert "measure.effective_on" in line.facts_for(None)
    assert "measure.effective_on" not in line.facts_for("us/ofac/blocking")


def test_rows_of_one_line() -> None:
    """Rows of one line come to the strictest of them, with the questions of all."""
    kinds, amounts = ["sale", "purchase", "sale", "sale"], [101.0, 101.0, 100.0, None]
    rows = {name: column * 4 for name, column in SALE.items()}
    frame = pl.DataFrame(rows | {"activity.kind": kinds, "loan.amount": amounts})
    result = _act(frame)
    for together in ([0, 0, 1, 1], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0]):
        lines = result.by(pl.Series("line", together))
        for number, mask, floor in lines.select("line", "outcomes", "floor").iter_rows():
            held = [OutcomeSet(m) for m, n in zip(result.frame["outcomes"], together, strict=True)
                    if n == number]  # fmt: skip
            assert mask == strictest(held).mask
            assert floor == strictest(held).floor


def test_questions_of_a_row() -> None:
    """A row asks for what is unknown and matters, and the counts say how often."""
    rows = {name: column * 2 for name, column in SALE.items()}
    result = _act(pl.DataFrame(rows | {"loan.amount": [None, 1.0]}))
    assert result.asked(0) == {("fact", "loan.amount")}
    assert result.asked(1) == set()
    assert result.counts() == {("fact", "loan.amount"): 1}
    assert result.asking(("fact", "loan.amount")).to_list() == [True, False]


def test_what_an_effect_still_asks() -> None:
    """Where no licence can be had, whether one is needed is asked though the rule holds."""
    law = load(changed("effect: prohibited", "effect: licence_unavailable"))
    result = compile(law).judge(pl.DataFrame(SALE), on="on")
    assert words(result) == ["no_restriction_found", "prohibited"]
    assert result.asked(0) == {("fact", "licence.needed")}
    ((_, finding),) = explain(law, pl.DataFrame(SALE), 0)
    assert [node.leaf.fact for node in finding.open_leaves() if node.leaf] == ["licence.needed"]


def test_a_row_explained() -> None:
    """The interpreter gives the reasons of a row, by rule."""
    ((rule, finding),) = explain(load(), pl.DataFrame(SALE), 0)
    assert rule.name == "zz/act/1"
    assert finding.outcomes.words() == ["prohibited"]
    assert finding.tree.children
