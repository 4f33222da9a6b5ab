"""The report's plots, drawn from its figures alone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from licet.surfaces.tuning import ink
from licet.surfaces.tuning.ink import ALL, CHOSEN, DEFAULTED, ORGANISATION, PERSON, sheet, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, HIGH = 5.0, 3.7
SMALL = (2.35, 1.65)
KINDS = {
    "person": (PERSON, "persons", "--"),
    "organisation": (ORGANISATION, "organisations", "-."),
    "all": (ALL, "all kinds", "-"),
}
FLAT = 1e-9


def plots(content: dict[str, Any]) -> dict[str, Any]:
    """Every plot as an SVG element by its name; those of features as a list in their order."""
    # Without a folder to keep its fonts in, Matplotlib says so on standard error.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib import rc_context, style

    # The user's own matplotlibrc must not change the report.
    with style.context("default"), rc_context(ink.SETTINGS):
        return {
            "trade": _trade(content),
            "scores": _scores(content),
            "thresholds": _thresholds(content),
            "features": [_feature(one) for one in content["scorer"]["features"]],
            "ladder": _ladder(content["scorer"]["ladder"]),
        }


def _trade(content: dict[str, Any]) -> str:
    figure, (axes,) = sheet(WIDE, HIGH)
    curve = content["curve"]
    for kind, (colour, label, style) in KINDS.items():
        if kind in curve:
            recall = [100 * one for one in curve[kind]]
            axes.plot(curve["alerts_per_1000"], recall, style, color=colour, label=label, lw=1.6)
    for name, colour, marker in (("chosen", CHOSEN, "o"), ("default", DEFAULTED, "s")):
        one = content[name]
        value = (one["recall"].get("all") or {}).get("value")
        if value is not None:
            words = f"{'chosen' if name == 'chosen' else 'default'} {one['threshold']:.3f}"
            at = one["alerts_per_1000"]["value"]
            axes.plot([at], [100 * value], marker, color=colour, ms=7, label=words, zorder=5)
    axes.set_xscale("symlog", linthresh=1, linscale=0.5)
    axes.xaxis.set_major_formatter(_plain)
    axes.set(xlabel="alerts per 1,000 records", ylabel="hidden aliases found (%)", ylim=(0, 100))
    axes.set_xlim(left=0)
    figure.legend(loc="outside upper center", ncols=3)
    return svg(figure, "trade", "Recall of hidden aliases against alerts per 1,000 records.")


def _plain(value: float, _: float) -> str:
    return f"{value:g}"


def _scores(content: dict[str, Any]) -> str:
    figure, (axes,) = sheet(WIDE, HIGH)
    scores = content["scores"]
    edges = scores["edges"]
    step = edges[1] - edges[0]
    left = [edges[0] - step, *edges[:-1]]
    for key, colour, label in (
        ("customers", PERSON, "customers: best match"),
        ("aliases", ORGANISATION, "hidden aliases: own party"),
    ):
        shift = 0.04 * step if key == "customers" else 0.52 * step
        heights = [100 * one for one in scores[key]]
        heights = [*heights[: len(left) - 1], sum(heights[len(left) - 1 :])]
        places = [one + shift for one in left]
        axes.bar(places, heights, 0.44 * step, align="edge", color=colour, label=label)
    _marks(axes, content)
    axes.set_yscale("symlog", linthresh=0.1, linscale=0.4)
    axes.yaxis.set_major_formatter(_plain)
    axes.set(xlabel="score (the first bars: below 0.30, or no match)", ylabel="share (%)")
    axes.set_ylim(0, 100)
    figure.legend(loc="outside upper center", ncols=2)
    return svg(figure, "scores", "Scores of customers' best matches, and of hidden aliases.")


def _marks(axes: Axes, content: dict[str, Any]) -> None:
    for name, colour, style in (("default", DEFAULTED, ":"), ("chosen", CHOSEN, "-")):
        at = content[name]["threshold"]
        axes.axvline(at, color=colour, linestyle=style, lw=1.4, label=f"{name} {at:.3f}")


def _thresholds(content: dict[str, Any]) -> str:
    figure, (top, bottom) = sheet(WIDE, 4.6, 2)
    curve = content["curve"]
    top.plot(
        curve["threshold"], curve["alerts_per_1000"], color=ALL, lw=1.6, drawstyle="steps-post"
    )
    budget = content["budget"]
    top.axhline(budget, color=CHOSEN, linestyle="--", lw=1)
    top.text(1, budget * 1.06, f"budget {budget:g}", color=CHOSEN, ha="right", va="bottom")
    top.set_yscale("symlog", linthresh=1, linscale=0.5)
    top.yaxis.set_major_formatter(_plain)
    top.set_ylim(bottom=0)
    top.set_ylabel("alerts per 1,000")
    for kind, (colour, label, style) in KINDS.items():
        if kind in curve:
            bottom.plot(
                curve["threshold"], [100 * one for one in curve[kind]],
                style, color=colour, label=label, lw=1.6,
            )  # fmt: skip
    for axes in (top, bottom):
        _marks(axes, content)
    bottom.set(xlabel="threshold (score)", ylabel="found (%)", ylim=(0, 100))
    figure.legend(*bottom.get_legend_handles_labels(), loc="outside upper center", ncols=3)
    return svg(figure, "thresholds", "Alerts per 1,000 and recall at each threshold.")


def _feature(one: dict[str, Any]) -> str:
    figure, (axes,) = sheet(*SMALL)
    shapes = one["tables"]
    # No value lies below nought; the room left of it shows a step that stands there.
    end = 1.15 * (max((edge for s in shapes.values() for edge in s["edges"]), default=0.0) or 1.0)
    start = -0.06 * end
    for name, shape in shapes.items():
        colour, style = (PERSON, "--") if name == "person" else (ORGANISATION, "-")
        points = shape["points"]
        axes.plot(
            [start, *shape["edges"], end], [*points, points[-1]],
            style, drawstyle="steps-post", color=colour, lw=1.5,
        )  # fmt: skip
    axes.axhline(0, color=ink.MUTED, lw=0.6)
    axes.set(xlabel="value", ylabel="points", xlim=(start, end))
    axes.locator_params(nbins=4)
    every = [point for shape in shapes.values() for point in shape["points"]]
    if max(every) - min(every) < FLAT:
        axes.set_ylim(every[0] - 1, every[0] + 1)
    name = one["feature"].replace("_", "-")
    return svg(figure, f"f-{name}", f"Points of {one['words']}, by its value.")


def _ladder(rungs: list[list[float]]) -> str:
    figure, (axes,) = sheet(*SMALL)
    axes.plot([one[0] for one in rungs], [one[1] for one in rungs], color=ALL, lw=1.5)
    axes.set(xlabel="sum of points", ylabel="score", ylim=(0, 1))
    axes.locator_params(nbins=4)
    return svg(figure, "ladder", "The score that a sum of points stands for.")
