"""Small exports to read, and case records of every shape for the property tests."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from pydantic import BaseModel

from practice_check import ingest
from practice_check.records.columns import NOT_IN_EXPORT, Column, Kind, columns_of
from practice_check.records.model import CaseRecord, Cover, tables

Rows = Sequence[Sequence[object]]


def workbook_bytes(sheets: Mapping[str, Rows]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_workbook(folder: Path, sheets: Mapping[str, Rows], name: str = "caseload.xlsx") -> ingest.Export:
    return read_bytes(folder, name, workbook_bytes(sheets))


def read_bytes(folder: Path, name: str, data: bytes) -> ingest.Export:
    path = folder / name
    path.write_bytes(data)
    return ingest.read([path])


def faults(export: ingest.Export) -> list[ingest.Problem]:
    return [problem for problem in export.problems if problem.is_fault]


def bare(record: BaseModel) -> dict[str, Any]:
    """What a record says, without where it was read, and without tables that say nothing."""
    said: dict[str, Any] = _without_source(record.model_dump(exclude_unset=True))
    for table in tables():
        if said.get(table, ...) is None:
            del said[table]
    covers = said.pop("covers", {})
    said["covers"] = {name: (cover.get("start"), cover.get("end")) for name, cover in covers.items() if name in said}
    return said


def _without_source(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_source(inner) for name, inner in value.items() if name != "source"}
    return [_without_source(inner) for inner in value] if isinstance(value, list) else value


_DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2099, 12, 31))
_TEXTS = (
    (
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12)
        | st.sampled_from(
            ["=1+1", "+44", "-", "@x", "'=1", "a\nb", '"', "a,b;c\td", "[red]x[/red]", "0012", "true", "#N/A", "'#1"]
        )
    )
    .map(lambda text: text.strip())
    .filter(lambda text: text.lower() != NOT_IN_EXPORT)
)
_LIST_TEXTS = _TEXTS.map(lambda text: text.replace(";", ""))


def _values(column: Column, *, lists_may_be_empty: bool) -> st.SearchStrategy[object]:
    single: dict[Kind, st.SearchStrategy[object]] = {
        Kind.TEXT: (_LIST_TEXTS if column.many else _TEXTS).filter(bool),
        Kind.WHOLE: st.integers(1, 999),
        Kind.DECIMAL: st.integers(0, 100_000).map(lambda hundredths: hundredths / 100),
        Kind.YES_NO: st.booleans(),
        Kind.DATE: _DAYS,
        Kind.CODE: st.sampled_from(column.codes) if column.codes else st.nothing(),
    }
    value = single[column.kind]
    if column.many:
        least = 0 if lists_may_be_empty else 1
        return st.none() | st.lists(value.map(str).filter(bool), min_size=least, max_size=3)
    return st.none() | value


def _in_order(fields: dict[str, Any], start: str, *ends: str) -> None:
    for end in ends:
        if fields.get(start) and fields.get(end) and fields[end] < fields[start]:
            fields[end] = fields[start]


@st.composite
def _fields(draw: st.DrawFn, model: type[BaseModel], *, lists_may_be_empty: bool) -> dict[str, Any]:
    chosen = draw(st.sets(st.sampled_from([name for name in columns_of(model) if name != "row_id"]), max_size=8))
    columns = columns_of(model)
    fields: dict[str, Any] = {}
    for name in sorted(chosen):
        fields[columns[name].field] = draw(_values(columns[name], lists_may_be_empty=lists_may_be_empty))
    _in_order(fields, "start", "end")
    _in_order(fields, "start_date", "end_date", "closed_date")
    return fields


@st.composite
def caseloads(draw: st.DrawFn, *, lists_may_be_empty: bool) -> list[CaseRecord]:
    """Case records as an export could give them: each field given, blank or absent; each table known or not."""
    keys = draw(
        st.lists(
            st.tuples(st.from_regex(r"[A-Z][0-9]{6}", fullmatch=True), st.integers(1, 9)),
            unique=True,
            min_size=1,
            max_size=3,
        )
    )
    known = draw(st.sets(st.sampled_from(list(tables())), max_size=4))
    spans = st.none() | st.dictionaries(st.sampled_from(list(tables())), _covers(), max_size=2)
    shared = draw(st.none() | st.just(draw(spans)))
    records = []
    for crn, event in keys:
        fields = draw(_fields(CaseRecord, lists_may_be_empty=lists_may_be_empty))
        fields |= {"crn": crn, "event_number": event}
        for table in sorted(known):
            if draw(st.integers(0, 9)) == 0:
                continue  # unknown for this case only
            rows = draw(st.lists(_fields(tables()[table], lists_may_be_empty=lists_may_be_empty), max_size=2))
            fields[table] = [row | {"row_id": f"{event}/{number}"} for number, row in enumerate(rows)]
        covers = shared if shared is not None else draw(spans)
        if covers is not None:
            fields["covers"] = covers
        records.append(CaseRecord.model_validate(fields))
    return records


@st.composite
def _covers(draw: st.DrawFn) -> Cover:
    fields = {"start": draw(st.none() | _DAYS), "end": draw(st.none() | _DAYS)}
    _in_order(fields, "start", "end")
    return Cover.model_validate(fields)
