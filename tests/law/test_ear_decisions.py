"""Shipments under the Export Administration Regulations, decided whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ear_case import ITEM, ask, interval, shipment, workspace

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision.activity import read
from licet.decision.decide import decide
from licet.decision.workspace import Workspace
from licet.goods import table_store

FREE = ("no_restriction_found", "no_restriction_found")
LICENCE = ("licence_required", "licence_required")
OPEN = ("no_restriction_found", "licence_required")
BARRED = ("prohibited", "prohibited")
BUYER = "  - {{name: Orlaban Works, role: end_user, country: {}}}"
LISTED = "items: [{kind: goods, jurisdiction: ear, eccn: 1A777}]"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The invented list, with a chart, groups and one entry of an invented control list."""
    home = tmp_path_factory.mktemp("ear")
    files = {
        "chart": {
            "countries": {
                "China": {"marks": ["NS 2"], "footnotes": []},
                "Germany": {"marks": ["NS 1"], "footnotes": []},
                "Turkey": {"marks": ["NS 1"], "footnotes": []},
            },
            "footnotes": {"1": "none"},
        },
        "groups": {
            "groups": {"A:5": ["Germany"], "D:4": ["China"], "D:5": ["China"], "B": ["Turkey"]},
            "byCountry": {},
        },
        "ccl": {
            "entries": [
                {
                    "eccn": "1A777",
                    "heading": "Invented",
                    "reasonForControl": "NS",
                    "countryChart": [
                        {"control": "NS applies to entire entry", "countryChart": "NS Column 2."}
                    ],
                    "licenceExceptionFlags": {"LVS": "$1500"},
                }
            ]
        },
    }
    made = workspace(home)
    for name, content in files.items():
        path = home / f"{name}.json"
        path.write_text(json.dumps({"ecfrIssueDate": "2026-07-23", **content}), "utf-8")
        table_store.add(home, [path])
    return made


ON = "2026-08-01"


@pytest.mark.parametrize(
    ("to", "item", "expected"),
    [
        ("CN", LISTED, LICENCE),
        ("DE", LISTED, FREE),
        ("DE", "items: [{kind: goods, jurisdiction: ear, eccn: EAR99}]", FREE),
        ("DE", "items: [{kind: goods, jurisdiction: ear, eccn: 1A779}]", OPEN),
        ("DE", "items: [{kind: goods, jurisdiction: ear, eccn: 1A7}]", OPEN),
        ("DE", "items: [{kind: goods, jurisdiction: ear}]", OPEN),
        ("CN", "items: [{kind: goods, us_origin: true, eccn: 1A777}]", LICENCE),
        ("CN", "items: [{kind: goods, jurisdiction: none, eccn: 1A777}]", FREE),
    ],
)
def test_list_and_chart(work: Workspace, to: str, item: str, expected: tuple[str, str]) -> None:
    """The control list and the chart of the day decide; what is unknown leaves it open."""
    assert interval(ask(work, shipment(BUYER.format(to), item), ON)) == expected


def test_the_chart_of_2026_leaves_2020_open(work: Workspace) -> None:
    """A question of 2020 is undetermined, and the question says which chart is missing."""
    decision = ask(work, shipment(BUYER.format("CN"), LISTED), "2020-12-13")
    assert interval(decision) == OPEN
    told = " ".join(q.text for q in decision.questions)
    assert "Commerce Country Chart" in told
    assert "in force on 2020-12-13" in told


def test_a_stated_answer_goes_before_the_tables(work: Workspace) -> None:
    """Who has determined for 2020 that no licence is needed says so."""
    text = shipment(BUYER.format("CN"), LISTED, end_use="")
    decision = ask(work, f"{text}facts: {{licence.needed: 'no'}}\n", "2020-12-13")
    assert interval(decision) == FREE


@pytest.mark.parametrize(
    ("end_use", "to", "expected"),
    [
        ("", "DE", OPEN),
        ("civil", "DE", FREE),
        ("missile", "CN", LICENCE),
        ("missile", "DE", OPEN),
        ("nuclear", "DE", OPEN),
    ],
)
def test_end_uses(work: Workspace, end_use: str, to: str, expected: tuple[str, str]) -> None:
    """An end use decides for EAR99 goods too; one nobody named leaves it open."""
    assert interval(ask(work, shipment(BUYER.format(to), end_use=end_use), ON)) == expected


def test_a_denied_person_takes_no_part(work: Workspace) -> None:
    """No licence and no License Exception opens the way to a denied person."""
    party = "  - {listing: 'ofac:103', role: intermediate_consignee, country: PA}"
    assert interval(ask(work, shipment(party), ON)) == BARRED
    text = shipment(party, f"{ITEM}\nlicence: {{kind: licence_exception}}", end_use="")
    facts = "facts: {ear.licence_exception: TMP, item.end_use: civil}\n"
    assert interval(ask(work, text + facts, ON)) == BARRED


