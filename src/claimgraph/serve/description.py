"""Layer 6. What machines read about the endpoint: its service description and VoID.

Sources: SPARQL 1.1 Service Description; Describing Linked Datasets with the VoID Vocabulary;
SHACL, section 6.1 (prefix declarations) and sh:SPARQLExecutable for the example queries.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph import queries, rdfterms, vocab
from claimgraph.rdfterms import integer, literal, typed
from claimgraph.serve.content import Content

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_SH = "http://www.w3.org/ns/shacl#"
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip
_A = vocab.term("rdf:type")


def _sd(name: str) -> str:
    return f"<{_SD}{name}>"


def _void(name: str) -> str:
    return f"<{_VOID}{name}>"


def _sh(name: str) -> str:
    return f"<{_SH}{name}>"


def ntriples(content: Content, endpoint: str) -> str:
    """Describe the service at the IRI *endpoint* as canonical N-Triples, without blank nodes."""
    lines = [*_service(content, endpoint), *_dataset(content, endpoint), *_queries(endpoint)]
    return rdfterms.document(f"{line} ." for line in lines)


def _service(content: Content, endpoint: str) -> Iterator[str]:
    s = f"<{endpoint}#service>"
    dataset, default = f"<{endpoint}#dataset>", f"<{endpoint}#default-graph>"
    yield f"{s} {_A} {_sd('Service')}"
    yield f"{s} {_sd('endpoint')} <{endpoint}>"
    yield f"{s} {_sd('supportedLanguage')} {_sd('SPARQL11Query')}"
    yield from (f"{s} {_sd('resultFormat')} <http://www.w3.org/ns/formats/{f}>" for f in _FORMATS)
    yield f"{s} {_sd('feature')} {_sd('UnionDefaultGraph')}"
    yield f"{s} {_sd('defaultDataset')} {dataset}"
    yield f"{dataset} {_A} {_sd('Dataset')}"
    yield f"{dataset} {_sd('defaultGraph')} {default}"
    yield f"{default} {_A} {_sd('Graph')}"
    yield f"{default} {_void('triples')} {integer(content.statements)}"
    for number, (name, count) in enumerate(content.graphs.items(), 1):
        g = f"<{endpoint}#graph-{number}>"
        yield f"{dataset} {_sd('namedGraph')} {g}"
        yield f"{g} {_A} {_sd('NamedGraph')}"
        yield f"{g} {_sd('name')} <{name}>"
        yield f"{g} {_sd('graph')} <{endpoint}#graph-{number}-content>"
        yield f"<{endpoint}#graph-{number}-content> {_A} {_sd('Graph')}"
        yield f"<{endpoint}#graph-{number}-content> {_void('triples')} {integer(count)}"


def _dataset(content: Content, endpoint: str) -> Iterator[str]:
    s = f"<{endpoint}#dataset>"
    yield f"{s} {_A} {_void('Dataset')}"
    yield f"{s} {_void('sparqlEndpoint')} <{endpoint}>"
    yield f"{s} {_void('triples')} {integer(content.statements)}"
    yield f"{s} {vocab.term('dct:license')} <{vocab.CC0}>"
    yield f"{s} {vocab.term('dct:identifier')} {literal('sha256:' + content.version)}"
    if content.base:
        yield f"{s} {_void('uriSpace')} {literal(content.base)}"
    yield from (f"{s} {_void('vocabulary')} <{iri}>" for iri in sorted(vocab.PREFIXES.values()))
    for prefix, namespace in content.names.items():
        p = f"<{endpoint}#prefix-{prefix}>"
        yield f"{s} {_sh('declare')} {p}"
        yield f"{p} {_A} {_sh('PrefixDeclaration')}"
        yield f"{p} {_sh('prefix')} {literal(prefix)}"
        yield f"{p} {_sh('namespace')} {typed(namespace, vocab.XSD + 'anyURI')}"


def _queries(endpoint: str) -> Iterator[str]:
    """Describe the shipped queries as examples that can be run at the endpoint."""
    for query in queries.shipped().values():
        s = f"<{endpoint}#query-{query.name}>"
        yield f"{s} {_A} {_sh('SPARQLExecutable')}"
        yield f"{s} {_A} {_sh('SPARQLSelectExecutable')}"
        yield f"{s} {vocab.term('rdfs:label')} {literal(query.title, 'en')}"
        yield f"{s} {vocab.term('rdfs:comment')} {literal(query.about, 'en')}"
        yield f"{s} {_sh('select')} {literal(query.text)}"
        yield f"{s} {_sh('prefixes')} <{endpoint}#dataset>"
        yield f"{s} <https://schema.org/target> <{endpoint}>"
