"""Rescreening: only what changed is asked again, with the scores of a full screening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casework.case_help import ANN, OTHER, REA, SAME, act
from tests.surfaces.command_line import xml_bytes

from licet.casework.cases import Cases
from licet.casework.errors import ConflictError, NotAllowedError
from licet.casework.good_guys.confirming import Confirmed, decide
from licet.casework.good_guys.ledger import Ledger
from licet.casework.model import Opened
from licet.casework.rescreening import batches
from licet.casework.rescreening import rescreen as room
from licet.casework.rescreening.list_state import difference, packed, unpacked
from licet.casework.rescreening.rescreen import Request, Rescreened, rescreen
from licet.casework.rescreening.restricted import restricted
from licet.casework.rescreening.single import open_one
from licet.core.dates import AsOf, Moment
from licet.core.errors import BadFileError, BadInputError, NotCoveredError, StoreError
from licet.decision.workspace import Workspace
from licet.lists.intake import Choices, add_files
from licet.screening import Query, build_index, screen_one

KELD = ("800001", "KELD ARMAMENTS AGENCY", "SDGT")
PELL = ("800002", "PELLARDO SHIPYARDS", "CUBA")
VOSS = ("800003", "VOSSBERG DYNAMICS", "SDGT")
NOISE = [(str(810000 + n), f"ORDINARY TRADER NUMBER{n}", "CUBA") for n in range(30)]


@pytest.fixture
def day(tmp_path: Path) -> Callable[..., Workspace]:
    """Adds a list of a day with some entries, and gives the workspace as it is then."""

    def add(published: str, *entries: tuple[str, str, str]) -> Workspace:
        path = tmp_path / f"sdn_{published.replace('/', '-')}.xml"
        path.write_bytes(xml_bytes(published, *entries, *NOISE))
        add_files(tmp_path / "home", [path], Choices(accept_drop=True))
        return Workspace(tmp_path / "home")

    return add


def table(tmp_path: Path, *rows: str) -> Path:
    """A file of records."""
    path = tmp_path / "records.csv"
    path.write_text("\n".join(["record_id,name,country,birth_date", *rows]) + "\n")
    return path


def run(cases: Cases, work: Workspace, records: Path | None = None, **more: object) -> Rescreened:
    """Bring the batch up to date, in this process."""
    return rescreen(cases, work, replace(Request(ANN, workers=1), records=records, **more))  # type: ignore[arg-type]


def test_a_new_batch_is_screened_whole(casework: Callable[..., Cases], day, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Each record is asked against every listing once; matches become cases."""
    cases, work = casework(), day("05/01/2024", KELD, PELL)
    rows = table(
        tmp_path, "a,Keld Armaments Agency,,", "b,Something Else,,", "c,Pellardo Shipyards,,"
    )
    done = run(cases, work, rows)
    assert (done.asked_whole, done.asked_changed, len(done.opened.opened)) == (3, 0, 2)
    assert {case.record_id for case in cases.queue().cases} == {"a", "c"}
    again = run(cases, work, rows)
    assert (again.asked_whole, again.asked_changed, again.opened.opened) == (0, 0, ())
    assert cases.verify().whole


