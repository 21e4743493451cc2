"""Layer 6. Media types of results and graphs, by the names of their formats."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from claimgraph import rdfio

HTML = "text/html"

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media type of rows or a truth to its format, in our order of preference."""

GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
"""Media type of a graph to its format, in our order of preference."""

NAMES: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "ntriples": "application/n-triples",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "html": HTML,
}
"""What `format=` may say instead of an Accept header."""


def content_type(media: str) -> str:
    """Return the Content-Type header of *media*; text is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def write_graph(ntriples: str, fmt: str) -> bytes:
    """Write canonical N-Triples in one of the formats of GRAPHS."""
    if fmt == "rdfxml":
        triples = ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
        return ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.RDF_XML) or b""
    name = {"jsonld": "json-ld"}.get(fmt, fmt)
    return rdfio.serialise(ntriples, name).encode()
