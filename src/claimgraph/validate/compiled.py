"""Layer 4. The fast engine: compiled shapes over small parts of the graph, and set queries.

`shacl` compiles shapes once and runs them over text; pyoxigraph answers a SPARQL constraint for all
its focus nodes at once. Which constraint goes where is `Plan`'s to say.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

import pyoxigraph as ox
import shacl

from claimgraph.validate.footprint import ANY
from claimgraph.validate.known import Known
from claimgraph.validate.results import SEVERITIES, Violation
from claimgraph.validate.routes import Item, Plan, Target
from claimgraph.validate.sets import QUERY, Seen, bare, solutions
from claimgraph.validate.shards import Cutter, Shard, Triples

_BLANK = re.compile(r' _:[^"\s]+ \.\n')
_LAST_LINE = '\\n"'
"""A text that ends a line: Python's ``$`` matches before that end, other engines' does not."""


class UnreadableTextError(ValueError):
    """The graph is not in a form that the fast engine takes; the reference may."""


class Engine:
    """Shapes made ready for the fast engine; use one for many graphs."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan; shapes are compiled when they are first needed."""
        self.plan = plan
        local = plan.of("shards")
        self._anywhere = tuple(item for item in local if not _by_class(item))
        self._by_class = tuple(item for item in local if _by_class(item))
        self._compiled: dict[tuple[Item, ...], shacl.Shapes] = {}
        self._lock = Lock()

    def _shapes(self, items: tuple[Item, ...]) -> shacl.Shapes:
        with self._lock:
            if items not in self._compiled:
                text = self.plan.graph(items).serialize(format="nt", encoding="utf-8").decode()
                self._compiled[items] = shacl.Shapes.from_text(text, format="ntriples")
            return self._compiled[items]

    def _of_shard(self, shard: Shard, subs: Mapping[str, frozenset[str]]) -> tuple[Item, ...]:
        """Return the constraints that can speak of the shard's own nodes, and few others.

        The fewer different choices there are, the fewer shapes have to be compiled.
        """
        types = frozenset(shard.types())
        found = [i for i in self._by_class if any(_means(t, types, subs) for t in i.targets)]
        if any(_could_start(item, shard.text) for item in self._anywhere):
            found.extend(self._anywhere)
        return tuple(found)

    def shard(self, shard: Shard, subs: Mapping[str, frozenset[str]]) -> frozenset[Violation]:
        """Validate one shard: every result about its own nodes."""
        items = self._of_shard(shard, subs)
        return frozenset(self._own(self._run(items, shard.text + shard.context), shard))

    def _own(self, results: Iterable[Violation], shard: Shard) -> Iterator[Violation]:
        """Keep the results that start at a node of the shard's own; it knows all about those."""
        return (result for result in results if f"<{self.start(result)}>" in shard.own)

    def start(self, result: Violation) -> str:
        """Return the node that a result of a shard starts at: its focus, or its ?value."""
        query = result.component == QUERY and result.shape in self.plan.from_values
        return result.value if query else result.focus

    def _run(self, items: tuple[Item, ...], text: str) -> Iterator[Violation]:
        """Run core constraints and queries on *text*; patterns by pyshacl where it differs."""
        if _LAST_LINE in text:
            patterns = tuple(item for item in items if item.reach.patterns)
            items = tuple(item for item in items if not item.reach.patterns)
            if patterns:
                from claimgraph.validate import reference  # noqa: PLC0415 - half a second to import

                yield from reference.run(text, "", self.plan.graph(patterns))
        # Without any constraint too: what no constraint speaks of has to be N-Triples nevertheless.
        results = self._shapes(items).validate_text(text, format="ntriples").results
        yield from map(_violation, results)

    def whole(self, triples: Triples) -> frozenset[Violation]:
        """Run the core constraints that need the whole graph, on what they look at."""
        items = self.plan.of("whole")
        return frozenset(
            self._run(items, Seen(items, triples.subclasses).all(triples)) if items else ()
        )

    def sets(self, triples: Triples) -> frozenset[Violation]:
        """Run the SPARQL constraints that need the whole graph: one query for all focus nodes."""
        items = self.plan.of("sets")
        if not items:
            return frozenset()
        store = ox.Store()
        text = Seen(items, triples.subclasses).all(triples)
        store.bulk_load(input=text.encode(), format=ox.RdfFormat.N_TRIPLES)
        return frozenset(v for item in items for v in solutions(store, item, self.plan.shapes))

    def run(self, text: str, known: Known | None = None) -> frozenset[Violation]:
        """Validate the N-Triples *text*, except for what the plan leaves to the reference.

        known: shards that need not be run again; it learns of those without results.
        Raises UnreadableTextError for text that can't be cut or parsed, and for blank nodes: the
        compiled shapes give them other names.
        """
        triples = checked(text)
        found = set[Violation]()
        try:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                parts = [pool.submit(self.whole, triples), pool.submit(self.sets, triples)]
                for results in self._in_turn(pool, triples, known):
                    found |= results
                for part in parts:
                    found |= part.result()
        except (ValueError, SyntaxError) as error:
            raise UnreadableTextError from error
        return frozenset(found)

    def _in_turn(
        self, pool: ThreadPoolExecutor, triples: Triples, known: Known | None
    ) -> Iterator[frozenset[Violation]]:
        """Validate the shards beside one another, a few at a time, so that few are held."""
        waiting: deque[tuple[bytes, Future[frozenset[Violation]]]] = deque()

        def first() -> frozenset[Violation]:
            digest, future = waiting.popleft()
            results = future.result()
            if known is not None and not results:
                known.add(digest)
            return results

        for shard in Cutter(triples, self.plan.below, self.plan.classes).all():
            digest = shard.digest() if known is not None else b""
            if known is not None and digest in known:
                continue
            waiting.append((digest, pool.submit(self.shard, shard, triples.subclasses)))
            if len(waiting) > 2 * (os.cpu_count() or 1):
                yield first()
        while waiting:
            yield first()


