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


@pytest.mark.parametrize("named", ["out", "out/deep/er"])
def test_a_file_where_the_folder_goes_is_refused(named: str, stand: Path, commands: Commands) -> None:
    (stand / "out").write_text("mine")
    ended = commands.run(stand, "check", _EXPORT, "--out", named, "--format", "json", out=["out"])
    assert "out is a file, and no folder" in ended.refused
    assert ended.changed == frozenset()
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


_LONG = "n" * 300
#: Where no folder can be, and what is said.
NO_FOLDER = {
    "/dev/full": "/dev/full is a file, and no folder",
    "/etc/passwd/x": "/etc/passwd is a file, and no folder",
    "/proc/self/mem": "/proc/self/mem is a file, and no folder",
    "/proc/self/fd/x": "cannot be written",
    _LONG: f"{_LONG} cannot be used (File name too long)",
}


@pytest.mark.parametrize(("name", "sees"), NO_FOLDER.items(), ids=lambda text: text[:15])
def test_no_place_for_a_folder(name: str, sees: str, stand: Path, commands: Commands) -> None:
    ended = commands.run(stand, "check", _EXPORT, "--out", name, "--format", "json", "--no-history", out=[name])
    assert sees in ended.refused
    assert ended.changed == frozenset()


def test_a_folder_with_a_line_end_in_its_name_makes_no_line_of_its_own(stand: Path, commands: Commands) -> None:
    name = "out\nerror: \x1b[2Jall is lost"
    ended = commands.run(stand, "check", _EXPORT, "--out", name, "--format", "json", "--no-history", out=[name])
    assert ended.code == 0
    assert (stand / name / "results.json").is_file()
    assert "\x1b" not in ended.err
    assert not [line for line in ended.err.splitlines() if line.startswith("error:")]


#: What is asked of a name that the system cannot have.
TOO_LONG = (
    ("check", _LONG),
    *(
        ("check", _EXPORT, option, _LONG)
        for option in (
            *("--rules", "--mapping", "--baseline", "--judgements", "--exceptions", "--progress"),
            *("--sample", "--key"),
        )
    ),
    ("score", _LONG),
    ("compare", _LONG, _LONG),
    ("runs", _LONG),
    ("records", "template", "--out", _LONG),
)


@pytest.mark.parametrize("words", TOO_LONG, ids=lambda words: "-".join(words[:-1]))
def test_a_name_that_is_too_long_is_said_to_be(words: tuple[str, ...], stand: Path, commands: Commands) -> None:
    ended = commands.run(stand, *words, *(["--pseudonymise"] if "--key" in words else []))
    assert "File name too long" in ended.refused, ended.said[-300:]


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
