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
from itertools import combinations

LEAST_SOURCES = 4
"""Fewer sources than this on a question: there is no "most others"."""

LEAST_SHARED = 5
"""Fewer values shared against most others than this are never a suspicion."""

LEAST_QUESTIONS = 10
"""Fewer questions that both answer than this are never a suspicion."""

LEVEL = 0.01
"""How many false suspicions chance may give over all pairs that meet in a contradicted value."""

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


@dataclass(slots=True)
class _Tally:
    """What is known of each source and question.

    answered: a source's questions; odd: those where most contradict it. met: by question, how many
    pairs of contradicted answers are the same, and how many pairs there are.
    """

    answered: dict[str, set[str]] = field(default_factory=dict)
    odd: dict[str, set[str]] = field(default_factory=dict)
    met: dict[str, tuple[int, int]] = field(default_factory=dict)


PRIOR = 3
"""Weight, in pairs of answers, of the rate over all questions against that of one."""

Said = Mapping[str, Mapping[str, Sequence[str]]]
"""By question: by value: the sources that give it. A source may give several values."""


def suspicions(said: Said) -> list[Suspicion]:
    """Pairs of sources that chance does not explain, most surprising first.

    The cost is that of reading *said* once and of pairing sources inside contradicted values.
    """
    tally = _Tally()
    met: dict[tuple[str, str], list[str]] = {}
    for question, values in said.items():
        everyone = {source for sources in values.values() for source in sources}
        if len(everyone) < LEAST_SOURCES:
            continue
        for source in everyone:
            tally.answered.setdefault(source, set()).add(question)
        odd = [sorted(set(s)) for s in values.values() if 2 * len(set(s)) < len(everyone)]
        tally.met[question] = _met(odd)
        for sources in odd:
            for source in sources:
                tally.odd.setdefault(source, set()).add(question)
            if len(sources) <= WIDEST:
                for pair in combinations(sources, 2):
                    met.setdefault(pair, []).append(question)
    alike, pairs = (
        (math.fsum(part) for part in zip(*tally.met.values(), strict=True))
        if tally.met
        else (0.0, 0.0)
    )
    rate = alike / pairs if pairs else 0.0
    found = [_weighed(pair, questions, tally, rate) for pair, questions in met.items()
             if len(questions) >= LEAST_SHARED]  # fmt: skip
    kept = [s for s in found if s.questions >= LEAST_QUESTIONS and s.chance * len(met) < LEVEL]
    return sorted(kept, key=lambda s: (s.chance, -s.share, s.left, s.right))


def _met(odd: Sequence[Sequence[str]]) -> tuple[int, int]:
    answers = sum(map(len, odd))
    return sum(math.comb(len(s), 2) for s in odd), math.comb(answers, 2)


def _weighed(pair: tuple[str, str], shared: Sequence[str], tally: _Tally, rate: float) -> Suspicion:
    """Set what two sources share against chance, on the questions where most contradict both.

    Some errors are easy to make, and sharing those shows less: the chance of one question is how
    often its other contradicted answers are the same, drawn towards the rate over all questions.
    """
    left, right = pair
    both = tally.answered[left] & tally.answered[right]
    odd = [tally.odd.get(source, set()) & both for source in pair]
    same = set(shared)
    chances = []
    for question in sorted(odd[0] & odd[1]):
        alike, pairs = tally.met[question]
        others = alike - (question in same), pairs - 1
        chances.append((others[0] + PRIOR * rate) / (others[1] + PRIOR))
    expected = math.fsum(chances)
    return Suspicion(
        left, right, tuple(shared), len(both), len(odd[0] | odd[1]), expected,
        _tail(len(shared), expected),
    )  # fmt: skip


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
