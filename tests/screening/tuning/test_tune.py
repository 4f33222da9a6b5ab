"""Hidden aliases, parties over lists, noise and the whole measurement, on invented names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from invented import customers

from licet.core.errors import BadInputError
from licet.screening import Query, build_index, screen_batch, screen_one
from licet.screening.model import DEFAULT
from licet.screening.tuning.aliases import across_lists, hidden_aliases, own_score
from licet.screening.tuning.customers import screened
from licet.screening.tuning.groups import OTHERS, SMALLEST, histogram
from licet.screening.tuning.listed import Listed, parties
from licet.screening.tuning.misspelt import misspelt
from licet.screening.tuning.shapes import table
from licet.screening.tuning.tune import Settings, Tuned, tune


def two_names(alias: str, other_list: str | None = None) -> Listed:
    """A party with an alias; and the alias once more, as another party's name."""
    names = ["Aurelio Tannquist Keldrup", alias, *([other_list] if other_list else [])]
    ids = ["a:1", "a:1", "a:2"][: len(names)]
    rows = {
        "listing_id": ids, "source": ["a"] * len(names), "name": names,
        "name_kind": ["primary", "aka", "primary"][: len(names)],
        "strength": ["strong"] * len(names), "kind": ["person"] * len(names),
    }  # fmt: skip
    index = build_index(rows)
    return Listed(index, parties(index, []))


def test_an_alias_is_found_by_the_other_name_only() -> None:
    """With its own string hidden it scores what the primary name gives it, not 1."""
    listed = two_names("Aurelio Keldrup")
    shown = screen_one(listed.index, Query("Aurelio Keldrup"))[0].score
    hidden = own_score(listed, 1, listed.hidden(1))
    assert shown == 1.0
    assert 0 < hidden < 1


def test_an_alias_unlike_its_party_is_missed() -> None:
    """Nothing but itself could find it."""
    listed = two_names("Xqzwv Brrgh")
    ((one,), sizes) = hidden_aliases(listed, 10, 1)
    assert (one.score, sizes) == (0.0, {"person": 1})


def test_the_string_is_hidden_on_every_entry_in_any_case() -> None:
    """A namesake's entry doesn't find it, nor does the same string in capitals."""
    listed = two_names("Xqzwv Brrgh", other_list="XQZWV  BRRGH")
    assert listed.hidden(1).tolist() == [True, False, False]


def test_an_alias_that_repeats_the_only_name_is_not_asked() -> None:
    """Hiding it would leave the party without a name."""
    assert two_names("AURELIO TANNQUIST  KELDRUP").aliases("person") == []


def test_parties_over_lists_are_one(listed: Listed) -> None:
    """A cluster's listings have one number; every other listing has its own."""
    index = listed.index
    number = {index.id_of(n): int(listed.party[n]) for n in range(index.listings)}
    assert number["a:f3"] == number["b:f3"]
    assert number["a:f13"] != number["a:f3"]
    assert len(set(number.values())) == index.listings - 10
    with pytest.raises(BadInputError, match="parties"):
        Listed(index, np.zeros(3, np.int64))


def test_across_lists_hides_the_whole_list(listed: Listed) -> None:
    """A firm of both lists is found by the other list's entry; a firm of one isn't asked."""
    pairs, sizes = across_lists(listed, 50, 1)
    assert sizes == {"organisation": 10}
    assert {one.score for one in pairs} == {1.0}


def test_the_sample_is_of_the_seed(listed: Listed) -> None:
    """One seed draws the same aliases, another one others; no more than asked for."""
    one, again, other = (hidden_aliases(listed, 10, seed)[0] for seed in (1, 1, 2))
    assert one == again
    assert [a.row for a in one] != [a.row for a in other]
    assert sum(a.kind == "person" for a in one) == 10


def test_noise_is_measured_at_the_threshold(listed: Listed) -> None:
    """A reordered name is still found at 0.7; nothing miswritten is the same word by word."""
    low = {(n.kind, n.noise): n.share for n in misspelt(listed, 0.7, 8, 1)}
    high = {(n.kind, n.noise): n.share for n in misspelt(listed, 1.0, 8, 1)}
    assert low["person", "reordered"].value == 1.0
    assert high["person", "two typos"].value == 0.0
    assert low["person", "one typo"].of == 8


def test_the_chosen_threshold_is_what_screening_does(tuned: Tuned) -> None:
    """Alerts of the report are the records that ``screen_batch`` matches at that threshold."""
    at = tuned.choice.threshold
    assert tuned.choice.within
    assert 0 < (tuned.chosen.alerts.value or 0) <= 30
    assert tuned.chosen.threshold == at
    assert tuned.default.threshold == DEFAULT


