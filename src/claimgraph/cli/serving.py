"""Layer 7. The command that serves the pages and the SPARQL endpoint: serve."""

from __future__ import annotations

from pathlib import Path

import click

from claimgraph.cli.printing import articles_option, path_argument, quiet_option, talk


@click.command("serve")
@path_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8282,
    show_default=True,
    help="Port to listen on; 0 takes any free one.",
)
@click.option(
    "--timeout",
    type=float,
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time of one query.",
)
@articles_option
@click.option("--open", "browse", is_flag=True, help="Open the browser.")
@click.option("--watch", is_flag=True, help="Load the claim files again when they change.")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A further name that the server answers to; may be given several times.",
)
@click.option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    help="Origin of another web page that may read from the server, such as "
    "https://example.org, or * for all; may be given several times.",
)
@quiet_option
def serve(
    path: Path,
    host: str,
    port: int,
    timeout: float,
    articles: Path | None,
    browse: bool,
    watch: bool,
    hosts: tuple[str, ...],
    cors: tuple[str, ...],
) -> None:
    """Serve the report, pages for everything in the graph, and a SPARQL endpoint at /sparql.

    PATH may also be a file that `claimgraph build` wrote; there is then no report. Only this
    machine can reach the server unless --host says otherwise. Nothing is sent elsewhere.
    """
    from claimgraph.serve.server import run
    from claimgraph.serve.settings import Limits, Settings

    settings = Settings(
        path=path, host=host, port=port, articles=articles, watch=watch, hosts=hosts, cors=cors,
        limits=Limits(timeout=timeout),
    )  # fmt: skip
    run(settings, browse=browse, talk=talk)


COMMANDS = (serve,)
