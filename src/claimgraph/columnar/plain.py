"""Layer 5. Plain questions: few answers, so that every pair of claims is put before the table.

Nearly all questions of a table are plain. Their claims are joined with themselves once; what a
pair shows is worked out on that row, and what the pairs of two bundles show together is a
finding. Any question that is not so simple is left to `plan`.

bundle: claims of one question that say the same, named by the position of the first. line: a
claim. couple: two claims. bond: all couples of two bundles, or within one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimgraph.columnar import compiled
from claimgraph.columnar.columns import (
    AGREEING,
    FINDING_TEXT,
    HARD,
    JUDGED,
    KINSHIP,
    MOVING,
    REHEDGED,
    SIDE_TEXT,
    WHO,
    Step,
    gap,
    heads,
    said,
    shared_origins,
    written,
)
from claimgraph.columnar.constants import Constants, fixed, varying
from claimgraph.columnar.dialect import Dialect
from claimgraph.compare import decision
from claimgraph.compare.bench import FEW_SIDES
from claimgraph.compare.cells import FEW
from claimgraph.findings import MAX_PAIRS


def lines(d: Dialect, known: Constants) -> Iterator[Step]:
    """Find the plain questions and read their claims."""
    q, s = d.hashed(["question"]), d.hashed(said(known))
    yield (
        "bundle",
        (
            f"SELECT q, s, count(*) AS n, min(position) AS first FROM"
            f" (SELECT position, {q} AS q, {s} AS s FROM claims) GROUP BY q, s"
        ),
    )
    yield (
        "plain",
        (
            f"SELECT q FROM bundle GROUP BY q HAVING count(*) <= {FEW_SIDES}"
            f" AND sum(n) BETWEEN 2 AND {FEW}"
            f" AND q NOT IN (SELECT {q} FROM aside)"
        ),
    )
    held = [f"{made} AS {name}" for name, made in heads(d).items() if name not in known]
    lists = varying(("quotes", "rests_on", "rests_on_stated", "sources_known"), known)
    columns = ", ".join((
        "position", "claim", "article", "principal", "named", "origin", "publisher",
        f"{d.hashed(('modality', 'stance', 'context'))} AS m",
        f"{d.inner('chain', 0)} AS behind", f"{d.inner('chain', 1)} AS relays",
        f"{d.hashed(WHO)} AS who", f"{d.hashed(['component'])} AS component",
        f"{HARD} AS hard", *lists, *held,
    ))  # fmt: skip
    yield (
        "line",
        (
            f"SELECT b.q, b.first AS s, c.* FROM"
            f" (SELECT {q} AS at_q, {s} AS at_s, {columns} FROM claims) c"
            " JOIN bundle b ON b.q = c.at_q AND b.s = c.at_s"
            " WHERE b.q IN (SELECT q FROM plain)"
        ),
    )


def _pair(known: Constants) -> tuple[Mapping[str, str], str]:
    """Columns of two claims a and b, and what to join for them."""
    if "concept" in known:
        return {**compiled.PAIR, "category": "''"}, ""
    return compiled.PAIR, fixed(KINSHIP, known)


def couples(d: Dialect, known: Constants) -> Iterator[Step]:
    """Decide every pair of claims, and say how their voices stand to each other.

    u: what its facets follow from. sole: what the origins of the two follow from.
    """
    pair, kin = _pair(known)
    read = f"{compiled.bound(pair, 'c_')}, {compiled.bound(compiled.spoken(d, known), 'v_')}"
    shown = ("source", "v_same_principal", "v_same_origin", "silent_a", "silent_b", "named_a",
             "named_b", "ma", "mb", "alike", "rehedged")  # fmt: skip
    sole = ["a.hard", "b.hard", "a.who = b.who", "a.component = b.component"]
    sole += [] if "quotes" in known else ["a.quotes", "b.quotes"]
    columns = (
        f"a.q, a.s AS sa, b.s AS sb, a.position AS pa, b.position AS pb, a.m AS ma, b.m AS mb,"
        f" a.article <> b.article AS crossing, a.s = b.s AND a.form = 'interval' AS alike,"
        f" a.s <> b.s AND {REHEDGED} AS rehedged, {gap()} AS gap,"
        f" a.principal = '' AS silent_a, b.principal = '' AS silent_b, a.named AS named_a,"
        f" b.named AS named_b, {d.hashed(sole)} AS sole, {read}"
    )
    yield (
        "couple",
        (
            "SELECT q, least(sa, sb) AS sa, greatest(sa, sb) AS sb, pa, pb, crossing, rule,"
            f" gap < {decision.NEAR!r} AS near, sole, {d.hashed(shown)} AS u, source FROM"
            f" (SELECT *, {compiled.RULE} AS rule,"
            f" {compiled.SOURCE} AS source FROM (SELECT {fixed(columns, known)}"
            f" FROM line a JOIN line b ON a.q = b.q AND a.position < b.position{kin}))"
        ),
    )


def bonds(d: Dialect, known: Constants) -> Iterator[Step]:
    """Gather what the couples of two bundles show; single out the questions that are not plain."""
    yield (
        "bond",
        (
            "SELECT c.sa, c.sb, min(c.q) AS q, count(*) AS n, min(c.rule) AS rule,"
            " max(c.rule) AS rule_, min(c.sole) AS sole, min(c.near) AS near,"
            " max(c.crossing) AS crossing, min(c.crossing) AS apart,"
            " coalesce(max(CASE WHEN c.crossing THEN m.source END), max(m.source)) AS source,"
            " bit_or(m.low) AS low, bit_or(m.high) AS high"
            " FROM couple c JOIN mark m ON m.u = c.u GROUP BY c.sa, c.sb"
        ),
    )
    yield (
        "hard",
        (
            "SELECT q FROM asked WHERE n > 1 AND q NOT IN (SELECT q FROM plain)"
            f" AND q NOT IN (SELECT {d.hashed(['question'])} FROM aside) UNION"
            f" SELECT q FROM bond WHERE n > {MAX_PAIRS} OR sa = sb AND NOT apart"
            f" OR sa <> sb AND (rule <> rule_ OR rule IN ({MOVING}))"
        ),
    )
    pair, kin = _pair(known)
    read = fixed(compiled.bound({**pair, "one_article": "false"}, "c_"), known)
    yield (
        "alike",
        (
            f"SELECT s, {compiled.RULE} AS rule FROM (SELECT a.s, {read} FROM bundle x"
            f" JOIN line a ON a.position = x.first JOIN line b ON b.position = x.first{kin}"
            " WHERE x.n > 1)"
        ),
    )


def bundles(d: Dialect, known: Constants) -> Iterator[Step]:
    """Lay out what each bundle puts into its findings."""
    kept = ["claim", "article", "hard", "who", "component", *varying(["quotes"], known)]
    lists = ", ".join(f"{d.by(f'{name}s', 'positions')} AS {name}s" for name in kept)
    gathered = ", ".join(f"{d.gathered(f'l.{name}')} AS {name}s" for name in (*kept, "position"))
    yield (
        "many",
        (
            f"SELECT s, {lists} FROM (SELECT l.s, {gathered} FROM line l"
            " JOIN bundle b ON b.first = l.s WHERE b.n > 1 GROUP BY l.s)"
        ),
    )
    spelt = SIDE_TEXT.format(d.joined(d.sorted("x.claims"), '","'))
    yield (
        "laid_out",
        (
            f"SELECT l.s, coalesce(x.claims, {d.alone('l.claim')}) AS claims,"
            f" coalesce(x.articles, {d.alone('l.article')}) AS articles,"
            f" coalesce({spelt}, {SIDE_TEXT.format('l.claim')}) AS spelt"
            " FROM line l LEFT JOIN many x ON x.s = l.s WHERE l.position = l.s"
        ),
    )


def weighed(d: Dialect, known: Constants) -> Iterator[Step]:
    """Gather what verdict and severity follow from. o: what the origins of an agreement do."""
    yield (
        "met_plainly",
        (
            "SELECT g.q, g.sa, g.sb, g.n, coalesce(k.rule, g.rule) AS rule, g.source, g.near,"
            " g.low, g.high, g.sole FROM bond g LEFT JOIN alike k ON g.sa = g.sb AND k.s = g.sa"
            " WHERE g.q NOT IN (SELECT q FROM hard)"
        ),
    )

    def all_of(name: str) -> str:
        one, other = (
            f"coalesce({many}.{name}s, {d.alone(f'{line}.{name}')})" for many, line in ("xa", "yb")
        )
        return f"CASE WHEN g.sa = g.sb THEN {one} ELSE {d.flat(d.pair(one, other))} END"

    quotes = None if "quotes" in known else all_of("quotes")
    alike = shared_origins(d, all_of("hard"), all_of("who"), all_of("component"), quotes)
    yield (
        "alike_by",
        (
            f"SELECT g.sa, g.sb, {alike} AS o FROM met_plainly g"
            " JOIN line a ON a.position = g.sa JOIN line b ON b.position = g.sb"
            " LEFT JOIN many x ON x.s = g.sa LEFT JOIN many y ON y.s = g.sb"
            f" WHERE g.n > 1 AND g.rule IN ({AGREEING})"
        ),
    )
    yield (
        "weighed_plainly",
        (
            f"SELECT g.*, CASE WHEN g.n > 1 THEN k.o WHEN g.rule IN ({AGREEING}) THEN g.sole END"
            " AS o FROM met_plainly g LEFT JOIN alike_by k ON k.sa = g.sa AND k.sb = g.sb"
        ),
    )


def findings(d: Dialect) -> str:
    """Query that gives the findings of plain questions."""
    each = SIDE_TEXT.format(d.joined(d.sorted("x.claims"), '"],["'))
    sides = (
        f"CASE WHEN w.sa = w.sb THEN {each} WHEN x.spelt < y.spelt THEN x.spelt || ',' || y.spelt"
        " ELSE y.spelt || ',' || x.spelt END"
    )
    both = d.flat(d.pair("x.articles", "y.articles"))
    articles = (
        "CASE WHEN w.sa = w.sb THEN x.articles"
        f" WHEN {d.meets('x.articles', 'y.articles')} THEN {d.distinct(both)} ELSE {both} END"
    )
    return (
        f"SELECT {written(d, FINDING_TEXT.format(sides))},"
        f" CASE WHEN w.sa = w.sb THEN {d.mapped('x.claims', 'c', d.alone('c'))}"
        f" ELSE {d.pair('x.claims', 'y.claims')} END AS sides, {articles} AS articles,"
        " w.sa AS first FROM weighed_plainly w"
        f" JOIN laid_out x ON x.s = w.sa JOIN laid_out y ON y.s = w.sb {JUDGED}"
    )
