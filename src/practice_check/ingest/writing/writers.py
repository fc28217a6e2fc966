"""Writing case records in our own tabular form, and the empty template for it."""

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence

from practice_check.ingest.writing.book import workbook
from practice_check.ingest.writing.pages import Value, empty_pages, pages_of
from practice_check.records.model import CaseRecord

#: What a spreadsheet would take for a formula, we for a formula's error, or either for the mark against that.
_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r#]")


def template() -> bytes:
    """An empty workbook to fill in."""
    return workbook(empty_pages())


def workbook_of(records: Sequence[CaseRecord]) -> bytes:
    """The records as a workbook. Raises ValueError for what sheets cannot say (see ``pages_of``)."""
    return workbook(pages_of(records))


def csv_folder_of(records: Sequence[CaseRecord]) -> dict[str, bytes]:
    """The records as CSV files, by file name. Raises ValueError for what sheets cannot say (see ``pages_of``)."""
    return {
        f"{page.name}.csv": _csv([[column.name for column in page.columns], *page.rows]) for page in pages_of(records)
    }


def _csv(rows: Sequence[Sequence[Value]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([csv_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")  # with the mark by which Excel knows the encoding


def csv_cell(value: Value) -> str:
    """A value as a cell of a CSV file that a spreadsheet shows and does not run, and our reader reads back the same."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and _LIKE_A_FORMULA.match(value):
        return "'" + value
    return str(value)
