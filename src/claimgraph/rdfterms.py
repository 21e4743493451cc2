"""Layer 0. N-Triples and N-Quads as text: canonical terms, and lines taken apart.

Source: RDF 1.1 N-Triples and N-Quads; canonical form as in RDF Dataset Canonicalization 1.0,
section 5 (escapes, one space between terms, no comments). Language tags are in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import isfinite

from claimgraph.errors import InputError

_XSD = "http://www.w3.org/2001/XMLSchema#"
_FORBIDDEN = (
    r"\x00-\x20<>\"{}|\\^`\[\]%#\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"
    r"\U000e0000-\U0010ffff"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 14))
)
"""What no IRI holds (RFC 3987): delimiters, controls, private use and non-characters."""

_CHAR = rf"(?:[^{_FORBIDDEN}]|%[0-9A-Fa-f]{{2}})"
_HOST = rf"(?:[^{_FORBIDDEN}/?@:]|%[0-9A-Fa-f]{{2}})"
_IRI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.\-]*:(?://(?:(?:{_HOST}|:)*@)?{_HOST}*(?::[0-9]*)?(?=[/?#]|\Z)|(?!//))"
    rf"{_CHAR}*(?:#{_CHAR}*)?"
)
_LANG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {
    "\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\",
}  # fmt: skip
_LONG = {short[1]: char for char, short in _SHORT.items()}
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_TERM = re.compile(r'<[^<>"\s]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9\-]+|\^\^<[^<>"\s]*>)?')

Terms = tuple[str, str, str, str]
"""Subject, predicate, object and graph as written; the graph is empty for the default graph."""


def iri(text: str) -> str:
    """Write an absolute IRI as a term.

    Raises InputError where *text* is relative or holds characters that no IRI may hold: it is
    never mended, because a mended address is another address.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    if _IRI.fullmatch(text) is None:
        raise InputError(
            f"{text!r} is not an absolute IRI",
            cure="write the whole address, with %20 for a space",
        )
    return f"<{text}>"


def _escaped(text: str) -> str:
    if _SURROGATE.search(text):
        raise InputError(f"{text!r} holds half a character", cure="write it again in UTF-8")
    return _ESCAPE.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", text)


def literal(text: str, lang: str = "") -> str:
    r"""Write *text* as a string, or as a text in the language *lang* (BCP 47).

    >>> literal('say "so"\n', "en-GB")
    '"say \\"so\\"\\n"@en-gb'

    Raises InputError for a language tag that is none.
    """
    if not lang:
        return f'"{_escaped(text)}"'
    if _LANG.fullmatch(lang) is None:
        raise InputError(f"{lang!r} is not a language tag", cure="write en, de or pt-br")
    return f'"{_escaped(text)}"@{lang.lower()}'


def typed(text: str, datatype: str) -> str:
    """Write *text* as a literal of the datatype with the IRI *datatype*."""
    return f'"{_escaped(text)}"^^<{datatype}>'


def integer(n: float) -> str:
    """Write a whole number as xsd:integer.

    >>> integer(153.0)
    '"153"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{int(n)}"^^<{_XSD}integer>'


def decimal(n: float) -> str:
    """Write a finite number as xsd:decimal, always with a point: Turtle then keeps the type.

    >>> decimal(0.4), decimal(80000000)
    ('"0.4"^^<http://www.w3.org/2001/XMLSchema#decimal>', \
'"80000000.0"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    if not isfinite(n):
        raise InputError(f"{n} is not a number that can be written", cure="leave it out")
    text = format(Decimal(repr(n)), "f") if n else "0.0"
    return f'"{text if "." in text else text + ".0"}"^^<{_XSD}decimal>'


def boolean(flag: bool) -> str:
    """Write a truth value as xsd:boolean."""
    return f'"{str(flag).lower()}"^^<{_XSD}boolean>'


def day(text: str) -> str:
    """Write a day (YYYY-MM-DD) as xsd:date."""
    return f'"{text}"^^<{_XSD}date>'


def split_literal(term: str) -> tuple[str, str, str]:
    r"""Return text, language and datatype of a literal; one of the last two is empty, or both.

    >>> split_literal('"a\\nb"@en')
    ('a\nb', 'en', '')
    """
    if term.endswith('"'):
        return unescaped(term[1:-1]), "", ""
    if term.endswith(">"):
        text, _, datatype = term[:-1].rpartition("^^<")
        return unescaped(text[1:-1]), "", datatype
    text, _, lang = term.rpartition("@")
    return unescaped(text[1:-1]), lang, ""


def unescaped(text: str) -> str:
    """Undo the escapes inside a quoted string of N-Triples."""
    return _ESCAPED.sub(lambda m: _LONG[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), text)


def split(line: str) -> Terms:
    """Take one canonical line of N-Triples or N-Quads apart.

    >>> split('<a:s> <a:p> "x . y"@en <a:g> .')
    ('<a:s>', '<a:p>', '"x . y"@en', '<a:g>')

    Raises InputError for a line of another form.
    """
    terms: list[str] = []
    at = 0
    while (match := _TERM.match(line, at)) is not None and len(terms) < 4:  # noqa: PLR2004
        terms.append(match[0])
        at = match.end() + 1
    if len(terms) not in (3, 4) or line[at - 1 :] != " .":
        raise InputError(f"{line[:80]!r} is not a line of N-Quads", cure="read it with rdfio")
    subject, predicate, obj, *graph = terms
    return subject, predicate, obj, graph[0] if graph else ""


def document(lines: Iterable[str]) -> str:
    """Join *lines* into one canonical document: sorted by code point, each line once."""
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def flatten(nquads: str) -> str:
    """Drop the graph names of a canonical N-Quads document."""
    return document(f"{s} {p} {o} ." for s, p, o, _ in rows(nquads))


def rows(text: str) -> Iterator[Terms]:
    """Yield the terms of each line of a canonical document."""
    for line in text.split("\n"):
        if line:
            yield split(line)
