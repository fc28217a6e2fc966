"""The first screen in a terminal: at most 44 lines of 100 columns, so that all of it is seen at once."""

import io

from rich.console import Console
from rich.text import Text

from practice_check.audit.results import Results
from practice_check.reports import words
from practice_check.reports.act_today import MOST_PEOPLE, Person
from practice_check.reports.desk import Desk
from practice_check.reports.due_soon import DueCase, horizon
from practice_check.reports.escape import cut
from practice_check.reports.first_screen import FirstScreen, first_screen
from practice_check.reports.lines import ALARM, BOLD, FAINT, beside, columns, heading, share, some, wrapped
from practice_check.reports.look_twice import LookTwice
from practice_check.reports.unseen import Unseen

WIDTH = 100
WHO = 26
WHEN = 11
LINES = 44
#: Lines that are always there: what the run was, five headings and column names, four blanks, where to look next.
FIXED = 11
_MOST_UNSEEN = 5
#: With the heading, four lines; a screen without anything to look at twice has none of them.
_MOST_TWICE = 3
_SHORT = {"child protection": "CP", "child/victim": "child"}
_MEND = {"yes": "yes", "explain": "record why", "no": "no"}


def as_table(results: Results) -> bytes:
    """The first screen as plain text."""
    out = io.StringIO()
    print_table(results, Console(file=out, width=WIDTH, color_system=None, force_terminal=False, legacy_windows=False))
    return out.getvalue().encode()


