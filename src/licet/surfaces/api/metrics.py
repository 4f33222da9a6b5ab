"""Figures for Prometheus. Labels hold routes, methods and statuses: nothing that was asked.

Of several worker processes each writes its figures to a common folder, and whichever is asked adds
them up (``PROMETHEUS_MULTIPROC_DIR``, which ``licet serve`` sets).
"""

from __future__ import annotations

import os

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
MEDIA = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Figures:
    """The service's own figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self.requests = Counter(
            "licet_requests_total", "Requests answered.", ("route", "method", "status"),
            registry=own,
        )  # fmt: skip
        self.seconds = Histogram(
            "licet_request_seconds", "Seconds from request to answer.", ("route",),
            buckets=BUCKETS, registry=own,
        )  # fmt: skip
        self.screened = Counter(
            "licet_screenings_total", "Parties held against the lists.", registry=own
        )
        self.matched = Counter(
            "licet_screenings_matched_total", "Of those, parties with a match.", registry=own
        )
        self.swaps = Counter(
            "licet_list_swaps_total", "Changes of the lists seen.", ("result",), registry=own
        )
        self.entries = Gauge(
            "licet_list_entries", "Entries of each list in force.", ("list",),
            registry=own, multiprocess_mode="mostrecent",
        )  # fmt: skip
        self.published = Gauge(
            "licet_list_published_seconds", "When each list in force was published (Unix time).",
            ("list",), registry=own, multiprocess_mode="mostrecent",
        )  # fmt: skip

    def text(self) -> bytes:
        """Everything in Prometheus' text form."""
        if FOLDER not in os.environ:
            return generate_latest(self.registry)
        whole = CollectorRegistry()
        multiprocess.MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
        return generate_latest(whole)
