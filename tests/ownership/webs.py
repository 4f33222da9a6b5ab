"""Small graphs of ownership for tests, drawn by Hypothesis or written out."""

from __future__ import annotations

from hypothesis import strategies as st

from licet.ownership.model import CERTAIN, OPEN_END, OPEN_START, POSSIBLE, Kind, Span, Tie
from licet.ownership.plain import Seed
from licet.ownership.reach import Method
from licet.ownership.shares import ALL, PERCENT, exactly

NODES = "abcdefg"
DAY = 20
ENDS = [0, 10, 24, 25, 26, 30, 49, 50, 51, 60, 75, 100]

OFAC = Method()
OFAC_BEFORE_2014 = Method(aggregate=False)
EU = Method(voting=50.0, control=True)
EU_BEFORE_2024 = Method(inclusive=False, voting=50.0, control=True)
EU_ARTICLE_5 = Method(inclusive=False, aggregate=None)
UK = Method(inclusive=False, aggregate=False, voting=50.0, control=True)
BIS = Method()
BIS_AGAIN = Method(effect="unconfirmed")
METHODS = [OFAC, OFAC_BEFORE_2014, EU, EU_BEFORE_2024, EU_ARTICLE_5, UK, BIS_AGAIN]


def owns(owner: str, owned: str, percent: float | tuple[int, int], kind: Kind = Kind.SHARES) -> Tie:
    """A holding: a percentage, or an interval of units."""
    share = percent if isinstance(percent, tuple) else exactly(percent)
    return Tie(owner, owned, kind, share)


def controls(owner: str, owned: str, *, sure: bool = True) -> Tie:
    """Control without a share."""
    return Tie(owner, owned, Kind.CONTROL, CERTAIN if sure else POSSIBLE)


@st.composite
def _share(draw: st.DrawFn, kind: Kind) -> tuple[int, int]:
    if not kind.is_share:
        return draw(st.sampled_from([CERTAIN, POSSIBLE]))
    low, high = sorted(draw(st.tuples(st.sampled_from(ENDS), st.sampled_from(ENDS))))
    if draw(st.booleans()):
        high = low
    more = draw(st.sampled_from([0, 0, 0, 1]))
    return low * PERCENT + (more if low < high else 0), high * PERCENT


@st.composite
def _span(draw: st.DrawFn) -> Span:
    if draw(st.integers(0, 2)):
        return Span()
    near = st.integers(DAY - 2, DAY + 2)
    start = sorted(draw(st.tuples(st.one_of(st.just(OPEN_START), near), near)))
    end = sorted(draw(st.tuples(near, st.one_of(st.just(OPEN_END), near))))
    return Span((start[0], start[1]), (end[0], end[1]))


@st.composite
def ties(draw: st.DrawFn) -> Tie:
    """Any tie: also of a node to itself, on a boundary day, twice, over a hundred percent."""
    kind = draw(st.sampled_from([Kind.SHARES, Kind.SHARES, Kind.SHARES, *Kind]))
    ends = st.sampled_from(NODES)
    return Tie(draw(ends), draw(ends), kind, draw(_share(kind)), draw(_span()))


@st.composite
def _seed(draw: st.DrawFn) -> Seed:
    return Seed(
        draw(st.sampled_from(NODES)), draw(st.sampled_from(["p", "q", "r"])), draw(st.booleans())
    )


webs = st.lists(ties(), max_size=14)
seeds = st.lists(_seed(), min_size=1, max_size=4)
methods = st.one_of(
    st.sampled_from(METHODS),
    st.builds(
        Method,
        st.sampled_from([25.0, 50.0]),
        st.booleans(),
        st.sampled_from([True, False, None]),
        st.sampled_from([None, 50.0]),
        st.booleans(),
        st.sampled_from(["reaches", "none", "unconfirmed"]),
    ),
)
WHOLE = (ALL, ALL)
