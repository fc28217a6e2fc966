"""One harness a reader: any bytes go in, a right reading or a refusal comes out; whatever else is raised is a fault.

Where bytes alone get no further than the first check of a format, they steer changes to a whole file.
"""

import datetime as dt
import functools
import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from practice_check import ingest, mapping, rulebook
from practice_check.answers import with_exceptions
from practice_check.answers.judgements import judgements_in
from practice_check.answers.progress import read_progress
from practice_check.audit.results_file import NotResultsError, PartialResultsError, read_results, require_whole
from practice_check.cells.date_forms import DateForms
from practice_check.cells.dates import read_date
from practice_check.cells.fault import CellFault
from practice_check.content.faults import ContentError
from practice_check.content.yaml_file import BadYamlError, parse_yaml
from practice_check.ingest import InputError
from practice_check.paths import rules_folder
from practice_check.records.model import CaseRecord
from practice_check.rulebook.loader import _Loader
from practice_check.sampling.sample import NotASampleError, read_sample
from tests.fuzz.bites import Bites
from tests.hostile.books import sheet, texts
from tests.hostile.zips import raw
from tests.ingest.log_by_hand import MAPPING, mappings

_HEADINGS = ("crn", "event_number", "start_date", "name", "rar_days", "rule", "question", "answer", "reason", "by")
_ROW = ("X900001", "1", "2025-01-01", "N", "3", "initial-home-visit", "q", "above", "because", "A Manager")


