"""Around every request: ids, headers, tags, problems, logs and figures."""

from __future__ import annotations

import json
import logging
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import answered, write, xml_bytes
from service import Running, problem, running, until

from licet.surfaces.api import logs, settings
from licet.surfaces.api.app import create_app
from licet.surfaces.api.routes import lists
from licet.surfaces.api.settings import Settings


def test_ids_of_requests(served: Running) -> None:
    """A request bears its own id, or the one it came with where that is a plain word."""
    assert (
        served.get("/healthz", headers={"x-request-id": "ab-1"}).headers["x-request-id"] == "ab-1"
    )
    ids = {served.get("/healthz", headers={"x-request-id": "a b"}).headers["x-request-id"]}
    ids |= {served.get("/healthz").headers["x-request-id"]}
    assert len(ids) == 2
    assert "a b" not in ids


def test_headers_for_browsers(served: Running) -> None:
    """Every answer tells a browser to guess, frame, keep and run nothing."""
    for said in (served.get("/v1/lists"), served.get("/nothing")):
        assert said.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in said.headers["content-security-policy"]
        assert said.headers["cache-control"] == "no-cache, private"
        assert "server" not in said.headers or "uvicorn" in said.headers["server"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/lists", "/v1/law/facts", "/v1/law/gaps", "/catalog", "/v1/ownership",
        "/v1/party/ofac:800001", "/entities/ofac-800001", "/search/default?q=keld",
        "/v1/decide/schema",
    ],
)  # fmt: skip
def test_an_answer_that_is_known_is_not_sent_again(path: str, served: Running) -> None:
    """The entity tag of an answer, sent back, gives 304 without a body; another the answer."""
    tag = served.get(path).headers["etag"]
    same = served.get(path, headers={"if-none-match": f'"other", {tag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert served.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_tag_changes_with_the_lists_and_the_day(home: Path, tmp_path: Path) -> None:
    """A list update changes the tag, and so does tomorrow: a date left out means today."""
    with running(home) as own:
        tag = own.get("/v1/lists").headers["etag"]
        held = own.app.state.held.current
        assert held.etag(date.today()) == tag
        assert held.etag(date.today() + timedelta(days=1)) != tag
        update(home, tmp_path, "08/01/2021")
        until(lambda: own.generation() != held.name)
        assert own.get("/v1/lists", headers={"if-none-match": tag}).status_code == 200


def update(home: Path, folder: Path, day: str) -> None:
    """Add a newer consolidated list."""
    entry = ("810001", "Orvane Shipping Bureau", "CAATSA - RUSSIA")
    file = write(folder, f"cons_{day.replace('/', '-')}.xml", xml_bytes(day, entry))
    answered("lists", "add", file, "--list", "consolidated", "--home", home)


def test_errors_of_every_kind_are_problems(served: Running) -> None:
    """Unknown paths, methods, shapes and values, and addresses too long, are all problems."""
    problem(served.get("/nothing"), 404)
    problem(served.http.delete("/healthz"), 405)
    made = problem(served.post("/v1/screen", {"nme": "x"}), 422)
    assert made["errors"][0]["where"] == "body.name"
    problem(served.post("/v1/screen", {"name": "x", "threshold": 2}), 422)
    problem(served.get("/v1/law/facts", params={"limit": 0}), 422)
    problem(served.get("/search/default", params={"q": "x" * 9_000}), 414)
    problem(served.http.post("/v1/screen", content=b"{"), 422)


def test_an_error_nobody_foresaw_says_nothing(
    served: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is a 500 with the request's id; the log holds where it arose, and neither its text."""

    def broken(*_: Any) -> Any:
        raise RuntimeError("Aurelio Tann Pell")

    monkeypatch.setattr(lists, "health", broken)
    with caplog.at_level(logging.INFO, "licet.serve"):
        made = problem(served.get("/v1/lists/health"), 500)
        until(lambda: any(r.levelno == logging.ERROR for r in caplog.records))
    assert "Pell" not in json.dumps(made)
    record = next(r for r in caplog.records if r.levelno == logging.ERROR)
    line = json.loads(logs.JsonLines().format(record))
    assert (line["error"], line["request"]) == ("RuntimeError", made["request_id"])
    assert any("test_api_around.py" in one for one in line["frames"])
    assert "Pell" not in json.dumps(line)


def test_logs_hold_no_names(served: Running, caplog: pytest.LogCaptureFixture) -> None:
    """No log line holds what was asked: not from a body, a path, a query or a header."""
    secret = "Zzyzx"  # noqa: S105
    with caplog.at_level(logging.DEBUG):
        served.post("/v1/screen", {"name": secret, "country": secret})
        served.post("/match/default", {"queries": {secret: {"schema": "Person", "properties": {}}}})
        served.get("/search/default", params={"q": secret})
        served.get(f"/v1/party/ofac:{secret}")
        served.get(f"/entities/{secret}")
        served.get(f"/{secret}", headers={"x-request-id": f"<{secret}>"})
        served.http.post("/v1/screen/stream", content=secret.encode())
        served.http.post("/v1/read", files={"file": (secret, secret.encode())})
        until(lambda: sum(r.name == "licet.serve" for r in caplog.records) == 8)
    told = [logs.JsonLines().format(r) for r in caplog.records if r.name.startswith("licet")]
    assert len(told) == 8
    assert not any(secret in line for line in told)
    first = json.loads(told[0])
    assert (first["route"], first["method"], first["status"]) == ("/v1/screen", "POST", 400)


def test_lines_of_libraries_lose_their_values() -> None:
    """A line of another library is written down without the values put into it."""
    record = logging.LogRecord("x", logging.INFO, "f", 1, "asked for %s", ("Pell",), None)
    assert json.loads(logs.JsonLines().format(record))["text"] == "asked for %s"


def test_figures(served: Running) -> None:
    """Figures count requests by route, never by address, and tell the lists' age."""
    served.get("/entities/ofac-800001")
    text = served.get("/metrics").text
    assert 'licet_requests_total{method="GET",route="/entities/{entity_id}"' in text
    assert "800001" not in text
    assert 'licet_list_entries{list="us-ofac-sdn"} 3.0' in text
    assert "licet_screenings_total" in text


def test_a_store_without_a_list(tmp_path: Path) -> None:
    """The service lives and isn't ready; what needs a list is 503 and says how to add one."""
    with running(tmp_path / "empty") as bare:
        assert bare.get("/healthz").json() == {"status": "ok"}
        problem(bare.get("/readyz"), 503)
        made = problem(bare.post("/v1/screen", {"name": "x"}), 503)
        assert "licet lists add" in made["mend"]
        assert bare.get("/v1/lists").json()["lists"] == []
        assert bare.get("/v1/law/gaps").status_code == 200


def test_a_store_filled_while_the_service_runs(whole_once: Path, tmp_path: Path) -> None:
    """The first list makes a waiting service ready."""
    home = tmp_path / "home"
    home.mkdir()
    with running(home) as bare:
        for name in ("generations", "index", "raw", "CURRENT"):
            source = whole_once / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, home / name)
        until(lambda: bare.get("/readyz").status_code == 200)
        assert bare.post("/v1/screen", {"name": "Aurelio Tann Pell"}).json()["matches"]


def test_settings_survive_the_way_to_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker process reads the settings that its parent wrote."""
    made = Settings(tmp_path, access="keys", host="0.0.0.0", rate=2.5)  # noqa: S104
    monkeypatch.setenv(settings.VARIABLE, made.to_json())
    assert Settings.from_environment() == made


def test_an_application_is_made_without_a_store(tmp_path: Path) -> None:
    """Making the application opens nothing: that waits until it starts."""
    create_app(Settings(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_spans_hold_nothing_that_was_asked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request is one span below its sender's, with route and status, and without the query."""
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    kept, provider = memory.InMemorySpanExporter(), sdk.TracerProvider()
    provider.add_span_processor(export.SimpleSpanProcessor(kept))
    monkeypatch.setattr("licet.surfaces.api.tracing._provider", lambda: provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    with running(home) as own:
        sent = {"traceparent": f"00-{trace}-b7ad6b7169203331-01"}
        own.get("/search/default", params={"q": "Zzyzx"}, headers=sent)
        until(kept.get_finished_spans)
    (span,) = kept.get_finished_spans()
    assert f"{span.context.trace_id:032x}" == trace
    assert span.name == "GET /search/{dataset}"
    assert span.attributes["http.response.status_code"] == 200
    assert "Zzyzx" not in span.to_json()


def test_a_long_upload_is_read(served: Running) -> None:
    """A document of many megabytes, within the limit, is read."""
    text = b"We pay Aurelio Tann Pell.\n" + b" \n" * 8_000_000
    said = served.http.post("/v1/read", files={"file": ("long.txt", text)})
    assert said.status_code in {200, 413}, said.text
    assert "characters of text" in said.text or said.json()["parties"]
