"""``licet serve``: the REST service, and the keys that open it.

Exit code 2: it can't be started so, with one sentence why.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.core.errors import BadInputError

if TYPE_CHECKING:
    from licet.surfaces.api.keys import Key, Keys
    from licet.surfaces.api.settings import Settings

app = typer.Typer(invoke_without_command=True, help="The REST service, described at /openapi.json.")
keys_app = typer.Typer(no_args_is_help=True, help="Keys that open the service to others.")
app.add_typer(keys_app, name="keys")
Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(above: typer.Typer) -> None:
    """Add ``serve`` to the command line."""
    above.add_typer(app, name="serve")


@app.callback()
def serve(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="Address to listen on; another than this machine's needs keys.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.", min=1, max=65_535)] = 8000,
    access: Annotated[
        str, typer.Option(help="Who may ask: loopback (this machine, no login) or keys.")
    ] = "loopback",
    workers: Annotated[
        int, typer.Option(help="Processes at work; the index is shared.", min=1, max=32)
    ] = 1,
    rate: Annotated[
        float, typer.Option(help="Requests a second for each key; 0 is no limit.", min=0)
    ] = 0.0,
    home: Home = None,
) -> None:
    """Answer over HTTP until stopped."""
    if context.invoked_subcommand:
        return
    _need_extra()
    from licet.surfaces.api.settings import Settings
    from licet.surfaces.cli import default_home

    if access not in {"loopback", "keys"}:
        raise BadInputError(
            f"'{access}' is no way of access.", where="--access", mend="Known: loopback, keys."
        )
    way = "keys" if access == "keys" else "loopback"
    settings = Settings(
        home=(home or default_home()).absolute(),
        host=host,
        port=port,
        access="keys" if way == "keys" else "loopback",
        workers=workers,
        rate=rate / workers,
        own_process=True,
    )
    run(settings)


def run(settings: Settings) -> None:
    """Serve until stopped."""
    import uvicorn

    from licet.surfaces.api.logs import say, write_to_stderr
    from licet.surfaces.api.settings import VARIABLE

    write_to_stderr()
    say("starting", url=f"http://{settings.host}:{settings.port}", access=settings.access)
    os.environ[VARIABLE] = settings.to_json()
    if settings.workers > 1 and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="licet-figures-")
    uvicorn.run(
        "licet.surfaces.api.app:from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=20,
        limit_concurrency=1_000,
        proxy_headers=False,
    )


def _need_extra() -> None:
    if not all(map(importlib.util.find_spec, ("fastapi", "uvicorn", "prometheus_client"))):
        raise BadInputError(
            "the service needs packages that aren't installed.",
            mend="Install them with `pip install 'licet[serve]'`.",
        )


@keys_app.command("add")
def keys_add(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    name: Annotated[str, typer.Argument(help="What or whom it is for.")],
    role: Annotated[str, typer.Option(help="reader, analyst, approver or admin.")] = "reader",
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="Only this resource: screen, match...")
    ] = None,
    days: Annotated[int, typer.Option(help="It ends after so many days.", min=1)] = 90,
    rate: Annotated[
        float | None, typer.Option(help="Requests a second, in place of the service's.", min=0)
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Make a key, and show it once."""
    keys = _keys(home)
    ends = datetime.now(UTC) + timedelta(days=days)
    key, text = keys.add(name, role, tuple(dict.fromkeys(scope or ())), ends, rate)
    if as_json:
        _print({"key": text, **_told(key)})
        return
    typer.echo(text)
    typer.echo(f"{key.id}: {key.name}, {key.role}, until {key.ends}. Shown only now.", err=True)


@keys_app.command("list")
def keys_list(home: Home = None, as_json: AsJson = False) -> None:
    """Every key that was made, without its secret."""
    found = _keys(home).all()
    if as_json:
        _print([_told(key) for key in found])
        return
    for key in found:
        scopes = ", ".join(key.scopes) or "every scope"
        typer.echo(f"{key.id}  {key.state:8}  {key.role:8}  {scopes}  until {key.ends}  {key.name}")


@keys_app.command("revoke")
def keys_revoke(
    key: Annotated[str, typer.Argument(help="The id of a key, from `keys list`.")],
    home: Home = None,
) -> None:
    """End a key at once."""
    _keys(home).revoke(key)
    typer.echo(f"{key} is revoked.")


def _keys(home: Path | None) -> Keys:
    _need_extra()
    from licet.surfaces.api.keys import Keys
    from licet.surfaces.cli import default_home

    return Keys(home or default_home())


def _told(key: Key) -> dict[str, Any]:
    return {**asdict(key), "state": key.state}


def _print(content: Any) -> None:
    from licet.surfaces.terminal.console import print_json

    print_json(content)
