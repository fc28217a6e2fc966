"""A comparison in a terminal: what it may not show, the numbers with the names behind them, and whose cases."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from practice_check.audit.parts import Change, Changes
from practice_check.history import LONG_OPEN_DAYS
from practice_check.reports import words
from practice_check.reports.escape import cut
from practice_check.reports.selection.changed import Changed, what_changed
from practice_check.reports.selection.compare_view import (
    PersonChanged,
    by_person,
    next_step,
    numbers_line,
    units,
    what_it_is,
)
from practice_check.reports.terminal.lines import ALARM, BOLD, FAINT, beside, columns, heading, labelled

#: How many people each list names; the files name all.
MOST_PEOPLE = 6
_MOST_NOTE_LINES = 2
_WHO = 26
_SINCE = 11
_FIGURE = 6
#: Above the figures, in the order of the numbers.
_HEADS = ("closed", "new", "over 30 days", "not judged")


def print_changes(changes: Changes, console: Console) -> None:
    width = max(min(console.width, 140), 60)
    for line in _lines(what_changed(changes), width):
        console.print(line, highlight=False, soft_wrap=True)


def _lines(found: Changed, width: int) -> Iterator[Text]:
    yield columns((f"From {words.day(found.before)} to {words.day(found.now)}: {numbers_line(found)}", width, BOLD))
    for note in found.notes:
        yield from labelled("Mind", note, width, _MOST_NOTE_LINES)
    yield from _list("Closed", found.closed, width)
    yield from _list("New", found.new, width)
    yield from _list(f"Still open over {LONG_OPEN_DAYS} days, and can be put right", found.long_open, width)
    if found.past_words:
        yield columns((f"{found.past_words}.", width, FAINT))
    if found.not_judged:
        yield from _list("No longer judged, so not known to be closed", found.not_judged, width)
    yield from _whose(found, width)
    yield Text()
    yield columns(
        ("Everyone: --format md or --format csv. One in full: practice-check explain EXPORT CRN RULE", width, FAINT)
    )


def _list(title: str, changes: Sequence[Change], width: int) -> Iterator[Text]:
    people = by_person(changes)
    rest = len(people) - MOST_PEOPLE
    counted = f"{words.number(len(changes), 'duty', 'duties')}, {words.number(len(people), 'person', 'people')}"
    notes = [counted] if people else []
    notes += [f"the first {MOST_PEOPLE} here"] if rest > 0 else []
    yield Text()
    yield heading(title, "; ".join(notes), width)
    if not people:
        yield Text("None.")
    for person in people[:MOST_PEOPLE]:
        yield from _person(person, width)


def _person(person: PersonChanged, width: int) -> Iterator[Text]:
    """Who, what and since when; beneath it the officer now, and how it came about or what to do."""
    first = person.first
    what = width - _WHO - _SINCE - 4
    tail = f" (+{len(person.changes) - 1})" if len(person.changes) > 1 else ""
    said = Text(no_wrap=True)
    if person.label:
        said.append(f"{person.label.upper()}: ", ALARM)
    said.append(cut(what_it_is(first), what - len(tail) - said.cell_len))
    said.append(tail)
    yield beside(
        (columns((f"{person.crn} {person.name}", _WHO, BOLD)), _WHO),
        (said, what),
        (Text(words.day(first.since)), _SINCE),
    )
    yield beside(
        (Text("  ") + columns((person.officer, _WHO - 2)), _WHO),
        (columns((next_step(first), width - _WHO - 2)), width - _WHO - 2),
    )


def _whose(found: Changed, width: int) -> Iterator[Text]:
    """By name: where help is needed, and no order of merit."""
    rows = units(found)
    if not rows:
        return
    team = max([len(row.team) for row in rows] + [4])
    officer = max(len(row.officer) for row in rows)
    figures = [(head, max(len(head), _FIGURE)) for head, _ in zip(_HEADS, found.numbers, strict=False)]
    room = width - sum(size + 2 for _, size in figures)
    team = min(team, room // 2)
    officer = min(officer, room - team - 2)
    yield Text()
    yield heading("Whose cases, by name", "to see where help is needed; the numbers compare nobody", width)
    yield columns(("team", team, FAINT), ("officer", officer, FAINT), *((what, size, FAINT) for what, size in figures))
    last = None
    for row in rows:
        counts = [
            (f"{count:,}".rjust(4) if count else "   –", size)
            for count, (_, size) in zip(row.counts, figures, strict=True)
        ]
        yield columns((row.team if row.team != last else "", team), (row.officer, officer), *counts)
        last = row.team
