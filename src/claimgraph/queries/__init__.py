"""Layer 4. Asking the graph: shipped queries by name, files, or any SPARQL that only reads.

Conclusions come from the findings in the graph; no query decides a comparison again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from claimgraph import dates, rdfterms
from claimgraph.errors import InputError, UnreadableError, UsageError
from claimgraph.queries.catalogue import NamedQuery, Parameter, shipped
from claimgraph.results import Result, plain
from claimgraph.store import Store, load

__all__ = ["NamedQuery", "Parameter", "find", "parameters", "run", "shipped"]

FILES = (".rq", ".sparql")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_MAX_FILE = 200_000
_SHORTEST = 6
"""Fewest characters of an id that may stand for the whole of it."""

_THINGS = {
    "agent": "?x a cg:Agent",
    "article": "?x a cg:Article",
    "source": "{ ?x a cg:Article } UNION { ?x a cg:ReferencedDocument }",
}


def find(words: str) -> NamedQuery | str:
    """Return the shipped query called *words*, the text of the query file *words*, or *words*.

    Raises UsageError for a name that nothing has, UnreadableError for a file that can't be read.
    """
    queries = shipped()
    if words in queries:
        return queries[words]
    if words.lower().endswith(FILES) and "\n" not in words:
        return _file(Path(words))
    if _NAME.fullmatch(words.strip()):
        raise UsageError(f"there is no query called {words!r}", cure=_choice(words, list(queries)))
    return words


def _file(path: Path) -> str:
    try:
        data = path.read_bytes()[: _MAX_FILE * 4 + 4]
        return data.decode("utf-8")
    except OSError as error:
        raise UnreadableError(f"can't be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise UnreadableError("is not UTF-8", where=str(path), cure="save it as UTF-8") from error


def _choice(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=3)
    return f"did you mean {', '.join(near)}?" if near else "use one of " + ", ".join(known)


def run(
    graph: str | Store,
    query: str,
    params: Mapping[str, str] | None = None,
    engine: str = "oxigraph",
) -> Result:
    """Answer *query* (a name, a query file, or SPARQL) on *graph*.

    graph: canonical N-Quads or N-Triples, or a loaded store, for which *engine* is ignored.
    params: values by parameter, bound as terms, never pasted into the text. Raises UsageError for
    unknown names and parameters, QueryError for a query that is refused or can't be read.
    """
    store = load(graph, engine) if isinstance(graph, str) else graph
    found = find(query)
    given = dict(params or {})
    if isinstance(found, str):
        return store.query(found, {_checked(n): _guessed(v) for n, v in given.items()})
    known = {parameter.name: parameter for parameter in found.parameters}
    for name in given:
        if name not in known:
            cure = "it takes " + (", ".join(known) or "none")
            raise UsageError(f"{found.name!r} has no parameter {name!r}", cure=cure)
    for parameter in found.parameters:
        if parameter.required and parameter.name not in given:
            raise UsageError(
                f"{found.name!r} needs the parameter {parameter.name!r}: {parameter.about}",
                cure=f"give {parameter.name}=VALUE",
            )
    bound = {name: _bind(store, known[name], value) for name, value in given.items()}
    return _without(store.query(found.text, bound), set(known) - set(given))


def _without(result: Result, names: set[str]) -> Result:
    """Drop the empty columns of parameters that were not given."""
    kept = [
        index
        for index, name in enumerate(result.variables)
        if name not in names or any(row[index] is not None for row in result.rows)
    ]
    rows = tuple(tuple(row[index] for index in kept) for row in result.rows)
    variables = tuple(result.variables[index] for index in kept)
    return Result(result.form, variables, rows, result.truth, result.lines, result.names)


def _checked(name: str) -> str:
    if _VARIABLE.fullmatch(name) is None:
        raise UsageError(f"{name!r} is not a variable", cure="use letters, digits and _")
    return name


def _guessed(value: str) -> str:
    """Turn a value for a query of the user's own into a term: IRI, term, day, number or text."""
    if value.startswith(("http://", "https://", "urn:")):
        return _term(f"<{value}>")
    if value.startswith(("<", '"')):
        return _term(value)
    if _INTEGER.fullmatch(value):
        return rdfterms.integer(int(value))
    try:
        return _day(value)
    except InputError:
        return rdfterms.literal(value)


def _term(value: str) -> str:
    """Read one whole term; IRIs are checked as those of the claim files are."""
    refused = UsageError(f"{value!r} is not a term", cure='write <iri> or "text"@en')
    try:
        _, _, term, rest = rdfterms.split(f"<x:x> <x:x> {value} .")
        written = rdfterms.iri(term[1:-1]) if term.startswith("<") else term
    except InputError as error:
        raise refused from error
    if rest:
        raise refused
    return written


def _day(value: str) -> str:
    span = dates.parse(value)
    if span.first is None or span.first != span.last or span.first.isoformat() != value:
        raise InputError(f"{value!r} is not a day", cure="write it as 2024-07-17")
    return rdfterms.day(value)


def _bind(store: Store, parameter: Parameter, value: str) -> str:
    if parameter.kind == "date":
        try:
            return _day(value)
        except InputError as error:
            raise UsageError(error.what, where=parameter.name, cure=error.cure) from error
    return _thing(store, parameter, value)


def _thing(store: Store, parameter: Parameter, value: str) -> str:
    """Find the thing that *value* names: by IRI, id, file name, name, or the start of an id."""
    rows = store.query(
        "PREFIX cg: <https://w3id.org/claimgraph/ns#> PREFIX dct: <http://purl.org/dc/terms/> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT ?x ?key ?name WHERE {{ {_THINGS[parameter.kind]} "
        "OPTIONAL { ?x dct:identifier ?key } OPTIONAL { ?x skos:prefLabel|rdfs:label ?name } }"
    ).rows
    wanted = value.casefold()
    ids: dict[str, str] = {}
    matches: set[str] = set()
    for iri, key, name in rows:
        if iri is None:
            continue
        local = plain(iri).rpartition("/")[2]
        ids[plain(key) or local] = iri
        exact = value in (plain(iri), local, plain(key))
        begins = len(value) >= _SHORTEST and local.startswith(value)
        if exact or begins or (name and wanted == plain(name).casefold()):
            matches.add(iri)
    if len(matches) == 1:
        return matches.pop()
    if matches:
        several = ", ".join(sorted(plain(iri) for iri in matches))
        raise UsageError(f"{value!r} names several things", cure=f"give one of {several}")
    raise UsageError(
        f"no {parameter.kind} here is called {value!r}", cure=_choice(value, sorted(ids))
    )


def parameters(pairs: Sequence[str]) -> dict[str, str]:
    """Read `NAME=VALUE` pairs; UsageError for one without `=` or given twice."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"{pair!r} is not a parameter", cure="write NAME=VALUE")
        if name in found:
            raise UsageError(f"the parameter {name!r} is given twice", cure="keep one")
        found[name] = value
    return found
