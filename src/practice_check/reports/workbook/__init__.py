"""The results as an Excel workbook: one of the whole run, and one an officer. One module a sheet."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from practice_check.audit.data_problems import WrongData
from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.selection.act_today import pressing
from practice_check.reports.selection.data_problems import EachRow, each_row, of_officer
from practice_check.reports.selection.items import NO_OFFICER, View
from practice_check.reports.selection.parts_of_run import PartOfRun
from practice_check.reports.selection.undecidable import for_people
from practice_check.reports.selection.whole_run import WholeRun
from practice_check.reports.workbook.action_list import action_list
from practice_check.reports.workbook.cases import cases
from practice_check.reports.workbook.data_problems import (
    data_problems,
    data_rows,
    rows_of_officer,
    to_send,
    to_send_in_sums,
)
from practice_check.reports.workbook.departures import departures
from practice_check.reports.workbook.due import due, due_items
from practice_check.reports.workbook.findings import findings
from practice_check.reports.workbook.my_desk import my_desk
from practice_check.reports.workbook.noted_before import noted_before
from practice_check.reports.workbook.officers import OfficersShare, file_names, shares
from practice_check.reports.workbook.read_me import read_me, read_me_of_officer
from practice_check.reports.workbook.rules import rules
from practice_check.reports.workbook.sheet import Prose, Table, add_looks, write_prose, write_table
from practice_check.reports.workbook.supervision import supervision
from practice_check.reports.workbook.twice import look_twice
from practice_check.reports.workbook.waiting import waiting
from practice_check.reports.workbook.whole_book import whole_sheets


def as_xlsx(results: Results, show: set[str]) -> bytes:
    """The workbook of the whole run. ``show``, as for the machine formats, is for the sheet of findings."""
    view = View(for_people(results))
    items = pressing(view)
    noted = noted_before(view, items)
    sheets = [
        action_list(view, items),
        *([noted] if noted else []),
        my_desk(view),
        due(view, due_items(view)),
        cases(view),
        look_twice(view),
        departures(view),
        data_problems(results),
        data_rows(list(each_row(WrongData.of(results)))),
        rules(view),
        findings(results, show),
    ]
    return _written(view, [read_me(view, items, [sheet.name for sheet in sheets]), *sheets])


def whole_workbook(whole: WholeRun, parts: dict[str | None, list[PartOfRun]]) -> bytes:
    """The workbook of a run in sums. ``parts``: of each team, those that have a workbook of their own."""
    return _written(View(whole.head), list(whole_sheets(whole, parts)))


def data_problems_workbook(wrong: WrongData) -> bytes:
    """What is wrong with the data, to be sent by itself to those who can mend it."""
    return _written(View(wrong.head), list(to_send(wrong)))


def whole_data_problems_workbook(head: Results) -> bytes:
    """The same of a run in sums: what is wrong, and not each row of it, which the workbook of each team has."""
    return _written(View(head), list(to_send_in_sums(head)))


def officer_workbooks(results: Results) -> Iterator[tuple[str, bytes]]:
    """The file name and the workbook of each officer, and of the cases without one."""
    view = View(for_people(results))
    found = shares(view)
    names = file_names(list(found))
    wrong = list(each_row(WrongData.of(results)))
    for officer, share in found.items():
        yield names[officer], _of_officer(view, officer, share, of_officer(wrong, officer))


def _of_officer(view: View, officer: str | None, share: OfficersShare, wrong: Sequence[EachRow]) -> bytes:
    noted = noted_before(view, share.to_do, {officer})
    sheets: list[Table | Prose] = [
        action_list(view, share.to_do),
        *([noted] if noted else []),
        waiting(view, share.waiting),
        due(view, share.due),
        rows_of_officer(wrong),
    ]
    if officer is not None:
        sheets.append(supervision(view, officer, share.to_do))
    names = [sheet.name for sheet in sheets]
    return _written(view, [read_me_of_officer(view, officer or NO_OFFICER, share.to_do, names), *sheets])


def _written(view: View, sheets: Sequence[Table | Prose]) -> bytes:
    book = Workbook(write_only=True)
    book.properties.creator = "practice-check"
    book.properties.created = dt.datetime.combine(view.as_of, dt.time())
    add_looks(book)
    footer = f"As of {words.day(view.as_of)}. Handle as case records."
    for sheet in sheets:
        if isinstance(sheet, Prose):
            write_prose(book, sheet, footer)
        else:
            write_table(book, sheet, footer)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


__all__ = ["as_xlsx", "data_problems_workbook", "officer_workbooks", "whole_data_problems_workbook", "whole_workbook"]
