"""Layer 3. What became of the rows of a table: every reading is accounted for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Summary:
    """What became of every row and reading of one table.

    rows: of data. blank: rows without a cell. broken: rows that could not be taken apart, or that
    name no source or subject. readings: values that the other rows hold, one a cell or item of a
    list; each is a new claim, merged into an equal one, empty, or rejected.
    """

    table: str
    rows: int = 0
    blank: int = 0
    broken: int = 0
    readings: int = 0
    claims: int = 0
    merged: int = 0
    empty: int = 0
    rejected: int = 0

    @property
    def reconciled(self) -> bool:
        """Tell whether every reading is accounted for."""
        return self.readings == self.claims + self.merged + self.empty + self.rejected

    def __str__(self) -> str:
        lost = f"; {self.broken:,} rows rejected" if self.broken else ""
        blank = f"; {self.blank:,} blank" if self.blank else ""
        return (
            f"{self.table}: {self.rows:,} rows{blank}{lost}; {self.readings:,} readings = "
            f"{self.claims:,} claims + {self.merged:,} merged + {self.empty:,} empty + "
            f"{self.rejected:,} rejected"
        )
