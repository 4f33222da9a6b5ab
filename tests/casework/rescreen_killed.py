"""A process that brings a batch up to date until it is killed: run by ``test_faults``.

python rescreen_killed.py WHERE HOME RECORDS
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.casework.case_help import ANN

from licet.casework import cases as door
from licet.casework.cases import Cases
from licet.casework.rescreening import kept
from licet.casework.rescreening.rescreen import Request, rescreen
from licet.decision.workspace import Workspace


def main() -> None:
    """Small parts, so that there are many places to be killed at."""
    kept.PART, door.AT_ONCE = 10, 3
    home = Path(sys.argv[2])
    cases, work = Cases(sys.argv[1], home=home), Workspace(home)
    _ = work.index
    print("begins", flush=True)
    request = Request(ANN, records=Path(sys.argv[3]), workers=1)
    rescreen(cases, work, request, lambda count: print("part", flush=True))
    print("done", flush=True)


if __name__ == "__main__":
    main()
