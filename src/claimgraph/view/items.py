"""Layer 5. Items: questions that mean alike, and how the articles' answers stand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimgraph import words
from claimgraph.findings import Comparison, Finding
from claimgraph.model import Claim, Corpus
from claimgraph.reviews import Reviewed
from claimgraph.view.page import FindingView, Item, QuestionView, ReviewView, Sections, Side
from claimgraph.view.text import clean

_APART = frozenset({"scope", "omission", "arithmetic", "provenance"})
"""Families whose findings relate questions without making them one matter."""

_DIFFERING = frozenset({"conflict", "tension", "history"})
_ONE_ORIGIN = frozenset({"repetition", "altered-repetition", "restatement"})
AGREEING = ("independent", "one-origin", "unproven")
"""Statuses of agreement."""

MANY = 6
"""Beyond so many articles what only one of them says is counted together, and no item names those
that say nothing to it."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What building items reads: letters by article, findings and claims by question."""

    corpus: Corpus
    names: Mapping[str, str]
    about: Mapping[str, Sequence[Finding]]
    told: Mapping[str, Sequence[Claim]]


def findings(
    comparison: Comparison, corpus: Corpus, names: Mapping[str, str]
) -> tuple[FindingView, ...]:
    """All findings with their notations in words; *names* are the letters of the articles."""
    return tuple(
        FindingView(
            id=f.id,
            content=f.content,
            label=words.CONTENT.get(f.content, f.content),
            family=f.family,
            severity=f.severity,
            verdict=f.verdict,
            verdict_words=words.VERDICT.get(f.verdict, f.verdict),
            provenance=f.provenance,
            provenance_words=words.PROVENANCE.get(f.provenance, f.provenance),
            rule=clean(f.rule),
            reason=clean(f.reason),
            care=tuple(clean(note) for note in f.care),
            facets=f.facets,
            facet_words=tuple(words.facet(facet) for facet in f.facets),
            origins=f.origins,
            computed=clean(f.computed),
            questions=tuple(corpus.register.questions[key].id for key in f.questions),
            sides=f.sides,
            articles=tuple(sorted({names[slug] for slug in f.articles}, key=_by_letter)),
            inside=len(f.articles) == 1,
            review=None,
        )
        for f in comparison.findings
    )


def reviewed_findings(
    views: Sequence[FindingView],
    reviewed: Sequence[Reviewed],
    corpus: Corpus,
    names: Mapping[str, str],
) -> tuple[FindingView, ...]:
    """Put what people concluded beside the findings of *views*."""
    beside = {
        r.finding.id: _review(r, r.finding, corpus, names)
        for r in reviewed
        if r.finding is not None
    }
    return tuple(replace(view, review=beside.get(view.id)) for view in views)


def _review(
    reviewed: Reviewed, finding: Finding, corpus: Corpus, names: Mapping[str, str]
) -> ReviewView:
    review = reviewed.review
    return ReviewView(
        state=review.state,
        words=words.REVIEW[review.state] + _meant(review.state, finding, corpus, names),
        note=clean(review.note),
        by=clean(review.by),
        on=review.on.edtf if review.on else "",
        standing=reviewed.standing,
        standing_words=words.STANDING[reviewed.standing],
        changes=tuple(clean(change) for change in reviewed.changes),
    )


def _meant(state: str, finding: Finding, corpus: Corpus, names: Mapping[str, str]) -> str:
    """Name the answers that a person holds to be wrong: a side's letter is not its article's."""
    if state not in ("a-wrong", "b-wrong"):
        return ""
    claims = corpus.by_id()
    sides = finding.sides[:1] if state == "a-wrong" else finding.sides[1:]
    told = [claims[key] for side in sides for key in side]
    answers = dict.fromkeys(f"{clean(c.value.text)} ({names[c.article]})" for c in told)
    return f": {', '.join(answers)}"


def _by_letter(name: str) -> tuple[int, str]:
    return len(name), name


def items(comparison: Comparison, corpus: Corpus, names: Mapping[str, str]) -> tuple[Item, ...]:
    """All questions that an article answers, by topic and in the order of the register."""
    about: dict[str, list[Finding]] = {}
    for finding in comparison.findings:
        for key in finding.questions:
            about.setdefault(key, []).append(finding)
    told: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        told.setdefault(claim.question, []).append(claim)
    desk = _Desk(corpus, names, about, told)
    topics = {key: at for at, key in enumerate(corpus.register.topics)}
    found = [_item(desk, keys) for keys in _groups(comparison, corpus)]
    return tuple(sorted(found, key=lambda item: topics.get(item.topic, len(topics))))


