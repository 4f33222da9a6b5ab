"""Names are split into words, with legal forms set aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.names import legal_forms, parse
from licet.names.tokenise import MAX_TOKENS


def words(name: str, **options: bool) -> list[str]:
    return [token.text for token in parse(name, **options).tokens]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Usama bin al-Ladin", ["usama", "bin", "al", "ladin"]),
        ("Sa'id O’Brien", ["said", "obrien"]),
        ("'Abd al-Rahman SAID", ["abdul", "rahman", "said"]),
        ("J.P. Morgan", ["j", "p", "morgan"]),
        ("U.S.A. Trading", ["usa", "trading"]),
        ("习近平", ["习", "近平"]),
        ("नरेन्द्र मोदी", ["नरेन्द्र", "मोदी"]),
        ("🙂 x_y", ["x", "y"]),
        ("...", []),
    ],
)
def test_words_of_a_name(name: str, expected: list[str]) -> None:
    """Apostrophes join, hyphens split, initials stay apart, abbreviations come together."""
    assert words(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEMIR, İsmail", ["ismail", "demir"]),
        ("Beyaz Trading Co., Ltd.", ["beyaz", "trading"]),
        ("Petrov Oil, OAO", ["petrov", "oil"]),
    ],
)
def test_last_name_first_is_reordered(name: str, expected: list[str]) -> None:
    """ "LAST, First" is turned round, a legal form after a comma isn't a first name."""
    assert words(name, reorder=True) == expected


@pytest.mark.parametrize(
    ("name", "left", "classes"),
    [
        ("OOO Romashka", ["romashka"], ["limited"]),
        ("Romashka L.L.C.", ["romashka"], ["limited"]),
        ("Kowal Sp. z o.o.", ["kowal"], ["limited"]),
        ("TUSAŞ Anonim Şirketi", ["tusas"], ["joint_stock"]),
        ("TUSAŞ A.Ş.", ["tusas"], ["joint_stock"]),
        ("Банк Россия ОАО", ["банк", "россия"], ["joint_stock"]),
        ("Inversiones X S.A. de C.V.", ["inversiones", "x"], ["joint_stock"]),
        ("Müller GmbH & Co. KG", ["muller"], ["partnership"]),
        ("Pat Garrett", ["pat", "garrett"], []),
        ("LIMITED COMPANY", ["limited", "company"], []),
    ],
)
def test_legal_forms_are_set_aside(name: str, left: list[str], classes: list[str]) -> None:
    """Forms in many languages become classes; a name of nothing else keeps its words."""
    parsed = parse(name)
    assert [token.text for token in parsed.tokens] == left
    assert legal_forms.words_of(parsed.forms) == classes


def test_a_person_has_no_legal_form() -> None:
    """Words of a person's name are never taken for a form."""
    assert words("Kim As", person=True) == ["kim", "as"]


def test_forms_conflict_only_by_class() -> None:
    """OOO and LLC agree, LTD and JSC conflict, "company" conflicts with none."""
    masks = [parse(f"Romashka {form}").forms for form in ("LLC", "GmbH", "JSC", "Company")]
    llc, gmbh, jsc, company = masks
    assert not legal_forms.conflict(llc, gmbh)
    assert legal_forms.conflict(llc, jsc)
    assert not legal_forms.conflict(jsc, company)
    assert not legal_forms.conflict(llc, 0)


def test_every_form_has_a_class_and_leading_forms_are_known() -> None:
    """The table is whole: leading forms are forms, and every key is written as its key."""
    for form in legal_forms.table():
        assert all(word.isascii() and word == word.lower() for word in form)
    for form in legal_forms.leading():
        assert (form,) in legal_forms.table()


@given(st.text(max_size=300))
def test_any_text_can_be_parsed(text: str) -> None:
    """Whatever is typed gives tokens that have a key each, and not too many."""
    parsed = parse(text, reorder=True)
    assert len(parsed.tokens) <= MAX_TOKENS
    assert all(token.keys and all(key.isascii() for key in token.keys) for token in parsed.tokens)
