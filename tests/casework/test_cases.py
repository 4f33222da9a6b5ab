"""Cases through their life: opened, worked on, decided, undone, reopened; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.casework.case_help import (
    ADA,
    ANN,
    BO,
    CY,
    DAY,
    DI,
    OTHER,
    REA,
    SAME,
    Open,
    SetClock,
    act,
    found,
    opened,
    subject,
)

from licet.casework.deciding import Ground
from licet.casework.errors import ConflictError, NotAllowedError, UnknownCaseError
from licet.casework.good_guys.ledger import Ledger
from licet.casework.ledger import Actor
from licet.casework.model import Lost
from licet.casework.policy import Policy
from licet.casework.reading import Filters, Page
from licet.core.errors import BadInputError


def test_a_record_has_one_case_with_its_alerts(casework: Open) -> None:
    """Two listings for a record make one case with two alerts, the best first."""
    cases = casework()
    (number,) = opened(cases, subject("r1", found("ofac:1"), found("ofac:2", "strong")))
    case = cases.case(number)
    assert [(a.listing_id, a.status) for a in case.alerts] == [
        ("ofac:2", "open"),
        ("ofac:1", "open"),
    ]
    assert (case.band, case.status, case.version) == ("strong", "open", 1)


def test_told_the_same_again_nothing_happens(casework: Open) -> None:
    """Opening twice leaves one case at one version and writes no second audit row."""
    cases = casework()
    (number,) = opened(cases)
    again = cases.open([subject("r1", found())], ANN, as_of=DAY)
    assert (again.opened, again.added, again.reopened, again.unchanged) == ((), (), (), 1)
    assert cases.case(number).version == 1
    assert cases.verify().rows == 1


def test_records_of_two_batches_are_two(casework: Open) -> None:
    """The same record id in another batch is another record."""
    cases = casework()
    opened(cases)
    assert len(cases.open([subject("r1", found())], ANN, as_of=DAY, batch="b").opened) == 1
    assert cases.queue(Filters(batch="b")).total == 1


def test_the_queue_goes_in_pages_by_due_date(casework: Open) -> None:
    """Strong matches come first; pages neither repeat nor leave out a case."""
    cases = casework()
    bands = ["possible", "strong"] * 4
    opened(cases, *(subject(f"r{n}", found(band=band)) for n, band in enumerate(bands)))
    seen, after = [], None
    while True:
        page = cases.queue(Filters(status="open"), Page(after, 3))
        seen += [case.id for case in page.cases]
        assert page.total == 8
        if (after := page.after) is None:
            break
    assert len(seen) == len(set(seen)) == 8
    dues = [cases.case(number).due_on for number in seen]
    assert dues == sorted(dues)


def test_filters_narrow_the_queue(casework: Open) -> None:
    """Cases are found by status, assignee, band, kind, listing and due date."""
    cases = casework()
    one, two = opened(
        cases, subject("r1", found("ofac:1")), subject("r2", found("un:2", "strong"), kind="person")
    )
    cases.assign(act(two), "ann")
    for filters, wanted in (
        (Filters(assignee="ann"), [two]), (Filters(assignee=""), [one]),
        (Filters(band="strong"), [two]), (Filters(kind="organisation"), [one]),
        (Filters(listing="un:2"), [two]),
        (Filters(status="closed"), []), (Filters(status="undecided"), [two, one]),
        (Filters(due_by=date(2000, 1, 1)), []),
    ):  # fmt: skip
        assert [case.id for case in cases.queue(filters).cases] == wanted, filters
    with pytest.raises(BadInputError, match="Did you mean 'closed'"):
        Filters(status="close")
    with pytest.raises(BadInputError, match="no place in the queue"):
        cases.queue(None, Page("x"))


def test_a_case_closes_when_every_alert_is_decided(casework: Open) -> None:
    """Rejecting one alert leaves the case open; confirming the other closes it as confirmed."""
    cases = casework()
    (number,) = opened(cases, subject("r1", found("ofac:1"), found("ofac:2")))
    case = cases.reject(act(number), replace(OTHER, alerts=("ofac:2",)))
    assert (case.status, case.version) == ("open", 2)
    assert cases.confirmed() == []
    case = cases.confirm(act(case), SAME)
    assert (case.status, case.outcome) == ("closed", "confirmed")
    (match,) = cases.confirmed()
    assert (match.record_id, match.listing_id, match.decided_by) == ("r1", "ofac:1", "ann")


def test_a_stale_version_is_refused_by_name(casework: Open) -> None:
    """Who acts on what they no longer see is told who did what, and nothing changes."""
    cases = casework()
    (number,) = opened(cases)
    cases.assign(act(number, BO), "bo")
    with pytest.raises(ConflictError, match="seen at version 1 and is at 2: bo did 'assign'"):
        cases.reject(act(number), OTHER)
    assert cases.case(number).status == "open"
    with pytest.raises(BadInputError, match="version of case"):
        cases.reject(act(number, version=None), OTHER)


def test_a_key_is_done_once(casework: Open) -> None:
    """The same request under a key changes nothing the second time; another one is refused."""
    cases = casework()
    (number,) = opened(cases)
    first = cases.comment(act(number, key="k1"), "seen")
    assert cases.comment(act(number, key="k1"), "seen") == first
    assert len(cases.get(number).comments) == 1
    with pytest.raises(ConflictError, match="'k1' was used for another action"):
        cases.comment(act(number, key="k1", version=2), "other")


def test_reasons_are_from_the_list(casework: Open) -> None:
    """An unknown reason is refused with the nearest; "other" needs a text."""
    cases = casework()
    (number,) = opened(cases)
    with pytest.raises(BadInputError, match="Did you mean 'other_country'"):
        cases.reject(act(number), Ground("other_contry"))
    with pytest.raises(BadInputError, match="needs a text"):
        cases.reject(act(number), Ground("other", " "))
    with pytest.raises(BadInputError, match="is over"):
        cases.reject(act(number), Ground("other_name", until=date(2020, 1, 1)))
    with pytest.raises(UnknownCaseError, match="no alert of 'un:9'"):
        cases.reject(act(number), Ground("other_name", alerts=("un:9",)))


@pytest.mark.parametrize(
    ("by", "action"),
    [(REA, "comment"), (ADA, "reject"), (ANN, "approve"), (ANN, "reopen"), (ADA, "approve")],
)
def test_roles_bind(casework: Open, by: Actor, action: str) -> None:
    """A reader writes nothing, an administrator decides nothing, an analyst approves nothing."""
    cases = casework()
    (number,) = opened(cases)
    do = {
        "comment": lambda: cases.comment(act(number, by), "x"),
        "reject": lambda: cases.reject(act(number, by), OTHER),
        "approve": lambda: cases.approve(act(number, by)),
        "reopen": lambda: cases.reopen(act(number, by), "x"),
    }[action]
    with pytest.raises(NotAllowedError, match=f"{by.id} may not {action}"):
        do()


def test_unknown_cases_and_roles_are_told(casework: Open) -> None:
    """A number nobody has, a role that is none, and nobody at all are refused."""
    cases = casework()
    with pytest.raises(UnknownCaseError, match="no case 99"):
        cases.get(99)
    with pytest.raises(UnknownCaseError, match="no case 99"):
        cases.comment(act(99), "x")
    with pytest.raises(BadInputError, match="Did you mean 'analyst'"):
        cases.comment(act(99, Actor("x", "analist")), "x")
    with pytest.raises(BadInputError, match="nobody is named"):
        cases.comment(act(99, Actor(" ", "analyst")), "x")


def test_comments_and_attachments_stay(casework: Open) -> None:
    """Words and files come back as given; the same bytes are kept once; limits hold."""
    cases = casework(policy=Policy(attachment_bytes=10, text_characters=10))
    (number,) = opened(cases)
    case = cases.comment(act(number, version=None), " called ")
    case = cases.attach(act(case), "../a/id.pdf", b"12345", "application/pdf")
    case = cases.attach(act(case), "again.pdf", b"12345")
    held = cases.get(number)
    assert [one.text for one in held.comments] == ["called"]
    assert [one.name for one in held.attachments] == ["id.pdf", "again.pdf"]
    assert cases.attachment(held.attachments[0].id)[1] == b"12345"
    for bad, words in ((b"", "is empty"), (b"x" * 11, "10 are allowed")):
        with pytest.raises(BadInputError, match=words):
            cases.attach(act(case), "x", bad)
    for text in ("", "x" * 11, "a\0b", "\ud800"):
        with pytest.raises(BadInputError):
            cases.comment(act(case), text)


def test_four_eyes(casework: Open) -> None:
    """Where the policy wants it, a decision waits for another person, and is not final before."""
    cases = casework(policy=Policy(approve_confirm="always"))
    (number,) = opened(cases)
    case = cases.confirm(act(number, CY), SAME)
    assert case.status == "awaiting_approval"
    assert cases.confirmed() == []
    with pytest.raises(NotAllowedError, match="another person must approve"):
        cases.approve(act(case, CY))
    with pytest.raises(NotAllowedError, match="another person must approve"):
        cases.approve(act(case, Actor(" CY ", "approver")))
    case = cases.approve(act(case, DI))
    assert (case.status, case.outcome, case.approved_by) == ("closed", "confirmed", "di")
    assert len(cases.confirmed()) == 1
    with pytest.raises(ConflictError, match="no decision that can be undone"):
        cases.undo(act(case, CY))


def test_four_eyes_for_strong_matches_alone(casework: Open) -> None:
    """With "strong", rejecting a possible match closes at once, a strong one waits."""
    cases = casework(policy=Policy(approve_reject="strong"))
    one, two = opened(cases, subject("r1", found()), subject("r2", found(band="strong")))
    assert cases.reject(act(one), OTHER).status == "closed"
    assert cases.reject(act(two), OTHER).status == "awaiting_approval"


def test_sent_back_is_open_again_for_who_decided(casework: Open) -> None:
    """Not approved, a case is open with its decider, and says why."""
    cases = casework(policy=Policy(approve_reject="always"))
    (number,) = opened(cases)
    case = cases.reject(act(number), OTHER)
    case = cases.send_back(act(case, CY), "look at the passport")
    assert (case.status, case.assignee) == ("open", "ann")
    assert case.alerts[0].changed == "sent back: look at the passport"
    assert cases.reject(act(case), OTHER).status == "awaiting_approval"


def test_an_escalated_case_is_decided_by_an_approver(casework: Open) -> None:
    """Once escalated, an analyst can't decide it."""
    cases = casework()
    (number,) = opened(cases)
    case = cases.escalate(act(number), "a minister?", "cy")
    assert (case.status, case.assignee) == ("escalated", "cy")
    with pytest.raises(NotAllowedError, match="must be an approver"):
        cases.reject(act(case), OTHER)
    assert cases.reject(act(case, CY), OTHER).status == "closed"


