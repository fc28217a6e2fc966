import pytest

from practice_check.rulebook import Rulebook, load


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load()
