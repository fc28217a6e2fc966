"""Rows that are read at once are what reading them cell by cell gives, problems and all."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from practice_check.ingest.own.json_cases import CaseReader
from practice_check.ingest.own.json_files import _parsed, _sound
from practice_check.ingest.own.plain_cells import Shape
from practice_check.ingest.part import Part
from practice_check.records.columns import columns_of
from practice_check.records.model import CaseRecord, Row, tables

_TEXTS = [
    "", " ", "2025-01-31", "2025-02-30", "31/01/2025", "2025-01-31T10:00", "yes", "No", "office",
    "Home visit", "offic", "acquisitive; violent", "(not in the export)", " (Not in the EXPORT) ", "12", "1.5",
    "x" * 41, "half \ud800", "Zoë", "contacts-1", "\u0000", "attended", "high",
]  # fmt: skip
_VALUES = st.one_of(
    st.sampled_from(_TEXTS),
    st.text(max_size=5),
    st.none(),
    st.booleans(),
    st.integers(-5, 10**10),
    st.floats(),
    st.lists(st.one_of(st.sampled_from([*_TEXTS, "violent", "sexual"]), st.none(), st.booleans()), max_size=3),
    st.just({}),
)


def read(cases: list[dict[str, Any]]) -> Part:
    reader = CaseReader("file.jsonl")
    for number, case in enumerate(cases, start=1):
        reader.read(case, number)
    return reader.part


def cell_by_cell(cases: list[dict[str, Any]]) -> Part:
    with patch.object(Shape, "row", lambda *_: None), patch.object(Shape, "fields", lambda *_: None):
        return read(cases)


def said(part: Part) -> list[object]:
    """Everything, the order of the fields and what was given of them too."""
    found: list[object] = [repr(part.problems), part.not_read]
    for record, place in part.records:
        rows = [row for table in tables() for row in getattr(record, table) or ()]
        found.append((place, repr(record), sorted(record.model_fields_set)))
        found += [
            (type(row), list(row.__dict__), sorted(row.model_fields_set), row.__pydantic_private__) for row in rows
        ]
    return found


@st.composite
def cases(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some cases with rows of one table, under names that several rows have."""
    table = draw(st.sampled_from(list(tables())))
    model = tables()[table]
    names = [*columns_of(model), "source", "wibble", *(name.upper() for name in columns_of(model))]
    shapes = draw(st.lists(st.lists(st.sampled_from(names), unique=True, max_size=8), min_size=1, max_size=2))
    own = draw(st.lists(st.sampled_from(list(columns_of(CaseRecord))), unique=True, max_size=5))
    found: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        rows = [{name: draw(_VALUES) for name in draw(st.sampled_from(shapes))} for _ in range(draw(st.integers(0, 4)))]
        found.append({"crn": f"A00000{number}", **{name: draw(_VALUES) for name in own}, table: rows})
    return found


@given(cases())
@settings(max_examples=300, deadline=None)
def test_what_is_read_at_once_is_what_is_read_cell_by_cell(given_cases: list[dict[str, Any]]) -> None:
    assert said(read(given_cases)) == said(cell_by_cell(given_cases))


def test_each_plain_kind_of_cell_is_read_at_once() -> None:
    models: list[type[Row]] = [CaseRecord, *tables().values()]
    for model in models:
        names = (*columns_of(model), "source")
        shape = Shape(names, names, model)
        plain: dict[str, object] = dict.fromkeys(names)
        assert shape.fields(plain) == {column.field: None for column in columns_of(model).values()}
    names = ("row_id", "date", "kind", "purpose", "counts_for_compliance", "note")
    shape = Shape(names, names, tables()["contacts"])
    values = ["c-1", "2026-01-31", "office", ["induction"], True, "Came on time: all well."]
    row = shape.row(dict(zip(names, values, strict=True)), "here")
    assert row is not None and row.model_dump(mode="json", exclude_unset=True) == {
        **dict(zip(names, values, strict=True)),
        "source": "here",
    }


@pytest.mark.parametrize("value", ["2025-02-30", "(not in the export)", 5, -1, [], {}, True, float("nan")], ids=repr)
def test_of_what_is_not_plain_nothing_is_read_at_once(value: object) -> None:
    assert Shape(("date",), ("date",), tables()["contacts"]).row({"date": value}, "here") is None


def test_a_period_that_ends_before_it_starts_is_not_plain() -> None:
    shape = Shape(("start", "end"), ("start", "end"), tables()["requirements"])
    assert shape.row({"start": "2025-01-02", "end": "2025-01-01"}, "here") is None
    assert shape.row({"start": "2025-01-02", "end": "2025-01-02"}, "here") is not None


# ---------------------------------------------------------------- the quick parser of lines

_NAMES = st.sampled_from(["a", "b", 'a": "', "a :", "ü"])
_OBJECTS = st.recursive(
    st.one_of(st.none(), st.text(max_size=4), st.integers(), st.floats(allow_nan=False), st.just('said ": well')),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(_NAMES, inner), max_size=3).map(tuple),
    max_leaves=12,
)


def written(value: object) -> str:
    """As JSON; a tuple of pairs is an object, which may give a name twice."""
    if isinstance(value, tuple):
        return "{" + ", ".join(f"{json.dumps(name)} :{written(inner)}" for name, inner in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value)


@given(st.lists(st.tuples(_NAMES, _OBJECTS), max_size=4).map(tuple))
@example((("a", (("b", 1), ("b", 2))),))
@example((("a", [(("b", 1), ("b", 2))]), ("a", [])))
@settings(deadline=None)
def test_a_line_that_is_parsed_quickly_comes_to_the_same(value: tuple[object, ...]) -> None:
    text = written(value)
    quick = _sound(text.encode())
    assert quick is None or repr(quick) == repr(_parsed(text))


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": 1, "a": 2}', b'{"a": [{"b": 1, "b": 2}]}', b'{"a": {"b": {"c": 1, "c": 2}}}',
        b'{"a": {"b": 1, "b": 2}}', b'{"a": [[{"b": 1, "b": 2}]]}', b'{"a" : 1, "a"\t:2}', b'\xef\xbb\xbf{"a": 1}',
        b'{"a": "\xff"}', b'{"a": "\\ud800"}', b'{"a": 1', b"[1]", b"7", b"", b"\n", '{"a": 1}'.encode("utf-16-le"),
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_a_line_that_is_not_plain_is_looked_at_closely(line: bytes) -> None:
    assert _sound(line) is None


def test_a_line_of_a_plain_export_is_parsed_quickly() -> None:
    line = b'{"crn": "A000001", "covers": {"plans": {"from": null}}, "contacts": [{"note": "said: \\"well\\""}]}'
    assert _sound(line) == json.loads(line)