def test_undo_is_for_ones_own_last_decision_in_time(casework: Open) -> None:
    """Only who decided can undo, only within the time; the case is open again."""
    clock = SetClock()
    cases = casework(clock=clock, policy=Policy(undo_seconds=60))
    one, two = opened(cases, subject("r1", found()), subject("r2", found()))
    case = cases.reject(act(one), OTHER)
    with pytest.raises(NotAllowedError, match="is ann's"):
        cases.undo(act(case, BO))
    case = cases.undo(act(case))
    assert (case.status, case.alerts[0].status) == ("open", "open")
    with pytest.raises(ConflictError, match="no decision"):
        cases.undo(act(case))
    case = cases.reject(act(two), OTHER)
    clock.go(seconds=61)
    with pytest.raises(NotAllowedError, match="older than 60 seconds"):
        cases.undo(act(case))


def test_an_approver_reopens_a_closed_case(casework: Open) -> None:
    """Reopening puts chosen alerts back to open, with the reason on them."""
    cases = casework()
    (number,) = opened(cases, subject("r1", found("ofac:1"), found("ofac:2")))
    case = cases.reject(act(number), OTHER)
    case = cases.reopen(act(case, CY), "new papers", ["ofac:2"])
    assert {a.listing_id: a.status for a in case.alerts} == {"ofac:1": "rejected", "ofac:2": "open"}
    assert (case.status, case.outcome) == ("open", None)


