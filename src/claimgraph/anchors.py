"""Layer 1. Where things stand: a line of a file, a span of a text, a cell of a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a thing was written: file and line (from 1), for messages."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.file else ""


NOWHERE = SourceLine()


def place_of(start: int, end: int, column: str) -> str:
    """Say for people where a span or, with a *column*, a cell stands.

    >>> place_of(3, 9, ""), place_of(5, 4, "value")
    ('characters 3-9', 'row 5, column “value”')
    """
    return f"row {start}, column “{column}”" if column else f"characters {start}-{end}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim stands in its article: Unicode code points, end exclusive.

    digest: ``sha256:`` of exactly that span. phrase: at most 8 words and 60 characters of it.
    column: name of the column of a cell, empty for a span of text. Of a cell start is the row and
    end the column, both from 1 and the header counted (RFC 7111, section 2); digest and phrase are
    of its text. locator: where the table's author says that the row comes from.
    """

    start: int
    end: int
    digest: str
    phrase: str = ""
    lang: str = ""
    where: SourceLine = NOWHERE
    column: str = ""
    locator: str = ""

    @property
    def place(self) -> str:
        """Say for people where this is."""
        return place_of(self.start, self.end, self.column)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A direct quotation: its span and the digest of its normalised words."""

    anchor: Anchor
    quote: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table that claims were imported from: not held, but known by its digest.

    name: of the file. sha256: of the file's content, unpacked where it is compressed. rows: with
    the header, where there is one. columns: their names, in order.
    """

    id: str
    name: str
    sha256: str
    rows: int
    columns: tuple[str, ...]
