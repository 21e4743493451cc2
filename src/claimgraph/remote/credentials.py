"""Layer 1. Who we are to a server: from the environment or netrc, and never shown again."""

from __future__ import annotations

import netrc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from claimgraph.errors import InputError, UsageError

Scheme = Literal["basic", "digest", "bearer", "api-key"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

USER, PASSWORD = "CLAIMGRAPH_USER", "CLAIMGRAPH_PASSWORD"
TOKEN, API_KEY = "CLAIMGRAPH_TOKEN", "CLAIMGRAPH_API_KEY"
API_KEY_HEADER = "CLAIMGRAPH_API_KEY_HEADER"
CURE = (
    f"set {USER} and {PASSWORD}, {TOKEN} or {API_KEY}, add the host to ~/.netrc, "
    "or give --user to be asked"
)
"""What to do where credentials lack."""


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What is sent to prove who we are. header: the one that carries an API key."""

    scheme: Scheme
    secret: str
    user: str = ""
    header: str = "X-API-Key"

    def __repr__(self) -> str:
        return f"Credentials({self.scheme}, user={self.user!r})"

    def hidden(self, text: str) -> str:
        """Return *text* without the secret in it."""
        return text.replace(self.secret, "***") if self.secret else text


def find(
    url: str,
    scheme: str | None = None,
    environ: Mapping[str, str] | None = None,
    default: Scheme = "basic",
) -> Credentials | None:
    """Find the credentials for the host of *url*: environment first, then netrc; None without any.

    scheme: one of SCHEMES where the user chose one. default: the one for a name with a password.
    Raises UsageError where the chosen scheme has no credentials or is unknown, InputError for a
    netrc that can't be read.
    """
    env = os.environ if environ is None else environ
    if scheme is not None and scheme not in SCHEMES:
        raise UsageError(f"{scheme!r} is no kind of login", cure="use " + ", ".join(SCHEMES))
    for found in (_token(env), _key(env), _pair(env, default), _netrc(url, env, default)):
        if found is not None and scheme in (None, found.scheme):
            return found
        if found is not None and found.user and scheme in ("basic", "digest"):
            return Credentials("digest" if scheme == "digest" else "basic",
                               found.secret, found.user)  # fmt: skip
    if scheme is not None:
        raise UsageError(f"there are no credentials for {scheme}", cure=CURE)
    return None


def _token(env: Mapping[str, str]) -> Credentials | None:
    return Credentials("bearer", env[TOKEN]) if env.get(TOKEN) else None


def _key(env: Mapping[str, str]) -> Credentials | None:
    if not env.get(API_KEY):
        return None
    return Credentials("api-key", env[API_KEY], header=env.get(API_KEY_HEADER) or "X-API-Key")


def _pair(env: Mapping[str, str], default: Scheme) -> Credentials | None:
    if not env.get(USER):
        return None
    return Credentials(default, env.get(PASSWORD, ""), env[USER])


def _netrc(url: str, env: Mapping[str, str], default: Scheme) -> Credentials | None:
    path = Path(env.get("NETRC") or "~/.netrc").expanduser()
    if not path.is_file():
        return None
    try:
        entry = netrc.netrc(str(path)).authenticators(urlsplit(url).hostname or "")
    except netrc.NetrcParseError as error:
        # the message of the parser may quote the line, and with it a password
        raise InputError("this is not a netrc file", where=f"{path}:{error.lineno}") from None
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(path)) from error
    return Credentials(default, entry[2] or "", entry[0]) if entry else None
