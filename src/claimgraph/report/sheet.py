"""Layer 6. The report as CSV: a row for each finding, and for each item without one.

The columns of the review are those that `claimgraph review import` reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimgraph import words
from claimgraph.tables import Table, as_csv
from claimgraph.view import summary
from claimgraph.view.page import ClaimView, FindingView, Item, View

_FIELDS = ("value", "phrase", "chain", "certainty", "span", "link", "claims")
_BEFORE = ("kind", "id", "topic", "question", "status", "flags")
_AFTER = ("content", "verdict", "severity", "rule", "reason", "care", "origins", "computed",
          "finding", "review_state", "review_note", "reviewer", "reviewed_on")  # fmt: skip


def render(view: View) -> str:
    """Write *view* as CSV. An item with several findings has a row for each of them.

    Several claims in one cell are parted by " | ".
    """
    names = [article.letter for article in view.articles]
    columns = (*_BEFORE, *(f"{n.lower()}_{f}" for n in names for f in _FIELDS), *_AFTER)
    claims = {claim.id: claim for claim in view.claims}
    found = {finding.id: finding for finding in view.findings}
    texts = {q.id: q.text for item in view.items for q in item.questions}
    topics = {topic.id: topic.label for topic in view.topics}
    labels = summary.labels(view)
    rows = [
        row for item in view.items for row in _item(item, names, claims, found, (topics, labels))
    ]
    rows += [
        _finding(found[key], kind, names, claims, texts)
        for kind, keys in (("scope", view.sections.scope), ("sum", view.sections.arithmetic))
        for key in keys
    ]
    return as_csv(Table(columns, tuple(rows)))


def _joined(parts: Sequence[str]) -> str:
    return " | ".join(part for part in parts if part)


def _answers(
    by_article: Mapping[str, Sequence[ClaimView]], names: Sequence[str]
) -> tuple[str, ...]:
    cells: list[str] = []
    for name in names:
        told = by_article.get(name, ())
        cells += [
            _joined([c.answer.text for c in told]),
            _joined([c.evidence[0].phrase for c in told]),
            _joined([c.chain_words for c in told]),
            _joined([words.MODALITY[c.modality] for c in told]),
            _joined([f"{e.start}-{e.end}" for c in told for e in c.evidence]),
            _joined([c.evidence[0].link for c in told]),
            _joined([c.id for c in told]),
        ]
    return tuple(cells)


def _item(
    item: Item,
    names: Sequence[str],
    claims: Mapping[str, ClaimView],
    found: Mapping[str, FindingView],
    labels: tuple[Mapping[str, str], Mapping[str, str]],
) -> list[tuple[str, ...]]:
    topics, statuses = labels
    told = {side.article: [claims[key] for key in side.claims] for side in item.sides}
    about = [
        found[key] for key in item.findings if found[key].family not in ("scope", "arithmetic")
    ]
    head = (
        "question", item.id, topics[item.topic], _joined([q.text for q in item.questions]),
        statuses[item.status], _joined([words.FLAG[flag] for flag in item.flags]),
        *_answers(told, names),
    )  # fmt: skip
    if not about:
        return [(*head, *_conclusion(None, item.note))]
    return [(*head, *_conclusion(f, item.note)) for f in about]


def _finding(
    finding: FindingView,
    kind: str,
    names: Sequence[str],
    claims: Mapping[str, ClaimView],
    texts: Mapping[str, str],
) -> tuple[str, ...]:
    told: dict[str, list[ClaimView]] = {}
    for side in finding.sides:
        for key in side:
            told.setdefault(claims[key].article, []).append(claims[key])
    return (
        kind, finding.id, "", _joined([texts[key] for key in finding.questions]),
        finding.label, "", *_answers(told, names), *_conclusion(finding, ""),
    )  # fmt: skip


def _conclusion(finding: FindingView | None, note: str) -> tuple[str, ...]:
    if finding is None:
        return ("", "", "", "", note, *[""] * (len(_AFTER) - 5))
    review = finding.review
    return (
        finding.content,
        finding.verdict_words,
        finding.severity,
        finding.rule,
        _joined([finding.reason, note]),
        _joined(finding.care),
        f"{finding.origins[0]} to {finding.origins[1]}" if finding.origins else "",
        finding.computed,
        finding.id,
        *((review.state, review.note, review.by, review.on) if review else ("", "", "", "")),
    )
