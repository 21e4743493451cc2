"""Layer 3. All rows of a pattern, also from a server that cuts its answers.

Some servers end an answer after so many rows (Virtuoso: 10,000 unless set otherwise) and say so
nowhere in the body. So rows are counted, by us and by the server. Where fewer came than there are,
the pattern is asked in parts that don't depend on an order: by the first digits of the MD5 of a
row's terms (SPARQL 1.1 Query, section 17.4.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from claimgraph.errors import RemoteError
from claimgraph.remote import protocol
from claimgraph.remote.failures import UnreachableError
from claimgraph.remote.http import Http
from claimgraph.remote.protocol import Row
from claimgraph.remote.targets import Params, Target

_DIGITS = "0123456789abcdef"
_DEEPEST = 6
"""Digits of a part's name at most: more than sixteen million parts are no way to read a store."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A pattern and the variables of its rows, all bound. params: of the request."""

    names: str
    where: str
    params: Params = ()
    distinct: bool = False

    def select(self, part: str = "") -> str:
        """Return the query for all rows, or for those whose MD5 begins with *part*."""
        terms = ', " ", '.join(f"STR({name})" for name in self.names.split())
        only = f' FILTER(STRSTARTS(MD5(CONCAT({terms}, "")), "{part}"))' if part else ""
        head = "SELECT DISTINCT" if self.distinct else "SELECT"
        return f"{head} {self.names} WHERE {{ {self.where}{only} }}"

    def count(self) -> str:
        """Return the query for the number of rows."""
        return f"SELECT (COUNT(*) AS ?rowCount) WHERE {{ {self.select()} }}"


class CutError(RemoteError):
    """The server gave fewer rows than it has. given: how many."""

    def __init__(self, given: int, there: int, where: str) -> None:
        super().__init__(f"it gave {given:,} of {there:,} rows", where=where,
                         cure="raise the limit of rows that the server sets")  # fmt: skip
        self.given = given


def rows(
    http: Http, target: Target, asked: Asked, *, cap: int = 0, expected: int = -1
) -> Iterator[Row]:
    """Yield all rows, in no order. cap: rows after which the server is known to cut; 0: not known.

    expected: how many there should be; where just as many come, the server is not asked to count.
    Raises CutError after the last row that came where some are missing: what was read so far is
    void then, and asking again with its `given` as *cap* reads all of them.
    """
    if cap:
        there = _count(http, target, asked)
        if there >= cap:
            yield from _in_parts(http, target, asked, cap, there)
            return
    given = 0
    for row in protocol.select(http, target, asked.select(), asked.params):
        given += 1
        yield row
    if given != expected and (there := _count(http, target, asked)) > given:
        raise CutError(given, there, target.query)


def table(http: Http, target: Target, asked: Asked) -> list[Row]:
    """Return all rows as a list; asked again where the answer breaks off."""
    for left in range(http.attempts - 1, -1, -1):
        try:
            return restarted(lambda cap: list(rows(http, target, asked, cap=cap)))
        except UnreachableError:
            if not left:
                raise
    raise AssertionError("unreachable")  # pragma: no cover - the last attempt returns or raises


def restarted(read: Callable[[int], T]) -> T:
    """Call *read* with no cap, and once more with the one that the server turned out to have."""
    try:
        return read(0)
    except CutError as cut:
        if not cut.given:
            raise
        return read(cut.given)


def _count(http: Http, target: Target, asked: Asked) -> int:
    return protocol.number(protocol.rows(http, target, asked.count(), asked.params)[0][0])


def _in_parts(http: Http, target: Target, asked: Asked, cap: int, there: int) -> Iterator[Row]:
    """Ask for parts that are small enough, each held only while it is read."""
    digits = 1
    while 2 * there > cap * len(_DIGITS) ** digits:
        digits += 1
    given, waiting = 0, [""]
    while waiting:
        part = waiting.pop()
        if len(part) < digits:
            waiting.extend(part + digit for digit in reversed(_DIGITS))
            continue
        found = protocol.rows(http, target, asked.select(part), asked.params)
        if len(found) >= cap and len(part) < _DEEPEST:
            waiting.extend(part + digit for digit in reversed(_DIGITS))
            continue
        given += len(found)
        yield from found
    if given < there:
        raise RemoteError(f"it gave {given:,} of {there:,} rows, asked in parts",
                          where=target.query, cure="did something else write to it?")  # fmt: skip
