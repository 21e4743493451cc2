"""Layer 5. What changed between two states of a folder of claims, and why.

Claims, sources and the register are the causes; findings and counts of origins the consequences.
Newer does not erase older: what is gone is named as well as what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from claimgraph.findings import Comparison, Finding
from claimgraph.grounds import grounds
from claimgraph.model import Article, Claim, Corpus, Partition
from claimgraph.reviews import Review

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
HOW = (ADDED, REMOVED, CHANGED)
KINDS = ("article", "claim", "register", "rules", "finding", "origins", "review")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. kind: one of KINDS; how: one of HOW.

    key: id; of an article its slug, of an entry of the register `section/id`, of origins the key
    of the question, of a review the finding's id. what: the thing in words. why: causes that
    stand in this diff, as kind, key and how; empty for a cause itself.
    """

    kind: str
    how: str
    key: str
    what: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """claims: those of the corpus by id."""

    corpus: Corpus
    comparison: Comparison
    claims: Mapping[str, Claim]


def changes(old: tuple[Corpus, Comparison], new: tuple[Corpus, Comparison]) -> list[Change]:
    """List what differs between *old* and *new*: causes first, then what follows from them."""
    before, after = (_State(*state, state[0].by_id()) for state in (old, new))
    causes = [*_articles(before, after), *_claims(before, after), *_register(before, after)]
    if before.comparison.rules != after.comparison.rules:
        told = f"rules {before.comparison.rules} / {after.comparison.rules}"
        causes.append(Change("rules", CHANGED, "rules", told))
    return [*causes, *_findings(before, after, causes), *_origins(before, after, causes)]


def reviewed(old: Iterable[Review], new: Iterable[Review]) -> list[Change]:
    """List what people concluded otherwise, anew, or no longer."""
    before, after = ({r.finding: r for r in state} for state in (old, new))
    found = []
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        if one is None or other is None:
            how, review = (REMOVED, one) if other is None else (ADDED, other)
            found.append(Change("review", how, key, _conclusion(review)))
        elif told := _reconsidered(one, other):
            found.append(Change("review", CHANGED, key, f"{_conclusion(other)}: {told}"))
    return found


def _conclusion(review: Review | None) -> str:
    if review is None:
        return ""
    by = f" by {review.by}" if review.by else ""
    about = f" ({review.content})" if review.content else ""
    return f"{review.state}{by}{about}"


def _reconsidered(old: Review, new: Review) -> str:
    """Name what differs of a review, but for the line it stands on."""
    parts = [f"state {old.state} / {new.state}"] if old.state != new.state else []
    parts += [name for name in ("note", "by", "on") if getattr(old, name) != getattr(new, name)]
    basis = ("content", "verdict", "rules", "a", "claims", "questions")
    if any(getattr(old, name) != getattr(new, name) for name in basis):
        parts.append("what it was about")
    return ", ".join(parts)


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
    """Name the fields of an article that differ, wherever in its file they stand."""
    names = [
        field.name for field in fields(Article)
        if field.name not in ("where", "quotations")
        and getattr(old, field.name) != getattr(new, field.name)
    ]  # fmt: skip
    said = [{(q.quote, q.anchor.start, q.anchor.end) for q in a.quotations} for a in (old, new)]
    if said[0] != said[1]:
        names.append("quotations")
    return ", ".join(names).replace("_", " ")


def _claims(before: _State, after: _State) -> Iterator[Change]:
    old, new = before.claims, after.claims
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
    named = ("chain", "cue", "modality", "polarity", "context", "said_on", "as_of", "value", "note")
    differing = (name for name in named if getattr(old, name) != getattr(new, name))
    parts.extend(name.replace("_", " ") for name in differing)
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
                 "stories", "topics", "questions", "partitions"):  # fmt: skip
        old: Mapping[str, object] = getattr(before.corpus.register, name)
        new: Mapping[str, object] = getattr(after.corpus.register, name)
        for key in sorted(old.keys() | new.keys()):
            how = REMOVED if key not in new else ADDED if key not in old else CHANGED
            if how != CHANGED or _content(old[key]) != _content(new[key]):
                yield Change("register", how, f"{name}/{key}", _entry(old.get(key), new.get(key)))


def _content(entry: object) -> object:
    names = getattr(type(entry), "__slots__", ())
    found = {name: getattr(entry, name) for name in names if name != "where"}
    if isinstance(entry, Partition):  # a whole is the same in whatever order its parts are named
        found["parts"] = sorted(entry.parts)
    return found or entry


