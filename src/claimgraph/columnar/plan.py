"""Layer 5. The plan: from the claims table to decided pairs, as steps of SQL.

Each step is a table made of those before it. Nothing here decides: the rows of the decision table
and of the provenance table come compiled from `compiled`.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.columnar import compiled
from claimgraph.columnar.columns import (
    AGREEING,
    FINDING_TEXT,
    HARD,
    INFINITE,
    JUDGED,
    KINSHIP,
    MATTERS,
    MOVING,
    REHEDGED,
    SIDE_TEXT,
    VOICE,
    WHO,
    Step,
    gap,
    heads,
    said,
    shared_origins,
    written,
)
from claimgraph.columnar.constants import Constants
from claimgraph.columnar.dialect import Dialect
from claimgraph.compare import decision
from claimgraph.compare.bench import FEW_SIDES
from claimgraph.compare.cells import FEW
from claimgraph.findings import MAX_PAIRS


def read(d: Dialect) -> Iterator[Step]:
    """Give numbers to what repeats in the claims of the questions in `hard`.

    q: a question. s: what is said. k: what else a cell shares. v: who says it. m: in which manner.
    """
    when = f"CASE WHEN {MATTERS} THEN time_edtf ELSE '' END"
    named = "CASE WHEN named THEN origin ELSE '' END"
    voice = d.hashed(("article", "principal", "chain", "quotes"))
    head = {**heads(d), "named": "named", "origin": named}
    told = ("article", *head)
    yield (
        "told",
        (
            f"SELECT position, claim, article, {d.hashed(['question'])} AS q,"
            f" {d.hashed(said())} AS s,"
            f" {d.hashed(('instant + 0.0', 'until + 0.0', when, named))} AS k, {voice} AS v,"
            f" {d.hashed(('modality', 'stance', 'context'))} AS m,"
            f" {', '.join(f'{made} AS {name}' for name, made in head.items())}"
            f" FROM claims WHERE {d.hashed(['question'])} IN (SELECT q FROM hard)"
        ),
    )
    kept = ", ".join(f"t.{name}" for name in ("q", "s", "k", "v", "m", "claim", *told))
    yield (
        "cell",
        (
            f"SELECT c.n, c.first, {kept} FROM (SELECT count(*) AS n,"
            " min(position) AS first FROM told GROUP BY q, s, k) c"
            " JOIN told t ON t.position = c.first"
        ),
    )
    voices = {**{name: name for name in VOICE},
              "behind": d.inner("chain", 0), "relays": d.inner("chain", 1)}  # fmt: skip
    columns = ", ".join(f"min({made}) AS {name}" for name, made in voices.items())
    yield (
        "voice",
        (
            f"SELECT {voice} AS v, {columns}, min(article) = max(article)"
            " AND min(principal) = max(principal) AS sound FROM claims"
            f" WHERE {d.hashed(['question'])} IN (SELECT q FROM hard) GROUP BY 1"
        ),
    )


def clusters(d: Dialect) -> Iterator[Step]:
    """Claims that say the same on one question, and how much each question has to compare."""
    yield (
        "cluster",
        (
            "SELECT q, s, count(*) AS cells, sum(n) AS n, min(first) AS first FROM cell GROUP BY q, s"
        ),
    )
    yield "size", ("SELECT q, sum(cells) AS cells, count(*) AS said FROM cluster GROUP BY q")
    yield (
        "member",
        (
            "SELECT t.q, t.s, t.k, t.position, t.claim, t.article, t.v, t.m FROM told t"
            " JOIN cluster c ON t.q = c.q AND t.s = c.s WHERE c.n > 1"
        ),
    )
    yield (
        "several",
        (
            f"SELECT q, s, k, {d.ordered('position', 'position')} AS positions,"
            f" {d.ordered('claim', 'position')} AS claims, {d.ordered('article', 'position')} AS"
            f" articles, {d.ordered('v', 'position')} AS vs, {d.ordered('m', 'position')} AS ms"
            " FROM member GROUP BY q, s, k HAVING count(*) > 1"
        ),
    )


_SIDE = ("first", "s", "k", "n", "v", "m", "claim", "article")
"""What is kept of each cell of a pair."""


def items(d: Dialect) -> Iterator[Step]:
    """Pairs of cells of one question, each with the row of the table that decides it.

    Of few cells all pairs, of many the candidates. f: the finding that a pair belongs to; alone:
    it is the only one there.
    """
    sides = ", ".join(f"{side}.{name} AS {name}{side}" for side in "ab" for name in _SIDE)
    columns = (
        f"{sides}, {gap()} AS gap, {REHEDGED} AS rehedged, {compiled.bound(compiled.PAIR, 'c_')}"
    )
    few = f"z.said <= {FEW_SIDES}"
    yield (
        "compared",
        (
            f"SELECT a.q AS q, {few} AS few, {few} AND z.cells = z.said AS alone, {columns}"
            f" FROM (SELECT * FROM size WHERE said > 1 AND cells <= {FEW}) z"
            " JOIN cell a ON a.q = z.q JOIN cell b ON a.q = b.q AND a.first < b.first AND a.s <> b.s"
            f"{KINSHIP} UNION ALL"
            f" SELECT a.q AS q, {few} AS few, false AS alone, {columns}"
            " FROM candidate z JOIN cell a ON a.first = z.one JOIN cell b ON b.first = z.other"
            f"{KINSHIP}"
        ),
    )
    kept = ", ".join(f"{name}{side}" for side in "ab" for name in _SIDE)
    key = ("q", "rule", "CASE WHEN few THEN least(sa, sb) ELSE 0 END",
           "CASE WHEN few THEN greatest(sa, sb) ELSE 0 END")  # fmt: skip
    yield (
        "item",
        (
            f"SELECT {d.hashed(key)} AS f, q, alone, {kept}, gap, rehedged, rule FROM"
            f" (SELECT *, {compiled.RULE} AS rule FROM compared)"
        ),
    )
    yield (
        "odd",
        (
            f"SELECT DISTINCT q FROM item WHERE rule IN ({MOVING}) UNION SELECT q FROM"
            " (SELECT q, s FROM member GROUP BY q, s HAVING count(*) > count(DISTINCT article))"
        ),
    )


def agreements(d: Dialect) -> Iterator[Step]:
    """Claims of one cluster, each of another article, with the row that decides the first two."""
    yield (
        "agreed",
        (
            f"SELECT {d.hashed(('q', 's', '-1'))} AS f, q, s, count(*) AS n, min(position) AS first,"
            f" {d.ordered('position', 'position')} AS positions,"
            f" {d.ordered('claim', 'position')} AS claims,"
            f" {d.ordered('article', 'position')} AS articles,"
            f" {d.ordered('v', 'position')} AS vs, {d.ordered('m', 'position')} AS ms"
            " FROM member WHERE q NOT IN (SELECT q FROM odd) GROUP BY q, s"
        ),
    )
    two = {**compiled.PAIR, "one_article": "false"}
    yield (
        "settled",
        (
            f"SELECT f, c_form = 'interval' AS alike, {compiled.RULE} AS rule FROM"
            f" (SELECT g.f AS f, {compiled.bound(two, 'c_')} FROM agreed g"
            f" JOIN cell a ON a.first = g.first JOIN cell b ON b.first = g.first{KINSHIP})"
        ),
    )


def spelt(d: Dialect) -> Iterator[Step]:
    """Pairs of claims behind each finding, the first MAX_PAIRS, as `bench` spells them out."""
    most = f"least(na * nb, {MAX_PAIRS})"
    yield (
        "ranked",
        (
            f"SELECT *, CAST(coalesce(sum({most}) OVER (PARTITION BY f ORDER BY firsta, firstb"
            " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS before"
            " FROM item WHERE NOT alone AND q NOT IN (SELECT q FROM odd) UNION ALL"
            " SELECT *, CAST(0 AS BIGINT) AS before FROM item WHERE alone AND q NOT IN (SELECT q FROM odd)"
        ),
    )
    lists = ", ".join(
        f"coalesce({side}.{name}s, {d.alone(f'x.{old}{side}')}) AS {name}{side}"
        for side in "ab"
        for name, old in (("position", "first"), ("v", "v"), ("m", "m"), ("article", "article"))
    )
    one, other = "CAST(floor(r / nb) AS BIGINT)", "(r % nb)"
    yield (
        "spread",
        (
            f"SELECT x.f, x.nb, x.rehedged, {lists},"
            f" {d.each(f'least(x.na * x.nb, {MAX_PAIRS} - x.before)')} AS r"
            f" FROM (SELECT * FROM ranked WHERE na * nb > 1 AND before < {MAX_PAIRS}) x"
            " LEFT JOIN several a ON a.q = x.q AND a.s = x.sa AND a.k = x.ka"
            " LEFT JOIN several b ON b.q = x.q AND b.s = x.sb AND b.k = x.kb"
        ),
    )
    picked = ", ".join(
        f"{d.at(f'{name}{side}', at)} AS {short}{side}"
        for side, at in (("a", one), ("b", other))
        for name, short in (("position", "p"), ("v", "v"), ("m", "m"))
    )
    crossing = f"{d.at('articlea', one)} <> {d.at('articleb', other)}"
    of_agreed = ", ".join(
        f"{d.at(f'g.{name}', f't.{at}')} AS {short}{side}"
        for side, at in (("a", "i"), ("b", "j"))
        for name, short in (("positions", "p"), ("vs", "v"), ("ms", "m"))
    )
    yield (
        "spelt",
        (
            "SELECT f, firsta AS pa, va, ma, firstb AS pb, vb, mb, articlea <> articleb AS crossing,"
            f" rehedged, false AS alike FROM ranked WHERE na * nb = 1 AND before < {MAX_PAIRS}"
            f" UNION ALL SELECT f, {picked}, {crossing} AS crossing, rehedged, false AS alike"
            f" FROM spread UNION ALL SELECT g.f, {of_agreed}, true AS crossing, false AS rehedged,"
            " h.alike FROM agreed g JOIN settled h ON h.f = g.f"
            f" JOIN spelling t ON t.n = least(g.n, {MAX_PAIRS + 1})"
        ),
    )


def provenance(d: Dialect) -> Iterator[Step]:
    """How the voices that meet stand to each other, and what else their facets depend on."""
    speakers = d.hashed(("a.principal = b.principal", "a.principal = ''", "b.principal = ''",
                         "a.origin = b.origin", "a.named", "b.named"))  # fmt: skip
    yield (
        "related",
        (
            f"SELECT va, vb, speakers, {compiled.SOURCE} AS source FROM (SELECT"
            f" x.va, x.vb, {speakers} AS speakers, {compiled.bound(compiled.spoken(d), 'v_')}"
            " FROM (SELECT DISTINCT va, vb FROM spelt) x"
            " JOIN voice a ON a.v = x.va JOIN voice b ON b.v = x.vb)"
        ),
    )
    yield (
        "told_by",
        (
            f"SELECT x.f, x.pa, x.pb, x.crossing, r.source,"
            f" {d.hashed(('r.source', 'r.speakers', 'x.ma', 'x.mb', 'x.alike', 'x.rehedged'))} AS u"
            " FROM spelt x JOIN related r ON r.va = x.va AND r.vb = x.vb"
        ),
    )


def standing(d: Dialect) -> Iterator[Step]:
    """Claims, articles and voices of each finding, side by side."""
    yield (
        "taking_part",
        (
            "SELECT DISTINCT f, q, s, k, first, claim, article, v FROM ("
            "SELECT f, q, sa AS s, ka AS k, firsta AS first, claima AS claim, articlea AS article,"
            " va AS v FROM ranked WHERE NOT alone UNION ALL"
            " SELECT f, q, sb, kb, firstb, claimb, articleb, vb FROM ranked WHERE NOT alone)"
        ),
    )
    yield (
        "standing",
        (
            "SELECT x.f, x.s, x.first AS head, coalesce(t.position, x.first) AS position,"
            " coalesce(t.claim, x.claim) AS claim, coalesce(t.article, x.article) AS article,"
            " coalesce(t.v, x.v) AS v"
            " FROM taking_part x LEFT JOIN member t ON t.q = x.q AND t.s = x.s AND t.k = x.k"
        ),
    )
    kept = ("claim", "article", "v", "position")
    lists = ", ".join(f"{d.ordered(name, 'position')} AS {name}s" for name in kept)
    yield "side", f"SELECT f, s, min(head) AS head, {lists} FROM standing GROUP BY f, s"
    flat = ", ".join(f"{d.flat(d.ordered(f'{name}s', 'head'))} AS {name}s" for name in kept[1:])
    yield "sided", f"SELECT f, {d.ordered('claims', 'head')} AS sides, {flat} FROM side GROUP BY f"
    both = {
        name: [f"coalesce({side}.{name}s, {d.alone(f'x.{old}{side}')})" for side in "ab"]
        for name, old in (("claim", "claim"), ("article", "article"), ("v", "v"),
                          ("position", "first"))
    }  # fmt: skip
    yield (
        "found",
        (
            "SELECT x.f, x.q, x.rule, x.gap,"
            f" {d.pair(*both['claim'])} AS sides,"
            f" {', '.join(f'{d.flat(d.pair(*both[name]))} AS {name}s' for name in kept[1:])}"
            " FROM (SELECT * FROM ranked WHERE alone) x"
            " LEFT JOIN several a ON x.na > 1 AND a.q = x.q AND a.s = x.sa AND a.k = x.ka"
            " LEFT JOIN several b ON x.nb > 1 AND b.q = x.q AND b.s = x.sb AND b.k = x.kb"
            " UNION ALL SELECT x.f, x.q, x.rule, x.gap, y.sides, y.articles, y.vs, y.positions FROM"
            " (SELECT f, min(q) AS q, min(rule) AS rule, max(gap) AS gap FROM ranked WHERE NOT alone"
            " GROUP BY f) x JOIN sided y ON y.f = x.f"
            f" UNION ALL SELECT g.f, g.q, h.rule, {INFINITE} AS gap,"
            f" {d.mapped('g.claims', 'y', d.alone('y'))} AS sides, g.articles, g.vs, g.positions"
            " FROM agreed g JOIN settled h ON h.f = g.f"
        ),
    )


def weighed(d: Dialect, known: Constants) -> Iterator[Step]:
    """Gather what verdict and severity follow from. o: what the origins of an agreement do."""
    yield (
        "sourced",
        (
            "SELECT f, coalesce(max(CASE WHEN crossing THEN t.source END), max(t.source)) AS source,"
            " bit_or(m.low) AS low, bit_or(m.high) AS high FROM told_by t JOIN mark m ON m.u = t.u"
            " GROUP BY f"
        ),
    )
    yield (
        "met",
        (
            f"SELECT x.*, s.source, s.low, s.high, x.gap < {decision.NEAR!r} AS near"
            " FROM found x JOIN sourced s ON s.f = x.f"
        ),
    )
    quotes = None if "quotes" in known else "quotess"
    agreeing = f"SELECT f, vs, {d.each(d.length('vs'))} AS i FROM met WHERE rule IN ({AGREEING})"
    lists = ", ".join(
        f"{d.ordered(name, 'i')} AS {name}s" for name in ("hard", "who", "root", "quotes")
    )
    yield (
        "sharing",
        (
            f"SELECT f, {shared_origins(d, 'hards', 'whos', 'roots', quotes)} AS o FROM (SELECT f, {lists} FROM"
            f" (SELECT x.f, x.i, {HARD} AS hard, {d.hashed(WHO)} AS who,"
            f" {d.hashed(['component'])} AS root, v.quotes FROM ({agreeing}) x"
            f" JOIN voice v ON v.v = {d.at('x.vs', 'x.i')}) GROUP BY f)"
        ),
    )
    yield "weighed", "SELECT x.*, s.o FROM met x LEFT JOIN sharing s ON s.f = x.f"


def findings(d: Dialect) -> str:
    """Query that gives the findings as published, with ids as `ids.digest` makes them."""
    side = SIDE_TEXT.format(d.joined(d.sorted("y"), '","'))
    ordered = d.sorted(d.mapped("w.sides", "y", d.sorted("y")))
    text = FINDING_TEXT.format(d.joined(d.mapped(ordered, "y", side), ","))
    return (
        f"SELECT {written(d, text)}, w.sides, {d.distinct('w.articles')} AS articles,"
        f" {d.least('w.positions')} AS first FROM weighed w {JUDGED}"
    )
