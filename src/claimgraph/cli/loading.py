"""Layer 7. Commands on triplestores: load, verify."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimgraph.cli.connecting import connected, server_options
from claimgraph.cli.printing import DEFAULT_PATH, path_argument, quiet_option, show, talk

if TYPE_CHECKING:
    from claimgraph.remote.loading import Options, Outcome, Plan
    from claimgraph.remote.targets import Target

_MEGA = 1_000_000
_SHOWN = 20
_HOW = {
    "digest": "counts and digests read back are equal",
    "counts": "counts read back are equal",
    "none": "not verified",
}


def layout_options(command: Any) -> Any:
    """Add the options that say how the data lies in the store."""
    command = click.option("--no-findings", is_flag=True, help="Leave the graph of findings out.")(
        command
    )
    command = click.option(
        "--graph", default="", metavar="IRI", help="Name of the one graph of --layout one."
    )(command)
    return click.option(
        "--layout",
        type=click.Choice(["graphs", "one", "default", "claims"]),
        default="graphs",
        show_default=True,
        help="Named graphs as built, one named graph, the default graph, or a nanopublication "
        "for each claim.",
    )(command)


@click.command("load")
@path_argument
@click.option("--to", "url", required=True, metavar="URL",
              help="The store: its server, or its dataset, repository or endpoint.")  # fmt: skip
@click.option("--mode", type=click.Choice(["add", "replace", "sync"]), default="add",
              show_default=True, help="Add statements; replace the graphs that are loaded; or "
              "load what changed since the last load and remove what is gone.")  # fmt: skip
@click.option("--atomic/--no-atomic", default=None,
              help="Show the data all at once, or as it arrives. By default replace and sync are "
              "atomic where the store can do it.")  # fmt: skip
@layout_options
@click.option("--dry-run", is_flag=True, help="Say what would be done; send nothing.")
@click.option("--verify", "checked", type=click.Choice(["digest", "counts", "none"]),
              default="digest", show_default=True,
              help="How to make sure afterwards that it is there.")  # fmt: skip
@click.option("--chunk", type=click.FloatRange(min=0.000001), default=24.0, show_default=True,
              metavar="MB", help="Size of a request before compression.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N",
              help="Requests at once; by default what the kind of store takes.")  # fmt: skip
@click.option("--gzip/--no-gzip", "compress", default=None,
              help="Compress requests; by default where the store takes it and is not here."
              )  # fmt: skip
@server_options
@quiet_option
def load(
    path: Path, url: str, mode: Any, atomic: bool | None, layout: Any, graph: str,
    no_findings: bool, dry_run: bool, checked: Any, chunk: float, jobs: int | None,
    compress: bool | None, **server: Any,
) -> None:  # fmt: skip
    """Load claims into a triplestore, and prove that they are there.

    PATH is claim files, a file of RDF (also .gz) or the folder of an Oxigraph store. A load that
    was stopped goes on when the same command is run again. Credentials come from the environment
    (CLAIMGRAPH_USER and _PASSWORD, CLAIMGRAPH_TOKEN, CLAIMGRAPH_API_KEY) or ~/.netrc.
    """
    from claimgraph.remote import session
    from claimgraph.remote.loading import Options
    from claimgraph.remote.prepare import Arrangement

    connection = connected(url, **server)
    options = Options(mode, atomic, checked, jobs, compress)
    arrangement = Arrangement(layout, graph, not no_findings, chunk=max(int(chunk * _MEGA), 1))

    observer = _Progress(connection.target, options, dry_run=dry_run)
    outcome = session.load(path, connection, arrangement, options, observer)
    if outcome is not None:
        _conclude(outcome)


def _announce(steps: Plan, target: Target, options: Options, say: Any) -> None:
    """Say what is going to be done, before anything is sent."""
    whole, part = steps.whole.survey, steps.part.survey
    tested = "" if target.tested else "; no test of ours ran against this kind"
    say(f"{target.kind} at {target.url}{tested}")
    say(f"{whole.count} statements in {len(whole.tallies)} graphs, digest {whole.digest[:16]}")
    if part.count < whole.count:
        say(f"{whole.count - part.count} of them are there already")
    for name in steps.removed[:_SHOWN]:
        say(f"remove {name}")
    if len(steps.removed) > _SHOWN:
        say(f"remove {len(steps.removed) - _SHOWN} more graphs")
    say(f"send {part.count} statements in {steps.requests} requests or more")
    if steps.requests:
        say(f"POST {target.written}")
    if not steps.requests and not steps.emptied:
        return
    if steps.staged:
        say("atomic: all of it shows at once")
    else:
        say(f"not atomic: who reads meanwhile sees a part ({options.mode})")


def _conclude(outcome: Outcome) -> None:
    """Say what was done."""
    survey = outcome.plan.whole.survey
    if outcome.resumed:
        talk(f"went on after {outcome.resumed} requests of an earlier run")
    for difference in outcome.more[:_SHOWN]:
        talk(f"held other statements before: {difference}")
    how = _HOW[outcome.checked]
    if outcome.more:
        how = f"all of it is there; {len(outcome.more)} graphs hold more"
    talk(f"loaded {survey.count} statements in {len(survey.tallies)} graphs: {how}")


class _Progress:
    """Rate and time left on stderr, where it is a terminal and --quiet was not given."""

    def __init__(self, target: Target, options: Options, *, dry_run: bool) -> None:
        self._target, self._options, self._dry_run = target, options, dry_run
        self._shown = sys.stderr.isatty() and not click.get_current_context().meta.get(
            "claimgraph.quiet"
        )
        self._bar: Any = None
        self._task: Any = None
        self._lock, self._began, self._sent = threading.Lock(), 0.0, 0

    def say(self, text: str) -> None:
        if self._shown:
            talk(text)

    def agree(self, steps: Plan) -> bool:
        _announce(steps, self._target, self._options, click.echo if self._dry_run else talk)
        return not self._dry_run

    def begin(self, statements: int, done: int) -> None:
        self._began = time.monotonic()
        if not self._shown or not statements:
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("sending"), BarColumn(), TextColumn("{task.completed:.0f}/{task.total:.0f}"),
            TextColumn("{task.fields[rate]} quads/s"), TimeRemainingColumn(),
            console=Console(stderr=True),
        )  # fmt: skip
        self._task = self._bar.add_task("", total=statements, completed=done, rate="-")
        self._bar.start()

    def advance(self, statements: int) -> None:
        with self._lock:
            self._sent += statements
            if self._bar is not None:
                rate = self._sent / max(time.monotonic() - self._began, 0.001)
                self._bar.update(self._task, advance=statements, rate=f"{rate:.0f}")

    def end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--at", "url", required=True, metavar="URL",
              help="The store: its server, or its dataset, repository or endpoint.")  # fmt: skip
@layout_options
@click.option("--base", default="", metavar="IRI",
              help="Base of the data, where the store has several loads and one is meant."
              )  # fmt: skip
@server_options
@quiet_option
@click.pass_context
def verify(
    context: click.Context, /, path: Path | None, url: str, layout: Any, graph: str,
    no_findings: bool, base: str, **server: Any,
) -> None:  # fmt: skip
    """Read a triplestore back and compare it with PATH, or with what the load left as manifest.

    Leaves with 1 when something differs, and names each graph that does.
    """
    from claimgraph.remote import session
    from claimgraph.remote.prepare import Arrangement

    found = session.check(path, connected(url, **server),
                          Arrangement(layout, graph, not no_findings), base)  # fmt: skip
    show("".join(f"{difference}\n" for difference in found.wrong))
    talk(f"{found.statements} statements in {found.graphs} graphs expected; "
         f"{len(found.wrong)} graphs differ")  # fmt: skip
    if found.wrong:
        context.exit(1)


@click.command("conformance")
@click.option("--at", "url", required=True, metavar="URL",
              help="The store: its server, or its dataset, repository or endpoint.")  # fmt: skip
@server_options
@quiet_option
@click.pass_context
def conformance(context: click.Context, /, url: str, **server: Any) -> None:
    """Ask a loaded triplestore every shipped query, and its data in memory as well.

    Prints a line for each; leaves with 1 when any answer differs.
    """
    from claimgraph import workflow

    table, same = workflow.conformance(connected(url, **server))
    show(table)
    if not same:
        context.exit(1)


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path), default=DEFAULT_PATH)
@click.option("--bulk", required=True, metavar="STORE",
              help="Whose bulk loader: tdb2, qlever, virtuoso or neptune.")  # fmt: skip
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path),
              help="Folder for the data and the commands.")  # fmt: skip
@click.option("--no-findings", is_flag=True, help="Leave the graph of findings out.")
@quiet_option
def export(path: Path, bulk: str, output: Path, no_findings: bool) -> None:
    """Write files for a store's own bulk loader, with the commands that load them."""
    from claimgraph import bulk as bulks
    from claimgraph import workflow

    for file in bulks.export(workflow.blocks(path, findings=not no_findings), bulk, output):
        talk(f"wrote {file}")


COMMANDS = (load, verify, conformance, export)
