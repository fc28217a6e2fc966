"""From the files that a case system exported to case records, with every fault named."""

from practice_check.ingest.problems import InputError, Problem
from practice_check.ingest.reading import read
from practice_check.ingest.result import Export, InputFile, person_of
from practice_check.ingest.writing.writers import csv_folder_of, template, workbook_of

__all__ = [
    "Export",
    "InputError",
    "InputFile",
    "Problem",
    "csv_folder_of",
    "person_of",
    "read",
    "template",
    "workbook_of",
]
