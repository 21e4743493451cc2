"""Layer 4. Who rests on whom: derivation graph, provenance relation of two claims, origins.

Unknown is never counted as independent. Sources: FactBank's nested sources; Boumans et al. 2018
(dependence on agencies is the default in online news); ICS 500-2 (source references).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.compare.record import Row
from claimgraph.model import Article, Corpus, Register

if TYPE_CHECKING:
    import networkx as nx

RELAYS = frozenset({"news-agency", "publisher"})
"""Kinds of agents that pass on what others say: never an origin by themselves."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What each article rests on.

    stated, upstream: documents and articles reached over stated, over stated and inferred sources.
    component: name of the connected group of articles and documents an article belongs to.
    known: articles whose text names all its sources, none of them guessed.
    """

    stated: Mapping[str, frozenset[str]]
    upstream: Mapping[str, frozenset[str]]
    component: Mapping[str, str]
    known: frozenset[str]
    cycles: tuple[tuple[str, ...], ...]


def _graph(corpus: Corpus, *, inferred: bool) -> nx.DiGraph[str]:
    import networkx as nx  # noqa: PLC0415 - 100 ms that --help need not pay

    graph: nx.DiGraph[str] = nx.DiGraph()
    articles = {name: article.sources for name, article in corpus.articles.items()}
    documents = {name: document.sources for name, document in corpus.register.documents.items()}
    for name, sources in (*sorted(articles.items()), *sorted(documents.items())):
        graph.add_node(name)
        for source in sources:
            if inferred or source.basis == "stated":
                graph.add_edge(name, source.document)
    return graph


def derivation(corpus: Corpus) -> Derivation:
    """Follow the sources of every article through the documents of the register."""
    import networkx as nx  # noqa: PLC0415 - see above

    stated, every = _graph(corpus, inferred=False), _graph(corpus, inferred=True)
    component = {
        node: min(group) for group in nx.weakly_connected_components(every) for node in group
    }
    cycles = sorted(tuple(sorted(cycle)) for cycle in nx.simple_cycles(every))
    return Derivation(
        stated={a: frozenset(nx.descendants(stated, a)) for a in corpus.articles},
        upstream={a: frozenset(nx.descendants(every, a)) for a in corpus.articles},
        component={a: component[a] for a in corpus.articles},
        known=frozenset(a for a, article in corpus.articles.items() if _names_all(article)),
        cycles=tuple(cycles),
    )


def _names_all(article: Article) -> bool:
    stated = [s for s in article.sources if s.basis == "stated"]
    return bool(stated) and len(stated) == len(article.sources) and not article.credit


@dataclass(frozen=True, slots=True)
class Voices:
    """Chains and kinds of speakers that the provenance relation needs."""

    chains: Mapping[str, tuple[str, ...]]
    register: Register
    derivation: Derivation
    publishers: Mapping[str, str]

    def relation(self, a: Row, b: Row) -> str:
        """Provenance relation of two claims; symmetric."""
        one_article = a.article == b.article
        if one_article and a.principal == b.principal:
            return "same-voice"
        if not one_article and self._relayed(a, b):
            return "echo"
        if a.named and b.named and a.origin == b.origin:
            return "same-voice" if one_article else "common-principal"
        if not one_article and self._echo(a, b):
            return "echo"
        if a.principal and b.principal:
            return self._two_speakers(a, b)
        return self._speaker_missing(a, b)

    def _echo(self, a: Row, b: Row) -> bool:
        """Tell whether both carry one quotation, or one unnamed voice rests on the other."""
        if a.quotes & b.quotes:
            return True
        stated = self.derivation.stated
        rests = b.article in stated[a.article] or a.article in stated[b.article]
        return rests and not (a.named and b.named)

    def _relayed(self, a: Row, b: Row) -> bool:
        """Tell whether one claim says that it has this from the other's publisher."""
        return (
            self.publishers[b.article] in self.chains[a.claim][1:]
            or self.publishers[a.article] in self.chains[b.claim][1:]
        )

    def _two_speakers(self, a: Row, b: Row) -> str:
        chain_a, chain_b = self.chains[a.claim], self.chains[b.claim]
        if a.principal in chain_b or b.principal in chain_a or not (a.named and b.named):
            return "possibly-dependent"
        relays = set(chain_a[1:-1]) & set(chain_b[1:-1])
        if relays or a.article == b.article or self._shared(a, b):
            return "common-channel"
        return "independent"

    def _speaker_missing(self, a: Row, b: Row) -> str:
        if a.article == b.article or self._shared(a, b):
            return "possibly-dependent"
        bare = {row.article for row in (a, b) if not row.principal}
        if bare <= self.derivation.known and not self._shared(a, b):
            return "independent"
        return "unknown"

    def _shared(self, a: Row, b: Row) -> bool:
        up = self.derivation.upstream
        left, right = up[a.article] | {a.article}, up[b.article] | {b.article}
        return bool(left & right)

    def origins(self, rows: Sequence[Row]) -> tuple[int, int]:
        """Fewest and most independent origins behind *rows*.

        Hard: a named innermost speaker that is no relay. Soft: own voice, agency or anonymous; at
        most each is an origin, at least those that no hard origin of their component can explain,
        taken as one a component. A voice that carries a hard origin's quotation adds none.
        """
        hard = {row.origin for row in rows if self._hard(row)}
        told = frozenset().union(*(row.quotes for row in rows if self._hard(row)))
        soft = {
            row.principal or f"article:{row.article}": row
            for row in rows
            if not self._hard(row) and not row.quotes & told
        }
        attached = {self.derivation.component[row.article] for row in rows if self._hard(row)}
        groups = {self.derivation.component[row.article] for row in soft.values()}
        fewest = self._utterances(rows) + len(groups - attached)
        return max(1, fewest), max(1, len(hard) + len(soft))

    def _utterances(self, rows: Sequence[Row]) -> int:
        """Count named origins, those who share a quotation as one."""
        import networkx as nx  # noqa: PLC0415 - see above

        graph: nx.Graph[str] = nx.Graph()
        for row in filter(self._hard, rows):
            graph.add_node(row.origin)
            graph.add_edges_from((row.origin, quote) for quote in sorted(row.quotes))
        return nx.number_connected_components(graph)

    def _hard(self, row: Row) -> bool:
        return row.named and self.register.agents[row.origin].kind not in RELAYS


def voices(corpus: Corpus) -> Voices:
    """Collect what the provenance relation needs from *corpus*."""
    return Voices(
        chains={claim.id: claim.chain for claim in corpus.claims},
        register=corpus.register,
        derivation=derivation(corpus),
        publishers={slug: article.publisher for slug, article in corpus.articles.items()},
    )


def strongest(relations: Iterable[str], order: Sequence[str]) -> str:
    """Most independent of several provenance relations; empty for none."""
    found = sorted(set(relations), key=order.index)
    return found[-1] if found else ""
