"""What is wrong with the files that were read: where it stands, and what mends it."""

from collections.abc import Iterator, Sequence

from practice_check.reports.selection.items import View
from practice_check.reports.workbook.sheet import AMBER, Column, Table, Value

NAME = "Data problems"

_FAULT, _ABSENT = "could not be read", "not in the export"
_COLUMNS = (
    Column("Kind", 16, tints={_FAULT: AMBER}),
    Column("File", 20),
    Column("Sheet", 18),
    Column("Row", 7),
    Column("Column", 18),
    Column("Value", 24),
    Column("Problem", 60),
    Column("What mends it", 60),
    Column("CRN", 11),
)


def data_problems(view: View) -> Table:
    return Table(NAME, _COLUMNS, _rows(view), none="Everything in the files could be read.")


def _rows(view: View) -> Iterator[Sequence[Value]]:
    for problem in sorted(view.results.problems, key=lambda each: not each.is_fault):
        yield (
            _FAULT if problem.is_fault else _ABSENT,
            problem.file,
            problem.sheet,
            problem.row,
            problem.column,
            problem.value,
            problem.message,
            problem.mend,
            problem.crn,
        )
