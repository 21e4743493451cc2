"""Layer 2. One HTTP client for all servers: TLS, login, timeouts, retries, redirects.

Retried are 408, 429, 500, 502, 503, 504, timeouts and broken connections, with a pause that
doubles; `Retry-After` is obeyed up to a minute. Only requests that may be carried out twice are
sent here, or the caller says that they may not. Redirects are followed by hand (RFC 9110, section
15.4): a request that writes keeps its method or is not sent at all, and neither credentials nor
data go from https to http; credentials never go to another host.
"""

from __future__ import annotations

import io
import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast
from urllib.parse import urljoin, urlsplit, urlunsplit

from claimgraph import __version__
from claimgraph.errors import RemoteError, UsageError
from claimgraph.remote import failures
from claimgraph.remote.credentials import CURE, Credentials
from claimgraph.remote.failures import RefusedError, UnreachableError, cause, origin, shown

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

RETRIED = frozenset({408, 429, 500, 502, 503, 504})
MAX_ANSWER = 64 * 1024 * 1024
"""Most bytes of an answer that is read whole."""

_MAX_REDIRECTS = 5
_MAX_PAUSE = 60.0
_SOON = 20.0
_READS = ("GET", "HEAD")
_SAME_METHOD = (307, 308)
_REDIRECTS = (301, 302, 303, *_SAME_METHOD)
_LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|::1")
_BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read whole. headers: names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def text(self) -> str:
        """The body as text; bytes that are no UTF-8 are replaced."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Request:
    """One request. repeatable: carrying it out twice is the same as once."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    repeatable: bool = True


def get(url: str, accept: str = "*/*") -> Request:
    """Make a request that reads *url*."""
    return Request("GET", url, {"Accept": accept})


def is_loopback(url: str) -> bool:
    """Tell whether *url* names this machine."""
    return _LOOPBACK.fullmatch(urlsplit(url).hostname or "") is not None


def is_open(url: str) -> bool:
    """Tell whether what is sent to *url* leaves this machine without encryption."""
    return urlsplit(url).scheme == "http" and not is_loopback(url)


def checked(url: str) -> str:
    """Return *url* if it is http(s) without a login in it; UsageError otherwise.

    A password in an address ends in the shell's history and in the server's log.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise UsageError(f"{shown(url)!r} is not an address of a server",
                         cure="write http://HOST:PORT/... or https://HOST/...")  # fmt: skip
    if parts.username is not None or parts.password is not None:
        clean = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        raise UsageError(f"there is a login in the address of {clean}", cure=CURE)
    return url


class Http:
    """A client for one server and its credentials; may be used by several threads at once."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        cacert: Path | None = None,
        timeout: float = 300.0,
        attempts: int = 6,
        pause: float = 0.5,
    ) -> None:
        """Prepare; nothing is sent.

        timeout: seconds without any byte going either way. attempts: how often a request is sent
        at most. pause: seconds before the second attempt.
        """
        self._sessions: list[requests.Session] = []
        self._credentials = credentials
        self._timeout, self.attempts, self._pause = timeout, max(attempts, 1), pause
        self._verify = _bundle(cacert)
        self._local = threading.local()
        self._digest: Any = None

    def close(self) -> None:
        """Close all connections; the next request opens new ones."""
        while self._sessions:
            self._sessions.pop().close()

    __del__ = close

    def reach(self, url: str) -> None:
        """Open a connection to the host of *url* and close it: what is not there is told soon.

        Raises UnreachableError. Where a proxy stands between, nothing is tried.
        """
        if _proxies(url):
            return
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname, port), min(self._timeout, _SOON)).close()
        except OSError as error:
            raise failures.unreachable(error, url, min(self._timeout, _SOON), str) from None

    def send(self, request: Request, also: tuple[int, ...] = ()) -> Answer:
        """Send *request*, again where that may help, and return the whole answer.

        also: statuses from 300 on that are answers here and not errors. Raises RefusedError for
        another status, UnreachableError where no whole answer came.
        """
        return self._again(request, lambda: self._once(request, also))

    def peek(self, request: Request, size: int = 1 << 16) -> Answer:
        """Send *request* once and return the answer with any status and its first bytes.

        Raises UnreachableError where there is none.
        """
        import requests  # noqa: PLC0415 - see _again

        try:
            with self._open(request, tuple(range(300, 600))) as answer:
                body = next(answer.iter_content(size), b"")
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return Answer(answer.status_code, headers, body, answer.url)
        except (requests.exceptions.RequestException, OSError) as error:
            raise self._named(error, request.url) from None

    @contextmanager
    def stream(self, request: Request) -> Iterator[BinaryIO]:
        """Send *request* and give its answer as a file to read from, decompressed.

        Only the beginning is tried again. Raises as `send`; while reading, UnreachableError for
        an answer that ends too early.
        """
        answer = self._again(request, lambda: self._open(request, ()))
        try:
            yield cast("BinaryIO", io.BufferedReader(_Body(answer, request.url), 1 << 16))
        finally:
            answer.close()

    def _again(self, request: Request, attempt: Callable[[], T]) -> T:
        import requests  # noqa: PLC0415 - a quarter of a second that --help need not pay

        for left in range(self.attempts - 1, -1, -1):
            again, wait = left > 0 and request.repeatable, 0.0
            try:
                return attempt()
            except RefusedError as error:
                if not again or error.status not in RETRIED:
                    raise
                wait = _wanted(error)
            except requests.exceptions.SSLError as error:
                raise self._named(error, request.url) from None
            except (requests.exceptions.RequestException, OSError) as error:
                if not again:
                    raise self._named(error, request.url) from None
            tried = self.attempts - left - 1
            time.sleep(max(wait, min(self._pause * 2**tried, _MAX_PAUSE)))
        raise AssertionError("unreachable")  # pragma: no cover - the last attempt returns or raises

    def _once(self, request: Request, also: tuple[int, ...]) -> Answer:
        answer = self._open(request, also)
        try:
            body = _whole(answer, time.monotonic() + 10 * self._timeout)
        finally:
            answer.close()
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, headers, body, answer.url)

    def _open(self, request: Request, also: tuple[int, ...]) -> requests.Response:
        """Send once, through redirects; returns an answer whose body is still to be read."""
        url = checked(request.url)
        for _ in range(_MAX_REDIRECTS + 1):
            answer = self._session().request(
                request.method, url,
                headers={**request.headers, **self._headers(url, request.url)},
                data=io.BytesIO(request.body) if request.body else None,
                auth=self._auth(url, request.url),
                timeout=(self._timeout, self._timeout), verify=self._verify, stream=True,
                allow_redirects=False, proxies=_proxies(url),
            )  # fmt: skip
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                answer.close()
                url = _target(request, answer.status_code, url, answer.headers["location"])
                continue
            if answer.status_code >= 300 and answer.status_code not in also:  # noqa: PLR2004
                with answer:
                    raise failures.refused(
                        answer.status_code,
                        self._said(answer),
                        url,
                        asked=request.url,
                        retry_after=answer.headers.get("retry-after", ""),
                    )
            return answer
        raise UnreachableError("the server redirects in a circle", where=request.url)

    def _session(self) -> requests.Session:
        import requests  # noqa: PLC0415 - see _again

        if not hasattr(self._local, "session"):
            session = requests.Session()
            session.trust_env = False  # it would take logins from netrc that we did not choose
            session.headers["User-Agent"] = f"claimgraph/{__version__}"
            self._local.session = session
            self._sessions.append(session)
        return cast("requests.Session", self._local.session)

    def _headers(self, url: str, asked: str) -> dict[str, str]:
        known = self._credentials
        if known is None or origin(url) != origin(asked):
            return {}
        if known.scheme == "bearer":
            return {"Authorization": f"Bearer {known.secret}"}
        return {known.header: known.secret} if known.scheme == "api-key" else {}

    def _auth(self, url: str, asked: str) -> Any:  # noqa: ANN401 - several classes of requests
        from requests.auth import HTTPBasicAuth, HTTPDigestAuth  # noqa: PLC0415 - see _again

        known = self._credentials
        if known is None or origin(url) != origin(asked):
            return None
        if known.scheme == "basic":
            return HTTPBasicAuth(known.user.encode(), known.secret.encode())
        if known.scheme == "digest" and self._digest is None:
            self._digest = HTTPDigestAuth(known.user, known.secret)
        return self._digest

    def _hidden(self, text: str) -> str:
        return self._credentials.hidden(text) if self._credentials else text

    def _said(self, answer: requests.Response) -> str:
        """Return the beginning of what the server says about a refusal."""
        if "html" in answer.headers.get("content-type", ""):
            return ""
        try:
            said = answer.raw.read(4096, decode_content=True).decode("utf-8", "replace")
        except Exception:  # noqa: BLE001 - the reason is a courtesy; the status is what counts
            return ""
        return shown(self._hidden(said))

    def _named(self, error: Exception, url: str) -> UnreachableError:
        return failures.unreachable(error, url, self._timeout, self._hidden)


