from collections.abc import Iterator

import pytest

from tests.hostile.watched import Commands


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    started = Commands()
    yield started
    started.close()
