"""``licet exposure report``: one self-contained HTML page; no script, no file from elsewhere."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from licet.surfaces.exposure import words
from licet.surfaces.exposure.plots import plots
from licet.surfaces.terminal.console import WORDS

OUTCOMES = [(one.word, said) for one, said in sorted(WORDS.items())]
ACTS = {"purchase": "buying", "export": "exporting under a licence"}


def page(content: dict[str, Any], tree: list[dict[str, Any]]) -> str:
    """The whole page. ``tree``: the touched parts under their assemblies (see ``parts``)."""
    from markupsafe import Markup

    from licet.surfaces.decision_page import environment

    made = environment()
    made.filters.update(
        money=words.money, number=words.number, day=words.day, listed=words.listed,
        percent=lambda value: "–" if value is None else f"{value:.1f} %",
    )  # fmt: skip
    folder = resources.files("licet.surfaces")
    style = folder.joinpath("decision_page.css").read_text("utf-8")
    style += folder.joinpath("exposure/report.css").read_text("utf-8")
    return made.get_template("exposure/report.html.j2").render(
        c=content,
        tree=tree,
        outcomes=OUTCOMES,
        opens=opens(content["opened"]),
        acts=ACTS,
        plus=words.plus,
        between=words.between,
        plot={name: Markup(one) for name, one in plots(content).items()},  # noqa: S704 - our own
        style=Markup(style),  # noqa: S704
        twin=Markup(embedded(content)),  # noqa: S704 - escaped by embedded()
    )


def opens(opened: list[dict[str, Any]]) -> dict[str, str]:
    """The anchor of the decision behind a measure or an instrument, by its name on the page."""
    found: dict[str, str] = {}
    for n, one in enumerate(opened, 1):
        for name in (one["cause"], one["kind"], one["instrument"]):
            found.setdefault(name, f"why-{n}")
    return found


def embedded(content: dict[str, Any]) -> str:
    """JSON that no text in it can end: ``</script>`` and ``<!--`` lose their first character."""
    text = json.dumps(content, ensure_ascii=False, default=str)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
