"""Layer 1. SPARQL text that nobody vouches for: what may run, and where it is wrong.

A query only reads this dataset: SERVICE, FROM and updates are refused before an engine sees the
text, because engines fetch addresses that they name. FROM may pass where the caller's engine takes
it for a choice among the graphs it holds. The text is taken apart as the grammar of SPARQL 1.1 does
(comments, strings, IRIs and names first), so that no word hides or is mistaken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.errors import QueryError

MAX_CHARACTERS = 200_000
MAX_DEPTH = 100
"""Nested brackets; the engine's parser is recursive and would exhaust its stack."""
MAX_MARKS = 1_000
"""Operators, separators and keywords, for the same reason; lists of values may be longer."""

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*)
    |(?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
              |'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z0-9\-]+)
    |(?P<name>(?:[^\W\d_][\w.\-]*|_)?:(?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<open>[({\[])
    |(?P<close>[)}\]])
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
_SERVICE = re.compile(r"service", re.IGNORECASE)
_GLUED = re.compile(r"[?$](?:true|false|[0-9]+)service", re.IGNORECASE)
_FROM = re.compile(r"from", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may run. ordered: whether it says itself in which order its rows come."""

    text: str
    ordered: bool


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield _Token(match.lastgroup or "mark", match[0], match.start())


def read(text: str, *, datasets: bool = False) -> Query:
    """Return *text* as a query that may run on this dataset.

    datasets: let FROM and FROM NAMED pass, for an engine that never fetches what they name.
    Raises QueryError, with line, column and a caret, for what could reach out, change data or
    exhaust the engine; other mistakes are the engine's to find.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(
            f"the query is longer than {MAX_CHARACTERS:,} characters", cure="ask for less at once"
        )
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    ordered = _inspect(plain, plain, datasets)
    decoded = _CODE_POINT.sub(_decode, plain)
    if decoded != plain:  # engines differ on when they undo \uXXXX, so both readings must pass
        _inspect(decoded, plain, datasets)
    return Query(plain, ordered)


def _decode(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]  # noqa: PLR2004 - Unicode's end


def _inspect(text: str, shown: str, datasets: bool) -> bool:
    """Refuse what may not run; returns whether there is an ORDER BY outside of all brackets."""
    depth, marks, ordered = 0, 0, False
    for token in _tokens(text):
        at = token.at if text == shown else None
        _refuse(token, shown, at, datasets)
        if token.kind == "word":
            marks += 1
            ordered = ordered or (depth == 0 and token.text.upper() == "ORDER")
        elif token.kind == "open":
            depth += 1
            marks += 1
        elif token.kind == "close":
            depth -= 1
        elif token.kind == "mark":
            marks += 1
        if depth > MAX_DEPTH or marks > MAX_MARKS:
            raise failure(shown, at, "the query is too large or too deeply nested", "simplify it")
    return ordered


def _refuse(token: _Token, text: str, at: int | None, datasets: bool) -> None:
    """Refuse what reaches out, also where it is glued to its neighbours.

    Oxigraph's parser needs no space after a keyword: `SERVICE:x {}` and `trueSERVICE:x {}` call
    the service that the empty prefix names, although they look like names.
    """
    word = token.text.partition(":")[0] if token.kind in ("word", "name") else ""
    if _SERVICE.search(word) or (token.kind == "variable" and _GLUED.match(token.text)):
        raise failure(
            text, at, "SERVICE is refused: a query never asks another server",
            "build the other data into one graph first; a prefix needs another name",
        )  # fmt: skip
    if not datasets and _FROM.match(word):
        raise failure(
            text, at, "FROM is refused: nothing is fetched, the whole graph is asked",
            "leave FROM out, or name a graph with GRAPH; a prefix needs another name",
        )  # fmt: skip
    if token.kind == "word" and token.text.upper() in _UPDATES:
        raise failure(
            text, at, f"{token.text.upper()} is refused: a query only reads",
            "change the claim files and build again",
        )  # fmt: skip


def failure(text: str, at: int | None, what: str, cure: str = "") -> QueryError:
    """Return a QueryError that shows the place *at* (a position in *text*) with a caret."""
    if at is None:
        return QueryError(what, cure=cure)
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return located(text, line, column, what, cure)


def located(text: str, line: int, column: int, what: str, cure: str = "") -> QueryError:
    """Return a QueryError that shows *line* and *column* (from 1) of *text* with a caret."""
    lines = text.split("\n")
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    start = max(0, column - 60)
    piece = "".join(c if c.isprintable() else " " for c in shown[start : column + 40])
    caret = " " * (column - 1 - start) + "^"
    return QueryError(f"{what}\n  {piece}\n  {caret}\n", where=f"line {line}, column {column}",
                      cure=cure)  # fmt: skip
