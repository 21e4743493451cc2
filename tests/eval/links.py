"""What the claims of a hand-made set say of each other: corrections, denials, retractions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claimgraph import dates
from claimgraph.model import Article, Claim
from tests.eval.scope import Parts

_REVISED = ("revised", "corrected", "amended", "restated")
_OLD = ("earlier", "previous", "preliminary", "original", "initial", "former", "first")
_WITHDRAWN = ("retract", "withdr", "took down", "taken down")


def linked(
    raw: dict[str, dict[str, Any]],
    names: dict[str, str],
    claims: dict[str, Claim],
    articles: dict[str, Article],
    parts: Parts,
) -> dict[str, Claim]:
    """Give each claim the links that its own words state."""
    found = dict(claims)
    order = {name: (articles_at(item), item["start"]) for name, item in raw.items()}
    for name in raw:
        mine = found[names[name]]
        links = [("corrects", t) for t in _corrected(name, raw, articles, parts)]
        links += [("denies", t) for t in _denied(name, raw, order)]
        links += [("retracts", t) for t in _withdrawn(name, raw, articles)]
        ready = [(kind, names[t]) for kind, t in links if names[t] != mine.id]
        if ready:
            found[mine.id] = replace(mine, links=tuple(dict.fromkeys((*mine.links, *ready))))
    return found


def articles_at(item: dict[str, Any]) -> str:
    """Article of a claim, as a key to order by."""
    return str(item["article"])


def _same_matter(a: dict[str, Any], b: dict[str, Any], parts: Parts) -> bool:
    one, other = a["proposition"], b["proposition"]
    place = one["qualifiers"].get("place"), other["qualifiers"].get("place")
    return (
        one["subject"] == other["subject"]
        and parts.splits[one["property"]][0] == parts.splits[other["property"]][0]
        and (None in place or place[0] == place[1])
    )


def _corrected(
    name: str, raw: dict[str, dict[str, Any]], articles: dict[str, Article], parts: Parts
) -> Iterator[str]:
    """Earlier figures that a value called revised or corrected takes the place of."""
    item = raw[name]
    status = str(item["proposition"]["qualifiers"].get("status", "")).lower()
    if not status.startswith(_REVISED):
        return
    for other, old in raw.items():
        variant = parts.splits[old["proposition"]["property"]][1]
        before = _earlier(old, item, articles) or (
            old["article"] == item["article"] and variant.startswith(_OLD)
        )
        if before and _same_matter(old, item, parts) and not _allows(old, item):
            yield other


def _allows(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Tell whether the old value leaves the new one possible: "at least 12" and 79."""
    one, other = old["proposition"].get("numeric"), new["proposition"].get("numeric")
    if not one or not other:
        return bool(old["proposition"]["value"] == new["proposition"]["value"])
    number = other["min"] if other["min"] is not None else other["max"]
    low, high = one["min"], one["max"]
    return (low is None or low <= number) and (high is None or number <= high)


def _denied(
    name: str, raw: dict[str, dict[str, Any]], order: dict[str, tuple[str, int]]
) -> Iterator[str]:
    """The nearest statement before a denial, of its subject and by another speaker."""
    item = raw[name]
    if item["claim_type"] != "denial":
        return
    before = [
        other for other, old in raw.items()
        if old["article"] == item["article"] and order[other] < order[name]
        and old["proposition"]["subject"] == item["proposition"]["subject"]
        and old["attribution"][-1]["who"] != item["attribution"][-1]["who"]
    ]  # fmt: skip
    yield from before[-1:]


def _withdrawn(
    name: str, raw: dict[str, dict[str, Any]], articles: dict[str, Article]
) -> Iterator[str]:
    """Earlier statements of one's own that a retraction names by their subject."""
    item = raw[name]
    words = f"{item['claim_type']} {item['proposition']['property']}".lower()
    if not any(word in words for word in _WITHDRAWN):
        return
    for other, old in raw.items():
        same = old["proposition"]["subject"] == item["proposition"]["subject"]
        speakers = {level["who"] for level in old["attribution"]}
        if same and other != name and item["attribution"][-1]["who"] in speakers and (
            _earlier(old, item, articles) or old["article"] == item["article"]
        ):  # fmt: skip
            yield other


def _earlier(a: dict[str, Any], b: dict[str, Any], articles: dict[str, Article]) -> bool:
    from tests.eval.scope import slug  # noqa: PLC0415 - one name

    left, right = articles[slug(a["article"])], articles[slug(b["article"])]
    return dates.surely_before(left.published, right.published)
