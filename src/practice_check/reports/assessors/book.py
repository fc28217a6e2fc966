"""The workbook as a whole: the first sheet with its list of cases, how to fill it in, and a sheet a case."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.answers.assessors_book import ASSESSOR, DATE, START
from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.assessors.case_sheet import CaseToJudge, case_sheet
from practice_check.reports.assessors.cells import FILL_IN, Reasons, fit, link, listed, offer, set_widths, write
from practice_check.reports.assessors.guide import GUIDE
from practice_check.reports.selection.open_questions import rules_of
from practice_check.reports.selection.select import by_case, key_of
from practice_check.reports.workbook.sheet import AMBER, GREEN, GREY, Value, add_looks
from practice_check.sampling import Sample, SampledCase

#: How a case stands, as an assessor notes it on the first sheet.
STANDINGS = ("not begun", "in hand", "done")

_HOW_TO = "How to"
_COLUMNS = {
    "Case": 20,
    "Order": 24,
    "Started": 14,
    "RoSH at the start": 18,
    "Team": 18,
    "Limited access": 14,
    "Needed for the score": 12,
    "All questions": 10,
    "Where I am": 14,
}
_HEADING_ROW = 7
_PROSE = 100
_YES_NO = {True: "yes", False: "no", None: "not recorded"}


def assessors_book(results: Results, sample: Sample, cases: Iterable[SampledCase], title: str) -> bytes:
    """The workbook for these cases of the sample, in their order; a case that the run does not hold is left out."""
    findings = by_case(results)
    known = {key_of(case): case for case in results.cases}
    to_judge = [
        CaseToJudge(known[each.key], each, rules_of(results, findings[each.key])) for each in cases if each.key in known
    ]
    book = Workbook()
    add_looks(book)
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    reasons = Reasons()
    about = (
        f"{words.number(len(to_judge), 'case')} for fieldwork on {words.day(sample.fieldwork)}. "
        f"What the record shows is of the export of {words.day(results.run.as_of)}. Seed {sample.seed}."
    )
    _start(first, to_judge, title, about)
    _how_to(book.create_sheet(_HOW_TO))
    for case in to_judge:
        case_sheet(book.create_sheet(case.name), case, reasons)
    reasons.write(book.create_sheet())
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _start(sheet: Worksheet, cases: Sequence[CaseToJudge], title: str, about: str) -> None:
    sheet.title = START
    set_widths(sheet, _COLUMNS.values())
    sheet.sheet_view.showGridLines = False
    write(sheet["A1"], title, "pc prose title")
    sheet.row_dimensions[1].height = 24
    write(sheet["A2"], about)
    write(sheet["A3"], _how_many(cases))
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for row, label in ((4, ASSESSOR), (5, DATE)):
        write(sheet.cell(row, 1), label, "pc prose heading")
        sheet.cell(row, 2).style = "pc text"
        sheet.cell(row, 2).fill = FILL_IN
    write(sheet["C4"], "Write your name and the date here, once.")
    write(sheet["C5"], f"Then read '{_HOW_TO}', and open a case by its name below.")
    for column, heading in enumerate(_COLUMNS, start=1):
        write(sheet.cell(_HEADING_ROW, column), heading, "pc to fill" if column == len(_COLUMNS) else "pc heading")
    sheet.row_dimensions[_HEADING_ROW].height = 28
    for row, case in enumerate(cases, start=_HEADING_ROW + 1):
        _index_row(sheet, row, case)
    last = max(len(cases), 1) + _HEADING_ROW
    sheet.freeze_panes = f"B{_HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:I{last}"
    where = f"I{_HEADING_ROW + 1}:I{last}"
    offer(sheet, where, listed(STANDINGS), only=True)
    for word, tint in zip(STANDINGS, (GREY, AMBER, GREEN), strict=True):
        fill = PatternFill("solid", bgColor=tint.paper)
        rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=fill)  # type: ignore[no-untyped-call]  # untyped there
        sheet.conditional_formatting.add(where, rule)


def _how_many(cases: Sequence[CaseToJudge]) -> str:
    needed = sum(case.asked(needed=True) for case in cases)
    rest = sum(case.asked(needed=False) for case in cases) - needed
    return (
        f"{words.number(needed, 'question')} needed for the score: they stand first in each case. "
        f"{rest:,} more, on how well it was done, are folded away."
    )


def _index_row(sheet: Worksheet, row: int, case: CaseToJudge) -> None:
    features = case.sampled.features
    values: tuple[Value, ...] = (
        case.name,
        features.get("order-type"),
        case.sampled.start,
        features.get("rosh"),
        features.get("team"),
        _YES_NO[case.sampled.limited_access],
        case.asked(needed=True),
        case.asked(needed=False),
        STANDINGS[0],
    )
    for column, value in enumerate(values, start=1):
        write(sheet.cell(row, column), value, "pc text")
    link(sheet.cell(row, 1), case.name, case.name)
    sheet.cell(row, len(_COLUMNS)).fill = FILL_IN


def _how_to(sheet: Worksheet) -> None:
    set_widths(sheet, (_PROSE,))
    sheet.sheet_view.showGridLines = False
    for row, (look, text) in enumerate(GUIDE, start=1):
        write(sheet.cell(row, 1), text, f"pc prose {look}".strip())
        if not look:
            fit(sheet, row, [(text, _PROSE)])
