"""Layer 1. A digest of each graph that does not depend on order, nor on how a store spells numbers.

A graph's digest is the sum, modulo 2^256, of the SHA-256 of its triples in canonical N-Triples
(an additive multiset hash; Clarke et al., "Incremental Multiset Hash Functions", 2003). So it can
be taken while reading in any order, in parts, and with little memory. It finds damage; it is no
proof against a server that makes statements up to fit.

Stores that keep values instead of spellings return "1.0"^^xsd:decimal as "1"; before hashing,
literals of XML Schema's datatypes are put into one spelling: that of the shortest decimal number,
and for what is neither a decimal nor an integer the one that Oxigraph gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

XSD = b"^^<http://www.w3.org/2001/XMLSchema#"
_STRING = XSD + b"string>"
_SETTLED = re.compile(rb'.*"(?:(?:0|-?[1-9][0-9]{0,16})"\^\^<[^>]*#integer>'
                      rb'|[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^<[^>]*#date>'
                      rb'|(?:true|false)"\^\^<[^>]*#boolean>)')  # fmt: skip
_INTEGER = re.compile(rb'"([+-]?)0*([0-9]+)"\^\^<[^>]*#integer>')
_DECIMAL = re.compile(rb'"([+-]?)(?=\.?[0-9])0*([0-9]*)(?:\.([0-9]*?)0*)?"\^\^<[^>]*#decimal>')
_MODULUS = 1 << 256


def hashed(triple: bytes) -> int:
    """Return the SHA-256 of a triple as a number."""
    return int.from_bytes(sha256(triple).digest(), "big")


@dataclass(slots=True)
class Tally:
    """How many triples a graph has, and the sum of their hashes."""

    count: int = 0
    total: int = 0

    def add(self, triple: bytes) -> None:
        """Take in one canonical triple (no full stop, no line end), already `settled`."""
        self.count += 1
        self.total += hashed(triple)

    def join(self, other: Tally) -> None:
        """Take in the triples of *other*, which has none of ours."""
        self.count += other.count
        self.total += other.total

    @property
    def digest(self) -> str:
        """The digest, 64 hexadecimal digits."""
        return format(self.total % _MODULUS, "064x")

    def same(self, other: Tally) -> bool:
        """Tell whether *other* stands for the same triples."""
        return (self.count, self.digest) == (other.count, other.digest)


Tallies = dict[str, Tally]
"""Tally of each graph by its IRI; the default graph's name is empty."""


def dataset_digest(tallies: Mapping[str, Tally]) -> str:
    """Return one digest for all graphs: SHA-256 over their names, counts and digests, sorted."""
    lines = sorted(f"{name} {tally.count} {tally.digest}\n" for name, tally in tallies.items())
    return sha256("".join(lines).encode()).hexdigest()


def settled(triple: bytes) -> bytes:
    """Return a canonical triple with a literal of XML Schema in the spelling that is hashed.

    >>> settled(b'<a:s> <a:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    b'<a:s> <a:p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if XSD not in triple or not triple.endswith(b">") or _SETTLED.fullmatch(triple):
        return triple
    subject, predicate, literal = triple.split(b" ", 2)
    if not literal.startswith(b'"'):
        return triple
    if literal.endswith(_STRING):
        return triple[: -len(_STRING)]
    return b" ".join((subject, predicate, _shortest(literal) or _respelt(literal)))


def _shortest(literal: bytes) -> bytes:
    """Write a number without zeros that say nothing; nothing for what is no number."""
    found = _INTEGER.fullmatch(literal) or _DECIMAL.fullmatch(literal)
    if found is None:
        return b""
    sign, whole, *part = found.groups(b"")
    digits = (whole or b"0") + (b"." + part[0] if part and part[0] else b"")
    minus = b"-" if sign == b"-" and digits != b"0" else b""
    return b'"' + minus + digits + literal[literal.rindex(b'"') :]


@lru_cache(maxsize=1 << 14)
def _respelt(literal: bytes) -> bytes:
    import pyoxigraph as ox  # noqa: PLC0415 - only other literals than dates and integers need it

    line = b"<a:s> <a:p> " + literal + b" .\n"
    store = ox.Store()  # a new one each time: one that is emptied gets slower and slower
    store.load(line, ox.RdfFormat.N_TRIPLES)
    return next(str(quad.object).encode() for quad in store)
