"""What the copy detection finds: `python -m tests.eval.copying [FILE...]`, a part of `make eval`.

First on planted copiers, where the truth is known; then in tables of many sources with the columns
source, subject, property and value (gzip is read as it is), where it is not: there the pairs are
listed with their explanation, and nobody says that they are right.
"""

from __future__ import annotations

import csv
import gzip
import random
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph.compare.copying import Said, groups, suspicions

SOURCES = 20
SETS = 20
"""How many planted sets are made of each kind, with the seeds 0, 1, 2, ..."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of planted sets. copiers: pairs (original, copier)."""

    name: str
    copiers: tuple[tuple[int, int], ...] = ()
    errors: float = 0.2
    questions: int = 300
    traps: bool = False


TWO = ((0, 1), (2, 3))
KINDS = (
    Kind("nobody copies, 5 % wrong", errors=0.05),
    Kind("nobody copies, 20 % wrong"),
    Kind("nobody copies, 40 % wrong", errors=0.4),
    Kind("nobody copies, 10 % wrong, traps", errors=0.1, traps=True),
    Kind("nobody copies, 20 % wrong, traps", traps=True),
    Kind("2 copiers, 5 % wrong", TWO, 0.05),
    Kind("2 copiers, 10 % wrong", TWO, 0.1),
    Kind("2 copiers, 20 % wrong", TWO),
    Kind("2 copiers, 20 % wrong, traps", TWO, traps=True),
    Kind("2 copiers, 20 % wrong, 60 questions", TWO, 0.2, 60),
    Kind("3 copies of one original, 20 % wrong", ((0, 1), (0, 2), (0, 3))),
)


def planted(
    seed: int,
    copiers: Sequence[tuple[int, int]],
    errors: float = 0.2,
    questions: int = 300,
    *,
    traps: bool = False,
) -> dict[str, dict[str, list[str]]]:
    """Twenty sources that err by themselves; a copier takes 8 of 10 answers from its original.

    Each answers 7 of 10 questions, and errs in one of five ways. traps: on every fifth question
    three times as many err, most of them in one way; and every other source errs half as often.
    """
    draw = random.Random(seed)  # noqa: S311 - the same data in every run
    said: dict[str, dict[str, list[str]]] = {}
    for n in range(questions):
        trap = traps and n % 5 == 0
        given = {
            s: _error(draw, trap=trap) if draw.random() < _rate(errors, s, traps, trap) else "right"
            for s in range(SOURCES)
            if draw.random() < 0.7
        }
        for original, copier in copiers:
            if original in given and draw.random() < 0.8:
                given[copier] = given[original]
        values: dict[str, list[str]] = {}
        for source, value in given.items():
            values.setdefault(value, []).append(f"s{source:02}")
        said[f"q{n}"] = values
    return said


def _error(draw: random.Random, *, trap: bool) -> str:
    return "wrong 0" if trap and draw.random() < 0.7 else f"wrong {draw.randrange(5)}"


def _rate(errors: float, source: int, traps: bool, trap: bool) -> float:
    return errors * (3 if trap else 1) * (0.5 if traps and source % 2 else 1)


def truth(copiers: Iterable[tuple[int, int]]) -> set[tuple[str, str]]:
    """Pairs that depend on each other: a copier and its original, two copiers of one original."""
    families: dict[int, set[int]] = {}
    for original, copier in copiers:
        families.setdefault(original, {original}).add(copier)
    return {
        (f"s{a:02}", f"s{b:02}") for family in families.values() for a in family for b in family
        if a < b
    }  # fmt: skip


def rates(kind: Kind) -> tuple[int, int, int]:
    """Count over all seeds what was found and planted, found and not planted, and planted."""
    right = wrong = planned = 0
    expected = truth(kind.copiers)
    for seed in range(SETS):
        said = planted(seed, kind.copiers, kind.errors, kind.questions, traps=kind.traps)
        found = {(s.left, s.right) for s in suspicions(said)}
        right, wrong = right + len(found & expected), wrong + len(found - expected)
        planned += len(expected)
    return right, wrong, planned


def read(path: Path) -> dict[str, dict[str, list[str]]]:
    """By question, by value, the sources that give it. A number is one value however written."""
    said: dict[str, dict[str, list[str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = "\t".join((row["subject"], row["property"], row.get("period_start") or ""))
            said.setdefault(key, {}).setdefault(_plain(row["value"]), []).append(row["source"])
    return said


def _plain(value: str) -> str:
    try:
        return repr(float(value))
    except ValueError:
        return " ".join(value.split()).casefold()


def evaluate(name: str, said: Said, shown: int = 40) -> None:
    """Print what is suspected, with its explanation."""
    start = time.process_time()
    found = suspicions(said)
    spent = time.process_time() - start
    sources = {s for values in said.values() for names in values.values() for s in names}
    print(f"== {name}: {len(said):,} questions, {len(sources):,} sources, {spent:.1f} s CPU")
    print(f"{len(found)} pairs suspected")
    for s in found[:shown]:
        print(f"  {s.left} / {s.right}: {len(s.shared):,} values against most others in common, "
              f"of {s.either:,}; chance {s.expected:,.1f}; {s.questions:,} questions")  # fmt: skip
    for group in list(groups(found))[:5]:
        print(f"  group of {len(group)}: {', '.join(group)}")


def main(tables: Sequence[str]) -> None:
    """Print recall and precision on planted sets, then what is found in *tables*."""
    print(f"== copying: planted, {SETS} sets of {SOURCES} sources each")
    for kind in KINDS:
        right, wrong, planned = rates(kind)
        recall = f"recall {right / planned:.2f}, " if planned else ""
        print(f"  {kind.name}: {recall}{right} of {planned} pairs found, {wrong} false")
    for table in tables:
        evaluate(Path(table).name, read(Path(table)))


if __name__ == "__main__":
    main(sys.argv[1:])
