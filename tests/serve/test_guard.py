"""Who may talk to the server: names, origins, pages of other sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.live import Server, running

ASK = "/sparql?query=ASK%7B%7D"


@pytest.fixture(scope="module")
def open_server(harbour_path: Path) -> Iterator[Server]:
    """Return a server that one other site may read, under one more name."""
    options = ("--cors", "https://reader.example", "--allow-host", "claims.example")
    with running(harbour_path, *options) as server:
        yield server


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:80", "LOCALHOST:9"])
def test_names_of_this_machine_are_answered(harbour_server: Server, host: str) -> None:
    assert harbour_server.ask(ASK, headers={"Host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""]
)
def test_a_foreign_name_is_not_answered(harbour_server: Server, host: str) -> None:
    reply = harbour_server.ask(ASK, headers={"Host": host})
    assert reply.status == 421
    assert "--allow-host" in reply.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_a_page_of_another_site_may_not_ask(harbour_server: Server, origin: str) -> None:
    reply = harbour_server.ask(ASK, headers={"Origin": origin})
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers


def test_a_picture_on_another_site_may_not_start_a_query(harbour_server: Server) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert harbour_server.ask(ASK, headers=headers).status == 403


def test_a_link_on_another_site_may_lead_here(harbour_server: Server) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert harbour_server.ask(ASK, headers=headers).status == 200


def test_our_own_pages_may_ask(harbour_server: Server) -> None:
    headers = {"Origin": harbour_server.address.rstrip("/")}
    assert harbour_server.ask(ASK, headers=headers).status == 200


def test_cors_lets_the_named_origin_read(open_server: Server) -> None:
    reply = open_server.ask(ASK, headers={"Origin": "https://reader.example"})
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == "https://reader.example"


def test_cors_answers_the_preflight_of_a_direct_post(open_server: Server) -> None:
    headers = {
        "Origin": "https://reader.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    reply = open_server.ask("/sparql", "OPTIONS", headers)
    assert reply.status == 200
    assert "content-type" in reply.headers["access-control-allow-headers"].lower()


def test_cors_for_one_origin_is_not_for_another(open_server: Server) -> None:
    assert open_server.ask(ASK, headers={"Origin": "https://evil.example"}).status == 403


def test_a_further_name_is_answered_where_it_was_allowed(open_server: Server) -> None:
    assert open_server.ask(ASK, headers={"Host": "claims.example"}).status == 200


def test_every_response_carries_the_policy(harbour_server: Server) -> None:
    for path in (ASK, "/sparql", "/nothing-here", "/sparql?query=x"):
        headers = harbour_server.ask(path).headers
        assert headers["content-security-policy"].startswith(
            "default-src 'none'; script-src 'self'"
        )
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