def test_only_changed_listings_are_asked_of_unchanged_records(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """A listing that came finds its record; an unchanged one is not asked again."""
    cases, work = casework(), day("05/01/2024", KELD)
    run(cases, work, table(tmp_path, "a,Keld Armaments Agency,,", "b,Vossberg Dynamics,,"))
    (case,) = cases.queue().cases
    cases.reject(act(case), OTHER)
    done = run(cases, day("05/02/2024", KELD, VOSS))
    assert done.listings.added == {"ofac:800003"}
    assert (done.asked_whole, done.asked_changed) == (0, 2)
    (number,) = done.opened.opened
    found = cases.case(number)
    assert (found.record_id, found.alerts[0].listing_id) == ("b", "ofac:800003")
    assert cases.case(case.id).status == "closed"


def test_scores_are_those_of_a_full_screening(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """The score of a rescreened pair is what the whole index gives."""
    cases = casework()
    run(cases, day("05/01/2024", KELD), table(tmp_path, "b,Vosberg Dynamic,,"))
    work = day("05/02/2024", KELD, VOSS)
    run(cases, work)
    (case,) = cases.queue().cases
    (match,) = screen_one(work.index, Query("Vosberg Dynamic"))
    assert case.alerts[0].score == match.score


def test_a_changed_record_is_asked_of_every_listing(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """A record with another name is screened whole; what it matched before is told as lost."""
    cases, work = casework(), day("05/01/2024", KELD, PELL)
    run(cases, work, table(tmp_path, "a,Keld Armaments Agency,,", "b,Nobody Known,,"))
    done = run(
        cases, work, table(tmp_path, "a,Pellardo Shipyards,,", "b,Nobody Known,,", "c,New One,,")
    )
    assert done.synced is not None
    assert (done.synced.new, done.synced.changed, done.asked_whole) == (1, 1, 2)
    (case,) = cases.queue().cases
    assert {a.listing_id: a.changed for a in case.alerts} == {
        "ofac:800002": None,
        "ofac:800001": "no longer found above the threshold",
    }


def test_a_closed_case_reopens_only_for_a_material_change(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """Another programme of the listing reopens; a list that comes out again unchanged does not."""
    cases = casework()
    run(cases, day("05/01/2024", KELD), table(tmp_path, "a,Keld Armaments Agency,,"))
    (case,) = cases.queue().cases
    cases.reject(act(case), OTHER)
    same = run(cases, day("05/02/2024", KELD))
    assert (same.opened.reopened, same.asked_changed) == ((), 0)
    done = run(cases, day("05/03/2024", (*KELD[:2], "NPWMD")))
    assert done.opened.reopened == (case.id,)
    assert "programme" in (cases.case(case.id).alerts[0].changed or "")


def test_a_confirmed_match_that_is_delisted_is_looked_at_again(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """When the listing goes, the closed case is open again and says so."""
    cases = casework()
    run(cases, day("05/01/2024", KELD, PELL), table(tmp_path, "a,Keld Armaments Agency,,"))
    (case,) = cases.queue().cases
    cases.confirm(act(case), SAME)
    done = run(cases, day("05/02/2024", PELL))
    assert (done.listings.removed, done.opened.reopened) == ({"ofac:800001"}, (case.id,))
    assert "listed or delisted" in (cases.case(case.id).alerts[0].changed or "")


def test_an_open_alert_of_a_delisted_party_says_so(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """The alert stays for a person to decide, with a word; new records get no case for it."""
    cases = casework()
    run(cases, day("05/01/2024", KELD, PELL), table(tmp_path, "a,Keld Armaments Agency,,"))
    rows = table(tmp_path, "a,Keld Armaments Agency,,", "b,Keld Armaments Agency,,")
    done = run(cases, day("05/02/2024", PELL), rows)
    (case,) = cases.queue().cases
    assert case.alerts[0].changed == "listing: on no list by that date"
    assert (done.delisted, done.opened.opened) == (1, ())


def test_a_rejection_that_is_over_is_shown_again(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """After its last day a rejection is open again at the next rescreening."""
    from tests.casework.case_help import SetClock

    clock = SetClock(2026, 5, 4, 12)
    cases, work = casework(clock=clock), day("05/01/2024", KELD)
    run(cases, work, table(tmp_path, "a,Keld Armaments Agency,,"))
    (case,) = cases.queue().cases
    cases.reject(act(case), replace(OTHER, until=date(2026, 5, 10)))
    clock.go(days=5)
    assert run(cases, work).opened.reopened == ()
    clock.go(days=5)
    assert run(cases, work).opened.reopened == (case.id,)
    assert "expired on 2026-05-10" in (cases.case(case.id).alerts[0].changed or "")


def test_good_guys_make_no_case_while_they_hold(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """A pair that is remembered as a non-match opens no case until a side changes."""
    cases, work = casework(), day("05/01/2024", KELD)
    ledger = Ledger(tmp_path / "home")
    known = {"a": [Query("Keld Armaments Agency")]}
    pair = Confirmed("a", "ofac:800001", "another firm", "ann")
    made, refused = decide(work, ledger, [pair], known, AsOf(Moment(date.today())))
    assert not refused
    ledger.append(made)
    rows = table(tmp_path, "a,Keld Armaments Agency,,")
    done = run(cases, work, rows)
    assert (done.remembered, done.opened.opened) == (1, ())
    done = run(cases, day("05/02/2024", (*KELD[:2], "NPWMD")), rows)
    (number,) = done.opened.opened
    assert "programme" in (cases.case(number).alerts[0].changed or "")


def test_another_engine_asks_everything_again(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the scores themselves may differ, and where it is asked for, all is screened."""
    cases, work = casework(), day("05/01/2024", KELD)
    run(cases, work, table(tmp_path, "a,Keld Armaments Agency,,", "b,Nobody,,"))
    assert run(cases, work, full=True).asked_whole == 2
    monkeypatch.setattr(room, "engine", lambda: "other")
    monkeypatch.setattr(batches, "engine", lambda: "other")
    done = run(cases, work)
    assert (done.full, done.asked_whole, done.opened.unchanged) == ("the engine changed", 2, 1)
    assert run(cases, work).asked_whole == 0


@pytest.mark.parametrize("place", ["mark", "finish"])
def test_a_run_that_is_stopped_is_gone_on_with(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Killed before its end, the batch does not count as screened; the next run does the rest."""
    cases, work = casework(), day("05/01/2024", KELD)
    rows = table(tmp_path, "a,Keld Armaments Agency,,", "b,Vossberg Dynamics,,")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(room, place, killed)
        with pytest.raises(KeyboardInterrupt):
            run(cases, work, rows)
    assert cases.queue().total == 1
    work = day("05/02/2024", KELD, VOSS)  # a list came in before anybody went on
    done = run(cases, work)
    assert (done.asked_whole + done.asked_changed, len(done.opened.opened)) == (2, 1)
    assert {case.record_id for case in cases.queue().cases} == {"a", "b"}
    again = run(cases, work)
    assert (again.asked_whole, again.asked_changed) == (0, 0)


def test_records_that_change_meanwhile_are_not_called_screened(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that another process changed during a run is told, and asked again."""
    cases, other, work = casework(), casework(), day("05/01/2024", KELD)
    rows = table(tmp_path, "a,Keld Armaments Agency,,")
    real = room.finish

    def late(*args: object) -> None:
        monkeypatch.setattr(room, "finish", real)
        run(other, work, table(tmp_path, "a,Keld Armaments Agency,,", "b,Keld Armaments,,"))
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "finish", late)
    with pytest.raises(ConflictError, match="changed while they were screened"):
        run(cases, work, rows)
    assert cases.queue().total == 2
    assert cases.verify().whole


def test_what_can_not_be_screened_is_told(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """Records without an id, with another's id or with a bad date are counted and named."""
    cases, work = casework(), day("05/01/2024", KELD)
    rows = table(tmp_path, "a,Keld,,", "a,Again,,", ",No Id,,", "d,Bad Date,,someday", "e,??,,")
    done = run(cases, work, rows)
    assert done.synced is not None
    assert (done.synced.records, done.synced.rejected, done.unscreenable) == (2, 3, 1)
    assert any("another record has the id 'a'" in why for _, why in done.synced.rejects)


def test_one_record_is_kept_and_screened_at_once(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """A single record gets its case now, and is asked of what changes later."""
    cases, work = casework(), day("05/01/2024", KELD)
    request = Request(ANN)
    assert len(open_one(cases, work, request, "a", Query("Keld Armaments Agency")).opened) == 1
    assert open_one(cases, work, request, "a", Query("Keld Armaments Agency")).unchanged == 1
    assert open_one(cases, work, request, "b", Query("Vossberg Dynamics")) == Opened()
    done = run(cases, day("05/02/2024", KELD, VOSS))
    assert (done.asked_whole, len(done.opened.opened)) == (0, 1)
    with pytest.raises(BadInputError, match="no id of its own"):
        open_one(cases, work, request, " ", Query("Keld"))
    with pytest.raises(BadInputError, match="name is empty"):
        open_one(cases, work, request, "x", Query(""))
    with pytest.raises(NotAllowedError):
        open_one(cases, work, Request(REA), "x", Query("Keld"))


def test_one_record_that_changed_says_what_it_lost(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """Given another name, a record's old alert says that it is found no more."""
    cases, work = casework(), day("05/01/2024", KELD, PELL)
    open_one(cases, work, Request(ANN), "a", Query("Keld Armaments Agency"))
    open_one(cases, work, Request(ANN), "a", Query("Pellardo Shipyards"))
    (case,) = cases.queue().cases
    assert {a.listing_id: a.changed for a in case.alerts} == {
        "ofac:800002": None,
        "ofac:800001": "no longer found above the threshold",
    }


def test_another_ledger_is_refused_until_it_is_wanted(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path
) -> None:
    """With another ledger every digest would differ: nothing is reopened for that by mistake."""
    cases, work = casework(), day("05/01/2024", KELD)
    run(cases, work, table(tmp_path, "a,Keld Armaments Agency,,"))
    (case,) = cases.queue().cases
    cases.reject(act(case), OTHER)
    (tmp_path / "home" / "casework" / "good_guys.sqlite").unlink()
    with pytest.raises(StoreError, match=r"another one .* --new-ledger"):
        run(cases, work)
    assert run(cases, work, new_ledger=True).opened == Opened()
    assert run(cases, work).opened == Opened()


def test_what_is_refused(casework: Callable[..., Cases], day, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """An empty store, an unknown batch, records without ids, a reader."""
    cases = casework()
    with pytest.raises(NotCoveredError):
        run(cases, Workspace(tmp_path / "home"))
    work = day("05/01/2024", KELD)
    with pytest.raises(BadInputError, match="no batch 'main'"):
        run(cases, work)
    (tmp_path / "x.csv").write_text("name\nKeld\n")
    with pytest.raises(BadFileError, match="no column of record ids"):
        run(cases, work, tmp_path / "x.csv")
    with pytest.raises(NotAllowedError):
        run(cases, work, by=REA)


def test_several_processes_find_the_same(  # type: ignore[no-untyped-def]
    casework: Callable[..., Cases], day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts screened in other processes come back whole and in order."""
    from licet.casework.rescreening import kept

    monkeypatch.setattr(kept, "PART", 10)
    cases, work = casework(), day("05/01/2024", KELD)
    rows = [
        f"r{n:03},{'Keld Armaments Agency' if n % 7 == 0 else 'Plain Bakery'},," for n in range(35)
    ]
    done = run(cases, work, table(tmp_path, *rows), workers=2)
    assert (done.asked_whole, len(done.opened.opened)) == (35, 5)


NAMES = ["Keld Armaments", "Pellardo Shipyards", "Vossberg Dynamics", "Anna Keld", "K Pellardo",
         "Ordinary Trader", "Keld Shipyards Agency", "Vosberg Dynamik", "A. B. Trader"]  # fmt: skip


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=9), st.data())
@settings(deadline=None, max_examples=40)
def test_a_restricted_index_scores_as_the_whole(names: Sequence[str], data: st.DataObject) -> None:
    """For any cut, the matches are those of the whole index that belong to the listings kept."""
    rows = {
        "listing_id": [f"x:{n}" for n in range(len(names))],
        "source": ["x"] * len(names), "name": list(names), "kind": ["organisation"] * len(names),
        "name_kind": ["primary"] * len(names), "strength": ["strong"] * len(names),
    }  # fmt: skip
    index = build_index(rows)
    kept = set(data.draw(st.lists(st.sampled_from(rows["listing_id"]), max_size=4)))
    cut = restricted(index, kept)
    assert cut.names == len(kept)
    assert np.array_equal(index.token_weight, cut.index.token_weight)
    for name in NAMES:
        whole = screen_one(index, Query(name), threshold=0.3, limit=50)
        wanted = [(m.listing_id, m.score, m.matched_name) for m in whole if m.listing_id in kept]
        found = screen_one(cut.index, Query(name), threshold=0.3, limit=50, rows=cut.rows)
        assert [(m.listing_id, m.score, m.matched_name) for m in found] == wanted


@given(*[st.dictionaries(st.sampled_from("abcde"), st.sampled_from("123"))] * 2)
def test_states_differ_where_their_lists_do(old: dict[str, str], new: dict[str, str]) -> None:
    """What came, changed and went is each named once, and a state survives being packed."""
    found = difference(old, new)
    assert found.added == new.keys() - old.keys()
    assert found.removed == old.keys() - new.keys()
    assert found.changed == {one for one in old.keys() & new.keys() if old[one] != new[one]}
    assert unpacked(packed(new)) == new
