"""What stands where results are to go, and what names they would go by."""

import os
import stat
from pathlib import Path

import pytest

from tests.hostile.watched import Commands

_EXPORT = "cases.csv"


@pytest.fixture
def stand(tmp_path: Path) -> Path:
    (tmp_path / _EXPORT).write_text("crn,event_number,start_date,officer,team\nX900001,1,2025-01-01,O,T\n")
    return tmp_path


def test_a_link_where_a_result_goes_is_refused_and_what_it_points_to_stays(stand: Path, commands: Commands) -> None:
    (stand / "out").mkdir()
    (stand / "precious").write_text("mine")
    (stand / "out" / "results.json").symlink_to(stand / "precious")
    ended = commands.run(stand, "check", _EXPORT, "--out", "out", "--format", "json", "--no-history", out=["out"])
    assert "is a link to another file" in ended.refused
    assert (stand / "precious").read_text() == "mine"


def test_a_hard_link_where_a_result_goes_is_parted_from_the_other_name(stand: Path, commands: Commands) -> None:
    (stand / "out").mkdir()
    (stand / "precious").write_text("mine")
    (stand / "out" / "results.json").hardlink_to(stand / "precious")
    ended = commands.run(stand, "check", _EXPORT, "--out", "out", "--format", "json", "--no-history", out=["out"])
    assert ended.code == 0
    assert (stand / "precious").read_text() == "mine"
    assert stat.S_IMODE((stand / "out" / "results.json").stat().st_mode) == 0o600


def test_a_folder_or_a_pipe_where_a_result_goes_is_refused(stand: Path, commands: Commands) -> None:
    for make, sees in ((Path.mkdir, "is a folder"), (os.mkfifo, "is a pipe or a device")):
        out = stand / f"out-{sees.split()[-1]}"
        out.mkdir()
        make(out / "results.json")
        ended = commands.run(
            stand, "check", _EXPORT, "--out", out.name, "--format", "json", "--no-history", out=[out.name]
        )
        assert sees in ended.refused


def test_a_file_where_the_folder_goes_is_refused(stand: Path, commands: Commands) -> None:
    (stand / "out").write_text("mine")
    ended = commands.run(stand, "check", _EXPORT, "--out", "out", "--format", "json", out=["out"])
    assert "out" in ended.refused
    assert (stand / "out").read_text() == "mine"


def test_a_folder_that_is_a_link_is_the_users_own_choice(stand: Path, commands: Commands) -> None:
    """Whoever names a folder may have it elsewhere; what is written there is still the owner's alone."""
    (stand / "out-there").mkdir()
    (stand / "out").symlink_to(stand / "out-there")
    ended = commands.run(
        stand, "check", _EXPORT, "--out", "out", "--format", "json", "--no-history", out=["out", "out-there"]
    )
    assert ended.code == 0
    assert stat.S_IMODE((stand / "out-there" / "results.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "name",
    [
        "/dev/full",
        "/proc/self/mem",
        "/etc/passwd/x",
        pytest.param(
            "n" * 300, marks=pytest.mark.xfail(reason="a name too long for the system is told as a fault of ours")
        ),
    ],
)
def test_no_place_for_a_folder(name: str, stand: Path, commands: Commands) -> None:
    ended = commands.run(stand, "check", _EXPORT, "--out", name, "--format", "json", "--no-history", out=[name])
    assert ended.refused


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx", "zip", "parquet", "jsonl"])
def test_an_input_that_is_a_pipe_or_a_device_is_refused_and_not_waited_for(
    kind: str, stand: Path, commands: Commands
) -> None:
    os.mkfifo(stand / f"pipe.{kind}")
    (stand / f"zero.{kind}").symlink_to("/dev/zero")
    for file in (f"pipe.{kind}", f"zero.{kind}"):
        assert "is neither a file nor a folder" in commands.run(stand, "records", "validate", file, seconds=5).refused


def test_names_of_officers_are_no_paths(stand: Path, commands: Commands) -> None:
    """A workbook for each officer, whatever they are called, in the folder for them and nowhere else."""
    names = ["../../up", "/etc/passwd", "CON", "a\0b", "n" * 300, "..", ".", "=cmd|'x'", "\u202exslx", "a/b\\c:d", " "]
    rows = "".join(f'X90000{number:x},1,2025-01-01,"{name}"\n' for number, name in enumerate(names[:10]))
    (stand / _EXPORT).write_text(f"crn,event_number,start_date,officer\n{rows}")
    ended = commands.run(
        stand, "check", _EXPORT, "--out", "out", "--format", "json", "--per-officer", "--no-history", out=["out"]
    )
    assert not ended.refused, ended.err
    written = [Path(name) for name in ended.changed if name.endswith(".xlsx") and "officers" in name]
    assert written
    assert all(len(path.parts) == 3 and len(path.name) < 80 and path.name.isascii() for path in written), written
