"""Layer 5. What changed between two states of a folder of claims, and why.

Claims, sources and the register are the causes; findings and counts of origins the consequences.
Newer does not erase older: what is gone is named as well as what is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from claimgraph.findings import Comparison, Finding
from claimgraph.model import Article, Claim, Corpus

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
HOW = (ADDED, REMOVED, CHANGED)
KINDS = ("article", "claim", "register", "rules", "finding", "origins")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. kind: article, claim, register, rules, origins or finding.

    key: id or name. what: the thing in words. why: causes that stand in this diff, in words;
    empty for a cause itself.
    """

    kind: str
    how: str
    key: str
    what: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    corpus: Corpus
    comparison: Comparison


def changes(old: tuple[Corpus, Comparison], new: tuple[Corpus, Comparison]) -> list[Change]:
    """List what differs between *old* and *new*: causes first, then what follows from them."""
    before, after = _State(*old), _State(*new)
    causes = [*_articles(before, after), *_claims(before, after), *_register(before, after)]
    if before.comparison.rules != after.comparison.rules:
        told = f"rules {before.comparison.rules} / {after.comparison.rules}"
        causes.append(Change("rules", CHANGED, "rules", told))
    return [*causes, *_findings(before, after, causes), *_origins(before, after, causes)]


def _articles(before: _State, after: _State) -> Iterator[Change]:
    old, new = before.corpus.articles, after.corpus.articles
    for slug in sorted(old.keys() | new.keys()):
        if slug not in new:
            yield Change("article", REMOVED, slug, old[slug].label or slug)
        elif slug not in old:
            yield Change("article", ADDED, slug, new[slug].label or slug)
        else:
            told = _fields(old[slug], new[slug])
            if told:
                yield Change("article", CHANGED, slug, f"{new[slug].label or slug}: {told}")


def _fields(old: Article, new: Article) -> str:
    """Name the fields of an article that differ."""
    names = [
        field.name for field in fields(Article)
        if field.name != "where" and getattr(old, field.name) != getattr(new, field.name)
        and not field.name.startswith("quotations")
    ]  # fmt: skip
    return ", ".join(names)


def _claims(before: _State, after: _State) -> Iterator[Change]:
    old, new = before.corpus.by_id(), after.corpus.by_id()
    for key in [*old, *(k for k in new if k not in old)]:
        if key not in new:
            yield Change("claim", REMOVED, key, _claim(old[key], before.corpus))
        elif key not in old:
            yield Change("claim", ADDED, key, _claim(new[key], after.corpus))
        else:
            told = _moved(old[key], new[key])
            if told:
                yield Change("claim", CHANGED, key, f"{_claim(new[key], after.corpus)}: {told}")


def _moved(old: Claim, new: Claim) -> str:
    """Say what changed of a claim that kept its identity."""
    parts = []
    if old.status != new.status:
        parts.append(f"status {old.status} / {new.status}")
    if old.links != new.links:
        parts.append("what it says of other claims")
    dated = (name for name in ("said_on", "as_of") if getattr(old, name) != getattr(new, name))
    parts.extend(name.replace("_", " ") for name in dated)
    spans = [[(a.start, a.end, a.digest) for a in claim.anchors] for claim in (old, new)]
    if spans[0] != spans[1]:
        parts.append("evidence")
    return ", ".join(parts)


def _claim(claim: Claim, corpus: Corpus) -> str:
    label = corpus.articles[claim.article].label or claim.article
    return f"{corpus.question(claim).text} {claim.value.text} ({label})"


def _register(before: _State, after: _State) -> Iterator[Change]:
    """Entries of the register that differ, whatever line they stand on."""
    for name in ("agents", "places", "periods", "concepts", "events", "measures", "documents",
                 "stories", "questions", "partitions"):  # fmt: skip
        old: Mapping[str, object] = getattr(before.corpus.register, name)
        new: Mapping[str, object] = getattr(after.corpus.register, name)
        for key in sorted(old.keys() | new.keys()):
            how = REMOVED if key not in new else ADDED if key not in old else CHANGED
            if how != CHANGED or _content(old[key]) != _content(new[key]):
                yield Change("register", how, key, f"{name}: {key}")


