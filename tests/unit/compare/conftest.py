"""Small corpora for comparison tests, written as the claim files' YAML without their anchors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from claimgraph import claimfile, ids, yamlfile
from claimgraph import register as registers
from claimgraph.corpus import resolved
from claimgraph.model import Claim, Corpus, Register

REGISTER = """
format: 1
stories: {flood: {title: The flood}}
topics: {toll: Toll}
agents:
  courier: {name: The Courier, kind: publisher}
  gazette: {name: The Gazette, kind: publisher}
  herald: {name: The Herald, kind: publisher}
  wire: {name: Wire, kind: news-agency}
  ministry: {name: Ministry, kind: organization}
  spokeswoman: {name: Ada Vell, kind: person, part_of: ministry}
  mayor: {name: The mayor, kind: person}
  anon-courier: {name: an official, kind: anonymous, role: official, scoped_to: courier}
places:
  land: {name: Land}
  north: {name: North, within: [land]}
  south: {name: South, within: [land]}
periods:
  y1: {name: year one, edtf: "2021"}
  y1-h1: {name: first half of year one, edtf: 2021-01/2021-06}
  y2: {name: year two, edtf: "2022"}
  day1: {name: day one, edtf: 2022-03-01}
  day2: {name: day two, edtf: 2022-03-02}
concepts:
  ill: {name: the ill}
  dying: {name: the dying, broader: [ill]}
  healthy: {name: the healthy, disjoint: [ill]}
  tall: {name: the tall}
events:
  main-shock: {name: main shock, date: 2022-03-01, place: land}
  aftershock: {name: aftershock, date: 2022-03-02, place: land}
measures:
  dead: {name: dead, definition: People killed, value: count, unit: people, temporality: flow}
  part: {name: share of them, definition: Share, value: fraction, temporality: flow}
  more: {name: more dead, definition: Difference, value: count, unit: people, temporality: flow}
  length: {name: duration, definition: Duration, value: number, unit: days, temporality: event}
  when-over: {name: end, definition: When it was over, value: date, temporality: event}
  hurt: {name: hurt, definition: People hurt, value: count, unit: people, temporality: flow}
  cases: {name: cases, definition: Cases, value: count, unit: cases, temporality: flow,
          underspecified: true}
  cases-lab: {name: confirmed cases, definition: Confirmed by a laboratory, value: count,
              unit: cases, temporality: flow, broader: [cases]}
  cases-seen: {name: suspected cases, definition: Suspected, value: count, unit: cases,
               temporality: flow, broader: [cases]}
  toll: {name: toll, definition: Known dead so far, value: count, unit: people,
         temporality: cumulative}
  road: {name: road, definition: State of the road, value: category, temporality: state}
  far: {name: distance, definition: Distance, value: number, unit: km, temporality: event}
  beds: {name: beds, definition: Beds in use, value: count, unit: beds, temporality: stock}
  depth: {name: depth, definition: Depth of the water, value: number, unit: m, temporality: stock}
  share: {name: share, definition: Share under water, value: fraction, temporality: stock}
  growth: {name: growth, definition: Cases against the year before, value: ratio,
           temporality: flow}
  covers: {name: who is covered, definition: Who is covered, value: category, temporality: rule,
           exhaustive: true}
  struck: {name: who was struck, definition: Who was struck, value: category, temporality: event}
  min-age: {name: minimum age, definition: Lowest age, value: count, unit: years,
            temporality: rule}
  when: {name: when, definition: When it was, value: date, temporality: event}
  cost: {name: cost, definition: What it cost, value: money, unit: EUR, temporality: flow}
  took: {name: time taken, definition: How long it took, value: duration, unit: days,
         temporality: event}
  for-ann: {name: votes for Ann, definition: Votes, value: count, unit: votes, temporality: event}
  for-bob: {name: votes for Bob, definition: Votes, value: count, unit: votes, temporality: event}
  valid: {name: valid votes, definition: Votes, value: count, unit: votes, temporality: event}
  items: {name: items sold, definition: Sales, value: count, unit: items, temporality: flow}
  rise: {name: rise of sales, definition: Change of sales, value: change, temporality: flow}
  place-by-dead: {name: place, definition: Place by the dead, value: rank, temporality: event}
  began: {name: beginning, definition: When it began, value: date, temporality: event}
  hours: {name: hours, definition: How long it went on, value: duration, unit: hours,
          temporality: event}
  note: {name: note, definition: A remark, value: text, temporality: event}
documents:
  release: {name: A release, publisher: ministry}
  story: {name: A wire story, publisher: wire, sources: [{document: release, basis: stated}]}
