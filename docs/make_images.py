"""Draw the README's pictures: an answer of `licet decide`, an exposure report's first page.

python docs/make_images.py        # the second needs chromium
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from licet.decision.decide import decide
from licet.surfaces import cli, demo
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
    _exposure()


def _exposure() -> None:
    """The built-in programme's report, as a browser shows its beginning."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("no chromium here: docs/images/exposure.png stays as it is")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        cli.app(["exposure", "report", "--demo", "--html", str(page)], standalone_mode=False)
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        shot = [f"--screenshot={OUT.parent / 'exposure.png'}", "--window-size=1000,1060"]
        subprocess.run([browser, *flags, *shot, page.as_uri()], check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main()
