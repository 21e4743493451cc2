from __future__ import annotations

import pytest

from claimgraph.cli import connecting
from claimgraph.errors import UsageError
from claimgraph.remote.targets import KINDS, preset, with_addresses

URLS = {
    "fuseki": "http://h:3030/ds",
    "rdf4j": "http://h/rdf4j-server/repositories/r",
    "graphdb": "http://h:7200/repositories/r",
    "stardog": "http://h:5820/db",
}


def url_of(kind: str) -> str:
    return URLS.get(kind, "http://h:1234")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_written_to(kind: str) -> None:
    assert preset(kind, url_of(kind)).writable


def test_only_kinds_that_tests_run_against_are_marked_tested() -> None:
    assert {kind for kind in KINDS if preset(kind, url_of(kind)).tested} == {
        "oxigraph", "fuseki", "rdf4j",
    }  # fmt: skip


def test_the_command_line_offers_every_kind() -> None:
    assert connecting.KINDS == KINDS


@pytest.mark.parametrize("ending", ["", "/", "/query", "/update", "/store"])
def test_any_address_of_oxigraph_leads_to_all_of_them(ending: str) -> None:
    assert preset("oxigraph", "http://h:7878" + ending).query == "http://h:7878/query"


@pytest.mark.parametrize(("kind", "url", "lacks"), [
    ("fuseki", "http://h:3030/", "dataset's name"),
    ("rdf4j", "http://h/rdf4j-server", "repository"),
    ("stardog", "http://h:5820", "database's name"),
])  # fmt: skip
def test_an_address_without_its_dataset_is_refused(kind: str, url: str, lacks: str) -> None:
    with pytest.raises(UsageError, match=lacks):
        preset(kind, url)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="'allegro' is no kind of store"):
        preset("allegro", "http://h/")


def test_an_update_address_of_the_user_is_the_one_that_is_written_to() -> None:
    changed = with_addresses(preset("oxigraph", "http://h"), update="http://h/other")
    assert (changed.update, changed.quads) == ("http://h/other", "")
