"""Makes a case on which the two differ small: what can be left out, with the two still differing, is left out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from practice_check.engine import Engine
from practice_check.records.model import CaseRecord, tables
from practice_check.rulebook import model as m

from .comparing import Case, Difference, compare, rests_on
from .random_rules import BOILERPLATE

KEPT = frozenset({*BOILERPLATE, "id", "opens", "closes", "expects"})


def shrunk(difference: Difference, engine: Engine) -> Difference:
    smaller = True
    while smaller:
        smaller = False
        for case in _smaller(difference):
            found = _same_rule(case, difference, engine)
            if found is not None:
                difference, smaller = found, True
                break
    return difference


def _same_rule(case: Case, like: Difference, engine: Engine) -> Difference | None:
    try:
        found = compare(case, engine).differences
    except Exception:  # what is left is no case or no rule any more
        return None
    return next((each for each in found if (each.rule, each.event_number) == (like.rule, like.event_number)), None)


def _smaller(difference: Difference) -> Iterator[Case]:
    case = difference.case
    needed = rests_on(case.rules, [difference.rule])
    if len(needed) < len(case.rules):
        yield replace(case, rules={name: rule for name, rule in case.rules.items() if name in needed})
    for index, record in enumerate(case.records):
        if record.event_number != difference.event_number:
            yield replace(case, records=[*case.records[:index], *case.records[index + 1 :]])
    for index, record in enumerate(case.records):
        for smaller in _records(record):
            yield replace(case, records=[*case.records[:index], smaller, *case.records[index + 1 :]])
    for index in range(len(case.departures)):
        yield replace(case, departures=[*case.departures[:index], *case.departures[index + 1 :]])
    for name, rule in case.rules.items():
        for lesser in _rules(rule):
            yield replace(case, rules={**case.rules, name: lesser})


def _records(record: CaseRecord) -> Iterator[CaseRecord]:
    known = tables()
    given = {field: getattr(record, field) for field in record.model_fields_set}
    for field, value in given.items():
        if field in known:
            if value is None:
                continue
            if value:
                yield _record({**given, field: []})
            for index in range(len(value)):
                yield _record({**given, field: [*value[:index], *value[index + 1 :]]})
            for index, row in enumerate(value):
                for column in row.model_fields_set - {"row_id"}:
                    if getattr(row, column) is not None:
                        blank = row.model_copy(update={column: None})
                        yield _record({**given, field: [*value[:index], blank, *value[index + 1 :]]})
        elif field not in ("crn", "event_number", "start_date") and value:
            yield _record({key: each for key, each in given.items() if key != field})
    for field in known:
        if field not in given:
            yield _record({**given, field: []})


def _record(given: dict[str, Any]) -> CaseRecord:
    return CaseRecord.model_construct(set(given), **given)


def _rules(rule: m.Rule) -> Iterator[m.Rule]:
    dumped = rule.model_dump(by_alias=True, exclude_unset=True)
    for key in dumped:
        if key not in KEPT:
            yield from _valid({name: value for name, value in dumped.items() if name != key})
    for key in ("expects", "when", "unless"):
        for lesser in _parts(dumped.get(key)):
            yield from _valid({**dumped, key: lesser})
    for key in ("opens", "pauses_while"):
        for lesser in _parts(dumped.get(key)):
            yield from _valid({**dumped, key: lesser})


def _parts(value: Any) -> Iterator[Any]:
    """The value with one thing less in it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("any_of", "all_of", "any", "all") and isinstance(inner, list):
                yield from inner
            if key in ("not", "expects", "when"):
                yield inner
            yield {name: each for name, each in value.items() if name != key}
            for lesser in _parts(inner):
                yield {**value, key: lesser}
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield [*value[:index], *value[index + 1 :]]
            for lesser in _parts(inner):
                yield [*value[:index], lesser, *value[index + 1 :]]


def _valid(dumped: dict[str, Any]) -> Iterator[m.Rule]:
    try:
        yield m.Rule.model_validate(dumped)
    except (ValidationError, ValueError, TypeError, KeyError):
        return
