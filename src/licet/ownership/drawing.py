"""A drawing of who stands above a party, as SVG: plain shapes and text that print well in grey.

The party stands at the bottom, its owners in rows above; an arrow points from an owner to what it
owns. Who is under the measure itself has a double frame, and the ties of the shortest chain are
thick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from licet.ownership.layout import Figure, rows_of
from licet.ownership.model import Tie

BOX_W, BOX_H, GAP_X, GAP_Y, EDGE = 190, 58, 26, 92, 24
BULGE = 80
LINE = 26
"""Letters in a line of a box."""
Point = tuple[float, float]


def svg(figure: Figure) -> str:
    """The drawing as a document of its own."""
    rows = rows_of(figure)
    widest = max(len(row) for row in rows) * (BOX_W + GAP_X) - GAP_X
    held = {
        pair: ties
        for pair, ties in _grouped(figure.ties).items()
        if pair[0] != pair[1] and all(any(end in row for row in rows) for end in pair)
    }
    places = {
        node: (EDGE + (widest - (len(row) * (BOX_W + GAP_X) - GAP_X)) / 2 + i * (BOX_W + GAP_X),
               EDGE + 46 + r * (BOX_H + GAP_Y))
        for r, row in enumerate(rows)
        for i, node in enumerate(row)
    }  # fmt: skip
    lines = {pair: _line(pair, held, places) for pair in held}
    side = EDGE + widest + BULGE
    back = any(places[a][1] >= places[b][1] for a, b in held)
    width = max(widest + 2 * EDGE + (BULGE if back else 0), 560)
    height = len(rows) * (BOX_H + GAP_Y) - GAP_Y + 2 * EDGE + 100
    body = [
        _head(figure),
        *(_arrow(figure, pair, held[pair], line, side) for pair, line in lines.items()),
        *(_box(figure, node, places[node]) for row in rows for node in row),
        *(_label(held[pair], line, side) for pair, line in lines.items()),
        *_foot(figure, rows, height),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
        f'viewBox="0 0 {width:.0f} {height}" font-family="Helvetica, Arial, sans-serif">\n'
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" '
        'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0 L10 5 L0 10 z" fill="#333"/></marker></defs>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{"".join(body)}</svg>\n'
    )


def _grouped(ties: Iterable[Tie]) -> dict[tuple[str, str], list[Tie]]:
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        found.setdefault((tie.owner, tie.owned), []).append(tie)
    return found


def _head(figure: Figure) -> str:
    return (
        f'<text x="{EDGE}" y="34" font-size="16" font-weight="bold" fill="#111">'
        f"{escape(figure.title)}</text>\n"
    )


def _foot(figure: Figure, rows: list[list[str]], height: int) -> list[str]:
    left_out = len({t.owner for t in figure.ties} | {figure.party}) - sum(len(r) for r in rows)
    more = f" {left_out} further owners are not drawn." if left_out > 0 else ""
    key = "Double frame: under the measure itself; dashed: possibly. Thick: the shortest chain."
    texts = ((height - 34, key + more), (height - 18, figure.note))
    return [
        f'<text x="{EDGE}" y="{y}" font-size="11" fill="#444">{escape(text)}</text>\n'
        for y, text in texts
    ]


def _line(
    pair: tuple[str, str],
    held: Mapping[tuple[str, str], Sequence[Tie]],
    places: Mapping[str, tuple[float, float]],
) -> tuple[Point, Point, bool]:
    """From the foot of the owner to the head of the owned, and whether it must go round.

    Ties that come in at one body, or go out of one, stand side by side.
    """
    (ax, ay), (bx, by) = places[pair[0]], places[pair[1]]
    if ay >= by:
        return (ax + BOX_W, ay + BOX_H * 0.7), (bx + BOX_W, by + BOX_H * 0.3), True
    into = [a for a, b in held if b == pair[1] and places[a][1] < by]
    out = [b for a, b in held if a == pair[0] and places[b][1] > ay]
    return (
        (ax + BOX_W * _part(pair[1], out, places), ay + BOX_H),
        (bx + BOX_W * _part(pair[0], into, places), by),
        False,
    )


def _part(node: str, among: list[str], places: Mapping[str, tuple[float, float]]) -> float:
    """Where along an edge a tie sits, from the left, by where its other end stands."""
    ordered = sorted(among, key=lambda n: places[n][0])
    return (ordered.index(node) + 1) / (len(ordered) + 1)


def _arrow(
    figure: Figure,
    pair: tuple[str, str],
    ties: Sequence[Tie],
    line: tuple[Point, Point, bool],
    side: float,
) -> str:
    (x1, y1), (x2, y2), around = line
    dash = "" if any(t.kind.is_share for t in ties) else ' stroke-dasharray="6 4"'
    way = f"C{side:.1f} {y1:.1f} {side:.1f} {y2:.1f} {x2:.1f} {y2:.1f}" if around else (
        f"L{x2:.1f} {y2:.1f}"
    )  # fmt: skip
    return (
        f'<path d="M{x1:.1f} {y1:.1f} {way}" fill="none" stroke="#333" '
        f'stroke-width="{3.2 if pair in figure.thick else 1.1}"{dash} marker-end="url(#tip)"/>\n'
    )


def _label(ties: Sequence[Tie], line: tuple[Point, Point, bool], side: float) -> str:
    """What is held, on its line: on the upper half, where lines to one body are still apart."""
    (x1, y1), (x2, y2), around = line
    along = 0.5 if around else min(0.4, 0.4 * (BOX_H + GAP_Y) / max(y2 - y1, 1))
    x, y = x1 + (x2 - x1) * along, y1 + (y2 - y1) * along
    if around:
        x = (x1 + x2 + 6 * side) / 8
    told = [_short(tie) for tie in ties]
    return "".join(
        f'<text x="{x:.1f}" y="{y + 4 + (i - (len(told) - 1) / 2) * 13:.1f}" font-size="11" '
        f'text-anchor="middle" fill="#111" stroke="#fff" stroke-width="4" '
        f'paint-order="stroke">{escape(text)}</text>\n'
        for i, text in enumerate(told)
    )


def _short(tie: Tie) -> str:
    said = tie.says().replace(" of the shares", "")
    return said.replace("the right to a majority of the board", "board majority")


def _box(figure: Figure, node: str, place: tuple[float, float]) -> str:
    x, y = place
    frame = _frame(figure, node, x, y)
    name = _wrapped(figure.names.get(node, node))
    under = {True: "under the measure", False: "possibly under the measure"}
    lines = [*name, *([under[figure.listed[node]]] if node in figure.listed else [])]
    top = y + BOX_H / 2 - (len(lines) - 1) * 7 + 4
    text = "".join(
        f'<text x="{x + BOX_W / 2:.1f}" y="{top + i * 14:.1f}" text-anchor="middle" fill="#111" '
        f'font-size="{12 if i < len(name) else 10}"{_style(i, len(name), node == figure.party)}>'
        f"{escape(line)}</text>\n"
        for i, line in enumerate(lines)
    )
    return frame + text


def _style(line: int, names: int, party: bool) -> str:
    if line >= names:
        return ' font-style="italic"'
    return ' font-weight="bold"' if party else ""


def _frame(figure: Figure, node: str, x: float, y: float) -> str:
    fill = "#eee" if node == figure.party else "#fff"
    dash = ' stroke-dasharray="5 3"' if figure.listed.get(node) is False else ""
    rect = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{BOX_W}" height="{BOX_H}" rx="3" fill="{fill}" '
        f'stroke="#111" stroke-width="1.3"{dash}/>\n'
    )
    if node not in figure.listed:
        return rect
    return rect + (
        f'<rect x="{x + 4:.1f}" y="{y + 4:.1f}" width="{BOX_W - 8}" height="{BOX_H - 8}" rx="2" '
        f'fill="none" stroke="#111" stroke-width="1"{dash}/>\n'
    )


def _wrapped(text: str) -> list[str]:
    """A name in at most two lines."""
    words, lines = text.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: LINE - 1]}…"]
    return [line if len(line) <= LINE + 2 else f"{line[:LINE]}…" for line in lines]
