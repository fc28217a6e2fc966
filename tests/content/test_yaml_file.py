"""YAML read for its values and their lines; what is no plain YAML is one fault with its line."""

import datetime as dt

import pytest

from practice_check.content.yaml_file import MAX_DEPTH, BadYamlError, parse_yaml


def test_values_come_with_the_line_of_their_key() -> None:
    read = parse_yaml(b"a: 1\nb:\n  - c: x\n    d: [y, z]\n")
    assert read.value == {"a": 1, "b": [{"c": "x", "d": ["y", "z"]}]}
    assert (read.line(("b", 0, "d")), read.line(("b", 0, "no"))) == (4, 3)


def test_a_value_may_be_named_again() -> None:
    assert parse_yaml(b"a: &x {b: [1]}\nc: *x\nd: [*x, *x]\n").value == {
        "a": {"b": [1]},
        "c": {"b": [1]},
        "d": [{"b": [1]}] * 2,
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [("2013-01-02", dt.date(2013, 1, 2)), ("'2013-01-02'", "2013-01-02"), ("no", False), ('"no"', "no"), ("~", None)],
)
def test_plain_scalars_have_their_kind_and_quoted_ones_are_texts(text: str, value: object) -> None:
    assert parse_yaml(f"a: {text}".encode()).value == {"a": value}


def test_texts_stay_as_they_are_written() -> None:
    assert parse_yaml(b"{no: yes, a: 01, b: null, c: 'null'}", texts=True).value == {
        "no": "yes",
        "a": "01",
        "b": None,
        "c": "null",
    }


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "empty"),
        (b"# nothing\n", 1, "empty"),
        (b"a: 1\n---\nb: 2\n", 2, "a second document"),
        (b"a: 1\nb: [\n", 3, "not valid YAML"),
        (b"a: 1\na: 2\n", 2, "stands twice"),
        (b"a: *b\n", 1, "nothing before it is called '&b'"),
        (b"a: &a [*a]\n", 1, "nothing before it is called '&a'"),
        (b"a: !!python/object/apply:os.getcwd []\n", 1, ""),
        (b"a: !other x\n", 1, "not valid YAML"),
        (b"\x00", 1, "not valid YAML"),
        (b"\xff\xfe\x00", 1, "not valid YAML"),
        (b"[1, 2]: a\n", 1, "cannot be a key"),
    ],
)
def test_what_is_no_plain_yaml_is_a_fault_at_its_line(data: bytes, line: int, words: str) -> None:
    if data.startswith(b"a: !!python"):
        assert parse_yaml(data).value == {"a": []}, "a tag makes nothing: only the plain value is taken"
        return
    with pytest.raises(BadYamlError, match=words) as caught:
        parse_yaml(data)
    assert caught.value.line == line


@pytest.mark.parametrize("data", [b"[" * 900_000, b"a: " + b"{a: " * 100_000, b"- " * 300_000, b"? " * 300_000])
def test_a_bottomless_file_is_refused_and_does_not_end_the_process(data: bytes) -> None:
    with pytest.raises(BadYamlError, match="nested too deeply"):
        parse_yaml(data)


def test_the_deepest_that_is_taken() -> None:
    assert parse_yaml(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH).value


def test_values_named_ever_again_are_refused() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(BadYamlError, match="values"):
        parse_yaml("\n".join(lines).encode())
