"""The compiled form of law equals the interpreter, over laws and lines that Hypothesis makes."""

from __future__ import annotations

from compiled_made import SOURCE, laws, lines
from compiled_same import assert_same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.core.dates import Moment, Period
from licet.law.compiled import Line
from licet.law.conditions import Condition, Group, Leaf
from licet.law.model import Law, PersonClass, Provision, Version
from licet.law.values import Value, Words

MANY = tuple(f"X{n}" for n in range(150))
ANY_SIZE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
DAY = Moment.parse("2020-12-14")


@settings(max_examples=150, deadline=None, suppress_health_check=ANY_SIZE)
@given(laws(), st.lists(lines(), min_size=1, max_size=8))
def test_any_law_over_any_lines(law: Law, made: list[Line]) -> None:
    """Outcomes of each rule, floor, ceiling and questions are those of the interpreter."""
    assert_same(law, made)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.frozensets(st.sampled_from(MANY), max_size=3), min_size=1, max_size=5),
    st.lists(
        st.builds(
            Words,
            st.frozensets(st.sampled_from((*MANY, "another")), max_size=4),
            st.none() | st.frozensets(st.sampled_from(MANY), max_size=2),
        ),
        max_size=5,
    ),
)
def test_a_fact_of_very_many_words(asked: list[frozenset[str]], said: list[Words]) -> None:
    """Sets out of more words than one column of bits holds are told apart as well."""
    leaves = [Leaf("activity.territory", "is", words) for words in (*asked, frozenset(MANY))]
    provisions = {f"aa/act/{i}": _provision(f"aa/act/{i}", one) for i, one in enumerate(leaves)}
    anyone = {"anyone": PersonClass("anyone", "anyone", Group("all", ()), SOURCE)}
    facts: list[dict[str, Value]] = [{}, *({"activity.territory": words} for words in said)]
    law = Law(provisions=provisions, persons=anyone)
    assert_same(law, [Line(DAY, one) for one in facts])


def _provision(name: str, when: Condition) -> Provision:
    version = Version(Period(), when, "prohibited", "", None, (), SOURCE, ())
    head = (name, name, "", "law", "reviewed", None, "anyone", (), "none")
    return Provision(*head, (version,), "zz", "UTC", "")  # type: ignore[arg-type]
