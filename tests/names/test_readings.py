"""Words of many scripts are read in Latin letters, several ways where there are several."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.names import parse, readings
from licet.names.native import MOST


def keys(name: str) -> list[tuple[str, ...]]:
    return [token.keys for token in parse(name).tokens]


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("путин", "putin"),
        ("усама", "usama"),
        ("григорій", "hryhoriy"),
        ("καραμανλήσ", "karamanlis"),
        ("μπουτάρησ", "boutaris"),
        ("ευάγγελοσ", "evangelos"),
        ("أسامة", "usama"),
        ("حسين", "hussein"),
        ("یوسف", "yousef"),
        ("בנימין", "binyamin"),
        ("נתניהו", "netanyahu"),
        ("ウラジーミル", "vladimir"),
        ("プーチン", "putin"),
        ("すずき", "suzuki"),
        ("푸틴", "putin"),
        ("ქართული", "kartuli"),
    ],
)
def test_a_word_has_the_reading_that_lists_use(word: str, reading: str) -> None:
    """The usual Latin spelling is among the keys, and there are not too many."""
    assert reading in readings(word)
    assert len(readings(word)) <= MOST


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("习近平", ["xi", "jinping"]),
        ("習近平", ["xi", "jinping"]),
        ("司马相如", ["sima", "xiangru"]),
        ("单田芳", ["shan", "tianfang"]),
        ("김정은", ["kim", "jong", "un"]),
        ("리철", ["ri", "chol"]),
        ("عبد المهيمن القرشي", ["abdul", "muhaymin", "al", "qurashi"]),
        ("عبدالرحمن", ["abdul", "rahman"]),
        ("عبد الله", ["abdullah"]),
        ("弗拉基米尔·普京", ["vladimir", "pujing"]),
        ("北京华天科技", ["beijing", "hua", "tian", "keji"]),
    ],
)
def test_a_native_name_has_the_words_of_its_latin_entry(name: str, words: list[str]) -> None:
    """Surname and given name, the servant of and the article come apart as in Latin letters."""
    found = keys(name)
    assert len(found) == len(words)
    assert all(word in of_word for word, of_word in zip(words, found, strict=True))


def test_han_legal_forms_are_set_aside() -> None:
    """A form in Han has its class and is no word of the name."""
    assert [token.text for token in parse("华为技术有限公司").tokens] == ["华", "为", "技术"]
    assert parse("华为技术有限公司").forms == parse("Huawei Jishu Youxian Gongsi").forms != 0


@given(st.text(alphabet="김정은리박남궁아ب习王尔克斯公司司马ウーンあя", min_size=1, max_size=12))
def test_any_mixture_of_scripts_is_read(name: str) -> None:
    """Whatever stands side by side, every word has one to eight ASCII keys, each once."""
    for token in parse(name).tokens:
        assert 1 <= len(token.keys) <= MOST
        assert len(set(token.keys)) == len(token.keys)
        assert all(key.isascii() and key.isalnum() for key in token.keys)


def test_latin_names_load_no_table() -> None:
    """A name in Latin letters leaves the tables of other scripts on disk."""
    program = (
        "import sys; from licet.names import parse; parse('Demir, İsmail');"
        "assert not {'licet.names.read_letters', 'licet.names.east_asian'} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
