"""Layer 7. Options of every command that talks to a server, and the server they describe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimgraph.cli.printing import talk

if TYPE_CHECKING:
    from claimgraph.remote.connection import Connection

F = TypeVar("F", bound=Callable[..., Any])

KINDS = ("oxigraph", "fuseki", "rdf4j", "graphdb", "virtuoso", "stardog", "blazegraph", "qlever",
         "neptune", "graph-store", "sparql-update")  # fmt: skip


def server_options(command: F) -> F:
    """Add the options that say what a server is and how to log in."""
    for option in reversed((
        click.option("--kind", type=click.Choice(KINDS), metavar="KIND",
                     help="What the server is; found out where it is left out: "
                     + ", ".join(KINDS) + "."),
        click.option("--query-url", default="", metavar="URL",
                     help="Where it answers SPARQL, if not where its kind does."),
        click.option("--update-url", default="", metavar="URL",
                     help="Where it takes SPARQL Update, if not where its kind does."),
        click.option("--graphs-url", default="", metavar="URL",
                     help="Where its Graph Store is, if not where its kind has it."),
        click.option("--user", metavar="NAME",
                     help="Log in with this name; the password is asked for."),
        click.option("--auth", type=click.Choice(["basic", "digest", "bearer", "api-key"]),
                     help="Which login to use, where there are several credentials."),
        click.option("--cacert", type=click.Path(path_type=Path), metavar="FILE",
                     help="Certificates to trust in place of the system's."),
        click.option("--timeout", type=click.FloatRange(min=0.1), default=300.0, metavar="SECONDS",
                     show_default=True, help="Give up after so long without a byte."),
        click.option("--attempts", type=click.IntRange(min=1), default=6, metavar="N",
                     show_default=True, help="How often a request is sent at most."),
    )):  # fmt: skip
        command = option(command)
    return command


def at_option(command: F) -> F:
    """Add --at URL and the options that say what that server is."""
    told = "Take the claims from this triplestore instead of PATH."
    return click.option("--at", metavar="URL", help=told)(server_options(command))


def source(path: Path, at: str | None, server: dict[str, Any]) -> Path | Connection:
    """Return where the claims are: *path*, or the server at *at*."""
    return connected(at, **server) if at else path


def connected(
    url: str, *, kind: str | None, query_url: str, update_url: str, graphs_url: str,
    user: str | None, auth: str | None, cacert: Path | None, timeout: float, attempts: int,
) -> Connection:  # fmt: skip
    """Connect to *url* as the options of `server_options` say; asks for a password on --user."""
    from claimgraph.remote.connection import Server, connect
    from claimgraph.remote.credentials import Credentials

    login = None
    if user:
        secret = click.prompt(f"Password of {user}", hide_input=True, err=True)
        login = Credentials("digest" if auth == "digest" else "basic", secret, user)
    found = connect(Server(url, kind, auth, login, cacert, query_url, update_url, graphs_url,
                           timeout, attempts))  # fmt: skip
    if found.open_login:
        talk(f"the login goes unencrypted to {url}")
    return found
