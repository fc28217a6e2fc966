"""The journal: whatever is cut off, what was whole stands; nobody else's run is gone on with; nothing is let in."""

import multiprocessing
import os
import pickle
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from practice_check.audit.stored.journal import Journal, JournalError, OtherRunError
from practice_check.audit.stored.plain import NotPlainError, packed, unpacked

MADE_OF = {"the day that it speaks of": "2026-10-30", "caseload.jsonl": "ab" * 32}
FRAMES = [b"first", b"", bytes(range(256)) * 3, b"last"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / ".run"


def written(folder: Path, frames: list[bytes] = FRAMES) -> Path:
    journal = Journal.in_folder(folder, MADE_OF, again=False)
    for frame in frames:
        journal.append(frame)
    journal.close()
    return folder / "journal"


def read(journal: Journal) -> list[bytes]:
    return [frame for _, frame in journal.frames()]


def again(folder: Path, made_of: dict[str, str] = MADE_OF) -> Journal:
    return Journal.in_folder(folder, made_of, again=True)


def test_frames_come_back_in_order_and_by_their_place(folder: Path) -> None:
    journal = Journal.in_folder(folder, MADE_OF, again=False)
    places = [journal.append(frame) for frame in FRAMES]
    assert list(journal.frames()) == list(zip(places, FRAMES, strict=True))
    assert [journal.read(where) for where in reversed(places)] == FRAMES[::-1]
    journal.append(b"more")
    assert read(journal) == [*FRAMES, b"more"]
    journal.close()


def test_one_that_is_taken_up_again_goes_on_behind_what_is_there(folder: Path) -> None:
    written(folder)
    journal = again(folder)
    assert read(journal) == FRAMES
    journal.append(b"more")
    journal.close()
    journal = again(folder)
    assert read(journal) == [*FRAMES, b"more"]
    journal.close()


def test_wherever_it_is_cut_off_the_whole_frames_stand_and_it_goes_on(folder: Path) -> None:
    path = written(folder)
    whole = path.read_bytes()
    starts = [len(whole) - sum(8 + len(frame) for frame in FRAMES[place:]) for place in range(len(FRAMES) + 1)]
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        journal = again(folder)
        kept = sum(end <= cut for end in starts[1:])
        assert read(journal) == FRAMES[:kept], cut
        journal.append(b"more")
        journal.close()
        journal = again(folder)
        assert read(journal) == [*FRAMES[:kept], b"more"], cut
        journal.close()


def test_what_no_longer_passes_for_whole_is_dropped_with_all_behind_it(folder: Path) -> None:
    path = written(folder)
    data = bytearray(path.read_bytes())
    data[-len(FRAMES[3]) - 8 - 100] ^= 1  # in the third frame
    path.write_bytes(data)
    journal = again(folder)
    assert read(journal) == FRAMES[:2]
    journal.close()


def test_one_that_begins_anew_drops_what_is_there(folder: Path) -> None:
    written(folder)
    journal = Journal.in_folder(folder, MADE_OF, again=False)
    assert read(journal) == []
    journal.close()


def test_another_run_is_not_gone_on_with_and_stays_as_it_is(folder: Path) -> None:
    path = written(folder)
    before = path.read_bytes()
    other = {"the day that it speaks of": "2026-11-22", "caseload.jsonl": "cd" * 32, "--pack": "current"}
    with pytest.raises(OtherRunError) as refused:
        again(folder, other)
    assert refused.value.differs == [
        "the day that it speaks of was 2026-10-30, and is 2026-11-22",
        "caseload.jsonl has changed",
        "--pack was not given, and is current",
    ]
    assert "--resume" in refused.value.mend
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"something else that somebody keeps here", b"practice-check journal 2\n\xff\xff"]
)
def test_what_is_no_journal_of_ours_is_begun_anew(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / "journal").write_bytes(content)
    journal = again(folder)
    assert read(journal) == []
    journal.close()


