"""Like problems of an export said once in a terminal, and each of them on demand; the workbook that can be sent."""

import io

import pytest
from openpyxl import load_workbook
from rich.console import Console

from practice_check.audit.data_problems import WrongData, with_data_problems
from practice_check.ingest.problems import Place, Problem
from practice_check.reports import data_problems_workbook, officer_workbooks
from practice_check.reports.terminal.problems_screen import print_problems
from tests.reports.report_sample import HOSTILE, sample

ROWS = (4, 7, 8, 9, 12)


def faults() -> list[Problem]:
    days = [
        Place("caseload.xlsx", "contacts", row, "X900002").problem(
            f"{row}/13/2025 is not a real date", "correct the month", column="contact date", value=f"{row}/13/2025"
        )
        for row in ROWS
    ]
    absent = Place("caseload.xlsx", "oversight").problem("not there", "add it", kind="absent", table="oversight")
    return [*days, absent]


def shown(problems: list[Problem], *, each: bool) -> str:
    out = io.StringIO()
    print_problems(problems, Console(file=out, width=200, color_system=None), each=each)
    return out.getvalue()


def test_like_problems_are_one_line_with_their_rows_and_some_values() -> None:
    text = shown(faults(), each=False)
    (line,) = [line for line in text.splitlines() if "real date" in line]
    assert "5 cells of 'contact date': not a real date, such as '4/13/2025', '7/13/2025', '8/13/2025'" in line
    assert "contacts, rows 4, 7 to 9" in line
    assert "Not in it, and so unknown: oversight." in text


def test_a_table_that_is_not_in_the_export_is_named_once_and_in_plain_words() -> None:
    absent = Place("the export", "mappa_actions").problem("not there", "add it", kind="absent", table="mappa_actions")
    assert "Not in it, and so unknown: MAPPA actions." in shown([absent, absent], each=False).replace("mappa", "MAPPA")


def test_rows_left_out_of_a_workbook_are_said_with_their_sheet() -> None:
    left = [
        Place("caseload.xlsx", sheet).problem("1 row left out: a total (row 9)", "nothing", kind="left_out")
        for sheet in ("Orders", "Allocations")
    ]
    text = shown(left, each=False)
    assert "Orders: 1 row left out: a total (row 9): nothing" in text
    assert "Allocations: 1 row left out" in text
    assert "\n1 row left out" in shown(left[:1], each=False)


def test_each_problem_has_a_line_of_its_own_on_demand() -> None:
    lines = [line for line in shown(faults(), each=True).splitlines() if "real date" in line]
    assert len(lines) == len(ROWS)
    assert all("X900002" in line for line in lines)


@pytest.mark.parametrize("each", [False, True])
def test_what_an_export_says_is_never_obeyed(*, each: bool) -> None:
    hostile = Place(HOSTILE, HOSTILE, 3, "X900002").problem(HOSTILE, HOSTILE, column=HOSTILE, value=HOSTILE)
    assert "\x1b" not in shown([hostile, hostile], each=each)


def test_the_workbook_to_send_names_nobody_and_lists_each_row() -> None:
    results = with_data_problems(sample().model_copy(update={"problems": faults()}))
    book = load_workbook(io.BytesIO(data_problems_workbook(WrongData.of(results))))
    assert book.sheetnames == ["Read me", "Data problems", "Each row"]
    rows = list(book["Each row"].iter_rows(min_row=2, values_only=True))
    assert [row[5] for row in rows if row[1] == "X900002"] == list(ROWS)
    said = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    people = {name for case in results.cases for name in (case.name, case.officer) if name}
    assert people
    assert not any(name in text for name in people for text in said)


def test_an_officers_workbook_has_the_rows_of_the_officers_own_cases() -> None:
    own = Place("caseload.xlsx", "contacts", 7, "X900002").problem("not a date", "mend it", column="date", value="x")
    results = with_data_problems(sample().model_copy(update={"problems": [own]}))
    officer = next(case.officer for case in results.cases if case.crn == "X900002")
    found = {
        name: [
            row[1] for row in load_workbook(io.BytesIO(data))["Data problems"].iter_rows(min_row=2, values_only=True)
        ]
        for name, data in officer_workbooks(results)
    }
    assert [name for name, crns in found.items() if "X900002" in crns] == [
        f"{officer}".lower().replace(" ", "-") + "-1.xlsx"
    ]
