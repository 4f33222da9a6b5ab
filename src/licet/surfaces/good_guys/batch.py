"""What ``licet screen FILE`` needs of the ledger: a sieve, where anything is remembered."""

from __future__ import annotations

from datetime import date

from licet.casework.good_guys.holding import Judge
from licet.casework.good_guys.ledger import Ledger
from licet.casework.good_guys.sieve import Sieve
from licet.core.dates import AsOf
from licet.decision.workspace import Workspace
from licet.surfaces.screening import Options


def sieve(work: Workspace, asked: AsOf, options: Options) -> Sieve | None:
    """The sieve for a run; None where nothing is remembered. Raises StoreError."""
    ledger = Ledger(work.home)
    if ledger.empty:
        return None
    judge = Judge(work, asked, options.threshold, ledger.salt, date.today())
    made = Sieve(judge, ledger, options.limit, options.show_remembered)
    return None if made.empty else made


def identity(made: Sieve | None, options: Options) -> dict[str, str | bool | None]:
    """What must be the same of it for a run to go on with the work of an earlier one."""
    return {
        "remembered": made.state if made else None,
        "show_remembered": options.show_remembered or None,
    }
