"""Layer 5. The plan: from the claims table to decided pairs, as steps of SQL.

Each step is a table made of those before it. Nothing here decides: the rows of the decision table
and of the provenance table come compiled from `compiled`.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.columnar import compiled
from claimgraph.columnar.dialect import Dialect, quoted
from claimgraph.compare import decision, independence
from claimgraph.compare.bench import FEW_SIDES
from claimgraph.compare.cells import FEW
from claimgraph.compare.reckoning import MOVED
from claimgraph.compare.record import NO_NUMBER
from claimgraph.findings import MAX_PAIRS
from claimgraph.ids import ID_HEX

Step = tuple[str, str]
"""Name of a table and the query that makes it."""

SAID = (
    "form", "unit", "low + 0.0", "high + 0.0", "inner_low + 0.0", "inner_high + 0.0",
    "stated + 0.0", "hedge", "concept", "truth", "CASE WHEN form = 'text' THEN text ELSE '' END",
    "negative", "current", "truth_apt",
)  # fmt: skip
"""As `record.Row.signature`; adding zero makes minus zero plus zero."""

_HEAD = (
    "form", "unit", "low", "high", "inner_low", "inner_high", "stated", "hedge", "direction",
    "concept", "truth", "folded", "negative", "current", "truth_apt", "instant", "until",
    "exhaustive",
    "changing", "cumulative", "dated",
)  # fmt: skip
"""Columns that all claims of a cell share, or that its measure fixes."""

_VOICE = (
    "article", "publisher", "component", "principal", "named", "origin", "relay", "sources_known",
    "chain", "quotes", "rests_on", "rests_on_stated",
)  # fmt: skip


def read(d: Dialect) -> Iterator[Step]:
    """Give numbers to what repeats; leave out questions with one claim, and those in `aside`.

    q: a question. s: what is said. k: what else a cell shares. v: who says it. m: in which manner.
    """
    matters = "(changing OR named)"
    timed = f"{matters} AND time_edtf IS NOT NULL"
    when = f"CASE WHEN {timed} THEN time_edtf ELSE '' END"
    named = "CASE WHEN named THEN origin ELSE '' END"
    voice = d.hashed(("article", "principal", "chain", "quotes"))
    yield (
        "asked",
        (
            f"SELECT {d.hashed(['question'])} AS q, min(question) AS question,"
            " min(question_id) AS question_id, count(*) AS n, min(question) = max(question) AS sound"
            " FROM claims GROUP BY 1 HAVING count(*) > 1"
        ),
    )
    yield (
        "told",
        (
            f"SELECT position, claim, article, {d.hashed(['question'])} AS q, {d.hashed(SAID)} AS s,"
            f" {d.hashed(('instant + 0.0', 'until + 0.0', when, named))} AS k, {voice} AS v,"
            f" {d.hashed(('modality', 'stance', 'context'))} AS m, {', '.join(_HEAD)}, {timed} AS timed,"
            f" CASE WHEN {timed} THEN {d.days('time_first')} END AS time_first,"
            f" CASE WHEN {timed} THEN {d.days('time_last')} END AS time_last,"
            f" CASE WHEN {timed} THEN {d.micros('time_instant')} END AS time_micros,"
            " named, CASE WHEN named THEN origin ELSE '' END AS origin"
            f" FROM claims WHERE {d.hashed(['question'])} IN"
            " (SELECT q FROM asked WHERE question NOT IN (SELECT question FROM aside))"
        ),
    )
    shared = ", ".join(f"min({name}) AS {name}" for name in (*_HEAD, "timed", "time_first",
                       "time_last", "time_micros", "named", "origin"))  # fmt: skip
    yield (
        "cell",
        (
            f"SELECT q, s, k, count(*) AS n, min(position) AS first, min_by(v, position) AS v,"
            f" min_by(m, position) AS m, min_by(claim, position) AS claim,"
            f" min_by(article, position) AS article, {shared},"
            " min(low) = max(low) AND min(high) = max(high) AND min(stated) = max(stated)"
            " AND min(hedge) = max(hedge) AND min(concept) = max(concept) AS sound"
            " FROM told GROUP BY q, s, k"
        ),
    )
    columns = ", ".join(f"min({name}) AS {name}" for name in _VOICE)
    yield (
        "voice",
        (
            f"SELECT {voice} AS v, {columns}, min(article) = max(article)"
            " AND min(principal) = max(principal) AS sound FROM claims GROUP BY 1"
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

INFINITE = "CAST('Infinity' AS DOUBLE)"


def _gap() -> str:
    """As `bench`: the gap between two values, as a share of the larger."""
    ends = ("a.low", "a.high", "b.low", "b.high")
    finite = (f"CASE WHEN abs({x}) < {INFINITE} THEN abs({x}) ELSE 0.0 END" for x in ends)
    apart = "(greatest(a.low, b.low) - least(a.high, b.high))"
    return (
        f"CASE WHEN a.form <> 'interval' OR b.form <> 'interval' OR a.dated OR {apart} <= 0"
        f" THEN {INFINITE} ELSE {apart} / greatest({', '.join(finite)}) END"
    )


_REHEDGED = (
    "a.form = 'interval' AND b.form = 'interval' AND a.stated = b.stated"
    f" AND a.stated <> {compiled.literal(NO_NUMBER)} AND a.hedge <> b.hedge"
)
_KINSHIP = (
    " LEFT JOIN kinship k ON a.form = 'category' AND k.one = a.concept AND k.other = b.concept"
)


def items(d: Dialect) -> Iterator[Step]:
    """Pairs of cells of one question, each with the row of the table that decides it.

    Of few cells all pairs, of many the candidates. f: the finding that a pair belongs to; alone:
    it is the only one there.
    """
    sides = ", ".join(f"{side}.{name} AS {name}{side}" for side in "ab" for name in _SIDE)
    columns = f"{sides}, {_gap()} AS gap, {_REHEDGED} AS rehedged, {compiled.bound(compiled.PAIR)}"
    few = f"z.said <= {FEW_SIDES}"
    yield (
        "compared",
        (
            f"SELECT a.q AS q, {few} AS few, {few} AND z.cells = z.said AS alone, {columns}"
            f" FROM (SELECT * FROM size WHERE said > 1 AND cells <= {FEW}) z"
            " JOIN cell a ON a.q = z.q JOIN cell b ON a.q = b.q AND a.first < b.first AND a.s <> b.s"
            f"{_KINSHIP} UNION ALL"
            f" SELECT a.q AS q, {few} AS few, false AS alone, {columns}"
            " FROM candidate z JOIN cell a ON a.first = z.one JOIN cell b ON b.first = z.other"
            f"{_KINSHIP}"
        ),
    )
    kept = ", ".join(f"{name}{side}" for side in "ab" for name in _SIDE)
    key = ("q", "rule", "CASE WHEN few THEN sa ELSE 0 END", "CASE WHEN few THEN sb ELSE 0 END")
    yield (
        "item",
        (
            f"SELECT {d.hashed(key)} AS f, q, alone, {kept}, gap, rehedged, rule FROM"
            f" (SELECT *, {compiled.RULE} AS rule FROM compared)"
        ),
    )
    moved = ", ".join(str(at) for at, rule in enumerate(decision.TABLE) if rule.content in MOVED)
    yield (
        "odd",
        (
            f"SELECT DISTINCT q FROM item WHERE rule IN ({moved}) UNION SELECT q FROM"
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
            f" (SELECT g.f AS f, {compiled.bound(two)} FROM agreed g"
            f" JOIN cell a ON a.first = g.first JOIN cell b ON b.first = g.first{_KINSHIP})"
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
    strength = " ".join(
        f"WHEN {at} THEN {decision.INDEPENDENCE.index(name)}" for at, (name, _) in
        enumerate(independence.RELATIONS))  # fmt: skip
    speakers = d.hashed(("a.principal = b.principal", "a.principal = ''", "b.principal = ''",
                         "a.origin = b.origin", "a.named", "b.named"))  # fmt: skip
    yield (
        "related",
        (
            f"SELECT va, vb, speakers, CASE {compiled.RELATION} {strength} END AS source FROM"
            f" (SELECT x.va, x.vb, {speakers} AS speakers, {compiled.bound(compiled.spoken(d))}"
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
    yield (
        "example",
        (
            "SELECT u, min(source) AS source, min(pa) AS pa, min_by(pb, pa) AS pb FROM told_by GROUP BY u"
        ),
    )


def standing(d: Dialect) -> Iterator[Step]:
    """Claims, articles and voices of each finding, side by side."""
    yield (
        "met",
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
            " FROM met x LEFT JOIN member t ON t.q = x.q AND t.s = x.s AND t.k = x.k"
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


def weighed(d: Dialect) -> Iterator[Step]:
    """Gather what verdict and severity follow from. o: the voices of an agreement."""
    agreeing = ", ".join(
        str(at) for at, rule in enumerate(decision.TABLE) if rule.content in decision.AGREEING
    )
    yield (
        "sourced",
        (
            "SELECT f, coalesce(max(CASE WHEN crossing THEN source END), max(source)) AS source,"
            " bit_or(m.low) AS low, bit_or(m.high) AS high FROM told_by t JOIN mark m ON m.u = t.u"
            " GROUP BY f"
        ),
    )
    yield (
        "weighed",
        (
            f"SELECT x.*, s.source, s.low, s.high, x.gap < {decision.NEAR!r} AS near,"
            f" CASE WHEN x.rule IN ({agreeing}) THEN {d.hashed(['x.vs'])} END AS o"
            " FROM found x JOIN sourced s ON s.f = x.f"
        ),
    )


def findings(d: Dialect) -> Iterator[Step]:
    """Write the findings as published, with ids as `ids.digest` makes them."""
    names = " ".join(f"WHEN {at} THEN {quoted(r.id)}" for at, r in enumerate(decision.TABLE))
    contents = " ".join(
        f"WHEN {at} THEN {quoted(r.content)}" for at, r in enumerate(decision.TABLE)
    )
    side = f"""'["' || {d.joined(d.sorted("y"), '","')} || '"]'"""
    ordered = d.sorted(d.mapped("sides", "y", d.sorted("y")))
    text = (
        """'["' || rule || '",["' || question_id || '"],[' || """
        f"""{d.joined(d.mapped(ordered, "y", side), ",")} || ']]'"""
    )
    yield (
        "written",
        (
            f"SELECT substr({d.sha256(text)}, 1, {ID_HEX}) AS id, * FROM"
            f" (SELECT CASE w.rule {names} END AS rule, CASE w.rule {contents} END AS content,"
            f" {d.alone('a.question')} AS questions, a.question_id, w.sides,"
            f" {d.distinct('w.articles')} AS articles, j.provenance, j.facets, j.verdict, j.severity,"
            f" CASE WHEN w.o IS NOT NULL THEN p.fewest END AS fewest,"
            " CASE WHEN w.o IS NOT NULL THEN p.most END AS most,"
            f" {d.least('w.positions')} AS first"
            " FROM weighed w JOIN asked a ON a.q = w.q LEFT JOIN origin p ON p.o = w.o"
            " JOIN judged j ON j.rule = w.rule AND j.source = w.source AND j.near = w.near"
            " AND j.low = w.low AND j.high = w.high AND j.single = coalesce(p.fewest = 1, false))"
        ),
    )
