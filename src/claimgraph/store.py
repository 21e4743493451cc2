"""Layer 3. The graph in memory, asked with SPARQL 1.1 by one of two engines.

Oxigraph answers; rdflib is the second opinion that tests compare with. Both see all graphs as one
and give terms as canonical N-Triples with numbers in one form, so equal answers are equal text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, Protocol, TypeAlias

from claimgraph import prefixes, rdfterms, sparql, vocab
from claimgraph.errors import QueryError, UsageError
from claimgraph.results import Result, Row

Engine = Literal["oxigraph", "rdflib"]
ENGINES: tuple[Engine, ...] = ("oxigraph", "rdflib")

Bindings: TypeAlias = Mapping[str, str]
"""Variable to a term in canonical N-Triples."""

_Foreign: TypeAlias = Any
"""An object of an engine, whose import this module puts off."""

_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_EXPECTED_LENGTH = 60


class Store(Protocol):
    """A dataset that can be asked."""

    def query(self, text: str, bindings: Bindings | None = None) -> Result:
        """Answer one SPARQL query; *bindings* fix variables that it selects.

        Raises QueryError where the query is refused, can't be read or can't be answered.
        """


def load(nquads: str, engine: str = "oxigraph") -> Store:
    """Load canonical N-Quads or N-Triples into one of ENGINES."""
    if engine == "oxigraph":
        return _Oxigraph(nquads)
    if engine == "rdflib":
        return _Rdflib(nquads)
    raise UsageError(f"{engine!r} is not an engine", cure="use " + " or ".join(ENGINES))


class _Oxigraph:
    def __init__(self, nquads: str) -> None:
        import pyoxigraph as ox  # noqa: PLC0415 - only queries need it

        self._ox = ox
        self._names = prefixes.of(nquads)
        self._store = ox.Store()
        self._store.bulk_load(nquads.encode(), ox.RdfFormat.N_QUADS)
        # Oxigraph's union of graphs repeats a triple that several graphs hold, and with it rows;
        # the default graph as a copy of all triples is the set that SPARQL means
        self._store.bulk_load(rdfterms.flatten(nquads).encode(), ox.RdfFormat.N_TRIPLES)

    def query(self, text: str, bindings: Bindings | None = None) -> Result:
        asked, ox = sparql.read(text), self._ox
        try:
            fixed = {ox.Variable(n): self._term(t) for n, t in (bindings or {}).items()}
            found: _Foreign = self._store.query(
                asked.text,
                prefixes=self._names,
                substitutions=fixed or None,
            )
            if isinstance(found, ox.QueryBoolean):
                return Result("truth", truth=bool(found), names=self._names)
            if isinstance(found, ox.QueryTriples):
                return _graph([(str(t.subject), str(t.predicate), str(t.object)) for t in found],
                              self._names)  # fmt: skip
            names = tuple(variable.value for variable in found.variables)
            rows = [tuple(None if s[n] is None else str(s[n]) for n in names) for s in found]
        except SyntaxError as error:
            raise syntax_error(asked.text, str(error)) from error
        except (RuntimeError, ValueError, OSError) as error:
            raise QueryError(f"the query can't be answered: {error}") from error
        return _rows(names, rows, asked.ordered, self._names)

    def _term(self, term: str) -> _Foreign:
        if term.startswith("<"):
            return self._ox.NamedNode(term[1:-1])
        text, lang, datatype = rdfterms.split_literal(term)
        if lang:
            return self._ox.Literal(text, language=lang)
        return self._ox.Literal(text, datatype=self._ox.NamedNode(datatype)) if datatype else (
            self._ox.Literal(text))  # fmt: skip


def syntax_error(text: str, message: str) -> QueryError:
    """Turn Oxigraph's *message* on the query *text* into an error with its line and column."""
    match = _AT.search(message)
    if match is None:
        return QueryError(f"the query can't be read: {message}")
    what = "a prefix is not declared" if "Prefix not found" in match[3] else "this can't be read"
    expected = " ".join(match[3].split())
    if len(expected) <= _EXPECTED_LENGTH and "not found" not in what and "[_]" not in expected:
        what = f"{what}: {expected}"
    return sparql.located(text, int(match[1]), int(match[2]), what)


class _Rdflib:
    def __init__(self, nquads: str) -> None:
        from rdflib import Dataset  # noqa: PLC0415 - half a second that other commands need not pay

        self._names = prefixes.of(nquads)
        self._data = Dataset(default_union=True)
        self._data.parse(data=nquads, format="nquads")

    def query(self, text: str, bindings: Bindings | None = None) -> Result:
        asked = sparql.read(text)
        fixed = {name: self._term(term) for name, term in (bindings or {}).items()}
        try:
            found: _Foreign = self._data.query(self._prepared(asked.text), initBindings=fixed)
            if found.type == "ASK":
                return Result("truth", truth=bool(found.askAnswer), names=self._names)
            if found.type in ("CONSTRUCT", "DESCRIBE"):
                return _graph([(_n3(s), _n3(p), _n3(o)) for s, p, o in found], self._names)
            variables = tuple(found.vars or ())
            # iterating over the result would leave out rows without any value
            rows = [
                tuple(None if row.get(v) is None else _n3(row[v]) for v in variables)
                for row in found.bindings
            ]
        except RecursionError as error:
            raise QueryError("the query is too deeply nested", cure="simplify it") from error
        except QueryError:
            raise
        except Exception as error:  # rdflib raises bare exceptions from every corner
            raise QueryError(f"the query can't be answered: {error}") from error
        names = tuple(str(variable) for variable in variables)
        return _rows(names, rows, asked.ordered, self._names)

    def _prepared(self, text: str) -> _Foreign:
        """Parse *text*; what would make rdflib fetch is refused a second time on the parse tree."""
        from pyparsing import ParseBaseException  # noqa: PLC0415 - comes with rdflib
        from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415 - see __init__

        try:
            prepared = prepareQuery(text, initNs=self._names)
        except ParseBaseException as error:
            raise sparql.located(text, error.lineno, error.column, "this can't be read") from error
        if prepared.algebra.get("datasetClause") or _holds(prepared.algebra, "ServiceGraphPattern"):
            raise QueryError("SERVICE and FROM are refused: nothing is fetched")
        return prepared

    @staticmethod
    def _term(term: str) -> _Foreign:
        from rdflib.util import from_n3  # noqa: PLC0415 - see __init__

        return from_n3(term)


