"""Layer 4. Who rests on whom: derivation graph, provenance relation of two claims, origins.

Unknown is never counted as independent. Sources: FactBank's nested sources; Boumans et al. 2018
(dependence on agencies is the default in online news); ICS 500-2 (source references).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.compare.expression import TRUE, Columns, Condition, Scalar, first_of
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


SPOKEN = (
    "one_article", "same_principal", "both_named", "same_origin", "relayed", "one_quote", "rests",
    "two_speakers", "in_chain", "one_relay", "one_root", "all_known",
)  # fmt: skip
"""What a row of RELATIONS may read of two claims.

relayed: one has its statement from the other's publisher. one_quote: both carry one quotation.
rests: one article rests on the other by its own words. two_speakers: both quote somebody. in_chain:
the one speaker stands in the chain of the other. one_relay: one agent passed on both. one_root:
both articles go back to one document, or one to the other. all_known: where nobody is quoted, the
article names all its sources.
"""

V = Columns(SPOKEN)
_NAMED_ALIKE = V.both_named.true() & V.same_origin.true()
_TWO_ARTICLES = ~V.one_article.true()

RELATIONS: tuple[tuple[str, Condition], ...] = (
    ("same-voice", V.one_article.true() & V.same_principal.true()),
    ("echo", _TWO_ARTICLES & V.relayed.true()),
    ("same-voice", _NAMED_ALIKE & V.one_article.true()),
    ("common-principal", _NAMED_ALIKE),
    ("echo", _TWO_ARTICLES & (V.one_quote.true() | (V.rests.true() & ~V.both_named.true()))),
    ("possibly-dependent", V.two_speakers.true() & (V.in_chain.true() | ~V.both_named.true())),
    ("common-channel",
     V.two_speakers.true() & (V.one_relay.true() | V.one_article.true() | V.one_root.true())),
    ("independent", V.two_speakers.true()),
    ("possibly-dependent", V.one_article.true() | V.one_root.true()),
    ("independent", V.all_known.true()),
    ("unknown", TRUE),
)  # fmt: skip
"""How two claims stand to each other by where they come from: the first row that matches."""

_first = first_of([when for _, when in RELATIONS])


class _Between(Mapping[str, Scalar]):
    """The columns SPOKEN of two claims, each worked out only when a row reads it."""

    __slots__ = ("a", "b", "voices")

    def __init__(self, voices: Voices, a: Row, b: Row) -> None:
        self.voices, self.a, self.b = voices, a, b

    def __getitem__(self, name: str) -> Scalar:
        return bool(getattr(self, name)())

    def __iter__(self) -> Iterator[str]:
        return iter(SPOKEN)

    def __len__(self) -> int:
        return len(SPOKEN)

    def one_article(self) -> bool:
        return self.a.article == self.b.article

    def same_principal(self) -> bool:
        return self.a.principal == self.b.principal

    def both_named(self) -> bool:
        return self.a.named and self.b.named

    def same_origin(self) -> bool:
        return self.a.origin == self.b.origin

    def _chains(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.voices.chains[self.a.claim], self.voices.chains[self.b.claim]

    def relayed(self) -> bool:
        one, other = self._chains()
        publishers = self.voices.publishers
        return publishers[self.b.article] in one[1:] or publishers[self.a.article] in other[1:]

    def one_quote(self) -> bool:
        return bool(self.a.quotes & self.b.quotes)

    def rests(self) -> bool:
        stated = self.voices.derivation.stated
        return self.b.article in stated[self.a.article] or self.a.article in stated[self.b.article]

    def two_speakers(self) -> bool:
        return bool(self.a.principal and self.b.principal)

    def in_chain(self) -> bool:
        one, other = self._chains()
        return self.a.principal in other or self.b.principal in one

    def one_relay(self) -> bool:
        one, other = self._chains()
        return bool(set(one[1:-1]) & set(other[1:-1]))

    def one_root(self) -> bool:
        up = self.voices.derivation.upstream
        a, b = self.a.article, self.b.article
        return bool((up[a] | {a}) & (up[b] | {b}))

    def all_known(self) -> bool:
        known = self.voices.derivation.known
        return all(row.principal or row.article in known for row in (self.a, self.b))


@dataclass(frozen=True, slots=True)
class Voices:
    """Chains and kinds of speakers that the provenance relation needs."""

    chains: Mapping[str, tuple[str, ...]]
    register: Register
    derivation: Derivation
    publishers: Mapping[str, str]

    def relation(self, a: Row, b: Row) -> str:
        """Provenance relation of two claims; symmetric."""
        return RELATIONS[_first(_Between(self, a, b))][0]

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
