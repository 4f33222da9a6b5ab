"""A process that works on cases until it is killed: run by ``test_faults``.

    python bulk_killed.py WHERE HOME

It opens cases, comments and rejects in bulk, and prints a line for each thing it was told is done.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.casework.case_help import ANN, DAY, OTHER, act, found, subject

from licet.casework.bulk import Order
from licet.casework.cases import Cases

PART = 8


def main() -> None:
    """Work without end."""
    cases, turn = Cases(sys.argv[1], home=Path(sys.argv[2])), 0
    while True:
        turn += 1
        subjects = [subject(f"t{turn}-{n}", found()) for n in range(PART)]
        numbers = list(cases.open(subjects, ANN, as_of=DAY, batch=f"b{cases.verify().rows}").opened)
        print("opened", *numbers, flush=True)
        cases.comment(act(numbers[0]), f"turn {turn}")
        print("commented", numbers[0], flush=True)
        order = Order("reject", tuple(numbers), OTHER)
        cases.bulk(order, cases.preview(order).token, ANN)
        print("rejected", *numbers, flush=True)


if __name__ == "__main__":
    main()
