"""Layer 2. Writing JSON-LD from canonical N-Quads: one node per subject and graph, context inline.

Source: JSON-LD 1.1. Values carry their type or language themselves, so that the meaning never
hangs on a context that has to be fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import TypeAlias

from claimgraph import prefixes, rdfterms, vocab
from claimgraph.rdfterms import Terms

_Json: TypeAlias = "dict[str, object] | str"
_TYPE = vocab.term("rdf:type")


def jsonld(nquads: str) -> str:
    """Write canonical N-Quads as JSON-LD; named graphs stay named graphs."""
    # an IRI such as <place:x> would be read as a prefixed name
    names = {p: n for p, n in prefixes.of(nquads).items() if f"<{p}:" not in nquads}
    shorten = prefixes.Shortener(names)
    quads = sorted(rdfterms.rows(nquads), key=lambda q: (q[3], q[:3]))
    graphs: list[object] = []
    for name, members in groupby(quads, key=lambda q: q[3]):
        nodes = [_node(list(group), shorten) for _, group in groupby(members, key=lambda q: q[0])]
        if name:
            graphs.append({"@id": _iri(name, shorten), "@graph": nodes})
        else:
            graphs.extend(nodes)
    data = {"@context": shorten.used, "@graph": graphs}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _node(quads: list[Terms], shorten: prefixes.Shortener) -> dict[str, object]:
    node: dict[str, object] = {"@id": _iri(quads[0][0], shorten)}
    types = [_iri(o, shorten) for _, p, o, _ in quads if p == _TYPE]
    if types:
        node["@type"] = types
    others: Iterable[Terms] = (q for q in quads if q[1] != _TYPE)
    for predicate, members in groupby(others, key=lambda q: q[1]):
        values = [_value(q[2], shorten) for q in members]
        node[_iri(predicate, shorten)] = values if len(values) > 1 else values[0]
    return node


def _iri(term: str, shorten: prefixes.Shortener) -> str:
    if not term.startswith("<"):
        return term
    return shorten.short(term[1:-1]) or term[1:-1]


def _value(term: str, shorten: prefixes.Shortener) -> _Json:
    if not term.startswith('"'):
        return {"@id": _iri(term, shorten)}
    text, lang, datatype = rdfterms.split_literal(term)
    if datatype:
        return {"@type": shorten.short(datatype) or datatype, "@value": text}
    return {"@language": lang, "@value": text} if lang else text
