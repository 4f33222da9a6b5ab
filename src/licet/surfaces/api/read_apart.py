"""Reads one document in a process of its own: ``python -m ... FILE SECONDS``.

A hostile document can only hurt this process, which has a limit on its time and memory. It writes
one JSON object: the text, or why there is none.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import asdict

from licet.core.errors import LicetError
from licet.documents import read

MEMORY = 4_000_000_000


def main() -> None:
    """Write what was read."""
    bound(float(sys.argv[2]))
    try:
        made = asdict(read(sys.argv[1]))
    except LicetError as error:
        made = {"error": error.what, "mend": error.mend}
    except MemoryError:
        made = {"error": "takes more memory than a document may.", "mend": "Split it."}
    sys.stdout.buffer.write(json.dumps(made, default=str).encode())


def bound(seconds: float) -> None:
    """Limit what this process may take, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
