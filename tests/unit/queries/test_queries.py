"""The shipped queries on the invented corpus, and the way queries are asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimgraph import graph, queries, rdfterms, store
from claimgraph.compare.dimensions import comparable
from claimgraph.errors import UnreadableError, UsageError
from claimgraph.findings import Comparison, Finding
from claimgraph.model import Corpus
from claimgraph.results import plain
from claimgraph.store import Store

PARAMS = {
    "said-by": {"agent": "lindmar-harbour-office"},
    "dependents": {"document": "harbour-office-statement"},
    "known-by": {"day": "2031-12-31"},
}
NAMES = tuple(queries.shipped())


@pytest.fixture(scope="module")
def nquads(harbour: Corpus, harbour_comparison: Comparison) -> str:
    """Return the invented corpus with its findings and with one claim withdrawn."""
    claims = list(harbour.claims)
    old = next(i for i, c in enumerate(claims) if c.question == "smoke-seen")
    new = next(i for i, c in enumerate(claims) if c.question == "firefighters")
    claims[old] = replace(claims[old], status="superseded")
    claims[new] = replace(claims[new], links=(("replaces", claims[old].id),))
    changed = replace(harbour, claims=tuple(claims))
    return graph.nquads(changed, harbour_comparison, comparable(harbour.register))


@pytest.fixture(scope="module")
def oxigraph(nquads: str) -> Store:
    """Return the corpus in the default engine."""
    return store.load(nquads)


@pytest.fixture(scope="module")
def rdflib(nquads: str) -> Store:
    """Return the corpus in the second engine."""
    return store.load(nquads, "rdflib")


@pytest.fixture(scope="module")
def flat(nquads: str) -> Store:
    """Return the corpus without its graphs."""
    return store.load(rdfterms.flatten(nquads))


def table(loaded: Store, name: str, **params: str) -> list[dict[str, str]]:
    """Return the rows of a shipped query as bare values by column."""
    found = queries.run(loaded, name, PARAMS.get(name, {}) | params)
    return [dict(zip(found.variables, map(plain, row), strict=True)) for row in found.rows]


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_give_the_same_rows(oxigraph: Store, rdflib: Store, name: str) -> None:
    ours = queries.run(oxigraph, name, PARAMS.get(name))
    assert len(ours.rows) > 0
    assert queries.run(rdflib, name, PARAMS.get(name)) == ours


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_need_no_graphs(oxigraph: Store, flat: Store, name: str) -> None:
    assert queries.run(flat, name, PARAMS.get(name)) == queries.run(
        oxigraph, name, PARAMS.get(name)
    )


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("claims", {"article": "gazette"}),
        ("unsourced", {"article": "courier"}),
        ("only-in", {"article": "gazette"}),
        ("evidence", {"article": "courier"}),
        ("projections", {"on": "2032-01-01"}),
        ("known-by", {"day": "2031-04-01", "agent": "ilse-vantree"}),
        ("said-by", {"agent": "fire-brigade-officials"}),
        ("dependents", {"document": "meridian-report"}),
        ("dependents", {"document": "gazette"}),
    ],
)
def test_both_engines_bind_parameters_alike(
    oxigraph: Store, rdflib: Store, name: str, params: dict[str, str]
) -> None:
    ours = queries.run(oxigraph, name, params)
    assert len(ours.rows) > 0
    assert queries.run(rdflib, name, params) == ours


def test_every_row_comes_once(oxigraph: Store) -> None:
    for name in NAMES:
        rows = queries.run(oxigraph, name, PARAMS.get(name)).rows
        assert len(set(rows)) == len(rows), name


def test_agreements_count_the_origins_behind_them(oxigraph: Store) -> None:
    (row,) = (r for r in table(oxigraph, "agreements") if "warehouses" in r["question"])
    assert (row["content"], row["verdict"]) == ("agree-exact", "repetition")
    assert (row["origins_min"], row["origins_max"]) == ("1", "1")


def test_discrepancies_show_both_values_and_both_speakers(oxigraph: Store) -> None:
    (row,) = (r for r in table(oxigraph, "discrepancies") if "Orlow" in r["question"])
    assert (row["value_a"], row["speaker_a"]) == ("about 300", "fire brigade officials")
    assert (row["value_b"], row["speaker_b"]) == ("about 500", "people in Orlow")
    assert row["content"] == "conflict/value"


def test_discrepancies_are_conflicts_and_tensions_only(
    oxigraph: Store, harbour_comparison: Comparison
) -> None:
    expected = {f.id for f in harbour_comparison.findings if f.family in ("conflict", "tension")}
    found = {r["finding"].rpartition("/")[2] for r in table(oxigraph, "discrepancies")}
    assert found == expected != set()


def test_origins_count_articles_and_claims(oxigraph: Store) -> None:
    (row,) = (r for r in table(oxigraph, "origins") if "warehouses" in r["question"])
    assert (row["articles"], row["claims"], row["origins_min"]) == ("2", "2", "1")


def test_said_by_follows_chains_to_any_depth(oxigraph: Store) -> None:
    rows = table(oxigraph, "said-by", agent="fire-brigade-officials")
    assert {(r["question"], r["depth"]) for r in rows} == {
        ("How many residents of Orlow were moved?", "3"),
        ("What started the fire?", "3"),
    }


def test_said_by_a_relay_finds_what_it_passed_on(oxigraph: Store) -> None:
    rows = table(oxigraph, "said-by", agent="meridian-wire")
    assert {(r["speaker"], r["depth"]) for r in rows} == {("fire brigade officials", "2")}


def test_said_by_an_office_counts_its_people(oxigraph: Store) -> None:
    assert "Ilse Vantree" in {r["speaker"] for r in table(oxigraph, "said-by")}


def test_claims_of_one_article_are_all_of_that_article(oxigraph: Store, harbour: Corpus) -> None:
    rows = table(oxigraph, "claims", article="courier")
    assert {r["in"] for r in rows} == {harbour.articles["courier"].label}
    assert len(rows) == sum(c.article == "courier" for c in harbour.claims)


def test_claims_leave_out_what_was_withdrawn(oxigraph: Store, harbour: Corpus) -> None:
    assert len(table(oxigraph, "claims")) == len(harbour.claims) - 1


def test_withdrawn_shows_what_took_the_place(oxigraph: Store) -> None:
    (row,) = table(oxigraph, "withdrawn")
    assert (row["status"], row["successor_value"]) == ("superseded", "several")


def test_unsourced_holds_own_voice_and_passives(oxigraph: Store, harbour: Corpus) -> None:
    alone = {c.id for c in harbour.claims if len(c.chain) == 1 and c.question != "smoke-seen"}
    found = {r["claim"].rpartition("/")[2] for r in table(oxigraph, "unsourced")}
    assert found == alone != set()


def test_anonymous_only_names_the_role(oxigraph: Store) -> None:
    rows = table(oxigraph, "anonymous-only")
    assert {(r["source"], r["value"]) for r in rows} == {
        ("a port engineer", "more than 40 %"),
        ("a police officer", "arson"),
    }


def test_anonymous_only_leaves_out_what_a_named_speaker_says_too(harbour: Corpus) -> None:
    anonymous = next(c for c in harbour.claims if c.chain[-1] == "anon-police-officer")
    named = next(c for c in harbour.claims if c.chain[-1] == "lindmar-harbour-office")
    agreement = Finding(
        "f1", ("cause",), ((anonymous.id,), (named.id,)), ("gazette", "courier"), "agree-exact",
        "possibly-dependent", (), "unproven-corroboration", "info", "R08", "Both say it.",
        origins=(1, 2),
    )  # fmt: skip
    loaded = store.load(graph.nquads(harbour, Comparison((agreement,), "1")))
    assert {r["source"] for r in table(loaded, "anonymous-only")} == {"a port engineer"}


def test_only_in_is_what_the_comparison_found_missing(
    oxigraph: Store, harbour_comparison: Comparison
) -> None:
    expected = {
        f.id
        for f in harbour_comparison.findings
        if f.content == "omission" and f.articles == ("gazette",)
    }
    found = {r["finding"].rpartition("/")[2] for r in table(oxigraph, "only-in", article="gazette")}
    assert found == expected != set()


def test_scope_says_why_two_numbers_cannot_be_compared(oxigraph: Store) -> None:
    rows = table(oxigraph, "scope")
    pairs = {(r["value_a"], r["value_b"]) for r in rows}
    assert ("46", "12") in pairs
    assert all("period" in r["reason"] for r in rows)


def test_arithmetic_shows_the_computation(oxigraph: Store) -> None:
    rows = {r["value"]: r for r in table(oxigraph, "arithmetic")}
    assert (rows["46"]["outcome"], rows["46"]["computed"]) == ("holds", "28 + 18 = 46")


def test_chains_show_one_speaker_in_two_wordings(oxigraph: Store) -> None:
    (row,) = (r for r in table(oxigraph, "chains") if "barred" in r["question"])
    assert row["speaker"] == "Lindmar Harbour Office"
    assert (row["value_a"], row["value_b"]) == ("over 200", "200 and over")


def test_attribution_differences_name_the_facet(oxigraph: Store) -> None:
    rows = table(oxigraph, "attribution-differences")
    assert {r["facet"] for r in rows} >= {"attribution:different", "attribution:anonymous"}
    assert all(r["facet"].startswith("attribution:") for r in rows)


def test_certainty_differences_are_of_modality_and_stance(oxigraph: Store) -> None:
    facets = {r["facet"].split(":")[0] for r in table(oxigraph, "certainty-differences")}
    assert facets == {"modality", "stance"}


def test_dependents_tell_stated_from_inferred(oxigraph: Store) -> None:
    rows = table(oxigraph, "dependents")
    assert {(r["basis"], r["in"][:7]) for r in rows} == {
        ("stated", "Tidewat"),
        ("inferred", "Norrin "),
    }


def test_dependents_of_an_article_are_its_own_claims(oxigraph: Store, harbour: Corpus) -> None:
    rows = table(oxigraph, "dependents", document="gazette")
    assert {r["in"] for r in rows} == {harbour.articles["gazette"].label}


def test_projections_without_a_day_are_all(oxigraph: Store) -> None:
    assert {r["ends"] for r in table(oxigraph, "projections")} == {"", "2031-06-01"}


@pytest.mark.parametrize(("day", "count"), [("2031-06-01", 0), ("2031-06-02", 1)])
def test_projections_can_be_checked_once_their_time_is_over(
    oxigraph: Store, day: str, count: int
) -> None:
    assert len(table(oxigraph, "projections", on=day)) == count


def test_rules_stand_side_by_side(oxigraph: Store) -> None:
    assert [(r["in"][:6], r["value"]) for r in table(oxigraph, "rules")] == [
        ("Norrin", "200 and over"),
        ("Tidewa", "over 200"),
    ]


def test_evidence_has_a_row_for_each_anchor(oxigraph: Store, harbour: Corpus) -> None:
    rows = table(oxigraph, "evidence")
    assert len(rows) == sum(len(c.anchors) for c in harbour.claims)
    assert all(int(r["start"]) < int(r["end"]) for r in rows)


def test_guessed_lists_context_sources_and_publishers(oxigraph: Store) -> None:
    rows = table(oxigraph, "guessed")
    assert {r["kind"] for r in rows} == {"dimension", "source", "publisher"}


def test_over_time_is_about_what_can_change(oxigraph: Store) -> None:
    assert {r["question"] for r in table(oxigraph, "over-time")} == {
        "What share of the port's cranes no longer works?"
    }


@pytest.mark.parametrize(("day", "known"), [("2031-03-31", False), ("2031-04-01", True)])
def test_known_by_begins_on_the_day_of_the_record(oxigraph: Store, day: str, known: bool) -> None:
    assert bool(table(oxigraph, "known-by", day=day)) is known


def test_a_parameter_that_was_not_given_makes_no_empty_column(oxigraph: Store) -> None:
    assert "on" not in queries.run(oxigraph, "projections").variables
    assert "on" in queries.run(oxigraph, "projections", {"on": "2040-01-01"}).variables


@pytest.mark.parametrize(
    "value",
    [
        "meridian-wire", "Meridian Wire", "MERIDIAN WIRE", "meridian-w",
        "https://w3id.org/claimgraph/agent/meridian-wire",
    ],
)  # fmt: skip
def test_a_thing_is_found_by_id_name_iri_or_beginning(oxigraph: Store, value: str) -> None:
    found = queries.run(oxigraph, "said-by", {"agent": value})
    assert found == queries.run(oxigraph, "said-by", {"agent": "meridian-wire"})


def test_a_name_that_is_almost_right_is_suggested(oxigraph: Store) -> None:
    with pytest.raises(UsageError, match="no agent here is called") as caught:
        queries.run(oxigraph, "said-by", {"agent": "meridan-wire"})
    assert "meridian-wire" in caught.value.cure


def test_a_beginning_that_fits_two_things_is_refused(oxigraph: Store, harbour: Corpus) -> None:
    with pytest.raises(UsageError, match="several things"):
        queries.run(oxigraph, "said-by", {"agent": "anon-po"})
    assert sum(name.startswith("anon-po") for name in harbour.register.agents) == 2


def test_a_parameter_is_never_pasted_into_the_query(oxigraph: Store) -> None:
    with pytest.raises(UsageError, match="no agent here is called"):
        queries.run(oxigraph, "said-by", {"agent": "x> } SERVICE <http://x/> { ?s ?p ?o"})


@pytest.mark.parametrize("value", ["soon", "2031", "2031-02-30", "2031-03-03~"])
def test_a_day_is_one_day(oxigraph: Store, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        queries.run(oxigraph, "projections", {"on": value})
    assert caught.value.where == "on"


def test_a_parameter_that_is_required_is_asked_for(oxigraph: Store) -> None:
    with pytest.raises(UsageError, match="needs the parameter 'agent'"):
        queries.run(oxigraph, "said-by")


def test_a_parameter_that_does_not_exist_is_refused(oxigraph: Store) -> None:
    with pytest.raises(UsageError, match="no parameter 'speaker'"):
        queries.run(oxigraph, "said-by", {"speaker": "x"})


def test_a_name_that_no_query_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="no query called") as caught:
        queries.find("discrepancy")
    assert "discrepancies" in caught.value.cure


def test_a_query_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert queries.find(str(file)) == "ASK { ?s ?p ?o }"


def test_a_query_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="can't be read"):
        queries.find(str(tmp_path / "none.rq"))


def test_sparql_is_taken_as_it_is(nquads: str) -> None:
    found = queries.run(nquads, "SELECT (COUNT(?c) AS ?n) { ?c a cg:Claim }")
    assert [plain(row[0]) for row in found.rows] == ["37"]


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("https://w3id.org/claimgraph/agent/meridian-wire", 1),
        ("<https://w3id.org/claimgraph/agent/meridian-wire>", 1),
        ("meridian-wire", 0),
    ],
)
def test_a_parameter_of_ones_own_query_is_a_term(oxigraph: Store, value: str, rows: int) -> None:
    asked = "SELECT ?x ?name { ?x a cg:Agent ; skos:prefLabel ?name }"
    assert len(queries.run(oxigraph, asked, {"x": value}).rows) == rows


@pytest.mark.parametrize(
    ("value", "kind"),
    [("3", "integer"), ("2031-03-04", "date"), ('"3"', "string"), ("three", "string")],
)
def test_a_bare_value_becomes_what_it_looks_like(value: str, kind: str) -> None:
    asked = "SELECT ?x (STRAFTER(STR(DATATYPE(?x)), '#') AS ?kind) { ?s ?p ?o }"
    found = queries.run("<a:a> <a:b> <a:c> .\n", asked, {"x": value})
    assert [plain(row[1]) for row in found.rows] == [kind]


@pytest.mark.parametrize("value", ["<a> <b>", "<a:a> <a:b>", "<a>", '"x', "http://x/ y"])
def test_a_term_that_is_none_is_refused(oxigraph: Store, value: str) -> None:
    with pytest.raises(UsageError, match="not a term"):
        queries.run(oxigraph, "SELECT ?x { ?x ?p ?o }", {"x": value})


def test_a_variable_that_is_none_is_refused(oxigraph: Store) -> None:
    with pytest.raises(UsageError, match="not a variable"):
        queries.run(oxigraph, "SELECT ?x { ?x ?p ?o }", {"x y": "1"})
