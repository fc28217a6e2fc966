"""The findings as a CSV table for a spreadsheet: one row a finding, and nothing in it that a spreadsheet would run."""

import csv
import io

from practice_check.audit.results import COLUMNS, Results
from practice_check.reports.escape import for_spreadsheet


def as_csv(results: Results) -> bytes:
    """With a byte order mark, by which Excel knows that the text is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in results.rows():
        writer.writerow([for_spreadsheet(value) for value in row.values()])
    return out.getvalue().encode("utf-8-sig")
