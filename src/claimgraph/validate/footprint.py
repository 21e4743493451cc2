"""Layer 4. Which triples a constraint looks at, read off its shape: what makes sharding sound.

A constraint that starts at one node and only ever goes from subject to object gives the same
results for that node in every part of the graph that is closed in this direction. `Reach` says
whether a constraint is of that kind, and over which predicates it goes.
Source: SHACL sections 2.3 (paths), 4 (core constraint components) and 5.3 (pre-binding).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rdflib import RDF, RDFS, Graph, Namespace, URIRef, Variable
from rdflib.collection import Collection
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.processor import prepareQuery
from rdflib.term import Node

SH = Namespace("http://www.w3.org/ns/shacl#")
ANY = "*"
"""Stands for every predicate: a query asks for properties by a variable."""


@dataclass(slots=True)
class Reach:
    """What one constraint looks at.

    own: predicates of the node it starts at; below: of nodes further on; inverse: predicates that
    it follows from object to subject. starts: ``focus``, or ``value`` where a query leads from its
    ?value to the focus. classes: what it wants the nodes it meets to be. stars: where a query has
    plain patterns only, the predicates that it wants of each variable together. doubt: why the
    constraint could not be read, else empty. patterns: it holds texts against `sh:pattern`.
    """

    own: set[str] = field(default_factory=set)
    below: set[str] = field(default_factory=set)
    inverse: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    stars: Mapping[str, frozenset[str]] = field(default_factory=dict)
    starts: str = "focus"
    patterns: bool = False
    doubt: str = ""

    @property
    def forward(self) -> bool:
        """Tell whether the constraint only goes from subjects to objects."""
        return not self.inverse and not self.doubt

    @property
    def predicates(self) -> set[str]:
        """Every predicate that the constraint looks at, whichever way."""
        return self.own | self.below | self.inverse

    def step(self, predicate: str, *, deep: bool) -> None:
        """Record a step over *predicate*. deep: not from the node that the constraint starts at."""
        (self.below if deep else self.own).add(predicate)


_HERE = frozenset(
    SH[name]
    for name in (
        "datatype", "nodeKind", "minCount", "maxCount", "minLength",
        "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "languageIn",
        "in", "hasValue",
    )
)  # fmt: skip
"""Constraints that look at nothing but the value nodes themselves."""
_ENGINES_DIFFER = re.compile(r"\\[^sSnrt.*+?()\[\]{}|^$\-/\\]|\(\?|&&|\[\[")
"""Parts of regular expressions that mean something else in XPath, in Python or in Rust."""
_PAIRS = frozenset(SH[name] for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"))
_ONE = frozenset(SH[name] for name in ("node", "property", "not"))
_LISTS = frozenset(SH[name] for name in ("and", "or", "xone"))
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
META = frozenset(
    SH[name]
    for name in (
        "severity", "message", "path", "name", "description", "order", "group", "defaultValue",
        "prefixes",
    )
) | {RDF.type, *TARGETS}  # fmt: skip
"""Triples of a shape that say who it is and when it speaks, and demand nothing themselves."""


def of_core(shapes: Graph, shape: Node, *, skip: Iterable[Node] = ()) -> Reach:
    """Read the reach of the core constraints of *shape*, without those of the predicates *skip*."""
    reach = Reach()
    _shape(shapes, shape, reach, deep=False, above=frozenset(), skip=frozenset(skip))
    return reach


def _shape(  # noqa: PLR0913 - the state of one walk
    shapes: Graph, shape: Node, reach: Reach, *,
    deep: bool, above: frozenset[Node], skip: frozenset[Node] = frozenset(),
) -> None:  # fmt: skip
    if shape in above:
        reach.doubt = reach.doubt or "the shape refers to itself"
        return
    path = shapes.value(shape, SH.path)
    if path is not None:
        _path(shapes, path, reach, deep=deep)
    at_values = deep or path is not None
    for predicate, term in shapes.predicate_objects(shape):
        if predicate in skip or predicate in META or predicate in _HERE:
            continue
        if predicate in _ONE or predicate in _LISTS:
            members = Collection(shapes, term) if predicate in _LISTS else (term,)
            for member in members:
                _shape(shapes, member, reach, deep=at_values, above=above | {shape})
        elif predicate in _PAIRS:
            reach.step(str(term), deep=deep)
        else:
            _constraint(shapes, predicate, term, reach, deep=at_values)


def _constraint(shapes: Graph, predicate: Node, term: Node, reach: Reach, *, deep: bool) -> None:
    """Record what one constraint looks at from the value nodes."""
    if predicate == SH["class"]:
        reach.step(str(RDF.type), deep=deep)
        reach.step(str(RDFS.subClassOf), deep=True)
        reach.classes.add(str(term))
    elif predicate == SH.pattern:
        reach.patterns = True
        if _ENGINES_DIFFER.search(str(term)):
            reach.doubt = reach.doubt or "the engines read this pattern differently"
    elif predicate == SH.closed:
        reach.step(ANY, deep=deep)
    elif predicate == SH.uniqueLang and str(term) not in {"true", "false"}:
        reach.doubt = reach.doubt or "pyshacl reads this truth value in another way"
    elif predicate in {SH.uniqueLang, SH.ignoredProperties}:
        return
    elif _demands(shapes, predicate):
        reach.doubt = reach.doubt or f"nothing is known of {_short(predicate)}"


def _demands(shapes: Graph, predicate: Node) -> bool:
    """Tell whether *predicate* may be a constraint: SHACL's own, or a parameter of a component."""
    return str(predicate).startswith(SH) or any(
        (parameter, SH.path, predicate) in shapes
        for parameter in shapes.objects(None, SH.parameter)
    )