@contextmanager
def _file(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def _read(name: str, data: bytes, mappings: mapping.Mappings | None = None) -> None:
    with _file(name, data) as path:
        try:
            export = ingest.read([path], mappings)
        except InputError as refusal:
            assert refusal.message and refusal.mend
            return
        for problem in export.problems:
            assert problem.message
        for record in export.records:
            record.model_dump_json()


def own_json(data: bytes) -> None:
    _read("cases.json", data)


def changed_json(data: bytes) -> None:
    """A case record with values, names and rows of the fuzzer's."""
    bites = Bites(data)
    case: dict[str, object] = {"crn": "X900001", "start_date": "2025-01-01", "contacts": [{"date": "2025-01-02"}]}
    while bites.left:
        name = bites.one_of(_NAMES) if bites.number(4) else bites.text()
        case[name] = _value(bites, 3)
    _read("cases.json", json.dumps([case]).encode())


_NAMES = ("crn", "event_number", "start_date", "gender", "rar_days", "contacts", "plans", "covers", "row_id", "date")


def _value(bites: Bites, depth: int) -> object:
    match bites.number(8 if depth else 5):
        case 0:
            return bites.text()
        case 1:
            return int.from_bytes(bites.take(8), "little", signed=True)
        case 2:
            return float(bites.number(10_000)) / 7 if bites.number(5) else float("inf")
        case 3:
            return bites.one_of((None, True, False))
        case 4:
            return bites.one_of(("2025-01-01", "01/02/2025", "home_visit", "yes", "X900001", "all"))
        case 5 | 6:
            return {
                bites.one_of(_NAMES) if bites.number(4) else bites.text(): _value(bites, depth - 1)
                for _ in range(bites.number(5))
            }
        case _:
            return [_value(bites, depth - 1) for _ in range(bites.number(5))]


def json_lines(data: bytes) -> None:
    _read("cases.jsonl", data)


def line_as_whole(data: bytes) -> None:
    """A case on a line, some bytes of it changed: what is quick with lines comes to what is read of the same in a list.

    A line of the same form stands before it, so that nothing of its form is new.
    """
    bites = Bites(data)
    line = json.dumps(_CASE).encode()
    for _ in range(1 + bites.number(3)):
        at, out = bites.number(len(line) or 1), bites.number(30)
        line = line[:at] + bites.some_bytes() + line[at + out :]
    line = line.replace(b"\n", b" ").replace(b"\r", b" ")
    with _file("cases.jsonl", json.dumps(_CASE | {"crn": _BEFORE}).encode() + b"\n" + line) as path:
        lines = ingest.read([path])
    with _file("cases.json", b"[" + line + b"]") as path, suppress(InputError):
        whole = ingest.read([path])
        if len(whole.records) + len(whole.not_read) == 1 and all(record.crn != _BEFORE for record in whole.records):
            assert [_told(record) for record in lines.records[1:]] == [_told(record) for record in whole.records]


_BEFORE = "X900009"
_ROW_OF_CONTACT = {"date": "2025-01-02", "kind": "office", "purpose": ["induction"], "note": "a: b"}
_CASE: dict[str, object] = {
    **{"crn": "X900001", "event_number": 1, "start_date": "2025-01-01", "rar_days": 3, "end_date": None},
    "covers": {"contacts": {"from": "2025-01-01"}},
    "contacts": [_ROW_OF_CONTACT, _ROW_OF_CONTACT | {"date": "2025-01-03"}],
    "plans": [{"date": "2025-01-04"}],
}


def _told(record: CaseRecord) -> str:
    """All but the file's name."""
    return record.model_dump_json(exclude_unset=True).replace("cases.jsonl", "cases.json")


def csv_table(data: bytes) -> None:
    _read("cases.csv", data)


def csv_rows(data: bytes) -> None:
    _read("cases.csv", (",".join(_HEADINGS) + "\n" + ",".join(_ROW) + "\n").encode() + data)


def workbook_bytes(data: bytes) -> None:
    _read("cases.xlsx", data)


def workbook_parts(data: bytes) -> None:
    """A part of a workbook with some bytes of it changed."""
    bites = Bites(data)
    parts = dict(_parts())
    for _ in range(1 + bites.number(3)):
        name = bites.one_of(sorted(parts))
        old = parts[name]
        at, out = bites.number(max(len(old), 1)), bites.number(40)
        parts[name] = old[:at] + bites.some_bytes() + old[at + out :]
    _read("cases.xlsx", _stored(parts))


def workbook_cells(data: bytes) -> None:
    """Cells of every kind, in a sheet that is sound XML."""
    bites = Bites(data)
    rows = [texts(*_HEADINGS)]
    while bites.left and len(rows) < 50:
        rows.append("<row>" + "".join(_cell(bites) for _ in range(bites.number(12))) + "</row>")
    merged = "".join(f'<mergeCell ref="{_place(bites, 9)}:{_place(bites, 60)}"/>' for _ in range(bites.number(4)))
    xml = sheet("".join(rows), f"<mergeCells>{merged}</mergeCells>")
    _read("cases.xlsx", _stored(_parts() | {"xl/worksheets/sheet1.xml": xml.encode("utf-8", "replace")}))


def _cell(bites: Bites) -> str:
    kind = bites.one_of(("n", "s", "str", "inlineStr", "b", "e", "d"))
    text = bites.one_of(_ROW) if bites.number(3) else bites.text()
    text = "".join(letter for letter in text if letter.isprintable())
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    formula = "<f>1+1</f>" if bites.number(5) == 4 else ""
    inner = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    place = f' r="{_place(bites, 100)}"' if bites.number(4) == 3 else ""
    return f'<c t="{kind}" s="{bites.number(4)}"{place}>{formula}{inner}</c>'


def _place(bites: Bites, rows: int) -> str:
    return f"{chr(65 + bites.number(26))}{bites.number(rows)}"


@functools.cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_book())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@functools.cache
def _book() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("cases", "judgements", "exceptions"):
        made = book.create_sheet(name)
        made.append(list(_HEADINGS))
        made.append(list(_ROW))
        made.append(["X900002", 1, dt.date(2025, 2, 3), "=1+1", 2.5])
        made.merge_cells("A5:B6")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _stored(parts: dict[str, bytes]) -> bytes:
    """Without compression, which a fuzzer would only find in its way."""
    return raw([(name.encode(), 0, data, 0, len(data), zlib.crc32(data)) for name, data in parts.items()])


