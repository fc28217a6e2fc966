"""The results as one JSON document: the form that other programs read, and that later runs are compared with.

Each rule, case, finding, caseload warning and problem has a line to itself, so that two files can be compared line by
line.
"""

from collections.abc import Iterable

from pydantic import BaseModel
from pydantic_core import to_json

from practice_check.audit.results import SCHEMA, Results
from practice_check.reports.escape import for_json


def as_json(results: Results) -> bytes:
    rules = ",\n".join(f"{_json(name)}: {_json(rule)}" for name, rule in results.rules.items())
    parts = [
        f'"schema": {_json(SCHEMA)}',
        f'"run": {_json(results.run)}',
        f'"rules": {{\n{rules}\n}}',
        f'"cases": {_list(results.cases)}',
        f'"findings": {_list(results.findings)}',
        f'"warnings": {_list(results.warnings)}',
        f'"problems": {_list(results.problems)}',
        f'"data_problems": {_list(results.data_problems)}',
        f'"undecidable": {_list(results.undecidable)}',
        f'"wanting": {_list(results.wanting)}',
        f'"histories": {_list(results.histories)}',
        f'"departures": {_list(results.departures)}',
        f'"noted": {_list(results.noted)}',
        f'"changes": {_json(results.changes)}',
        f'"trend": {_json(results.trend)}',
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _list(models: Iterable[BaseModel]) -> str:
    return "[\n" + ",\n".join(map(_json, models)) + "\n]"


def _json(value: object) -> str:
    return for_json(to_json(value, by_alias=True).decode())
