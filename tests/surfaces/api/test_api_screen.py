"""Screening over HTTP: one party, a list, a stream of JSON lines."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator

import pytest
from command_line import PELL, answered
from service import Running, lines, problem, running, until


def test_one_party_says_what_the_command_says(served: Running) -> None:
    """The service's matches are those of `licet screen --json`, field by field."""
    said = served.post("/v1/screen", {"name": "Aurelio Tann Pell", "as_of": "2021-07-20"}).json()
    told = answered(
        "screen", "Aurelio Tann Pell", "--as-of", "2021-07-20", "--home", served.home, "--json"
    ).json
    assert said["matches"] == told["matches"]
    assert said["lists"] == told["lists"]
    assert said["as_of"] == told["as_of"]
    assert said["matches"][0]["listing_id"] == f"ofac:{PELL}"


@pytest.mark.parametrize("threshold", [0.0, 0.59, 0.61])
def test_a_slow_question_has_the_same_answer(threshold: float, served: Running) -> None:
    """What is screened in a thread, not to hold others up, comes out as on the command line."""
    said = served.post("/v1/screen", {"name": "Pell", "threshold": threshold, "limit": 50}).json()
    words = ("screen", "Pell", "--threshold", str(threshold), "--limit", "50")
    assert said["matches"] == answered(*words, "--home", served.home, "--json").json["matches"]


def test_what_is_beside_the_name_counts(served: Running) -> None:
    """Kind, birth, country and numbers go into the score as they do on the command line."""
    body = {"name": "Somebody Else", "identifiers": [{"value": "9074729", "kind": "IMO"}]}
    (match,) = served.post("/v1/screen", body).json()["matches"]
    assert match["reason"] == "identifier"
    plain = served.post("/v1/screen", {"name": "Aurelio Pell"}).json()["matches"][0]["score"]
    born = served.post("/v1/screen", {"name": "Aurelio Pell", "born": "1999"}).json()
    assert not born["matches"] or born["matches"][0]["score"] < plain


def test_no_match_says_what_it_is_worth(served: Running) -> None:
    """A no-match names the lists, the threshold and what the threshold was measured to find."""
    said = served.post("/v1/screen", {"name": "Nobody Atall Whatsoever"}).json()
    assert said["matches"] == []
    assert "hidden aliases" in said["screening"]["says"]
    assert any("2021-07-07" in one for one in said["lists"])
    assert said["generation"] == served.generation()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"name": "x", "as_of": "2020-13-01"}, "as_of"),
        ({"name": "x", "born": "yesterday"}, "born"),
        ({"name": "x", "country": "Nowhereland"}, "country"),
        ({"name": "..."}, None),
    ],
)
def test_what_cannot_be_screened(body: dict[str, str], place: str | None, served: Running) -> None:
    """What can't be used is one sentence with its place and how to mend it."""
    made = problem(served.post("/v1/screen", body), 400)
    assert made.get("where") == place
    assert made["mend"]


def test_half_a_character_is_refused(served: Running) -> None:
    """Half of a surrogate pair is no text, and is refused as such."""
    content = b'{"name": "Pell \\ud800"}'
    headers = {"content-type": "application/json"}
    problem(served.http.post("/v1/screen", content=content, headers=headers), 422)
    *_, last = lines(served.http.post("/v1/screen/stream", content=content))
    assert last["summary"]["rejected"] == 1


def test_a_batch_answers_every_record(served: Running) -> None:
    """Each record has its answer, in order; one that can't be screened says why in its place."""
    records = [{"id": "a", "name": "Aurelio Tann Pell"}, {"name": ""}, {"id": "c", "name": "Noone"}]
    said = served.post("/v1/screen/batch", {"records": records}).json()
    assert (said["records"], said["screened"], said["rejected"]) == (3, 2, 1)
    first, second, third = said["answers"]
    assert (first["id"], first["matches"][0]["listing_id"]) == ("a", f"ofac:{PELL}")
    assert second == {"row": 2, "error": second["error"]}
    assert third["matches"] == []


def test_a_batch_has_an_end(home_once: object, served: Running) -> None:
    """More records than are read at once are refused, and the stream is named."""
    made = problem(served.post("/v1/screen/batch", {"records": [{"name": "x"}] * 1_001}), 413)
    assert "/v1/screen/stream" in made["detail"]


