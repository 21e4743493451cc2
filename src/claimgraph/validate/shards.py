"""Layer 4. A graph cut into small parts that are closed in the direction of its triples.

Every node that has triples belongs to exactly one shard, with all of them. Of the nodes that a
shard only refers to it holds what constraints ask of them further on (`Plan.below`), and so on to
the end. Text in, text out: nothing is parsed into objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from zlib import crc32

from claimgraph.vocab import CG

SIZE = 120
"""Nodes a shard owns: about 50 claims with their evidence. The engine's queries take a time that
grows with the square of the shard, its start-up one that falls with their number."""

_HUBS = (f" {CG['inArticle']} ", f" {CG['ofArticle']} ")
"""What belongs to one article is cut together: its claims refer to the same few nodes."""

_TYPE = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_END = " .\n"
_BLOCK = re.compile(r"^(\S+) .*\n(?:\1 .*\n)*", re.MULTILINE)


def _objects(text: str) -> list[str]:
    """Last word of every triple: its object, or the end of a literal, which is no node's name."""
    return [line.rpartition(" ")[2] for line in text.split(_END)]


def _object(text: str, predicate: str) -> str:
    """Return the first object of *predicate*, which stands between spaces; empty for none."""
    start = text.find(predicate)
    if start < 0:
        return ""
    start += len(predicate)
    return text[start : text.index(_END, start)]


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a graph. own: its nodes as terms. text: their triples; context: what they refer to.

    All of it is canonical N-Triples.
    """

    own: frozenset[str]
    text: str
    context: str

    def digest(self) -> bytes:
        """Digest of all that its results depend on besides the shapes."""
        return sha256(f"{self.text}\n{self.context}".encode()).digest()

    def types(self) -> set[str]:
        """Classes of its own nodes, as terms."""
        return {part[: part.index(_END)] for part in self.text.split(_TYPE)[1:]}


class Triples:
    """A graph as N-Triples text, with the place of each node's triples.

    readable: false where the text is not in the plain form that can be cut here: one triple a line,
    one space between its terms, no comments.
    """

    def __init__(self, ntriples: str) -> None:
        """Take a document; it is sorted if the triples of a node do not stand together."""
        self.text = ntriples
        self._spans: dict[str, tuple[int, int]] = {}
        self._edited: dict[str, str] = {}
        if not self._placed():
            self.text = "".join(f"{line}\n" for line in sorted(set(ntriples.splitlines())) if line)
            self._placed()
        text = self.text
        covered = sum(end - start for start, end in self._spans.values())
        self.readable = (
            covered == len(text)
            and text.count(_END) == text.count("\n")
            and "\t" not in text
            and "#" not in self._spans
        )

    def _placed(self) -> bool:
        """Note where each node's triples stand; tell whether they stand together."""
        spans: dict[str, tuple[int, int]] = {}
        self._spans = spans
        for match in _BLOCK.finditer(self.text):
            if spans.setdefault(match[1], match.span()) != match.span():
                return False
        return True

    def __contains__(self, node: str) -> bool:
        return bool(self._edited[node]) if node in self._edited else node in self._spans

    def of(self, node: str) -> str:
        """Triples of *node*, a term; empty where it has none."""
        if node in self._edited:
            return self._edited[node]
        start, end = self._spans.get(node, (0, 0))
        return self.text[start:end]

    def edit(self, node: str, text: str) -> None:
        """Give *node* other triples; the text as a whole stays what it was."""
        self._edited[node] = text

    def edited(self) -> str:
        """Return the whole text with all edits."""
        kept = "".join(self.of(node) for node in self._spans)
        return kept + "".join(t for n, t in self._edited.items() if n not in self._spans)

    def referring(self, node: str) -> Iterator[tuple[str, str]]:
        """Yield every node that refers to *node*, and the predicate, as terms."""
        end = f" {node}{_END}"
        for line in lines_with(self.text, (end,)):
            subject, predicate, _ = line.split(" ", 2)
            if subject not in self._edited:
                yield subject, predicate
        for text in self._edited.values():
            for line in lines_with(text, (end,)):
                subject, predicate, _ = line.split(" ", 2)
                yield subject, predicate

    @cached_property
    def subclasses(self) -> Mapping[str, frozenset[str]]:
        """Each class with subclasses here: all of them and itself, as terms."""
        return _subclasses(self.text)

    def nodes(self) -> Iterable[str]:
        """Every node that has triples, in the order of the text."""
        return self._spans

    def article(self, node: str) -> str:
        """Return the article that *node* names, as a term; empty for none."""
        text = self.of(node)
        return _object(text, _HUBS[0]) or _object(text, _HUBS[1])


