"""The assessors' workbook: how it is recognised, and its answers as rows of the table ``judgements``.

A sheet a case, each row a question with a cell to answer it in. Sheets are read by their headings: sheets may have been
renamed, moved or deleted, rows sorted, filtered or deleted, columns moved or added. A blank answer is not an answer.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, pairwise

from practice_check.cells.cell import is_blank, read_cell
from practice_check.cells.fault import CellFault
from practice_check.cells.suggest import plain
from practice_check.ingest.formats.workbook import sheets_of
from practice_check.ingest.problems import Problem
from practice_check.ingest.sheets import Sheet
from practice_check.records.columns import Column, columns_of
from practice_check.records.model import Judgement

#: The sheet with the assessor's name and the date, once for all.
START = "Start here"
ASSESSOR, DATE = "Assessor", "Date"

#: The heading by which a sheet is known to be of this workbook, over the questions themselves.
ASKED = "To be judged"
#: The headings by which it is read back: where the row belongs, and what is filled in.
CRN, EVENT, RULE, QUESTION = "CRN", "Event number", "Rule", "Question"
ANSWER, REASONS, NOTE, EVIDENCE = "Answer", "Reasons", "Note", "Evidence"
KEYS = (CRN, EVENT, RULE, QUESTION)
TO_FILL = (ANSWER, REASONS, NOTE, EVIDENCE)

ABOVE, BELOW, NOT_RELEVANT = "above the line", "below the line", "not relevant"
#: What may be chosen under Answer, and the code that it stands for.
CHOICES = {ABOVE: "above", BELOW: "below", NOT_RELEVANT: "not relevant"}

_CODES = {plain(choice): code for choice, code in CHOICES.items()}
#: How far down the headings may have been moved.
_FIRST_ROWS = 20


@dataclass
class BookRead:
    """The sheets of a workbook as tables of judgements; ``asked`` questions, of which so many are ``answered``."""

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asked: int = 0
    answered: int = 0


def read_book(file: str, data: bytes) -> BookRead | None:
    """The answers of an assessors' workbook; None where it is none. Raises InputError for what is no workbook."""
    found = BookRead()
    sheets = sheets_of(file, data)
    signature = _signature(sheets, found.problems)
    for sheet in sheets:
        layout = _layout(sheet)
        if layout is None:
            continue
        if not {plain(CRN), plain(RULE)} <= layout.places.keys():
            message = f"the sheet '{sheet.name}' has answers and no column '{CRN}' or '{RULE}': it was not read"
            found.problems.append(sheet.place(layout.row).problem(message, "put the columns back, from a fresh copy"))
            continue
        rows = list(_rows(sheet, layout, signature, found))
        found.sheets.append(replace(sheet, rows=partial(iter, rows)))
    return found if found.sheets else None


@dataclass(frozen=True)
class _Layout:
    """The row of the headings, and where those stand that we know, by plain name."""

    row: int
    places: dict[str, int]


def _layout(sheet: Sheet) -> _Layout | None:
    known = {plain(heading) for heading in (*KEYS, *TO_FILL)}
    for number, cells in islice(sheet.rows(), _FIRST_ROWS):
        names = [plain(cell) if isinstance(cell, str) else "" for cell in cells]
        places = {name: place for place, name in enumerate(names) if name in known and names.index(name) == place}
        if plain(ANSWER) in places and plain(ASKED) in names:
            return _Layout(number, places)
    return None


def _rows(
    sheet: Sheet, layout: _Layout, signature: Sequence[object], found: BookRead
) -> Iterator[tuple[int, Sequence[object]]]:
    """The headings, then each row that is answered or holds something that belongs to no question."""
    headings = [heading for heading in (*KEYS, *TO_FILL) if plain(heading) in layout.places]
    yield layout.row, [*headings, ASSESSOR, DATE]
    for number, cells in sheet.rows():
        if number <= layout.row:
            continue
        row = {
            heading: cells[layout.places[plain(heading)]] if layout.places[plain(heading)] < len(cells) else None
            for heading in headings
        }
        asked = any(not is_blank(row.get(heading)) for heading in KEYS)
        filled = any(not is_blank(row.get(heading)) for heading in TO_FILL)
        found.asked += asked
        found.answered += asked and not is_blank(row[ANSWER])
        if filled:
            answer = row[ANSWER]
            row[ANSWER] = _CODES.get(plain(answer), answer) if isinstance(answer, str) else answer
            yield number, [*(row[heading] for heading in headings), *signature]


def _signature(sheets: Sequence[Sheet], problems: list[Problem]) -> tuple[str | None, dt.date | None]:
    """Who answered and when, as it is written beside its label on the first sheet that has one."""
    columns = columns_of(Judgement)
    assessor = _beside(sheets, ASSESSOR, columns["assessor"], problems)
    date = _beside(sheets, DATE, columns["date"], problems)
    return str(assessor) if assessor is not None else None, date if isinstance(date, dt.date) else None


def _beside(sheets: Sequence[Sheet], label: str, column: Column, problems: list[Problem]) -> object:
    for sheet in sheets:
        if _layout(sheet) is not None:
            continue
        for number, cells in islice(sheet.rows(), _FIRST_ROWS):
            for cell, value in pairwise(cells):
                if isinstance(cell, str) and plain(cell) == plain(label) and not is_blank(value):
                    try:
                        return read_cell(value, column)
                    except CellFault as fault:
                        problems.append(
                            sheet.place(number).problem(fault.message, fault.mend, column=label, value=value)
                        )
                        return None
    return None