def print_table(results: Results, console: Console) -> None:
    """Print the first screen."""
    screen = first_screen(results)
    width = max(min(console.width, 140), 60)
    unseen = _unseen_lines(screen.could_not_see, width)
    people = screen.act_today[:MOST_PEOPLE]
    twice = _twice_lines(screen.look_twice, width)
    room = LINES - FIXED - len(unseen) - len(twice)
    wants = (2 * len(people) or 1, len(screen.managers_desk) or 1, len(screen.due_soon) or 1)
    act, desk, due = share(room, wants, (room - 11, 5, 6))
    lines = [
        _run_line(results, width),
        Text(),
        *_act_lines(screen, act // 2, width),
        Text(),
        *_desk_lines(screen.managers_desk, desk, width),
        Text(),
        *twice,
        *_due_lines(results, screen.due_soon, due, width),
        Text(),
        heading("What this run could not see", "", width),
        *unseen,
        columns(("One case: practice-check case EXPORT CRN. Everything: --format html", width, FAINT)),
    ]
    for line in lines:
        console.print(line, highlight=False, soft_wrap=True)


def _run_line(results: Results, width: int) -> Text:
    run = results.run
    parts = [f"As of {words.day(run.as_of)}", words.number(run.cases, "case")]
    if run.cases_not_checked:
        parts.append(f"{run.cases_not_checked:,} not checked")
    if run.packs:
        several = " (some by two)" if sum(run.packs.values()) > run.cases else ""
        parts.append("judged by " + ", ".join(f"{pack} {count:,}" for pack, count in run.packs.items()) + several)
    return columns((" · ".join(parts), width, BOLD))


def _note(shown: int, total: int) -> str:
    """How much of a list is shown, where it is not all of it."""
    return f"{shown} of {total:,}, and {total - shown:,} more: --format html" if shown < total else ""


# ---------------------------------------------------------------- act today


def _act_lines(screen: FirstScreen, room: int, width: int) -> list[Text]:
    everyone = screen.act_today
    lines = [heading("Act today", _note(min(room, len(everyone)), len(everyone)), width)]
    if not everyone:
        return [*lines, Text("Nothing is open that somebody could put right, as far as the record shows.")]
    what = width - WHO - WHEN - 4
    lines.append(
        columns(
            ("who, officer now", WHO, FAINT),
            ("what is open (+ what else), next step", what, FAINT),
            ("due, mend?", WHEN, FAINT),
        )
    )
    for person in everyone[:room]:
        lines += _person(person, what)
    return lines


def _person(person: Person, what: int) -> list[Text]:
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
    mend = _MEND[first.finding.remediable]
    return [
        beside((columns((f"{person.crn} {person.name}", WHO, BOLD)), WHO), (open_now, what), (Text(since), WHEN)),
        beside(
            (Text("  ") + columns((person.officer, WHO - 2)), WHO),
            (columns((first.finding.do or "", what)), what),
            (Text(mend), WHEN),
        ),
    ]


# ---------------------------------------------------------------- the desk, and what falls due


def _desk_lines(desks: list[Desk], room: int, width: int) -> list[Text]:
    lines = [heading("On the manager's own desk", _note(min(room, len(desks)), len(desks)), width)]
    if not desks:
        return [*lines, Text("Nothing open and nothing due, as far as the record shows.")]
    return lines + [_desk_line(desk, width) for desk in desks[:room]]


def _desk_line(desk: Desk, width: int) -> Text:
    parts = []
    if desk.open:
        parts.append(
            f"{len(desk.open)} open since {words.day(desk.open[0].due or desk.open[0].finding.occasion.opened)}"
        )
    if desk.due:
        parts.append(f"{len(desk.due)} due" + ("" if desk.open else f", the first {words.day(desk.due[0].due)}"))
    people = list(dict.fromkeys(item.finding.crn for item in [*desk.open, *desk.due]))
    title = width - 32 - 18 - 4
    return columns((desk.title, title), (", ".join(parts), 32), (some(people, 1), 18))


def _twice_lines(look: LookTwice, width: int) -> list[Text]:
    """What no single case shows; a blank line follows. What is for the quality team is counted, and told elsewhere."""
    if not look.manager and not look.quality_team:
        return []
    shown = look.manager[:_MOST_TWICE]
    rest = [f"{len(look.manager) - len(shown)} more"] if len(look.manager) > len(shown) else []
    rest += [f"{len(look.quality_team)} for the quality team"] if look.quality_team else []
    lines = [heading("Look twice", f"and {words.listed(rest)}: --format html" if rest else "", width)]
    for said in shown:
        more = f" (+{len(said) - 1})" if len(said) > 1 else ""
        lines.append(columns((cut(said[0].message, width - len(more)) + more, width)))
    return [*lines, Text()]


def _due_lines(results: Results, rows: list[DueCase], room: int, width: int) -> list[Text]:
    until = words.day(horizon(results.run.as_of))
    lines = [heading(f"Falling due by {until}", _note(min(room, len(rows)), len(rows)), width)]
    if not rows:
        return [*lines, Text("Nothing.")]
    return lines + [_due_line(row, width) for row in rows[:room]]


def _due_line(row: DueCase, width: int) -> Text:
    what = "; ".join(item.title for item in row.items)
    if row.young and len(row.items) > 1:
        what = f"new case, {len(row.items)} first duties: {what}"
    return columns(
        (f"{row.crn} {row.name}", WHO, BOLD if row.high else ""),
        (row.officer, 14),
        (words.day(row.items[0].due, short=True), 6),
        (("HIGH: " if row.high else "") + what, width - WHO - 14 - 6 - 6),
    )


# ---------------------------------------------------------------- what could not be seen


def _unseen_lines(unseen: Unseen, width: int) -> list[Text]:
    texts = []
    if unseen.not_checked:
        texts.append("Not checked: " + some([finding.crn for finding in unseen.not_checked], 6))
    if unseen.faults:
        first = unseen.faults[0]
        place = ", ".join(str(part) for part in (first.file, first.sheet, first.row and f"row {first.row}") if part)
        texts.append(f"{words.number(len(unseen.faults), 'fault')} in the export; the first: {place}: {first.message}")
    if unseen.absent:
        texts.append("Not in the export: " + some([problem.message for problem in unseen.absent], 3))
    if unseen.missing:
        wanting = [f"{what} ({words.number(count, 'case')})" for what, count in unseen.missing]
        texts.append("The record cannot tell for want of: " + some(wanting, 5))
    if unseen.unjudged:
        texts.append(f"No rule in force applied to {words.number(unseen.unjudged, 'case')}: rules list shows the packs")
    if not texts:
        texts.append("Nothing that the rules asked for.")
    return [line for text in texts for line in wrapped(text, width, most=2)][:_MOST_UNSEEN]
