"""The first screen in a terminal: all of it is seen at once, on 24 lines of 80 columns as on 50 of 140."""

import io
from dataclasses import dataclass, replace
from typing import TextIO

from rich.console import Console
from rich.text import Text

from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.escape import cut
from practice_check.reports.selection.act_today import MOST_PEOPLE, Person
from practice_check.reports.selection.desk import Desk
from practice_check.reports.selection.due_soon import DueCase, horizon
from practice_check.reports.selection.first_screen import FirstScreen, first_screen
from practice_check.reports.selection.items import Item, noted_words
from practice_check.reports.selection.undecidable import for_people
from practice_check.reports.terminal.lines import ALARM, BOLD, FAINT, beside, columns, heading, share, some
from practice_check.reports.terminal.table_sections import (
    Size,
    changed_lines,
    end_lines,
    mend_lines,
    officer_table,
    told_once_lines,
    twice_lines,
    whose_lines,
)

#: What is written to a file or a pipe has the size of a large screen.
WIDTH = 100
MOST_LINES = 50
LEAST_LINES = 23
_LEAST_PEOPLE = 6

WHEN = 11
_SHORT = {"child protection": "CP", "child/victim": "child"}
_MEND = {"yes": "can mend", "explain": "record why", "no": "no"}


def as_table(results: Results, problems_in: str = "") -> bytes:
    """The first screen as plain text. ``problems_in``: the file that has all data problems, where one was written."""
    out = io.StringIO()
    print_table(results, plain_console(out), problems_in)
    return out.getvalue().encode()


def plain_console(out: TextIO) -> Console:
    return Console(file=out, width=WIDTH, color_system=None, force_terminal=False, legacy_windows=False)


def print_table(results: Results, console: Console, problems_in: str = "") -> None:
    """Print the first screen, as high as the terminal is; one line is left for the prompt."""
    for line in _fitted(results, size_of(console), problems_in):
        console.print(line, highlight=False, soft_wrap=True)


def size_of(console: Console) -> Size:
    """As high as the terminal is; one line is left for the prompt."""
    height = console.height - 1 if console.is_terminal else MOST_LINES
    return Size(max(min(console.width, 140), 60), max(min(height, MOST_LINES), LEAST_LINES))


def _fitted(results: Results, size: Size, problems_in: str) -> list[Text]:
    """Laid out closely where enough people to act on would have no line otherwise: they are what the screen is for."""
    results = for_people(results)
    screen = first_screen(results)
    roomy = _screen(results, screen, size, problems_in)
    if roomy.people >= min(_LEAST_PEOPLE, len(screen.act_today)):
        return roomy.lines
    return _screen(results, screen, replace(size, close=True), problems_in).lines


@dataclass(frozen=True)
class _Laid:
    """A screen, with how many people to act on it names."""

    lines: list[Text]
    people: int


