"""Exports that do not fit in memory: what is read of them is what is read of small ones, and memory does not grow."""

import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from practice_check.cli import app
from practice_check.demo import generate
from practice_check.ingest import Export, InputError, csv_folder_of, folders, person_of, read, shelf, stored
from practice_check.ingest.looking import columns
from practice_check.ingest.own import large_tables
from practice_check.ingest.stored import Problems, Spool, StoredRecords
from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord, Judgement
from practice_check.records.packing import pack, unpack
from practice_check.rulebook.needs import Holdings

Lay = Callable[[], None]


@pytest.fixture
def lay_on_disk(monkeypatch: pytest.MonkeyPatch) -> Lay:
    """From when it is called on, an export of some cases is a large one."""

    def lay() -> None:
        monkeypatch.setattr(shelf, "MOST_HELD", 20)
        monkeypatch.setattr(shelf, "_HELD_THEN", 7)
        monkeypatch.setattr(columns, "_IN_MEMORY", 64)
        monkeypatch.setattr(folders, "LARGE", 0)
        monkeypatch.setattr(large_tables, "_LOT", 300)

    return lay


def documents(count: int, seed: int) -> list[dict[str, Any]]:
    return [json.loads(record.model_dump_json(exclude_unset=True, by_alias=True)) for record in generate(count, seed)]


