"""Layer 7. Commands that write the graph, query it, and report on it: build, query, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from claimgraph.cli.connecting import at_option, source
from claimgraph.cli.findings import split_path
from claimgraph.cli.printing import (
    articles_option,
    as_of_option,
    fail_on_option,
    leave,
    path_argument,
    progress,
    quiet_option,
    show,
    talk,
    tell_undated,
)


@click.command("build")
@path_argument
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write; .trig, .nq, .nt, .ttl, .jsonld or .parquet tells the form.",
)
@click.option("--no-findings", is_flag=True, help="Leave the graph of findings out.")
@at_option
@quiet_option
def build(path: Path, output: Path, no_findings: bool, at: str | None, **server: Any) -> None:
    """Write the claims graph: a nanopublication per article, the register, the findings.

    .nt and .ttl hold the same triples without their graphs. .parquet is the claims table, which
    holds no findings.
    """
    from claimgraph import loading, workflow

    count = workflow.build(source(path, at, server), output, findings=not no_findings)
    talk(f"wrote {output}: {count} {'claims' if loading.is_table(output) else 'statements'}")


@click.command("query")
@click.argument("words", metavar="[PATH] NAME_OR_SPARQL", nargs=-1)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle"]),
    help="Form of the output; the default is table, and turtle for CONSTRUCT and DESCRIBE.",
)
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of a shipped query; may be given several times.",
)
@click.option(
    "--engine",
    type=click.Choice(["oxigraph", "rdflib"]),
    default="oxigraph",
    show_default=True,
    help="What evaluates the query.",
)
@click.option("--names", is_flag=True, help="List the shipped queries and their parameters.")
@at_option
@quiet_option
def query(
    words: tuple[str, ...],
    fmt: str | None,
    params: tuple[str, ...],
    engine: str,
    names: bool,
    at: str | None,
    **server: Any,
) -> None:
    """Ask the graph with its findings: a shipped query by name, a .rq file, SPARQL, or - (stdin).

    PATH may also be a file that `claimgraph build` wrote.
    """
    from claimgraph import queries, workflow

    if names:
        show(workflow.query_names())
        return
    if not words:
        raise click.UsageError("give a query; --names lists those that are shipped")
    path, asked = split_path(words)
    text = sys.stdin.read() if asked == "-" else asked
    claims = source(path, at, server)
    show(workflow.query(claims, text, queries.parameters(params), fmt, engine))


@click.command("report")
@path_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write; .html, .md, .json, .csv, .sarif or .xml (JUnit) tells the form. A "
    "folder, or a name without an ending, gets a folder of pages. Without it the report goes to "
    "stdout.",
)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["html", "md", "json", "csv", "sarif", "junit"]),
    help="Form of the report, where the ending of FILE does not tell it.",
)
@fail_on_option
@click.option(
    "--where",
    metavar="NAME=VALUE",
    multiple=True,
    help="Show only some questions: by topic, measure, source, question or kind (conflict, "
    "tension, one-origin, critical, ...). May be repeated; values of one name are alternatives.",
)
@click.option("--summary", is_flag=True, help="Of the HTML page, only what sums it up.")
@articles_option
@as_of_option
@at_option
@quiet_option
@click.pass_context
def report(
    context: click.Context,
    /,
    path: Path,
    output: Path | None,
    fmt: str | None,
    fail_on: str,
    where: tuple[str, ...],
    summary: bool,
    articles: Path | None,
    as_of: str | None,
    at: str | None,
    **server: Any,
) -> None:
    """Write the discrepancy report.

    With --articles it shows the sentence around each span: such a report holds article text.
    """
    from claimgraph import workflow
    from claimgraph.wanted import Wanted

    names = workflow.relation_names(fail_on)
    claims = source(path, at, server)
    wanted = Wanted(output, fmt, articles, as_of, names, where, full=not summary)
    with progress() as tell:
        reported = workflow.reported(claims, wanted, tell)
    tell_undated(claims, as_of)
    if output is None:
        show(reported.output)
    else:
        talk(f"wrote {output}")
    leave(context, reported.failing(names))


COMMANDS = (build, query, report)