def _short(term: Node) -> str:
    return str(term).replace(str(SH), "sh:")


def _path(shapes: Graph, path: Node, reach: Reach, *, deep: bool) -> None:
    """Record the steps of a property path that begins at a node that is *deep* or not."""
    if isinstance(path, URIRef):
        reach.step(str(path), deep=deep)
        return
    if (path, RDF.first, None) in shapes:
        for n, part in enumerate(Collection(shapes, path)):
            _path(shapes, part, reach, deep=deep or n > 0)
        return
    for predicate, term in shapes.predicate_objects(path):
        if predicate == SH.inversePath:
            if isinstance(term, URIRef):
                reach.inverse.add(str(term))
            else:
                reach.doubt = "a path is turned around as a whole"
        elif predicate == SH.alternativePath:
            for part in Collection(shapes, term):
                _path(shapes, part, reach, deep=deep)
        elif predicate in {SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath}:
            _path(shapes, term, reach, deep=deep)
            _path(shapes, term, reach, deep=True)
        else:
            reach.doubt = f"nothing is known of the path {_short(predicate)}"


# ---- SPARQL constraints

_ALLOWED = frozenset({"SelectQuery", "Project", "Distinct", "Filter", "Extend", "BGP", "Join"})
_NO_PATTERNS = frozenset({"PV", "_vars", "var", "datasetClause", "triples"})
_Triple = tuple[Node, Any, Node]


def prologue(shapes: Graph, constraint: Node) -> str:
    """Return the PREFIX lines that `sh:prefixes` of *constraint* stands for."""
    lines = set()
    for holder in shapes.objects(constraint, SH.prefixes):
        for declared in shapes.objects(holder, SH.declare):
            prefix, space = shapes.value(declared, SH.prefix), shapes.value(declared, SH.namespace)
            lines.add(f"PREFIX {prefix}: <{space}>\n")
    return "".join(sorted(lines))


def of_query(shapes: Graph, constraint: Node) -> Reach:
    """Read the reach of a SPARQL constraint: from ?value if that leads to all, else from $this."""
    text = shapes.value(constraint, SH.select)
    if text is None:
        return Reach(doubt="it is not a SELECT query")
    if any((holder, URIRef("http://www.w3.org/2002/07/owl#imports"), None) in shapes
           for holder in shapes.objects(constraint, SH.prefixes)):  # fmt: skip
        return Reach(doubt="its prefixes are imported")
    if any("{" in str(message) for message in shapes.objects(constraint, SH.message)):
        return Reach(doubt="its message is filled in from the result")
    try:
        query = prepareQuery(prologue(shapes, constraint) + str(text)).algebra
    except Exception:  # noqa: BLE001 - the reference says what is wrong with it
        return Reach(doubt="the query can't be read")
    return _of_algebra(query, str(text))


def _of_algebra(query: CompValue, text: str) -> Reach:
    names = {str(variable) for variable in query.PV}
    if "this" not in names or not names <= {"this", "value"}:
        return Reach(doubt="it gives back something else than $this and ?value")
    if set('"#') & set(text.partition("{")[0]) or query.datasetClause:
        return Reach(doubt="its head is more than a list of variables")
    triples: list[_Triple] = []
    tests: list[_Triple] = []
    doubt = _collect(query, triples, tests)
    known = {term for s, _, o in triples for term in (s, o)}
    if not doubt and Variable("this") not in known:
        doubt = "no pattern of it binds $this"
    if doubt:
        return Reach(doubt=doubt)
    found = [_from(root, triples, tests) for root in ("value", "this") if root in names]
    stars = {} if tests else _stars(triples)
    for reach in found:
        reach.stars = stars
        if str(RDF.type) in reach.predicates:
            reach.classes.add(ANY)
    return min(found, key=lambda reach: (not reach.forward, bool(reach.doubt)))