def lines(path: Path, records: Sequence[object]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def broken(records: list[dict[str, Any]]) -> list[object]:
    """Faults of each kind: a case given twice alike and unlike, one that cannot be read, cells that cannot."""
    spoilt = [{**record, "gender": "?", "contacts": [{**row, "date": "soon"} for row in record.get("contacts") or []]}
              for record in records[10:14]]  # fmt: skip
    return [
        *records[:10],
        *spoilt,
        {"crn": "nobody"},
        records[3],
        {**records[4], "name": "Somebody Else"},
        {"crn": "X900001", "event_number": "first", "wibble": 1},
        "no case",
        *records[14:],
    ]


def without_old_contacts(records: list[dict[str, Any]]) -> list[object]:
    """Contacts cut to the last months, and nothing said of what they cover."""
    since = max(record["exported_on"] for record in records)
    first = (dt.date.fromisoformat(since) - dt.timedelta(days=150)).isoformat()
    return [
        {
            **{name: value for name, value in record.items() if name != "covers"},
            "contacts": [row for row in record.get("contacts") or [] if (row.get("date") or "") >= first],
        }
        for record in records
    ]


def apart(records: list[dict[str, Any]]) -> list[object]:
    """Each person's second order far from the first."""
    second = [{**record, "event_number": 2} for record in records[:15]]
    return [*records, *second]


def said(export: Export) -> dict[str, object]:
    """All that was read, in an order that does not hang on the road."""
    return {
        "records": sorted(
            (record.model_dump_json(exclude_unset=True, by_alias=True) for record in export.records), key=str
        ),
        "not read": sorted(export.not_read, key=str),
        "problems": [problem.model_dump() for problem in export.problems],
        "inputs": export.inputs,
        "exported on": export.exported_on,
        "holds": export.holds,
        "held": Holdings.of(export.holds),
        "persons": [[record.key for record in orders] for orders in export.persons()],
        "keys": sorted(export.keys()),
    }


@pytest.mark.parametrize("spoil", [list, broken, without_old_contacts, apart], ids=lambda spoil: spoil.__name__)
def test_json_lines_are_read_alike_on_disk_and_in_memory(
    spoil: Callable[[list[dict[str, Any]]], list[object]], tmp_path: Path, lay_on_disk: Lay
) -> None:
    path = lines(tmp_path / "export.jsonl", spoil(documents(60, 4)))
    small = read([path])
    lay_on_disk()
    large = read([path])
    assert isinstance(small.records, list) and isinstance(large.records, StoredRecords)
    assert said(large) == said(small)
    assert large.holds == Holds.of(large.records) == Holds.of(small.records)
    if spoil is without_old_contacts:
        assert any("contacts" in record.covers for record in large.records)


def test_two_files_that_give_the_same_person_are_read_alike(tmp_path: Path, lay_on_disk: Lay) -> None:
    records = documents(40, 5)
    paths = [
        lines(tmp_path / "a.jsonl", records[:25]),
        lines(tmp_path / "b.jsonl", [*records[25:], records[2], {**records[3], "name": "Somebody Else"}]),
    ]
    small = read(paths)
    lay_on_disk()
    assert said(read(paths)) == said(small)


def whole_folder(folder: Path, seed: int) -> Path:
    folder.mkdir()
    for name, data in csv_folder_of(list(generate(50, seed))).items():
        (folder / name).write_bytes(data)
    return folder


def spoilt_folder(folder: Path, seed: int) -> Path:
    """Rows of nobody and of strangers, too short and too long ones, a table cut off within a text, one without CRNs."""
    whole_folder(folder, seed)
    for path in sorted(folder.iterdir()):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        crn = rows[0].index("crn") if "crn" in rows[0] else None
        for number, row in enumerate(rows[1:], start=1):
            if crn is not None and number % 41 == 5:
                row[crn] = ["", "X900777", "nobody"][number % 3]
            if number % 53 == 7:
                del row[-2:]
            if number % 59 == 9:
                row += ["more", "and more"]
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        path.write_text(stream.getvalue(), encoding="utf-8")
    reviews, plans = folder / "reviews.csv", folder / "plans.csv"
    reviews.write_text(reviews.read_text(encoding="utf-8") + '"half a row', encoding="utf-8")
    plans.write_text(plans.read_text(encoding="utf-8").replace("crn", "nrc", 1), encoding="utf-8")
    (folder / "documents.csv").write_text("", encoding="utf-8")
    (folder / "wibble.csv").write_text("crn,what\nX900001,1\nX900002,2\n", encoding="utf-8")
    (folder / "covers.csv").write_text(
        "table,from,to,crn\ncontacts,2025-01-01,,\nchecks,,,X900777\nwobble,,,\nevents,2025-01-01,,nobody\n",
        encoding="utf-8",
    )
    (folder / "export.csv").write_text("exported_on\n2026-10-01\n2026-10-04\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("folder_of", [whole_folder, spoilt_folder])
def test_a_folder_of_tables_is_read_alike_sorted_on_disk_and_in_memory(
    folder_of: Callable[[Path, int], Path], tmp_path: Path, lay_on_disk: Lay
) -> None:
    folder = folder_of(tmp_path / "it's; DROP TABLE lines--", 6)
    small = read([folder])
    lay_on_disk()
    large = read([folder])
    assert isinstance(large.records, StoredRecords)
    assert said(large) == said(small)


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, lay_on_disk: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    folder = whole_folder(tmp_path / "export", 7)
    lay_on_disk()
    export = read([folder])
    assert len(list(export.records)) == len(export.records)
    assert list(aside.iterdir()) == []


def test_a_person_is_taken_up_again_from_bytes(tmp_path: Path, lay_on_disk: Lay) -> None:
    path = lines(tmp_path / "export.jsonl", apart(documents(30, 2)))
    small = read([path])
    expected = list(small.persons())
    assert [person_of(packed) for packed in small.persons_as_bytes()] == expected
    lay_on_disk()
    large = read([path])
    assert [person_of(packed) for packed in large.persons_as_bytes()] == expected
    assert large.records[4] == list(large.records)[4]
    assert large.records[-1] == list(large.records)[-1]


def test_packed_records_keep_what_was_given_and_what_was_not() -> None:
    records = [
        CaseRecord.model_validate({"crn": "X900001", "contacts": [{"date": None}, {"note": "once"}], "plans": []}),
        CaseRecord.model_validate({"crn": "X900001", "event_number": 2, "covers": {"plans": {"from": "2025-01-01"}}}),
    ]
    found = unpack(pack(records))
    assert found == records
    assert [record.model_fields_set for record in found] == [record.model_fields_set for record in records]
    rows = [row for record in found for row in record.contacts or ()]
    assert [row.model_fields_set for row in rows] == [{"date"}, {"note"}]
    changed = rows[0].model_copy(update={"note": "later"})
    assert "note" in changed.model_fields_set and "note" not in rows[0].model_fields_set


def test_rows_are_added_to_cases_on_disk(tmp_path: Path, lay_on_disk: Lay) -> None:
    path = lines(tmp_path / "export.jsonl", documents(30, 2))
    small = read([path])
    lay_on_disk()
    large = read([path])
    key = small.records[3].key
    answer = Judgement(row_id="1", rule="X-1", answer="above")
    more = [
        export.model_copy(update={"records": export.records_with("judgements", {key: [answer]})})
        for export in (small, large)
    ]
    assert list(more[1].records) == list(more[0].records) != list(large.records)
    assert more[1].holds == more[0].holds
    assert large.holds == small.holds


def test_problems_on_disk_are_those_that_were_added(
    tmp_path: Path, lay_on_disk: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path / "export.jsonl", broken(documents(30, 2)))
    small = read([path]).problems
    lay_on_disk()
    monkeypatch.setattr(stored, "MOST_PROBLEMS", 5)
    large = read([path]).problems
    assert isinstance(small, list) and isinstance(large, Problems)
    assert list(large) == small and len(large) == len(small)
    assert [large[place] for place in range(len(large))] == small
    assert large[-2:] == small[-2:]


# ---------------------------------------------------------------- what goes wrong meanwhile


def _meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """It happens once some of the export was read."""
    take = shelf.Shelf.take
    done: list[object] = []

    def taken(self: shelf.Shelf, part: Any) -> None:
        if not done:
            done.append(happens())
        take(self, part)

    monkeypatch.setattr(shelf.Shelf, "take", taken)


@pytest.mark.parametrize(
    ("happens", "message"),
    [
        (lambda path: path.unlink(), "was taken away while it was read"),
        (lambda path: os.truncate(path, 1000), "was written to while it was read"),
        (lambda path: path.open("a").write("{}\n"), "was written to while it was read"),
    ],
    ids=["vanished", "truncated", "grown"],
)
def test_an_export_that_changes_while_it_is_read_is_refused(
    happens: Callable[[Path], object], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path / "export.jsonl", documents(60, 1))
    _meanwhile(monkeypatch, lambda: happens(path))
    result = CliRunner().invoke(app, ["records", "validate", str(path)], env={"COLUMNS": "400"})
    assert result.exit_code == 2
    assert message in result.output and "check again" in result.output
    assert "Traceback" not in result.output


def test_a_table_that_vanishes_is_refused(tmp_path: Path, lay_on_disk: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = whole_folder(tmp_path / "export", 6)
    lay_on_disk()
    _meanwhile(monkeypatch, (folder / "contacts.csv").unlink)
    with pytest.raises(InputError, match="taken away while it was read"):
        read([folder])


class _Full:
    """A file on a disk without room."""

    def write(self, _: bytes) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_said(tmp_path: Path, lay_on_disk: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path / "export.jsonl", documents(40, 1))
    lay_on_disk()
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: _Full())
    with pytest.raises(InputError, match="No space left on device"):
        read([path])


def test_what_is_laid_on_disk_has_no_name_and_is_the_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spool = Spool()
    where = spool.put(b"Ada")
    assert spool.take(where, 3) == b"Ada"
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- memory

_PEAK = """
import resource, sys
from pathlib import Path
from practice_check.ingest import read, shelf
shelf.MOST_HELD = 50
export = read([Path(sys.argv[1])])
assert sum(1 for _ in export.records) == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.fixture(scope="module")
def peaks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """Kilobytes at the peak for 150 and for 900 cases of some sixty entries."""
    folder = tmp_path_factory.mktemp("peaks")
    some = documents(150, 3)
    found = []
    for times in (1, 6):
        many = [{**record, "crn": f"X9{number:02d}{record['crn'][4:]}"} for number in range(times) for record in some]
        path = lines(folder / f"{times}.jsonl", many)
        run = subprocess.run([sys.executable, "-c", _PEAK, str(path), str(len(many))], capture_output=True, check=True)
        found.append(int(run.stdout))
    yield found


def test_memory_does_not_grow_with_the_caseload(peaks: list[int]) -> None:
    """In a list, 750 cases more are a hundred megabytes more."""
    few, many = peaks
    assert many < 1.3 * few
