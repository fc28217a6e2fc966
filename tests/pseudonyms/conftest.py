"""What the tests of pseudonyms share: the rules, loaded once, and two keys."""

from pathlib import Path

import pytest

from practice_check import rulebook
from practice_check.pseudonyms import Pseudonymiser
from practice_check.rulebook import Rulebook

ONE, OTHER = b"0123456789abcdef" * 2, b"fedcba9876543210" * 2


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return rulebook.load()


@pytest.fixture(scope="session")
def under(book: Rulebook) -> Pseudonymiser:
    return Pseudonymiser(ONE, book)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "the.key"
    path.write_bytes(ONE)
    path.chmod(0o600)
    return path
