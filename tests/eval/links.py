"""What the claims of a hand-made set say of each other: corrections, denials, retractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from claimgraph import dates
from claimgraph.compare.dimensions import difference
from claimgraph.compare.record import origin_of
from claimgraph.dates import Span
from claimgraph.model import Claim, Corpus
from tests.eval.quantity import taken_back

_REVISED = ("revised", "corrected", "amended", "restated")
_OLD = ("earlier", "previous", "preliminary", "original", "initial", "former", "first")


@dataclass(frozen=True)
class Told:
    """A set while its links are read. order: articles by publication, then place in the text."""

    raw: dict[str, dict[str, Any]]
    names: dict[str, str]
    claims: dict[str, Claim]
    corpus: Corpus

    def claim(self, name: str) -> Claim:
        """Return the claim of a name in the set."""
        return self.claims[self.names[name]]

    def speaker(self, name: str) -> str:
        """Return the organisation that a claim goes back to, or its publisher."""
        return origin_of(self.claim(name).chain[-1], self.corpus.register)

    def published(self, name: str) -> Span | None:
        """When the claim's article came out."""
        return self.corpus.articles[self.claim(name).article].published

    def earlier(self, one: str, other: str) -> bool:
        """Tell whether *one* surely came out before *other*, or stands before it in one text."""
        if self.raw[one]["article"] == self.raw[other]["article"]:
            return bool(self.raw[one]["start"] < self.raw[other]["start"])
        return dates.surely_before(self.published(one), self.published(other))

    def comparable(self, one: str, other: str) -> bool:
        """Tell whether both answer one question, as the comparison sees it."""
        known = self.corpus.register
        left, right = (known.questions[self.claim(name).question] for name in (one, other))
        return difference(left, right, known).comparable


def linked(raw: dict[str, dict[str, Any]], names: dict[str, str], corpus: Corpus) -> Corpus:
    """Give each claim the links that its own words state."""
    found = {claim.id: claim for claim in corpus.claims}
    told = Told(raw, names, dict(found), corpus)
    for name in raw:
        mine = found[names[name]]
        links = [("corrects", t) for t in _corrected(name, told)]
        links += [("denies", t) for t in _denied(name, told)]
        links += [("retracts", t) for t in _withdrawn(name, told)]
        ready = [(kind, names[t]) for kind, t in links if names[t] != mine.id]
        if ready:
            found[mine.id] = replace(mine, links=tuple(dict.fromkeys((*mine.links, *ready))))
    return replace(corpus, claims=tuple(found.values()))


def _is_revision(item: dict[str, Any]) -> bool:
    status = str(item["proposition"]["qualifiers"].get("status", "")).lower()
    defined = item["proposition"]["property"].lower().partition(",")[2].strip()
    return (status.startswith(_REVISED) or defined.startswith(_REVISED)
            or item["claim_type"] in ("correction", "revision"))  # fmt: skip


def _corrected(name: str, told: Told) -> Iterator[str]:
    """Earlier figures that a value called revised or corrected takes the place of.

    Only the newest that stood before it: what had been replaced by then is not corrected.
    """
    item = told.raw[name]
    if not _is_revision(item):
        return
    before = [
        other for other, old in told.raw.items()
        if other != name and told.comparable(other, name) and not _allows(old, item)
        and _stated_as_fact(old) and not _is_revision(old) and _older(other, name, told)
    ]  # fmt: skip
    for other in before:
        if not any(_followed(other, later, told) for later in before):
            yield other


def _older(other: str, name: str, told: Told) -> bool:
    if told.raw[other]["article"] != told.raw[name]["article"]:
        return told.earlier(other, name)
    old = told.raw[other]["proposition"]
    words = f"{old['property']} {old['qualifiers'].get('status', '')}".lower()
    return any(word in words.replace(",", " ").split() for word in _OLD)


def _followed(one: str, later: str, told: Told) -> bool:
    """Tell whether *later* gives another value for a surely later time."""
    left, right = told.claim(one), told.claim(later)
    times = [c.as_of or told.corpus.articles[c.article].published for c in (left, right)]
    return (
        left.value != right.value
        and left.question != right.question
        and dates.surely_before(*times)
    )


def _stated_as_fact(item: dict[str, Any]) -> bool:
    return str(item["modality"]).startswith(("actual", "asserted", "assessed")) and (
        item["modality"] != "actual_future"
    )


def _allows(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Tell whether the old value leaves the new one possible: "at least 12" and 79."""
    one, other = old["proposition"].get("numeric"), new["proposition"].get("numeric")
    if not one or not other:
        return bool(old["proposition"]["value"] == new["proposition"]["value"])
    number = other["min"] if other["min"] is not None else other["max"]
    low, high = one["min"], one["max"]
    return (low is None or low <= number) and (high is None or number <= high)


def _denied(name: str, told: Told) -> Iterator[str]:
    """What a denial is aimed at: another's answer to its question, else what stands before it."""
    item = told.raw[name]
    if item["claim_type"] != "denial":
        return
    others = [o for o in told.raw if o != name and told.earlier(o, name)
              and told.speaker(o) != told.speaker(name)]  # fmt: skip
    same = [o for o in others if told.comparable(o, name) and not _allows(told.raw[o], item)]
    here = [o for o in others if told.raw[o]["article"] == item["article"]]
    near = [o for o in here
            if told.raw[o]["proposition"]["subject"] == item["proposition"]["subject"]]  # fmt: skip
    charges = [o for o in here if told.raw[o]["modality"] == "asserted_by_source"]
    yield from same or near[-1:] or charges[-1:]


def _withdrawn(name: str, told: Told) -> Iterator[str]:
    """Earlier statements of one's own that a retraction names: by their property, else by words."""
    item = told.raw[name]
    if not taken_back(item):
        return
    mine = told.speaker(name)
    others = [
        o for o in told.raw
        if o != name and told.earlier(o, name) and not taken_back(told.raw[o])
        and mine in {origin_of(a, told.corpus.register) for a in told.claim(o).chain}
    ]  # fmt: skip
    subject = item["proposition"]["subject"]
    own = [o for o in others if told.raw[o]["proposition"]["subject"] == subject]
    prop = item["proposition"]["property"]
    same = [o for o in own if told.raw[o]["proposition"]["property"] == prop]
    if same:
        yield from [o for o in same if _place_fits(told.raw[o], item)] or same
        return
    words = _words(item)
    scores = {o: len(words & _words(told.raw[o])) for o in own or others}
    most = max(scores.values(), default=0)
    yield from (o for o, score in scores.items() if score == most and (score > 1 or own))


def _place_fits(old: dict[str, Any], new: dict[str, Any]) -> bool:
    left, right = (i["proposition"]["qualifiers"].get("place") for i in (old, new))
    return bool(left == right)


def _words(item: dict[str, Any]) -> set[str]:
    """Words of a claim that can say what it is about."""
    told = item["proposition"]
    text = f"{item['phrase']} {told['property']} {told['value']} {told['qualifiers']}"
    return {word for word in re.findall(r"[a-z0-9]+", text.lower()) if len(word) > 3}
