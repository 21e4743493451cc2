r"""Layer 6. The report as Markdown (GitHub's flavour): the same view, readable as plain text too.

Everything that came from a file is escaped, so that it can't become markup, a link or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimgraph import words
from claimgraph.report import tables
from claimgraph.view import summary
from claimgraph.view.page import ArticleView, ClaimView, FindingView, Item, View

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$])")
_LEADING = re.compile(r"^(\d*)([-+=:.)])")


def escape(text: str) -> str:
    r"""Return *text* so that Markdown shows it as it is, on one line.

    >>> escape("a|b <i> [x](y) www.a.example")
    'a\\|b \\<i\\> \\[x\\](y) www&#46;a.example'
    """
    flat = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    flat = flat.replace("://", "&#58;//").replace("@", "&#64;")
    flat = re.sub(r"(?i)\b(www)\.", r"\1&#46;", flat)
    return _LEADING.sub(r"\1\\\2", flat)


@dataclass(frozen=True, slots=True)
class _Page:
    """The view and its parts by id."""

    view: View
    claims: Mapping[str, ClaimView]
    findings: Mapping[str, FindingView]
    items: Mapping[str, Item]
    articles: Mapping[str, ArticleView]
    questions: Mapping[str, str]


def render(view: View) -> str:
    """Write *view* as Markdown, its parts in the order of the web page."""
    page = _Page(
        view,
        {c.id: c for c in view.claims},
        {f.id: f for f in view.findings},
        {i.id: i for i in view.items},
        {a.letter: a for a in view.articles},
        {q.id: q.text for item in view.items for q in item.questions},
    )
    parts = (
        _top, _short, _topics, _sources, _first, _courses, _copying, _agreements, _differs,
        _scope, _sums, _lineage, _all, _only, _evidence, _method,
    )  # fmt: skip
    return "\n".join(line for part in parts for line in part(page)).rstrip() + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write a table of cells that are escaped already; nothing for no rows."""
    body = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
    if not body:
        yield from ("None.", "")
        return
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    yield from body
    yield ""


def _top(page: _Page) -> Iterator[str]:
    yield from (f"# {escape(page.view.title)}", "")
    for a in page.view.articles:
        when = f"published {a.published}" if a.published else "publication date not known"
        note = f" ({a.published_note})" if a.published_note else ""
        facts = [
            f"**{a.letter}: {escape(a.publisher)}**", escape(a.label), escape(when + note),
            "publisher inferred, not stated in the text" * (a.publisher_basis == "inferred"),
            escape(f"by {a.byline}") if a.byline else "",
            f"changed {escape(a.modified)}" * (a.modified not in ("", a.published)),
            escape(f"found at {a.host}") if a.host else "",
            f"<{_address(a.url)}>" if a.url else "no address recorded",
            escape(f"credit line: {a.credit}") if a.credit else "",
            f"{words.plural(a.claims, 'statement')} in {a.characters:,} characters",
        ]  # fmt: skip
        yield "- " + "; ".join(fact for fact in facts if fact)
    yield ""


def _short(page: _Page) -> Iterator[str]:
    view = page.view
    yield from ("## In short", "", f"**{escape(view.lead)}** {escape(' '.join(view.short))}", "")
    rows = [(escape(t.label), str(t.count), escape(t.meaning)) for t in view.tiles]
    yield from _table(("Result", "Questions", "Meaning"), rows)
    flags = [f"{escape(t.label)}: {t.count}" for t in view.flags if t.count]
    if flags:
        yield from ("Among them: " + ", ".join(flags) + ".", "")


def _topics(page: _Page) -> Iterator[str]:
    yield from ("## By topic", "")
    head = ("Topic", *(escape(tile.label) for tile in page.view.tiles))
    yield from _table(
        head, ((escape(t.label), *(str(n) for n in t.counts)) for t in page.view.topics)
    )


def _sources(page: _Page) -> Iterator[str]:
    if len(page.view.across.columns) <= 2:  # noqa: PLR2004 - two stand side by side anyway
        return
    names = [escape(name) for name in tables.sources(page.view).values()]
    yield from ("## Who says what", "")
    rows = tables.matrix(page.view, lambda key: _heading(page.items[key]), escape)
    yield from _table(("Question", *names), rows)
    yield from ("## Source against source", "")
    head = ("Source", "Other source", "Shared", "Agree", "By one origin", "Conflict", "Other")
    yield from _table(head, tables.pairings(page.view, escape))


def _courses(page: _Page) -> Iterator[str]:
    if page.view.across.courses:
        yield from ("## How figures changed over time", "")
    for question, trend, rows in tables.moments(page.view, escape):
        yield from (f"### {escape(page.questions[question])}", "", f"Over time: {trend}.", "")
        yield from _table(("When", "Who", "Answer", "What it changes"), rows)


def _copying(page: _Page) -> Iterator[str]:
    if page.view.across.copying:
        yield from ("## Copying suspected", "")
    for key in page.view.across.copying:
        f = page.findings[key]
        yield from (f"{', '.join(f.articles)}: {_why(f)}", "")


