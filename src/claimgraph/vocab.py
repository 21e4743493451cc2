"""Layer 0. Names of things in the graph: namespaces, terms, and IRIs of data as plain strings."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

NS = "https://w3id.org/claimgraph/ns#"
"""Namespace of our own terms; a constant, whatever the base of the data is."""

PREFIXES: dict[str, str] = {
    "cg": NS,
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "np": "http://www.nanopub.org/nschema#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CELLS = "http://tools.ietf.org/rfc/rfc7111"
"""What the fragment of a cell conforms to, as the Web Annotation model names it."""

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
EDTF = PREFIXES["edtf"] + "EDTF"
XSD = PREFIXES["xsd"]

CLASSES = (
    "Agent", "AnonymousSource", "Article", "Attribution", "Claim", "CollectiveSource", "Concept",
    "Event", "Evidence", "Exclusion", "Finding", "Measure", "NewsAgency", "Organization",
    "Partition", "Period", "Person", "Place", "Publisher", "Question", "ReferencedDocument",
    "Review", "Side", "Story", "Table", "Topic",
)  # fmt: skip

PROPERTIES = (
    "about", "actor", "agent", "annualise", "answers", "asOf", "attribution", "boundsUnit",
    "byline", "characters", "claim", "column", "columns", "comparableTo", "computed", "content",
    "contentNotation", "contextDimension", "corrects", "creditLine", "cue", "dateFrom", "dateTo",
    "denies", "denominator", "depth", "disjointWith", "edtf", "end", "event", "eventDate",
    "eventPlace", "evidence", "exhaustive", "facet", "hedge", "high", "highOpen", "host",
    "inArticle", "inStory", "inTable", "index", "inferredSource", "innerHigh", "innerLow",
    "language", "locator", "low", "lowOpen", "mainEvidence", "measure", "member", "minuend",
    "modality", "modified", "note", "numerator", "of", "ofArticle", "originsMax", "originsMin",
    "part", "partOf", "period", "phrase", "place", "polarity", "population", "prices",
    "proposition", "provenance", "published", "publishedBasis", "publisher", "publisherBasis",
    "quotation", "quoteDigest", "rate", "reason", "reference", "replaces", "reportedBy",
    "retractedBy", "retracts", "reviewOf", "reviewState", "reviewedOn", "reviewer", "role", "row",
    "rows", "rule", "rulesVersion", "saidOn", "scopedTo", "severity", "sha256", "side",
    "spanDigest", "standing", "start", "stated", "statedSource", "status", "subtrahend", "target",
    "temporality", "topic", "underspecified", "unit", "valueBoolean", "valueConcept", "valueEDTF",
    "valueKind", "valueText", "valueType", "verdict", "whole", "withdrawn",
)  # fmt: skip

SOFTWARE = f"<{NS}software>"
"""Who makes the records: this software, a prov:SoftwareAgent."""

CG: dict[str, str] = {name: f"<{NS}{name}>" for name in (*CLASSES, *PROPERTIES)}
"""Our classes and properties as terms of N-Triples; a name that is not there is a mistake."""

AGENT_CLASSES: dict[str, str] = {
    "publisher": CG["Publisher"],
    "news-agency": CG["NewsAgency"],
    "organization": CG["Organization"],
    "person": CG["Person"],
    "collective": CG["CollectiveSource"],
    "anonymous": CG["AnonymousSource"],
}
"""Kind of agent in a register to its class."""


def term(curie: str) -> str:
    """Write a prefixed name as a term of N-Triples.

    >>> term("skos:broader")
    '<http://www.w3.org/2004/02/skos/core#broader>'
    """
    prefix, _, local = curie.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def concept(scheme: str, notation: str) -> str:
    """Write the concept *notation* of one of our schemes as a term.

    >>> concept("content", "conflict/value")
    '<https://w3id.org/claimgraph/ns#content-conflict-value>'
    """
    return f"<{NS}{scheme}-{notation.replace('/', '-')}>"


def member(notation: str) -> str:
    """Write a concept whose name needs no scheme in front: cg:current, cg:affirmative, ..."""
    return f"<{NS}{notation}>"


def data(base: str, kind: str, name: str) -> str:
    """IRI of a thing of the register: *kind* is agent, place, period, concept, measure, ...

    >>> data("https://example.org/", "agent", "meridian-wire")
    'https://example.org/agent/meridian-wire'
    """
    return f"{base}{kind}/{quote(name, safe='-._~')}"


def attribution(base: str, chain: Sequence[str]) -> str:
    """IRI of an attribution: its agents from the publisher inwards, joined by ``--``.

    >>> attribution("https://example.org/", ["gazette", "wire", "officials"])
    'https://example.org/attribution/gazette--wire--officials'
    """
    return f"{base}attribution/{'--'.join(chain)}"


def span(article: str, start: int, end: int) -> str:
    """IRI of a stretch of the article with the IRI *article*, in code points (RFC 5147)."""
    return f"{article}#char={start},{end}"


def cell(article: str, row: int, column: int) -> str:
    """IRI of a cell of what stands for the article with the IRI *article*, from 1 (RFC 7111)."""
    return f"{article}#cell={row},{column}"


def record(base: str, article_id: str) -> str:
    """IRI of the nanopublication that records one article version; its graphs lie below it."""
    return f"{base}record/{article_id}.1"


def graph(base: str, name: str) -> str:
    """IRI of a graph of its own: ``register`` or ``findings``."""
    return f"{base}graph/{name}"
