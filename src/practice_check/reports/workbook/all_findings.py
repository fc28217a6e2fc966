"""Every finding that the run carries, as the flat rows that the CSV file and a data frame have."""

import datetime as dt
from collections.abc import Iterator, Sequence

from practice_check.audit.results import COLUMNS, Results
from practice_check.reports.workbook.sheet import Column, Table, Value

NAME = "All findings"

_WIDTHS = {"crn": 11, "title": 36, "message": 60, "do": 40, "where_to_record": 30, "evidence": 40, "fingerprint": 19}


def all_findings(carried: Results) -> Table:
    columns = [Column(name, _WIDTHS.get(name, max(13, len(name) + 3))) for name in COLUMNS]
    return Table(NAME, columns, _rows(carried), wraps=False, large_paper=True)


def _rows(carried: Results) -> Iterator[Sequence[Value]]:
    for row in carried.rows():
        yield [value if isinstance(value, str | int | dt.date | None) else str(value) for value in row.values()]
