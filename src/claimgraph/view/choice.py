"""Layer 5. Part of a report: which questions it shows, by topic, measure, source or result."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph import words
from claimgraph.errors import UsageError
from claimgraph.findings import SEVERITIES, Finding
from claimgraph.model import Corpus
from claimgraph.view.page import Item
from claimgraph.view.text import clean

NAMES = ("topic", "measure", "source", "question", "kind")
"""What questions are chosen by. Several values of one name are alternatives."""

MOST_NAMED = 12
"""Known values that a message lists."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Values by name, as they were asked for; nothing chosen means everything."""

    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def told(self) -> str:
        """What is shown, in words: `topic cost; kind conflict or tension`."""
        return "; ".join(f"{name} {' or '.join(values)}" for name, values in self.wanted)

    @property
    def command(self) -> str:
        """What was asked for, as the command line takes it."""
        pairs = (f"{name}={value}" for name, values in self.wanted for value in values)
        return "".join(f" --where {shlex.quote(pair)}" for pair in pairs)


def parse(pairs: Iterable[str]) -> Choice:
    """Read `NAME=VALUE` pairs. Raises UsageError for a name that nothing is chosen by."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in NAMES or not value.strip():
            raise UsageError(
                f"{pair!r} chooses nothing",
                cure="write NAME=VALUE, with one of the names " + ", ".join(NAMES),
            )
        found.setdefault(name, []).append(clean(value))
    return Choice(
        tuple((name, tuple(dict.fromkeys(found[name]))) for name in NAMES if name in found)
    )


def chosen(
    choice: Choice, items: Sequence[Item], findings: Iterable[Finding], corpus: Corpus,
    names: Mapping[str, str],
) -> tuple[Item, ...]:  # fmt: skip
    """Return the items that fit *choice*. names: letters of the articles.

    A value fits by id or by name, whatever its case; a question also by a part of its text.
    Raises UsageError for a value that no item could have.
    """
    if not choice.wanted:
        return tuple(items)
    told = _Told(corpus, names, {f.id: f for f in findings})
    kept = list(items)
    for name, values in choice.wanted:
        of = {item.id: told.of(name, item) for item in kept}
        for value in values:
            _known(name, value, told)
        fits = _within if name == "question" else _same
        kept = [item for item in kept if any(fits(value, of[item.id]) for value in values)]
    if not kept:
        raise UsageError(f"no question fits {choice.told}", cure="choose less narrowly")
    return tuple(kept)


def _same(value: str, texts: frozenset[str]) -> bool:
    return value.casefold() in texts


def _within(value: str, texts: frozenset[str]) -> bool:
    return any(value.casefold() in text for text in texts)


def _known(name: str, value: str, told: _Told) -> None:
    """Refuse a value that nothing in the corpus is called, and name some that are."""
    known = told.known(name)
    if name == "question" or value.casefold() in {text.casefold() for text in known}:
        return
    some = ", ".join(sorted(known)[:MOST_NAMED])
    more = len(known) - MOST_NAMED
    raise UsageError(
        f"no {name} is called {value!r}",
        cure=f"use one of {some}" + (f" and {more} more" if more > 0 else ""),
    )


class _Told:
    """What items are called, by each name of a choice."""

    def __init__(
        self, corpus: Corpus, names: Mapping[str, str], findings: Mapping[str, Finding]
    ) -> None:
        self._corpus, self._findings = corpus, findings
        self._slugs = {letter: slug for slug, letter in names.items()}
        self._measures = {q.id: q.measure for q in corpus.register.questions.values()}
        self._by_name: dict[str, Callable[[Item], Iterable[str]]] = {
            "topic": self._topic, "measure": self._measure, "source": self._source,
            "question": self._question, "kind": self._kind,
        }  # fmt: skip

    def of(self, name: str, item: Item) -> frozenset[str]:
        return frozenset(clean(text).casefold() for text in self._by_name[name](item))

    def known(self, name: str) -> set[str]:
        register = self._corpus.register
        if name == "topic":
            return {*register.topics, *map(clean, register.topics.values())}
        if name == "measure":
            return {*register.measures, *(clean(m.name) for m in register.measures.values())}
        if name == "source":
            return {text for letter in self._slugs for text in self._article(letter)}
        return {*words.CONTENT, *words.STATUS, *words.FLAG, *words.VERDICT, *SEVERITIES,
                *(f.family for f in self._findings.values())}  # fmt: skip

    def _topic(self, item: Item) -> Iterable[str]:
        return item.topic, self._corpus.register.topics.get(item.topic, "")

    def _measure(self, item: Item) -> Iterable[str]:
        for question in item.questions:
            key = self._measures[question.id]
            yield from (key, self._corpus.register.measures[key].name)

    def _article(self, letter: str) -> tuple[str, ...]:
        slug = self._slugs[letter]
        publisher = self._corpus.articles[slug].publisher
        return letter, slug, publisher, clean(self._corpus.register.agents[publisher].name)

    def _source(self, item: Item) -> Iterable[str]:
        return (text for side in item.sides for text in self._article(side.article))

    def _question(self, item: Item) -> Iterable[str]:
        return (text for q in item.questions for text in (q.id, q.text))

    def _kind(self, item: Item) -> Iterable[str]:
        yield from (item.status.partition("-")[0] if item.status.startswith("only-")
                    else item.status, *item.flags)  # fmt: skip
        for key in item.findings:
            f = self._findings[key]
            yield from (f.content, f.family, f.verdict, f.severity)
