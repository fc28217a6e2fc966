"""The words of what is wanting: in one line for many rows, for each of them, and what mends it."""

from collections.abc import Mapping, Sequence

from practice_check.audit.parts import Wanting
from practice_check.cells.texts import in_words
from practice_check.records.columns import CASES, Column, Kind, columns_of
from practice_check.records.model import CaseRecord, tables
from practice_check.records.spelling import spelt
from practice_check.vocabulary.explain import sheet as named
from practice_check.vocabulary.explain import words

#: So many rows, and so many people, are named; of the others it is said how many they are.
MOST_ROWS, MOST_PEOPLE = 8, 6
_MOST_SHEETS, _MOST_CODES = 4, 8
_WHERE_KNOWN = "; leave it blank where nobody knows"


def counted(count: int, column: str | None, sheet: str | None) -> str:
    """How many cells or rows: "41 cells of 'contact date'"."""
    if column is not None:
        return f"{_number(count, 'cell')} of '{column}'"
    return _number(count, "row") + (f" of '{sheet}'" if sheet else "")


def what(place: Wanting, sheet: str, count: int, people: int) -> str:
    """In one line; ``sheet``: the name of the sheet as the export has it."""
    label, entry = _label(place), place.entry or "entry"
    match place.lack:
        case "blank":
            return f"{_number(count, 'row')} of '{sheet}': {label} blank"
        case "unread":
            return f"{_number(count, 'row')} of '{sheet}': {label} not in the export"
        case "no_column":
            return f"the sheet '{sheet}' has no column {label}"
        case "no_row":
            return f"{_number(count, 'case')}: no {entry} recorded for the day that a rule asks about"
        case "uncovered":
            return f"{_table(place)} may lack rows for the days that rules ask about, for {_people(people)}"
        case "absent":
            if place.only_some:
                return f"{_table(place)} has rows of others and none of {_people(people)}: of them nothing follows"
            return f"{_table(place)} is not in the export"


def each(place: Wanting) -> str:
    """Of one row: what is wanting, and in which entry."""
    label, entry = _label(place), f" ({place.entry})" if place.entry else ""
    match place.lack:
        case "blank":
            return f"{label} is blank{entry}"
        case "unread":
            return f"{label} is not in the export{entry}"
        case "no_column":
            return f"there is no column {label}{entry}"
        case "no_row":
            return f"no {place.entry or 'entry'} is recorded for the day that a rule asks about"
        case "uncovered":
            return f"{_table(place)} may lack rows for the days that rules ask about"
        case "absent":
            return f"{_table(place)} is not in the export"


def mend(place: Wanting) -> str:
    """What to write, or what to export."""
    match place.lack:
        case "blank" | "unread":
            return f"{_write(_column(place))}{_WHERE_KNOWN}"
        case "no_column":
            return f"export the column '{spelt(place.field or '')}' too"
        case "no_row":
            return f"record the {place.entry or 'entry'}, with its date"
        case "uncovered":
            return (
                "mend their codes, dates and rows that could not be read; if there are none, export all of their time"
            )
        case "absent":
            return "add the sheet that holds it, if there is one; else it stays unknown"


def unused(names: Sequence[str]) -> str:
    return f"not in the export, and no verdict of this run waits for it: {', '.join(map(spelt, names))}"


def rows(first: Sequence[int], count: int) -> str:
    """The first of so many rows in words: "rows 4, 7 to 9 and 12 and 29 more"."""
    if count <= MOST_ROWS:
        return f"{'row' if count == 1 else 'rows'} {in_words(first)}"
    said = in_words(first[:MOST_ROWS]).replace(" and ", ", ")
    return f"rows {said} and {count - MOST_ROWS:,} more"


def first_of(row: int | None, count: int) -> str | None:
    """Where only the first of several rows is known."""
    return None if row is None else f"row {row} and {count - 1:,} more"


def lost(count: int, why: str) -> str:
    return f"{_number(count, 'row')} left out: {why}"


def sheets(counts: Mapping[str, int]) -> str:
    """How many rows of each sheet, of the first few: "19 in contacts, 7 in plans and 3 more sheets"."""
    said = [f"{count:,} in {name}" for name, count in counts.items()]
    rest = len(said) - _MOST_SHEETS
    return ", ".join(said[:_MOST_SHEETS]) + (f" and {_number(rest, 'more sheet')}" if rest > 0 else "")


def some(first: Sequence[str], more: int) -> str:
    """The first people, and how many more there are."""
    return ", ".join(first) + (f" and {more} more" if more else "")


def _label(place: Wanting) -> str:
    """The column, and what it is about where its name does not say so."""
    name = place.field or ""
    means = words(name)
    return f"'{spelt(name)}'" + (f" ({means})" if means != spelt(name) else "")


def _table(place: Wanting) -> str:
    return named(place.table)


def _column(place: Wanting) -> Column | None:
    model = CaseRecord if place.table == CASES else tables().get(place.table)
    return None if model is None else columns_of(model).get(place.field or "")


def _write(column: Column | None) -> str:
    if column is None:
        return "write it"
    if column.kind is Kind.YES_NO:
        return "write yes or no"
    if column.kind is Kind.DATE:
        return "write the day"
    if column.kind is Kind.CODE:
        codes = [spelt(code) for code in column.codes]
        if len(codes) <= _MOST_CODES:
            return f"write {'one or more of' if column.many else 'one of'}: {', '.join(codes)}"
        few = "one or more" if column.many else "one"
        return f"write {few} of what the template lists for '{spelt(column.name)}'"
    if column.kind in {Kind.WHOLE, Kind.DECIMAL}:
        return "write the figure"
    return "write it in words"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _people(count: int) -> str:
    return f"{count:,} {'person' if count == 1 else 'people'}"
