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
from claimgraph.remote.credentials import CURE, Credentials

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

RETRIED = frozenset({408, 429, 500, 502, 503, 504})
MAX_ANSWER = 64 * 1024 * 1024
"""Most bytes of an answer that is read whole."""

_MAX_REDIRECTS = 5
_MAX_PAUSE = 60.0
_SHOWN = 300
_READS = ("GET", "HEAD")
_SAME_METHOD = (307, 308)
_REDIRECTS = (301, 302, 303, *_SAME_METHOD)
_LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|::1")
_BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class RefusedError(RemoteError):
    """The server answered, with a status that says no. status: of HTTP."""

    def __init__(self, what: str, status: int, *, where: str = "", cure: str = "") -> None:
        super().__init__(what, where=where, cure=cure)
        self.status = status


class UnreachableError(RemoteError):
    """There was no whole answer: refused, broken, timed out, or not to be trusted.

    Whether the server carried the request out is not known.
    """


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
        raise UsageError(f"{_shown(url)!r} is not an address of a server",
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
        self._credentials = credentials
        self._timeout, self._attempts, self._pause = timeout, max(attempts, 1), pause
        self._verify = _bundle(cacert)
        self._local = threading.local()
        self._digest: Any = None

    def send(self, request: Request, also: tuple[int, ...] = ()) -> Answer:
        """Send *request*, again where that may help, and return the whole answer.

        also: statuses from 300 on that are answers here and not errors. Raises RefusedError for
        another status, UnreachableError where no whole answer came.
        """
        return self._again(request, lambda: self._once(request, also))

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

        for left in range(self._attempts - 1, -1, -1):
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
            tried = self._attempts - left - 1
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
                    raise self._refused(answer, request, url)
            return answer
        raise UnreachableError("the server redirects in a circle", where=request.url)

    def _session(self) -> requests.Session:
        import requests  # noqa: PLC0415 - see _again

        if not hasattr(self._local, "session"):
            session = requests.Session()
            session.trust_env = False  # it would take logins from netrc that we did not choose
            session.headers["User-Agent"] = f"claimgraph/{__version__}"
            self._local.session = session
        return cast("requests.Session", self._local.session)

    def _headers(self, url: str, asked: str) -> dict[str, str]:
        known = self._credentials
        if known is None or _origin(url) != _origin(asked):
            return {}
        if known.scheme == "bearer":
            return {"Authorization": f"Bearer {known.secret}"}
        return {known.header: known.secret} if known.scheme == "api-key" else {}

    def _auth(self, url: str, asked: str) -> Any:  # noqa: ANN401 - several classes of requests
        from requests.auth import HTTPBasicAuth, HTTPDigestAuth  # noqa: PLC0415 - see _again

        known = self._credentials
        if known is None or _origin(url) != _origin(asked):
            return None
        if known.scheme == "basic":
            return HTTPBasicAuth(known.user.encode(), known.secret.encode())
        if known.scheme == "digest" and self._digest is None:
            self._digest = HTTPDigestAuth(known.user, known.secret)
        return self._digest

    def _hidden(self, text: str) -> str:
        return _shown(self._credentials.hidden(text) if self._credentials else text)

    def _refused(self, answer: requests.Response, request: Request, url: str) -> RefusedError:
        status = answer.status_code
        try:
            said = answer.raw.read(4096, decode_content=True).decode("utf-8", "replace")
        except Exception:  # noqa: BLE001 - the reason is a courtesy; the status is what counts
            said = ""
        kind = answer.headers.get("content-type", "")
        said = "" if "html" in kind else self._hidden(said)
        reason, cure = _REASONS.get(status, ("", ""))
        if status in (401, 403) and _origin(url) != _origin(request.url):
            cure = f"it redirects to {_origin(url)}, where credentials are not sent; use that URL"
        what = f"the server answered {status}" + (f" ({reason})" if reason else "")
        refused = RefusedError(what + (f": {said}" if said else ""), status, where=url, cure=cure)
        refused.__dict__["retry_after"] = answer.headers.get("retry-after", "")
        return refused

    def _named(self, error: Exception, url: str) -> UnreachableError:
        from requests import exceptions as ex  # noqa: PLC0415 - see _again

        text = str(error)
        if isinstance(error, ex.SSLError):
            what = "the server's certificate is not to be trusted: " + self._hidden(_tls(text))
            return UnreachableError(what, where=url, cure="give its CA with --cacert")
        if isinstance(error, ex.Timeout) or "timed out" in text:
            what = f"no answer within {self._timeout:g} s"
            return UnreachableError(what, where=url, cure="is it overloaded? raise --timeout")
        if "refused" in text:
            return UnreachableError("nothing listens there", where=url, cure="start the server")
        if "resolve" in text or "Name or service" in text:
            return UnreachableError("there is no such host", where=url)
        return UnreachableError(f"the connection broke ({_cause(error)})", where=url,
                                cure="run the same command again: it goes on")  # fmt: skip


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
            what = f"the answer broke off ({_cause(error)})"
            raise UnreachableError(what, where=self._url, cure="try again") from None
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


_REASONS = {
    400: ("it can't read the request", ""),
    401: ("login needed or wrong", CURE),
    403: ("not allowed", CURE),
    404: ("there is nothing", "is the address right, with the dataset's or repository's name?"),
    405: ("it does not take this kind of request", "does the address allow writing? try --kind"),
    413: ("too large for it", "use a smaller --chunk"),
    415: ("it does not take this format", "try --kind"),
    429: ("too many requests", "try later, or with --jobs 1"),
    503: ("it is overloaded or stopped", "try later"),
}  # fmt: skip
"""What a status means to the one who loads, and what to do."""


def _shown(text: str) -> str:
    """Return the beginning of foreign *text* on one line, safe for a terminal."""
    clean = _UNPRINTABLE.sub(" ", text).strip()
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + " …"


def _cause(error: Exception) -> str:
    """Name the innermost reason that the libraries below wrapped."""
    text = str(error.args[-1] if error.args else error)
    found = re.findall(r"(Broken pipe|[Rr]eset by peer|closed connection without response|"
                       r"IncompleteRead|Remote end closed|BadStatusLine)", text)  # fmt: skip
    return _shown(found[-1] if found else type(error).__name__)


def _tls(text: str) -> str:
    found = re.search(r"certificate verify failed: ([^(]+)|(CertificateError\(.+?\))", text)
    return (found[1] or found[2]).strip() if found else text


def _wanted(error: RefusedError) -> float:
    """Seconds that the server asked to wait (RFC 9110, section 10.2.3), at most a minute."""
    text = str(error.__dict__.get("retry_after", ""))
    return min(float(text), _MAX_PAUSE) if text.isdecimal() else 0.0


def _whole(answer: requests.Response, deadline: float) -> bytes:
    parts, size = [], 0
    for part in answer.iter_content(1 << 16):
        parts.append(part)
        size += len(part)
        if size > MAX_ANSWER or time.monotonic() > deadline:
            raise RemoteError("the answer is too long", where=answer.url)
    return b"".join(parts)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _target(request: Request, status: int, url: str, location: str) -> str:
    """Where a redirect leads; RemoteError where following it would change or expose the request."""
    target = urljoin(url, location)
    shown = _shown(target)
    if request.method not in _READS and status not in _SAME_METHOD:
        raise RefusedError(f"the server answered {status} and points to {shown}", status,
                           where=url, cure="use that address")  # fmt: skip
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise UnreachableError(f"it redirects to {shown}, which is not encrypted", where=url)
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
