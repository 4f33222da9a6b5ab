"""The drawings: what may be delivered when, contract by contract, and where suppliers are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.surfaces.exposure import words
from licet.surfaces.exposure.tiles import TILES
from licet.surfaces.tuning.ink import (
    DOUBT,
    FREE,
    INK,
    SETTINGS,
    STOPPED,
    sheet,
    svg,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 24
LONGEST = 34
SIDE, GAP = 46, 4
WHAT = {
    "certain": (FREE, "may certainly be delivered"),
    "open": (DOUBT, "may be delivered, if doubts turn out well"),
    "stopped": (STOPPED, "can't be delivered"),
}


def plots(content: dict[str, Any]) -> dict[str, str]:
    """Drawings by name, as SVG elements; empty where there is nothing to draw."""
    from matplotlib import rc_context

    with rc_context(SETTINGS):
        return {
            "timeline": _timeline(content),
            "bars": _bars(content),
            "map": _map(content["countries"]),
        }


def _timeline(content: dict[str, Any]) -> str:
    """Open value by month, of the currency with most of it."""
    if not content["totals"]:
        return ""
    currency = content["totals"][0]["currency"]
    rows = [row for row in content["timeline"] if row["currency"] == currency]
    rows = [row for row in rows if row["due"] or row is rows[0]]
    if not rows:
        return ""
    figure, (axes,) = sheet(8.6, 2.9)
    months = [row["month"] for row in rows]
    below = [0.0] * len(rows)
    for name, (colour, label) in WHAT.items():
        height = [max(row[name], 0.0) for row in rows]
        axes.bar(months, height, width=24, bottom=below, color=colour, label=label, linewidth=0)
        below = [low + up for low, up in zip(below, height, strict=True)]
    _days(axes, content)
    axes.set_ylabel(f"{currency} a month")
    axes.yaxis.set_major_formatter(lambda value, _: words.money(value))
    axes.grid(axis="x", visible=False)
    axes.set_ylim(0, max(below) * 1.18 or 1)
    figure.legend(loc="outside lower center", ncols=3)
    return svg(figure, "timeline", f"Open value in {currency} by month")


def _days(axes: Axes, content: dict[str, Any]) -> None:
    """The days on which most stops, as marks."""
    first = date.fromisoformat(content["as_of"])
    told = [one for one in content["steps"] if one["day"] >= first and one["certain"]]
    largest = sorted(told, key=lambda one: -one["open_value"])[:4]
    for n, one in enumerate(sorted(largest, key=lambda one: one["day"])):
        axes.axvline(one["day"], color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
        axes.annotate(
            one["day"].isoformat(),
            (one["day"], 0.98 - 0.07 * (n % 2)),
            xycoords=("data", "axes fraction"),
            xytext=(3, 0),
            textcoords="offset points",
            fontsize=8,
            color=INK,
            va="top",
        )


def _bars(content: dict[str, Any]) -> str:
    """The largest lines that are cut short: until when they may be delivered."""
    rows = sorted(content["finishing"], key=lambda row: -(row["open_value"] or 0))[:MOST_BARS]
    if not rows:
        return ""
    start = date.fromisoformat(content["as_of"])
    last = date.fromisoformat(content["until"])
    figure, (axes,) = sheet(8.6, 0.9 + 0.27 * len(rows))
    for place, row in enumerate(rows):
        ends = [max(start, min(one or last, last)) for one in
                (row["certain_until"], row["possible_until"], row["to"])]  # fmt: skip
        edges = [start, ends[0], max(ends[0], ends[1]), max(ends)]
        for n, (colour, _) in enumerate(WHAT.values()):
            span = (edges[n + 1] - edges[n]).days
            if span > 0:
                axes.barh(place, span, left=edges[n], color=colour, height=0.62, linewidth=0)  # type: ignore[arg-type]
    axes.set_yticks(range(len(rows)), [_name(row) for row in rows])
    for label in axes.get_yticklabels():
        label.set_parse_math(False)
    axes.invert_yaxis()
    axes.set_xlim(start, last)  # type: ignore[arg-type]
    axes.xaxis_date()
    axes.grid(axis="y", visible=False)
    return svg(figure, "bars", "The largest contract lines and until when each may be delivered")


def _name(row: dict[str, Any]) -> str:
    who = row["supplier_name"] or row["supplier_id"] or ""
    text = f"{row['part_name'] or row['part_id'] or ''} · {who}"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _map(countries: Iterable[dict[str, Any]]) -> str:
    """Countries as tiles, shaded by how much of their open value stops."""
    from markupsafe import escape

    told: dict[str, dict[str, float]] = {}
    for row in countries:
        own = told.setdefault(row["name"], {"open": 0.0, "may": 0.0, "sure": 0.0, "lines": 0})
        own["open"] += row["open_value"] or 0
        own["may"] += row["may_stop"] or 0
        own["sure"] += row["stopped"] or 0
        own["lines"] += row["lines"]
    placed = {code: one for code, one in told.items() if code in TILES}
    if not placed:
        return ""
    columns = max(x for x, _ in TILES.values()) + 1
    rows = max(y for _, y in TILES.values()) + 1
    step = SIDE + GAP
    made = []
    for code, (x, y) in TILES.items():
        one = told.get(code)
        left, top = x * step, y * step
        if one is None:
            made.append(
                f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" rx="4" '
                f'fill="var(--grid)" opacity=".45"/>'
            )
            continue
        share = one["may"] / one["open"] if one["open"] else 0.0
        sure = one["sure"] / one["open"] if one["open"] else 0.0
        colour = "--no" if sure > 0.01 else "--licence" if share > 0.01 else "--free"
        fill = 0.35 + 0.65 * max(share, 0.0) if share > 0.01 else 0.8
        said = f"{code}: {words.money(one['open'])} open, {words.money(one['may'])} may stop"
        made.append(
            f'<g><title>{escape(said)}</title><rect x="{left}" y="{top}" width="{SIDE}" '
            f'height="{SIDE}" rx="4" fill="var({colour})" fill-opacity="{fill:.2f}"/>'
            f'<text x="{left + SIDE / 2}" y="{top + 19}" text-anchor="middle" font-weight="600" '
            f'font-size="14" fill="var(--paper)">{escape(code)}</text>'
            f'<text x="{left + SIDE / 2}" y="{top + 35}" text-anchor="middle" font-size="10.5" '
            f'fill="var(--paper)">{escape(words.money(one["open"]))}</text></g>'
        )
    return (
        f'<svg role="img" aria-label="Suppliers by country" viewBox="0 0 {columns * step} '
        f'{rows * step}" font-family="var(--sans)">{"".join(made)}</svg>'
    )
