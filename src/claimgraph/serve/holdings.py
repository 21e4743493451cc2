"""Layer 6. The view-model of a corpus, indexed for pages: claims, questions, articles, agents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from claimgraph import report, words
from claimgraph.report.forest import Forest, forest
from claimgraph.serve.content import Claims
from claimgraph.tables import Table, as_csv
from claimgraph.view import summary
from claimgraph.view.page import (
    ArticleView,
    ClaimView,
    FindingView,
    Item,
    Lineage,
    QuestionView,
)
from claimgraph.view.text import clean

PAGE = 50
FACETS = ("article", "topic", "result", "speaker", "modality", "status")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with what the browser filters and shows."""

    claim: ClaimView
    question: QuestionView
    article: ArticleView
    result: str
    facets: Mapping[str, tuple[str, ...]]
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and how many claims choosing it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text. claims: ids of the claims that stand in it."""

    text: str
    claims: tuple[str, ...]
    starts: tuple[str, ...]


class Holdings:
    """One corpus as its pages need it."""

    def __init__(self, held: Claims) -> None:
        self.view = held.view
        self.corpus = held.corpus
        self._texts = held.texts
        self._reports: dict[str, str] = {}
        view = held.view
        self.claims = {claim.id: claim for claim in view.claims}
        self.findings = {finding.id: finding for finding in view.findings}
        self.items = {item.id: item for item in view.items}
        self.letters = {article.letter: article for article in view.articles}
        self.articles = {self.article_id(article): article for article in view.articles}
        self.questions = {q.id: q for item in view.items for q in item.questions}
        self.home = {q.id: item for item in view.items for q in item.questions}
        self.topics = {topic.id: topic.label for topic in view.topics}
        self.results = summary.labels(view)
        self.agents = {
            agent.id: clean(agent.name) for agent in held.corpus.register.agents.values()
        }

    def report(self, fmt: str) -> str:
        """Return the report in the format *fmt*, made once."""
        if fmt not in self._reports:
            self._reports[fmt] = report.render(self.view, fmt)
        return self._reports[fmt]

    @staticmethod
    def article_id(article: ArticleView) -> str:
        """Return the id that the IRI of *article* ends with."""
        return article.sha256[:20]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All claims as the browser lists them, in the order of the files."""
        return tuple(self._row(claim) for claim in self.view.claims)

    def _row(self, claim: ClaimView) -> Row:
        item = self.home[claim.question]
        question, article = self.questions[claim.question], self.letters[claim.article]
        facets = {
            "article": (article.slug,),
            "topic": (item.topic,),
            "result": (item.status,),
            "speaker": tuple(dict.fromkeys(speaker.id for speaker in claim.chain)),
            "modality": (claim.modality,),
            "status": (claim.status,),
        }
        phrase = claim.evidence[0].phrase
        text = f"{question.text} {claim.answer.text} {claim.chain_words} {phrase}"
        return Row(claim, question, article, item.status, facets, text.casefold())

    def found(self, wanted: Mapping[str, str]) -> list[Row]:
        """Return the claims that fit *wanted*: facet to value, and `q`, words to find."""
        return [row for row in self.rows if _fits(row, wanted)]

    def choices(self, wanted: Mapping[str, str]) -> dict[str, list[Choice]]:
        """Return the values of each facet, counted among what the other facets leave."""
        found = {}
        for facet in FACETS:
            others = {key: value for key, value in wanted.items() if key != facet}
            counts: dict[str, int] = {}
            for row in self.rows:
                if _fits(row, others):
                    for value in row.facets[facet]:
                        counts[value] = counts.get(value, 0) + 1
            chosen = wanted.get(facet, "")
            if chosen and chosen not in counts:
                counts[chosen] = 0
            ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            found[facet] = [
                Choice(value, self.label(facet, value), count, value == chosen)
                for value, count in ranked
            ]
        return found

    def label(self, facet: str, value: str) -> str:
        """Return the words for one value of a facet."""
        tables: Mapping[str, Mapping[str, str]] = {
            "article": {a.slug: f"{a.letter}: {a.publisher}" for a in self.view.articles},
            "topic": self.topics,
            "result": self.results,
            "speaker": self.agents,
            "modality": words.MODALITY,
        }
        return tables.get(facet, {}).get(value, value)

    def csv(self, rows: Iterable[Row]) -> str:
        """Write *rows* as CSV, safe for a spreadsheet."""
        columns = ("claim", "question", "value", "chain", "article", "published", "modality",
                   "status", "result", "phrase", "start", "end", "url")  # fmt: skip
        return as_csv(Table(columns, tuple(self._cells(row) for row in rows)))

    def _cells(self, row: Row) -> tuple[str, ...]:
        claim, place = row.claim, row.claim.evidence[0]
        return (
            claim.id, row.question.text, claim.answer.text, claim.chain_words, row.article.label,
            row.article.published, claim.modality, claim.status, self.results[row.result],
            place.phrase, str(place.start), str(place.end), row.article.url,
        )  # fmt: skip

    def of_item(self, item: Item) -> list[ClaimView]:
        """Return all claims that answer *item*, article by article."""
        return [self.claims[key] for side in item.sides for key in side.claims]

    def plot(self, item: Item) -> Forest | None:
        """Return the forest plot of *item*, None where its answers are no numbers."""
        return forest(self.of_item(item))

    def about_claim(self, claim: str) -> list[FindingView]:
        """Return the findings that cite *claim*, the most serious first."""
        return [f for f in self.view.findings if any(claim in side for side in f.sides)]

    def links(self, claim: str) -> list[tuple[str, str, bool]]:
        """Return what *claim* says of other claims and they of it: (how, other id, outgoing)."""
        found = []
        for other in self.corpus.claims:
            for how, target in other.links:
                if other.id == claim:
                    found.append((how, target, True))
                elif target == claim:
                    found.append((how, other.id, False))
        return found

    def in_article(self, letter: str) -> list[ClaimView]:
        """Return the claims of one article in the order of its text."""
        found = [claim for claim in self.view.claims if claim.article == letter]
        return sorted(found, key=lambda claim: (claim.evidence[0].start, claim.evidence[0].end))

    def text(self, article: ArticleView) -> list[list[Piece]] | None:
        """Return the paragraphs of *article* cut where claims begin and end, None without text."""
        held = self._texts.get(article.sha256)
        if held is None:
            return None
        spans = [
            (e.start, e.end, claim.id)
            for claim in self.in_article(article.letter)
            for e in claim.evidence
            if not e.problem
        ]
        paragraphs: list[list[Piece]] = [[]]
        for piece in _pieces(held.text, spans):
            for number, line in enumerate(piece.text.split("\n")):
                if number:
                    paragraphs.append([])
                if line.strip():
                    starts = () if number else piece.starts
                    paragraphs[-1].append(Piece(_shown(line), piece.claims, starts))
        return [paragraph for paragraph in paragraphs if paragraph]

    def around(self, centre: str, hops: int) -> Lineage:
        """Return the part of the lineage that is at most *hops* steps from the node *centre*."""
        near, edges = {centre}, self.view.lineage.edges
        for _ in range(hops):
            near |= {end for edge in edges if near & {edge.source, edge.target}
                     for end in (edge.source, edge.target)}  # fmt: skip
        return Lineage(
            tuple(node for node in self.view.lineage.nodes if node.id in near),
            tuple(edge for edge in edges if edge.source in near and edge.target in near),
            (),
        )

    def hidden(self, shown: Lineage) -> dict[str, int]:
        """Return for each node of *shown* how many of its neighbours are not shown."""
        there = {node.id for node in shown.nodes}
        beyond: dict[str, set[str]] = {}
        for edge in self.view.lineage.edges:
            for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
                if one in there and other not in there:
                    beyond.setdefault(one, set()).add(other)
        return {node: len(others) for node, others in beyond.items()}


def _fits(row: Row, wanted: Mapping[str, str]) -> bool:
    for facet, value in wanted.items():
        if not value:
            continue
        if facet == "q":
            if not all(word in row.text for word in value.casefold().split()):
                return False
        elif value not in row.facets.get(facet, ()):
            return False
    return True


def _pieces(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    """Cut *text* at every end of a span; each piece knows the spans that cover it."""
    ends = len(text)
    cuts = sorted({0, ends, *(min(at, ends) for start, end, _ in spans for at in (start, end))})
    for left, right in pairwise(cuts):
        covering = tuple(key for start, end, key in spans if start <= left and right <= end)
        begins = tuple(f"char={s},{e}" for s, e, _ in spans if s == left)
        yield Piece(text[left:right], covering, tuple(dict.fromkeys(begins)))


def _shown(line: str) -> str:
    """Return *line* without control and direction characters, its outer spaces kept as one."""
    head = " " if line[:1].isspace() else ""
    tail = " " if line[-1:].isspace() and line.strip() else ""
    return head + clean(line) + tail