questions:
  dead: {text: How many died?, measure: dead}
  dead-day1: {text: How many died on day one?, measure: dead, period: day1}
  dead-land: {text: How many died in the land?, measure: dead, place: land, period: y1}
  dead-north: {text: How many died in the north?, measure: dead, place: north, period: y1}
  dead-south: {text: How many died in the south?, measure: dead, place: south, period: y1}
  dead-main: {text: How many died in the main shock?, measure: dead, event: main-shock}
  dead-after: {text: How many died in the aftershock?, measure: dead, event: aftershock}
  toll: {text: What is the toll?, measure: toll}
  road: {text: Is the road passable?, measure: road}
  far: {text: How far is it?, measure: far}
  hurt: {text: How many were hurt?, measure: hurt}
  hurt-north: {text: How many were hurt in the north?, measure: hurt, place: north}
  hurt-south: {text: How many were hurt in the south?, measure: hurt, place: south}
  hurt-share: {text: How many of the hurt were in the north?, measure: part, numerator: hurt-north,
               denominator: hurt}
  dead-more: {text: How many more died in the north?, measure: more, minuend: dead-north,
              subtrahend: dead-south}
  ended: {text: When did it end?, measure: when-over}
  lasted: {text: How long did it last?, measure: length, minuend: ended, subtrahend: when}
  cases-y1: {text: How many cases in year one?, measure: cases, period: y1}
  cases-lab-y1: {text: How many confirmed cases in year one?, measure: cases-lab, period: y1}
  cases-seen-y1: {text: How many suspected cases in year one?, measure: cases-seen, period: y1}
  cases-lab-y1-h1: {text: Confirmed in half a year?, measure: cases-lab, period: y1-h1}
  cases-y2: {text: How many cases in year two?, measure: cases, period: y2}
  beds-day1: {text: How many beds on day one?, measure: beds, period: day1}
  beds-day2: {text: How many beds on day two?, measure: beds, period: day2}
  growth: {text: How did cases grow?, measure: growth, period: y2, reference: y1,
           numerator: cases-y2, denominator: cases-y1}
  share: {text: How much is under water?, measure: share}
  covers: {text: Who is covered?, measure: covers}
  struck: {text: Who was struck?, measure: struck}
  min-age: {text: From which age?, measure: min-age}
  when: {text: When was it?, measure: when}
  note: {text: What was remarked?, measure: note}
  cost: {text: What did it cost?, measure: cost}
  cost-north: {text: What did the north cost?, measure: cost, place: north}
  cost-south: {text: What did the south cost?, measure: cost, place: south}
  took: {text: How long did it take?, measure: took, minuend: ended, subtrahend: when}
  ann: {text: How many voted for Ann?, measure: for-ann}
  bob: {text: How many voted for Bob?, measure: for-bob}
  valid: {text: How many votes were valid?, measure: valid}
  ann-share: {text: Which share voted for Ann?, measure: part, of: valid}
  some-share: {text: Which share was it?, measure: part, period: y1}
  items-y1: {text: How many were sold in year one?, measure: items, period: y1}
  items-y2: {text: How many were sold in year two?, measure: items, period: y2}
  rise-y2: {text: How much more was sold?, measure: rise, period: y2, reference: y1}
  main-place: {text: Was it the deadliest?, measure: place-by-dead, event: main-shock,
               numerator: dead-main}
  main-began: {text: When did it begin?, measure: began, event: main-shock}
  main-ended: {text: When did it end?, measure: when-over, event: main-shock}
  main-hours: {text: How many hours did it last?, measure: hours, event: main-shock}
  open: {text: Is the road open?}
  shut: {text: Is the bridge shut?}
partitions:
  by-region: {whole: dead-land, parts: [dead-north, dead-south]}
  cost-by-region: {whole: cost, parts: [cost-north, cost-south]}
"""

ARTICLE = """
format: 1
story: flood
article:
  publisher: {name}
  publisher_basis: stated
  digest: "sha256:{digest}"
  characters: 999
  lang: en
  published: {published}
  url: unknown
{extra}
claims:
"""

MakeCorpus = Callable[..., Corpus]


def _claims(items: list[dict[str, Any]]) -> str:
    lines = []
    for at, item in enumerate(items):
        lines.append(f"  - question: {item['question']}")
        lines.extend(
            f"    {key}: {_scalar(value)}" for key, value in item.items() if key != "question"
        )
        digest = ids.text_digest(str(at))
        lines.append(
            f'    anchors: [{{phrase: "w", lang: en, span: [{at}, {at + 1}], digest: "{digest}"}}]'
        )
    return "\n".join(lines)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(str(v) for v in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


@cache
def _register() -> Register:
    """Return the register above, read once: hundreds of corpora share it."""
    problems: list[Any] = []
    register = registers.read(yamlfile.parse(REGISTER, "register.yaml"), problems)
    assert problems == []
    return register


def _in_cell(claim: Claim) -> Claim:
    """Let a claim stand in a cell of a table."""
    anchors = tuple(replace(anchor, column="value") for anchor in claim.anchors)
    return replace(claim, anchors=anchors)


def make(
    articles: dict[str, list[dict[str, Any]]],
    *,
    extra: dict[str, str] | None = None,
    published: dict[str, str] | None = None,
) -> Corpus:
    """Corpus of the register above and *articles*: publisher id to its claims."""
    problems: list[Any] = []
    register = _register()
    read = []
    for name, items in articles.items():
        text = ARTICLE.format(
            name=name,
            digest=ids.text_digest(name).removeprefix("sha256:"),
            published=(published or {}).get(name, "unknown"),
            extra=(extra or {}).get(name, ""),
        )
        plain = [{key: item[key] for key in item if key != "cell"} for item in items]
        block = yamlfile.parse(text + _claims(plain), f"{name}.yaml")
        found = claimfile.read(block, name, register, problems)
        claims_of = (_in_cell(c) if item.get("cell") else c
                     for c, item in zip(found.claims, items, strict=True))  # fmt: skip
        read.append(replace(found, claims=tuple(claims_of)))
    claims = resolved([c for r in read for c in r.claims], problems)
    assert problems == []
    return Corpus(
        register,
        {r.article.slug: r.article for r in read},
        tuple(claims),
    )


@pytest.fixture
def corpus_of() -> MakeCorpus:
    return make