def _heading(item: Item) -> str:
    return " / ".join(escape(q.text) for q in item.questions)


def _address(url: str) -> str:
    return re.sub(r"[\s<>()|\\]", lambda m: f"%{ord(m.group()):02X}", url)


def _place(claim: ClaimView) -> str:
    at = claim.evidence[0]
    web = f", [in the article]({_address(at.link)})" if at.link else ""
    return f"[{escape(at.place)}](#claim-{claim.id}){web}"


def _how(claim: ClaimView) -> str:
    parts = [words.MODALITY[claim.modality]]
    if len(claim.chain) > 1:
        stance = f" ({words.STANCE[claim.stance]})" if claim.stance != "neutral" else ""
        parts.append(f'"{words.verb(claim.cue)}"{stance}')
    if claim.said_on:
        parts.append(f"said on {claim.said_on}")
    if claim.status != "current":
        parts.append(claim.status)
    return escape("; ".join(parts))


def _said(claim: ClaimView, *, sure: bool = False) -> str:
    how = f" ({_how(claim)})" if sure else ""
    return (
        f"**{claim.article}** **{escape(claim.answer.text)}** "
        f"“{escape(claim.evidence[0].phrase)}”, {escape(claim.chain_words)}{how}, {_place(claim)}"
    )


def _why(f: FindingView) -> str:
    verdict = f" *{escape(f.verdict_words)}*;" if f.verdict else ""
    low_high = f.origins and (
        str(f.origins[0]) if f.origins[0] == f.origins[1] else f"{f.origins[0]} to {f.origins[1]}"
    )
    origins = f" origins: {low_high};" if low_high else ""
    care = f" Read with care: {escape(' '.join(f.care))}" if f.care else ""
    inside = f"Within {f.articles[0]} alone: " if f.inside and f.family != "arithmetic" else ""
    decided = f"{escape(f.label)} (rule {escape(f.rule)})."
    return f"{inside}{escape(f.reason)}{verdict}{origins} {decided}{care}{_review(f)}"


def _review(f: FindingView) -> str:
    if f.review is None:
        return ""
    named = " ".join(part for part in (f.review.by, f.review.on) if part)
    known = "; ".join((*f.review.changes,))
    standing = f" ({f.review.standing_words}: {known})" if known else ""
    note = f" “{f.review.note}”" if f.review.note else ""
    return escape(f" Reviewed{' by ' if named else ''}{named}{standing}: {f.review.words}.{note}")


def _first(page: _Page) -> Iterator[str]:
    yield from ("## Check these first", "")
    if not page.view.sections.first:
        yield from ("Nothing: no answers conflict, and none are in tension.", "")
    labels = summary.labels(page.view)
    for key in page.view.sections.first:
        item = page.items[key]
        yield from (f"### {_heading(item)}", "", f"{labels[item.status]}.", "")
        for side in item.sides:
            yield from (f"- {_said(page.claims[c], sure=True)}" for c in side.claims)
        yield ""
        found = [page.findings[k] for k in item.findings]
        apart = [f for f in found if f.family in ("conflict", "tension", "history")]
        for f in sorted(apart, key=lambda f: f.inside):
            yield from (f"Why: {_why(f)}", "")


def _cells(page: _Page, item: Item, *, sure: bool) -> Iterator[str]:
    for article in page.view.articles:
        told = [
            _said(page.claims[c], sure=sure)
            for side in item.sides
            if side.article == article.letter
            for c in side.claims
        ]
        yield "<br>".join(told)


def _rows(page: _Page, keys: Sequence[str], *, sure: bool) -> Iterator[tuple[str, ...]]:
    for key in keys:
        item = page.items[key]
        found = [page.findings[k] for k in item.findings]
        reasons = [_why(f) for f in found if f.family == "agreement" and not f.inside]
        yield _heading(item), *_cells(page, item, sure=sure), "<br>".join(reasons)


def _head(page: _Page) -> tuple[str, ...]:
    return "Question", *(f"{a.letter}: {escape(a.publisher)}" for a in page.view.articles), "Why"


def _agreements(page: _Page) -> Iterator[str]:
    groups = page.view.sections
    yield from ("## Agreement, and what it is worth", "")
    for title, keys in (
        ("They agree only because of one origin", groups.one_origin),
        ("They agree, but the texts don't show separate origins", groups.unproven),
        ("They agree, and the texts show separate origins", groups.independent),
    ):
        yield from (f"### {title} ({len(keys)})", "")
        yield from _table(_head(page), _rows(page, keys, sure=False))


def _differs(page: _Page) -> Iterator[str]:
    yield from ("## Same answer, other attribution or certainty", "")
    yield from _table(_head(page), _rows(page, page.view.sections.differs, sure=True))


def _sides(page: _Page, f: FindingView) -> Iterator[str]:
    for side in f.sides:
        if side:
            yield f"- {escape(page.questions[page.claims[side[0]].question])}"
            yield from (f"  - {_said(page.claims[key])}" for key in side)
    yield ""