class Cutter:
    """Cuts a graph into shards.

    below: predicates that matter of nodes that are referred to; classes: which of their classes do,
    None for all.
    """

    def __init__(
        self, triples: Triples, below: Iterable[str], classes: Iterable[str] | None
    ) -> None:
        self._triples = triples
        names = {f" <{name}> " for name in below}
        if classes is not None:
            subs = triples.subclasses
            kept = {sub for name in classes for sub in subs.get(f"<{name}>", {f"<{name}>"})}
            names = (names - {_TYPE}) | {f"{_TYPE}{cls}{_END}" for cls in kept}
        self._below = tuple(sorted(names))
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}

    def _brief(self, node: str) -> tuple[str, tuple[str, ...]]:
        """Return what matters of *node* where it is referred to, and what that refers to."""
        found = self._known.get(node)
        if found is None:
            text = "".join(lines_with(self._triples.of(node), self._below))
            found = self._known[node] = (text, tuple(_objects(text)))
        return found

    def brief(self, node: str) -> str:
        """Return what shards that refer to *node* hold of it."""
        return self._brief(node)[0]

    def forget(self, node: str) -> None:
        """Read *node* again when it is referred to."""
        self._known.pop(node, None)

    def shard(self, own: Iterable[str]) -> Shard:
        """Return the shard of the nodes *own*."""
        kept = frozenset(own)
        text = "".join(self._triples.of(node) for node in sorted(kept))
        seen = set(kept)
        waiting = [node for node in _objects(text) if node not in seen]
        context = []
        while waiting:
            node = waiting.pop()
            if node in seen or node not in self._triples:
                continue
            seen.add(node)
            brief, further = self._brief(node)
            context.append(brief)
            waiting.extend(further)
        return Shard(kept, text, "".join(sorted(context)))

    def all(self, size: int = SIZE) -> Iterator[Shard]:
        """Cut the whole graph, article by article, into shards of about *size* nodes.

        Where a long run of nodes is cut depends on their names alone: a node more or less changes
        the shard it is in, and leaves the others as they were.
        """
        triples = self._triples
        named = {node: triples.article(node) for node in triples.nodes()}
        places = set(named.values())
        order: dict[str, list[str]] = {}
        for node, article in named.items():
            order.setdefault(article or (node if node in places else ""), []).append(node)
        for group in order.values():
            yield from map(self.shard, _runs(group, size))


def _runs(nodes: list[str], size: int) -> Iterator[list[str]]:
    """Cut *nodes* behind every one whose checksum says so, and at four times *size* at the most."""
    run: list[str] = []
    for at, node in enumerate(nodes, start=1):
        run.append(node)
        marked = len(nodes) > size and crc32(node.encode()) % size == 0
        if marked or len(run) >= 4 * size or at == len(nodes):
            yield run
            run = []


def lines_with(text: str, needles: Iterable[str]) -> list[str]:
    """Return the lines of *text* with one of *needles*: a predicate between spaces, or more."""
    found = []
    for needle in needles:
        at = text.find(needle)
        while at >= 0:
            end = text.index("\n", at) + 1
            found.append(text[text.rfind("\n", 0, at) + 1 : end])
            at = text.find(needle, end)
    return found


def type_line(cls: str) -> str:
    """End of a triple that gives a node the class with the IRI *cls*."""
    return f"{_TYPE}<{cls}>{_END}"


def _subclasses(text: str) -> Mapping[str, frozenset[str]]:
    """Return for each class with subclasses in *text* all of them and itself, as terms."""
    predicate = f" <{_SUBCLASS}> "
    above: dict[str, set[str]] = {}
    for start in (found.start() for found in re.finditer(re.escape(predicate), text)):
        sub = text[text.rfind("\n", 0, start) + 1 : start]
        above.setdefault(sub, set()).add(
            _object(text[start : text.find("\n", start) + 1], predicate)
        )
    below: dict[str, set[str]] = {}
    for start_class in above:
        stack, seen = [start_class], {start_class}
        while stack:
            for cls in above.get(stack.pop(), ()):
                below.setdefault(cls, {cls}).add(start_class)
                if cls not in seen:
                    seen.add(cls)
                    stack.append(cls)
    return {cls: frozenset(subs) for cls, subs in below.items()}
