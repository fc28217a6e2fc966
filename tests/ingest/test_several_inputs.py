"""Several exports at once, and paths that lead nowhere."""

import hashlib
import json
from pathlib import Path

import pytest

from practice_check import ingest
from tests.ingest.samples import faults


def _write(path: Path, *cases: dict[str, object]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(list(cases)))
    return path


def test_inputs_are_named_with_their_digest(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.json", {"crn": "A000001"})
    (given,) = ingest.read([path, path]).inputs
    assert (given.name, given.sha256) == ("a.json", hashlib.sha256(path.read_bytes()).hexdigest())


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    north = _write(tmp_path / "north" / "cases.json", {"crn": "A000001"})
    south = _write(tmp_path / "south" / "cases.json", {"crn": "A000002"})
    export = ingest.read([north, south])
    assert len({record.source.split(", case")[0] for record in export.records if record.source}) == 2


def test_a_case_given_twice_alike_is_read_once(tmp_path: Path) -> None:
    one = _write(tmp_path / "a.json", {"crn": "A000001", "contacts": [{"note": "x"}]})
    two = _write(tmp_path / "b.json", {"crn": "A000001", "contacts": [{"note": "x"}]})
    export = ingest.read([one, two])
    assert len(export.records) == 1
    (problem,) = faults(export)
    assert (problem.file, problem.message) == ("b.json", "the case A000001/1 stands in a.json, row 1 already")


def test_a_case_given_twice_unlike_is_not_read(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.json", {"crn": "A000001", "name": "x"}, {"crn": "A000001"}, {"crn": "A000002"})
    export = ingest.read([path])
    assert [record.crn for record in export.records] == ["A000002"]
    assert export.not_read == [("A000001", 1)]
    (problem,) = faults(export)
    assert problem.message == "the case A000001/1 stands in a.json, row 1 already and they differ: it could not be read"


def test_a_case_that_is_unreadable_elsewhere_is_not_read(tmp_path: Path) -> None:
    good = _write(tmp_path / "a.json", {"crn": "A000001"})
    bad = tmp_path / "b.jsonl"
    bad.write_text('{"crn": "A000001", "event_number": 1, ')
    export = ingest.read([good, bad])
    assert (export.records, export.not_read) == ([], [("A000001", 1)])
    assert [problem.file for problem in faults(export)] == ["b.jsonl", "a.json"]


@pytest.mark.parametrize(
    ("name", "said"), [("gone.xlsx", "is not there"), ("letter.docx", "is not of a kind"), ("empty", "no CSV table")]
)
def test_paths_that_cannot_be_read(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "letter.docx").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ingest.InputError, match=said) as raised:
        ingest.read([tmp_path / name])
    assert raised.value.mend


def test_no_path_at_all() -> None:
    with pytest.raises(ingest.InputError, match="no export was named"):
        ingest.read([])


def test_the_label_is_free_of_the_users_folders(tmp_path: Path) -> None:
    export = ingest.read([_write(tmp_path / "a.json", {"crn": "A000001", "rar_days": "x"})])
    assert export.problems[0].file == "a.json"


def test_a_table_that_is_named_beside_its_folder_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("crn\nA000001\n")
    for paths in ([tmp_path, tmp_path / "cases.csv"], [tmp_path / "cases.csv", tmp_path]):
        assert len(ingest.read(paths).records) == 1
