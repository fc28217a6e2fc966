"""The entries that the rows of one sheet make."""

from collections.abc import Iterator
from dataclasses import dataclass

from practice_check.cells.fault import Unreadable
from practice_check.ingest.mapped.conditions import Condition
from practice_check.ingest.mapped.fields import field_reader
from practice_check.ingest.mapped.sheet_rows import SheetRows
from practice_check.ingest.mapped.worth import ABSENT, UnknownCode
from practice_check.mapping.model import Entry
from practice_check.records.columns import NOT_IN_EXPORT, fields_of


def makeable(entry: Entry, rows: SheetRows) -> tuple[list[Entry], list[str]]:
    """The entries (one for each number repeated over) that the sheet has the columns for; else those it lacks."""
    found: list[Entry] = []
    lacking: list[str] = []
    for each in entry.each():
        wanted = [*each.needs, *([] if each.when is None else each.when.columns()), *each.fields["crn"].reads]
        missing = [key for key in wanted if not rows.has(key)]
        if missing:
            lacking += missing
        else:
            found.append(each)
    return found, [] if found else list(dict.fromkeys(lacking))


@dataclass(frozen=True)
class LostRow:
    """A row of which it cannot be told whether it makes an entry: for want of a cell, or (no column) of its kind."""

    number: int
    crn: object
    column: str | None = None
    worth: object = None


def entries_of(
    entry: Entry, rows: SheetRows, lost: list[LostRow], *, optional: bool = False
) -> Iterator[tuple[int, dict[str, object]]]:
    """The cells of each entry that the rows make; an ``optional`` one may be blank in every row."""
    fields = fields_of(entry.table)
    readers = [(name, field_reader(rows, value, fields[name])) for name, value in entry.fields.items()]
    turns_on = [(value.reads[0], name) for name, value in entry.fields.items() if value.reads]
    turns_on = [(key, name) for key, name in turns_on if key in entry.needs]
    condition = None if entry.when is None else Condition(rows, entry.when)
    for row in rows.rows:
        number = row[0]
        such = True if condition is None else condition.of(row)
        if such is False:
            continue
        needed = {key: rows.worth(key, row) for key in entry.needs}
        blank = [key for key, worth in needed.items() if worth is None]
        if blank:
            rows.told.want(number, "" if optional else blank[0])
            continue
        rows.told.use(number)
        values = {name: read(row) for name, read in readers}
        unknown = [key for key, worth in needed.items() if _is_unknown(worth)]
        unread = [(key, values[name]) for key, name in turns_on if isinstance(values[name], Unreadable)]
        if such is None or unknown or unread:
            column, worth = unread[0] if unread else (None, None)
            lost.append(LostRow(number, values.get("crn"), column, worth))
            continue
        yield number, {name: value for name, value in values.items() if value is not ABSENT}


def _is_unknown(worth: object) -> bool:
    return worth == NOT_IN_EXPORT or isinstance(worth, (Unreadable, UnknownCode))
