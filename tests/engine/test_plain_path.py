"""The plain public path of durable-rules decides as ours does, and takes at least four times as long."""

from practice_check.demo import generate
from practice_check.records.model import CaseRecord
from practice_check.rulebook import load
from tests.bench.plain_path import measure


def test_the_plain_path_comes_to_the_same_and_takes_longer() -> None:
    persons: dict[str, list[CaseRecord]] = {}
    for record in generate(12, 5):
        persons.setdefault(record.crn, []).append(record)
    figures = measure(list(persons.values()), load())
    assert figures["occasions"] > 1_000
    assert figures["situations"] >= figures["occasions"] > figures["distinct"]
    assert figures["ours_to_plain"] >= 4
