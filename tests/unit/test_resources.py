"""Shipped files are found, and a damaged installation says so."""

from __future__ import annotations

import pytest

from claimgraph import resources
from claimgraph.errors import MissingResource


@pytest.mark.parametrize("name", ["ontology", "shapes", "schemas"])
def test_a_shipped_directory_is_found(name: str) -> None:
    assert resources.directory(name).is_dir()


def test_a_directory_that_is_not_shipped_is_our_fault() -> None:
    with pytest.raises(MissingResource, match="'nowhere' is not part of this installation"):
        resources.directory("nowhere")


def test_a_missing_file_is_named_with_its_directory() -> None:
    with pytest.raises(MissingResource, match=r"schemas/none\.json is missing"):
        resources.text("schemas", "none.json")


def test_the_text_of_a_shipped_file_is_returned() -> None:
    assert '"$schema"' in resources.text("schemas", "claims.schema.json")
