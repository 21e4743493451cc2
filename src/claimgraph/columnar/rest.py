"""Layer 5. What is not columnar: few claims each, compared by the functions for single claims.

Links, questions that have to do with each other, updates and what follows from them, arithmetic,
omissions and citation cycles. The engine says which claims they concern; only those are read.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from claimgraph.columnar.engine import Engine
from claimgraph.columnar.kinship import Related, related
from claimgraph.compare import flat, independence
from claimgraph.compare.bench import Bench, workbench
from claimgraph.compare.cycles import cycles
from claimgraph.compare.dimensions import comparable
from claimgraph.compare.engine import across, declared, linked, reckoned, within
from claimgraph.compare.figures import fitting
from claimgraph.compare.omissions import omissions
from claimgraph.compare.reckoning import MOVED, conversions, found_sums, told_changes
from claimgraph.compare.staleness import stale
from claimgraph.compare.succession import direct
from claimgraph.findings import Finding
from claimgraph.model import Corpus


@dataclass(frozen=True, slots=True)
class Traits:
    """What occurs in a table at all: what does not need not be looked for."""

    links: bool
    stories: bool
    sources: bool
    units: bool
    texts: bool


def traits(engine: Engine) -> Traits:
    """Read which of the rarer things the claims have."""
    length = engine.dialect.length
    found = engine.read(
        f"SELECT coalesce(max(CASE WHEN {length('links')} > 0 THEN 1 ELSE 0 END), 0) AS links,"
        " coalesce(max(CASE WHEN story <> '' THEN 1 ELSE 0 END), 0) AS stories,"
        f" coalesce(max(CASE WHEN {length('rests_on')} > 0 THEN 1 ELSE 0 END), 0) AS sources,"
        " coalesce(max(CASE WHEN written_unit <> '' OR zone <> '' THEN 1 ELSE 0 END), 0) AS units,"
        " coalesce(max(CASE WHEN in_table = '' THEN 1 ELSE 0 END), 0) AS texts FROM claims"
    ).to_pylist()[0]
    return Traits(**{name: bool(value) for name, value in found.items()})


class Rest:
    """The questions and claims that comparing one by one is for."""

    def __init__(self, engine: Engine, shared: Callable[[], Corpus]) -> None:
        self._engine = engine
        self._shared = shared
        self.traits = traits(engine)
        self.related: Related = related(engine, shared, stories=self.traits.stories)
        linking = self._linking() if self.traits.links else []
        self.aside = tuple(dict.fromkeys([*linking, *self.related.questions]))

    def _linking(self) -> list[str]:
        """Questions with a claim that says something of another one, or is spoken of."""
        length = self._engine.dialect.length("links")
        return _texts(self._engine.read(
            f"SELECT DISTINCT question FROM claims WHERE {length} > 0 OR target ORDER BY question"
        ))  # fmt: skip

    def findings(self) -> Iterator[Finding]:
        """Compare them. The engine has made its own findings, and the table `odd`."""
        odd = _texts(self._engine.read(
            "SELECT a.question FROM asked a JOIN odd o ON o.q = a.q ORDER BY a.question"
        ))  # fmt: skip
        yield from self._pairs((*self.aside, *odd))
        yield from self._declared()
        yield from self._converted()
        if self.traits.texts:
            bench = self._bench("in_table = ''")
            yield from reckoned(bench, found_sums(bench))
            yield from reckoned(bench, fitting(bench))
        if self.traits.stories:
            yield from omissions(self._bench("story <> ''"))
        yield from self._cycles()

    def _pairs(self, keys: Sequence[str]) -> Iterator[Finding]:
        if not keys:
            return
        bench = self._of_questions(keys)
        found = direct([*self._by_family(bench), *linked(bench)], bench.rows)
        yield from found
        yield from stale(bench, found)
        yield from self._moved(bench, found)

    def _by_family(self, bench: Bench) -> Iterator[Finding]:
        """In the order of comparison: by family, in it by first claim."""
        first = {key: bench.order[rows[0].claim] for key, rows in bench.answers.items()}
        family = self._families(bench)
        for name in sorted({family[key] for key in first}):
            for key in sorted((k for k in first if family[k] == name), key=lambda k: first[k]):
                yield from within(bench, bench.cells[key])
            for one, other, how in self.related.pairs.get(name, ()):
                yield from across(bench, one, other, how)

    def _families(self, bench: Bench) -> dict[str, str]:
        self._engine.put("wanted", pa.table({"question": pa.array(bench.answers, pa.string())}))
        held = self._engine.read(
            "SELECT question, min(family) AS family FROM claims"
            " WHERE question IN (SELECT question FROM wanted) GROUP BY question"
        )
        return {item["question"]: item["family"] for item in held.to_pylist()}

    def _moved(self, bench: Bench, found: Sequence[Finding]) -> Iterator[Finding]:
        """Look for the step from an old count to a new one among the counts of their articles."""
        texts = {slug for slug, a in self._shared().articles.items() if not a.table}
        rows = {claim: row for claim, row in bench.rows.items() if row.article in texts}
        found = [f for f in found if all(claim in rows for claim in f.claims)]
        articles = {
            rows[claim].article
            for finding in found
            if finding.content in MOVED
            for pair in finding.pairs
            for claim in (pair.left, pair.right)
        }
        if not articles:
            return
        self._put("article", "named", articles)
        questions = "question IN (SELECT question FROM wanted)"
        amount = "stated = low AND stated = high AND own_unit AND NOT dated AND NOT negative"
        self._put("question", "wanted", bench.answers)
        wider = self._bench(
            f"{questions} OR ({amount} AND in_table = ''"
            " AND article IN (SELECT article FROM named))"
        )
        yield from reckoned(wider, told_changes(wider, found))

    def _declared(self) -> Iterator[Finding]:
        register = self._shared().register
        keys = {key for p in register.partitions.values() for key in (p.whole, *p.parts)}
        stated = [q for q in register.questions.values() if q.numerator or q.minuend]
        near = self._near
        for question in stated:
            ends = (question.numerator, question.denominator, question.minuend, question.subtrahend)
            keys.update((question.key, *(key for end in ends if end for key in near[end])))
        if keys:
            yield from declared(self._of_questions(sorted(keys)))

    def _converted(self) -> Iterator[Finding]:
        """Questions whose answers are written in two units, or with two offsets from UTC."""
        if not self.traits.units:
            return
        written = (
            "CASE WHEN dated THEN zone WHEN written_unit <> '' THEN written_unit ELSE unit END"
        )
        keys = _texts(self._engine.read(
            "SELECT question FROM claims WHERE form = 'interval' AND current AND NOT negative"
            " AND in_table = ''"
            f" GROUP BY question HAVING min({written}) <> max({written}) ORDER BY question"
        ))  # fmt: skip
        if keys:
            self._put("question", "wanted", keys)
            bench = self._bench("in_table = '' AND question IN (SELECT question FROM wanted)")
            yield from reckoned(bench, conversions(bench))

    def _cycles(self) -> Iterator[Finding]:
        if not self.traits.sources:
            return
        derived = independence.derivation(self._shared())
        if derived.cycles:
            self._put("article", "named", {name for cycle in derived.cycles for name in cycle})
            bench = self._bench("article IN (SELECT article FROM named)")
            yield from cycles(replace(bench, voices=replace(bench.voices, derivation=derived)))

    def _put(self, column: str, name: str, texts: Iterable[str]) -> None:
        self._engine.put(name, pa.table({column: pa.array(sorted(texts), pa.string())}))

    def _of_questions(self, keys: Sequence[str]) -> Bench:
        self._put("question", "wanted", keys)
        return self._bench("question IN (SELECT question FROM wanted)")

    def _bench(self, which: str) -> Bench:
        return bench_of(self._engine, self._shared, which, self._near)

    @functools.cached_property
    def _near(self) -> Mapping[str, Sequence[str]]:
        """Questions whose answers can be compared; of a table, those of the pairs found."""
        register = self._shared().register
        stated = any(q.numerator or q.minuend for q in register.questions.values())
        return comparable(register) if stated or self.traits.texts else self.related.near()


def bench_of(
    engine: Engine, shared: Callable[[], Corpus], which: str, near: Mapping[str, Sequence[str]]
) -> Bench:
    """Lay out the claims that a condition picks."""
    names = [n for n in flat.SCHEMA.names if n in {*flat.READ, *flat.VOICED, "position"}]
    held = engine.read(f"SELECT {', '.join(names)} FROM claims WHERE {which} ORDER BY position")
    rows = {row.claim: row for row in flat.rows(held)}
    order = dict(zip(rows, held["position"].to_pylist(), strict=True))
    return workbench(shared(), rows, order, flat.voices(held), near)


def _texts(table: pa.Table) -> list[str]:
    found: list[str] = table.column(0).to_pylist()
    return found
