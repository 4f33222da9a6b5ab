"""Matplotlib as inline SVG: its colours are the page's, its ids the same each time.

Figures are drawn in marker colours that become CSS variables, so that one drawing serves light,
dark and print. Text stays text in the page's font.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, MUTED, GRID, PAPER = "#010101", "#020202", "#030303", "#040404"
PERSON, ORGANISATION, ALL, CHOSEN, DEFAULTED = "#0a0101", "#0a0202", "#0a0303", "#0a0404", "#0a0505"
FREE, DOUBT, STOPPED = "#0b0101", "#0b0202", "#0b0303"
VARIABLES = {
    INK: "--ink", MUTED: "--muted", GRID: "--grid", PAPER: "--paper", PERSON: "--person",
    ORGANISATION: "--organisation", ALL: "--all", CHOSEN: "--chosen", DEFAULTED: "--default",
    FREE: "--free", DOUBT: "--licence", STOPPED: "--no",
}  # fmt: skip
SETTINGS: Any = {
    "svg.hashsalt": "licet",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.labelsize": 9.0,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "figure.facecolor": "none",
}


def sheet(width: float, height: float, rows: int = 1) -> tuple[Figure, list[Axes]]:
    """A figure of so many inches with axes one below the other, the x axis shared."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(rows, 1, sharex=True, squeeze=False)
    return figure, list(axes[:, 0])


def svg(figure: Figure, name: str, words: str) -> str:
    """The figure as an SVG element: ids prefixed by ``name``, ``words`` said to who can't see."""
    from markupsafe import escape

    out = StringIO()
    figure.savefig(
        out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r' xmlns(:xlink)?="[^"]*"', "", text).replace("xlink:href", "href")
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = text.replace('href="#', f'href="#{name}-').replace("url(#", f"url(#{name}-")
    for marker, variable in VARIABLES.items():
        text = text.replace(marker, f"var({variable})")
    text = re.sub(r"'DejaVu Sans'[^;\"]*", "var(--sans)", text)
    text = re.sub(r'<svg ([^>]*?)width="([\d.]+)pt" height="[\d.]+pt"', r"<svg \1", text)
    head = f'<svg role="img" aria-label="{escape(words)}" '
    return head + text.removeprefix("<svg ").strip()
