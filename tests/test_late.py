"""An attribute that is read late is made once, by what is there when it is first read."""

from typing import ClassVar

import pytest

from practice_check.late import read_late


class Sum:
    __slots__ = ("number", "total")
    made: ClassVar[list[int]] = []

    def __init__(self, number: int) -> None:
        self.number = number

    def _total(self) -> int:
        self.made.append(self.number)
        return sum(range(self.number + 1))

    __getattr__ = read_late({"total": _total})


def test_it_is_made_once_and_when_it_is_read() -> None:
    three = Sum(3)
    assert Sum.made == []
    assert (three.total, three.total) == (6, 6)
    assert Sum.made == [3]


def test_what_was_set_before_is_not_made() -> None:
    five = Sum(5)
    five.total = 1
    assert five.total == 1
    assert 5 not in Sum.made


def test_any_other_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="'Sum' object has no attribute 'another'"):
        _ = Sum(1).another
