"""Layer 5. Reviews against the findings there are now: which still hold, which need a new look."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from claimgraph import reviews, words
from claimgraph.errors import InputError, InputErrors
from claimgraph.findings import Comparison, Finding
from claimgraph.model import Corpus
from claimgraph.reviews import CHANGED, GONE, STANDS, Review, Reviewed
from claimgraph.tables import Table

COLUMNS = ("finding", "severity", "content", "question", "sides", "reason", "review_state",
           "review_note", "reviewer", "reviewed_on", "standing")  # fmt: skip
"""Columns of the sheet; `review import` reads the first and those of the review back."""

_READ = ("review_state", "review_note", "reviewer", "reviewed_on")


def beside(path: Path, comparison: Comparison) -> tuple[Reviewed, ...]:
    """Read the reviews beside the claim files at *path* and put them beside their findings.

    Raises InputErrors with every fault of the file and its line.
    """
    folder = path if path.is_dir() else path.parent
    return tuple(matched(reviews.load(folder), comparison))


def matched(found: Sequence[Review], comparison: Comparison) -> list[Reviewed]:
    """Put each review beside its finding; one whose finding changed beside the one it became."""
    by_id = {finding.id: finding for finding in comparison.findings}
    about: dict[str, list[Finding]] = {}
    for finding in by_id.values():
        for claim in finding.claims:
            about.setdefault(claim, []).append(finding)
    taken = {review.finding for review in found}
    return [_matched(review, by_id, about, taken, comparison.rules) for review in found]


def _matched(
    review: Review,
    by_id: Mapping[str, Finding],
    about: Mapping[str, Sequence[Finding]],
    taken: set[str],
    rules: str,
) -> Reviewed:
    same = by_id.get(review.finding)
    if same is not None:
        changes = tuple(_changes(review, same, rules))
        return Reviewed(review, same, CHANGED if changes else STANDS, changes)
    near = {f.id: f for claim in review.claims for f in about.get(claim, ()) if f.id not in taken}
    fitting = [f for f in near.values() if set(f.questions) == set(review.questions)]
    alike = [f for f in fitting if f.content == review.content]
    if len(alike or fitting) != 1:
        return Reviewed(review, None, GONE)
    (now,) = alike or fitting
    return Reviewed(review, now, CHANGED, ("claims", *_changes(review, now, rules)))


def _changes(review: Review, now: Finding, rules: str) -> Iterator[str]:
    """Name what the reviewer saw otherwise; what a review does not record is not compared."""
    for name, saw, sees in (
        ("content", review.content, now.content),
        ("verdict", review.verdict, now.verdict),
        ("rules", review.rules, rules),
    ):
        if saw and saw != sees:
            yield f"{name} {saw} / {sees or 'none'}"
    if review.a and set(review.claims) == set(now.claims) and set(review.a) != set(now.sides[0]):
        yield "which side is A"


def kept(review: Review, comparison: Comparison) -> Review:
    """Complete a review with what its finding is about now; raises InputError for no finding."""
    fitting = [f for f in comparison.findings if f.id.startswith(review.finding)]
    exact = [f for f in fitting if f.id == review.finding] or fitting
    if len(exact) != 1:
        what = "no finding has" if not exact else f"{len(exact)} findings begin with"
        raise InputError(
            f"{what} the id {review.finding!r}", cure="see the ids in `claimgraph compare`"
        )
    (finding,) = exact
    return replace(
        review, finding=finding.id, content=finding.content, verdict=finding.verdict,
        rules=comparison.rules, a=finding.sides[0], claims=finding.claims,
        questions=finding.questions,
    )  # fmt: skip


def merged(old: Sequence[Review], new: Sequence[Review]) -> list[Review]:
    """All reviews: a new one takes the place of the old one of its finding."""
    return list({review.finding: review for review in (*old, *new)}.values())


def sheet(found: Sequence[Review], comparison: Comparison, corpus: Corpus) -> Table:
    """Return every finding with its review, to be filled in; reviews without one come last."""
    beside = {r.finding.id: r for r in matched(found, comparison) if r.finding is not None}
    shown = [f for f in comparison.findings if f.content != "omission" or f.id in beside]
    rows = [_row(f, beside.get(f.id), corpus) for f in shown]
    gone = (r for r in matched(found, comparison) if r.finding is None)
    rows += [(r.review.finding, "", "", "", "", "", *_cells(r.review),
              words.STANDING[r.standing]) for r in gone]  # fmt: skip
    return Table(COLUMNS, tuple(rows))


def _row(finding: Finding, reviewed: Reviewed | None, corpus: Corpus) -> tuple[str, ...]:
    claims, questions = corpus.by_id(), corpus.register.questions
    sides = " | ".join(
        ", ".join(dict.fromkeys(claims[c].value.text for c in side)) for side in finding.sides
    )
    asked = " / ".join(questions[key].text for key in finding.questions)
    cells = _cells(reviewed.review) if reviewed else ("", "", "", "")
    standing = words.STANDING[reviewed.standing] if reviewed else ""
    return (finding.id, finding.severity, finding.content, asked, sides, finding.reason,
            *cells, standing)  # fmt: skip


def _cells(review: Review) -> tuple[str, ...]:
    return (review.state, review.note, review.by, review.on.edtf if review.on else "")


def read_sheet(path: Path, old: Sequence[Review], comparison: Comparison) -> list[Review]:
    """Read filled-in rows of a sheet back; rows without a state say nothing.

    Nor do rows that say what *old* says already: a review from before its finding changed does
    not become one of the changed finding by being exported. Raises InputErrors that name every
    bad row as file:line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't be read: {error}", where=str(path)) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in ("finding", *_READ) if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            "lacks the columns " + ", ".join(missing), where=f"{path}:1",
            cure="fill in what `claimgraph review export` writes",
        )  # fmt: skip
    said = {r.finding.id if r.finding else r.review.finding: _cells(r.review)
            for r in matched(old, comparison)}  # fmt: skip
    found: list[Review] = []
    problems: list[InputError] = []
    for row in reader:
        state, note, by, on = ((row[name] or "").strip() for name in _READ)
        if not state:
            continue
        try:
            finding = (row["finding"] or "").strip()
            review = reviews.made(finding, state, _plain(note), _plain(by), _plain(on))
            if _cells(review) != said.get(finding):
                found.append(_known(review, comparison))
        except InputError as error:
            where = f"{path}:{reader.line_num}"
            problems.append(InputError(error.what, where=where, cure=error.cure))
    if problems:
        raise InputErrors(problems)
    return found


def _known(review: Review, comparison: Comparison) -> Review:
    """Complete a review; one whose finding is gone is kept as the sheet has it."""
    ids = {finding.id for finding in comparison.findings}
    return kept(review, comparison) if review.finding in ids else review


def _plain(cell: str) -> str:
    """Take the quote mark away that a formula-like cell was written with."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in ("=", "+", "-", "@") else cell
