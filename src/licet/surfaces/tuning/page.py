"""The report as one self-contained HTML page; every text is escaped."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from licet.surfaces.tuning import words
from licet.surfaces.tuning.plots import plots

ROWS = ("person", "organisation", "vessel", "aircraft", "unknown", "all")
PLURAL = {
    "person": "persons", "organisation": "organisations", "vessel": "vessels",
    "aircraft": "aircraft", "unknown": "kind unknown", "all": "all kinds",
}  # fmt: skip
TABLES = {"person": "persons", "other": "all others", "all": "everybody"}
GROUPS = {
    "script": "script of the name", "kind": "kind", "country": "country",
    "strength": "strength of the alias",
}  # fmt: skip


def page(content: dict[str, Any]) -> str:
    """The whole page. ``content``: the JSON twin, which is embedded as it is."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    folder = resources.files("licet.surfaces.tuning")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        number=words.number, percent=words.percent, stamp=words.stamp, bare=words.bare
    )
    template = environment.from_string(folder.joinpath("report.html.j2").read_text("utf-8"))
    drawn = plots(content)
    return template.render(
        r=content,
        rows=rows(content),
        kinds=[kind for kind in ROWS if kind in content["chosen"]["recall"]],
        table_names=TABLES,
        shaped=[shaped(one) for one in content["scorer"]["features"]],
        noise=by_kind(content["noise"]),
        plural=PLURAL,
        titles=GROUPS,
        style=Markup(folder.joinpath("report.css").read_text("utf-8")),  # noqa: S704 - our own
        plot={name: _markup(one) for name, one in drawn.items()},
        twin=Markup(embedded(content)),  # noqa: S704 - escaped by embedded()
    )


def rows(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The table of thresholds, with the chosen and the default one in their places, marked."""
    marks = {content["default"]["threshold"]: "default", content["chosen"]["threshold"]: "chosen"}
    every = {one["threshold"]: one for one in content["thresholds"]}
    every |= {content[name]["threshold"]: content[name] for name in ("default", "chosen")}
    return [{**every[at], "mark": marks.get(at, "")} for at in sorted(every)]


def shaped(feature: dict[str, Any]) -> str:
    """What a reviewer looks for in a feature's shape, in words."""
    tables = feature["tables"].values()
    way = "lowers" if feature["direction"] > 0 else "raises"
    broken = "" if all(one["monotone"] for one in tables) else ": BROKEN"
    flat = all(len(set(one["points"])) == 1 for one in tables)
    return f"more never {way} the score{broken}{'; no weight here' if flat else ''}"


def by_kind(noise: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The classes of noise under their kind, in the order of ``ROWS``."""
    found = {kind: [one for one in noise if one["kind"] == kind] for kind in ROWS}
    return {kind: some for kind, some in found.items() if some}


def embedded(content: dict[str, Any]) -> str:
    """JSON that no text in it can end: ``</script>`` and ``<!--`` lose their first character."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _markup(drawn: Any) -> Any:
    from markupsafe import Markup

    # Drawn by plots.py from numbers and its own words; no text of the user's is in it.
    if isinstance(drawn, list):
        return [_markup(one) for one in drawn]
    return Markup(drawn)  # noqa: S704
