"""The key file: what is refused, with its mend, and the one that is made and kept."""

import os
import stat
from pathlib import Path

import pytest

from practice_check.pseudonyms import UnfitKeyError, kept_key, key_of, sound_key

KEY = "0123456789abcdef" * 2


def key_file(path: Path, text: str = KEY, mode: int = 0o600) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_key_is_what_stands_in_its_file_without_the_end_of_the_line(tmp_path: Path) -> None:
    assert key_of(key_file(tmp_path / "key", f" {KEY}\n")) == KEY.encode()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_key_that_others_can_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(UnfitKeyError, match="others can read or write") as fault:
        key_of(key_file(tmp_path / "key", mode=mode))
    assert "chmod 600" in fault.value.mend


@pytest.mark.parametrize("text", ["", "short", KEY[:-1], f"{KEY[:-1]}\n\n"])
def test_a_key_that_can_be_guessed_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnfitKeyError, match="can be guessed") as fault:
        key_of(key_file(tmp_path / "key", text))
    assert "random" in fault.value.mend


def test_a_key_of_one_letter_again_and_again_is_refused() -> None:
    with pytest.raises(UnfitKeyError, match="very few different"):
        sound_key(b"x" * 64)


def test_a_link_a_folder_a_pipe_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(key_file(tmp_path / "key"))
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path, why in (
        (tmp_path / "link", "a link"),
        (tmp_path, "a folder"),
        (tmp_path / "pipe", "not a file"),
        (tmp_path / "not-there", "cannot be read"),
    ):
        with pytest.raises(UnfitKeyError, match=why) as fault:
            key_of(path)
        assert fault.value.mend


def test_a_whole_export_named_by_mistake_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(UnfitKeyError, match="longer than"):
        key_of(key_file(tmp_path / "export.csv", KEY * 200))


def test_the_users_own_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "config" / "practice-check" / "pseudonyms.key"
    first, made = kept_key(path)
    assert made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert kept_key(path) == (first, False)


def test_two_users_keys_differ(tmp_path: Path) -> None:
    assert kept_key(tmp_path / "one" / "key")[0] != kept_key(tmp_path / "other" / "key")[0]


def test_where_no_key_can_be_made_the_mend_is_to_name_one(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(UnfitKeyError) as fault:
        kept_key(tmp_path / "config" / "key")
    assert "--key" in fault.value.mend