def checked(text: str) -> Triples:
    """Place the triples of *text*. Raises UnreadableTextError as `Engine.run` does."""
    triples = Triples(text)
    if not triples.readable or _has_blank(triples.text):
        raise UnreadableTextError
    return triples


def _has_blank(text: str) -> bool:
    if text.startswith("_:") or "\n_:" in text:
        return True
    return " _:" in text and _BLANK.search(text) is not None


def _by_class(item: Item) -> bool:
    """Tell whether only the classes of a node make it one that *item* speaks of."""
    return item.reach.starts == "focus" and all(t.kind == "targetClass" for t in item.targets)


def _means(target: Target, types: frozenset[str], subs: Mapping[str, frozenset[str]]) -> bool:
    term = target.term.n3()
    return not types.isdisjoint(subs.get(term, frozenset({term})))


def _could_start(item: Item, text: str) -> bool:
    """Tell whether *text* has what *item* asks of the node it starts at."""
    if item.reach.starts == "value":
        return all(f" <{name}> " in text for name in item.reach.own - {ANY})
    return any(t.kind == "targetClass" or f" {t.term.n3()} " in text for t in item.targets)


def _plain(term: str) -> str:
    """Return an IRI or blank node label without the marks of N-Triples."""
    return term[1:-1] if term.startswith("<") else term.removeprefix("_:")


def _violation(result: shacl.Result) -> Violation:
    path = result.path or ""
    single = path.startswith("<") and path.endswith(">") and path.count("<") == 1
    return Violation(
        focus=_lexical(result.focus_node),
        shape=_plain(result.source_shape or ""),
        component=result.component_iri,
        path=path[1:-1] if single else "",
        value=result.value_plain or "",
        message=min(result.messages, default=""),
        severity=SEVERITIES.get(result.severity, "violation"),
    )


def _lexical(term: str) -> str:
    """Return a term without the marks of N-Triples."""
    if not term.startswith('"'):
        return _plain(term)
    triple = next(iter(ox.parse(f"<urn:s> <urn:p> {term} .", ox.RdfFormat.N_TRIPLES)))
    return bare(triple.object)
