"""Sets of articles, claims and relations made by hand, read as a corpus.

Format `claims-and-relations/1`: articles with text, claims with span, proposition (subject,
property, qualifiers, value), modality and attribution, relations and non-relations. Nothing here
knows a particular set: questions come from subject and property, values from the words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from claimgraph import dates, ids, values
from claimgraph.errors import InputError
from claimgraph.model import (
    HOLDS,
    Agent,
    Anchor,
    Article,
    Claim,
    Concept,
    Corpus,
    Measure,
    Place,
    Polarity,
    Question,
    Register,
    Source,
    Story,
    Value,
)

_HEDGES = (
    ("more than", "more-than"), ("over", "more-than"), ("at least", "at-least"),
    ("less than", "less-than"), ("fewer than", "less-than"), ("under", "less-than"),
    ("at most", "at-most"), ("up to", "up-to"), ("nearly", "nearly"), ("almost", "nearly"),
    ("about", "about"), ("around", "about"), ("some", "about"), ("roughly", "about"),
    ("approximately", "about"),
)  # fmt: skip
_MODALITIES = {
    "actual": "asserted", "projected": "projected", "planned": "projected",
    "predicted": "projected", "actual_future": "projected", "possible": "possible",
    "probable": "possible", "attempted": "asserted", "intended": "projected",
    "assessed": "inferred", "conditional": "hypothetical", "asserted_by_source": "asserted",
    "asserted_by_publisher": "asserted", "warned": "projected",
}  # fmt: skip
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(%|percent|per cent)?\s*([A-Za-z]+)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?|\b\d{4}\b")
_LENGTHS = frozenset({"km", "kilometres", "kilometers", "miles", "m", "metres", "feet", "acres",
                      "hectares", "tonnes", "tons", "kg", "litres", "hours", "minutes",
                      "days"})  # fmt: skip
_REVISED = frozenset({"revised", "corrected"})


def slug(text: str) -> str:
    """Make an id of words."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


@dataclass
class _Parts:
    """A register while it grows."""

    agents: dict[str, Agent] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=lambda: {HOLDS.id: HOLDS})
    questions: dict[str, Question] = field(default_factory=dict)


@dataclass(frozen=True)
class HandMade:
    """A set as a corpus. names: id in the set to the claim's id; several can share one claim."""

    corpus: Corpus
    names: dict[str, str]
    relations: list[dict[str, Any]]
    non_relations: list[dict[str, Any]]


def load(path: Path) -> HandMade:
    """Read a set."""
    data = json.loads(path.read_text(encoding="utf-8"))
    parts = _Parts()
    publishers = {a["publisher"]: slug(a["id"]) for a in data["articles"]}
    articles = {slug(a["id"]): _article(a, publishers, parts) for a in data["articles"]}
    raw = {c["id"]: c for c in data["claims"]}
    _measures(raw, parts)
    claims: dict[str, Claim] = {}
    names: dict[str, str] = {}
    for name, item in raw.items():
        claim = _claim(item, articles, parts)
        names[name] = claim.id
        claims.setdefault(claim.id, claim)
    claims = _corrections(raw, names, claims, articles)
    register = Register(
        agents=parts.agents,
        concepts=parts.concepts,
        places=parts.places,
        measures=parts.measures,
        questions=parts.questions,
        stories={"set": Story("set", data.get("title", "set"))},
    )
    corpus = Corpus(register, articles, tuple(claims.values()))
    return HandMade(corpus, names, data["relations"], data["non_relations"])


def _article(item: dict[str, Any], publishers: dict[str, str], parts: _Parts) -> Article:
    publisher = slug(item["publisher"])
    parts.agents[publisher] = Agent(publisher, item["publisher"], "publisher")
    credit = item.get("agency_credit") or ""
    rests_on = tuple(
        Source(other, "stated") for name, other in publishers.items()
        if name in credit and name != item["publisher"]
    )  # fmt: skip
    return Article(
        slug(item["id"]), "set", item["sha256"], item["n_chars"], item.get("language", "en"),
        publisher, "stated", published=dates.parse(item["published"]), credit=credit,
        sources=rests_on,
    )  # fmt: skip


def _split(prop: str) -> tuple[str, str]:
    base, _, rest = prop.partition(",")
    return base.strip(), rest.strip()


def _kind(item: dict[str, Any]) -> str:
    proposition = item["proposition"]
    value, kind = proposition["value"], proposition["value_kind"]
    if isinstance(value, bool):
        return "boolean"
    if proposition.get("numeric"):
        unit = str(proposition["numeric"].get("unit", ""))
        if unit == "%":
            return "fraction"
        return "count" if kind.startswith("count") else "number"
    if _ISO.search(str(value)) and ("date" in kind or "time" in kind):
        return "date"
    return "category" if kind == "status" else "text"


def _measures(raw: dict[str, dict[str, Any]], parts: _Parts) -> None:
    """One measure per property; a property in several variants is underspecified without one."""
    kinds: dict[str, list[str]] = {}
    variants: dict[str, set[str]] = {}
    for item in raw.values():
        base, rest = _split(item["proposition"]["property"])
        kinds.setdefault(base, []).append(_kind(item))
        variants.setdefault(base, set()).add(rest)
    for base, found in kinds.items():
        kind = max(sorted(set(found)), key=found.count)
        unit = "unit" if kind in ("count", "number") else ""
        changing = kind in ("count", "category", "boolean", "fraction")
        temporality = "stock" if changing else "event"
        many = variants[base] - {""}
        parts.measures[slug(base)] = Measure(
            slug(base), base, base, kind, temporality, unit, underspecified=bool(many)
        )
        for rest in sorted(many):
            key = slug(f"{base} {rest}")
            parts.measures[key] = Measure(
                key, f"{base}, {rest}", rest, kind, temporality, unit, (slug(base),)
            )


