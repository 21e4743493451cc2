"""What the copy detection finds in a table of many sources: `python -m tests.eval.copying FILE`.

The table has the columns source, subject, property and value; gzip is read as it is.
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from pathlib import Path

from claimgraph.compare.copying import groups, suspicions


def read(path: Path) -> dict[str, dict[str, list[str]]]:
    """By question, by value, the sources that give it."""
    said: dict[str, dict[str, list[str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = "\t".join((row["subject"], row["property"], row.get("period_start") or ""))
            said.setdefault(key, {}).setdefault(row["value"], []).append(row["source"])
    return said


def evaluate(path: Path, shown: int = 15) -> None:
    """Print what is suspected, with its explanation."""
    said = read(path)
    start = time.process_time()
    found = suspicions(said)
    spent = time.process_time() - start
    sources = {s for values in said.values() for names in values.values() for s in names}
    print(f"== {path.name}: {len(said):,} questions, {len(sources):,} sources, {spent:.1f} s CPU")
    print(f"{len(found)} pairs suspected")
    for s in found[:shown]:
        print(f"  {s.left} / {s.right}: {len(s.shared):,} values against most others in common, "
              f"of {s.either:,}; chance {s.expected:,.1f}; {s.questions:,} questions")  # fmt: skip
    for group in list(groups(found))[:5]:
        print(f"  group of {len(group)}: {', '.join(group[:12])}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        evaluate(Path(name))
