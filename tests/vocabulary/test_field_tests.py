"""What the tests of a field take for granted of a row."""

from practice_check.records.model import CaseRecord, case_fields, tables


def test_none_stands_where_a_row_was_not_given_a_column() -> None:
    """So that what is there need not be asked for twice. A case without a number is the person's first."""
    for kind in tables().values():
        assert {field.get_default(call_default_factory=True) for field in kind.model_fields.values()} == {None}
    without = {name for name in case_fields() if CaseRecord.model_fields[name].get_default() is not None}
    assert without <= {"crn", "event_number"}