def test_the_unverified_list_asks_for_a_statement(work: Workspace) -> None:
    """What needs no licence goes to a party of the Unverified List on its statement."""
    party = "  - {listing: 'ofac:104', role: consignee, country: TR}"
    decision = ask(work, shipment(party), ON)
    assert interval(decision) == ("conditional", "conditional")
    assert any("UVL statement" in one for one in decision.conditions)


def test_a_known_violation_stops_it(work: Workspace) -> None:
    """General Prohibition Ten holds only for who knows; nothing told is nothing known."""
    text = shipment(BUYER.format("DE"), end_use="")
    facts = "facts: {item.end_use: civil, ear.violation_known: 'yes'}\n"
    assert interval(ask(work, text + facts, ON)) == BARRED


def test_caatsa_bars_what_the_chart_makes_need_a_licence(work: Workspace) -> None:
    """Licences are unavailable to the party: goods the chart controls are barred, others not."""
    party = "  - {{listing: 'ofac:105', role: end_user, country: {}}}"
    assert interval(ask(work, shipment(party.format("CN"), LISTED), ON)) == BARRED
    assert interval(ask(work, shipment(party.format("TR"), LISTED), ON)) == FREE


def test_a_bis_licence_is_shipped_under(work: Workspace) -> None:
    """Under a licence held, the list's own requirement and the chart's are both met."""
    party = "  - {listing: 'ofac:101', role: end_user, country: CN}"
    held = (
        f"{LISTED}\nlicence: {{issued_by: bis, issued_on: 2025-01-10, valid_until: 2029-01-31, "
        "balance_remaining: yes}"
    )
    assert interval(ask(work, shipment(party, held), ON)) == ("conditional", "conditional")


def test_an_old_licence_without_a_last_day_is_a_caution(work: Workspace) -> None:
    """A BIS licence of more than four years ago is pointed at."""
    licence = "licence: {issued_by: bis, issued_on: 2022-07-01, valid: yes, balance_remaining: yes}"
    held = f"{LISTED}\n{licence}"
    decision = ask(work, shipment(BUYER.format("CN"), held), ON)
    assert any("four years" in one for one in decision.cautions)


@pytest.mark.parametrize(("percent", "expected"), [("20", FREE), ("26", LICENCE), ("5", FREE)])
def test_foreign_made_items(work: Workspace, percent: str, expected: tuple[str, str]) -> None:
    """Under the threshold, and no foreign direct product: not subject to the EAR."""
    item = f"items: [{{kind: goods, us_origin: false, eccn: 1A777, us_content: {percent}}}]"
    facts = (
        "facts: {item.end_use: civil, item.us_content_series: other, item.no_de_minimis: 'no', "
        "item.foreign_direct_product: 'no'}\n"
    )
    text = shipment(BUYER.format("CN"), item, end_use="", kind="reexport") + facts
    assert interval(ask(work, text, ON)) == expected


def test_each_item_has_its_own_answer(work: Workspace) -> None:
    """Of two items one needs a licence: so does the shipment."""
    items = (
        "items: [{kind: goods, jurisdiction: ear, eccn: EAR99}, "
        "{kind: goods, jurisdiction: ear, eccn: 1A777}]"
    )
    assert interval(ask(work, shipment(BUYER.format("CN"), items), ON)) == LICENCE
    assert interval(ask(work, shipment(BUYER.format("DE"), items), ON)) == FREE


def test_home_is_left_alone(work: Workspace, tmp_path: Path) -> None:
    """A home without tables decides all the same, and stays open where a table is needed."""
    bare = workspace(tmp_path)
    assert interval(ask(bare, shipment(BUYER.format("CN"), LISTED), ON)) == OPEN
    assert interval(ask(bare, shipment(BUYER.format("DE")), ON)) == FREE


def test_the_tables_read_are_named_and_their_end_is_a_boundary(work: Workspace) -> None:
    """A decision names the tables with their hashes, and holds only while they answer."""
    activity = read(documents.parse(shipment(BUYER.format("CN"), LISTED), "activity.yaml"))
    decision = decide(activity, work, AsOf(Moment.parse(ON)))
    named = decision.provenance["tables"]
    assert {one["issued"] for one in named} == {"2026-07-23"}
    assert {"country-chart", "ccl-requirements"} <= {one["kind"] for one in named}
    assert decision.valid_until is not None
    assert decision.valid_until.until == "2027-01-20"
