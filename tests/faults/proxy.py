"""A proxy between client and store that does what networks do: lose, cut, repeat, stall, refuse.

Which fault a request meets is told by a function of its number (from 0), method and path; None
lets it pass. It listens on a free port of this machine only.
"""

from __future__ import annotations

import http.client
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

Faults = Callable[[int, str, str], str | None]

FAULTS = ("drop-before", "drop-after", "delay", "cut-request", "cut-answer", "duplicate",
          "reset", "429", "500", "503")  # fmt: skip
"""All faults that pass by; others: 401, 413:BYTES, hang, redirect:URL, cap:ROWS."""

_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class Proxy:
    """The proxy; a context manager. faults may be set anew at any time."""

    def __init__(self, upstream: str, faults: Faults = lambda *_: None) -> None:
        self.faults = faults
        self.seen: list[tuple[str, str, str | None]] = []
        self.headers: list[dict[str, str]] = []
        self.go_to(upstream)
        self._lock, self._closing = threading.Lock(), threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def go_to(self, upstream: str) -> None:
        """Stand before another server from now on."""
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or "", parts.port or 80)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except OSError:
                    self.close_connection = True

            def _pass(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                fault = proxy.note(self.command, self.path, dict(self.headers))
                proxy.answer(self, body, fault)

            do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815 - the names of http.server

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    def note(self, method: str, path: str, headers: dict[str, str]) -> str | None:
        """Remember a request and say what happens to it."""
        with self._lock:
            fault = self.faults(len(self.seen), method, path)
            self.seen.append((method, path, fault))
            self.headers.append(headers)
        return fault

    def answer(self, to: BaseHTTPRequestHandler, body: bytes, fault: str | None) -> None:
        """Answer one request as *fault* says."""
        name, _, value = (fault or "").partition(":")
        if name == "413" and len(body) <= int(value):
            name = ""
        if name in ("drop-before", "reset", "hang"):
            self._silence(to, name)
        elif name == "cut-request":
            self._forward(to, body, half=True)
            to.close_connection = True
        elif name == "redirect":
            self._say(to, 307, {"Location": value + to.path}, b"")
        elif name.isdigit():
            self._say(to, int(name), {"Content-Type": "text/plain"}, b"said by the proxy")
        else:
            self._relay(to, body, name, value)

    def _silence(self, to: BaseHTTPRequestHandler, name: str) -> None:
        if name == "hang":
            self._closing.wait(30)
        if name == "reset":  # a close without lingering is a reset
            to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            to.connection.close()
        to.close_connection = True

    def _relay(self, to: BaseHTTPRequestHandler, body: bytes, name: str, value: str) -> None:
        if name == "delay":
            time.sleep(0.05)
        if name == "duplicate":
            self._forward(to, body)
        status, headers, answer = self._forward(to, body)
        if name == "drop-after":
            to.close_connection = True
        elif name == "cut-answer":
            self._say(to, 200, headers, answer or b"\n", cut=True)
        elif name == "cap" and "results+json" in headers.get("content-type", ""):
            self._say(to, status, headers, _capped(answer, int(value)))
        else:
            self._say(to, status, headers, answer)

    def _forward(
        self, to: BaseHTTPRequestHandler, body: bytes, *, half: bool = False
    ) -> tuple[int, dict[str, str], bytes]:
        there = http.client.HTTPConnection(*self._upstream, timeout=60)
        headers = {k: v for k, v in to.headers.items() if k.lower() not in _HOP}
        there.putrequest(to.command, to.path, skip_host=True, skip_accept_encoding=True)
        for key, value in headers.items():
            there.putheader(key, value)
        there.putheader("Content-Length", str(len(body)))
        there.endheaders()
        if half:
            there.send(body[: len(body) // 2])
            there.close()
            return 0, {}, b""
        there.send(body)
        answer = there.getresponse()
        data = answer.read()
        there.close()
        kept = {k: v for k, v in answer.getheaders() if k.lower() not in _HOP}
        return answer.status, kept, data

    @staticmethod
    def _say(
        to: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes,
        *, cut: bool = False,
    ) -> None:  # fmt: skip
        to.send_response_only(status)
        for key, value in headers.items():
            to.send_header(key, value)
        if status not in (204, 304):
            to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body[: len(body) // 2] if cut else body)
        to.close_connection = to.close_connection or cut


def _capped(answer: bytes, rows: int) -> bytes:
    """Return a table of at most *rows* rows, with nothing that says so."""
    table = json.loads(answer)
    del table["results"]["bindings"][rows:]
    return json.dumps(table).encode()
