from __future__ import annotations

import http.server
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from claimgraph.errors import UsageError
from claimgraph.remote import http as client
from claimgraph.remote.credentials import Credentials
from claimgraph.remote.failures import RefusedError, UnreachableError
from claimgraph.remote.http import Http, Request, get
from tests.stores.servers import free_port, missing


class Scripted(http.server.BaseHTTPRequestHandler):
    """Answers with the next status of its server's script; 200 at its end."""

    server: Any

    def do_GET(self) -> None:
        status, headers = self.server.script.pop(0) if self.server.script else (200, {})
        self.server.seen.append(dict(self.headers))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET  # noqa: N815 - the name of http.server

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


@contextmanager
def serving(context: ssl.SSLContext | None = None, *script: Any) -> Iterator[tuple[str, Any]]:
    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.script, server.seen, server.daemon_threads = list(script), [], True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http{'s' if context else ''}://localhost:{server.server_port}", server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds that the client would have waited."""
    found: list[float] = []
    monkeypatch.setattr("claimgraph.remote.http.time.sleep", found.append)
    return found


@pytest.mark.parametrize("url", ["ftp://h/", "h:80", "http://", "http:///x", "http://h:port/"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="is not an address of a server"):
        client.checked(url)


def test_a_login_in_an_address_is_refused_without_showing_it() -> None:
    with pytest.raises(UsageError, match="there is a login in the address of http://h/x") as caught:
        client.checked("http://ann:sesame@h/x")
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize(("url", "here"), [
    ("http://localhost:1/", True), ("http://127.0.0.1/", True), ("http://[::1]:1/", True),
    ("http://127.evil.example/", False), ("http://h/", False),
])  # fmt: skip
def test_this_machine_is_known(url: str, here: bool) -> None:
    assert client.is_loopback(url) == here


def test_a_port_where_nothing_listens_is_told_at_once(waits: list[float]) -> None:
    with pytest.raises(UnreachableError, match="nothing listens there"):
        Http().reach(f"http://127.0.0.1:{free_port()}/")
    assert waits == []


def test_a_host_that_is_none_is_told_at_once(waits: list[float]) -> None:
    with pytest.raises(UnreachableError, match="there is no such host"):
        Http().reach("http://no-such-host.invalid/")
    assert waits == []


def test_pauses_double_and_the_server_may_ask_for_longer(waits: list[float]) -> None:
    with serving(None, (503, {}), (503, {}), (429, {"Retry-After": "7"})) as (url, _):
        assert Http(pause=1).send(get(url)).status == 200
    assert waits == [1, 2, 7]


def test_no_server_makes_us_wait_longer_than_a_minute(waits: list[float]) -> None:
    with serving(None, (503, {"Retry-After": "86400"})) as (url, _):
        Http().send(get(url))
    assert waits == [60]


def test_a_refusal_that_is_final_is_not_tried_again(waits: list[float]) -> None:
    with (serving(None, (400, {"Content-Type": "text/plain"})) as (url, server),
          pytest.raises(RefusedError, match=r"answered 400 .*: ok")):  # fmt: skip
        Http().send(get(url))
    assert (waits, len(server.seen)) == ([], 1)


def test_what_may_not_be_carried_out_twice_is_sent_once(waits: list[float]) -> None:
    with serving(None, (503, {})) as (url, _), pytest.raises(RefusedError):
        Http().send(Request("POST", url, {}, b"x", repeatable=False))
    assert waits == []


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_write_is_not_turned_into_a_read_by_a_redirect(status: int) -> None:
    with (serving(None, (status, {"Location": "/there"})) as (url, _),
          pytest.raises(RefusedError, match=f"{status} and points to {url}/there")):  # fmt: skip
        Http().send(Request("POST", url, {}, b"x"))


def test_a_circle_of_redirects_ends() -> None:
    circle = [(307, {"Location": "/"})] * 20
    with (serving(None, *circle) as (url, _),
          pytest.raises(UnreachableError, match="in a circle")):  # fmt: skip
        Http(attempts=1).send(get(url))


@pytest.mark.parametrize(("login", "header", "value"), [
    (Credentials("basic", "pä", "ann"), "Authorization", "Basic YW5uOnDDpA=="),
    (Credentials("bearer", "t"), "Authorization", "Bearer t"),
    (Credentials("api-key", "k", header="X-Key"), "X-Key", "k"),
])  # fmt: skip
def test_each_login_has_its_header(login: Credentials, header: str, value: str) -> None:
    with serving() as (url, server):
        Http(login).send(get(url))
    assert server.seen[0][header] == value


def test_a_digest_login_answers_the_challenge_without_the_password() -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="abc", qop="auth"'}
    with serving(None, (401, challenge)) as (url, server):
        answer = Http(Credentials("digest", "sesame", "ann")).send(
            Request("POST", url, {}, b"all of the body"))  # fmt: skip
    assert answer.status == 200
    assert server.seen[1]["Authorization"].startswith('Digest username="ann", realm="SPARQL"')
    assert "sesame" not in str(server.seen)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a key and its certificate for this machine that nobody else trusts."""
    if shutil.which("openssl") is None:
        missing("there is no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-keyout", path, "-out", f"{path}.crt"],
                   check=True, capture_output=True)  # fmt: skip
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_of_nobody_we_trust_is_refused_at_once(
    tls: ssl.SSLContext, waits: list[float]
) -> None:
    with (
        serving(tls) as (url, server),
        pytest.raises(UnreachableError, match=r"certificate is not to be trusted.*--cacert"),
    ):
        Http().send(get(url))
    assert (server.seen, waits) == ([], [])


def test_a_certificate_that_the_user_trusts_is_taken(
    tls: ssl.SSLContext, certificate: Path
) -> None:
    with serving(tls) as (url, _):
        assert Http(cacert=Path(f"{certificate}.crt")).send(get(url)).status == 200


def test_a_redirect_out_of_https_is_refused(tls: ssl.SSLContext, certificate: Path) -> None:
    with (serving() as (plain, other),
          serving(tls, (307, {"Location": plain})) as (url, _),
          pytest.raises(UnreachableError, match="which is not encrypted")):  # fmt: skip
        Http(cacert=Path(f"{certificate}.crt")).send(get(url))
    assert other.seen == []


def test_a_certificate_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.pem: there is no such file"):
        Http(cacert=tmp_path / "none.pem")
