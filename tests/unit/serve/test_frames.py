"""Frames between the server and its workers."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.serve import frames
from claimgraph.serve.frames import Fault, Request

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.tuples(st.sampled_from([frames.DATA, frames.END, frames.FAULT]), st.binary())))
def test_frames_come_back_as_they_were_written(sent: list[tuple[bytes, bytes]]) -> None:
    pipe = io.BytesIO()
    for kind, body in sent:
        frames.write(pipe, kind, body)
    pipe.seek(0)
    assert [frames.read(pipe) for _ in sent] == sent
    assert frames.read(pipe) is None


@given(
    TEXTS,
    st.none() | st.lists(TEXTS).map(tuple),
    st.none() | st.lists(TEXTS).map(tuple),
    st.lists(st.tuples(TEXTS, TEXTS)).map(tuple),
)
def test_a_request_comes_back_as_it_was_sent(
    text: str,
    default: tuple[str, ...] | None,
    named: tuple[str, ...] | None,
    bindings: tuple[tuple[str, str], ...],
) -> None:
    request = Request(text, default, named, bindings=bindings)
    assert Request.decode(request.encode()) == request


@given(TEXTS, TEXTS, TEXTS)
def test_a_fault_comes_back_as_it_was_told(what: str, where: str, cure: str) -> None:
    told = Fault.decode(Fault("query", what, where, cure).encode())
    assert (told.kind, told.what, told.where, told.cure) == ("query", what, where, cure)


def test_a_frame_that_breaks_off_is_the_end() -> None:
    assert frames.read(io.BytesIO(b"D\0\0")) is None