def _scope(page: _Page) -> Iterator[str]:
    yield from ("## Not comparable, because the scope differs", "")
    if not page.view.sections.scope:
        yield from ("None.", "")
    for key in page.view.sections.scope:
        f = page.findings[key]
        yield from _sides(page, f)
        yield from (f"Why: {_why(f)}", "")


def _sums(page: _Page) -> Iterator[str]:
    yield from ("## Sums and ratios", "")
    if not page.view.sections.arithmetic:
        yield from ("There was nothing to compute.", "")
    for key in page.view.sections.arithmetic:
        f = page.findings[key]
        yield from (f"### {escape(page.questions[f.questions[0]])}", "")
        result = "Holds" if f.content == "arithmetic/holds" else "Does not agree"
        yield from (f"{result}, in {', '.join(f.articles)}: **{escape(f.computed)}**", "")
        yield from _sides(page, f)
        yield from (f"Result: {_why(f)}", "")


def _lineage(page: _Page) -> Iterator[str]:
    lineage = page.view.lineage
    names = {node.id: escape(node.name) for node in lineage.nodes}
    for a in page.view.articles:
        names[f"article:{a.slug}"] = f"{a.letter}: {escape(a.publisher)}"
    rows = [
        (
            names[e.source],
            words.RELIANCE[e.how],
            names[e.target] + (f" ({escape(e.document)})" if e.document else ""),
            str(e.claims or ""),
        )
        for e in lineage.edges
    ]
    for letter, count in lineage.own_voice:
        own = f"{letter}: {escape(page.articles[letter].publisher)}"
        rows.append((own, "says itself", "no source named", str(count)))
    yield from ("## Who relies on whom", "")
    yield from _table(("Who", "How", "On whom", "Statements"), rows)


def _all(page: _Page) -> Iterator[str]:
    labels = summary.labels(page.view)
    topics = {topic.id: topic.label for topic in page.view.topics}
    yield from ("## All questions", "")
    rows = []
    for item in page.view.items:
        told = {s.article: [page.claims[key] for key in s.claims] for s in item.sides}
        cells = [
            "; ".join(f"[{escape(c.answer.text)}](#claim-{c.id})" for c in told.get(a.letter, ()))
            or ("not found" if a.letter in item.missing else "")
            for a in page.view.articles
        ]
        flags = ", ".join(words.FLAG[flag] for flag in item.flags)
        status = escape(labels[item.status]) + (f" ({escape(flags)})" if flags else "")
        rows.append((escape(topics[item.topic]), _heading(item), status, *cells))
    yield from _table(("Topic", "Question", "Result", *_head(page)[1:-1]), rows)


def _only(page: _Page) -> Iterator[str]:
    for letter, keys in page.view.sections.only:
        name = escape(page.articles[letter].publisher)
        yield from (f"## Only in {letter}, {name} ({len(keys)})", "")
        yield from ("Not found in the others. That is no denial.", "")
        for key in keys:
            item = page.items[key]
            told = [_said(page.claims[c]) for side in item.sides for c in side.claims]
            yield f"- {_heading(item)} {'; '.join(told)}"
        yield ""


def _evidence(page: _Page) -> Iterator[str]:
    yield from ("## Evidence", "")
    for c in page.view.claims:
        yield f'- <a id="claim-{c.id}"></a>{_said(c, sure=True)}'
        yield f"  - {escape(page.questions[c.question])} claim `{c.id}`"
        for e in c.evidence:
            sentence = (escape(e.before), f"**{escape(e.words)}**", escape(e.after))
            around = ": " + " ".join(filter(None, sentence)) if e.words else ""
            problem = f" ({escape(e.problem)})" if e.problem else ""
            yield (f"  - “{escape(e.phrase)}” {escape(e.place)}, `{e.digest}`{around}{problem}")
        yield from (f"  - {escape(note)}" for note in c.notes)
    yield ""


def _method(page: _Page) -> Iterator[str]:
    m = page.view.method
    yield from ("## How this was made, and what it can't tell", "")
    yield (
        f"Made by {escape(m.software)} with `{m.command}` from {words.plural(m.claims, 'claim')} "
        f"and {words.plural(m.not_claims, 'stretch', 'stretches')} that state nothing; "
        f"{words.plural(m.findings, 'finding')} by rules version {m.rules}, hedge table version "
        f"{m.hedges}; article texts at hand: {m.snapshots}. What a recorder "
        'misread, this report repeats. "Not found" is not a denial. Unknown origins '
        "are never counted as independent. Nothing here says who is right."
    )
    yield ""
    if m.left_out:
        names = "; ".join(escape(label) for label in m.left_out)
        yield from (f"Left out, because their date is not known: {names}.", "")
    if m.reviews_gone:
        gone = words.plural(m.reviews_gone, "review is", "reviews are")
        yield from (f"{gone} of findings that are not there any more.", "")
    rows = [(f"{a.letter}: text of {escape(a.label)}", f"`{a.sha256}`") for a in
            page.view.articles]  # fmt: skip
    rows += [(escape(name), f"`{digest.removeprefix('sha256:')}`") for name, digest in m.files]
    yield from _table(("What", "SHA-256"), rows)