def _screen(results: Results, screen: FirstScreen, size: Size, problems_in: str) -> _Laid:
    """The lists share what the short sections leave; each is first given what it needs to be of use."""
    officers = officer_table(screen.whose, size)
    changed = changed_lines(screen.changed, size)
    told_once = told_once_lines(screen.could_not_see.told_once, size)
    end = [
        *twice_lines(screen.look_twice, size),
        *end_lines(results, screen, size),
        *mend_lines(results, size, problems_in),
    ]
    gap = [Text()] if size.roomy else []
    headings = 7 + (screen.whose.nobody is not None) if size.roomy else 4
    room = size.height - len(told_once) - len(changed) - len(end) - headings - 6 * len(gap)
    wants = (
        2 * min(len(screen.act_today), MOST_PEOPLE) or 1,
        len(screen.managers_desk) or 1,
        len(screen.due_soon) or 1,
        len(officers.lines) or 1,
    )
    small = (12, 6, 3, 1) if size.names_changes else (6, 3, 2, 1)
    act, desk, due, whose = share(room, wants, (room - 14, 6, 4, 4) if size.roomy else small)
    due += act % 2  # a person takes two lines
    lines = [
        run_line(results, size.width),
        *told_once,
        *gap,
        *_act_lines(screen.act_today, act // 2, size),
        *gap,
        *_desk_lines(screen.managers_desk, desk, size.width),
        *gap,
        *_due_lines(results, screen.due_soon, due, size.width),
        *gap,
        *changed,
        *gap,
        *whose_lines(screen.whose, officers, whose, size),
        *gap,
        *end,
    ]
    return _Laid(lines, act // 2)


def run_line(results: Results, width: int) -> Text:
    run = results.run
    parts = [f"As of {words.day(run.as_of)}", words.number(run.cases, "case")]
    if run.pseudonymised:
        parts.append("under pseudonyms")
    if run.cases_not_checked:
        parts.append(f"{run.cases_not_checked:,} not checked")
    several = " (some by two)" if sum(run.packs.values()) > run.cases else ""
    if run.packs:
        parts.append("judged by " + ", ".join(f"{pack} {count:,}" for pack, count in run.packs.items()) + several)
    line = " · ".join(parts)
    return columns((line if len(line) <= width else line.removesuffix(several), width, BOLD))


def _who(width: int) -> int:
    """How much room a person's number and name are given."""
    return 24 if width < WIDTH else 28


def _note(shown: int, total: int, noun: str, plural: str | None = None) -> str:
    """How long a list is, and how much of it is shown."""
    counted = words.number(total, noun, plural)
    return f"{counted}, the first {shown} here" if shown < total else counted


# ---------------------------------------------------------------- act today


def _act_lines(everyone: list[Person], room: int, size: Size) -> list[Text]:
    if not everyone:
        return [
            heading("Act today", "", size.width),
            Text("Nothing is open that somebody could put right, as far as the record shows."),
        ]
    who = _who(size.width)
    what = size.width - who - WHEN - 4
    lines = [heading("Act today", _note(min(room, len(everyone)), len(everyone), "person", "people"), size.width)]
    if size.roomy:
        lines.append(
            columns(
                ("who, officer now", who, FAINT),
                ("what is open (and how much more), next step", what, FAINT),
                ("was due", WHEN, FAINT),
            )
        )
    for person in everyone[:room]:
        lines += _person(person, who, what)
    return lines


def _person(person: Person, who: int, what: int) -> list[Text]:
    first = person.items[0]
    more = len(person.items) - 1
    label = _SHORT.get(person.why_first, person.why_first)
    tail = f" (+{more})" if more else ""
    room = what - len(tail) - (len(label) + 2 if label else 0)
    open_now = Text(no_wrap=True)
    if label:
        open_now.append(f"{label.upper()}: ", ALARM)
    open_now.append(cut(first.finding.message, room))
    open_now.append(tail)
    since = words.day(first.due or first.finding.occasion.opened)
    return [
        beside((columns((f"{person.crn} {person.name}", who, BOLD)), who), (open_now, what), (Text(since), WHEN)),
        beside(
            (Text("  ") + columns((person.officer, who - 2)), who),
            (_next_step(first, what), what),
            (Text(_MEND[first.finding.remediable]), WHEN),
        ),
    ]


def _next_step(item: Item, room: int) -> Text:
    """What would close it; where somebody noted progress on it, half of the room is for that."""
    said = noted_words(item)
    if not said:
        return columns((item.finding.do or "", room))
    progress = cut(f"Noted: {said}", room // 2)
    return Text.assemble((progress, BOLD), "  ", cut(item.finding.do or "", room - len(progress) - 2))


# ---------------------------------------------------------------- the desk, and what falls due


def _desk_lines(desks: list[Desk], room: int, width: int) -> list[Text]:
    opened, due = sum(len(desk.open) for desk in desks), sum(len(desk.due) for desk in desks)
    lines = [heading("On the manager's own desk", f"{opened} open, {due} falling due", width)]
    if not desks:
        return [*lines, Text("Nothing open and nothing due, as far as the record shows.")]
    shown = desks if len(desks) <= room else desks[: room - 1]
    title = max(len(desk.title) for desk in desks)
    counts = max(len(_counts(desk)) for desk in desks)
    people = width - title - counts - 4
    lines += [
        columns((desk.title, title), (_counts(desk), counts), (_first_of(desk, people), people)) for desk in shown
    ]
    rest = desks[len(shown) :]
    if rest:
        lines.append(columns((f"and: {'; '.join(f'{desk.title} {_counts(desk)}' for desk in rest)}", width)))
    return lines


def _counts(desk: Desk) -> str:
    """How many are open, how long the longest has waited, and how many fall due."""
    longest = f" (longest {words.number(desk.longest, 'day')})" if desk.longest else ""
    parts = [f"{len(desk.open)} open{longest}"] if desk.open else []
    return ", ".join([*parts, f"{len(desk.due)} due"] if desk.due else parts)


def _first_of(desk: Desk, room: int) -> str:
    """The people, the longest waiting first: as many as there is room for."""
    people = list(dict.fromkeys(item.finding.crn for item in [*desk.open, *desk.due]))
    return next((line for most in range(4, 0, -1) if len(line := some(people, most)) <= room), people[0])


def _due_lines(results: Results, rows: list[DueCase], room: int, width: int) -> list[Text]:
    until = words.day(horizon(results.run.as_of))
    duties = words.number(sum(len(row.items) for row in rows), "duty", "duties")
    note = f"{duties} in {_note(min(room, len(rows)), len(rows), 'case')}" if rows else ""
    lines = [heading(f"Falling due by {until}", note, width)]
    if not rows:
        return [*lines, Text("Nothing.")]
    return lines + [_due_line(row, width) for row in rows[:room]]


def _due_line(row: DueCase, width: int) -> Text:
    who = _who(width)
    what = "; ".join(item.title for item in row.items)
    if row.young and len(row.items) > 1:
        what = f"new case, {len(row.items)} first duties: {what}"
    return columns(
        (f"{row.crn} {row.name}", who, BOLD if row.high else ""),
        (row.officer, 14),
        (words.day(row.items[0].due, short=True), 6),
        (("HIGH: " if row.high else "") + what, width - who - 14 - 6 - 6),
    )
