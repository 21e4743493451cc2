"""Layer 2. Writing Turtle and TriG from canonical N-Quads, always in the same order.

Source: RDF 1.1 Turtle, RDF 1.1 TriG. Every lexical form stays as it is, so that reading the
document back gives the same statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from claimgraph import prefixes, rdfterms, vocab
from claimgraph.rdfterms import Terms

_BARE = {
    vocab.XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    vocab.XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    vocab.XSD + "boolean": re.compile(r"true|false"),
}
_TYPE = vocab.term("rdf:type")


def turtle(nquads: str) -> str:
    """Write the triples of canonical N-Quads or N-Triples as Turtle, without their graphs."""
    shorten = prefixes.Shortener(prefixes.of(nquads))
    triples = sorted({(s, p, o, "") for s, p, o, _ in rdfterms.rows(nquads)})
    return _document([_block(triples, shorten, "")], shorten)


def trig(nquads: str) -> str:
    """Write canonical N-Quads as TriG: the default graph first, the others by name."""
    shorten = prefixes.Shortener(prefixes.of(nquads))
    quads = sorted(rdfterms.rows(nquads), key=lambda q: (q[3], q[:3]))
    blocks = []
    for graph, members in groupby(quads, key=lambda q: q[3]):
        if graph:
            name = _term(graph, shorten)
            blocks.append(f"{name} {{\n{_block(members, shorten, '  ')}}}\n")
        else:
            blocks.append(_block(members, shorten, ""))
    return _document(blocks, shorten)


def _document(blocks: list[str], shorten: prefixes.Shortener) -> str:
    head = "".join(f"@prefix {p}: <{n}> .\n" for p, n in shorten.used.items())
    return "\n".join(part for part in (head, *blocks) if part)


def _block(triples: Iterable[Terms], shorten: prefixes.Shortener, indent: str) -> str:
    subjects = (
        _subject(s, list(members), shorten, indent)
        for s, members in groupby(triples, key=lambda t: t[0])
    )
    return "\n".join(subjects)


def _subject(subject: str, triples: list[Terms], shorten: prefixes.Shortener, indent: str) -> str:
    lines = [indent + _term(subject, shorten)]
    triples.sort(key=lambda t: (t[1] != _TYPE, t[1], t[2]))
    parts = []
    for predicate, members in groupby(triples, key=lambda t: t[1]):
        verb = "a" if predicate == _TYPE else _term(predicate, shorten)
        objects = ", ".join(_term(t[2], shorten) for t in members)
        parts.append(f"{indent}  {verb} {objects}")
    return "\n".join([*lines, " ;\n".join(parts)]) + " .\n"


def _term(term: str, shorten: prefixes.Shortener) -> str:
    if term.startswith("<"):
        return shorten.short(term[1:-1]) or term
    if not term.endswith(">"):
        return term
    text, _, datatype = term[:-1].rpartition("^^<")
    bare = _BARE.get(datatype)
    if bare is not None and bare.fullmatch(text[1:-1]):
        return text[1:-1]
    short = shorten.short(datatype)
    return f"{text}^^{short}" if short else term
