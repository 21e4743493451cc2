"""Layer 6. What the graph says of one IRI: as a page, Turtle, JSON-LD, N-Triples or RDF/XML.

An IRI of the data is described at the same path below this server; any other at /resource?iri=.
A description holds the statements about the IRI, and those about the parts that have no page of
their own: places in an article, sides of a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from urllib.parse import unquote

from claimgraph import rdfio, rdfterms, resources, vocab
from claimgraph.errors import InputError
from claimgraph.prefixes import Shortener
from claimgraph.serve import asking, media, protocol
from claimgraph.serve.asking import Term
from claimgraph.serve.content import Content
from claimgraph.serve.negotiation import best
from claimgraph.serve.pool import Pool

TYPES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    media.HTML: "html",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/json": "jsonld",
}
"""What a description can be, in our order of preference; browsers name HTML themselves."""

MOST = 200
"""Statements shown in one direction; the page says when there are more."""

_ABOUT = (
    "CONSTRUCT { ?x ?p ?o . ?part ?q ?r } WHERE { { ?x ?p ?o } "
    "UNION { ?part cg:ofArticle ?x ; ?q ?r } UNION { ?x cg:side ?part . ?part ?q ?r } }"
)
_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?x { ?s ?p ?o } }"
_USED = (
    "CONSTRUCT { ?s ?p ?x . ?t ?x ?o } WHERE { "
    f"{{ SELECT ?s ?p {{ ?s ?p ?x }} ORDER BY ?s ?p LIMIT {MOST} }} UNION "
    f"{{ SELECT ?t ?o {{ ?t ?x ?o }} ORDER BY ?t ?o LIMIT {MOST} }} }}"
)
_PREFIX = f"PREFIX cg: <{vocab.NS}> "
_LABEL = "OPTIONAL { ?there skos:prefLabel|rdfs:label ?label }"
_OUT = f"SELECT ?p ?there ?label {{ ?x ?p ?there {_LABEL} }} ORDER BY ?p ?there LIMIT {MOST + 1}"
_IN = f"SELECT ?p ?there ?label {{ ?there ?p ?x {_LABEL} }} ORDER BY ?p ?there LIMIT {MOST + 1}"
_NAMES = f"PREFIX skos: <{vocab.PREFIXES['skos']}> PREFIX rdfs: <{vocab.PREFIXES['rdfs']}> "


@dataclass(frozen=True, slots=True)
class Line:
    """One property and what stands behind it, each with its label where it has one."""

    property: str
    short: str
    values: tuple[tuple[Term, str], ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What a page shows of an IRI. more: whether statements were left out in that direction.

    label: its name in the graph, empty without one.
    """

    iri: str
    short: str
    label: str
    about: tuple[Line, ...]
    more_about: bool
    mentions: tuple[Line, ...]
    more_mentions: bool


def wanted(accept: str | None, named: str) -> str:
    """Return the format that a client gets: `format=` named one, else the Accept header decides.

    Raises Refused with 400 or 406.
    """
    if named and named not in media.NAMES:
        raise protocol.Refused(400, "format is one of " + ", ".join(media.NAMES) + ".")
    kind = best(media.NAMES[named] if named else accept, list(TYPES))
    if kind is None:
        raise protocol.not_acceptable(list(TYPES))
    return kind


def candidates(base: str, raw_path: str) -> list[str]:
    """Return the IRIs that the path may stand for: as it was sent, and with its escapes undone."""
    rest = raw_path.lstrip("/")
    found = []
    for name in dict.fromkeys((rest, unquote(rest))):
        try:
            found.append(rdfterms.iri(base + name)[1:-1])
        except InputError:
            continue
    return found


# An IRI that `rdfterms.iri` let pass holds nothing that could end it inside a query.


async def statements(pool: Pool, iri: str) -> str:
    """Return what the graph says of *iri* as canonical N-Triples.

    Of an IRI that nothing is said of: the graph that it names, else the first statements that use
    it, as a property or as what they point at. Empty where it stands nowhere.
    """
    found = ""
    for text in (_PREFIX + _ABOUT, _GRAPH, _USED):
        found = found or await asking.triples(pool, text.replace("?x", f"<{iri}>"))
    return rdfterms.document(found.splitlines())


async def known(pool: Pool, iri: str) -> bool:
    """Tell whether *iri* stands anywhere in the graph."""
    text = (
        "ASK { { ?x ?p ?o } UNION { ?s ?p ?x } UNION { ?s ?x ?o } UNION { GRAPH ?x { ?s ?p ?o } } }"
    )
    return bool((await asking.rows(pool, text.replace("?x", f"<{iri}>"))).truth)


async def describe(pool: Pool, content: Content, iri: str) -> Description:
    """Collect what a page shows of *iri*."""
    shorten = Shortener(content.names)
    naming = tuple(vocab.term(name)[1:-1] for name in ("skos:prefLabel", "rdfs:label"))
    out, into = [
        await asking.rows(pool, _NAMES + text.replace("?x", f"<{iri}>")) for text in (_OUT, _IN)
    ]
    return Description(
        iri,
        shorten.short(iri) or iri,
        next((end.value for name, end, _ in out.rows if name and end and name.value in naming), ""),
        _lines(out, shorten),
        len(out.rows) > MOST,
        _lines(into, shorten),
        len(into.rows) > MOST,
    )


def _lines(found: asking.Rows, shorten: Shortener) -> tuple[Line, ...]:
    seen: dict[tuple[str, Term], str] = {}
    for prop, there, label in found.rows[:MOST]:
        assert prop is not None  # noqa: S101 - every row has a property and an end
        assert there is not None  # noqa: S101 - see above
        seen.setdefault((prop.value, there), label.value if label else "")
    return tuple(
        Line(name, shorten.short(name) or name,
             tuple((there, label) for (_, there), label in group))
        for name, group in groupby(seen.items(), key=lambda pair: pair[0][0])
    )  # fmt: skip


@cache
def vocabulary() -> str:
    """Return the shipped ontology with its schemes as canonical N-Triples."""
    folder = resources.directory("ontology")
    files = ("core.ttl", "schemes.ttl", "alignments.ttl")
    return rdfterms.document(
        line for name in files for line in rdfio.parse(folder / name).splitlines()
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of the vocabulary."""

    name: str
    kind: str
    label: str
    definition: str


@cache
def entries() -> tuple[Entry, ...]:
    """Return the terms of the vocabulary by name."""
    about: dict[str, dict[str, str]] = {}
    wanted_terms = {vocab.term(n): n for n in ("rdf:type", "rdfs:label", "skos:prefLabel",
                                               "skos:definition", "rdfs:comment")}  # fmt: skip
    for s, p, o, _ in rdfterms.rows(vocabulary()):
        if s.startswith(f"<{vocab.NS}") and p in wanted_terms:
            text = rdfterms.split_literal(o)[0] if o.startswith('"') else o
            about.setdefault(s[1 + len(vocab.NS) : -1], {}).setdefault(wanted_terms[p], text)
    return tuple(
        Entry(
            name,
            said.get("rdf:type", "").rpartition("#")[2].rstrip(">") or "term",
            said.get("rdfs:label") or said.get("skos:prefLabel", ""),
            said.get("skos:definition") or said.get("rdfs:comment", ""),
        )
        for name, said in sorted(about.items())
        if name
    )
