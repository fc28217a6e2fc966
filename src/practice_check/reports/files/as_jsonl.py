"""The results as JSON Lines: one thing a line, and each line says its ``type``. The form for large caseloads."""

from collections.abc import Iterator
from typing import BinaryIO

from pydantic import BaseModel

from practice_check.audit.results import SCHEMA
from practice_check.reports.files.pieces import Pieces, json_of


def as_jsonl(pieces: Pieces, out: BinaryIO) -> None:
    for lines in _lines(pieces):
        out.write(lines)
        out.write(b"\n")


def _lines(pieces: Pieces) -> Iterator[bytes]:
    head = pieces.head
    yield _line("run", head.run, schema=SCHEMA)
    for rule_id, rule in head.rules.items():
        yield _line("rule", rule, id=rule_id)
    yield from _each("case", pieces.summaries())
    begin = _opening("finding")
    for findings in pieces.findings():
        yield begin + findings.replace(b"\n", b"\n" + begin)
    for warning in head.warnings:
        yield _line("warning", warning)
    for problem in head.problems:
        yield _line("problem", problem)
    for data_problem in head.data_problems:
        yield _line("data_problem", data_problem)
    for undecidable in head.undecidable:
        yield _line("undecidable", undecidable)
    yield from _each("wanting", pieces.wanting())
    yield from _each("history", pieces.histories())
    for departure in head.departures:
        yield _line("departure", departure)
    for noted in head.noted:
        yield _line("noted", noted)
    if head.changes is not None:
        yield _line("changes", head.changes.model_copy(update={"changes": []}))
        for change in head.changes.changes:
            yield _line("change", change)
    if head.trend is not None:
        yield _line("trend", head.trend)


def _line(kind: str, model: BaseModel, **more: str) -> bytes:
    return _opening(kind, **more) + json_of(model)[1:]


def _each(kind: str, texts: Iterator[bytes]) -> Iterator[bytes]:
    begin = _opening(kind)
    return (begin + text[1:] for text in texts)


def _opening(kind: str, **more: str) -> bytes:
    """What stands before the first field of a JSON object. No object of ours is empty."""
    return json_of({"type": kind, **more})[:-1] + b","
