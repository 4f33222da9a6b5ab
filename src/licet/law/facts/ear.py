"""Facts that only the Export Administration Regulations ask for."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact

FACTS = (
    Fact(
        "ear.destination",
        "words",
        "countries of ultimate destination: where the item goes, is used, or who receives it",
        FOUND,
        citation="15 CFR 772.1, country of ultimate destination",
    ),
    Fact(
        "ear.destination_groups",
        "words",
        "Country Groups of the destination on the date, such as D:5",
        "licet, from the Country Groups added with `licet goods add`",
        citation="15 CFR part 740, supplement 1",
    ),
    Fact(
        "ear.licence_exception",
        "word",
        "the symbol of the License Exception relied on, such as LVS",
        SAID,
        citation="15 CFR 740.1(c)",
    ),
    Fact(
        "ear.exception_barred",
        "truth",
        "the License Exception relied on is out: not in the catalogue, or not offered by the entry",
        "licet, from the tables added with `licet goods add`",
    ),
    Fact(
        "ear.informed_by_bis",
        "truth",
        "BIS has told you that a licence is required; left out, it hasn't",
        SAID,
        citation='15 CFR 744.2(b), 744.3(b), 744.21(b): "is informed"',
    ),
    Fact(
        "ear.violation_known",
        "truth",
        "you know that a violation has occurred, is about to occur or is intended; left out, no",
        SAID,
        citation='15 CFR 772.1, "Knowledge"',
        judgement=True,
    ),
    Fact(
        "ear.uvl_statement", "truth", "the party on the Unverified List signed its statement", SAID
    ),
    Fact("ear.en_route", "truth", "a day was given on which the item was en route", FOUND),
    Fact(
        "ear.en_route_on",
        "date",
        "a day on which the item was aboard a carrier to a port of export, under an actual order",
        SAID,
    ),
    Fact(
        "ear.licence_four_years_over",
        "truth",
        "the BIS licence was issued more than four years before, and no other last day was given",
        FOUND,
        citation="15 CFR 750.7(g)",
    ),
    Fact(
        "ear.affiliate_joint_venture",
        "truth",
        "an affiliate of a listed party is a joint venture with a firm of the United States or "
        "of Country Groups A:5 or A:6",
        FOUND,
    ),
    Fact(
        "ear.huawei_tgl_use",
        "truth",
        "it is one of the uses that the temporary general licence for Huawei names",
        SAID,
        citation="15 CFR part 744, supplement 7 (of 2019 and 2020)",
        judgement=True,
    ),
)
