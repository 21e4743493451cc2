"""A live example of each row of the decision table: two claims, and what comparing them says."""

from __future__ import annotations

from typing import Any

from claimgraph.compare import compare
from claimgraph.model import Claim, Corpus
from tests.unit.compare.conftest import make

Item = dict[str, Any]

EXAMPLES: dict[str, tuple[Item, Item]] = {
    "C00": ({"question": "dead", "value": 5, "status": "retracted"},
            {"question": "dead", "value": 9}),
    "C01": ({"question": "dead-north", "value": 5}, {"question": "dead-south", "value": 9}),
    "C02": ({"question": "dead-north", "value": 50}, {"question": "dead-land", "value": 40}),
    "C03": ({"question": "cases-lab-y1", "value": 5}, {"question": "cases-seen-y1", "value": 5}),
    "C16": ({"question": "dead-day1", "value": 9}, {"question": "dead", "value": 12}),
    "C17": ({"question": "dead", "value": 5, "status": "retracted"},
            {"question": "dead", "value": 5, "status": "superseded"}),
    "C18": ({"question": "dead-north", "value": 12, "hedge": "at-least"},
            {"question": "dead-land", "value": 12, "hedge": "at-least"}),
    "C19": ({"question": "dead-day1", "value": 12, "cell": True},
            {"question": "dead", "value": 9, "cell": True}),
    "C04": ({"question": "open", "value": True, "modality": "normative"},
            {"question": "open", "value": True}),
    "C05": ({"question": "dead", "value": 5, "polarity": "negative"},
            {"question": "dead", "value": 5}),
    "C06": ({"question": "dead", "value": 5, "polarity": "negative"},
            {"question": "dead", "value": 9}),
    "C07": ({"question": "dead", "value": 5, "attribution": ["ministry"], "cue": "say",
             "said_on": "2022-03-01"},
            {"question": "dead", "value": 9, "attribution": ["spokeswoman"], "cue": "say",
             "said_on": "2022-03-04"}),
    "C08": ({"question": "min-age", "value": 75, "hedge": "more-than"},
            {"question": "min-age", "value": 75, "hedge": "at-least"}),
    "C09": ({"question": "dead", "value": 5}, {"question": "dead", "value": 9}),
    "C10": ({"question": "dead", "value": 5}, {"question": "dead", "value": 5}),
    "C11": ({"question": "dead", "value": 50}, {"question": "dead", "value": 50,
                                                "hedge": "about"}),
    "C12": ({"question": "dead", "value": 9000, "hedge": "more-than"},
            {"question": "dead", "value": 12000, "hedge": "more-than"}),
    "C13": ({"question": "dead", "value": 600, "hedge": "about"},
            {"question": "dead", "hedge": "hundreds"}),
    "C14": ({"question": "dead", "value": [5, 9]}, {"question": "dead", "value": [8, 12]}),
    "C15": ({"question": "note", "value": "one"}, {"question": "note", "value": "two"}),
}  # fmt: skip

EXAMPLES |= {
    "L01": ({"question": "dead", "value": 5, "key": "old"},
            {"question": "dead", "value": 9, "retracts": ["courier#old"]}),
    "L02": ({"question": "dead", "value": 5, "key": "old"},
            {"question": "dead", "value": 9, "corrects": ["courier#old"]}),
    "L03": ({"question": "open", "value": True, "key": "old"},
            {"question": "shut", "value": True, "denies": ["courier#old"]}),
    "T01": ({"question": "toll", "value": 87, "as_of": "2022-03-01"},
            {"question": "toll", "value": 79, "as_of": "2022-03-04"}),
}  # fmt: skip


def corpus(rule: str) -> Corpus:
    """Two articles with one claim each, that the row *rule* decides."""
    one, other = EXAMPLES[rule]
    return make({"courier": [one], "gazette": [other]})


_TOLD = (
    "cell", "status", "modality", "polarity", "said_on", "as_of", "retracts", "corrects", "denies",
)  # fmt: skip


def shown(rule: str) -> str:
    """Write the two claims of the example of the row *rule*, and that the row decides them."""
    made = corpus(rule)
    decided = {f.rule for f in compare(made).findings}
    assert rule in decided or rule == "C01"
    return " / ".join(map(_claim, made.claims, EXAMPLES[rule], [made] * 2))


def _claim(claim: Claim, item: Item, made: Corpus) -> str:
    extra = [_words(key, item[key]) for key in _TOLD if key in item]
    told = f"{made.question(claim).text} {claim.value.text}"
    return f"{told} ({', '.join(extra)})" if extra else told


def _words(key: str, value: Any) -> str:
    if key == "cell":
        return "in a table"
    if isinstance(value, list):
        return f"{key} the other"
    return f"{key.replace('_', ' ')} {value}" if key.endswith(("_on", "_of")) else str(value)