def _groups(comparison: Comparison, corpus: Corpus) -> list[list[str]]:
    """Keys of answered questions, those together that findings compare with each other."""
    answered = {claim.question for claim in corpus.claims}
    head = {key: key for key in answered}

    def top(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for finding in comparison.findings:
        if finding.family not in _APART:
            for key in finding.questions[1:]:
                head[top(key)] = top(finding.questions[0])
    groups: dict[str, list[str]] = {}
    for key in corpus.register.questions:
        if key in answered:
            groups.setdefault(top(key), []).append(key)
    return list(groups.values())


def _item(desk: _Desk, keys: Sequence[str]) -> Item:
    corpus, names = desk.corpus, desk.names
    first = corpus.register.questions[keys[0]]
    claims = [claim for key in keys for claim in desk.told[key]]
    told: dict[str, list[str]] = {}
    for claim in sorted(claims, key=lambda c: c.anchors[0].start):
        told.setdefault(names[claim.article], []).append(claim.id)
    sides = tuple(Side(name, tuple(told[name])) for name in sorted(told, key=_by_letter))
    found = list({f.id: f for key in keys for f in desk.about.get(key, ())}.values())
    notes = dict.fromkeys(clean(f.reason) for f in found if f.content == "omission")
    return Item(
        id=first.id,
        topic=first.topic,
        questions=tuple(_question(corpus, key) for key in keys),
        status=_status(found, sides),
        flags=_flags(found),
        shared=len(sides) > 1,
        sides=sides,
        missing=_missing(desk, claims, told),
        findings=tuple(f.id for f in found if f.content != "omission"),
        note=" ".join(notes) if len(sides) == 1 else "",
    )


def _missing(desk: _Desk, claims: Sequence[Claim], told: Mapping[str, object]) -> tuple[str, ...]:
    """Letters of the articles of the same stories that don't answer; none among many articles."""
    articles = desk.corpus.articles
    if len(articles) > MANY:
        return ()
    home = {articles[claim.article].story for claim in claims}
    silent = (n for s, n in desk.names.items() if n not in told and articles[s].story in home)
    return tuple(sorted(silent, key=_by_letter))


def _question(corpus: Corpus, key: str) -> QuestionView:
    known = corpus.register.questions[key]
    measure = corpus.measure(known)
    plain = known.measure == "holds"
    return QuestionView(
        known.id,
        clean(known.text),
        "" if plain else clean(measure.name),
        "" if plain else clean(measure.definition),
    )


def _status(found: Iterable[Finding], sides: Sequence[Side]) -> str:
    if len(sides) == 1:
        return f"only-{sides[0].article.lower()}"
    across = [f for f in found if len(f.articles) > 1 and f.family not in _APART]
    families = {f.family for f in across}
    for family in ("conflict", "tension", "history"):
        if family in families:
            return family
    kinds = {_agreement(f) for f in across if f.family == "agreement"}
    if not kinds:
        return "open"
    return "independent" if "independent" in kinds else min(kinds, key=_CAUTION.index)


_CAUTION = ("unproven", "one-origin")


def is_one_origin(verdict: str) -> bool:
    """Tell whether *verdict* says that one source is told more than once."""
    return verdict in _ONE_ORIGIN


def _agreement(finding: Finding) -> str:
    """Status of one agreement: separate origins only where the texts show them."""
    if finding.verdict == "corroboration" and finding.origins and finding.origins[0] > 1:
        return "independent"
    return "one-origin" if is_one_origin(finding.verdict) else "unproven"


def _flags(found: Sequence[Finding]) -> tuple[str, ...]:
    across = [f for f in found if len(f.articles) > 1 and f.family not in _APART]
    kinds = {facet.split(":", 1)[0] for f in across for facet in f.facets}
    scoped = any(f.family == "scope" or "only-other-scope" in f.facets for f in found)
    inside = any(len(f.articles) == 1 and f.family in _DIFFERING for f in found)
    flags = {
        "attribution": "attribution" in kinds,
        "certainty": bool(kinds & {"modality", "stance"}),
        "scope": scoped,
        "inside": inside,
    }
    return tuple(flag for flag in words.FLAG if flags[flag])


def sections(
    found: Sequence[Item], views: Sequence[FindingView], names: Mapping[str, str]
) -> Sections:
    """Sort items and findings under the headings of the report, most serious first."""
    home = {finding: item.id for item in found for finding in item.findings}
    first = dict.fromkeys(home[f.id] for f in views if f.family in _DIFFERING and f.id in home)

    by_status: dict[str, list[str]] = {}
    for item in found:
        by_status.setdefault(item.status, []).append(item.id)

    def of(status: str) -> tuple[str, ...]:
        return tuple(by_status.get(status, ()))

    return Sections(
        first=tuple(first),
        one_origin=of("one-origin"),
        unproven=of("unproven"),
        independent=of("independent"),
        differs=tuple(
            item.id
            for item in found
            if item.status in AGREEING and {"attribution", "certainty"} & set(item.flags)
        ),
        scope=tuple(f.id for f in views if f.family == "scope"),
        arithmetic=tuple(
            f.id
            for content in ("arithmetic/fails", "arithmetic/holds")
            for f in views
            if f.content == content
        ),
        only=tuple(
            (name, of(f"only-{name.lower()}")) for name in sorted(names.values(), key=_by_letter)
        ),
    )
