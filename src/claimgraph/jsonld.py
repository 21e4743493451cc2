"""Layer 2. Writing JSON-LD from canonical N-Quads: one node per subject and graph, context inline.

Source: JSON-LD 1.1. The context is the shipped `ontology/context.jsonld` with the base of the
data, written into the document: nothing has to be fetched to understand it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from claimgraph import prefixes, rdfterms, resources, vocab
from claimgraph.rdfterms import Terms

_TYPE = vocab.term("rdf:type")
_RELATIVE = re.compile(r"[A-Za-z0-9_~-][\w.~-]*(?:/[A-Za-z0-9_~-][\w.~-]*)*(?:#char=\d+,\d+)?")


def jsonld(nquads: str) -> str:
    """Write canonical N-Quads as JSON-LD; named graphs stay named graphs."""
    context = _Context.of(nquads)
    quads = sorted(rdfterms.rows(nquads), key=lambda q: (q[3], q[:3]))
    graphs: list[object] = []
    for name, members in groupby(quads, key=lambda q: q[3]):
        nodes = [_node(list(group), context) for _, group in groupby(members, key=lambda q: q[0])]
        if name:
            graphs.append({"@id": context.resource(name), "@graph": nodes})
        else:
            graphs.extend(nodes)
    data = {"@context": context.document, "@graph": graphs}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class _Context:
    """The context to write, and what it says of each IRI: its short name and how it is read.

    coercions: type that the context gives to the strings under a term.
    """

    document: dict[str, object]
    base: str
    prefix_of: Mapping[str, str]
    terms: Mapping[str, str]
    coercions: Mapping[str, str]

    @classmethod
    def of(cls, nquads: str) -> _Context:
        shipped = json.loads(resources.text("ontology", "context.jsonld"))["@context"]
        if any(f"<{name}:" in nquads for name in shipped):
            # an IRI such as <skos:x> would be read as a prefixed name: write everything in full
            return cls({}, "", {}, {}, {})
        names = {name: iri for name, iri in vocab.PREFIXES.items() if shipped.get(name) == iri}

        def full(name: str) -> str:
            prefix, colon, local = name.partition(":")
            return names[prefix] + local if colon and prefix in names else name

        terms, coercions = {}, {}
        for term, meaning in shipped.items():
            if term not in names:
                terms[full(meaning if isinstance(meaning, str) else meaning["@id"])] = term
                if not isinstance(meaning, str) and "@type" in meaning:
                    coercions[term] = full(meaning["@type"])
        base = prefixes.base(nquads)
        base = base if base.startswith("http") and base.endswith("/") else ""  # RFC 3986, 5.2
        document = {"@base": base, **shipped} if base else shipped
        return cls(document, base, {iri: n for n, iri in names.items()}, terms, coercions)

    def resource(self, term: str) -> str:
        """Name of a resource: relative to the base, prefixed, or in full."""
        if not term.startswith("<"):
            return term
        iri = term[1:-1]
        if self.base and iri.startswith(self.base):
            rest = iri[len(self.base) :]
            if _RELATIVE.fullmatch(rest):
                return rest
        return self._prefixed(iri)

    def name(self, term: str) -> str:
        """Name of a property or class: a term of the context, prefixed, or in full."""
        iri = term[1:-1]
        return self.terms.get(iri) or self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self.prefix_of.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri

    def value(self, term: str, under: str) -> object:
        """Value of the property *under*: bare where the context says its type, else with it."""
        coercion = self.coercions.get(under, "")
        if not term.startswith('"'):
            return self.resource(term) if coercion == "@id" else {"@id": self.resource(term)}
        text, lang, datatype = rdfterms.split_literal(term)
        if lang:
            return {"@language": lang, "@value": text}
        if datatype:
            kind = self._prefixed(datatype)
            return text if datatype == coercion else {"@type": kind, "@value": text}
        return {"@value": text} if coercion else text


def _node(quads: list[Terms], context: _Context) -> dict[str, object]:
    node: dict[str, object] = {"@id": context.resource(quads[0][0])}
    types = [context.name(o) for _, p, o, _ in quads if p == _TYPE]
    if types:
        node["@type"] = types if len(types) > 1 else types[0]
    others: Iterable[Terms] = (q for q in quads if q[1] != _TYPE)
    for predicate, members in groupby(others, key=lambda q: q[1]):
        name = context.name(predicate)
        values = [context.value(q[2], name) for q in members]
        node[name] = values if len(values) > 1 else values[0]
    return node