def zip_of_tables(data: bytes) -> None:
    """Members whose names, ways of packing, sizes and checksums are the fuzzer's."""
    bites = Bites(data)
    members = []
    for _ in range(1 + bites.number(4)):
        body = b"crn\nX900001\n" if bites.number(2) else bites.some_bytes()
        name = (
            bites.one_of((b"cases.csv", b"contacts.tsv", b"../x.csv", b"a/b.zip"))
            if bites.number(3)
            else bites.take(20)
        )
        flags = 0 if bites.number(4) else bites.number(65_536)
        method = bites.one_of((0, 0, 0, 8, 12, 14, 99))
        size = len(body) if bites.number(4) else bites.number(2**32)
        checksum = zlib.crc32(body) if bites.number(4) else bites.number(2**32)
        members.append((name, flags, body, method, size, checksum))
    whole = raw(members)
    at = bites.number(len(whole))
    _read("export.zip", whole[:at] + bites.take(8) + whole[at + 8 :] if bites.left else whole)


def zip_bytes(data: bytes) -> None:
    _read("export.zip", data)


def parquet(data: bytes) -> None:
    """A Parquet table with some of its bytes changed."""
    bites = Bites(data)
    whole = bytearray(_parquet())
    for _ in range(1 + bites.number(4)):
        at = bites.number(len(whole))
        put = bites.take(1 + bites.number(8))
        whole[at : at + len(put)] = put
    _read("cases.parquet", bytes(whole))


@functools.cache
def _parquet() -> bytes:
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:") as connection:
        path = Path(folder) / "cases.parquet"
        connection.execute(
            "COPY (SELECT 'X90000' || x AS crn, DATE '2025-01-01' + x::INTEGER AS start_date, "
            "{'code': 'a', 'day': [DATE '2025-01-01']} AS kind, x * 1.5 AS rar_days FROM range(8) t(x)) "
            f"TO '{path}' (FORMAT parquet)"
        )
        return path.read_bytes()


def mapped_csv(data: bytes) -> None:
    _read("log.csv", b"CRN,Contact date,Type,Notes\nX900001,01/02/2025,CHVS,came\n" + data, mappings())


def mapped_json(data: bytes) -> None:
    bites = Bites(data)
    rows: list[object] = [{"CRN": "X900001", "Contact date": "2025-01-02", "Type": "CHVS", "Notes": None}]
    while bites.left:
        row = {"CRN": "X900001", "Contact date": "2025-01-02", "Type": "CHVS"}
        rows.append(row | {bites.one_of(("CRN", "Contact date", "Type", "Notes", "log")): _value(bites, 3)})
    _read("log.json", json.dumps({"log": rows}).encode(), mappings())


@functools.cache
def _rules() -> rulebook.Rulebook:
    return rulebook.load()


@functools.cache
def _export() -> ingest.Export:
    with _file("cases.csv", b"crn,event_number,start_date\nX900001,1,2025-01-01\n") as path:
        return ingest.read([path])


def judgements(data: bytes) -> None:
    """A CSV table of answers, a JSON list of them, or a workbook with cells of the fuzzer's."""
    _beside(data, lambda path: judgements_in(path, _rules()))


def exceptions(data: bytes) -> None:
    _beside(data, lambda path: with_exceptions(_export(), [path], _rules()))


def progress(data: bytes) -> None:
    _beside(data, lambda path: read_progress([path]))


def _beside(data: bytes, read: Callable[[Path], object]) -> None:
    bites = Bites(data)
    rows = [list(_HEADINGS), list(_ROW)]
    for _ in range(bites.number(6)):
        row = list(_ROW)
        row[bites.number(len(row))] = bites.text()
        rows.append(row)
    suffix = bites.one_of((".csv", ".json", ".yaml", ".xlsx"))
    made = {
        ".csv": lambda: "\n".join(",".join(row) for row in rows).encode("utf-8", "replace") + bites.rest(),
        ".json": lambda: (
            json.dumps([dict(zip(_HEADINGS, row, strict=True)) for row in rows[1:]]).encode() + bites.rest()
        ),
        ".yaml": lambda: b"- crn: X900001\n  rule: initial-home-visit\n" + bites.rest(),
        ".xlsx": lambda: _stored(
            _parts()
            | {
                "xl/worksheets/sheet2.xml": sheet(
                    "".join(texts(*("".join(filter(str.isalnum, cell)) for cell in row)) for row in rows)
                ).encode("utf-8", "replace")
            }
        ),
    }[suffix]()
    with _file(f"answers{suffix}", made) as path, suppress(InputError):
        read(path)