def _question(item: dict[str, Any], parts: _Parts) -> Question:
    proposition = item["proposition"]
    base, rest = _split(proposition["property"])
    measure = slug(f"{base} {rest}") if rest else slug(base)
    subject = slug(proposition["subject"])
    parts.concepts.setdefault(subject, Concept(subject, proposition["subject"]))
    dims = {"event": subject}
    key = f"{measure}--{subject}"
    return parts.questions.setdefault(
        key, Question(key, f"{measure}.{ids.digest(measure, subject)}",
                      f"{proposition['subject']}: {proposition['property']}", "other", measure,
                      dims))  # fmt: skip


def _chain(item: dict[str, Any], article: Article, parts: _Parts) -> tuple[str, ...]:
    chain = [article.publisher]
    for level in item["attribution"][1:]:
        name, _, role = level["who"].partition("(")
        key = slug(name)
        anonymous = item["source_status"] == "anonymous" and not level["named"]
        if anonymous:
            key = f"{key}-{article.slug}"
        kind = (
            "anonymous"
            if anonymous
            else "collective"
            if not level["named"]
            else "person"
            if "person" in level["kind"]
            else "organization"
        )
        scope = article.slug if anonymous else ""
        parts.agents.setdefault(
            key, Agent(key, name.strip(), kind, "source", scope, part_of=_organisation(role, parts))
        )
        if key not in chain:
            chain.append(key)
    return tuple(chain)


def _organisation(role: str, parts: _Parts) -> str:
    """Known agent that a role such as "Interior Ministry spokesman" names."""
    return next(
        (key for key, agent in sorted(parts.agents.items()) if agent.name and agent.name in role),
        "",
    )


def _number(item: dict[str, Any], measure: Measure) -> Value:
    proposition = item["proposition"]
    numeric, words = proposition["numeric"], str(proposition["value"]).lower()
    hedge = next((h for w, h in _HEDGES if words.startswith(w + " ")), "")
    match = _NUMBER.search(words)
    number = float(match[1].replace(",", "")) if match else numeric["min"]
    unit = match[3] if match and match[3] in _LENGTHS else ""
    if number is None:
        raise InputError("no number")
    if measure.value == "fraction":
        number = number / 100
    target = str(numeric.get("unit", ""))
    stated = int(number) if float(number).is_integer() else number
    with_unit = Measure(
        measure.id, measure.name, measure.definition, measure.value, measure.temporality, target
    )
    hedge = hedge or ("exact" if not numeric.get("approx") else "about")
    written = values.Written(
        stated, hedge, words=str(proposition["value"]), unit=unit if unit and unit != target else ""
    )
    return values.read(written, with_unit)


def _value(item: dict[str, Any], measure: Measure, parts: _Parts) -> Value:
    value = item["proposition"]["value"]
    kind = _kind(item)
    try:
        if kind in ("count", "number", "fraction"):
            return _number(item, measure)
        if kind == "boolean":
            return Value("boolean", "yes" if value else "no", truth=bool(value))
        found = _ISO.search(str(value)) if kind == "date" else None
        if found is not None:
            return Value("date", str(value), dates=dates.parse(found[0].replace("Z", "+00:00")))
        if kind == "category":
            key = slug(str(value))
            parts.concepts.setdefault(key, Concept(key, str(value)))
            return Value("category", str(value), concept=key)
    except InputError:
        pass  # kept as text: compared for identity only
    return Value("text", str(value))


def _claim(item: dict[str, Any], articles: dict[str, Article], parts: _Parts) -> Claim:
    article = articles[slug(item["article"])]
    question = _question(item, parts)
    value = _value(item, parts.measures[question.measure], parts)
    chain = _chain(item, article, parts)
    polarity: Polarity = "negative" if item["polarity"] == "negative" else "affirmative"
    modality = _MODALITIES.get(item["modality"].split("/")[0], "asserted")
    cue = "deny" if item["claim_type"] == "denial" else "say" if len(chain) > 1 else "own-voice"
    anchor = Anchor(item["start"], item["end"], "sha256:" + "0" * 64, "", "en")
    identity = ids.digest(article.slug, question.id, list(chain), modality, value.text, polarity)
    return Claim(
        identity, article.slug, question.key, value, chain, cue, modality, polarity, (anchor,)
    )


def _corrections(
    raw: dict[str, dict[str, Any]],
    names: dict[str, str],
    claims: dict[str, Claim],
    articles: dict[str, Article],
) -> dict[str, Claim]:
    """Links that the set states: a value called revised or corrected, and denials."""
    found = dict(claims)
    for name, item in raw.items():
        status = str(item["proposition"]["qualifiers"].get("status", "")).lower()
        mine = found[names[name]]
        if status in _REVISED:
            targets = [
                names[other] for other, old in raw.items()
                if old["proposition"]["subject"] == item["proposition"]["subject"]
                and _split(old["proposition"]["property"])[0]
                == _split(item["proposition"]["property"])[0]
                and _earlier(old, item, articles) and old["proposition"]["value"]
                != item["proposition"]["value"]
            ]  # fmt: skip
            links = tuple(("corrects", t) for t in dict.fromkeys(targets) if t != mine.id)
            found[mine.id] = replace(mine, links=mine.links + links)
    return found


def _earlier(a: dict[str, Any], b: dict[str, Any], articles: dict[str, Article]) -> bool:
    left, right = articles[slug(a["article"])], articles[slug(b["article"])]
    return dates.surely_before(left.published, right.published)
