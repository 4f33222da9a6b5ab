"""Spans for OpenTelemetry, where ``licet[otel]`` is installed and an endpoint is set.

A span is one request: method, route, status and generation. What was asked is in none of them, so
the framework's own spans, which hold addresses and the text of errors, stay off.
"""

from __future__ import annotations

import inspect
import os
from typing import Any

from fastapi import FastAPI
from starlette.types import Scope

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
PARENT = frozenset({b"traceparent", b"tracestate"})
OFF = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False,
       "auto_configure": False, "exclude": lambda _: True}  # fmt: skip


def without_its_own() -> dict[str, Any]:
    """For FastAPI, where it would make spans by itself; nothing for a version that doesn't."""
    return {"telemetry": OFF} if "telemetry" in inspect.signature(FastAPI).parameters else {}


class Spans:
    """Makes spans of requests, or does nothing where nobody collects them."""

    def __init__(self, provider: Any = None) -> None:
        self._provider = provider or _provider()
        self._tracer = self._provider.get_tracer("licet.serve") if self._provider else None

    def began(self, scope: Scope) -> Any:
        """The span of a request, below the one that its sender names."""
        if self._tracer is None:
            return None
        from opentelemetry.trace import SpanKind
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        headers = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in PARENT
        }
        context = TraceContextTextMapPropagator().extract(headers)
        return self._tracer.start_span(scope["method"], context, SpanKind.SERVER)

    def ended(self, span: Any, told: dict[str, Any]) -> None:
        """End a span with what the log says of its request."""
        if span is None:
            return
        from opentelemetry.trace import StatusCode

        span.update_name(f"{told['method']} {told['route']}")
        span.set_attributes(
            {
                "http.request.method": told["method"],
                "http.route": told["route"],
                "http.response.status_code": told["status"],
                "licet.generation": told["generation"] or "none",
                "licet.request_id": told["request"],
            }
        )
        if told["status"] >= 500:
            span.set_status(StatusCode.ERROR)
        span.end()

    def close(self) -> None:
        """Send what is still kept."""
        if self._provider is not None:
            self._provider.shutdown()


def _provider() -> Any:
    """A provider that sends spans where the environment says; None where it says nothing."""
    if not any(os.environ.get(name) for name in ENDPOINTS):
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        return None
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