def _stars(triples: list[_Triple]) -> dict[str, frozenset[str]]:
    """Return the predicates that each subject has to have together; none if one is not plain."""
    found: dict[str, set[str]] = {}
    for subject, predicate, _ in triples:
        if not isinstance(predicate, URIRef) or not isinstance(subject, Variable):
            return {}
        found.setdefault(str(subject), set()).add(str(predicate))
    return {name: frozenset(predicates) for name, predicates in sorted(found.items())}


def _collect(node: Any, triples: list[_Triple], tests: list[_Triple]) -> str:  # noqa: ANN401
    """Gather the patterns of *node*, and those inside EXISTS; return what stands in the way."""
    if isinstance(node, list | tuple):
        return next(filter(None, (_collect(item, triples, tests) for item in node)), "")
    if not isinstance(node, CompValue):
        return ""
    if node.name in {"Builtin_NOTEXISTS", "Builtin_EXISTS"}:
        return _tested(node.graph, tests)
    if node.name == "BGP":
        triples.extend(node.triples)
    parts = [node[key] for key in ("p", "p1", "p2") if key in node]
    odd = next((part.name for part in parts if part.name not in _ALLOWED), "")
    inner = [value for key, value in node.items() if key not in _NO_PATTERNS]
    return f"it uses {odd}" if odd else _collect(inner, triples, tests)


def _tested(group: CompValue, tests: list[_Triple]) -> str:
    """Gather the patterns of an EXISTS, which rdflib leaves as parsed in some places."""
    if group.name != "GroupGraphPatternSub":
        return _collect(group, tests, tests)
    for part in group.part or ():
        if part.name != "TriplesBlock":
            return f"EXISTS holds {part.name}"
        for block in part.triples:
            for at in range(0, len(block), 3):
                if not isinstance(block[at + 1], URIRef):
                    return "EXISTS holds a path"
                tests.append((block[at], block[at + 1], block[at + 2]))
    return ""


def _from(root: str, triples: list[_Triple], tests: list[_Triple]) -> Reach:
    """Follow the patterns from the variable *root*, forward wherever that is possible."""
    reach = Reach(starts="value" if root == "value" else "focus")
    start = Variable(root)
    known: set[Node] = {start}
    waiting = [*triples, *tests]
    while waiting:
        ready = next((t for t in waiting if t[0] in known), None)
        back = ready or next((t for t in waiting if t[2] in known and _plain(t[1])), None)
        if back is None:
            reach.doubt = "its patterns do not hang together"
            return reach
        waiting.remove(back)
        subject, predicate, item = back
        if ready is None:
            reach.inverse |= _names(predicate)
        else:
            reach.doubt = reach.doubt or _follow(predicate, reach, deep=subject != start)
        known |= {t for t in (subject, item) if isinstance(t, Variable)}
    return reach


def _plain(predicate: object) -> bool:
    return isinstance(predicate, URIRef)


def _names(predicate: Any) -> set[str]:  # noqa: ANN401 - rdflib's paths have no common type
    return {str(predicate)} if isinstance(predicate, URIRef) else {ANY}


def _follow(path: Any, reach: Reach, *, deep: bool) -> str:  # noqa: ANN401 - see _names
    """Record the steps of a SPARQL path; return what stands in the way."""
    if isinstance(path, Variable):
        reach.step(ANY, deep=deep)
    elif isinstance(path, URIRef):
        reach.step(str(path), deep=deep)
    elif isinstance(path, MulPath):
        return _follow(path.path, reach, deep=deep) or _follow(path.path, reach, deep=True)
    elif isinstance(path, SequencePath):
        return next(
            filter(None, (_follow(p, reach, deep=deep or n > 0) for n, p in enumerate(path.args))),
            "",
        )
    elif isinstance(path, AlternativePath):
        return next(filter(None, (_follow(p, reach, deep=deep) for p in path.args)), "")
    elif isinstance(path, InvPath) and isinstance(path.arg, URIRef):
        reach.inverse.add(str(path.arg))
    else:
        assert isinstance(path, Path)  # noqa: S101 - a term or a path, nothing else
        return "a path of it is not known here"
    return ""
