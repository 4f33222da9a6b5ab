"""A few listings are found without opening a table, and are those of the tables."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import ofac_samples as sample
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tables import listings

from licet.core.listing import Listing
from licet.lists import lookup
from licet.lists.lookup import Lookup
from licet.lists.presence import Run
from licet.lists.readers import read_snapshot
from licet.lists.snapshot import Incoming
from licet.lists.store import Store, table_schema
from licet.lists.store_write import add
from licet.lists.tables import to_frames, version_of

SDN = "us-ofac-sdn"


@settings(max_examples=25, deadline=None)
@given(st.lists(listings, max_size=4))
def test_every_field_comes_back(made: list[Listing]) -> None:
    """A listing read from the rows equals the one that went into the tables."""
    by_version = {version_of(one): one for one in made}
    frames = to_frames(by_version.items())
    frames |= {t: pl.DataFrame(schema=table_schema(t)) for t in ("snapshots", "presence")}
    with tempfile.TemporaryDirectory() as folder:
        lookup.build(Path(folder), frames)
        assert [p.name for p in Path(folder).iterdir()] == [lookup.FILE]
        rows = Lookup(Path(folder) / lookup.FILE)
        assert rows.listings([*by_version, "nobody"]) == by_version
        assert rows.snapshots() == []
        rows.close()


def stored(home: Path, *days: str) -> Store:
    """A store with an invented list of each day, in which entry 102 changes its name."""
    for day in days:
        rows = [sample.main_row("101", "CUBA"), sample.main_row("102", "CUBA", day)]
        data = sample.flat(rows)
        made = read_snapshot(SDN, {"main": data})
        at = datetime.fromisoformat(day)
        add(home, [Incoming(SDN, at, day, "ofac-flat", made, {"main": ("sdn.csv", data)})])
    return Store(home)


def order(run: Run) -> tuple[str, datetime]:
    """Runs in one order, however they were found."""
    return run.entry_id, run.first


def test_the_store_answers_the_same_with_and_without(tmp_path: Path) -> None:
    """Snapshots, runs and listings are equal, whether rows or tables are read."""
    before = stored(tmp_path, "2020-01-01", "2020-06-01")
    assert before.lookup is None
    runs = before.runs(["101", "102", "103"], [SDN, "eu-fsf"])
    versions = [run.version for run in runs]
    after = Store(tmp_path)
    after.make_lookup()
    assert after.lookup is not None
    assert after.snapshots == before.snapshots
    found = after.runs(["101", "102", "103"], [SDN, "eu-fsf"])
    assert sorted(found, key=order) == sorted(runs, key=order)
    assert len(found) == 3
    assert after.listings(versions) == before.listings(versions)


def test_a_new_generation_has_rows_of_its_own(tmp_path: Path) -> None:
    """Rows of an older generation are never asked about a newer one."""
    stored(tmp_path, "2020-01-01").make_lookup()
    newer = stored(tmp_path, "2020-06-01")
    assert newer.lookup is None
    newer.make_lookup()
    assert len(newer.runs(["102"], [SDN])) == 2


def test_one_name_needs_no_table(tmp_path: Path) -> None:
    """Screening a name against a prepared store loads neither Polars nor SciPy."""
    stored(tmp_path, "2020-01-01")
    code = (
        "import sys; from licet.surfaces.cli import main\n"
        f"try: main(['screen', 'Brask 101', '--home', {str(tmp_path)!r}])\n"
        "except SystemExit: pass\n"
        "print(*sorted({m.split('.')[0] for m in sys.modules} & {'polars', 'scipy', 'numba'}))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert "BRASK" in runs[1].stdout
    assert runs[1].stdout.splitlines()[-1] == ""
