"""The checks of an installation, each one sentence with its mend; none of them changes anything."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib import util
from pathlib import Path
from typing import Any, Literal

from licet.core.errors import LicetError

State = Literal["ok", "warn", "bad"]
LEAST_FREE = 1_000_000_000
"""Bytes below which an update of the lists may not fit."""
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, and how to mend it."""

    name: str
    state: State
    says: str
    mend: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def checks(home: Path, today: date | None = None) -> list[Check]:
    """Every check of a home; one that fails itself is ``bad`` and says why."""
    day = today or date.today()
    made: list[tuple[str, Callable[[], Iterator[Check]]]] = [
        ("python", _python),
        ("home", lambda: _home(home)),
        ("lists", lambda: _lists(home, day)),
        ("index", lambda: _index(home)),
        ("law", _law),
        ("casework", lambda: _casework(home)),
        ("service", _service),
        ("clock", lambda: _clock(home, day)),
    ]
    return [one for name, look in made for one in _looked(name, look)]


def _looked(name: str, look: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    try:
        yield from look()
    except LicetError as error:
        yield Check(name, "bad", f"{error.where or name}: {error.what}", error.mend or "")
    except (OSError, ValueError) as error:
        yield Check(name, "bad", f"can't be looked at ({error})", "Mend the folder's permissions.")


def _python() -> Iterator[Check]:
    shown = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        yield Check("python", "bad", f"Python {shown} is too old", "Install Python 3.11 or newer.")
    else:
        yield Check("python", "ok", f"Python {shown}")
    if sys.getfilesystemencoding().lower().replace("-", "") != "utf8":
        yield Check(
            "locale", "warn", "file names aren't UTF-8 here", "Set LANG=C.UTF-8 for the service."
        )


def _home(home: Path) -> Iterator[Check]:
    if not home.exists():
        mend = "Add a list with `licet lists add FILE...`; that makes it."
        yield Check("home", "warn", f"{home} isn't there yet", mend)
        return
    if not os.access(home, os.W_OK | os.X_OK):
        yield Check("home", "bad", f"{home} can't be written", "Give its user the right to write.")
    if stat.S_IMODE(home.stat().st_mode) & stat.S_IRWXO:
        mend = f"chmod o-rwx {home}"
        yield Check("home", "warn", f"others of this machine can look into {home}", mend)
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        said = f"{free / 1e6:,.0f} MB are free on its disk"
        yield Check("disk", "warn", said, "Free some: an update of the lists may not fit.")
    else:
        yield Check("disk", "ok", f"{free / 1e9:,.1f} GB are free")


def _lists(home: Path, today: date) -> Iterator[Check]:
    from licet.lists.health import health
    from licet.lists.store import Store
    from licet.sources.publishers import shipped

    store = Store(home)
    if store.generation is None:
        mend = "Add one with `licet lists add FILE...` or `licet lists update`."
        yield Check("lists", "warn", "no list is kept", mend)
        return
    for table in ("listings", "names", "measures", "presence"):
        store.frame(table)
    yield Check("store", "ok", f"generation {store.generation} can be read")
    alarming = [one for one in health(home, shipped(), today) if one.alarming]
    for one in alarming:
        mend = "Run `licet lists update`, or add a newer file."
        yield Check("lists", "warn", f"{one.title}: {one.reason}", mend)
    if not alarming:
        yield Check("lists", "ok", f"{len(store.newest)} lists are kept, none is stale")


def _index(home: Path) -> Iterator[Check]:
    from licet.lists.store import Store

    generation = Store(home).generation
    if generation is None:
        return
    if any((home / "index").glob(f"{generation}-*")):
        yield Check("index", "ok", "the screening index is prepared")
    else:
        mend = "Screen any name once; it is built then."
        yield Check("index", "warn", f"no index of generation {generation} is built yet", mend)


def _law() -> Iterator[Check]:
    from licet.law import packs

    law = packs.shipped()
    drafts = sum(one.status == "draft" for one in law.provisions.values())
    yield Check("law", "ok", f"{len(law.provisions)} provisions load, {drafts} of them drafts")


def _casework(home: Path) -> Iterator[Check]:
    file = home / "casework.db"
    if not file.exists():
        return
    if util.find_spec("sqlalchemy") is None:
        mend = "pip install 'licet[serve]'"
        yield Check("casework", "bad", "its database is here and SQLAlchemy isn't", mend)
        return
    from licet.casework.cases import Cases

    found = Cases(file, home=home).verify()
    if found.whole:
        yield Check("audit", "ok", f"the audit chain is whole: {found.rows:,} rows")
        return
    why = f"row {found.broken.seq}: {found.broken.why}" if found.broken else found.differs[0]
    yield Check("audit", "bad", why, "Keep the file as it is, and compare it with a backup.")


def _service() -> Iterator[Check]:
    lacking = [one for one in ("fastapi", "uvicorn", "sqlalchemy") if util.find_spec(one) is None]
    if lacking:
        said = f"cases and the service lack {', '.join(lacking)}"
        yield Check("service", "warn", said, "pip install 'licet[serve]', if you want them.")
    else:
        yield Check("service", "ok", "what cases and the service need is installed")


def _clock(home: Path, today: date) -> Iterator[Check]:
    from licet.lists.store import Store

    newest = max((one.published for one in Store(home).newest), default=None)
    if newest and newest > today:
        said = f"a list is of {newest}, and today is {today} by this machine's clock"
        yield Check("clock", "bad", said, "Set the clock; decisions of today would be wrong.")
    else:
        yield Check("clock", "ok", f"today is {today}")
