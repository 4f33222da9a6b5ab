"""The acts of a programme: of each contract line, each delivery and each source of a part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.exposure.judged.judging import ACTS
from licet.exposure.judged.kinds import Item, LicenceKind
from licet.exposure.judged.terms import Terms
from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind

if TYPE_CHECKING:
    from licet.exposure.programme import Programme

KINDS = (
    "specific_licence",
    "agreement",
    "general_licence",
    "licence_exception",
    "exemption",
    "fms",
)
ISSUERS = ("ddtc", "bis", "ofac", "doe", "nrc", "eu_authority", "ofsi", "ecju")
FORMS = {
    "dsp_5": "specific_licence", "dsp_61": "specific_licence", "dsp_73": "specific_licence",
    "dsp_85": "specific_licence", "bis_748p": "specific_licence", "licence": "specific_licence",
    "license": "specific_licence", "specific_license": "specific_licence", "taa": "agreement",
    "mla": "agreement", "wda": "agreement", "license_exception": "licence_exception",
    "general_license": "general_licence",
}  # fmt: skip
"""Forms of the agencies by what they are: 22 CFR 120.57, 123.1, 123.3 and 124.1; 15 CFR 748.6."""
AGENCIES = {"state": "ddtc", "commerce": "bis", "treasury": "ofac"}
LEAST_AHEAD = timedelta(days=730)
"""How far is looked ahead at least, where no contract says until when."""
OF = ("line", "delivery", "source")


@dataclass(frozen=True)
class Acts:
    """``frame`` has the columns of ``judging.ACTS`` without ``party``, and ``of`` and ``place``.

    ``place`` is the row of lines, deliveries or sources that a subject is; ``past`` marks lines
    that ended before the day asked. ``subjects``: subject, of, place, past.
    """

    frame: pl.DataFrame
    subjects: pl.DataFrame
    items: list[Item]
    licence_kinds: list[LicenceKind | None]
    problems: pl.DataFrame
    first: date
    last: date


def horizon(programme: Programme, terms: Terms) -> date:
    """The last day looked at: the latest day a line or delivery names, two years ahead at least."""
    named = [programme.lines["to"].max(), programme.deliveries["date"].max()]
    days = [day for day in named if isinstance(day, date)]
    return terms.until or max([*days, terms.day + LEAST_AHEAD])


def acts_of(programme: Programme, terms: Terms) -> Acts:
    """Every act of a programme, with the days over which it is judged."""
    last = horizon(programme, terms)
    parts, items = _items(programme)
    licences, kinds, wrong = _licences(programme)
    subjects = pl.concat(
        [_lines(programme, terms, last), _deliveries(programme), _sources(programme, terms, last)]
    )
    subjects = subjects.with_row_index("subject").cast({"subject": pl.Int32})
    subjects = subjects.join(parts, on="part", how="left", maintain_order="left").with_columns(
        pl.col("item_code").fill_null(0)
    )
    bought = subjects.with_columns(act=pl.lit("purchase"), lcode=pl.lit(0, pl.Int32))
    sent, lost = _exports(subjects, licences)
    sent, items = _sent_items(sent, items)
    frame = pl.concat([bought, sent], how="diagonal")
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in ACTS.items() if name not in frame.columns
    ]
    frame = frame.with_columns(missing).with_columns(
        pl.col(name).cast(kind) for name, kind in ACTS.items() if name != "party"
    )
    first = frame["start"].min()
    return Acts(
        frame=frame.select([n for n in ACTS if n != "party"]).sort("subject"),
        subjects=subjects.select("subject", "of", "place", "past"),
        items=items,
        licence_kinds=kinds,
        problems=problems.together([wrong, _unknown(lost, programme)]),
        first=first if isinstance(first, date) else terms.day,
        last=last,
    )


SUBJECT = ("of", "place", "part", "supplier", "signed", "amended", "licence_text", "start", "end",
           "past", "new", "quantity", "value", "currency")  # fmt: skip


def _lines(programme: Programme, terms: Terms, last: date) -> pl.DataFrame:
    """Lines from the day asked on, or over their own time where that is over."""
    day = pl.lit(terms.day)
    ends = pl.coalesce("to", pl.lit(last))
    begins = pl.coalesce("from", "signed", day)
    past = ends < day
    start = (
        pl.when(past)
        .then(pl.min_horizontal(begins, ends))
        .otherwise(pl.max_horizontal(begins, day))
    )
    return (
        programme.lines.with_row_index("place")
        .select(
            of=pl.lit("line"),
            place=pl.col("place").cast(pl.Int32),
            part="part",
            supplier="supplier",
            signed="signed",
            amended="amended",
            licence_text="licence",
            start=start,
            end=pl.max_horizontal(ends, start),
            past=past,
            new=pl.lit(value=False),
            quantity=pl.coalesce("open_quantity", "quantity"),
            value=pl.col("value"),
            currency="currency",
        )
        .select(SUBJECT)
    )


def _deliveries(programme: Programme) -> pl.DataFrame:
    """Each delivery on its own day."""
    lines = programme.lines.select("line", "signed", "amended", licence_text="licence")
    made = programme.deliveries.with_row_index("place").join(
        lines, on="line", how="left", maintain_order="left"
    )
    day = pl.when("received").then(pl.coalesce("received_on", "date")).otherwise("date")
    return (
        made.with_columns(day=day)
        .drop_nulls("day")
        .select(
            of=pl.lit("delivery"),
            place=pl.col("place").cast(pl.Int32),
            part="part",
            supplier="supplier",
            signed="signed",
            amended="amended",
            licence_text="licence_text",
            start="day",
            end="day",
            past=pl.col("received"),
            new=pl.lit(value=False),
            quantity="quantity",
            value="value",
            currency="currency",
        )
        .select(SUBJECT)
    )


def _sources(programme: Programme, terms: Terms, last: date) -> pl.DataFrame:
    """A new order at each source, on any day ahead."""
    return (
        programme.sources.with_row_index("place")
        .select(
            of=pl.lit("source"),
            place=pl.col("place").cast(pl.Int32),
            part="part",
            supplier="supplier",
            signed=pl.lit(None, pl.Date),
            amended=pl.lit(None, pl.Date),
            licence_text=pl.lit(None, pl.String),
            start=pl.lit(terms.day),
            end=pl.lit(max(last, terms.day)),
            past=pl.lit(value=False),
            new=pl.lit(value=True),
            quantity=pl.lit(None, pl.Float64),
            value=pl.lit(None, pl.Float64),
            currency=pl.lit(None, pl.String),
        )
        .select(SUBJECT)
    )


def _items(programme: Programme) -> tuple[pl.DataFrame, list[Item]]:
    """Kinds of item by number; 0 is one of which nothing is known."""
    told = programme.parts.select(
        "part", "eccn", pl.col("usml").is_not_null().alias("usml"), "origin", "us_content"
    )
    names = ["eccn", "usml", "origin", "us_content"]
    kinds = told.select(names).unique(maintain_order=True).with_row_index("item_code", 1)
    joined = told.join(kinds, on=names, how="left", nulls_equal=True, maintain_order="left")
    items = [Item(), *(Item(*row[1:]) for row in kinds.iter_rows())]
    return joined.select("part", pl.col("item_code").cast(pl.Int32)), items


def _licences(
    programme: Programme,
) -> tuple[pl.DataFrame, list[LicenceKind | None], pl.DataFrame]:
    """Licences with the number of their kind; an agency or kind nobody knows is told."""
    own = programme.licences.unique("licence", keep="first", maintain_order=True)
    own = own.with_row_index("licence_key").cast({"licence_key": pl.Int32})
    kind = pl.col("kind").str.to_lowercase().str.replace_all(r"[\s\-]+", "_")
    issuer = pl.col("issued_by").str.to_lowercase()
    kind, issuer = kind.replace(FORMS), issuer.replace(AGENCIES)
    told = own.with_columns(
        plain_kind=pl.when(kind.is_in(KINDS)).then(kind),
        issuer=pl.when(issuer.is_in(ISSUERS)).then(issuer),
    )
    wrong = []
    for column, made, known in (("kind", "plain_kind", KINDS), ("issued_by", "issuer", ISSUERS)):
        mend = f"Write one of {', '.join(known)}."
        about = Kind("unread", "licences", column, mend, f"its {column} is unknown")
        bad = told.filter(pl.col(column).is_not_null() & pl.col(made).is_null())
        said = pl.format(f"'{{}}' is no {column} of a licence", problems.shown(column))
        wrong.append(problems.of_rows(bad, said, about))
    early = (pl.col("valid_until") < pl.col("issued")).fill_null(value=False)
    about = Kind("unread", "licences", "valid_until", "Mend one of the two.", "both are unknown")
    ends = "the licence ends before it is issued"
    wrong.append(problems.of_rows(told.filter(early), ends, about))
    told = told.with_columns(pl.when(~early).then(n).alias(n) for n in ("issued", "valid_until"))
    names = ["plain_kind", "issuer", "moves"]
    kinds = told.select(names).unique(maintain_order=True).with_row_index("lcode", 1)
    told = told.join(kinds, on=names, how="left", nulls_equal=True, maintain_order="left")
    frame = told.select(
        "licence",
        pl.col("licence_key"),
        pl.col("lcode").cast(pl.Int32),
        "issued",
        "valid_until",
        "issuer",
        left_quantity="quantity",
        left_value="value",
        licence_currency="currency",
    )
    codes: list[LicenceKind | None] = [None, *((r[1], r[2], r[3]) for r in kinds.iter_rows())]
    codes.append((None, None, None))
    return frame, codes, problems.together(wrong)


def _exports(subjects: pl.DataFrame, licences: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """An act for each licence that a line names; and lines whose licence no table has."""
    named = (
        subjects.drop_nulls("licence_text")
        .with_columns(licence=pl.col("licence_text").str.split(";"))
        .explode("licence")
        .with_columns(pl.col("licence").str.strip_chars())
        .filter(pl.col("licence") != "")
    )
    made = named.join(licences, on="licence", how="left", maintain_order="left")
    unknown = int(licences["lcode"].max() or 0) + 1 if licences.height else 1  # type: ignore[arg-type]
    lost = made.filter(pl.col("lcode").is_null())
    made = made.with_columns(
        act=pl.lit("export"), lcode=pl.col("lcode").fill_null(unknown), licence="licence_key"
    )
    return made.drop("licence_key"), lost


def _sent_items(sent: pl.DataFrame, items: list[Item]) -> tuple[pl.DataFrame, list[Item]]:
    """Of what is sent for a part, only how the part is controlled is told by it."""
    codes = {one: n for n, one in enumerate(items)}
    every = list(items)
    numbers = []
    for one in items:
        bare = Item(one.eccn, one.usml)
        if bare not in codes:
            codes[bare] = len(every)
            every.append(bare)
        numbers.append(codes[bare])
    told = pl.Series(numbers, dtype=pl.Int32)
    return sent.with_columns(item_code=told.gather(sent["item_code"])), every


def _unknown(lost: pl.DataFrame, programme: Programme) -> pl.DataFrame:
    """Licences that lines name and the table licences doesn't have."""
    if not lost.height:
        return problems.none()
    of_lines = lost.filter(pl.col("of") == "line").unique("licence", maintain_order=True)
    places = programme.lines.with_row_index("place").select(
        pl.col("place").cast(pl.Int32), "sheet", "row"
    )
    told = of_lines.join(places, on="place", how="left", maintain_order="left")
    kind = Kind("doubt", "licences", "licence", "Add it to licences.", "its validity is unknown")
    return problems.of_rows(
        told, pl.format("the licence '{}' is not in licences", problems.shown("licence")), kind
    )


def licence_rows(programme: Programme) -> list[dict[str, Any]]:
    """Licences by their key."""
    own = programme.licences.unique("licence", keep="first", maintain_order=True)
    return list(own.iter_rows(named=True))
