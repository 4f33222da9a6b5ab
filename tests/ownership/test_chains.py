"""Why a party is reached, in words, as data and as a drawing."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from webs import DAY, OFAC, UK, controls, owns

from licet.ownership.chain_words import as_json, words
from licet.ownership.chains import explain
from licet.ownership.drawing import svg
from licet.ownership.layout import MOST_BOXES, Figure
from licet.ownership.model import Tie
from licet.ownership.plain import Seed, held_on
from licet.ownership.reach import Method

X, Y = Seed("x", "x"), Seed("y", "y")
CHAIN = [owns("x", "a", 50), owns("a", "b", 30), owns("y", "b", 20), owns("z", "b", 50)]


def why(ties: list[Tie], node: str, *people: Seed, method: Method = OFAC) -> str:
    """The shortest chain in words."""
    found = explain(held_on(ties, DAY), people or (X, Y), method, node)
    assert found is not None
    return words(found.chain, str.upper)


def test_a_chain_in_words() -> None:
    """Each owner with its share, and why it carries the measure."""
    assert why(CHAIN, "b") == (
        "B is reached through A (30 % of the shares), reached in turn through [X (50 % of the "
        "shares), under the measure itself]; Y (20 % of the shares), under the measure itself."
    )


def test_the_shortest_chain_is_told() -> None:
    """A direct holding goes before a long way round."""
    told = [owns("x", "a", 100), owns("a", "c", 60), owns("x", "c", 50)]
    assert (
        why(told, "c") == "C is reached through X (50 % of the shares), under the measure itself."
    )


def test_doubt_is_told() -> None:
    """An open match, an open share and possible control are told as such."""
    maybe = Seed("x", "x", sure=False)
    assert why([owns("x", "a", 60)], "a", maybe) == (
        "A is possibly reached through X (60 % of the shares), who may be under the measure itself."
    )
    assert "possibly control" in why([controls("x", "a", sure=False)], "a", X, method=UK)


def test_every_set_that_suffices() -> None:
    """Smallest sets of owners that meet the rule, none of which holds another."""
    told = [owns("x", "a", 30), owns("y", "a", 25), owns("w", "a", 20), owns("v", "a", 25)]
    people = [Seed(n, n) for n in "xywv"]
    found = explain(held_on(told, DAY), people, OFAC, "a")
    assert found is not None
    assert found.sets == (("v", "x"), ("v", "y"), ("w", "x"), ("x", "y"))


def test_a_circle_has_a_chain_that_ends() -> None:
    """In a circle a chain starts at the person under the measure, not in the circle."""
    told = [owns("x", "a", 50), owns("c", "a", 50), owns("a", "b", 100), owns("b", "c", 100)]
    found = explain(held_on(told, DAY), [X], OFAC, "c")
    assert found is not None
    assert list(found.chain.listed()) == ["x"]
    assert found.chain.nodes() == {"x", "a", "b", "c"}


def test_the_chain_as_data() -> None:
    """JSON has the sentence, the persons, the chain and the sets."""
    found = explain(held_on(CHAIN, DAY), [X, Y], OFAC, "b")
    assert found is not None
    made = as_json(found, str.upper)
    assert made["certain"] is True
    assert made["listed"] == ["X", "Y"]
    assert made["sufficient_sets"] == [["A", "Y"]]
    first = made["chain"][0]
    assert first["owner"] == "A"
    assert first["holds"][0]["low"] == 30.0
    assert first["through"][0]["under_the_measure_itself"] == "yes"


def figure(ties: list[Tie], names: dict[str, str], party: str = "b") -> Figure:
    """A drawing of ties above a party."""
    return Figure(
        party, ties, names, {"x": True, "y": False}, frozenset({("x", "a")}), "Title", "Note"
    )


def texts(drawn: str) -> list[str]:
    """Every text of a drawing; it must be well-formed."""
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_drawing_has_all_names_and_shares() -> None:
    """Every owner, every share and the words of the frames are drawn."""
    drawn = texts(svg(figure(CHAIN, {"x": "Ex", "a": "Ah", "b": "Be", "y": "Why", "z": "Zed"})))
    assert {"Ex", "Ah", "Be", "Why", "Zed", "50 %", "30 %", "20 %", "Title", "Note"} <= set(drawn)
    assert "under the measure" in drawn
    assert "possibly under the measure" in drawn


def test_names_are_escaped() -> None:
    """A name with markup in it is text, and can't break out."""
    hostile = '</text><script>alert("x")</script>&'
    drawn = svg(figure([owns("x", "b", 50)], {"x": hostile, "b": "B"}))
    assert "<script" not in drawn
    assert any("script" in text for text in texts(drawn))


def test_a_circle_is_drawn_around() -> None:
    """Ties that go up are drawn too, and a body's own shares are left out."""
    told = [owns("x", "a", 50), owns("a", "b", 100), owns("b", "a", 10), owns("b", "b", 5)]
    drawn = texts(svg(figure(told, {})))
    assert {"50 %", "100 %", "10 %"} <= set(drawn)
    assert "5 %" not in drawn


def test_a_crowd_is_cut_and_counted() -> None:
    """Of very many owners some are drawn, and the rest is counted."""
    told = [owns(f"n{i}", "b", 1) for i in range(100)]
    drawn = texts(svg(figure(told, {})))
    assert len(drawn) < 2 * MOST_BOXES + 5
    assert any("41 further owners are not drawn" in text for text in drawn)