def test_a_stream_answers_each_line(served: Running) -> None:
    """Bad lines are answered as errors with their number, blank ones skipped, the rest screened."""
    body = '{"id": 1}\n\n{"id": "b", "name": "Aurelio Tann Pell"}\nnonsense\n[1]\n{"name": "Nil"}'
    *found, last = lines(served.http.post("/v1/screen/stream", content=body.encode()))
    assert [one["row"] for one in found] == [1, 3, 4, 5, 6]
    assert ["error" in one for one in found] == [True, False, True, True, False]
    assert found[1]["matches"][0]["listing_id"] == f"ofac:{PELL}"
    summary = last["summary"]
    assert (summary["records"], summary["screened"], summary["rejected"]) == (5, 2, 3)
    assert summary["generation"] == served.generation()


def test_an_endless_line_is_one_error(served: Running) -> None:
    """A line beyond the limit is refused by itself; what comes after it is answered."""
    body = b'{"name": "' + b"x" * 3_000_000 + b'"}\n{"name": "Aurelio Tann Pell"}\n'
    first, second, last = lines(served.http.post("/v1/screen/stream", content=body))
    assert "longer than" in first["error"]["what"]
    assert second["matches"]
    assert last["summary"]["rejected"] == 1


def test_a_client_that_sends_all_before_it_reads(served: Running) -> None:
    """A long stream is answered whole, also to a client that reads only when it has sent all."""

    def several() -> Iterator[bytes]:
        for _ in range(20):
            yield b'{"name": "Aurelio Tann Pell"}\n' * 100

    *found, last = lines(served.http.post("/v1/screen/stream", content=several()))
    assert len(found) == last["summary"]["screened"] == 2_000


def test_answers_come_while_lines_go_out(served: Running) -> None:
    """The first answer arrives before the last line is sent."""
    port = int(served.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        head = (
            "POST /v1/screen/stream HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
            "transfer-encoding: chunked\r\n\r\n"
        )
        line = b'{"name": "Aurelio Tann Pell"}\n'
        link.sendall(head.encode() + b"%x\r\n%s\r\n" % (len(line), line))
        got = b""
        while b'"row":1' not in got:
            got += link.recv(65_536)
        assert b"summary" not in got
        link.sendall(b"0\r\n\r\n")
        while piece := link.recv(65_536):
            got += piece
    assert b"summary" in got


def test_a_client_that_goes_away(served: Running) -> None:
    """What was sent by somebody who is gone isn't screened to its end."""
    port = int(served.url.rpartition(":")[2])
    before = served.get("/metrics").text
    body = b'{"name": "Aurelio Tann Pell"}\n' * 40_000
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        head = "POST /v1/screen/stream HTTP/1.1\r\nhost: localhost\r\n"
        link.sendall(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        link.recv(1_000)
    streams, parties = 'seconds_count{route="/v1/screen/stream"}', "screenings_total"
    until(lambda: figure(served, streams) == counted(before, streams) + 1)
    assert figure(served, parties) < counted(before, parties) + 40_000


def figure(served: Running, name: str) -> float:
    """A figure of the service as it is now."""
    return counted(served.get("/metrics").text, name)


def counted(figures: str, name: str) -> float:
    """A figure by the end of its name; 0 where there is none yet."""
    told = (one.split() for one in figures.splitlines() if one.startswith("licet_"))
    return sum(float(value) for key, value in told if key.endswith(name))


def test_long_answers_are_packed(served: Running) -> None:
    """An answer of some length goes out as gzip to a client that can read it, and no other."""
    body = {"name": "Aurelio Tann Pell"}
    packed = served.post("/v1/screen", body, headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    plain = served.post("/v1/screen", body, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert len(gzip.compress(plain.content)) < len(plain.content)


def test_too_large_is_refused_by_header_and_by_content(home_once: object) -> None:
    """A body beyond the limit is refused, whether its length is stated or not."""
    with running(home_once, max_body=1_000, max_stream=2_000) as small:  # type: ignore[arg-type]
        big = json.dumps({"name": "x" * 1_500}).encode()
        headers = {"content-type": "application/json"}
        problem(small.http.post("/v1/screen", content=big, headers=headers), 413)
        unstated = small.http.post("/v1/screen", content=iter([big]), headers=headers)
        problem(unstated, 413)
        line = b'{"name": "Aurelio Tann Pell"}\n'
        made = lines(small.http.post("/v1/screen/stream", content=iter([line] * 10)))
        assert len(made) == 11
        problem(small.http.post("/v1/screen/stream", content=line * 200), 413)
        *_, last = lines(small.http.post("/v1/screen/stream", content=iter([line] * 200)))
        assert "at most 2,000 bytes" in last["error"]["what"]
        assert "summary" not in last
