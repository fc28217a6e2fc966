import pytest

from practice_check.demo import generate
from practice_check.records.model import CaseRecord


@pytest.fixture(scope="session")
def caseload() -> list[CaseRecord]:
    """Two thousand cases of the demonstration."""
    return list(generate(2000))