def _holds(tree: _Foreign, name: str) -> bool:
    """Tell whether a node called *name* is anywhere in a parse tree of rdflib."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if getattr(node, "name", None) == name:
            return True
        if isinstance(node, Mapping):
            waiting.extend(node.values())
        elif isinstance(node, list | tuple | set):
            waiting.extend(node)
    return False


def _n3(node: _Foreign) -> str:
    """Write a term of rdflib as canonical N-Triples."""
    from rdflib import BNode, URIRef  # noqa: PLC0415 - only with rdflib's answers

    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, BNode):
        return f"_:{node}"
    if node.language:
        return rdfterms.literal(str(node), node.language)
    return rdfterms.typed(str(node), str(node.datatype)) if node.datatype else (
        rdfterms.literal(str(node)))  # fmt: skip


def _integer(text: str) -> str:
    return str(int(text))


def _decimal(text: str) -> str:
    plain = format(Decimal(text), "f")
    plain = plain.rstrip("0") if "." in plain else plain + "."
    return plain + "0" if plain.endswith(".") else plain


def _double(text: str) -> str:
    number = float(text)
    return repr(number).replace("inf", "INF").replace("nan", "NaN")


_FORMS: dict[str, Callable[[str], str]] = {
    vocab.XSD + "integer": _integer,
    vocab.XSD + "decimal": _decimal,
    vocab.XSD + "double": _double,
    vocab.XSD + "boolean": lambda text: {"1": "true", "0": "false"}.get(text, text),
    vocab.XSD + "string": str,
}


def _normal(term: str) -> str:
    """Write a number, truth or string in the one form that both engines' answers are put into."""
    if not term.endswith(">") or not term.startswith('"'):
        return term
    text, _, datatype = rdfterms.split_literal(term)
    form = _FORMS.get(datatype)
    if form is None:
        return term
    try:
        text = form(text)
    except (ValueError, ArithmeticError):
        return term
    return (
        rdfterms.literal(text) if datatype.endswith("#string") else rdfterms.typed(text, datatype)
    )


def _rows(
    names: tuple[str, ...], rows: list[Row], ordered: bool, short: Mapping[str, str]
) -> Result:
    normal = [tuple(None if t is None else _normal(t) for t in row) for row in rows]
    if not ordered:
        normal.sort(key=lambda row: tuple(_unlabelled(term or "") for term in row))
    labels: dict[str, str] = {}
    named = tuple(tuple(_relabelled(term, labels) for term in row) for row in normal)
    return Result("rows", names, named, names=short)


def asked_rows(body: bytes, short: Mapping[str, str], *, ordered: bool) -> Result:
    """Read SPARQL results in JSON, rows or a truth, as another store sent them.

    Raises QueryError for anything else.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - only reading needs it

    try:
        found: _Foreign = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return Result("truth", truth=bool(found), names=short)
        names = tuple(variable.value for variable in found.variables)
        rows = [tuple(None if term is None else str(term) for term in row) for row in found]
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"the answer can't be read: {error}") from error
    return _rows(names, rows, ordered, short)


def constructed(body: bytes, short: Mapping[str, str]) -> Result:
    """Read the N-Triples of an answer as a graph; raises QueryError where they are none."""
    import pyoxigraph as ox  # noqa: PLC0415 - only reading needs it

    try:
        found = list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the answer can't be read: {error}") from error
    return _graph([(str(t.subject), str(t.predicate), str(t.object)) for t in found], short)


def _unlabelled(term: str) -> str:
    return "_:" if term.startswith("_:") else term


def _relabelled(term: str | None, labels: dict[str, str]) -> str | None:
    """Give blank nodes of a result labels that don't change from run to run."""
    if term is None or not term.startswith("_:"):
        return term
    return labels.setdefault(term, f"_:b{len(labels)}")


def _graph(triples: list[tuple[str, str, str]], short: Mapping[str, str]) -> Result:
    lines = rdfterms.document(f"{s} {p} {_normal(o)} ." for s, p, o in triples)
    if any(term.startswith("_:") for triple in triples for term in triple):
        lines = _canonical(lines)
    return Result("graph", lines=lines, names=short)


def _canonical(lines: str) -> str:
    """Label blank nodes by what is said about them (RDF Dataset Canonicalization 1.0)."""
    import pyoxigraph as ox  # noqa: PLC0415 - only for a query that makes blank nodes

    data = ox.Dataset(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return rdfterms.document(f"{quad} ." for quad in data)