def test_rejections_are_remembered_when_final(casework: Open, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The ledger of good guys learns of a rejection once no approval is missing, and of an undo."""
    cases = casework(policy=Policy(approve_reject="always"))
    (number,) = opened(cases)
    ledger = Ledger(tmp_path / "home")
    case = cases.reject(act(number), Ground("other_name", "x", until=date(2999, 1, 1)))
    assert ledger.present() == []
    case = cases.approve(act(case, CY))
    (told,) = ledger.present()
    assert (told.pair, told.by, str(told.until)) == (("r1", "ofac:1"), "ann", "2999-01-01")
    assert told.listing == {"kind": ("k",)}
    cases.reopen(act(case, CY), "mistake")
    assert ledger.present() == []
    assert [one.action for one in ledger.history()] == ["add", "remove"]


def test_a_ledger_that_fails_is_told_later_and_once(casework: Open, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A decision stays recorded where the ledger can't be written; the next to come tells it."""
    (tmp_path / "home").write_text("a file in the way")
    cases = casework()
    one, two = opened(cases, subject("r1", found()), subject("r2", found()))
    assert cases.reject(act(one), OTHER).status == "closed"
    assert cases.untold
    (tmp_path / "home").unlink()
    cases.reject(act(two), OTHER)
    assert cases.untold is None
    cases.hand_over()
    assert [one.record_id for one in Ledger(tmp_path / "home").history()] == ["r1", "r2"]


def test_a_new_listing_reopens_a_closed_case(casework: Open) -> None:
    """A listing that the case did not have opens it; what was decided stays decided."""
    cases = casework()
    (number,) = opened(cases)
    cases.reject(act(number), OTHER)
    told = cases.open([subject("r1", found(), found("un:7", "strong"))], ANN, as_of=DAY)
    assert told.reopened == (number,)
    case = cases.case(number)
    assert {a.listing_id: a.status for a in case.alerts} == {"un:7": "open", "ofac:1": "rejected"}
    assert case.band == "strong"


def test_only_a_material_change_reopens_a_decision(casework: Open) -> None:
    """Another score in the same band is nothing; a higher band or a judged change is."""
    cases = casework()
    (number,) = opened(cases)
    case = cases.reject(act(number), OTHER)
    judged = case.alerts[0].decided_seq
    for same in (
        found(), replace(found(), score=0.85), found(band="below"),
        found(changed="listing: measure", judged=(judged or 0) - 1),
    ):  # fmt: skip
        assert cases.open([subject("r1", same)], ANN, as_of=DAY).unchanged == 1
    changed = found(changed="listing: measure", judged=judged)
    assert cases.open([subject("r1", changed)], ANN, as_of=DAY).reopened == (number,)
    assert cases.case(number).alerts[0].changed == "listing: measure"
    cases.reject(act(cases.case(number)), OTHER)
    assert cases.open([subject("r1", found(band="strong"))], ANN, as_of=DAY).reopened == (number,)
    assert cases.case(number).alerts[0].changed == "score: possible to strong"


def test_what_is_found_no_more_is_told(casework: Open) -> None:
    """An open alert says why it is lost; a decided one is opened again."""
    cases = casework()
    one, two = opened(cases, subject("r1", found()), subject("r2", found()))
    case = cases.confirm(act(two), SAME)
    gone = Lost("ofac:1", "listing: listed or delisted", case.alerts[0].decided_seq)
    told = cases.open([subject("r1", lost=(gone,)), subject("r2", lost=(gone,))], ANN, as_of=DAY)
    assert (told.reopened, told.added) == ((two,), ())
    assert cases.case(one).alerts[0].changed == "listing: listed or delisted"
    assert cases.confirmed() == []


def test_due_cases(casework: Open) -> None:
    """Cases are due by their band; a date can be set; closed ones are not due."""
    clock = SetClock()
    cases = casework(clock=clock)
    one, two = opened(cases, subject("r1", found()), subject("r2", found(band="strong")))
    assert [case.id for case in cases.due(date(2026, 5, 5)).cases] == [two]
    cases.set_due(act(one), date(2026, 5, 5))
    cases.reject(act(two), OTHER)
    assert [case.id for case in cases.due(date(2026, 5, 5)).cases] == [one]
