"""The loops as they stand, or compiled: by how much there is to do, and by what is at hand.

Compiling takes seconds once on a machine (Numba keeps the result), loading what was compiled a
second; a few names are faster without. A service calls ``warm`` when it starts.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from licet.screening.kernel import loops, names, tables, words

MUCH = 2_000
"""Words or pairs of names from which on the compiled loops are loaded."""

_state = {"loaded": False}


def find(work: int) -> Callable[..., int]:
    """``words.find``, for so many words."""
    return _chosen(words.find, work)


def near_of_all(work: int) -> Callable[..., int]:
    """``words.near_of_all``, for so many readings."""
    return _chosen(words.near_of_all, work)


def search(work: int) -> Callable[..., int] | None:
    """``loops.search``, for so many queries; None when it isn't compiled."""
    return _compiled()[loops.search] if _fast(work) else None


def score_pairs(work: int) -> Callable[..., None]:
    """``loops.score_pairs``, for so many pairs."""
    return _chosen(loops.score_pairs, work)


def warm() -> bool:
    """Load the compiled loops now; whether there are any (Numba may not be at hand)."""
    return _fast(MUCH)


def _chosen(plain: Callable[..., Any], work: int) -> Callable[..., Any]:
    return _compiled()[plain] if _fast(work) else plain


def _fast(work: int) -> bool:
    if not _state["loaded"] and work >= MUCH and importlib.util.find_spec("numba"):
        _compiled()
        _state["loaded"] = True
    return _state["loaded"]


@cache
def _compiled() -> dict[Callable[..., Any], Callable[..., Any]]:
    """Each outer loop and its compiled form; inner functions become known to Numba."""
    from numba import njit
    from numba.extending import register_jitable

    outer = (words.find, words.near_of_all, loops.search, loops.score_pairs)
    for module in (words, names):
        for one in vars(module).values():
            own = callable(one) and getattr(one, "__module__", "") == module.__name__
            if own and one not in outer:
                register_jitable(one)
    return {one: _jitted(njit, one) for one in outer}


def _jitted(njit: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled without the interpreter's lock; kept on disk where there is a place to.

    The folder bears a hash of the loops: Numba itself looks only at the outermost function's file.
    """
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
    digest = hashlib.sha256()
    for module in (tables, words, names, loops):
        digest.update(Path(module.__file__ or "").read_bytes())
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "licet" / f"loops-{digest.hexdigest()[:16]}"
