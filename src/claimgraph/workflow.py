"""Layer 6. What each command does, as one function: paths and names in, text or a table out.

This is the library's front door. Everything heavy is imported inside the function that needs it,
so that reading the command line costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from claimgraph import listing, loading, outfile, reviews
from claimgraph.errors import UsageError
from claimgraph.findings import FAMILIES, Comparison, Finding
from claimgraph.model import Corpus
from claimgraph.reviews import Review, Reviewed
from claimgraph.tables import Table, as_csv
from claimgraph.wanted import Tell, Wanted

if TYPE_CHECKING:
    from claimgraph.remote.connection import Connection
    from claimgraph.store import Store
    from claimgraph.view import View

Source: TypeAlias = "Path | Connection"
"""Where claims are: a folder, a file, or a server."""

LIST_FORMATS = ("table", "json", "csv")
COMPARE_FORMATS = ("table", "json", "turtle")
PICTURE_FORMATS = ("table", "json")
DIFF_FORMATS = ("text", "json", "md")


@dataclass(frozen=True, slots=True)
class Compared:
    """A corpus, what comparing it found, and both in the format that was asked for."""

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
    corpus = corpus_of(path)
    if fmt == "json":
        return listing.as_json([listing.claim_record(claim, corpus) for claim in corpus.claims])
    return as_csv(listing.claims_export(corpus)) if fmt == "csv" else listing.claims_table(corpus)


def _known(fmt: str, formats: Sequence[str]) -> None:
    if fmt not in formats:
        raise UsageError(f"{fmt!r} is not a known form", cure="use one of " + ", ".join(formats))


def compare(path: Source, fmt: str, as_of: str | None = None) -> Compared:
    """Compare all claims at *path*; Turtle holds the findings alone.

    as_of: an EDTF date; what was published later, or at an unknown time, is left out.
    """
    _known(fmt, COMPARE_FORMATS)
    corpus, comparison = _compared(path, as_of)
    reviewed = _reviewed(path, comparison, as_of)
    output: str | Table
    if fmt == "json":
        output = listing.as_json(listing.finding_records(comparison.findings, corpus, reviewed))
    elif fmt == "turtle":
        output = _findings_turtle(corpus, comparison, reviewed)
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


def undated(path: Source) -> tuple[str, ...]:
    """Return the articles at *path* whose time of publication is unknown, by name."""
    return tuple(a.label for a in corpus_of(path).articles.values() if a.published is None)


def corpus_of(source: Source) -> Corpus:
    """Read the claims of *source*: claim files, a claims table, a built graph, or a server."""
    if not isinstance(source, Path):
        from claimgraph.remote import store  # noqa: PLC0415 - see module docstring

        return store.corpus(source)
    return loading.load(source)


def _compared(path: Source, as_of: str | None = None) -> tuple[Corpus, Comparison]:
    from claimgraph import dates, history  # noqa: PLC0415 - see module docstring
    from claimgraph.compare import compare as run  # noqa: PLC0415

    corpus = corpus_of(path)
    if as_of is not None:
        corpus = history.as_of(corpus, dates.parse(as_of)).corpus
    return corpus, run(corpus)


def pictures(path: Source, fmt: str, as_of: str | None = None) -> str | Table:
    """Return the picture of every question with at least two answers, or as JSON."""
    from claimgraph import pictures as shown  # noqa: PLC0415 - see module docstring
    from claimgraph.compare.picture import pictures as seen  # noqa: PLC0415

    _known(fmt, PICTURE_FORMATS)
    corpus, comparison = _compared(path, as_of)
    found = [
        picture
        for picture in seen(corpus, comparison)
        if len({claim for region in picture.regions for claim in region.claims}) > 1
    ]
    if fmt == "json":
        return listing.as_json([shown.record(picture, corpus) for picture in found])
    return shown.table(found, corpus)


def diff(old: Path, new: Path, fmt: str) -> tuple[str, int]:
    """Return what changed between two folders, in the form *fmt*, and how many things did."""
    from claimgraph import changelist, difference  # noqa: PLC0415 - see module docstring

    _known(fmt, DIFF_FORMATS)
    found = difference.changes(_compared(old), _compared(new))
    if _keeps_reviews(old) and _keeps_reviews(new):  # a built file has none: that is no change
        found += difference.reviewed(_reviews(old), _reviews(new))
    return changelist.write(found, fmt), len(found)


def _reviews(path: Source) -> tuple[Review, ...]:
    """Read what people concluded about claim files; a server or a built file has no such file."""
    return reviews.load(_folder(path)) if _keeps_reviews(path) else ()


def _keeps_reviews(path: Source) -> TypeGuard[Path]:
    from claimgraph import loading, rdfio  # noqa: PLC0415 - see module docstring

    return isinstance(path, Path) and not (
        path.suffix.lower() in rdfio.ENDINGS or loading.is_table(path)
    )


def _reviewed(
    path: Source, comparison: Comparison, as_of: str | None = None
) -> tuple[Reviewed, ...]:
    """Put the reviews of *path* beside its findings; as of a date, only those that are there."""
    from claimgraph import reviewing  # noqa: PLC0415 - see module docstring

    found = reviewing.matched(_reviews(path), comparison)
    return tuple(r for r in found if as_of is None or r.finding is not None)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def reviews_table(path: Path) -> Table:
    """Return the reviews of *path* with what became of their findings."""
    from claimgraph import words  # noqa: PLC0415 - see module docstring

    rows = tuple(
        (r.review.finding, r.review.state, r.review.by, r.review.on.edtf if r.review.on else "",
         "; ".join((words.STANDING[r.standing], *r.changes)), r.finding.id if r.finding else "",
         r.review.note)
        for r in _reviewed(path, _compared(path)[1])
    )  # fmt: skip
    return Table(("finding", "state", "by", "on", "standing", "finding now", "note"), rows)


def reviews_sheet(path: Path) -> str:
    """Return all findings of *path* with their reviews as CSV."""
    from claimgraph import reviewing  # noqa: PLC0415 - see module docstring

    corpus, comparison = _compared(path)
    return as_csv(reviewing.sheet(_reviews(path), comparison, corpus))


def set_review(path: Path, review: Review) -> str:
    """Record one review in the folder of *path*; returns the id of its finding."""
    from claimgraph import reviewing  # noqa: PLC0415 - see module docstring

    known = reviewing.kept(review, _compared(path)[1])
    _keep_reviews(path, [known])
    return known.finding


def import_reviews(path: Path, file: Path) -> int:
    """Read a filled-in sheet into the folder of *path*; returns how many reviews are new."""
    from claimgraph import reviewing  # noqa: PLC0415 - see module docstring

    found = reviewing.read_sheet(file, _reviews(path), _compared(path)[1])
    _keep_reviews(path, found)
    return len(found)


def _keep_reviews(path: Path, new: Sequence[Review]) -> None:
    from claimgraph import reviewing  # noqa: PLC0415 - see module docstring

    merged = reviewing.merged(_reviews(path), new)
    outfile.write(_folder(path) / reviews.FILE, [reviews.text(merged)])


def explain(path: Path, key: str, articles: Path | None = None) -> str:
    """Explain one claim or finding of *path*; with *articles* the words of its spans are shown."""
    from claimgraph import explain as explaining  # noqa: PLC0415 - see module docstring
    from claimgraph import snapshot  # noqa: PLC0415

    corpus, comparison = _compared(path)
    texts = snapshot.index(articles) if articles else {}
    return explaining.explain(key, corpus, comparison, texts)


def built(path: Source, *, findings: bool = True) -> str:
    """Return the claims graph of *path* as canonical N-Quads, with the findings as a graph.

    path: claim files, a claims table, a server, or an RDF file that `build` wrote, which is taken
    as it is.
    """
    from claimgraph import graph, rdfio  # noqa: PLC0415 - see module docstring
    from claimgraph.compare import compare as run  # noqa: PLC0415
    from claimgraph.compare.dimensions import comparable  # noqa: PLC0415

    if isinstance(path, Path) and path.suffix.lower() in rdfio.ENDINGS:
        return rdfio.parse(path)
    corpus = corpus_of(path)
    near = comparable(corpus.register)
    if not findings:
        return graph.nquads(corpus, None, near)
    comparison = run(corpus)
    return graph.nquads(corpus, comparison, near, _reviewed(path, comparison))


def build(path: Source, output: Path, *, findings: bool = True) -> int:
    """Write the claims graph of *path*, or its claims table, to *output*: its ending tells which.

    Returns the number of statements, or of claims in a table.
    """
    from claimgraph import claimtable, rdfio  # noqa: PLC0415 - see module docstring

    if loading.is_table(output):
        corpus = corpus_of(path)
        claimtable.write(corpus, output)
        return len(corpus.claims)
    fmt = rdfio.format_of(output)
    if fmt == "nquads":
        return outfile.write(output, blocks(path, findings=findings))
    found = built(path, findings=findings)
    outfile.write(output, [rdfio.serialise(found, fmt)])
    return found.count("\n")


def blocks(path: Source, *, findings: bool = True) -> Iterable[str]:
    """Return the claims graph of *path* as N-Quads in blocks, as far as can be never whole."""
    from claimgraph import nquads  # noqa: PLC0415 - see module docstring
    from claimgraph.remote import spool  # noqa: PLC0415

    if isinstance(path, Path) and loading.is_table(path):
        return nquads.of_table(path, findings=findings)
    if isinstance(path, Path) and (spool.is_dataset(path) or spool.is_store(path)):
        return nquads.of_dataset(path, findings=findings)
    return [built(path, findings=findings)]


def query_names() -> Table:
    """Return the shipped queries with their parameters as a table."""
    from claimgraph import queries  # noqa: PLC0415 - see module docstring

    rows = tuple(
        (query.name, query.about,
         ", ".join(p.name + ("" if p.required else "?") for p in query.parameters))
        for query in queries.shipped().values()
    )  # fmt: skip
    return Table(("name", "answers", "parameters"), rows)


def query(
    path: Source, text: str, params: Mapping[str, str], fmt: str | None, engine: str
) -> str | Table:
    """Answer the shipped query, query file or SPARQL *text* on the graph of *path*.

    fmt: None for a table, or Turtle where the answer is a graph.
    """
    from claimgraph import queries, results  # noqa: PLC0415 - see module docstring

    queries.find(text)  # a misspelt name is told before the graph is built
    result = queries.run(_askable(path), text, params, engine)
    return results.write(result, fmt or ("turtle" if result.form == "graph" else "table"))


def _askable(source: Source) -> str | Store:
    if isinstance(source, Path):
        return built(source)
    from claimgraph.remote.store import RemoteStore  # noqa: PLC0415 - see module docstring

    return RemoteStore(source)


def conformance(at: Connection) -> tuple[Table, bool]:
    """Ask the shipped queries of the store *at* and of its data in memory; whether all agree.

    What stands there without findings is asked without them: the queries on findings are empty.
    """
    from claimgraph import conformance as kit  # noqa: PLC0415 - see module docstring
    from claimgraph import rdfterms, store  # noqa: PLC0415
    from claimgraph.graph import reading  # noqa: PLC0415
    from claimgraph.remote.store import RemoteStore, triples  # noqa: PLC0415

    found = sorted(set(triples(at)))
    corpus = reading.read(found)
    here = store.load(rdfterms.document(f"{s} {p} {o} ." for s, p, o in found))
    answers = list(kit.answers(here, RemoteStore(at), corpus))
    return kit.table(answers), all(answer.verdict == kit.SAME for answer in answers)


def report(
    path: Source,
    output: Path | None,
    fmt: str | None,
    articles: Path | None,
    as_of: str | None = None,
) -> str:
    """Return the discrepancy report on *path*, and write it to *output* where one is given.

    The format is *fmt*, or told by the ending of *output*, or HTML. An *output* that is a folder,
    or has no ending, becomes a folder of pages. articles: the user's article texts; the report
    then shows the words around each span. as_of: as in `compare`.
    """
    return str(reported(path, Wanted(output, fmt, articles, as_of)).output)


def reported(path: Source, wanted: Wanted, tell: Tell | None = None) -> Compared:
    """Make a report and return it with what it rests on.

    tell: is told of each step that takes time.
    """
    from claimgraph import report as reporting  # noqa: PLC0415 - see module docstring

    say = tell or (lambda _step, _done, _total: None)
    fmt = wanted.form
    corpus, comparison, page = _page(path, wanted, say)
    written = ""
    if wanted.folder and wanted.output is not None:
        reporting.write_folder(page, wanted.output, say)
        return Compared(corpus, comparison, written)
    say("writing", 0, 0)
    written = reporting.render(page, fmt, wanted.failing, full=wanted.full)
    if wanted.output is not None:
        outfile.write(wanted.output, [written])
    return Compared(corpus, comparison, written)


def _page(path: Source, wanted: Wanted, say: Tell) -> tuple[Corpus, Comparison, View]:
    """Compare what is at *path*, and lay out the part of it that is wanted."""
    from claimgraph import snapshot, view  # noqa: PLC0415 - see module docstring
    from claimgraph.view import choice  # noqa: PLC0415

    chosen = choice.parse(wanted.where)
    say("reading and comparing", 0, 0)
    corpus, comparison = _compared(path, wanted.as_of)
    texts = snapshot.index(wanted.articles) if wanted.articles else {}
    left_out = undated(path) if wanted.as_of is not None else ()
    reviewed = _reviewed(path, comparison, wanted.as_of)
    say("laying out", 0, 0)
    cut = view.Cut(wanted.as_of or "", left_out, chosen)
    page = view.build(corpus, comparison, texts, cut)
    return corpus, comparison, view.with_reviews(page, reviewed, corpus)


def _findings_turtle(corpus: Corpus, comparison: Comparison, reviewed: Sequence[Reviewed]) -> str:
    from claimgraph import graph, rdfio  # noqa: PLC0415 - see module docstring

    return rdfio.serialise(graph.findings_ntriples(corpus, comparison, reviewed), "turtle")
