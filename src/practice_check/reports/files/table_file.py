"""A table for a spreadsheet, written as a stream: nothing in it is anything that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from practice_check.reports.escape import for_spreadsheet


def write_csv(out: BinaryIO, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """With a byte order mark, by which Excel knows that the text is UTF-8. ``out`` is left open."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([for_spreadsheet(value) for value in row])
    text.flush()
    text.detach()
