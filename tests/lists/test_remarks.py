"""The grammar of remarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.listing import Feature, Identifier, Relation
from licet.lists.ofac.remark_labels import LABELS, Sort, split_label
from licet.lists.ofac.remarks import Facts, read_remark


def facts_of(text: str, *, cut: bool = False) -> Facts:
    """What a remark says."""
    facts = Facts()
    read_remark(facts, text, ("Harbour Master",), cut=cut)
    return facts


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Passport A1 (Iran).", Identifier("Passport", "A1", "Iran")),
        ("alt. Passport A1 expires Jan 2007.", Identifier("Passport", "A1", expires="Jan 2007")),
        (
            "National ID No. 7 (Korea, North) issued 2001.",
            Identifier("National ID No.", "7", "Korea, North", "2001"),
        ),
        ("NIT # 8000-0 (Colombia).", Identifier("NIT #", "8000-0", "Colombia")),
        ("Passport D1, Diplomatic (Syria).", Identifier("Passport", "D1, Diplomatic", "Syria")),
        ("Registration Number 5 (HK).", Identifier("Registration Number", "5 (HK)")),
        (
            "Digital Currency Address - QQQ bc1xyz.",
            Identifier("Digital Currency Address - QQQ", "bc1xyz"),
        ),
        (
            "Unified Social Credit Code (USCC) 91X (China).",
            Identifier("Unified Social Credit Code (USCC)", "91X", "China"),
        ),
    ],
)
def test_identifiers(text: str, identifier: Identifier) -> None:
    """Number, country, issue and expiry are told apart."""
    facts = facts_of(text)
    assert facts.identifiers == [identifier]
    assert facts.unread == []


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Gender Male.", Feature("Gender", "Male")),
        ("Organization Type: Sea freight.", Feature("Organization Type", "Sea freight")),
        ("Telephone (98)(21)(1).", Feature("Phone Number", "(98)(21)(1)")),
        ("Fax: 9821.", Feature("Fax Number", "9821")),
        ("info@brask.example (email).", Feature("Email Address", "info@brask.example")),
        ("http://brask.example (website).", Feature("Website", "http://brask.example")),
        (
            "For more information on directives, please visit the following link: http://a.b/c#d.",
            Feature("Information link", "http://a.b/c#d"),
        ),
        (
            "Executive Order 14024 Directive Information - For more information on directives, "
            "please visit the following link: https://a.b.",
            Feature("Information link", "https://a.b"),
        ),
    ],
)
def test_features(text: str, feature: Feature) -> None:
    """Labelled facts and old spellings of contacts become features."""
    facts = facts_of(text)
    assert facts.features == [feature]
    assert facts.statements == []
    assert facts.unread == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Linked To: HOUSE OF BRASK.", Relation("Linked To", "HOUSE OF BRASK")),
        ("Linked To: BRASK CO., LTD.", Relation("Linked To", "BRASK CO., LTD.")),
        ("Linked To: BRASK S.A.; Gender Male.", Relation("Linked To", "BRASK S.A.")),
        ("(Linked To: BRASK)", Relation("Linked To", "BRASK")),
        ("wife of Orelle Brask.", Relation("wife of", "Orelle Brask")),
    ],
)
def test_relations(text: str, relation: Relation) -> None:
    """Ties to others keep the words of the list; an abbreviation keeps its stop."""
    assert facts_of(text).relations == [relation]


def test_titles_links_and_notes() -> None:
    """A repeated title says nothing new; notes are kept; free words are kept and unread."""
    facts = facts_of("Harbour Master; all offices worldwide; Also owns a lighthouse.")
    assert facts.remarks == ["all offices worldwide", "Also owns a lighthouse"]
    assert facts.unread == ["Also owns a lighthouse"]


def test_weak_aliases() -> None:
    """Quoted names are weak aliases, also with an apostrophe or a semicolon inside."""
    facts = facts_of("a.k.a. 'ABU 'ALI'; f.k.a. 'ONE; TWO'; n.k.a. 'O'BRASK'.")
    assert facts.weak_aliases == [("aka", "ABU 'ALI"), ("fka", "ONE; TWO"), ("nka", "O'BRASK")]


def test_cut_end_is_unread() -> None:
    """The segment in which a remark was cut is not read as if it were whole."""
    facts = facts_of("Gender Male; Passport A12", cut=True)
    assert facts.identifiers == []
    assert facts.unread == ["Passport A12"]


def test_longest_label_wins() -> None:
    """A label that begins like another is not taken for it."""
    directive = "Executive Order 14024 Directive Information - Subject to Directive 3"
    found = split_label(directive)
    assert found == ("Executive Order 14024 Directive Information -", "Subject to Directive 3")
    assert split_label("Passports were seized") is None


@pytest.mark.parametrize("label", sorted(LABELS))
def test_every_label_is_read_as_what_it_is(label: str) -> None:
    """Each label of the table leads to an identifier, a feature or a statement."""
    facts = facts_of(f"{label} X-1.")
    counts = {
        Sort.IDENTIFIER: facts.identifiers,
        Sort.FEATURE: facts.features,
        Sort.STATEMENT: facts.statements,
    }
    assert len(counts[LABELS[label]]) == 1
    assert facts.unread == []


@given(st.text(max_size=80), st.booleans())
def test_no_word_is_lost(text: str, cut: bool) -> None:
    """Any text is read without failing, and text that no rule knows stands in unread."""
    facts_of(text, cut=cut)
    if "zzz" not in text:
        assert facts_of(f"zzz {text.replace(';', ' ')}").unread
