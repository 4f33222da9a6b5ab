"""Documents keep their lines, stay text, and refuse what means more than it shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.documents import MAX_BYTES, parse
from licet.core.errors import BadInputError


def test_scalars_stay_text() -> None:
    """Norway isn't False, an HS code keeps its zero, a date isn't a date yet."""
    data = parse("country: NO\nhs: 0101\non: 2020-12-14\nyes: on\namount: 1e3\n", "a.yaml").data
    assert data == {
        "country": "NO",
        "hs": "0101",
        "on": "2020-12-14",
        "yes": "on",
        "amount": "1e3",
    }


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_is_nothing(nothing: str) -> None:
    """An empty value and null are None."""
    assert parse(f"a: {nothing}\n", "a.yaml").data == {"a": None}


def test_the_word_null_in_quotes_is_a_word() -> None:
    """A quoted value is always text."""
    assert parse('name: "Null"\n', "a.yaml").data == {"name": "Null"}


def test_every_path_knows_its_line() -> None:
    """A key, an item and a nested key are found on their lines."""
    document = parse("a: 1\nb:\n  - x: 1\n    y: 2\n  - x: 3\n", "a.yaml")
    assert document.where(("b", 0, "y")) == "a.yaml line 4"
    assert document.where(("b", 1)) == "a.yaml line 5"
    assert document.where(("b", 1, "absent")) == "a.yaml line 5"
    assert document.where(("absent",)) == "a.yaml line 1"


def test_json_is_read_as_well() -> None:
    """JSON is YAML, with lines."""
    document = parse('{\n "a": [true, 1.50, null]\n}', "a.json")
    assert document.data == {"a": ["true", "1.50", None]}
    assert document.where(("a",)) == "a.json line 2"


def test_a_key_that_stands_twice() -> None:
    """Duplicate keys are refused with the line of the second."""
    with pytest.raises(
        BadInputError, match=r"^a\.yaml line 3: the key 'a' stands twice\. Keep one"
    ):
        parse("a: 1\nb: 2\na: 3\n", "a.yaml")


def test_a_nested_key_that_stands_twice() -> None:
    """So are duplicate keys inside a list."""
    with pytest.raises(BadInputError, match="line 2: the key 'x' stands twice"):
        parse("b:\n  - {x: 1, x: 2}\n", "a.yaml")


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x\n", "a: &x 1\n", "base: &b {k: 1}\nuse:\n  <<: *b\n"]
)
def test_anchors_and_aliases(text: str) -> None:
    """Anchors and aliases are refused: the text must mean what it shows."""
    with pytest.raises(BadInputError, match=r"line 1: uses a YAML anchor or alias"):
        parse(text, "a.yaml")


def test_a_billion_laughs() -> None:
    """A bomb of aliases is refused at once."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    with pytest.raises(BadInputError, match="anchor"):
        parse(bomb, "a.yaml")


@pytest.mark.parametrize("text", ["[" * 100, "{a: " * 60, "[" * 50_000, "- " * 200 + "x"])
def test_depth(text: str) -> None:
    """Nesting without end is refused with a sentence, never a crash."""
    with pytest.raises(BadInputError, match="nests deeper than 40"):
        parse(text, "a.yaml")


def test_a_tab() -> None:
    """A tab as indentation is refused with its line."""
    with pytest.raises(BadInputError, match=r"^a\.yaml line 2: is not readable YAML"):
        parse("a:\n\tb: 1\n", "a.yaml")


def test_broken_brackets() -> None:
    """An open bracket is refused with a line."""
    with pytest.raises(BadInputError, match=r"line \d+: is not readable"):
        parse("a: [1, 2\nb: 3\n", "a.yaml")


def test_a_control_character() -> None:
    """A character YAML forbids is refused with a sentence."""
    with pytest.raises(BadInputError, match="special characters"):
        parse("a: \x00\n", "a.yaml")


def test_two_documents_in_one_file() -> None:
    """A second document is refused rather than dropped."""
    with pytest.raises(BadInputError, match=r"a\.yaml line \d"):
        parse("a: 1\n---\na: 2\n", "a.yaml")


def test_a_tag() -> None:
    """A tag that would make a Python object stays text or is refused."""
    try:
        data = parse("a: !!python/object/apply:os.system ['true']\n", "a.yaml").data
    except BadInputError:
        return
    assert data == {"a": ["true"]}


def test_too_long() -> None:
    """More than five million characters are refused before they are read."""
    with pytest.raises(BadInputError, match="characters long"):
        parse("x" * (MAX_BYTES + 1), "a.yaml")


def test_an_empty_document() -> None:
    """Nothing in, nothing out."""
    assert parse("", "a.yaml").data is None
    assert parse("# a remark\n", "a.yaml").data is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail in another way than with a sentence."""
    said = "a.yaml"
    try:
        parse(text, "a.yaml")
    except BadInputError as error:
        said = str(error)
    assert said.startswith("a.yaml")


@given(
    st.recursive(
        st.text("abc ", max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_json_round_trip(data: object) -> None:
    """What was written as JSON of texts comes back the same."""
    import json

    assert parse(json.dumps(data, indent=1), "a.json").data == data
