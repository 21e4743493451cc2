"""Sets of articles, claims and relations made by hand, read as a corpus.

Format `claims-and-relations/1`: articles with text, claims with span, proposition (subject,
property, qualifiers, value), modality and attribution, relations and non-relations. Nothing here
knows a particular set: questions come from subject, property and qualifiers (`scope`), values
from the words (`quantity`, `moments`), links from what a claim says of another (`links`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph import dates, ids
from claimgraph.dates import Span
from claimgraph.model import (
    Agent,
    Anchor,
    Article,
    Basis,
    Claim,
    Corpus,
    Polarity,
    Register,
    Source,
    Story,
)
from tests.eval import quantity, scope
from tests.eval.links import linked
from tests.eval.moments import moment, period
from tests.eval.scope import Parts, slug

_MODALITIES = {
    "actual": "asserted", "projected": "projected", "planned": "projected",
    "predicted": "projected", "actual_future": "projected", "possible": "possible",
    "probable": "possible", "attempted": "asserted", "intended": "projected",
    "assessed": "inferred", "conditional": "hypothetical", "asserted_by_source": "asserted",
    "asserted_by_publisher": "asserted", "warned": "projected",
}  # fmt: skip
_PARTLY = re.compile(
    r"contribut|material|additional|reporting|input|with files|compiled", re.IGNORECASE
)
"""Credits that say that something comes from there, not that this statement does."""
_NAMED = re.compile(r"\(([A-Z]+\d+-\d+)\)")
_WHEN = ("as of", "as_of", "time", "when", "date")


@dataclass(frozen=True)
class HandMade:
    """A set as a corpus. names: id in the set to the claim's id; several can share one claim."""

    corpus: Corpus
    names: dict[str, str]
    relations: list[dict[str, Any]]
    non_relations: list[dict[str, Any]]

    def claim(self, name: str) -> Claim:
        """Return the claim of an id in the set."""
        return self.corpus.by_id()[self.names[name]]


def load(path: Path) -> HandMade:
    """Read a set."""
    data = json.loads(path.read_text(encoding="utf-8"))
    parts = Parts()
    publishers = {a["publisher"]: slug(a["id"]) for a in data["articles"]}
    articles = {slug(a["id"]): _article(a, publishers, parts) for a in data["articles"]}
    raw = {c["id"]: c for c in data["claims"]}
    scope.prepare(list(raw.values()), parts)
    _organisations(list(raw.values()), parts)
    claims: dict[str, Claim] = {}
    names: dict[str, str] = {}
    for name, item in raw.items():
        claim = _claim(item, articles, parts, _owner(item, raw))
        names[name] = claim.id
        claims.setdefault(claim.id, claim)
    scope.composites(parts)
    scope.bases(parts)
    register = Register(
        agents=parts.agents, concepts=parts.concepts, events=parts.events, places=parts.places,
        periods=parts.periods, measures=parts.measures, questions=parts.questions,
        partitions=parts.partitions, stories={"set": Story("set", data.get("title", "set"))},
    )  # fmt: skip
    corpus = linked(raw, names, Corpus(register, articles, tuple(claims.values())))
    return HandMade(corpus, names, data["relations"], data["non_relations"])


def _article(item: dict[str, Any], publishers: dict[str, str], parts: Parts) -> Article:
    publisher = slug(item["publisher"])
    parts.agents[publisher] = Agent(publisher, item["publisher"], "publisher")
    credit = item.get("agency_credit") or ""
    basis: Basis = "inferred" if _PARTLY.search(credit) else "stated"
    rests_on = tuple(
        Source(other, basis) for name, other in publishers.items()
        if name in credit and name != item["publisher"]
    )  # fmt: skip
    return Article(
        slug(item["id"]), "set", item["sha256"], item["n_chars"], item.get("language", "en"),
        publisher, "stated", published=dates.parse(item["published"]), credit=credit,
        sources=rests_on,
    )  # fmt: skip


def _organisations(claims: list[dict[str, Any]], parts: Parts) -> None:
    """Record organisations first, so that a spokesman's role can name his."""
    for item in claims:
        for level in item["attribution"][1:]:
            if level["named"] and "person" not in level["kind"]:
                key = slug(level["who"].partition("(")[0])
                kind = "news-agency" if "agency" in level["kind"] else "organization"
                parts.agents.setdefault(key, Agent(key, level["who"].strip(), kind))


def _chain(
    item: dict[str, Any], article: Article, parts: Parts, owner: list[dict[str, Any]]
) -> tuple[str, ...]:
    chain = [article.publisher]
    for level in (*item["attribution"][1:], *owner):
        name, _, role = level["who"].partition("(")
        key = slug(name)
        anonymous = item["source_status"] == "anonymous" and not level["named"]
        if anonymous:
            key = f"{key}-{article.slug}"
        person = "person" if "person" in level["kind"] else "organization"
        kind = "anonymous" if anonymous else person if level["named"] else "collective"
        parts.agents.setdefault(key, Agent(
            key, name.strip(), kind, "source", article.slug if anonymous else "",
            part_of=_organisation(role, parts),
        ))  # fmt: skip
        if key not in chain:
            chain.append(key)
    return tuple(chain)


def _owner(item: dict[str, Any], raw: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Speakers of the claim that a `status` names: "preliminary (A1-12)" is that one's figure."""
    named = _NAMED.search(str(item["proposition"]["qualifiers"].get("status", "")))
    other = raw.get(named[1]) if named else None
    return other["attribution"][1:] if other else []


def _organisation(role: str, parts: Parts) -> str:
    """Known agent that a role such as "Interior Ministry spokesman" names."""
    return next(
        (key for key, agent in sorted(parts.agents.items()) if agent.name and agent.name in role),
        "",
    )


def _claim(
    item: dict[str, Any],
    articles: dict[str, Article],
    parts: Parts,
    owner: list[dict[str, Any]],
) -> Claim:
    article = articles[slug(item["article"])]
    question = scope.question(item, parts)
    value = quantity.read(item, parts.measures[question.measure], parts.concepts)
    chain = _chain(item, article, parts, owner)
    polarity: Polarity = "negative" if item["polarity"] == "negative" else "affirmative"
    modality = _MODALITIES.get(item["modality"].split("/")[0], "asserted")
    cue = "deny" if item["claim_type"] == "denial" else "say" if len(chain) > 1 else "own-voice"
    anchor = Anchor(item["start"], item["end"], "sha256:" + "0" * 64, "", "en")
    as_of = _as_of(item, article)
    identity = ids.digest(article.slug, question.id, list(chain), modality, value.text, polarity,
                          as_of.edtf if as_of else "")  # fmt: skip
    return Claim(
        identity, article.slug, question.key, value, chain, cue, modality, polarity, (anchor,),
        as_of=as_of,
    )  # fmt: skip


def _as_of(item: dict[str, Any], article: Article) -> Span | None:
    """Moment that a qualifier gives for the value, where the words can be read."""
    told = {str(k).lower(): str(v) for k, v in item["proposition"]["qualifiers"].items()}
    spans = [period(told[name]) for name in _WHEN if name in told]
    told.setdefault("when", item["proposition"]["property"])
    published = article.published
    if published is None or item["proposition"]["property"] in ("time", "date"):
        return None
    found = [*(moment(told[name], published) for name in _WHEN if name in told), *spans]
    return next((span for span in found if span is not None), None)
