"""What a server is told by; that the real ones are recognised is tested with the real ones."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from claimgraph.errors import UsageError
from claimgraph.remote.detection import detect
from claimgraph.remote.http import Answer, Http, Request

NOTHING = Answer(404, {}, b"", "")


class Scripted(Http):
    """A client that knows what each address answers, and asks nobody."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        super().__init__()
        self._answers = answers

    def peek(self, request: Request, size: int = 1 << 16) -> Answer:
        """Answer from the script."""
        assert (request.method, size) == ("GET", 1 << 16)
        return self._answers.get(request.url, NOTHING)


def ok(body: bytes = b"", header: str = "server", value: str = "") -> Answer:
    return Answer(200, {header: value}, body, "")


@pytest.mark.parametrize(("url", "answers", "kind"), [
    ("http://h/", {"http://h/": ok(value="Oxigraph/0.5.13")}, "oxigraph"),
    ("http://h/", {"http://h/": ok(value="Virtuoso/07.20.3240 (Linux)")}, "virtuoso"),
    ("http://h/ds", {"http://h/ds": ok(header="fuseki-request-id")}, "fuseki"),
    ("http://h/db", {"http://h/db": ok(header="sd-request-id")}, "stardog"),
    ("http://h/repositories/r",
     {"http://h/rest/info/version": ok(b'{"productVersion": "10.8"}')}, "graphdb"),
    ("http://h/x/repositories/r", {"http://h/x/protocol": ok(b"12\n")}, "rdf4j"),
    ("http://h/bigdata/namespace/kb", {"http://h/bigdata/status": ok()}, "blazegraph"),
    ("http://h/sparql", {"http://h/status": ok(b'{"dbEngineVersion": "1.4"}')}, "neptune"),
    ("http://h/", {"http://h?cmd=stats": ok(b'{"git-hash-index": "a"}')}, "qlever"),
])  # fmt: skip
def test_a_server_is_told_by_what_only_it_has(
    url: str, answers: dict[str, Answer], kind: str
) -> None:
    assert detect(Scripted(answers), url).kind == kind


def test_what_answers_everything_alike_is_not_guessed() -> None:
    class Alike(Scripted):
        def peek(self, request: Request, size: int = 1 << 16) -> Answer:
            """Welcome everybody."""
            del request, size
            return ok(b"<html>welcome</html>", value="nginx")

    with pytest.raises(UsageError, match="what this server is can't be told"):
        detect(Alike({}), "http://h/repositories/r")


def test_the_word_of_the_user_is_believed_without_asking() -> None:
    class Silent(Scripted):
        def peek(self, request: Request, size: int = 1 << 16) -> Answer:
            """Must not be asked."""
            raise AssertionError(request.url, size)

    assert detect(Silent({}), "http://h/", "oxigraph").kind == "oxigraph"
