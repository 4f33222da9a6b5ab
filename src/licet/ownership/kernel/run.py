"""The loops as they stand, or compiled: by how much there is to do, and by what is at hand.

Compiling takes some seconds once on a machine; Numba keeps the result.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from licet.ownership.kernel import loops

MUCH = 5_000
"""Ties from which on the compiled loops are loaded."""


def chosen(loop: Callable[..., Any], work: int) -> Callable[..., Any]:
    """A loop, compiled where there is much to do and Numba is at hand."""
    if work >= MUCH and importlib.util.find_spec("numba"):
        return _compiled()[loop]
    return loop


@cache
def _compiled() -> dict[Callable[..., Any], Callable[..., Any]]:
    from numba import njit
    from numba.extending import register_jitable

    register_jitable(loops.count)
    outer = (
        loops.held_on, loops.overfull, loops.by_owner, loops.spread_all, loops.spread_each,
    )  # fmt: skip
    return {one: _jitted(njit, one) for one in outer}


def _jitted(njit: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled without the interpreter's lock; kept on disk where there is a place to."""
    from numba.core import config

    options: Any = config
    before, options.CACHE_DIR = options.CACHE_DIR, str(_folder())
    try:
        made: Callable[..., Any] = njit(nogil=True, cache=True)(function)
    except (RuntimeError, OSError):  # no folder can be written
        made = njit(nogil=True)(function)
    finally:
        options.CACHE_DIR = before
    return made


@cache
def _folder() -> Path:
    """Where compiled loops are kept: the user's cache folder, by what was compiled."""
    digest = hashlib.sha256(Path(loops.__file__ or "").read_bytes()).hexdigest()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "licet" / f"ownership-{digest[:16]}"
