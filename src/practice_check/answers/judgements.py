"""Judgement files: who answered which question about which case, above or below the line or not relevant.

A file is an assessors' workbook (``assessors_book``), a workbook with a sheet ``judgements`` (or with one sheet only),
a CSV table, or a JSON or YAML list of rows; its columns are those of the case record's table ``judgements``, with
``crn`` and ``event_number``.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from practice_check.answers.assessors_book import read_book
from practice_check.answers.tables import bytes_of, sheet_of
from practice_check.cells.fault import CellFault, SheetFault
from practice_check.cells.suggest import plain
from practice_check.content.faults import did_you_mean
from practice_check.ingest import Export, InputError, InputFile, Problem
from practice_check.ingest.keys import read_crn_or_pseudonym, read_event
from practice_check.ingest.own.case_sheet import Caseload, Key, Order
from practice_check.ingest.own.table_sheet import open_table, read_table
from practice_check.ingest.problems import Place, beside_the_export
from practice_check.ingest.sheets import Sheet, open_grid
from practice_check.records.columns import names_of
from practice_check.records.model import Judgement
from practice_check.rulebook import Rulebook

#: The cases stand in the export and not beside the answers.
_WHERE, _MEND = "in the export", "correct the CRN or event number"
_TABLE = "judgements"
_EXAMPLE = "crn: …, rule: …, answer: …"
_TEMPLATE = ", as in the sheet 'judgements' of: practice-check records template"


def with_judgements(
    export: Export, files: Sequence[Path], rulebook: Rulebook, pseudonym_of: Callable[[str], str] | None = None
) -> Export:
    """The export with the answers of the files added to its cases, and what is wrong with them to its problems.

    ``pseudonym_of``: what may stand in the files in place of a CRN.
    An answer about a case or a rule that there is not is left out and named. Raises InputError when a file cannot be
    opened at all, or has no row that could be read.
    """
    if not files:
        return export
    added: dict[Key, list[Judgement]] = {}
    problems: list[Problem] = []
    inputs: list[InputFile] = []
    caseload = Caseload(
        dict.fromkeys(export.keys(), Order({}, Place(""))), list(export.not_read), _WHERE, _MEND, pseudonym_of
    )
    for path in files:
        data = bytes_of(path)
        inputs.append(InputFile(name=path.name, sha256=hashlib.sha256(data).hexdigest()))
        sheets, faults = _sheets_of(path, data)
        problems += faults
        for key, row in _read(sheets, caseload, rulebook, problems):
            added.setdefault(key, []).append(row)
    return export.model_copy(
        update={
            "records": export.records_with(_TABLE, added),
            "problems": export.problems_with(beside_the_export(problems)),
            "inputs": [*export.inputs, *inputs],
        }
    )


def judgements_in(path: Path, rulebook: Rulebook) -> tuple[list[tuple[Key, Judgement]], list[Problem]]:
    """The answers of one file by themselves, each with its case, and what is wrong with them. Raises InputError.

    A row without an event number is about the person's first order.
    """
    sheets, problems = _sheets_of(path, bytes_of(path))
    caseload = Caseload({key: Order({}, Place("")) for sheet in sheets for key in _keys(sheet)}, [], _WHERE, _MEND)
    return _read(sheets, caseload, rulebook, problems), problems


def _sheets_of(path: Path, data: bytes) -> tuple[list[Sheet], list[Problem]]:
    """The tables of judgements in a file: of an assessors' workbook one a case, else a single one."""
    try:
        book = read_book(path.name, data) if path.suffix.lower() in (".xlsx", ".xlsm") else None
    except SheetFault as fault:
        raise InputError(fault.message, fault.mend) from fault
    if book is not None:
        return book.sheets, list(book.problems)
    return [sheet_of(path, data, _TABLE, _EXAMPLE, template=_TEMPLATE)], []


def _keys(sheet: Sheet) -> set[Key]:
    """The cases that a sheet names; what cannot be read is told when its rows are."""
    found: set[Key] = set()
    with suppress(SheetFault):
        grid = open_grid(sheet, names_of(Judgement), [])
        for line in grid.lines if grid else ():
            with suppress(CellFault):
                found.add(
                    (read_crn_or_pseudonym(line.cells.get("crn")), read_event(line.cells.get("event_number")) or 1)
                )
    return found


def _read(
    sheets: Sequence[Sheet], caseload: Caseload, rulebook: Rulebook, problems: list[Problem]
) -> list[tuple[Key, Judgement]]:
    """The sound answers of the sheets in order; what is wrong with the others is added to ``problems``."""
    answers: list[tuple[Key, Judgement]] = []
    for sheet in sheets:
        try:
            faults: list[Problem] = []
            found = read_table(_TABLE, [open_table(_TABLE, sheet, faults)], caseload, faults)
        except SheetFault as fault:
            raise InputError(fault.message, fault.mend) from fault
        problems += faults
        unread = {each.row for each in faults if each.column and plain(each.column) == "answer"}
        for key, rows in found.rows.items():
            for row in rows:
                assert isinstance(row, Judgement)
                wrong = _fault(row, rulebook)
                if wrong is None:
                    answers.append((key, row))
                elif row.answer is not None or _row_of(row) not in unread:
                    message, mend, column, value = wrong
                    problems.append(_place(sheet, row, key[0]).problem(message, mend, column=column, value=value))
    return answers


def _fault(row: Judgement, rulebook: Rulebook) -> tuple[str, str, str, object] | None:
    """Why an answer cannot be used, its mend, the column and the value."""
    left_out = "the answer was left out"
    if not row.rule:
        return f"no rule is named: {left_out}", "write the rule's id", "rule", None
    if row.rule not in rulebook.rules:
        mend = did_you_mean(row.rule, rulebook.rules).removeprefix("; ") or "see: practice-check rules list"
        return f"there is no rule '{row.rule}': {left_out}", mend, "rule", row.rule
    if row.answer is None:
        return f"no answer is given: {left_out}", "write above, below or not relevant", "answer", None
    questions = len(rulebook.rules[row.rule].judge)
    if row.question is not None and not 1 <= row.question <= questions:
        has = "has no questions" if not questions else f"has questions 1 to {questions}"
        return f"the rule {has}: {left_out}", "see: practice-check rules show RULE", "question", row.question
    return None


def _place(sheet: Sheet, row: Judgement, crn: str) -> Place:
    return sheet.place(_row_of(row), crn)


def _row_of(row: Judgement) -> int | None:
    number = (row.source or "").rpartition(" ")[2]
    return int(number) if number.isdecimal() else None