def results(data: bytes) -> None:
    """Results of ours in which a piece is the fuzzer's."""
    bites = Bites(data)
    whole = _results()
    at, out = bites.number(len(whole)), bites.number(60)
    _results_file(whole[:at] + bites.rest() + whole[at + out :])


def results_bytes(data: bytes) -> None:
    _results_file(data)


def _results_file(data: bytes) -> None:
    with _file("results.json", data) as path, suppress(NotResultsError, PartialResultsError):
        require_whole(read_results(path))


@functools.cache
def _results() -> bytes:
    from practice_check import check

    with _file("cases.csv", b"crn,event_number,start_date\nX900001,1,2025-01-01\n") as path:
        made = check(path, packs=["current"], select=["initial-home-visit"], jobs=1)
    return made.model_dump_json().encode()


def sample(data: bytes) -> None:
    bites = Bites(data)
    name = bites.one_of(("sample.json", "sample.csv"))
    with _file(name, bites.rest()) as path, suppress(NotASampleError):
        read_sample(path)


def dates(data: bytes) -> None:
    text = data.decode("utf-8", "surrogatepass" if data[:1] < b"\x80" else "replace") if _is_text(data) else ""
    for read in (read_date, _forms().read):
        with suppress(CellFault):
            day = read(text)
            assert isinstance(day, dt.date)
    with suppress(ValueError):
        DateForms.parse([text[:60]])


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


@functools.cache
def _forms() -> DateForms:
    return DateForms.parse(["yyyy-MM-dd", "dd/MM/yyyy", "excel-number"])


def yaml(data: bytes) -> None:
    for as_texts in (False, True):
        with suppress(BadYamlError):
            parse_yaml(data, texts=as_texts)


def rule(data: bytes) -> None:
    """A rule that ships, with lines of it changed, put in, or taken out."""
    bites = Bites(data)
    lines = bites.one_of(_rule_texts()).split(b"\n")
    for _ in range(1 + bites.number(4)):
        at = bites.number(len(lines))
        match bites.number(4):
            case 0:
                lines[at] = lines[at].partition(b":")[0] + b": " + bites.some_bytes()
            case 1:
                lines[at : at + 1] = []
            case 2:
                lines[at] = lines[at].split(lines[at].strip() or b" ")[0] + bites.some_bytes()
            case _:
                lines.insert(at, bites.one_of(_rule_texts()).split(b"\n")[bites.number(30) % 20])
        lines = lines or [b""]
    loader = _Loader()
    with _file("a-rule.yaml", b"\n".join(lines)) as path:
        loader._rule(path, "current", may_replace=True)
        for each in loader.rules.values():
            loader.check_rule(each, _rules().vocabulary, _rules().parameters, _rules().register)
    for fault in loader.faults:
        assert str(fault)


@functools.cache
def _rule_texts() -> list[bytes]:
    files = sorted((rules_folder() / "current").glob("*/*.yaml"))
    return [file.read_bytes() for file in files][::40]


def parameters(data: bytes) -> None:
    loader = _Loader()
    with _file("params.yaml", b"trend-runs:\n" + data) as path:
        for name, entries, line in loader._named(path):
            loader._dated(path, line, name, entries)
    for fault in loader.faults:
        assert str(fault)


def own_mapping(data: bytes) -> None:
    """A mapping with a piece of the fuzzer's in it."""
    bites = Bites(data)
    whole = MAPPING.encode()
    at, out = bites.number(len(whole)), bites.number(40)
    with _file("log.yaml", whole[:at] + bites.rest() + whole[at + out :]) as path, suppress(ContentError):
        mapping.load(path)


HARNESSES: dict[str, Callable[[bytes], None]] = {
    harness.__name__.replace("_", "-"): harness
    for harness in (
        *(
            own_json,
            changed_json,
            json_lines,
            line_as_whole,
            csv_table,
            csv_rows,
            workbook_bytes,
            workbook_parts,
            workbook_cells,
        ),
        *(zip_bytes, zip_of_tables, parquet, mapped_csv, mapped_json, judgements, exceptions, progress),
        *(results, results_bytes, sample, dates, yaml, rule, parameters, own_mapping),
    )
}
