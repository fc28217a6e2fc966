"""No field of the record is forgotten: what becomes of each that can hold words is decided in one place."""

from collections.abc import Mapping

import pytest
from pydantic import BaseModel

from practice_check.pseudonyms.fields import EVERYWHERE, FIELDS, OF_DEPARTURES, Treatment
from practice_check.records.columns import CASES, Kind, columns_of
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord, tables

MODELS: Mapping[str, type[BaseModel]] = {CASES: CaseRecord, **tables()}


def words_of(model: type[BaseModel]) -> set[str]:
    own = {column.field for column in columns_of(model).values() if column.kind is Kind.TEXT} - set(EVERYWHERE)
    return own | ({"crn"} if model is CaseRecord else set())


@pytest.mark.parametrize("table", MODELS)
def test_every_field_that_can_hold_words_is_decided_and_no_other(table: str) -> None:
    assert set(FIELDS.get(table, {})) == words_of(MODELS[table])


def test_there_is_no_table_that_is_not_there() -> None:
    assert set(FIELDS) <= set(MODELS)


def test_every_field_of_a_departure_that_can_hold_words_is_decided() -> None:
    words = {name for name, field in DepartureRow.model_fields.items() if "str" in str(field.annotation)}
    assert set(OF_DEPARTURES) == words


def test_people_are_never_treated_as_words_of_an_area() -> None:
    people = ("officer", "manager", "assessor", "author", "reviewer", "liaison_officer", "owner", "by", "joint_with")
    for table, fields in FIELDS.items():
        for name in set(people) & set(fields):
            assert fields[name] in (Treatment.STAFF, Treatment.COLLEAGUE), (table, name)
