"""Layer 4. Claims against the texts they were taken from: spans, digests, phrases, coverage.

Every check works on Unicode code points of the user's own snapshots; nothing of a text leaves this
module but a hint of a few words for the user's own screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimgraph import ids
from claimgraph.model import Anchor, Article, Corpus, Quotation
from claimgraph.problems import Problem
from claimgraph.snapshot import Snapshot, quotation_digest

HINT_WORDS, HINT_CHARACTERS = 5, 60
"""How much of an uncovered stretch a message shows."""

_WORD = re.compile(r"\w")
_ANCHOR_AGAIN = "remove `span` and `digest`, mend `phrase`, and run `claimgraph anchor`"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that no anchor covers: code points, end exclusive."""

    start: int
    end: int
    hint: str


def check(corpus: Corpus, snapshots: Mapping[str, Snapshot], *, partial: Iterable[str] = ()
          ) -> Iterator[Problem]:  # fmt: skip
    """Check every anchor of *corpus* against *snapshots* (by sha256).

    partial: slugs of articles whose claims could not all be read; coverage is not judged there.
    """
    incomplete = frozenset(partial)
    anchors = _anchors_by_article(corpus)
    for slug, article in corpus.articles.items():
        if article.table:
            continue  # its cells are another matter: `importing.cellevidence`
        snapshot = snapshots.get(article.sha256)
        if snapshot is None:
            yield _missing(article)
            continue
        yield from _length(article, snapshot)
        for anchor in anchors[slug]:
            yield from _anchor(anchor, snapshot)
        for quotation in article.quotations:
            yield from _quotation(quotation, snapshot)
        if slug not in incomplete:
            yield from _coverage(article, anchors[slug], snapshot)


def _anchors_by_article(corpus: Corpus) -> dict[str, list[Anchor]]:
    found: dict[str, list[Anchor]] = {slug: [] for slug in corpus.articles}
    for claim in corpus.claims:
        found[claim.article].extend(claim.anchors)
    for exclusion in corpus.not_claims:
        found[exclusion.article].append(exclusion.anchor)
    return found


def _missing(article: Article) -> Problem:
    return Problem(
        "violation", "evidence/snapshot",
        f"no text with the digest sha256:{article.sha256} is in the articles folder",
        article.where, "digest",
        "put the text there; if `digest` was changed, restore it: a new version of the text is a "
        "new claim file",
    )  # fmt: skip


def _length(article: Article, snapshot: Snapshot) -> Iterator[Problem]:
    if article.characters != len(snapshot.text):
        yield Problem(
            "violation", "evidence/length",
            f"`characters` is {article.characters}, but the text has {len(snapshot.text)}",
            article.where, "characters", f"write `characters: {len(snapshot.text)}`",
        )  # fmt: skip


def _outside(anchor: Anchor, snapshot: Snapshot) -> Problem | None:
    if anchor.end <= len(snapshot.text):
        return None
    return Problem(
        "violation", "evidence/span",
        f"the span [{anchor.start}, {anchor.end}] ends outside its article, which has "
        f"{len(snapshot.text)} characters",
        anchor.where, "span", _ANCHOR_AGAIN,
    )  # fmt: skip


def _anchor(anchor: Anchor, snapshot: Snapshot) -> Iterator[Problem]:
    outside = _outside(anchor, snapshot)
    if outside is not None:
        yield outside
        return
    piece = snapshot.text[anchor.start : anchor.end]
    if ids.text_digest(piece) != anchor.digest:
        yield Problem(
            "violation", "evidence/digest",
            f"the text of the span [{anchor.start}, {anchor.end}] does not have this digest: span "
            "or digest was changed",
            anchor.where, "digest", _ANCHOR_AGAIN,
        )  # fmt: skip
    if anchor.phrase and anchor.phrase not in piece:
        yield Problem(
            "violation", "evidence/phrase",
            f"the phrase {anchor.phrase!r} does not stand in its span "
            f"[{anchor.start}, {anchor.end}]",
            anchor.where, "phrase", "copy words that stand in the span exactly",
        )  # fmt: skip


def _quotation(quotation: Quotation, snapshot: Snapshot) -> Iterator[Problem]:
    anchor = quotation.anchor
    faults = list(_anchor(anchor, snapshot))
    yield from faults
    if any(fault.rule == "evidence/span" for fault in faults):
        return
    wanted = quotation_digest(snapshot.text[anchor.start : anchor.end])
    if wanted != quotation.quote:
        yield Problem(
            "violation", "evidence/quotation",
            f"the words quoted at [{anchor.start}, {anchor.end}] do not have this `quote` digest",
            anchor.where, "quote", "run `claimgraph anchor` on the file",
        )  # fmt: skip


def uncovered(text: str, anchors: Iterable[Anchor]) -> Iterator[Stretch]:
    """Every stretch of *text* that holds a word and that no anchor covers, in order.

    A stretch is cut to its words: spaces and punctuation at its ends don't count.
    """
    at = 0
    ends = len(text)
    spans = sorted((anchor.start, anchor.end) for anchor in anchors)
    for start, end in [*spans, (ends, ends)]:
        if at < min(start, ends):
            yield from _stretch(text, at, min(start, ends))
        at = max(at, end)


def _stretch(text: str, start: int, end: int) -> Iterator[Stretch]:
    head = _WORD.search(text, start, end)
    if head is None:
        return
    first, last = head.start(), end
    while _WORD.match(text[last - 1]) is None:
        last -= 1
    begin = text[first : min(last, first + 2 * HINT_CHARACTERS)]
    words = " ".join(begin.split()[:HINT_WORDS])[:HINT_CHARACTERS]
    whole = words == " ".join(text[first:last].split()) if last - first < HINT_CHARACTERS else False
    yield Stretch(first, last, words if whole else words + " …")


def _coverage(article: Article, anchors: Iterable[Anchor], snapshot: Snapshot
              ) -> Iterator[Problem]:  # fmt: skip
    for stretch in uncovered(snapshot.text, anchors):
        yield Problem(
            "violation", "evidence/coverage",
            f"nothing covers the characters [{stretch.start}, {stretch.end}]: {stretch.hint!r}",
            article.where, "", "add a claim, or an entry under `not_a_claim` with a reason",
        )  # fmt: skip
