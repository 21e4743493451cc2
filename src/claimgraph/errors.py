"""Layer 0. Every error a user can meet: what is wrong, where, and what to do about it."""

from __future__ import annotations

from typing import ClassVar


class ClaimgraphError(Exception):
    """Base of all errors raised on purpose; carries the exit code of the command line.

    what: one sentence; where: ``file:line`` or an IRI; cure: what to do next.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.cure = cure

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        cure = f" ({self.cure})" if self.cure else ""
        return f"{place}{self.what}{cure}"


class InputError(ClaimgraphError):
    """Input that can't be read or understood."""

    exit_code = 2


class UnreadableError(InputError):
    """A file that can't be opened, decoded or parsed, so that nothing in it can be judged."""


class InputErrors(InputError):  # noqa: N818 - the plural says that it holds several
    """Several input errors found in one pass, so that a person can mend them together."""

    def __init__(self, errors: list[InputError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class UsageError(ClaimgraphError):
    """A request that can't be carried out as it was put (unknown id, unknown format)."""

    exit_code = 2


class QueryError(ClaimgraphError):
    """A SPARQL query that can't be parsed or evaluated."""

    exit_code = 2


class RemoteError(ClaimgraphError):
    """A remote end that failed or can't be reached."""

    exit_code = 4


class MissingResource(ClaimgraphError):  # noqa: N818 - reads as the fact it states
    """A file that belongs to the installation is not there: our fault."""

    exit_code = 3
