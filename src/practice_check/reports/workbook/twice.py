"""What to look at twice: what no single case shows. Nobody's fault, and no finding."""

from collections.abc import Iterator, Sequence

from practice_check.reports import words
from practice_check.reports.selection.items import View
from practice_check.reports.workbook.sheet import Column, Table, Value

NAME = "Look twice"

_FOR = {"manager": "the manager", "quality_team": "the quality team"}
_COLUMNS = (
    Column("What", 34),
    Column("What was seen", 60),
    Column("For", 14),
    Column("Cases", 8),
    Column("The first cases", 34),
    Column("What could not be seen", 34),
    Column("Why look twice", 46),
    Column("What to do", 46),
    Column("Sources", 30),
)


def look_twice(view: View) -> Table:
    return Table(NAME, _COLUMNS, _rows(view), none="Nothing to look at twice.")


def _rows(view: View) -> Iterator[Sequence[Value]]:
    for warning in view.results.warnings:
        yield (
            warning.title,
            warning.message if warning.warns else f"Could not be looked at in all cases. {warning.message}",
            _FOR[warning.for_],
            warning.cases_total,
            ", ".join(f"{case.crn}/{case.event_number}" for case in warning.cases),
            "; ".join(warning.not_seen),
            warning.why,
            warning.do,
            "; ".join(words.paragraph(source) for source in warning.sources),
        )
