"""Layer 7. Commands on claim files: init, anchor, check, list."""

from __future__ import annotations

from pathlib import Path

import click

from claimgraph.cli.printing import articles_option, path_argument, quiet_option, show, talk


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--article",
    "texts",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Text of an article that gets a claim file; may be given several times.",
)
@click.option("--publisher", metavar="ID", help="Who published these articles.")
@click.option(
    "--story",
    metavar="ID",
    default="story",
    show_default=True,
    help="What the articles report on together.",
)
@click.option(
    "--lang", metavar="TAG", default="en", show_default=True, help="Language of the articles."
)
@quiet_option
def init(
    folder: Path, texts: tuple[Path, ...], publisher: str | None, story: str, lang: str
) -> None:
    """Make a new folder DIR with a commented register and a skeleton per article.

    Run it again with other articles to add their skeletons. Nothing is ever overwritten.
    """
    from claimgraph.init import Draft, create

    if texts and not publisher:
        raise click.UsageError("--article needs --publisher ID")
    drafts = [Draft(text, publisher or "", story, lang) for text in texts]
    for path in create(folder, drafts):
        talk(f"wrote {path}")


@click.command("anchor")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--articles",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with the article texts that the claims were taken from.",
)
@quiet_option
def anchor(files: tuple[Path, ...], articles: Path) -> None:
    """Fill span and digest of every anchor in FILE from its phrase.

    `occurrence` picks one of several places; `from` and `to` widen the span to the clause.
    Comments and order of the file stay; a file with a fault is left as it was.
    """
    from claimgraph.anchoring import anchor_file

    for file in files:
        outcome = anchor_file(file, articles)
        counts = f"filled {outcome.filled}, moved {outcome.moved}, kept {outcome.kept}"
        talk(f"{file}: anchors {counts}")


@click.command("check")
@path_argument
@articles_option
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
@click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl"]),
    default="fast",
    show_default=True,
    help="What runs the shapes; both give the same results, pyshacl is the reference.",
)
@click.option(
    "--known-good",
    "known",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep in FILE which parts were found good, and don't run the shapes on them again.",
)
@quiet_option
@click.pass_context
def check(
    context: click.Context,
    path: Path,
    articles: Path | None,
    fmt: str,
    engine: str,
    known: Path | None,
) -> None:
    """Check claim files: their form, the shapes, and with --articles every span and digest.

    Leaves with 1 when something is violated, with 2 when a file can't be read.
    """
    from claimgraph import check as checking

    if known is not None and engine != "fast":
        raise click.UsageError("--known-good goes with --engine fast")
    report = checking.check(path, articles, engine=engine, known=known)
    show(checking.render(report, fmt))
    if fmt != "text":
        talk(report.summary)
    context.exit(report.exit_code)


@click.command("list")
@path_argument
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
@quiet_option
def list_(path: Path, fmt: str) -> None:
    """List every claim."""
    from claimgraph import workflow

    show(workflow.list_claims(path, fmt))


COMMANDS = (init, anchor, check, list_)
