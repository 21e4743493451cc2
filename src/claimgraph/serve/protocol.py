"""Layer 6. The SPARQL endpoint: SPARQL 1.1 Protocol, queries only.

Source: SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013), sections 2.1 and 2.2.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from claimgraph import rdfterms
from claimgraph.errors import InputError
from claimgraph.serve import frames, media
from claimgraph.serve.negotiation import best

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FIELDS = 1000


class Refused(Exception):  # noqa: N818 - reads as what happened
    """A request that gets an error status. text: one plain message for a person."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.headers = status, text, dict(headers or {})

    def response(self) -> Response:
        """Return the refusal as a response of plain text."""
        return PlainTextResponse(self.text.rstrip() + "\n", self.status, self.headers)


@dataclass(frozen=True, slots=True)
class Operation:
    """One query operation. query: None where the request carries none.

    default_graphs, named_graphs: None where the request leaves the dataset to the query.
    format: what the parameter `format` says, empty without it.
    """

    query: str | None
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format: str


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of *request*; Refused where it is larger than *most* bytes."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise Refused(413, f"The request is larger than {most:,} bytes.")
    return bytes(found)


def fields(text: bytes | str) -> list[tuple[str, str]]:
    """Take a query string or form apart; Refused where it is not UTF-8 or has too many fields."""
    try:
        plain = text.decode("ascii") if isinstance(text, bytes) else text
        return parse_qsl(plain, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise Refused(400, "The request is not percent-encoded UTF-8.") from error
    except ValueError as error:
        raise Refused(400, f"The request has more than {_FIELDS} fields.") from error


async def read(request: Request, most: int) -> Operation:
    """Read the query operation of *request*, whose body may have *most* bytes.

    Raises Refused with the status that the protocol asks for.
    """
    given = fields(request.scope["query_string"])
    if request.method == "POST":
        given += await _posted(request, most)
    elif request.method not in ("GET", "HEAD"):
        raise Refused(405, "Use GET or POST.", {"Allow": ", ".join(METHODS)})
    return _operation(given)


async def _posted(request: Request, most: int) -> list[tuple[str, str]]:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind == UPDATE:
        raise _read_only()
    if kind not in (FORM, DIRECT):
        raise Refused(
            415, f"Send the query as {DIRECT}, or as a form ({FORM}).",
            {"Accept-Post": f"{DIRECT}, {FORM}"},
        )  # fmt: skip
    charset = dict(parse_qsl(parameters.replace('"', "").replace(";", "&").replace(" ", "")))
    if charset.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, "Only UTF-8 is understood.")
    body = await body_of(request, most)
    if kind == FORM:
        return fields(body)
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise Refused(400, "The query is not UTF-8.") from error


def _read_only() -> Refused:
    return Refused(403, "This endpoint only reads: change the claim files instead.")


def _operation(given: Sequence[tuple[str, str]]) -> Operation:
    def all_of(name: str) -> list[str]:
        return [value for key, value in given if key == name]

    if all_of("update") or all_of("using-graph-uri") or all_of("using-named-graph-uri"):
        raise _read_only()
    queries, formats = all_of("query"), all_of("format")
    if len(queries) > 1:
        raise Refused(400, "There is more than one query in the request.")
    if len(formats) > 1 or (formats and formats[0] not in media.NAMES):
        raise Refused(400, "format is one of " + ", ".join(media.NAMES) + ".")
    default, named = (
        tuple(_graph(value) for value in all_of(name))
        for name in ("default-graph-uri", "named-graph-uri")
    )
    chosen = bool(default or named)
    return Operation(
        queries[0] if queries else None,
        default if chosen else None,
        named if chosen else None,
        formats[0] if formats else "",
    )


def _graph(value: str) -> str:
    try:
        return rdfterms.iri(value)[1:-1]
    except InputError as error:
        raise Refused(400, f"{value[:200]!r} is not the IRI of a graph.") from error


def prepare(operation: Operation, accept: str | None, base: str) -> tuple[frames.Request, str, str]:
    """Return the request for a worker, and the media types of rows and of a graph.

    base: what relative IRIs in the query are relative to.
    A media type is empty where the client takes none of that kind; Refused with 406 where it takes
    neither.
    """
    wanted = media.NAMES[operation.format] if operation.format else accept
    rows = best(wanted, list(media.ROWS)) or ""
    graph = best(wanted, list(media.GRAPHS)) or ""
    if not rows and not graph:
        raise not_acceptable((*media.ROWS, *media.GRAPHS))
    return (
        frames.Request(
            operation.query or "",
            operation.default_graphs,
            operation.named_graphs,
            media.ROWS.get(rows, ""),
            media.GRAPHS.get(graph, ""),
            base=base,
        ),
        rows,
        graph,
    )


def not_acceptable(offered: Sequence[str]) -> Refused:
    """Return the refusal of an Accept header that takes nothing of *offered*."""
    return Refused(406, "There is only " + ", ".join(dict.fromkeys(offered)) + ".",
                   {"Vary": "Accept"})  # fmt: skip


async def gathered(chunks: AsyncIterator[bytes], most: int) -> tuple[bytes, bool]:
    """Read *chunks* up to *most* bytes; returns them and whether that was all."""
    found = bytearray()
    async for chunk in chunks:
        found += chunk
        if len(found) > most:
            return bytes(found), False
    return bytes(found), True
