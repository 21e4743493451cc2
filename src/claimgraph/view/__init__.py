"""Layer 5. The report as one view-model, from a corpus and its comparison.

All formats render what `build` returns; its parts are described in `page`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimgraph import __version__, hedges
from claimgraph.findings import Comparison
from claimgraph.model import Corpus
from claimgraph.reviews import Reviewed
from claimgraph.snapshot import Snapshot
from claimgraph.view import summary
from claimgraph.view.courses import measures, over_time
from claimgraph.view.crossing import columns, crossing
from claimgraph.view.grid import Across
from claimgraph.view.items import findings, items, reviewed_findings, sections
from claimgraph.view.lineage import lineage
from claimgraph.view.page import ArticleView, ClaimView, Item, Method, Tile, View
from claimgraph.view.statements import article, claims, letters
from claimgraph.view.text import clean

__all__ = ["View", "build", "with_reviews"]


def build(
    corpus: Corpus,
    comparison: Comparison,
    snapshots: Mapping[str, Snapshot] | None = None,
    as_of: str = "",
    left_out: Sequence[str] = (),
) -> View:
    """Lay out everything that the report on *corpus* says.

    snapshots: article texts by sha256; where one is given, the words around each span are shown,
    so the report then holds text of that article. as_of: the date that *corpus* was cut at;
    left_out: labels of the articles that could not be placed then.
    """
    texts = snapshots or {}
    names = letters(corpus)
    ordered = list(names.values())
    articles = tuple(article(slug, name, corpus, texts) for slug, name in names.items())
    found = findings(comparison, corpus, names)
    matters = items(comparison, corpus, names)
    counted = summary.tiles(matters, ordered)
    stories = tuple(dict.fromkeys(view.story for view in articles))
    told = claims(corpus, names, texts)
    return View(
        title=_title(stories, len(articles)) + (f", as of {clean(as_of)}" if as_of else ""),
        stories=stories,
        articles=articles,
        lead=summary.lead(matters),
        short=summary.short(matters, found, ordered),
        tiles=counted,
        flags=summary.flags(matters),
        topics=summary.topics(matters, counted, corpus.register.topics),
        sections=sections(matters, found, names),
        items=matters,
        findings=found,
        claims=told,
        lineage=lineage(corpus, names),
        across=_across(corpus, comparison, (articles, matters, counted, told)),
        method=Method(
            software=f"claimgraph {__version__}",
            command="claimgraph report" + (f" --as-of {clean(as_of)}" if as_of else ""),
            rules=comparison.rules,
            hedges=hedges.VERSION,
            files=tuple((clean(name), corpus.files[name]) for name in sorted(corpus.files)),
            claims=len(corpus.claims),
            not_claims=len(corpus.not_claims),
            findings=len(comparison.findings),
            snapshots=sum(view.snapshot for view in articles),
            left_out=tuple(clean(label) for label in left_out),
            reviews_gone=0,
        ),
    )


def _across(
    corpus: Corpus,
    comparison: Comparison,
    made: tuple[Sequence[ArticleView], Sequence[Item], Sequence[Tile], Sequence[ClaimView]],
) -> Across:
    articles, matters, counted, told = made
    by_id = {claim.id: claim for claim in told}
    shown, left_out = columns(articles)
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
