"""Layer 2. What people concluded about findings: `reviews.yaml` beside the claim files.

A review names its finding by id and remembers what it was about, so that it is still found when
the finding has changed. No review is ever dropped because its finding went. The file is described
by ``schemas/reviews.schema.json``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from claimgraph import yamlfile
from claimgraph.dates import Span, parse
from claimgraph.errors import InputError, InputErrors
from claimgraph.findings import Finding
from claimgraph.ids import is_slug
from claimgraph.model import NOWHERE, SourceLine
from claimgraph.register import check_format, edtf
from claimgraph.yamlfile import Block

FILE = "reviews.yaml"
STATES = ("pending", "a-wrong", "b-wrong", "both-right", "not-a-conflict")
"""a: the first side of the finding; b: any other. None of them is a verdict of this program."""

STANDS, CHANGED, GONE = "stands", "changed", "gone"
STANDINGS = (STANDS, CHANGED, GONE)
"""What became of a review's finding: as it was; another one now, or with other inputs; nothing."""

_HEAD = """# What people concluded about findings. `claimgraph review` writes it; edit at will.
format: 1
reviews:
"""


@dataclass(frozen=True, slots=True)
class Review:
    """One conclusion of one person. finding: its id. on: an EDTF date.

    What the finding was when it was reviewed: content, verdict, rules (the version of the decision
    table), a (claims of its first side), claims (all of them) and questions (by key).
    """

    finding: str
    state: str
    note: str = ""
    by: str = ""
    on: Span | None = None
    content: str = ""
    verdict: str = ""
    rules: str = ""
    a: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    where: SourceLine = NOWHERE


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review and the finding it is about now. standing: one of STANDINGS.

    changes: what is not as it was reviewed, in words.
    """

    review: Review
    finding: Finding | None
    standing: str
    changes: tuple[str, ...] = ()


def load(folder: Path) -> tuple[Review, ...]:
    """Read the reviews of *folder*, none where there is no file.

    Raises InputErrors with every fault and its line.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    _, block = yamlfile.read(path, path.as_posix())
    check_format(block)
    found, problems = [], []
    for name, entry in block.entries("reviews"):
        try:
            found.append(_review(name, entry))
        except InputError as error:
            problems.append(error)
    block.close()
    if problems:
        raise InputErrors(problems)
    return tuple(found)


def _review(name: str, block: Block) -> Review:
    if not is_slug(name):
        raise block.error(f"{name!r} is not the id of a finding", cure="see `claimgraph compare`")
    review = Review(
        name,
        block.choice("state", STATES),
        block.text("note", ""),
        block.text("by", ""),
        edtf(block, "on"),
        block.text("content", ""),
        block.text("verdict", ""),
        block.text("rules", ""),
        block.texts("a"),
        block.texts("claims"),
        block.texts("questions"),
        block.here(),
    )
    block.close()
    return review


def made(finding: str, state: str, note: str = "", by: str = "", on: str = "") -> Review:
    """Make a review from what a person typed; raises InputError for a bad state or date."""
    if state not in STATES:
        raise InputError(
            f"{state!r} is not a state of a review", cure="use one of " + ", ".join(STATES)
        )
    return Review(finding, state, note, by, parse(on) if on else None)


def text(reviews: Iterable[Review]) -> str:
    """Write *reviews* as the file, in the order of their findings' ids."""
    lines = [_HEAD]
    for review in sorted(reviews, key=lambda r: r.finding):
        lines.append(f'  "{review.finding}":\n    state: {review.state}\n')
        fields = (
            ("note", review.note), ("by", review.by), ("on", review.on and review.on.edtf),
            ("content", review.content), ("verdict", review.verdict), ("rules", review.rules),
        )  # fmt: skip
        lines += [f"    {name}: {_quoted(value)}\n" for name, value in fields if value]
        lists = (("a", review.a), ("claims", review.claims), ("questions", review.questions))
        lines += [
            f"    {name}: [{', '.join(map(_quoted, items))}]\n" for name, items in lists if items
        ]
    return "".join(lines) if len(lines) > 1 else _HEAD.replace("reviews:", "reviews: {}")


def _quoted(value: str) -> str:
    """Write a text as YAML in double quotes, whatever stands in it."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in plain) + '"'
