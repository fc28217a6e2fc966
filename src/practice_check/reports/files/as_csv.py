"""The findings as a CSV table for a spreadsheet: one row a finding."""

from typing import BinaryIO

from practice_check.audit.results import COLUMNS
from practice_check.reports.files.pieces import Pieces
from practice_check.reports.files.table_file import write_csv


def as_csv(pieces: Pieces, out: BinaryIO) -> None:
    write_csv(out, COLUMNS, (row.values() for row in pieces.rows()))
