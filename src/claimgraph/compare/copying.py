"""Layer 4. Copying suspected from shared errors: values that others contradict, and two share.

Shared values that most others give too show nothing. After Dong, Berti-Equille and Srivastava,
"Integrating conflicting data: the role of source dependence", VLDB 2009. Indexed by value: only
sources that meet in a value that most others contradict are ever paired. No value is called
true or false by this.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

LEAST_SOURCES = 4
"""Fewer sources than this on a question: there is no "most others"."""

LEAST_SHARED = 5
"""Fewer values shared against most others than this are never a suspicion."""

LEAST_QUESTIONS = 10
"""Fewer questions that both answer than this are never a suspicion."""

LEVEL = 0.01
"""How many false suspicions chance may give over all pairs that meet in a contradicted value."""

LEAST_LIFT = 2.0
"""Sharing less than this many times what chance gives is never a suspicion.

Over thousands of questions the least common habit (one unit, one rounding, one hour of reading)
is beyond chance; it is no copying.
"""

WIDEST = 50
"""A value shared by more sources than this pairs nobody: it spreads without copying each other."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two sources that share more contradicted values than chance explains.

    shared: questions on which they do. questions: how many both answer. either: of these, those
    on which at least one of them is contradicted by most. expected: shared ones by chance.
    chance: how often chance gives as many (Poisson tail).
    """

    left: str
    right: str
    shared: tuple[str, ...]
    questions: int
    either: int
    expected: float
    chance: float

    @property
    def share(self) -> float:
        """Share of their contradicted answers that they have in common."""
        return len(self.shared) / self.either if self.either else 0.0


class _Asked(NamedTuple):
    """One question. sources: how many answer; odd: how many most contradict.

    alike: pairs of contradicted answers that are the same; pairs: all pairs of such answers. Many
    questions share these counts, so what follows from them is worked out once.
    """

    sources: int
    odd: int
    alike: int
    pairs: int


@dataclass(slots=True)
class _Tally:
    """What is known of each question and source.

    answered: a source's questions; odd: those where most contradict it. contradicted, alike: rates
    over all questions.
    """

    asked: dict[str, _Asked] = field(default_factory=dict)
    answered: dict[str, set[str]] = field(default_factory=dict)
    odd: dict[str, set[str]] = field(default_factory=dict)
    met: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    contradicted: float = 0.0
    alike: float = 0.0


PRIOR = 3
"""Weight, in pairs of answers, of the rate over all questions against that of one."""

Said = Mapping[str, Mapping[str, Sequence[str]]]
"""By question: by value: the sources that give it. A source may give several values."""


def suspicions(said: Said) -> list[Suspicion]:
    """Pairs of sources that chance does not explain, most surprising first.

    The cost is that of reading *said* once and of pairing sources inside contradicted values.
    """
    tally = _tallied(said)
    habits = {source: _habit(source, tally) for source in tally.odd}
    found = [
        _weighed(pair, questions, tally, habits)
        for pair, questions in tally.met.items()
        if len(questions) >= LEAST_SHARED
    ]
    kept = [s for s in found if _stands_out(s, len(tally.met))]
    return sorted(kept, key=lambda s: (s.chance, -s.share, s.left, s.right))


def _tallied(said: Said) -> _Tally:
    tally = _Tally()
    for question, values in said.items():
        everyone = {source for sources in values.values() for source in sources}
        if len(everyone) < LEAST_SOURCES:
            continue
        odd = [sorted(set(s)) for s in values.values() if 2 * len(set(s)) < len(everyone)]
        tally.asked[question] = _counted(everyone, odd)
        for source in everyone:
            tally.answered.setdefault(source, set()).add(question)
        for sources in odd:
            for source in sources:
                tally.odd.setdefault(source, set()).add(question)
            if len(sources) <= WIDEST:
                for pair in combinations(sources, 2):
                    tally.met.setdefault(pair, []).append(question)
    counts = tally.asked.values()
    tally.contradicted = sum(a.odd for a in counts) / max(sum(a.sources for a in counts), 1)
    tally.alike = sum(a.alike for a in counts) / max(sum(a.pairs for a in counts), 1)
    return tally


def _counted(everyone: set[str], odd: Sequence[Sequence[str]]) -> _Asked:
    answers = sum(map(len, odd))
    return _Asked(
        len(everyone), len({source for sources in odd for source in sources}),
        sum(math.comb(len(s), 2) for s in odd), math.comb(answers, 2),
    )  # fmt: skip


def _stands_out(found: Suspicion, pairs: int) -> bool:
    """Tell whether enough is shared, and beyond chance over all *pairs* that met."""
    return (
        found.questions >= LEAST_QUESTIONS
        and len(found.shared) >= LEAST_LIFT * found.expected
        and found.chance * pairs < LEVEL
    )


@lru_cache(maxsize=65_536)
def _hardness(asked: _Asked, contradicted: float, *, without: int, odd: int) -> float:
    """Share of a question's sources that most contradict, *without* some of which *odd* are."""
    rest = asked.sources - without
    return (asked.odd - odd + PRIOR * contradicted) / (rest + PRIOR)