def _content(entry: object) -> list[object]:
    names = getattr(type(entry), "__slots__", ())
    return [getattr(entry, name) for name in names if name != "where"]


def _findings(before: _State, after: _State, causes: list[Change]) -> Iterator[Change]:
    old = {f.id: f for f in before.comparison.findings}
    new = {f.id: f for f in after.comparison.findings}
    moved = {c.key: c for c in causes if c.kind == "claim"}
    taken: set[str] = set()
    for key, finding in new.items():
        if key in old:
            told = _reread(old[key], finding)
            if told:
                why = tuple(_because(finding, moved, causes))
                yield Change("finding", CHANGED, key, f"{_told(finding)}: {told}", why)
            continue
        twin = _same_matter(finding, (f for k, f in old.items() if k not in new and k not in taken))
        why = tuple(_because(finding, moved, causes))
        if twin is None:
            yield Change("finding", ADDED, key, _told(finding), why)
            continue
        taken.add(twin.id)
        told = f"{_told(twin)} became {_told(finding)}"
        yield Change("finding", CHANGED, key, told, (*why, *_because(twin, moved, ())))
    for key, finding in old.items():
        if key not in new and key not in taken:
            yield Change("finding", REMOVED, key, _told(finding),
                         tuple(_because(finding, moved, causes)))  # fmt: skip


def _same_matter(finding: Finding, others: Iterator[Finding]) -> Finding | None:
    """Find the old finding on these questions that shares a claim, if there is just one."""
    fitting = [
        f for f in others
        if set(f.questions) & set(finding.questions) and set(f.claims) & set(finding.claims)
        and f.family == finding.family
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _reread(old: Finding, new: Finding) -> str:
    """Say what a finding with the same claims now says otherwise."""
    parts = [
        f"{name} {_plain(one)} / {_plain(other)}"
        for name in ("content", "provenance", "verdict", "severity", "origins")
        if (one := getattr(old, name)) != (other := getattr(new, name))
    ]
    return ", ".join(parts)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return " to ".join(str(part) for part in value)
    return str(value) or "none"


def _told(finding: Finding) -> str:
    return f"{finding.content} ({finding.reason.split('. ')[0].rstrip('.')})"


def _because(finding: Finding, moved: Mapping[str, Change], causes: Sequence[Change]) -> list[str]:
    """Causes that a finding rests on: its claims, its articles, its questions, the rules.

    Where none of these changed, the articles that came or went: what is not found in one, or
    follows from a step in between, hangs on them.
    """
    found = [f"claim {claim} {moved[claim].how}" for claim in finding.claims if claim in moved]
    for change in causes:
        named = change.kind == "article" and change.key in finding.articles
        asked = change.kind == "register" and change.key in finding.questions
        if named or asked or change.kind == "rules":
            found.append(f"{change.kind} {change.key} {change.how}")
    others = [f"article {c.key} {c.how}" for c in causes if c.kind == "article"]
    return found or others


def _origins(before: _State, after: _State, causes: list[Change]) -> Iterator[Change]:
    """Find counts of independent origins that changed, by question."""
    old, new = before.comparison.origins, after.comparison.origins
    for key in sorted(old.keys() & new.keys()):
        if old[key] != new[key]:
            text = after.corpus.register.questions[key].text
            told = f"{text} {_plain(old[key])} / {_plain(new[key])}"
            why = tuple(
                f"{c.kind} {c.key} {c.how}"
                for c in causes
                if c.kind == "article" or (c.kind == "claim" and _asks(c.key, key, before, after))
            )
            yield Change("origins", CHANGED, key, told, why)


def _asks(claim: str, question: str, before: _State, after: _State) -> bool:
    found = after.corpus.by_id().get(claim) or before.corpus.by_id().get(claim)
    return found is not None and found.question == question
