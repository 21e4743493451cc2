"""Layer 5. Pictures of questions as a table for people and as JSON objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimgraph.compare.picture import Picture
from claimgraph.model import Corpus
from claimgraph.tables import Table

_COLUMNS = ("question", "supported", "against", "trend", "contested")


def table(pictures: Sequence[Picture], corpus: Corpus) -> Table:
    """Return *pictures* as a table with a line for each region."""
    rows = []
    for picture in pictures:
        question = corpus.register.questions[picture.question].text
        for region in picture.regions:
            low, high = region.origins
            count = f"{low}" if low == high else f"{low} to {high}"
            origins = "1 origin" if count == "1" else f"{count} origins"
            supported = f"{region.text}: {len(region.claims)} claims, {origins}"
            against = f"{len(region.dissenters)} claims" if region.dissenters else ""
            rows.append((question, supported, against, picture.trend,
                         "contested" if picture.contested else ""))  # fmt: skip
    return Table(_COLUMNS, tuple(rows))


def record(picture: Picture, corpus: Corpus) -> dict[str, Any]:
    """Return *picture* as a JSON object; the question by its id."""
    question = corpus.register.questions[picture.question]
    return {
        "question": question.id,
        "question_text": question.text,
        "regions": [
            {
                "text": region.text,
                "claims": list(region.claims),
                "dissenters": list(region.dissenters),
                "origins": list(region.origins),
            }
            for region in picture.regions
        ],
        "contested": picture.contested,
        "trend": picture.trend or None,
        "series": [
            {"when": when, "value": value, "claim": claim} for when, value, claim in picture.series
        ],
        "unplaced": list(picture.unplaced),
    }
