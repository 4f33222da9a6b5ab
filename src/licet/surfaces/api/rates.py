"""How often one asker may ask: a bucket for each, filled at its rate, of two seconds' depth."""

from __future__ import annotations

import time
from collections.abc import Callable

DEPTH = 2.0
MOST = 10_000


class Rates:
    """The buckets of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, who: str, rate: float) -> float:
        """Seconds to wait before the next request; 0 where this one may pass."""
        now, deepest = self._clock(), max(1.0, DEPTH * rate)
        left, seen = self._left.get(who, (deepest, now))
        left = min(deepest, left + (now - seen) * rate)
        passes = left >= 1
        if len(self._left) > MOST:
            self._left.clear()
        self._left[who] = (left - 1 if passes else left, now)
        return 0.0 if passes else (1 - left) / rate
