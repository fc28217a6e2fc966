"""A small run that several reports are made of."""

import pytest

from practice_check import check
from practice_check.audit.results import Results
from practice_check.demo import generate


@pytest.fixture(scope="session")
def demo_results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Sixteen invented cases, checked by the shipped rules."""
    export = tmp_path_factory.mktemp("demo") / "caseload.jsonl"
    lines = (record.model_dump_json(exclude_unset=True, by_alias=True) + "\n" for record in generate(16, 1))
    export.write_text("".join(lines))
    return check(export)
