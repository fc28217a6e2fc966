"""The assessors' workbook: a sheet a case with what the record shows and the questions left, to be answered there.

``answers/assessors_book.py`` reads it back. No cell holds a formula.
"""

from practice_check.reports.assessors.book import assessors_book

__all__ = ["assessors_book"]
