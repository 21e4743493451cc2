"""Layer 5. The report as one view-model, from a corpus and its comparison.

All formats render what `build` returns; its parts are described in `page`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimgraph import __version__, hedges
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.reviews import Reviewed
from claimgraph.snapshot import Snapshot
from claimgraph.view import summary
from claimgraph.view.choice import Choice, chosen
from claimgraph.view.courses import measures, over_time
from claimgraph.view.crossing import columns, crossing
from claimgraph.view.grid import Across
from claimgraph.view.items import findings, items, reviewed_findings, sections
from claimgraph.view.lineage import lineage
from claimgraph.view.page import ArticleView, ClaimView, FindingView, Item, Method, Tile, View
from claimgraph.view.statements import articles, claims, letters
from claimgraph.view.text import clean

__all__ = ["Choice", "Cut", "View", "build", "with_reviews"]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a report is limited to. as_of: the date that its corpus was cut at.

    left_out: labels of the articles that could not be placed then; choice: the questions shown.
    """

    as_of: str = ""
    left_out: tuple[str, ...] = ()
    choice: Choice = field(default_factory=Choice)


def build(
    corpus: Corpus,
    comparison: Comparison,
    snapshots: Mapping[str, Snapshot] | None = None,
    cut: Cut | None = None,
) -> View:
    """Lay out everything that the report on *corpus* says.

    snapshots: article texts by sha256; where one is given, the words around each span are shown,
    so the report then holds text of that article. cut: what the report is limited to; all that is
    counted is counted of that.
    """
    limits = cut or Cut()
    as_of, choice = clean(limits.as_of), limits.choice
    texts = snapshots or {}
    names = letters(corpus)
    ordered = list(names.values())
    found, matters, shown = _parts(corpus, comparison, names, choice)
    told = claims(shown, names, texts)
    papers = articles(shown, names, texts)
    counted = summary.tiles(matters, ordered)
    stories = tuple(dict.fromkeys(view.story for view in papers))
    return View(
        title=_title(stories, len(papers))
        + (f", as of {as_of}" if as_of else "")
        + (f" (only {choice.told})" if choice.wanted else ""),
        stories=stories,
        articles=papers,
        lead=summary.lead(matters),
        short=summary.short(matters, found, ordered),
        tiles=counted,
        flags=summary.flags(matters),
        topics=summary.topics(matters, counted, corpus.register.topics),
        sections=sections(matters, found, names),
        items=matters,
        findings=found,
        claims=told,
        lineage=lineage(shown, names),
        across=_across(corpus, comparison, (papers, matters, counted, told)),
        method=Method(
            software=f"claimgraph {__version__}",
            command="claimgraph report" + (f" --as-of {as_of}" if as_of else "") + choice.command,
            rules=comparison.rules,
            hedges=hedges.VERSION,
            files=tuple((clean(name), corpus.files[name]) for name in sorted(corpus.files)),
            claims=len(corpus.claims),
            not_claims=len(corpus.not_claims),
            findings=len(comparison.findings),
            snapshots=sum(view.snapshot for view in papers),
            left_out=tuple(clean(label) for label in limits.left_out),
            reviews_gone=0,
        ),
    )


def _parts(
    corpus: Corpus, comparison: Comparison, names: Mapping[str, str], choice: Choice
) -> tuple[tuple[FindingView, ...], tuple[Item, ...], Corpus]:
    """Return the findings, items and claims that *choice* leaves of a comparison."""
    found = findings(comparison, corpus, names)
    matters = items(comparison, corpus, names)
    if not choice.wanted:
        return found, matters, corpus
    matters = chosen(choice, matters, comparison.findings, corpus, names)
    kept = {key for item in matters for side in item.sides for key in side.claims}
    whole = tuple(f for f in found if all(key in kept for side in f.sides for key in side))
    here = {f.id for f in whole}
    matters = tuple(
        replace(item, findings=tuple(key for key in item.findings if key in here))
        for item in matters
    )
    return whole, matters, replace(corpus, claims=tuple(c for c in corpus.claims if c.id in kept))


def _across(
    corpus: Corpus,
    comparison: Comparison,
    made: tuple[Sequence[ArticleView], Sequence[Item], Sequence[Tile], Sequence[ClaimView]],
) -> Across:
    papers, matters, counted, told = made
    by_id = {claim.id: claim for claim in told}
    shown, left_out = columns(papers)
    lines, pairings = crossing(matters, {f.id: f for f in comparison.findings}, by_id, shown)
    groups, courses = over_time(corpus, comparison, matters, by_id)
    return Across(
        columns=shown,
        left_out=left_out,
        lines=lines,
        pairings=pairings,
        groups=groups,
        courses=courses,
        measures=measures(corpus, matters, counted),
        copying=tuple(f.id for f in comparison.findings if f.family == "provenance"),
    )


def with_reviews(view: View, reviewed: Sequence[Reviewed], corpus: Corpus) -> View:
    """Put what people concluded beside the findings of *view*, which was built from *corpus*."""
    return replace(
        view,
        findings=reviewed_findings(view.findings, reviewed, corpus, letters(corpus)),
        method=replace(view.method, reviews_gone=sum(r.finding is None for r in reviewed)),
    )


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _title(stories: tuple[str, ...], articles: int) -> str:
    number = _NUMBERS[articles] if articles < len(_NUMBERS) else f"{articles:,}"
    where = f"what {number} article{'' if articles == 1 else 's'} say"
    if articles == 1:
        where += "s"
    return f"{'; '.join(stories)}: {where}" if stories else where.capitalize()
