"""What, where and cure of every error, and the exit codes."""

from __future__ import annotations

import pytest

from claimgraph import errors


def test_a_message_names_where_what_and_cure() -> None:
    error = errors.InputError("it is broken", where="a.yaml:3", cure="mend it")
    assert str(error) == "a.yaml:3: it is broken (mend it)"


def test_a_message_without_place_and_cure_is_the_bare_fact() -> None:
    assert str(errors.InputError("it is broken")) == "it is broken"


def test_several_errors_are_told_one_per_line() -> None:
    both = errors.InputErrors([errors.InputError("one"), errors.InputError("two", where="b:2")])
    assert str(both).splitlines() == ["one", "b:2: two"]
    assert [error.what for error in both.errors] == ["one", "two"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.ClaimgraphError, 3),
        (errors.InputError, 2),
        (errors.UnreadableError, 2),
        (errors.UsageError, 2),
        (errors.QueryError, 2),
        (errors.RemoteError, 4),
        (errors.MissingResource, 3),
    ],
)
def test_each_meaning_has_its_exit_code(kind: type[errors.ClaimgraphError], code: int) -> None:
    assert kind("x").exit_code == code


def test_what_cannot_be_read_is_input_too() -> None:
    assert issubclass(errors.UnreadableError, errors.InputError)
