"""What a typed model refuses comes back as one clear sentence."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from licet.core.documents import parse
from licet.core.errors import BadActivityError, BadInputError, LicetError, nearest
from licet.core.schema import known_keys, load, path_text


class _Wheel(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: int
    colour: Literal["red", "green"] = "red"


class _Cart(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="what it is called")
    start: str | None = Field(None, alias="from")
    wheels: list[_Wheel] = []


def refused(text: str) -> str:
    """The sentence with which a text is refused."""
    with pytest.raises(BadActivityError) as caught:
        load(_Cart, parse(text, "cart.yaml"), BadActivityError)
    return str(caught.value)


def test_a_good_document() -> None:
    """What fits is typed."""
    cart = load(_Cart, parse("name: A\nfrom: B\nwheels: [{size: 3}]\n", "c.yaml"), BadInputError)
    assert cart.wheels[0].size == 3


def test_an_unknown_key_names_the_nearest() -> None:
    """A mistyped key comes with its line and the key that was meant."""
    said = refused("name: A\nwheel: []\n")
    assert said.startswith("cart.yaml line 2: the key 'wheel' is not known here.")
    assert "Did you mean 'wheels'?" in said


def test_an_unknown_key_inside_a_list() -> None:
    """The keys proposed are those of the place, not of the whole."""
    said = refused("name: A\nwheels:\n  - size: 1\n    color: red\n")
    assert said.startswith("cart.yaml line 4:")
    assert "Did you mean 'colour'?" in said
    assert "from" not in said.split("Known keys:")[1]


def test_a_missing_key_says_what_it_is_for() -> None:
    """What is missing is named with its meaning."""
    assert refused("from: B\n") == "cart.yaml line 1: 'name' is missing. It says what it is called"


def test_a_missing_key_deep_inside() -> None:
    """A missing key in a list is named by its path."""
    assert "'wheels[1].size' is missing" in refused("name: A\nwheels: [{size: 1}, {colour: red}]\n")


def test_a_word_that_is_not_a_value() -> None:
    """A wrong word comes with the words that are known."""
    said = refused("name: A\nwheels: [{size: 1, colour: grene}]\n")
    assert "Did you mean 'green'?" in said
    assert "Known values: red, green." in said


def test_a_wrong_type() -> None:
    """A text where a number belongs is quoted with its path."""
    said = refused("name: A\nwheels: [{size: big}]\n")
    assert said.startswith("cart.yaml line 2: wheels[0].size is 'big'")


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "42\n"])
def test_not_a_mapping(text: str) -> None:
    """A list, a word or nothing at all is refused with the keys to start from."""
    said = refused(text)
    assert "is not a mapping of keys to values. Start with one of: name, from, wheels." in said


def test_a_mapping_where_a_list_belongs() -> None:
    """The kind of value that was found is named, not dumped."""
    assert "wheels is a dict" in refused("name: A\nwheels: {size: 1}\n")


def test_a_long_value_is_shortened() -> None:
    """A value of a thousand letters isn't printed whole."""
    assert len(refused(f"name: A\nwheels: [{{size: {'x' * 1000}}}]\n")) < 300


def test_one_sentence_only() -> None:
    """Of several problems the first is told, on one line."""
    assert "\n" not in refused("nam: A\nwheels: [{size: big, colour: blue}]\n")


def test_keys_as_a_user_writes_them() -> None:
    """An alias is the key that is shown."""
    assert known_keys(_Cart) == ["name", "from", "wheels"]


def test_paths() -> None:
    """Paths read like code; the root has a name."""
    assert path_text(("parties", 0, "role")) == "parties[0].role"
    assert path_text(()) == "the document"


def test_nearest() -> None:
    """A near word is proposed, a far one isn't."""
    assert nearest("end_usr", ["end_user", "bank"]) == "did you mean 'end_user'? "
    assert nearest("zzz", ["end_user"]) == ""


def test_an_error_is_one_sentence_with_place_and_mend() -> None:
    """Where, what and mend stand in this order."""
    error = LicetError("is broken.", where="a.yaml line 2", mend="Mend it.")
    assert str(error) == "a.yaml line 2: is broken. Mend it."
    assert str(LicetError("is broken.")) == "is broken."
