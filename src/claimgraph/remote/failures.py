"""Layer 1. What went wrong with a request, in words: from a status or from what libraries raise."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from claimgraph.errors import RemoteError
from claimgraph.remote.credentials import CURE

_SHOWN = 300
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class RefusedError(RemoteError):
    """The server answered, with a status that says no. status: of HTTP.

    retry_after: when the server wants to be asked again, as it put it.
    """

    def __init__(
        self, what: str, status: int, *, where: str = "", cure: str = "", retry_after: str = ""
    ) -> None:
        super().__init__(what, where=where, cure=cure)
        self.status, self.retry_after = status, retry_after


class UnreachableError(RemoteError):
    """There was no whole answer: refused, broken, timed out, or not to be trusted.

    Whether the server carried the request out is not known.
    """


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


def shown(text: str) -> str:
    """Return the beginning of foreign *text* on one line, safe for a terminal."""
    clean = _UNPRINTABLE.sub(" ", text).strip()
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + " …"


def cause(error: Exception) -> str:
    """Name the innermost reason that the libraries below wrapped."""
    text = str(error.args[-1] if error.args else error)
    found = re.findall(r"(Broken pipe|[Rr]eset by peer|closed connection without response|"
                       r"IncompleteRead|Remote end closed|BadStatusLine)", text)  # fmt: skip
    return shown(found[-1] if found else type(error).__name__)


def _tls(text: str) -> str:
    found = re.search(r"certificate verify failed: ([^(]+)|(CertificateError\(.+?\))", text)
    return (found[1] or found[2]).strip() if found else text


def refused(status: int, said: str, url: str, *, asked: str, retry_after: str = "") -> RefusedError:
    """Word a refusal. said: the server's own words, ready to be shown. asked: before redirects."""
    reason, cure = _REASONS.get(status, ("", ""))
    if status in (401, 403) and origin(url) != origin(asked):
        cure = f"it redirects to {origin(url)}, where credentials are not sent; use that URL"
    what = f"the server answered {status}" + (f" ({reason})" if reason else "")
    return RefusedError(what + (f": {said}" if said else ""), status, where=url, cure=cure,
                        retry_after=retry_after)  # fmt: skip


def unreachable(
    error: Exception, url: str, timeout: float, hidden: Callable[[str], str]
) -> UnreachableError:
    """Word what a library raised. hidden: takes secrets out of a text."""
    from requests import exceptions as ex  # noqa: PLC0415 - loaded where something was sent

    text = str(error)
    if isinstance(error, ex.SSLError):
        what = "the server's certificate is not to be trusted: " + shown(hidden(_tls(text)))
        return UnreachableError(what, where=url, cure="give its CA with --cacert")
    if isinstance(error, ex.Timeout) or "timed out" in text:
        what = f"no answer within {timeout:g} s"
        return UnreachableError(what, where=url, cure="is it overloaded? raise --timeout")
    if "refused" in text:
        return UnreachableError("nothing listens there", where=url, cure="start the server")
    if "resolve" in text or "Name or service" in text:
        return UnreachableError("there is no such host", where=url)
    return UnreachableError(f"the connection broke ({cause(error)})", where=url,
                            cure="run the same command again: it goes on")  # fmt: skip


def origin(url: str) -> str:
    """Scheme, host and port: what credentials belong to (RFC 6454)."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{parts.hostname}:{port}"
