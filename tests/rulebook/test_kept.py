"""Rules are read once, and anew as soon as anything about them has changed."""

import os
import pickle
import shutil
from pathlib import Path

import platformdirs
import pytest

from practice_check.paths import rules_folder
from practice_check.rulebook import Rulebook, kept, load

READ: list[int] = []


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own in which rules are kept."""
    place = tmp_path / "kept"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: place)
    READ.clear()
    return place


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    (folder / "a-pack" / "outcome").mkdir(parents=True)
    (folder / "a-pack" / "outcome" / "rule.yaml").write_text("id: a\n")
    return folder


def ask(book: Rulebook, *folders: Path, files: tuple[Path, ...] = ()) -> Rulebook:
    def read() -> Rulebook:
        READ.append(1)
        return book

    return kept.kept(read, folders, files)


def test_the_same_rules_are_read_once(book: Rulebook, folder: Path, home: Path) -> None:
    first, second = ask(book, folder), ask(book, folder)
    assert len(READ) == 1
    assert first is book and second is not book
    assert (second.rules, second.rules_hash, second.params_hash) == (book.rules, book.rules_hash, book.params_hash)
    assert home.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in home.iterdir()] == [0o600]


def test_whatever_changes_is_read_anew(book: Rulebook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(book, folder)
    rule = folder / "a-pack" / "outcome" / "rule.yaml"
    rule.write_text("id: b\n")
    ask(book, folder)
    rule.rename(rule.with_name("other.yaml"))
    ask(book, folder)
    (folder / "parameters.yaml").write_text("")
    ask(book, folder)
    (folder / "a-pack" / "outcome" / "stray.txt").write_text("")
    ask(book, folder)
    params = folder.parent / "params.yaml"
    params.write_text("x: 1\n")
    ask(book, folder, files=(params,))
    params.write_text("x: 2\n")
    ask(book, folder, files=(params,))
    shutil.copytree(folder, folder.parent / "copy")
    ask(book, folder.parent / "copy")
    monkeypatch.setattr(kept, "_program", lambda: "another version")
    ask(book, folder)
    assert len(READ) == 9


def test_a_compiled_program_keeps_rules_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_of = kept._program.__wrapped__
    library = tmp_path / "compiled.so"
    found = [made_of()]
    for compiled in (b"one", b"another"):
        library.write_bytes(compiled)
        monkeypatch.setattr(kept, "library", lambda: library)
        found.append(made_of())
    assert len(set(found)) == 3


def test_what_others_may_write_is_not_obeyed(book: Rulebook, folder: Path, home: Path) -> None:
    ask(book, folder)
    file = next(home.iterdir())
    file.chmod(0o622)
    ask(book, folder)
    assert len(READ) == 2
    file.chmod(0o600)
    home.chmod(0o777)
    ask(book, folder)
    assert len(READ) == 3
    home.chmod(0o700)
    real = file.with_name("elsewhere")
    file.rename(real)
    file.symlink_to(real)
    ask(book, folder)
    assert len(READ) == 4


@pytest.mark.parametrize("data", [b"", b"nothing of ours", pickle.dumps({"rules": 1}), pickle.dumps(Path("x"))[:-3]])
def test_a_broken_file_is_passed_over(book: Rulebook, folder: Path, home: Path, data: bytes) -> None:
    ask(book, folder)
    file = next(home.iterdir())
    file.write_bytes(data)
    assert ask(book, folder).rules == book.rules
    ask(book, folder)
    assert len(READ) == 2


def test_nowhere_to_keep_them_is_no_fault(book: Rulebook, folder: Path, home: Path) -> None:
    home.write_text("a file where the folder would be")
    assert ask(book, folder) is book
    assert ask(book, folder, folder / "not there") is book


def test_only_a_few_are_kept(book: Rulebook, folder: Path, home: Path) -> None:
    small = Rulebook({}, {}, book.parameters, book.vocabulary, book.register, {}, {})
    for number in range(9):
        (folder / "parameters.yaml").write_text(f"# {number}\n")
        ask(small, folder)
        os.utime(max(home.iterdir(), key=lambda file: file.stat().st_ctime_ns), (number, number))
    assert len(list(home.iterdir())) == 6


def test_the_shipped_rules_come_back_the_same(book: Rulebook, home: Path) -> None:
    load()
    again = load()
    assert len(list(home.iterdir())) == 1
    assert (again.rules, again.packs, again.vocabulary) == (book.rules, book.packs, book.vocabulary)
    assert (again.rules_hash, again.params_hash) == (book.rules_hash, book.params_hash)
    assert again.file_of(next(iter(again.rules))).is_relative_to(rules_folder())


def test_numbers_are_read_whatever_their_file_is_called(book: Rulebook, folder: Path, tmp_path: Path) -> None:
    limits = tmp_path / "limits.yml"
    for number, text in enumerate(("trend-runs: 3\n", "trend-runs: 4\n"), 1):
        limits.write_text(text)
        ask(book, folder, files=(limits,))
        ask(book, folder, files=(limits,))
        assert len(READ) == number


def test_what_is_no_file_is_read_each_time(book: Rulebook, folder: Path, tmp_path: Path) -> None:
    """A pipe of one name holds something else each time, and would wait here for whoever fills it."""
    os.mkfifo(tmp_path / "limits.yaml")
    for _ in range(2):
        ask(book, folder, files=(tmp_path / "limits.yaml",))
    os.mkfifo(folder / "vocabulary.yaml")
    for _ in range(2):
        ask(book, folder)
    assert len(READ) == 4
