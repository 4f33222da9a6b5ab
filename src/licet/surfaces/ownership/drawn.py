"""The drawing of a party's owners, from what was found of it."""

from __future__ import annotations

from pathlib import Path

from licet.core.errors import BadInputError
from licet.decision.ownership_picture import Picture
from licet.ownership.drawing import svg
from licet.ownership.layout import Figure
from licet.ownership.model import Kind, Tie


def write(path: Path, seen: Picture) -> None:
    """Write the drawing; raises BadInputError where the path can't be written."""
    try:
        path.write_text(svg(figure(seen)), encoding="utf-8")
    except OSError as error:
        raise BadInputError(
            f"can't be written ({error.strerror}).", where=str(path), mend="Name another file."
        ) from None


def figure(seen: Picture) -> Figure:
    """Every owner at any depth; thick is the chain of the first measure that reaches the party."""
    everyone = list(seen.holder.everyone())
    ties = [
        Tie(stake.holder.key, one.key, stake.kind, _units(stake.low, stake.high))
        for one in everyone
        for stake in one.owners
        if stake.kind is not Kind.OTHER
    ]
    why = next((r.why for r in seen.reaching if r.why and r.truth is not False), None)
    thick = frozenset((t.owner, t.owned) for t in why.chain.ties()) if why else frozenset()
    listed = {
        one.key: any(m.confirmed is True for m in one.matches)
        for one in everyone
        if one.matches and one is not seen.holder
    }
    source = f"Source: {seen.holder.source}." if seen.holder.source else ""
    title = f"Who stands above {seen.holder.name} on {seen.asked.moment}"
    return Figure(seen.holder.key, ties, seen.names, listed, thick, title, source)


def _units(low: float, high: float) -> tuple[int, int]:
    from licet.ownership.shares import PERCENT

    return round(low * PERCENT), round(high * PERCENT)
