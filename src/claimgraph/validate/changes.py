"""Layer 4. A validated graph that is kept, so that a change costs what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from claimgraph.validate.compiled import Engine, checked
from claimgraph.validate.results import Violation
from claimgraph.validate.routes import Item
from claimgraph.validate.sets import Seen, solutions
from claimgraph.validate.shards import Cutter, Triples

_FEW = 2000
"""More nodes than this are not run apart: a full run is cut better."""


class Session:
    """A graph and its results, which are those of a full run after every change.

    Where a change alters what other nodes rely on (a class, an article's publisher), they are run
    again too. Raises UnreadableTextError for a graph that the fast engine can't take, and
    ValueError for shapes that leave something to the reference.
    """

    def __init__(self, engine: Engine, ntriples: str) -> None:
        """Validate *ntriples*, the ontology included."""
        if engine.plan.of("reference"):
            raise ValueError("these shapes need the reference: use validate()")
        self._engine = engine
        self._load(checked(ntriples))

    def _load(self, triples: Triples) -> None:
        plan = self._engine.plan
        self._triples = triples
        self._cutter = Cutter(triples, plan.below, plan.classes)
        self._local: dict[str, frozenset[Violation]] = {}
        for shard in self._cutter.all():
            self._keep(self._engine.shard(shard, triples.subclasses))
        self._of_whole = self._engine.whole(triples)
        self._seen_whole = Seen(plan.of("whole"), triples.subclasses)
        self._seen_across = Seen(plan.of("sets"), triples.subclasses)
        self._store = ox.Store()
        self._store.bulk_load(
            input=self._seen_across.all(triples).encode(), format=ox.RdfFormat.N_TRIPLES
        )
        self._across = {
            item: frozenset(solutions(self._store, item, plan.shapes)) for item in plan.of("sets")
        }

    def _keep(self, results: Iterable[Violation]) -> None:
        for result in results:
            start = f"<{self._engine.start(result)}>"
            self._local[start] = self._local.get(start, frozenset()) | {result}

    @property
    def results(self) -> tuple[Violation, ...]:
        """Every result, sorted."""
        found = set(self._of_whole)
        found.update(*self._local.values(), *self._across.values())
        return tuple(sorted(found))

    def nodes(self) -> Iterable[str]:
        """Every node that had triples when the graph was loaded, as terms."""
        return self._triples.nodes()

    def of(self, node: str) -> str:
        """Triples of *node* as they are now."""
        return self._triples.of(node)

    def change(self, nodes: Mapping[str, str]) -> None:
        """Give *nodes* other triples and bring the results up to date.

        nodes: canonical N-Triples of each changed node by its name as a term; empty to remove it.
        """
        before = {node: self._triples.of(node) for node in nodes}
        briefs = {node: self._cutter.brief(node) for node in nodes}
        for node, text in nodes.items():
            self._triples.edit(node, text)
            self._cutter.forget(node)
        moved = [node for node in nodes if self._cutter.brief(node) != briefs[node]]
        touched = self._relying(moved) | set(nodes)
        classes = " <http://www.w3.org/2000/01/rdf-schema#subClassOf> "
        if len(touched) > _FEW or any(classes in t for t in (*before.values(), *nodes.values())):
            self._load(checked(self._triples.edited()))
            return
        for node in touched:
            self._local.pop(node, None)
        shard = self._cutter.shard(node for node in touched if node in self._triples)
        self._keep(self._engine.shard(shard, self._triples.subclasses))
        seen = self._seen_whole
        if any(seen.of(before[node]) != seen.of(text) for node, text in nodes.items()):
            self._of_whole = self._engine.whole(Triples(self._triples.edited()))
        self._change_across(before, nodes)

    def _relying(self, moved: Iterable[str]) -> set[str]:
        """Return the nodes whose shards hold something of the nodes *moved*."""
        found: set[str] = set()
        waiting, done = list(moved), set[str]()
        while waiting and len(found) <= _FEW:
            node = waiting.pop()
            if node in done:
                continue
            done.add(node)
            for subject, predicate in self._triples.referring(node):
                found.add(subject)
                if predicate[1:-1] in self._engine.plan.below:
                    waiting.append(subject)
        return found

    def _change_across(self, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        """Bring the results of queries over the whole graph up to date."""
        seen = self._seen_across
        changed = [n for n in after if seen.of(before[n]) != seen.of(after[n])]
        if not changed:
            return
        foci = {item: self._foci(item, changed) for item in self._across}
        for node in changed:
            for quad in _quads(seen.of(before[node])):
                self._store.remove(quad)
            self._store.extend(_quads(seen.of(after[node])))
        shapes = self._engine.plan.shapes
        for item in self._across:
            if not item.reach.stars:
                self._across[item] = frozenset(solutions(self._store, item, shapes))
                continue
            focus = foci[item] | self._foci(item, changed)
            kept = {result for result in self._across[item] if result.focus not in focus}
            for iri in focus:
                kept |= set(solutions(self._store, item, shapes, {"this": iri}))
            self._across[item] = frozenset(kept)

    def _foci(self, item: Item, nodes: Iterable[str]) -> set[str]:
        """Return the focus nodes of the results of *item* in which one of *nodes* has a part."""
        shapes = self._engine.plan.shapes
        return {
            result.focus
            for node in nodes
            for name in item.reach.stars
            for result in solutions(self._store, item, shapes, {name: node[1:-1]})
        }


def _quads(text: str) -> list[ox.Quad]:
    return list(ox.parse(input=text, format=ox.RdfFormat.N_TRIPLES))
