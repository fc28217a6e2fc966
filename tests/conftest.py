import pytest

from practice_check.rulebook import Rulebook, load

pytest_plugins = ("tests.in_chromium",)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load()
