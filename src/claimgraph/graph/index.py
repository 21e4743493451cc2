"""Layer 3. Triples by subject and predicate, as the reader of the graph looks them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from claimgraph import dates, vocab
from claimgraph.dates import Span
from claimgraph.errors import InputError
from claimgraph.rdfterms import split_literal
from claimgraph.vocab import CG, term

Triple = tuple[str, str, str]
_TYPE = term("rdf:type")


@dataclass(frozen=True, slots=True)
class Indexed:
    """Triples by subject and predicate, as terms of N-Triples. base: what data IRIs begin with."""

    about: Mapping[str, Mapping[str, tuple[str, ...]]]
    kinds: Mapping[str, tuple[str, ...]]
    base: str

    def terms(self, subject: str, predicate: str) -> tuple[str, ...]:
        """All objects of one property, sorted."""
        return self.about.get(subject, {}).get(predicate, ())

    def term(self, subject: str, predicate: str) -> str:
        """Return the one object, empty where there is none."""
        found = self.terms(subject, predicate)
        return found[0] if found else ""

    def text(self, subject: str, predicate: str) -> str:
        """Lexical form of the one literal, empty where there is none."""
        found = self.term(subject, predicate)
        return split_literal(found)[0] if found.startswith('"') else ""

    def lang(self, subject: str, predicate: str) -> str:
        """Language of the one literal."""
        found = self.term(subject, predicate)
        return split_literal(found)[1] if found.startswith('"') else ""

    def number(self, subject: str, predicate: str) -> float | None:
        """Return the one number, whole where it is."""
        text = self.text(subject, predicate)
        if not text:
            return None
        found = float(text)
        return int(found) if found.is_integer() else found

    def flag(self, subject: str, predicate: str) -> bool:
        """Whether the one literal is true."""
        return self.text(subject, predicate) == "true"

    def date(self, subject: str, predicate: str) -> Span | None:
        """Return the one date in EDTF."""
        text = self.text(subject, predicate)
        return dates.parse(text) if text else None

    def names(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Ids of the register's entries that a property points at, in order."""
        return tuple(slug_of(found) for found in self.terms(subject, predicate))

    def name(self, subject: str, predicate: str) -> str:
        """Id of the register's entry that a property points at."""
        found = self.term(subject, predicate)
        return slug_of(found) if found else ""

    def addresses(self, subject: str, predicate: str) -> tuple[str, ...]:
        """IRIs that a property points at."""
        return tuple(found[1:-1] for found in self.terms(subject, predicate))


def slug_of(iri: str) -> str:
    """Return the id at the end of an IRI of the data."""
    return unquote(iri[1:-1].rpartition("/")[2])


def notation(iri: str, scheme: str) -> str:
    """Notation of a concept of one of our schemes, or of a bare member such as cg:current."""
    return iri[1:-1].removeprefix(vocab.NS).removeprefix(f"{scheme}-")


def indexed(triples: Iterable[Triple]) -> Indexed:
    """Index *triples*; raises InputError where they hold no article, or data of several bases."""
    about: dict[str, dict[str, set[str]]] = {}
    classes = {iri: name for name, iri in CG.items() if name[0].isupper()}
    kinds: dict[str, set[str]] = {}
    for s, p, o in triples:
        about.setdefault(s, {}).setdefault(p, set()).add(o)
        if p == _TYPE and o in classes:
            kinds.setdefault(classes[o], set()).add(s)
    base = _base(kinds)
    ordered = {s: {p: tuple(sorted(o)) for p, o in found.items()} for s, found in about.items()}
    return Indexed(ordered, {name: tuple(sorted(found)) for name, found in kinds.items()}, base)


def _base(kinds: Mapping[str, set[str]]) -> str:
    """Return what the IRIs of the data begin with: all articles have it in common."""
    found = {iri[1:-1].rpartition("article/")[0] for iri in kinds.get("Article", set())}
    if len(found) != 1:
        what = "holds no article" if not found else "holds data of several bases"
        raise InputError(f"the graph {what}", cure="load what `claimgraph build` writes, or one of")
    return found.pop()
