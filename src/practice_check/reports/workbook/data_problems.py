"""What is wrong with the data: in groups, each row, and as a workbook of its own for whoever can mend it."""

from collections.abc import Iterable, Iterator, Sequence

from practice_check.audit.data_problems import WrongData
from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.selection.data_problems import EachRow, each_row, rules_waiting, who
from practice_check.reports.workbook.columns import SEVERITIES
from practice_check.reports.workbook.sheet import Column, Prose, Table, Value

NAME = "Data problems"
EACH = "Data problems, each row"

_NONE = "Nothing is wrong with the data that a verdict waits for, and everything in the files could be read."
#: Rows beyond this many stay low, so that the sheet opens at once.
_MOST_HIGH = 2_000
_GROUP_COLUMNS = (
    Column("No.", 7),
    Column("What is wrong", 48),
    Column("Who can mend it", 16),
    Column("What mends it", 40),
    Column("Verdicts freed", 9),
    Column("Verdicts waiting", 9),
    Column("Cases not checked", 9),
    Column("Most severe", 9, tints=SEVERITIES),
    Column("Rules that wait", 44),
    Column("Rows", 7),
    Column("Cases", 7),
    Column("People", 7),
    Column("File", 20),
    Column("Sheet", 16),
    Column("Column", 16),
    Column("Where", 24),
    Column("Values such as", 22),
)
_ROW_COLUMNS = (
    Column("No.", 7),
    Column("CRN", 11),
    Column("Order", 7),
    Column("File", 20),
    Column("Sheet", 16),
    Column("Row", 7),
    Column("Column", 18),
    Column("Value", 22),
    Column("What is wrong", 48),
    Column("What to write", 48),
    Column("Verdicts waiting", 9),
)
_MENDER = Column("Who can mend it", 18)
_OFFICER = Column("Officer now", 16)
_DONE = Column("Mended", 9, to_fill=True, choices=("yes", "cannot be"))

_LATER_STEPS = (
    "Correct each where it is recorded (the case management system, or the sheet that the export was made from), "
    "not here: nothing is read back from this workbook.",
    "Write only what is known. A blank is honest; a guess makes a verdict that is wrong.",
    "Then export again, and check again.",
)
_STEPS = (
    f"The sheet '{NAME}' says what is wrong, the most useful to mend first; 'Each row' says where, row by row.",
    "Filter 'Each row' by 'Who can mend it', or by the number of a problem.",
    *_LATER_STEPS,
)
_STEPS_IN_SUMS = (
    f"The sheet '{NAME}' says what is wrong, the most useful to mend first.",
    "Where, row by row, stands in the workbook data-problems.xlsx of each team, in the folder teams.",
    *_LATER_STEPS,
)


def data_problems(results: Results) -> Table:
    return Table(NAME, _GROUP_COLUMNS, _groups(results), in_sight=2, large_paper=True, none=_NONE)


def data_rows(rows: Sequence[EachRow]) -> Table:
    """Each row, to be filtered; ``No.`` is that of its group."""
    columns = (*_ROW_COLUMNS, _MENDER, _OFFICER)
    lines = ((*_row(each), who(each.problem), each.officer) for each in rows)
    return Table(EACH, columns, lines, in_sight=2, wraps=len(rows) <= _MOST_HIGH, none=_NONE)


def rows_of_officer(rows: Sequence[EachRow]) -> Table:
    """The rows that an officer can mend."""
    none = "Nothing in these cases is blank or unreadable that a verdict waits for."
    return Table(NAME, (*_ROW_COLUMNS, _DONE), map(_row, rows), in_sight=2, none=none)


def to_send(wrong: WrongData) -> Iterator[Prose | Table]:
    """The sheets of the workbook that can be sent by itself: what to do, the groups, each row. It names nobody."""
    rows = list(each_row(wrong))
    yield Prose("Read me", list(_what_to_do(wrong.head)))
    yield data_problems(wrong.head)
    columns = (*_ROW_COLUMNS, _MENDER, _DONE)
    lines = ((*_row(each), who(each.problem)) for each in rows)
    yield Table("Each row", columns, lines, in_sight=2, wraps=len(rows) <= _MOST_HIGH, none=_NONE)


def to_send_in_sums(head: Results) -> Iterator[Prose | Table]:
    """The same of a run whose rows stand in the workbooks of its teams."""
    yield Prose("Read me", list(_what_to_do(head, _STEPS_IN_SUMS)))
    yield data_problems(head)


def _groups(results: Results) -> Iterable[Sequence[Value]]:
    for number, problem in enumerate(results.data_problems, start=1):
        yield (
            number,
            problem.what,
            who(problem),
            problem.mend,
            problem.frees,
            problem.verdicts,
            problem.not_checked,
            problem.rules[0].severity if problem.rules else None,
            rules_waiting(results, problem),
            problem.rows,
            problem.cases,
            problem.people,
            problem.file,
            problem.sheet,
            problem.column,
            problem.where,
            "; ".join(problem.examples),
        )


def _row(each: EachRow) -> tuple[Value, ...]:
    row = each.row
    said = (row.file, row.sheet, row.row, row.column, row.value, row.wrong, row.write, row.verdicts)
    return (each.number, row.crn, row.event_number, *said)


def _what_to_do(results: Results, steps: Sequence[str] = _STEPS) -> Iterator[tuple[str, Sequence[Value]]]:
    found = results.data_problems
    run = results.run
    yield "title", ("What is wrong with the data, and what mends it",)
    yield "", ()
    yield "", ("As of", run.as_of)
    yield "", ("Read from", ", ".join(run.inputs) or "not named")
    yield "", ("Kinds of problem", len(found))
    freed = sum(problem.frees for problem in found)
    untold = run.counts.get("cannot_tell", 0)
    if untold:
        said = (
            f"{words.number(untold, 'verdict')} could not be told; {freed:,} of them wait for one kind of problem alone"
        )
        yield "", ("What waits", said)
    yield "", ()
    yield "heading", ("What to do",)
    for number, step in enumerate(steps, start=1):
        yield "", (number, step)
    yield "", ()
    yield "heading", ("How to read it",)
    for word, meaning in (
        ("Verdicts waiting", "how many verdicts the record could not tell for want of it"),
        ("Verdicts freed", "how many of them wait for nothing else: with this mended, each can be told"),
        ("Cases not checked", "cases that could not be read at all for it"),
        ("blank", "the cell is there and nothing stands in it"),
        ("not in the export", "nobody can say whether it is recorded, since the export has no such sheet or column"),
    ):
        yield "", (word, meaning)