def test_alerts_are_records_not_matches(listed: Listed, tuned: Tuned) -> None:
    """A record with several matches is one alert."""
    found = screen_batch(listed.index, customers(), threshold=tuned.choice.threshold, limit=20)
    assert tuned.chosen.alerts.found == found.matches["record_id"].n_unique()


def test_the_table_falls_as_the_threshold_rises(tuned: Tuned) -> None:
    """Neither alerts nor recall ever rise with it; 0.60 to 0.99 by hundredths."""
    for one, higher in pairwise(tuned.thresholds):
        assert one.alerts.found >= higher.alerts.found
        assert all(share.found >= higher.recall[k].found for k, share in one.recall.items())
    assert (tuned.thresholds[0].threshold, tuned.thresholds[-1].threshold) == (0.6, 0.99)
    assert len(tuned.thresholds) == 40


def test_the_same_input_and_seed_give_the_same_numbers(
    listed: Listed, small: Settings, tuned: Tuned
) -> None:
    """All but the arrays compare equal; a wider budget never gives a higher threshold."""
    again = tune(listed, customers(), small)
    for name in ("choice", "chosen", "default", "thresholds", "across", "by_customer", "by_alias"):
        assert getattr(again, name) == getattr(tuned, name)
    assert again.noise == tuned.noise
    assert again.wide.aliases == tuned.wide.aliases
    wider = tune(listed, customers(), replace(small, alerts_per_1000=300))
    assert wider.choice.threshold <= tuned.choice.threshold


def test_groups_count_every_record_once(tuned: Tuned) -> None:
    """A country that isn't one is not shown by its word; an empty one is not given."""
    by_country = {one.group: one.share.of for one in tuned.by_customer["country"]}
    assert by_country == {"PA": 134, "not recognised": 133, "not given": 133}
    assert sum(one.share.of for one in tuned.by_customer["kind"]) == 400
    assert {one.group for one in tuned.by_alias["strength"]} == {"strong", "weak"}


def test_small_groups_are_counted_together(listed: Listed) -> None:
    """Fewer records than ten of a script don't stand alone."""
    names = [f"Nobody{n}" for n in range(20)] + ["Никто", "无名氏"]
    frame = pl.DataFrame({"record_id": [str(n) for n in range(22)], "name": names})
    made = tune(listed, frame, Settings(50, aliases=2, across=1, noisy=1))
    groups = {one.group: one.share.of for one in made.by_customer["script"]}
    assert groups == {"Latin": 20, OTHERS: 2}
    assert SMALLEST == 10


def test_records_of_one_id_are_records_each(listed: Listed) -> None:
    """Ids that repeat don't merge records; a record without a name is rejected, not counted."""
    frame = pl.DataFrame(
        {"record_id": ["1", "1", "1"], "name": ["Nobody", "Aurelio Tannquist Tannquist", ""]}
    )
    found = screened(listed.index, frame)
    assert len(found.records) == 2
    assert found.best[0] == 0.0
    assert found.best[1] > 0.9
    assert found.rejects == {"the name is empty.": 1}


def test_customers_without_a_name_are_refused(listed: Listed) -> None:
    """Nothing could be measured on them."""
    frame = pl.DataFrame({"record_id": ["1", "2"], "name": ["", "--"]})
    with pytest.raises(BadInputError, match="none of the 2 records can be screened"):
        screened(listed.index, frame)


def test_lists_without_aliases_have_no_recall() -> None:
    """Costs are measured, recall is unknown and not nought."""
    rows = {
        "listing_id": ["a:1"], "source": ["a"], "name": ["Keld Armaments"],
        "name_kind": ["primary"], "strength": ["strong"], "kind": ["organisation"],
    }  # fmt: skip
    index = build_index(rows)
    frame = pl.DataFrame({"record_id": ["1", "2"], "name": ["Keld Armaments", "Nobody"]})
    made = tune(Listed(index, parties(index, [])), frame, Settings(10))
    assert made.chosen.recall["all"].value is None
    assert not made.choice.within


def test_histogram_counts_every_score_once() -> None:
    """Below the first edge, between, and the last: shares that sum to one."""
    edges = np.array([0.3, 0.65, 1.0])
    assert histogram(np.array([0.0, 0.3, 0.64, 1.0]), edges) == [0.25, 0.5, 0.0, 0.25]
    assert histogram(np.array([]), edges) == [0.0] * 4


def test_the_scorers_table_is_monotone_as_it_says() -> None:
    """Each feature of the shipped table goes the one way that its direction names."""
    scorer = table()
    assert scorer.starts
    for one in scorer.features:
        assert set(one.shapes) == set(scorer.starts)
        assert all(shape.monotone for shape in one.shapes.values())
        assert all(len(shape.points) == len(shape.edges) + 1 for shape in one.shapes.values())
    assert len(scorer.sha256) == 64
