"""The entries of one table from the rows of the sheets that make it, with what two rows say together."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from practice_check.cells.fault import Unreadable
from practice_check.ingest.many import Many
from practice_check.ingest.mapped.making import LostRow, entries_of, makeable
from practice_check.ingest.mapped.sheet_rows import SheetRows
from practice_check.ingest.mapped.worth import as_text
from practice_check.ingest.problems import Problem
from practice_check.ingest.sheets import Grid, Line
from practice_check.mapping.model import Completes, Entry
from practice_check.records.columns import NOT_IN_EXPORT


@dataclass
class Made:
    """What the sheets make of one table: its rows a sheet, the rows that may belong to it, and columns wanting."""

    table: str
    grids: list[Grid] = field(default_factory=list)
    #: The CRN as it stands of a row of which it cannot be told whether it makes an entry.
    lost: list[object] = field(default_factory=list)
    #: Entries that a sheet makes only with columns that it does not have: by what is wanting.
    wanting: list[tuple[SheetRows, list[str]]] = field(default_factory=list)


@dataclass
class _Pending:
    """Rows that fill a blank of an earlier entry, wherever that stands."""

    rows: SheetRows
    entry: Entry
    completes: Completes
    lines: list[Line]


def make(table: str, sheets: Sequence[SheetRows], problems: list[Problem]) -> Made:
    """Everything that the sheets make of the table."""
    made = Made(table)
    pending: list[_Pending] = []
    whole: list[tuple[SheetRows, dict[str, str], list[Line] | Many[Line]]] = []
    at_hand = any(entry.table == table and entry.completes for rows in sheets for entry in rows.spec.entries)
    for rows in sheets:
        for entry in rows.spec.entries:
            if entry.table != table:
                continue
            possible, lacking = makeable(entry, rows)
            if lacking and not entry.optional:
                made.wanting.append((rows, lacking))
            for each in possible:
                lines = _lines(each, rows, made, problems, optional=bool(entry.repeat), at_hand=at_hand)
                if each.completes is not None and isinstance(lines, list):
                    pending.append(_Pending(rows, each, each.completes, lines))
                else:
                    whole.append((rows, headings_of(each, rows), lines))
    for waiting in pending:
        left = _complete(waiting, [line for _, _, lines in whole for line in lines])
        whole.append((waiting.rows, headings_of(waiting.entry, waiting.rows), left))
    made.grids = [Grid(rows.known.sheet, headings, lines) for rows, headings, lines in whole]
    return made


def headings_of(entry: Entry, rows: SheetRows) -> dict[str, str]:
    """What the sheet calls the column that each field comes from."""
    return {name: rows.heading(value.reads[0]) if value.reads else name for name, value in entry.fields.items()}


def _lines(
    entry: Entry, rows: SheetRows, made: Made, problems: list[Problem], *, optional: bool, at_hand: bool
) -> list[Line] | Many[Line]:
    """As a list where other rows have a say in what they come to (``at_hand``, or in when they end)."""
    lost: list[LostRow] = []
    found = (Line(number, cells) for number, cells in entries_of(entry, rows, lost, optional=optional))
    until_next = [name for name, value in entry.fields.items() if value.until_next is not None]
    lines = list(found) if at_hand or until_next else Many(found)
    for row in lost:
        made.lost.append(row.crn)
        if row.crn is not None:
            crn = as_text(row.crn).upper()
            rows.told.lost.setdefault(row.number, (crn, set()))[1].add(entry.table)
        if isinstance(row.worth, Unreadable) and row.column is not None:
            place = rows.known.sheet.place(row.number, None if row.crn is None else as_text(row.crn))
            message, heading = f"{row.worth.message}: the row was left out", rows.heading(row.column)
            problems.append(
                place.problem(message, row.worth.mend, column=heading, value=row.worth.text, table=entry.table)
            )
    for name in until_next:
        _end_at_next(name, lines)
    return lines


def _end_at_next(name: str, lines: Iterable[Line]) -> None:
    """Each row holds the day on which it begins; it ends when the person's next one of the order begins."""
    by_person: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        key = (as_text(line.cells.get("crn")), as_text(line.cells.get("event_number")))
        by_person.setdefault(key, []).append(line)
    for rows in by_person.values():
        days = [row.cells.get(name) for row in rows]
        known = sorted({day for day in days if isinstance(day, dt.date)})
        for row, day in zip(rows, days, strict=True):
            later = [other for other in known if isinstance(day, dt.date) and other > day]
            row.cells[name] = later[0] if later else None
            if len(known) != len({day for day in days if day is not None}) or not isinstance(day, dt.date):
                row.cells[name] = NOT_IN_EXPORT


def _complete(waiting: _Pending, entries: Sequence[Line]) -> list[Line]:
    """Fills the blanks of earlier entries; the rows for which there is none stay entries of their own."""
    blank, after, by = waiting.completes.blank, waiting.completes.after, waiting.completes.by
    open_entries: dict[str, list[Line]] = {}
    for entry in entries:
        if blank in entry.cells and entry.cells[blank] is None and isinstance(entry.cells.get(after), dt.date):
            open_entries.setdefault(as_text(entry.cells.get("crn")), []).append(entry)
    for found in open_entries.values():
        found.sort(key=lambda line: as_text(line.cells[after]))
    left: list[Line] = []
    for line in sorted(waiting.lines, key=lambda line: as_text(line.cells.get(blank))):
        day = line.cells.get(blank)
        fitting = (
            entry
            for entry in open_entries.get(as_text(line.cells.get("crn")), [])
            if isinstance(day, dt.date)
            and entry.cells[blank] is None
            and as_text(entry.cells[after]) <= day.isoformat()
            and all(entry.cells.get(name) == line.cells.get(name) for name in by)
        )
        answered = next(fitting, None)
        if answered is None:
            left.append(line)
            continue
        for name, value in line.cells.items():
            if answered.cells.get(name) is None or answered.cells.get(name) == NOT_IN_EXPORT:
                answered.cells[name] = value
    return left
