"""Strict reading: line numbers, unknown keys, hostile documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph import yamlfile
from claimgraph.errors import InputError, UnreadableError
from claimgraph.yamlfile import Block


def block(text: str) -> Block:
    return yamlfile.parse(text, "f.yaml")


def fault(error: pytest.ExceptionInfo[InputError]) -> tuple[str, str]:
    return error.value.where, error.value.what


def test_a_key_knows_its_line() -> None:
    assert str(block("a: 1\n\nb: 2\n").here("b")) == "f.yaml:3"


def test_a_key_that_nobody_asked_for_is_named_with_its_line() -> None:
    found = block("a: 1\nhegde: about\n")
    found.raw("a")
    with pytest.raises(InputError) as caught:
        found.close()
    assert fault(caught) == ("f.yaml:2", "the key 'hegde' is not known here")
    assert caught.value.cure == "known keys: a"


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        block("a: 1\nb: 2\na: 3\n")
    assert fault(caught) == ("f.yaml:3", "the key 'a' stands twice")
    assert caught.value.cure == "keep one; the other is in line 1"


def test_a_missing_key_is_named() -> None:
    with pytest.raises(InputError, match="'b' is missing"):
        block("a: 1").text("b")


@pytest.mark.parametrize(
    ("text", "value"),
    [("x: 1", 1), ("x: 1.5", 1.5), ("x: true", True), ("x: ~", None), ("x: '1'", "1"),
     ("x: [1, a]", [1, "a"]), ("x: {y: 2}", {"y": 2}), ("x: 2024-07-17", "2024-07-17")],
)  # fmt: skip
def test_scalars_become_plain_values(text: str, value: object) -> None:
    found = block(text).raw("x")
    assert found == value
    assert type(found) is type(value)


def test_one_text_is_a_list_of_one() -> None:
    assert block("x: a").texts("x") == ("a",)


def test_a_list_in_a_list_of_texts_is_refused() -> None:
    with pytest.raises(InputError, match="must be a list of texts"):
        block("x: [[a]]").texts("x")


def test_a_choice_outside_the_options_names_them() -> None:
    with pytest.raises(InputError, match="'red' is not a known x") as caught:
        block("x: red").choice("x", ("green", "blue"))
    assert caught.value.cure == "use one of green, blue"


@pytest.mark.parametrize(("text", "what"), [("x: a b", "'a b' is not an id"),
                                            ("x: [a]", "'x' must be a text")])  # fmt: skip
def test_an_id_must_be_one(text: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        block(text).slug("x")
    assert fault(caught) == ("f.yaml:1", what)


@pytest.mark.parametrize(
    ("text", "method", "what"),
    [("x: yes it is", "number", "'x' must be a number"), ("x: true", "number", "must be a number"),
     ("x: 1.5", "integer", "must be a whole number"), ("x: 1", "flag", "must be true or false"),
     ("x: 1", "blocks", "'x' must be a list"), ("x: 1", "block", "a mapping")],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_named(text: str, method: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        getattr(block(text), method)("x")


def test_entries_carry_the_line_of_their_name() -> None:
    found = dict(block("x:\n  one:\n    a: 1\n  two: {a: 2}\n").entries("x"))
    assert {name: entry.line for name, entry in found.items()} == {"one": 2, "two": 4}


def test_an_entry_whose_name_is_no_id_is_refused() -> None:
    with pytest.raises(InputError, match="'Not One' is not an id"):
        list(block("x:\n  Not One: {a: 1}\n").entries("x"))


def test_an_empty_entry_is_refused() -> None:
    with pytest.raises(InputError, match="'one' is empty"):
        list(block("x:\n  one:\n").entries("x"))


def test_broken_yaml_is_named_with_its_line() -> None:
    with pytest.raises(UnreadableError, match="this is not YAML") as caught:
        block("a: 1\nb: [1\n")
    assert caught.value.where in {"f.yaml:2", "f.yaml:3"}


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="the file is empty"):
        block(text)


def test_a_list_instead_of_a_mapping_is_refused() -> None:
    with pytest.raises(InputError, match="a mapping"):
        block("- a\n- b\n")


@pytest.mark.parametrize(
    "text",
    ["a: &x [1]\nb: *x\n", "a: &x [*x]\n", "a: &x {b: 1}\nc: {<<: *x}\n",
     "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"],
)  # fmt: skip
def test_aliases_that_could_unfold_without_end_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="aliases"):
        block(text)


@pytest.mark.parametrize("depth", [50, 3_000])
def test_a_file_nested_too_deeply_is_refused(depth: int) -> None:
    with pytest.raises(UnreadableError, match="nested too deeply"):
        block("a: " + "[" * depth + "]" * depth)


def test_a_digest_may_stand_unquoted_in_braces() -> None:
    found = block("x: {digest: sha256:ab}").block("x")
    assert found is not None
    assert found.text("digest") == "sha256:ab"


def test_a_python_tag_makes_no_object() -> None:
    assert block("x: !!python/object/apply:os.getcwd []").raw("x") == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="can't be read") as caught:
        yamlfile.read(tmp_path / "no.yaml", "claims/no.yaml")
    assert caught.value.where == "claims/no.yaml"


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe4\n")
    with pytest.raises(UnreadableError, match="is not UTF-8"):
        yamlfile.read(tmp_path / "latin.yaml", "latin.yaml")
