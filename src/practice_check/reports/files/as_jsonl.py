"""The results as JSON Lines: one thing a line, and each line says its ``type``. The form for large caseloads."""

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic_core import to_json

from practice_check.audit.results import SCHEMA, Results
from practice_check.reports.escape import for_json


def as_jsonl(results: Results) -> bytes:
    return "".join(for_json(line) + "\n" for line in _lines(results)).encode()


def _lines(results: Results) -> Iterator[str]:
    yield _line("run", results.run, schema=SCHEMA)
    for rule_id, rule in results.rules.items():
        yield _line("rule", rule, id=rule_id)
    for case in results.cases:
        yield _line("case", case)
    for finding in results.findings:
        yield _line("finding", finding)
    for warning in results.warnings:
        yield _line("warning", warning)
    for problem in results.problems:
        yield _line("problem", problem)
    for data_problem in results.data_problems:
        yield _line("data_problem", data_problem)
    for undecidable in results.undecidable:
        yield _line("undecidable", undecidable)
    for place in results.wanting:
        yield _line("wanting", place)
    for history in results.histories:
        yield _line("history", history)
    for departure in results.departures:
        yield _line("departure", departure)
    for noted in results.noted:
        yield _line("noted", noted)
    if results.changes is not None:
        yield _line("changes", results.changes.model_copy(update={"changes": []}))
        for change in results.changes.changes:
            yield _line("change", change)
    if results.trend is not None:
        yield _line("trend", results.trend)


def _line(kind: str, model: BaseModel, **more: str) -> str:
    return to_json({"type": kind, **more, **model.model_dump(mode="json", by_alias=True)}).decode()
