"""Layer 6. What each command does, as one function: paths and names in, text or a table out.

This is the library's front door. Everything heavy is imported inside the function that needs it,
so that reading the command line costs nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph import corpus as corpora
from claimgraph import listing
from claimgraph.errors import InputError, UsageError
from claimgraph.findings import FAMILIES, Comparison, Finding
from claimgraph.model import Corpus
from claimgraph.tables import Table, as_csv

LIST_FORMATS = ("table", "json", "csv")
COMPARE_FORMATS = ("table", "json", "turtle")
REPORT_ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".csv": "csv"}
GRAPH_ENDINGS = {
    ".trig": "trig", ".nq": "nquads", ".nt": "ntriples", ".ttl": "turtle", ".jsonld": "json-ld",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """A corpus, what comparing it found, and the same in the format that was asked for."""

    corpus: Corpus
    comparison: Comparison
    output: str | Table

    def failing(self, names: Sequence[str]) -> tuple[Finding, ...]:
        """Return the findings that *names* (families or content relations) point at."""
        wanted = frozenset(names)
        return tuple(
            f
            for f in self.comparison.findings
            if wanted & {f.family, f.content, f.content.split("/", 1)[0]}
        )


def list_claims(path: Path, fmt: str) -> str | Table:
    """Return every claim at *path* as a table, a JSON array or CSV."""
    _known(fmt, LIST_FORMATS)
    corpus = corpora.load(path)
    if fmt == "json":
        return listing.as_json([listing.claim_record(claim, corpus) for claim in corpus.claims])
    return as_csv(listing.claims_export(corpus)) if fmt == "csv" else listing.claims_table(corpus)


def _known(fmt: str, formats: Sequence[str]) -> None:
    if fmt not in formats:
        raise UsageError(f"{fmt!r} is not a known form", cure="use one of " + ", ".join(formats))


def compare(path: Path, fmt: str) -> Compared:
    """Compare all claims at *path*; Turtle holds the findings alone."""
    _known(fmt, COMPARE_FORMATS)
    corpus, comparison = _compared(path)
    output: str | Table
    if fmt == "json":
        output = listing.as_json([listing.finding_record(f, corpus) for f in comparison.findings])
    elif fmt == "turtle":
        output = _findings_turtle(corpus, comparison)
    else:
        output = listing.findings_table(comparison.findings, corpus)
    return Compared(corpus, comparison, output)


def relation_names(names: str) -> tuple[str, ...]:
    """Read a comma-separated list of families and content relations, as `--fail-on` takes them.

    Raises UsageError for a name that no finding can have.
    """
    from claimgraph.compare.decision import SEVERITY_RULE  # noqa: PLC0415 - see module docstring

    known = {*FAMILIES.values(), *FAMILIES, *SEVERITY_RULE}
    found = tuple(name.strip() for name in names.split(",") if name.strip())
    for name in found:
        if name not in known:
            raise UsageError(
                f"{name!r} is neither a family of findings nor a content relation",
                cure="use some of " + ", ".join(sorted(known)),
            )
    return found


def _compared(path: Path) -> tuple[Corpus, Comparison]:
    from claimgraph.compare import compare as run  # noqa: PLC0415 - see module docstring

    corpus = corpora.load(path)
    return corpus, run(corpus)


def explain(path: Path, key: str, articles: Path | None = None) -> str:
    """Explain one claim or finding of *path*; with *articles* the words of its spans are shown."""
    from claimgraph import explain as explaining  # noqa: PLC0415 - see module docstring
    from claimgraph import snapshot  # noqa: PLC0415

    corpus, comparison = _compared(path)
    texts = snapshot.index(articles) if articles else {}
    return explaining.explain(key, corpus, comparison, texts)


def write(path: Path, content: str) -> None:
    """Write *content* to *path* as UTF-8, whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        temporary.write_text(content, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error


def _ending(path: Path, formats: Mapping[str, str], what: str) -> str:
    found = formats.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            f"{path.name!r} does not end like {what}",
            cure="use one of " + ", ".join(formats),
        )
    return found
