"""Recall and precision of the comparison against relations made by hand: `make eval`.

Each relation type of the set is mapped, strictly, to what states the same thing here; a type that
can't be expressed is listed with the reason. A relation counts as found when one finding of its
kind holds at least two of its claims (one for what stands in one article only).
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from claimgraph import corpus as corpora
from claimgraph.compare import compare
from claimgraph.compare.dimensions import families
from claimgraph.findings import Finding
from tests.eval.handmade import HandMade, load

HERE = Path(__file__).parent
Test = Callable[[Finding], bool]


def _content(*names: str) -> Test:
    return lambda f: f.content in names


def _facet(*starts: str) -> Test:
    return lambda f: any(facet.startswith(starts) for facet in f.facets)


def _kinds(*dims: str) -> tuple[str, ...]:
    return tuple(f"{kind}:{dim}" for kind in ("scope", "underspecified") for dim in dims)


_AGREE = ("agree-exact", "agree-hedged", "agree-overlap", "refines")

MAPPING: dict[str, tuple[str, Test]] = {
    "agree_shared_origin": ("agreement, verdict repetition or altered repetition",
        lambda f: f.content in _AGREE and f.verdict in ("repetition", "altered-repetition")),
    "agree_independent": ("agreement, verdict corroboration",
        lambda f: f.content in _AGREE and f.verdict == "corroboration"),
    "agree_origin_unknown": ("agreement, verdict unproven or over one channel",
        lambda f: f.content in _AGREE and f.verdict in (
            "unproven-corroboration", "corroboration-one-channel")),
    "value_difference": ("conflict of values or limits, tension",
        _content("conflict/value", "conflict/boundary", "tension")),
    "date_difference": ("conflict of values", _content("conflict/value")),
    "granularity_difference": ("refines, overlap", _content("refines", "agree-overlap")),
    "definition_difference": ("facet scope or underspecified: definition, of (base of a share)",
        _facet(*_kinds("definition", "of"))),
    "scope_difference": (
        "facet scope or underspecified: place, population, actor, target, event, of",
        _facet(*_kinds("place", "population", "actor", "target", "event", "of"))),
    "attribution_difference": ("facet attribution", _facet("attribution:")),
    "modality_difference": ("facet modality", _facet("modality:")),
    "period_mismatch": ("facet scope or underspecified: period, reference",
        _facet(*_kinds("period", "reference"))),
    "update": ("updates", _content("updates")),
    "correction": ("corrects", _content("corrects")),
    "retraction": ("retracts", _content("retracts")),
    "denial": ("denies", _content("denies")),
    "dispute": ("verdict dispute", lambda f: f.verdict == "dispute"),
    "echo": ("provenance echo", lambda f: f.provenance == "echo"),
    "self_contradiction": ("conflict within one article",
        lambda f: f.content.startswith("conflict") and len(f.articles) == 1),
    "duplicate": ("agreement within one article",
        lambda f: f.content in _AGREE and len(f.articles) == 1),
    "only_in": ("omission", _content("omission")),
    "arithmetic_holds": ("arithmetic/holds", _content("arithmetic/holds")),
    "arithmetic_fails": ("arithmetic/fails", _content("arithmetic/fails")),
    "stale_evidence": ("stale", _content("stale")),
}  # fmt: skip
"""Relation type of a set to what states the same thing here: in words, and as a test."""

NOT_EXPRESSED = {
    "wording_difference": "needs the loaded sense of words",
    "role_difference": "needs categories that a person declares",
    "omitted_by_all": "nothing in the articles to point at",
    "support_gap": "needs reading",
    "provenance": "part of the article's record, not of a finding",
    "unresolved_reference": "a facet of one claim (context), not a relation",
    "ambiguous_wording": "needs reading",
    "framing": "needs reading",
    "image_evidence": "needs the image",
    "outside_knowledge": "not in the articles",
}


LINKED = frozenset({"denial", "retraction", "arithmetic_holds", "arithmetic_fails", "only_in",
                    "stale_evidence"})  # fmt: skip
"""Types that do not set answers to one question against each other."""

STATED = "answers of questions that nothing joins: needs a link that a person states"


def evaluate(handmade: HandMade) -> int:
    """Print recall and precision per type, misses and false alarms by id; 0 always."""
    findings = compare(handmade.corpus).findings
    wanted: dict[str, list[tuple[str, set[str]]]] = {}
    stated: list[tuple[str, str, set[str]]] = []
    for relation in handmade.relations:
        kind, name = relation["type"], relation["id"]
        claims = {handmade.names[c] for c in relation["claims"]}
        if kind in MAPPING and kind not in LINKED and not _joined(relation, handmade):
            stated.append((kind, name, claims))
        else:
            wanted.setdefault(kind, []).append((name, claims))
    total = hits = 0
    print(f"{'type':26}{'found':>8}{'of':>5}  missed")
    for kind in sorted(wanted):
        if kind not in MAPPING:
            why = NOT_EXPRESSED.get(kind, "a type that this project has no meaning for")
            print(f"{kind:26}{'-':>8}{len(wanted[kind]):>5}  not expressed: {why}")
            continue
        missed = [name for name, claims in wanted[kind] if not _found(kind, claims, findings)]
        got = len(wanted[kind]) - len(missed)
        total, hits = total + len(wanted[kind]), hits + got
        print(f"{kind:26}{got:>8}{len(wanted[kind]):>5}  {' '.join(missed)}")
    print(f"recall {hits}/{total} = {hits / max(1, total):.2f} on the types that can be expressed")
    _print_stated(stated, findings, hits, total)
    _precision(handmade, findings)
    _alarms(handmade, findings)
    return 0


def _print_stated(
    stated: Sequence[tuple[str, str, set[str]]],
    findings: tuple[Finding, ...],
    hits: int,
    total: int,
) -> None:
    """Name the relations that only a person can state, and the recall with them counted in."""
    if not stated:
        return
    print(f"apart, {len(stated)}: {STATED}")
    found = 0
    for kind, name, claims in stated:
        hit = _found(kind, claims, findings)
        found += hit
        print(f"  {name} {kind}{' (found)' if hit else ''}")
    every = total + len(stated)
    print(f"recall with these {hits + found}/{every} = {(hits + found) / every:.2f}")


def _joined(relation: dict[str, Any], handmade: HandMade) -> bool:
    """Tell whether the questions of a relation's claims have a measure in common.

    Where it says what came from what, a claim before with a claim after; else each with another.
    """
    register = handmade.corpus.register
    family = {key: name for name, keys in families(register).items() for key in keys}
    asked = {c: family[handmade.claim(c).question] for c in relation["claims"]}
    if relation.get("from") and relation.get("to"):
        before, after = ({asked.get(c) for c in relation[end]} for end in ("from", "to"))
        return bool(before & after - {None})
    counted = Counter(asked.values())
    return len(asked) == 1 or all(counted[name] > 1 for name in asked.values())


def _found(kind: str, claims: set[str], findings: tuple[Finding, ...]) -> bool:
    least = 1 if kind == "only_in" or len(claims) == 1 else 2
    return any(MAPPING[kind][1](f) and len(claims & set(f.claims)) >= least for f in findings)


def _precision(handmade: HandMade, findings: tuple[Finding, ...]) -> None:
    """Count findings that say something differs or changed and share two claims with a relation."""
    back = {claim: name for name, claim in reversed(handmade.names.items())}
    sets = [{handmade.names[c] for c in r["claims"]} for r in handmade.relations]
    loud = [f for f in findings if f.content not in ("omission", "not-current")]
    false = [f for f in loud if not any(len(s & set(f.claims)) >= 2 for s in sets)]
    right = len(loud) - len(false)
    print(f"precision {right}/{len(loud)} = {right / max(1, len(loud)):.2f}, omissions aside")
    for f in false:
        print(f"  not in the set: {f.content} {' '.join(back[c] for c in f.claims)}")


def _alarms(handmade: HandMade, findings: tuple[Finding, ...]) -> None:
    for pair in handmade.non_relations:
        claims = {handmade.names[c] for c in pair["claims"]}
        for f in findings:
            if f.family in ("conflict", "tension") and claims <= set(f.claims):
                print(f"  FALSE ALARM {pair['id']}: {f.content}")


def evaluate_seeds() -> None:
    """Print the same for the two articles of `claims/`, whose relations are told by question."""
    relations = tomllib.loads((HERE / "seeds.toml").read_text("utf-8"))["relation"]
    findings = compare(corpora.load(HERE.parents[1] / "claims")).findings
    missed = [r["id"] for r in relations if not _told(r["type"], set(r["questions"]), findings)]
    right = len(relations) - len(missed)
    print("== the articles of claims/")
    share = right / len(relations)
    print(f"recall {right}/{len(relations)} = {share:.2f}  missed: {' '.join(missed) or 'none'}")
    asked = [set(r["questions"]) for r in relations]
    quiet = ("omission", "not-current", "agree-exact")
    loud = [f for f in findings if f.content not in quiet]
    false = [f for f in loud if not any(questions & set(f.questions) for questions in asked)]
    print(f"precision {len(loud) - len(false)}/{len(loud)} = {1 - len(false) / len(loud):.2f}, "
          "omissions and exact agreements aside")  # fmt: skip
    for f in false:
        print(f"  not among the relations: {f.content} {' '.join(f.questions)}")


def _told(kind: str, questions: set[str], findings: tuple[Finding, ...]) -> bool:
    return any(MAPPING[kind][1](f) and questions <= set(f.questions) for f in findings)


if __name__ == "__main__":
    evaluate_seeds()
    for name in sys.argv[1:]:
        print(f"== {Path(name).stem}")
        evaluate(load(Path(name)))
