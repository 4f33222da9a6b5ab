"""The application: what is mounted, in which order, and what lives as long as it does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware

import licet
from licet.screening.kernel import run
from licet.surfaces.api.access import Access, Loopback
from licet.surfaces.api.asking import handle_not_modified
from licet.surfaces.api.keys import ByKey
from licet.surfaces.api.logs import say, write_to_stderr
from licet.surfaces.api.metrics import Figures
from licet.surfaces.api.middleware import Around, Sizes
from licet.surfaces.api.openapi import describe
from licet.surfaces.api.problems import handle
from licet.surfaces.api.recorded import Records
from licet.surfaces.api.routes import (
    decide,
    entity,
    exposure,
    health,
    law,
    lists,
    match,
    ownership,
    party,
    read,
    records,
    screen,
)
from licet.surfaces.api.settings import Settings
from licet.surfaces.api.snapshot import Held
from licet.surfaces.api.tracing import Spans, without_its_own
from licet.surfaces.api.warm import warm, warm_to_stay

ROUTERS: tuple[APIRouter, ...] = tuple(
    one.router
    for one in (
        screen,
        party,
        decide,
        records,
        read,
        ownership,
        exposure,
        lists,
        law,
        match,
        entity,
        health,
    )
)
DESCRIPTION = """
May we do this, with these parties, on this date, and why?

Every answer names the generation of the lists it is made from, in the header `Licet-Generation`.
Errors are `application/problem+json`. licet gives information for a person who decides.
"""
SMALL = 1_000
"""Answers below so many bytes are not worth packing."""


def create_app(settings: Settings, access: Access | None = None) -> FastAPI:
    """The service over one store. ``access`` is how askers are told apart, else as set."""
    app = FastAPI(
        title="licet",
        version=licet.__version__,
        description=DESCRIPTION,
        lifespan=_lifespan(settings),
        openapi_url=None,  # a route of its own, so that it declares its access as all others do
        docs_url=None,
        redoc_url=None,
        **without_its_own(),
    )
    figures = Figures()
    app.state.settings, app.state.figures = settings, figures
    app.state.spans = Spans()
    app.state.records = Records(settings.home)
    app.state.access = access or _access(settings)
    for router in ROUTERS:
        app.include_router(router)
    handle(app)
    handle_not_modified(app)
    app.openapi = describe(app)  # type: ignore[method-assign]
    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=3)
    app.add_middleware(Sizes, limit=_limit(settings))
    app.add_middleware(Around, figures=figures, spans=app.state.spans)
    return app


def from_environment() -> FastAPI:
    """The service of a worker process."""
    write_to_stderr()
    return create_app(Settings.from_environment())


def _access(settings: Settings) -> Access:
    return ByKey(settings.home, settings.rate) if settings.access == "keys" else Loopback()


def _limit(settings: Settings) -> Callable[[str], int]:
    own = {
        "/v1/screen/stream": settings.max_stream,
        "/v1/read": settings.max_upload,
        "/v1/exposure": settings.max_upload,
    }
    return lambda path: own.get(path, settings.max_body)


def _lifespan(settings: Settings) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        figures: Figures = app.state.figures

        def told(result: str, what: str) -> None:
            figures.swaps.labels(result).inc()
            say("lists", result=result, what=what)

        run.warm()
        ready = warm_to_stay if settings.own_process else warm
        held = app.state.held = Held(
            settings.home, told, ready, settings.patience, settings.retry_seconds
        )
        watching = asyncio.create_task(held.watch(settings.watch_seconds))
        say("ready", generation=held.current.name, version=licet.__version__)
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        app.state.records.close()
        app.state.spans.close()
        if isinstance(app.state.access, ByKey):
            app.state.access.keys.close()

    return lifespan
