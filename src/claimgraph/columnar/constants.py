"""Layer 5. Columns that are the same in a whole table: written into the plan as what they hold.

A table that was imported says most things once for all rows: one unit, no category, no quotation.
The engine then need not carry the column along, and folds the conditions that read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from claimgraph.columnar import columns
from claimgraph.columnar.compiled import literal
from claimgraph.columnar.engine import Engine

Constants = Mapping[str, str]
"""What a column holds in all rows, as SQL, by its name."""


def constants(engine: Engine) -> Constants:
    """Find which columns are the same in all claims; a list is, where none has an item."""
    d = engine.dialect
    sometimes = columns.times(d)
    always = {**columns.heads(d), "remark": columns.REMARK, "sources_known": "sources_known"}
    asked = [
        *(f"CASE WHEN min({made}) = max({made}) THEN min({made}) END AS {name}"
          for name, made in always.items() if name not in sometimes),
        *(f"max({d.length(name)}) AS {name}" for name in columns.LISTS),
        *(f"count({made}) AS {name}" for name, made in sometimes.items()),
    ]  # fmt: skip
    found = engine.read(f"SELECT {', '.join(asked)} FROM claims").to_pylist()[0]
    lists = {name: "''" for name in columns.LISTS if found.pop(name) == 0}
    never = {name: "CAST(NULL AS BIGINT)" for name in sometimes if found.pop(name) == 0}
    same = {name: literal(value) for name, value in found.items() if value is not None}
    return {**lists, **never, **same}


def varying(names: Iterable[str], known: Constants) -> list[str]:
    """Those of *names* that differ between claims."""
    return [name for name in names if name not in known]


def fixed(sql: str, known: Constants) -> str:
    """Write constants into *sql* in place of columns of the claims a and b.

    >>> fixed("a.unit = b.unit AND a.low < b.low", {"unit": "'people'"})
    "'people' = 'people' AND a.low < b.low"
    """
    return re.sub(r"\b[ab]\.(\w+)", lambda found: known.get(found[1], found[0]), sql)
