"""What an operator may set. The command line fills it; worker processes get it as JSON."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

from licet.core.errors import BadInputError

VARIABLE = "LICET_SERVE_SETTINGS"
LOOPBACK_NAMES = frozenset({"localhost"})
Access = Literal["loopback", "keys"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes are in bytes, times in seconds; ``rate`` is requests a second for each key.

    ``patience`` is how long whoever updated the lists may take to build their index, before the
    service builds it; ``retry_seconds``, after which what could not be opened is tried again.
    ``own_process``: nothing else runs in this process.
    """

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    access: Access = "loopback"
    workers: int = 1
    max_body: int = 2_000_000
    max_upload: int = 50_000_000
    max_stream: int = 2_000_000_000
    max_line: int = 64_000
    max_batch: int = 1_000
    max_queries: int = 100
    max_text: int = 5_000_000
    read_seconds: float = 60.0
    watch_seconds: float = 1.0
    patience: float = 120.0
    retry_seconds: float = 30.0
    rate: float = 0.0
    threads: int = 4
    own_process: bool = False

    def __post_init__(self) -> None:
        if self.access == "loopback" and not is_loopback(self.host):
            raise BadInputError(
                f"the service would listen on {self.host}, where others can reach it, and ask "
                "nobody who they are.",
                where="--host",
                mend="Say --access keys (see `licet serve keys add`), or listen on 127.0.0.1.",
            )

    def to_json(self) -> str:
        """The settings as text, for a worker process."""
        return json.dumps({**asdict(self), "home": str(self.home)})

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings a parent process wrote down."""
        data: dict[str, Any] = json.loads(os.environ[VARIABLE])
        return cls(**{**data, "home": Path(data["home"])})

    def at(self, home: Path) -> Settings:
        """The same settings for another store."""
        return replace(self, home=home)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
