"""The findings that the workbook carries, as the flat rows that the CSV file and a data frame have.

What is recorded in time and what does not apply is most of a run, and nobody's work: it is carried where asked for.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from practice_check.audit.results import COLUMNS, VERDICTS, Results
from practice_check.reports.selection.select import shown
from practice_check.reports.selection.undecidable import for_people, told_once
from practice_check.reports.workbook.sheet import Column, Table, Value
from practice_check.rulebook.model import VerdictWord

NAME = "Findings"

#: What is carried only where it is asked for.
_LEFT_OUT: tuple[VerdictWord, VerdictWord] = ("met", "not_applicable")
_WIDTHS = {"crn": 11, "title": 36, "message": 60, "do": 40, "where_to_record": 30, "evidence": 40, "fingerprint": 19}


def findings(results: Results, show: set[str]) -> Table:
    """``show``: the verdicts to carry, or "all"; empty: all that somebody may have to look at."""
    usual: set[str] = {verdict for verdict in VERDICTS if verdict not in _LEFT_OUT}
    carried = shown(results, show) if show else shown(for_people(results), usual)
    columns = [Column(name, _WIDTHS.get(name, max(13, len(name) + 3))) for name in COLUMNS]
    above = "" if show else _left_out(results)
    return Table(NAME, columns, _rows(carried), wraps=False, large_paper=True, above=above)


def _left_out(results: Results) -> str:
    """What is not on the sheet, with the numbers; empty where nothing is left out."""
    met, not_applicable = (results.run.counts.get(verdict, 0) for verdict in _LEFT_OUT)
    untold = told_once(results).findings
    if not met and not not_applicable and not untold:
        return ""
    once = f"; and {untold:,} that this export cannot tell for any case, as the sheet 'Read me' says" if untold else ""
    return (
        f"Left out here: {met:,} that are recorded in time and {not_applicable:,} that do not apply{once}. "
        f"results.csv has the first{' and the last' if untold else ''}, --show all {'all' if untold else 'both'}."
    )


def _rows(carried: Results) -> Iterator[Sequence[Value]]:
    for row in carried.rows():
        yield [value if isinstance(value, str | int | dt.date | None) else str(value) for value in row.values()]
