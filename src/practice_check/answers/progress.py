"""Progress noted on an action list: what people wrote into the columns to fill, by the reference of each row.

A workbook is a ``report.xlsx`` or an officer's own. Every sheet with the columns Reference and Progress is read, by
its headings: columns may have been moved, added or taken out, rows sorted, filtered or deleted.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from practice_check.answers.tables import bytes_of
from practice_check.cells.cell import is_blank, read_cell
from practice_check.cells.fault import CellFault, SheetFault
from practice_check.cells.suggest import nearest, plain
from practice_check.cells.texts import shown
from practice_check.ingest import InputError, InputFile, Problem
from practice_check.ingest.formats.workbook import sheets_of
from practice_check.ingest.problems import Place
from practice_check.ingest.sheets import Sheet
from practice_check.records.columns import Column, Kind

#: The headings by which a list is read back.
CRN, ORDER, RULE, REFERENCE = "CRN", "Order", "Rule", "Reference"
PROGRESS, NOTE, BY, ON = "Progress", "Note", "By", "On"
TO_FILL = (PROGRESS, NOTE, BY, ON)

NOT_STARTED, IN_HAND, PUT_RIGHT = "not started", "in hand", "put right"
NOT_APPROPRIATE, SEE_NOTE = "not appropriate", "see note"
#: What may be chosen under Progress.
CHOICES = (NOT_STARTED, IN_HAND, PUT_RIGHT, NOT_APPROPRIATE, SEE_NOTE)

_KNOWN = (CRN, ORDER, RULE, REFERENCE, *TO_FILL)
#: How far down the heading row may have been moved.
_FIRST_ROWS = 20
_NOT_OURS = "give the report.xlsx, or an officer's workbook, that practice-check wrote"


@dataclass(frozen=True)
class ProgressNote:
    """What stands in one row; ``crn``, ``event_number`` and ``rule`` are the row's own, None where it has none."""

    reference: str
    progress: str
    note: str | None
    by: str | None
    on: dt.date | None
    crn: str | None
    event_number: int | None
    rule: str | None
    place: Place


@dataclass
class ProgressRead:
    """The notes of all files in the order of reading, what could not be read, and the files."""

    notes: list[ProgressNote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    inputs: list[InputFile] = field(default_factory=list)


def read_progress(files: Iterable[Path]) -> ProgressRead:
    """What was noted in the workbooks. Raises InputError when one cannot be opened, or is no such workbook."""
    found = ProgressRead()
    for path in files:
        data = bytes_of(path)
        if path.suffix.lower() not in {".xlsx", ".xlsm"}:
            raise InputError(f"{path.name} is not an Excel workbook", _NOT_OURS)
        found.inputs.append(InputFile(name=path.name, sha256=hashlib.sha256(data).hexdigest()))
        try:
            _add(path.name, data, found)
        except SheetFault as fault:
            raise InputError(fault.message, fault.mend) from fault
    return found


def _add(file: str, data: bytes, found: ProgressRead) -> None:
    lists = [(sheet, heading) for sheet in sheets_of(file, data) if (heading := _headings(sheet)) is not None]
    if not lists:
        raise InputError(f"{file} has no sheet with the columns '{REFERENCE}' and '{PROGRESS}'", _NOT_OURS)
    for sheet, heading in lists:
        found.notes += _notes(sheet, heading, found.problems)


@dataclass(frozen=True)
class _Headings:
    """The row in which the headings stand, and where each of ours does: it may stand more than once."""

    row: int
    positions: dict[str, list[int]]


def _headings(sheet: Sheet) -> _Headings | None:
    """None where the sheet is no list to note progress on."""
    ours = {plain(name): name for name in _KNOWN}
    for number, cells in sheet.rows():
        positions: dict[str, list[int]] = {}
        for position, cell in enumerate(cells):
            name = ours.get(plain(cell)) if isinstance(cell, str) else None
            if name is not None:
                positions.setdefault(name, []).append(position)
        if {REFERENCE, PROGRESS} <= positions.keys():
            return _Headings(number, positions)
        if number >= _FIRST_ROWS:
            break
    return None


def _notes(sheet: Sheet, headings: _Headings, problems: list[Problem]) -> Iterator[ProgressNote]:
    twice = [name for name, where in headings.positions.items() if len(where) > 1]
    for name in twice:
        message = f"the column '{name}' stands {len(headings.positions[name])} times: none of them was read"
        problems.append(sheet.place(headings.row).problem(message, "take out all but one", column=name))
    if REFERENCE in twice:
        return
    where = {name: at[0] for name, at in headings.positions.items() if name not in twice}
    for number, cells in sheet.rows():
        if number > headings.row:
            row = {name: cells[at] for name, at in where.items() if at < len(cells) and not is_blank(cells[at])}
            note = _note(row, sheet.place(number, _text(row.get(CRN))), problems)
            if note is not None:
                yield note


def _note(row: dict[str, object], place: Place, problems: list[Problem]) -> ProgressNote | None:
    """What was noted in a row; None where nothing was, or it cannot be told of what."""
    if not any(name in row for name in TO_FILL):
        return None
    values = {name: _read(row, name, kind, place, problems) for name, kind in _KINDS.items()}
    reference = values[REFERENCE]
    if not isinstance(reference, str):
        if REFERENCE not in row:
            message = "something is noted in a row without a reference: the note was left out"
            mend = "copy the row's reference from the list that was written"
            name = next(name for name in TO_FILL if name in row)
            problems.append(place.problem(message, mend, column=name, value=row[name]))
        return None
    note, by, on, event = values[NOTE], values[BY], values[ON], values[ORDER]
    progress, own_words = _progress(row.get(PROGRESS), place, problems)
    told = [text for text in (own_words, note) if isinstance(text, str)]
    return ProgressNote(
        reference=reference,
        progress=progress,
        note=": ".join(told) or None,
        by=by if isinstance(by, str) else None,
        on=on if isinstance(on, dt.date) else None,
        crn=_text(row.get(CRN)),
        event_number=event if isinstance(event, int) else None,
        rule=_text(row.get(RULE)),
        place=place,
    )


_KINDS = {REFERENCE: Kind.TEXT, NOTE: Kind.TEXT, BY: Kind.TEXT, ON: Kind.DATE, ORDER: Kind.WHOLE}


def _read(row: dict[str, object], name: str, kind: Kind, place: Place, problems: list[Problem]) -> object:
    """The cell's value; None where it is blank or, which is named, cannot be read."""
    value = row.get(name)
    try:
        return read_cell(value, Column(name, name, kind))
    except CellFault as fault:
        problems.append(place.problem(fault.message, fault.mend, column=name, value=value))
        return None


def _progress(value: object, place: Place, problems: list[Problem]) -> tuple[str, str | None]:
    """The word chosen, and what was written in its place where it is none of ours: that is kept as a note."""
    if value is None:
        return SEE_NOTE, None
    written = str(value).strip()
    for choice in CHOICES:
        if plain(choice) == plain(written):
            return choice, None
    near = nearest(written, CHOICES)
    mend = f"did you mean '{near}'?" if near else "choose one of: " + ", ".join(CHOICES)
    message = f"'{shown(written)[:40]}' is not one of the words for progress: it was kept as a note"
    problems.append(place.problem(message, mend, column=PROGRESS, value=written))
    return SEE_NOTE, written


def _text(value: object) -> str | None:
    return None if is_blank(value) else str(value).strip()