class _Body(io.RawIOBase):
    """An answer as a file; a break in it is a RemoteError that names the address."""

    def __init__(self, answer: requests.Response, url: str) -> None:
        super().__init__()
        self._parts, self._rest, self._url = answer.iter_content(1 << 16), b"", url

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a writable buffer, as io passes it
        import requests  # noqa: PLC0415 - see Http._again

        try:
            while not self._rest:
                self._rest = next(self._parts)
        except StopIteration:
            return 0
        except (requests.exceptions.RequestException, OSError) as error:
            what = f"the answer broke off ({cause(error)})"
            raise UnreachableError(what, where=self._url, cure="try again") from None
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _wanted(error: RefusedError) -> float:
    """Seconds that the server asked to wait (RFC 9110, section 10.2.3), at most a minute."""
    return min(float(error.retry_after), _MAX_PAUSE) if error.retry_after.isdecimal() else 0.0


def _whole(answer: requests.Response, deadline: float) -> bytes:
    parts, size = [], 0
    for part in answer.iter_content(1 << 16):
        parts.append(part)
        size += len(part)
        if size > MAX_ANSWER or time.monotonic() > deadline:
            raise RemoteError("the answer is too long", where=answer.url)
    return b"".join(parts)


def _target(request: Request, status: int, url: str, location: str) -> str:
    """Where a redirect leads; RemoteError where following it would change or expose the request."""
    target = urljoin(url, location)
    there = shown(target)
    if request.method not in _READS and status not in _SAME_METHOD:
        raise RefusedError(f"the server answered {status} and points to {there}", status,
                           where=url, cure="use that address")  # fmt: skip
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise UnreachableError(f"it redirects to {there}, which is not encrypted", where=url)
    return target


def _proxies(url: str) -> dict[str, str]:
    from requests.utils import get_environ_proxies  # noqa: PLC0415 - see Http._again

    return {} if is_loopback(url) else get_environ_proxies(url)


def _bundle(cacert: Path | None) -> str | bool:
    """Path of the certificates to trust: the user's, the environment's, the system's."""
    if cacert is not None:
        if not cacert.is_file():
            raise UsageError("there is no such file", where=str(cacert), cure="mend --cacert")
        return str(cacert)
    for name in _BUNDLES:
        if os.environ.get(name):
            return os.environ[name]
    return ssl.get_default_verify_paths().cafile or True
