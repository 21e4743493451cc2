"""Layer 4. Citation cycles: articles that rest on each other, so that neither is an origin."""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.compare.bench import Bench, finding_id, severity
from claimgraph.findings import Finding


def cycles(bench: Bench) -> Iterator[Finding]:
    """Find articles whose sources lead back to them. sides: each article's claims.

    Documents in between belong to the cycle too and are named in the reason.
    """
    for cycle in bench.voices.derivation.cycles:
        articles = tuple(name for name in cycle if name in bench.told)
        if not articles:
            continue
        sides = tuple(tuple(row.claim for row in bench.told[name]) for name in articles)
        questions = tuple(dict.fromkeys(bench.rows[c].question for side in sides for c in side))
        names = ", ".join(_name(bench, name) for name in cycle)
        yield Finding(
            id=finding_id(bench, "N01", questions, sides), questions=questions, sides=sides,
            articles=articles, content="citation-cycle", provenance="", facets=(), verdict="",
            severity=severity("citation-cycle", ()), rule="N01",
            reason=f"Each of these rests on another of them, so none shows an origin: {names}.",
        )  # fmt: skip


def _name(bench: Bench, key: str) -> str:
    register = bench.corpus.register
    if key in register.documents:
        return register.documents[key].name
    return register.agents[bench.corpus.articles[key].publisher].name
