"""Layer 5. The same answers everywhere: the shipped queries here and on another store.

The data are those of the other store, so that no difference can come from them: read back, put
into memory, and asked there as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimgraph import queries
from claimgraph.errors import ClaimgraphError
from claimgraph.model import Corpus
from claimgraph.queries import NamedQuery, Parameter
from claimgraph.results import Result
from claimgraph.store import Store
from claimgraph.tables import Table

SAME, DIFFERENT, FAILED = "same", "different", "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One query on two stores. verdict: SAME, DIFFERENT or FAILED, with why."""

    query: str
    here: int
    there: int
    verdict: str
    why: str = ""


def answers(here: Store, there: Store, corpus: Corpus) -> Iterator[Answer]:
    """Ask both stores every shipped query; parameters that one needs are taken from *corpus*."""
    for query in queries.shipped().values():
        params = {p.name: _sample(p, corpus) for p in query.parameters if p.required}
        if all(params.values()):
            yield _asked(query, params, here, there)


def _asked(query: NamedQuery, params: dict[str, str], here: Store, there: Store) -> Answer:
    expected = queries.run(here, query.name, params)
    try:
        found = queries.run(there, query.name, params)
    except ClaimgraphError as error:
        return Answer(query.name, _size(expected), 0, FAILED, str(error))
    if _said(expected) == _said(found):
        return Answer(query.name, _size(expected), _size(found), SAME)
    return Answer(query.name, _size(expected), _size(found), DIFFERENT, _first(expected, found))


def _said(result: Result) -> tuple[object, ...]:
    """Return what a result says, whatever order a store gives rows of equal rank in."""
    rows = sorted(map(repr, result.rows))
    return result.form, result.variables, rows, result.truth, result.lines


def _size(result: Result) -> int:
    return len(result.rows) if result.form == "rows" else result.lines.count("\n")


def _first(expected: Result, found: Result) -> str:
    here, there = set(expected.rows), set(found.rows)
    if expected.form != "rows" or here == there:
        return "the rows are repeated" if expected.form == "rows" else "another graph"
    lacks, adds = sorted(here - there, key=repr), sorted(there - here, key=repr)
    row = lacks[0] if lacks else adds[0]
    return f"{'lacks' if lacks else 'adds'} {' '.join(term or '-' for term in row)}"[:200]


def _sample(parameter: Parameter, corpus: Corpus) -> str:
    """Value for a parameter: the first thing of its kind, empty where there is none."""
    if parameter.kind == "agent":
        chains = (claim.chain[-1] for claim in corpus.claims if len(claim.chain) > 1)
        return next(chains, next(iter(corpus.register.agents), ""))
    if parameter.kind in ("article", "source"):
        return next(iter(corpus.articles), "")
    days = (a.published.first for a in corpus.articles.values() if a.published)
    return next((day.isoformat() for day in days if day), "2024-01-01")


def table(found: Sequence[Answer]) -> Table:
    """Return the answers as a table for people."""
    rows = tuple((a.query, str(a.here), str(a.there), a.verdict, a.why) for a in found)
    return Table(("query", "rows here", "rows there", "verdict", "difference"), rows)