def _habit(source: str, tally: _Tally) -> float:
    """How often most contradict a source, against what its questions lead one to expect."""
    odd = tally.odd[source]
    usual = math.fsum(
        _hardness(tally.asked[q], tally.contradicted, without=1, odd=q in odd)
        for q in tally.answered[source]
    )
    return len(odd) / usual if usual else 0.0


def _weighed(
    pair: tuple[str, str], shared: Sequence[str], tally: _Tally, habits: Mapping[str, float]
) -> Suspicion:
    """Set what two sources share against chance, seen from the one and from the other."""
    left, right = pair
    both = tally.answered[left] & tally.answered[right]
    odd = [tally.odd[source] & both for source in pair]
    same = set(shared)
    rates = tally.contradicted, tally.alike
    expected = max(
        math.fsum(
            _chance(tally.asked[q], rates, habits[other], q in theirs, q in same) for q in own
        )
        for own, theirs, other in ((odd[0], odd[1], right), (odd[1], odd[0], left))
    )
    return Suspicion(
        left, right, tuple(shared), len(both), len(odd[0] | odd[1]), expected,
        _tail(len(shared), expected),
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _chance(
    asked: _Asked, rates: tuple[float, float], habit: float, met: bool, same: bool
) -> float:
    """How often another source gives the contradicted value that one gives, by chance.

    It has to be contradicted too, as often as its habit and the other sources of this question
    say, and in the same way: some errors are easy to make, and sharing those shows less. met: both
    are contradicted; same: by the same value. What the two do is left out of the rates: of
    contradicted answers, and of contradicted pairs that are alike, over all questions.
    """
    contradicted, usual = rates
    hard = _hardness(asked, contradicted, without=2, odd=1 + met)
    alike = (asked.alike - same + PRIOR * usual) / (max(asked.pairs - met, 0) + PRIOR)
    return min(1.0, habit * hard) * alike


def _tail(count: int, mean: float) -> float:
    """Probability that a Poisson variable with *mean* is at least *count*, from above.

    Chernoff's bound (Mitzenmacher and Upfal, Probability and Computing, theorem 5.4): it never
    makes a coincidence look rarer than it is.
    """
    if mean <= 0:
        return 0.0
    if count <= mean:
        return 1.0
    return math.exp(count - mean + count * math.log(mean / count))


def groups(found: Iterable[Suspicion]) -> Iterator[tuple[str, ...]]:
    """Yield the sources that hang together over suspicions, largest group first."""
    import networkx as nx  # noqa: PLC0415 - 100 ms that --help need not pay

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((s.left, s.right) for s in found)
    parts = (tuple(sorted(part)) for part in nx.connected_components(graph))
    yield from sorted(parts, key=lambda part: (-len(part), part))