def test_it_is_for_its_owner_only(folder: Path) -> None:
    path = written(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("at", ["folder", "journal"])
def test_it_is_not_written_through_a_link(folder: Path, tmp_path: Path, at: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    folder.parent.mkdir()
    if at == "folder":
        elsewhere.mkdir()
        folder.symlink_to(elsewhere)
    else:
        elsewhere.write_bytes(b"theirs")
        folder.mkdir()
        (folder / "journal").symlink_to(elsewhere)
    with pytest.raises(JournalError):
        Journal.in_folder(folder, MADE_OF, again=False)
    assert elsewhere.is_dir() or elsewhere.read_bytes() == b"theirs"
    assert not elsewhere.is_dir() or list(elsewhere.iterdir()) == []


def _refused(folder: Path, said: "multiprocessing.queues.SimpleQueue[str]") -> None:
    for resume in (False, True):
        try:
            Journal.in_folder(folder, MADE_OF, again=resume)
        except JournalError as error:
            said.put(str(error))
        else:
            said.put("")


def _said_by_another(folder: Path) -> list[str]:
    """What another process is told that begins there, and one that goes on."""
    context = multiprocessing.get_context("fork")
    said = context.SimpleQueue()
    process = context.Process(target=_refused, args=(folder, said))
    process.start()
    process.join(20)
    return [said.get() for _ in range(2)]


def test_two_runs_do_not_write_to_one_at_once(folder: Path) -> None:
    first = Journal.in_folder(folder, MADE_OF, again=False)
    first.append(b"theirs")
    assert all("another run is writing" in said for said in _said_by_another(folder))
    assert read(first) == [b"theirs"]
    first.close()


def test_what_lies_in_a_folder_is_a_run_that_was_cut_off_and_none_that_is_on_its_way(folder: Path) -> None:
    assert not Journal.lies_in(folder)
    journal = Journal.in_folder(folder, MADE_OF, again=False)
    journal.append(b"first")
    with pytest.raises(JournalError, match="another run is writing to"):
        Journal.lies_in(folder)
    journal.close()
    assert Journal.lies_in(folder)
    later = again(folder)
    assert read(later) == [b"first"]
    later.drop()
    assert not Journal.lies_in(folder)


@pytest.mark.parametrize("resume", [True, False])
def test_nor_do_two_of_one_process(folder: Path, resume: bool) -> None:
    journal = Journal.in_folder(folder, MADE_OF, again=False)
    journal.append(b"first")
    with pytest.raises(JournalError, match="another run is writing to"):
        Journal.in_folder(folder, MADE_OF, again=resume)
    journal.append(b"second")
    assert read(journal) == [b"first", b"second"]
    assert all("another run is writing" in said for said in _said_by_another(folder))
    journal.close()
    later = again(folder)
    assert read(later) == [b"first", b"second"]
    later.close()


def test_one_without_a_folder_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    journal = Journal.unnamed(MADE_OF)
    journal.append(b"found")
    assert read(journal) == [b"found"]
    assert list(tmp_path.iterdir()) == [], "nothing is left even of a process that is killed"
    journal.close()


# ---------------------------------------------------------------- a disk that is full


def fill(folder: Path, resume: bool) -> Iterator[str]:
    """Appends until there is no room."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    journal = Journal.in_folder(folder, MADE_OF, again=resume)
    try:
        for number in range(100):
            journal.append(bytes([number]) * 10_000)
        journal.flush()
    except JournalError as error:
        yield f"{error}|{error.mend}"
    os._exit(0)


def _fill(folder: Path, said: "multiprocessing.queues.SimpleQueue[str]") -> None:
    for each in fill(folder, resume=False):
        said.put(each)


def test_a_full_disk_is_said_and_what_was_whole_is_kept(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    said = context.SimpleQueue()
    process = context.Process(target=_fill, args=(folder, said))
    process.start()
    process.join(20)
    message, mend = said.get().split("|")
    assert message.startswith(f"what was found cannot be written to {folder.parent} (")
    assert "make room" in mend and "--resume" in mend
    journal = again(folder)
    kept = read(journal)
    assert kept == [bytes([number]) * 10_000 for number in range(len(kept))]
    assert len(kept) >= 12
    journal.append(b"more")
    assert read(journal)[-1] == b"more"
    journal.close()


# ---------------------------------------------------------------- nothing is let in


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.system, ("touch /tmp/practice-check-was-here",))


@pytest.mark.parametrize("value", [Evil(), Path("x"), {1: [Evil()]}], ids=["a call", "a class", "a call within"])
def test_only_plain_values_are_read_back(value: object) -> None:
    with pytest.raises(NotPlainError):
        unpacked(packed(value))


@pytest.mark.parametrize("data", [b"", b"x" * 50, pickle.dumps([1])])
def test_any_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(NotPlainError):
        unpacked(data)


def test_plain_values_come_back_as_they_were() -> None:
    value = {"a": [1, None, True, 2.5, b"x", ("y", frozenset({1}))], (1, 2): {}}
    assert unpacked(packed(value)) == value
