"""Layer 4. How the statements are spread over graphs in a store; the statements stay the same.

`graphs` keeps them as built: four graphs for each article, the register, the findings. `one` puts
all into one named graph, `default` into the default graph. `claims` gives each claim a
nanopublication of its own: its statements and its evidence's move from the article's assertion
into its own, and a head, a provenance and a publication info are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, get_args

from claimgraph import vocab
from claimgraph.errors import UsageError
from claimgraph.remote import spool

Layout = Literal["graphs", "one", "default", "claims"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

_A = vocab.term("rdf:type").encode()
_CLAIM, _EVIDENCE, _ARTICLE = (vocab.CG[n].encode() for n in ("Claim", "evidence", "inArticle"))
_PARTS = (b"/Head", b"/assertion", b"/provenance", b"/pubinfo")


def laid_out(lines: Iterable[spool.Line], layout: Layout, graph: str = "") -> Iterator[spool.Line]:
    """Yield canonical *lines* in *layout*; a line may then come twice.

    graph: IRI of the one graph. For `claims` the lines of a graph have to stand together. Raises
    UsageError for a layout that lacks its graph.
    """
    if layout == "one" and not graph:
        raise UsageError("the layout `one` needs the name of its graph", cure="give --graph IRI")
    if layout == "claims":
        return _by_claim(lines)
    if layout == "graphs":
        return iter(lines)
    return spool.moved(lines, lambda _: graph if layout == "one" else "")


def _by_claim(lines: Iterable[spool.Line]) -> Iterator[spool.Line]:
    """Go article by article: the graphs of one record stand together, as they share a beginning."""
    for record, run in groupby(spool.triples(lines), key=lambda found: _record(found[0])):
        if record:
            yield from _one_record(record, list(run))
        else:
            yield from (_line(triple, graph) for graph, triple in run)


def _record(graph: bytes) -> bytes:
    return next((graph.removesuffix(part) for part in _PARTS if graph.endswith(part)), b"")


def _line(triple: bytes, graph: bytes) -> spool.Line:
    return triple + b" <" + graph + b"> .\n" if graph else triple + b" .\n"


def _one_record(record: bytes, found: list[tuple[bytes, bytes]]) -> Iterator[spool.Line]:
    assertion = [triple.split(b" ", 2) for graph, triple in found if graph.endswith(b"/assertion")]
    owners: dict[bytes, set[bytes]] = defaultdict(set)
    for s, p, o in assertion:
        if p == _A and o == _CLAIM:
            owners[s].add(s)
    claims = set(owners)
    for s, p, o in assertion:
        if s in claims and p == _EVIDENCE:
            owners[o].add(s)
    for graph, triple in found:
        s, p, o = triple.split(b" ", 2)
        if not graph.endswith(b"/assertion") or s not in owners:
            yield _line(triple, graph)
            continue
        for claim in owners[s]:
            name = _name(record, claim)
            yield _line(triple, name + b"/assertion")
            if s == claim and p == _ARTICLE:
                source = b" ".join((b"<" + name + b"/assertion>",
                                    vocab.term("prov:wasDerivedFrom").encode(), o))  # fmt: skip
                yield _line(source, name + b"/provenance")
    info = [triple.split(b" ", 2)[1:] for graph, triple in found if graph.endswith(b"/pubinfo")]
    for claim in claims:
        yield from _envelope(_name(record, claim), info)


def _name(record: bytes, claim: bytes) -> bytes:
    return record + b"/" + claim[1:-1].rpartition(b"/")[2]


def _envelope(name: bytes, info: list[list[bytes]]) -> Iterator[spool.Line]:
    """Write head and publication info of one claim's nanopublication."""
    np = b"<" + name + b">"
    terms = [vocab.term("np:" + t).encode() for t in (
        "Nanopublication", "hasAssertion", "hasProvenance", "hasPublicationInfo")]  # fmt: skip
    yield _line(b" ".join((np, _A, terms[0])), name + b"/Head")
    for term, part in zip(terms[1:], _PARTS[1:], strict=True):
        yield _line(b" ".join((np, term, b"<" + name + part + b">")), name + b"/Head")
    for predicate, value in info:
        yield _line(b" ".join((np, predicate, value)), name + b"/pubinfo")