def _entry(old: object, new: object) -> str:
    """Name an entry, and its fields that differ where it was there before."""
    shown = new if new is not None else old
    label = next((str(getattr(shown, name)) for name in ("name", "text", "title")
                  if hasattr(shown, name)), str(getattr(shown, "id", shown)))  # fmt: skip
    one, other = _content(old), _content(new)
    if isinstance(one, dict) and isinstance(other, dict):
        told = ", ".join(name.replace("_", " ") for name in one if one[name] != other[name])
        return f"{label}: {told}"
    return label


def _findings(before: _State, after: _State, causes: Sequence[Change]) -> Iterator[Change]:
    old = {f.id: f for f in before.comparison.findings}
    new = {f.id: f for f in after.comparison.findings}
    gone = _by_claim(f for key, f in old.items() if key not in new)
    taken: set[str] = set()
    for key, finding in new.items():
        if key in old:
            told = _reread(old[key], finding)
            if told:
                why = _because(causes, (old[key], before), (finding, after))
                yield Change("finding", CHANGED, key, f"{_told(finding)}: {told}", why)
            continue
        twin = _same_matter(finding, gone, taken)
        if twin is None:
            yield Change("finding", ADDED, key, _told(finding), _because(causes, (finding, after)))
            continue
        taken.add(twin.id)
        told = f"{_told(twin)} became {_told(finding)}"
        why = _because(causes, (twin, before), (finding, after))
        yield Change("finding", CHANGED, key, told, why)
    for key, finding in old.items():
        if key not in new and key not in taken:
            why = _because(causes, (finding, before))
            yield Change("finding", REMOVED, key, _told(finding), why)


def _by_claim(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    index: dict[str, list[Finding]] = {}
    for finding in found:
        for claim in finding.claims:
            index.setdefault(claim, []).append(finding)
    return index


def _same_matter(
    finding: Finding, gone: Mapping[str, Sequence[Finding]], taken: set[str]
) -> Finding | None:
    """Find the old finding on these questions that shares a claim, if there is just one."""
    near = {f.id: f for claim in finding.claims for f in gone.get(claim, ())}
    fitting = [
        f for key, f in near.items()
        if key not in taken and f.family == finding.family
        and set(f.questions) & set(finding.questions)
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


_READ = ("content", "provenance", "verdict", "severity", "origins", "computed")
_NAMED = ("facets", "care")


def _reread(old: Finding, new: Finding) -> str:
    """Say what a finding with the same claims now says otherwise."""
    parts = [
        f"{name} {_plain(one)} / {_plain(other)}"
        for name in _READ
        if (one := getattr(old, name)) != (other := getattr(new, name))
    ]
    parts += [name for name in _NAMED if getattr(old, name) != getattr(new, name)]
    return ", ".join(parts)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return " to ".join(str(part) for part in value)
    return str(value) if value else "none"


def _told(finding: Finding) -> str:
    return f"{finding.content} ({finding.reason.split('. ')[0].rstrip('.')})"


def _because(causes: Sequence[Change], *seen: tuple[Finding, _State]) -> tuple[str, ...]:
    """Causes that a finding rests on, in its old or its new state.

    Where none of these changed, those claims that came, went or changed on its questions: what was
    not found in an article may be there now. Where there are none either, the articles that did.
    """
    rests = set().union(*(grounds(f, s.corpus, s.claims) for f, s in seen))
    found = [c for c in causes if (c.kind, c.key) in rests or c.kind == "rules"]
    if not found:
        asked = {key for finding, _ in seen for key in finding.questions}
        found = [c for c in causes if c.kind == "claim" and _question(c.key, seen) in asked]
    found = found or [c for c in causes if c.kind == "article"] or list(causes)
    return tuple(map(_cause, found))


def _question(claim: str, seen: Iterable[tuple[Finding, _State]]) -> str:
    return next((s.claims[claim].question for _, s in seen if claim in s.claims), "")


def _cause(change: Change) -> str:
    return f"{change.kind} {change.key} {change.how}"


def _origins(before: _State, after: _State, causes: Sequence[Change]) -> Iterator[Change]:
    """Find counts of independent origins that changed, by question."""
    old, new = before.comparison.origins, after.comparison.origins
    states = (after, before)
    by_question: dict[str, list[Change]] = {}
    for cause in causes:
        if cause.kind == "claim":
            found = next(s.claims[cause.key] for s in states if cause.key in s.claims)
            by_question.setdefault(found.question, []).append(cause)
    wide = [c for c in causes if c.kind in ("article", "register", "rules")]
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            how = REMOVED if key not in new else ADDED if key not in old else CHANGED
            corpus = (before if key not in new else after).corpus
            text = corpus.register.questions[key].text
            told = f"{text} {_plain(old.get(key))} / {_plain(new.get(key))}"
            why = tuple(map(_cause, by_question.get(key) or wide))
            yield Change("origins", how, key, told, why)
