"""Draw the README's picture: a real answer, as `licet decide` prints it on the built-in facts.

python docs/make_images.py
"""

from __future__ import annotations

import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from licet.decision.decide import decide
from licet.surfaces import demo
from licet.surfaces.terminal import decision as terminal

OUT = Path(__file__).parent / "images" / "decision.svg"
PAPER = TerminalTheme(
    (250, 249, 246),
    (40, 40, 40),
    [
        (40, 40, 40),
        (176, 42, 48),
        (34, 120, 62),
        (150, 96, 0),
        (33, 84, 160),
        (120, 60, 130),
        (0, 110, 120),
        (110, 110, 110),
    ],
)


def main() -> None:
    """Decide the third activity of the demo case and export what a terminal would show."""
    with tempfile.TemporaryDirectory() as folder:
        work = demo.workspace(Path(folder))
        made = decide(demo.read(demo.activities()[demo.EXPLAINED]), work)
    out = Console(record=True, width=104, file=StringIO(), highlight=False, force_terminal=True)
    terminal.headline(out, made)
    terminal.reasons(out, made)
    out.save_svg(str(OUT), title="licet decide shipment.yaml", theme=PAPER)


if __name__ == "__main__":
    main()
