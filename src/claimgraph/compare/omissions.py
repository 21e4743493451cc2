"""Layer 4. Omissions: what one article of a story says and the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.compare.bench import Bench, finding_id, severity
from claimgraph.compare.dimensions import difference, families
from claimgraph.dates import surely_before
from claimgraph.findings import Finding


def omissions(bench: Bench) -> Iterator[Finding]:
    """Questions that only one article of a story answers.

    The sources of a table are left out: that a row is not there is no omission.
    """
    register = bench.corpus.register
    stories: dict[str, list[str]] = {}
    for slug, article in bench.corpus.articles.items():
        if article.story and not article.table:
            stories.setdefault(article.story, []).append(slug)
    kin = {key: keys for keys in families(register).values() for key in keys}
    for members in stories.values():
        if len(members) > 1:
            for key in register.questions:
                yield from _omission(bench, key, kin[key], members)


def _omission(
    bench: Bench, key: str, kin: Sequence[str], story: Sequence[str]
) -> Iterator[Finding]:
    members = frozenset(story)
    told = [r for r in bench.answers.get(key, ()) if r.article in members and r.current]
    if len({r.article for r in told}) != 1:
        return
    home = told[0].article
    register = bench.corpus.register
    scoped = False
    for other in kin:
        how = difference(register.questions[key], register.questions[other], register)
        elsewhere = any(
            r.article in members and r.article != home and r.current
            for r in bench.answers.get(other, ())
        )
        if elsewhere and how.comparable:
            return
        scoped = scoped or (elsewhere and not how.unrelated)
    reason, early = _reason(bench, home, [slug for slug in story if slug != home])
    if scoped:
        reason += " A statement of another scope is there."
    claims = (tuple(r.claim for r in told),)
    yield Finding(
        id=finding_id(bench, "O01", (key,), claims), questions=(key,), sides=claims,
        articles=(home,), content="omission", provenance="",
        facets=_facets(scoped=scoped, early=early), verdict="",
        severity=severity("omission", ()), rule="O01", reason=reason,
    )  # fmt: skip


def _facets(*, scoped: bool, early: bool) -> tuple[str, ...]:
    found = {"only-other-scope": scoped, "published-before": early}
    return tuple(name for name, given in found.items() if given)


def _reason(bench: Bench, home: str, others: Sequence[str]) -> tuple[str, bool]:
    """Say where it was not found, and whether all of those came out before it could be known."""
    told = bench.corpus.articles[home].published
    early = [s for s in others if surely_before(bench.corpus.articles[s].published, told)]
    late = [s for s in others if s not in early]
    parts = []
    if late:
        parts.append(f"Not found in {', '.join(_title(bench, s) for s in late)}.")
    if early:
        names = ", ".join(_title(bench, s) for s in early)
        parts.append(f"Not found in {names}, published before.")
    return " ".join(parts), not late


def _title(bench: Bench, slug: str) -> str:
    return bench.corpus.register.agents[bench.corpus.articles[slug].publisher].name
