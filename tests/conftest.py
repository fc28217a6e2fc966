import pytest

from practice_check.collecting import leave_alone_what_is_there
from practice_check.rulebook import Rulebook, load

pytest_plugins = ("tests.in_chromium",)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load()


@pytest.fixture(scope="session", autouse=True)
def unsearched() -> None:
    """Thousands of tests are held to the end: no search for garbage looks through them each time."""
    leave_alone_what_is_there()
