"""A suggested mapping works as it is printed, on tables of many forms."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from claimgraph import importing, resources, yamlfile
from claimgraph.importing import mapping
from tests.unit.importing.conftest import Importer

FLIGHTS = (
    "Website\tFlight Number\tScheduled Departure\tGate\n"
    "alpha\tEM-1-OS-LU\t7:10p\tD12\nbeta\tEM-1-OS-LU\tDec 1 2011 19:10\tD 12\n"
    "gamma\tEM-1-OS-LU\tNot Available\tB7\nalpha\tEM-2-LU-OS\t8:00a\tB7\n"
    "beta\tEM-2-LU-OS\t12/1/2011 8:05 AM\tB7\ngamma\tEM-2-LU-OS\t8:00 am\tB8\n"
)
STOCKS = (
    'Source,Symbol,Change %,Last trading price,Volume\nalpha,EMS,+1.2%,$12.50,"1,200"\n'
    "beta,EMS,1.19 %,$12.48,1.2K\nalpha,ORR,-0.4%,$7.00,N/A\nbeta,ORR,(0.4%),$7.05,310\n"
)


def test_a_long_table_is_recognised(imported: Importer) -> None:
    text = "source,subject,property,value,unit\na,x,height,12,m\nb,x,height,13,m\n"
    corpus, summary, _ = imported(text)
    assert [c.value.stated for c in corpus.claims] == [12, 13]
    assert summary.rejected == summary.broken == 0


def test_a_wide_table_has_a_measure_for_each_column(imported: Importer) -> None:
    corpus, summary, _ = imported(STOCKS)
    assert set(corpus.register.measures) - {"holds"} == {
        mapping.slug("Change %"), "last-trading-price", "volume",
    }  # fmt: skip
    assert (summary.rejected, summary.empty) == (0, 1)


def test_times_in_several_forms_are_one_column(imported: Importer) -> None:
    corpus, summary, left_out = imported(FLIGHTS, name="t.tsv")
    times = {c.value.stated for c in corpus.claims if "departure" in c.question}
    assert times == {1150, 480, 485}
    assert (summary.empty, left_out.count) == (1, 0)


def test_a_table_without_a_header_keeps_its_first_row(imported: Importer) -> None:
    rows = "".join(f"{s},lake {n},{n * 10 + k}\n" for n in range(9) for k, s in enumerate("ab"))
    corpus, summary, _ = imported(rows)
    assert (summary.rows, len(corpus.claims)) == (18, 18)
    assert len(corpus.articles) == 2


@pytest.mark.parametrize("mark", [";", "|"])
def test_another_delimiter_is_found(imported: Importer, mark: str) -> None:
    corpus, _, _ = imported(STOCKS.replace('"1,200"', "1200").replace(",", mark))
    assert len(corpus.articles) == 2


def test_bytes_that_are_not_utf8_are_read_as_cp1252(imported: Importer) -> None:
    text = "source,subject,property,value\né,x,height,12\nb,x,height,13\n"
    corpus, _, _ = imported(text.encode("cp1252"))
    assert {agent.name for agent in corpus.register.agents.values()} == {"é", "b"}


def test_a_byte_order_mark_is_no_part_of_a_name(imported: Importer) -> None:
    corpus, _, _ = imported(b"\xef\xbb\xbfsource,subject,height\na,x,12\nb,x,12\n")
    assert corpus.register.tables["t"].columns[0] == "source"


def test_columns_of_one_name_are_told_apart(imported: Importer) -> None:
    corpus, _, _ = imported("source,flight,gate,gate\na,x,B7,B8\nb,x,B7,B9\na,y,B7,B9\n")
    assert set(corpus.register.measures) - {"holds"} == {"gate", "gate-2"}


@pytest.mark.parametrize("text", [STOCKS, FLIGHTS])
def test_a_suggestion_fits_the_schema_of_mappings(
    text: str, tmp_path: Path, imported: Importer
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    block = yamlfile.parse(importing.suggest(path), "map")
    data = {key: block.raw(key) for key in block.lines}
    schema = json.loads(resources.text("schemas", "mapping.schema.json"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert imported(text)[1].reconciled
