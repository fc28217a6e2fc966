"""On which days what a word reads can be seen in a case."""

from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER

#: A table that is read, with the columns that place its rows.
Placed = tuple[str, tuple[str, ...]]


class Sight:
    """What hides the entries of a word, or the rows of a period.

    ``absent``: some table of it is not in the export. ``undated``: some row was not given what places it, so that it
    may lie on any day. The days from ``first`` to ``last`` are covered by all tables.
    """

    __slots__ = ("absent", "first", "last", "undated")

    def __init__(self, *, absent: bool, undated: bool, first: int, last: int) -> None:
        self.absent = absent
        self.undated = undated
        self.first = first
        self.last = last

    def blind(self, start: int, end: int) -> bool:
        """Whether something could be out of sight on one of the days from ``start`` to ``end``, both included."""
        return start <= end and (self.absent or self.undated or start < self.first or end > self.last)


def sight_of(case: CaseInTime, placed: list[Placed]) -> Sight:
    """``placed``: the tables that are read, one at least."""
    absent = undated = False
    first, last = 0, NEVER
    for name, columns in placed:
        table = case.table(name)
        absent = absent or table.rows is None
        for column in columns:
            undated = undated or not table.all_given(column)
        first = max(first, table.first)
        last = min(last, table.last)
    return Sight(absent=absent, undated=undated, first=first, last=last)
