"""The first sheet: what the run was, what it could not see, and how the other sheets are to be read."""

from collections.abc import Iterator, Sequence

from practice_check.answers.progress import CHOICES, PUT_RIGHT
from practice_check.reports import words
from practice_check.reports.selection.first_screen import first_screen
from practice_check.reports.selection.items import Item, View
from practice_check.reports.selection.numbers import numbers
from practice_check.reports.workbook.sheet import Prose, Value

NAME = "Read me"

Line = tuple[str, Sequence[Value]]

_OFFICERS = (
    "Officers are named so that they can be helped, and not to be compared. 'Officer now' has the case today; what fell"
    " due before that may have been somebody else's to do."
)
_WORDS = (
    (
        "not recorded",
        "The record does not show it, and it is past due. It may have been done: then it is to be recorded.",
    ),
    ("falls due", "Not yet due."),
    ("cannot tell", "A blank in the record decides it. It is not counted as missing."),
    (
        "can be put right",
        "yes: it can still be done. record the reason: too late to do, and why can still be recorded.",
    ),
    ("what follows", "What is also open, or cannot be told, only because this is not recorded."),
    ("severity", "high, medium or low, as the rule says; the colour only repeats the word."),
    ("days past due", "Days from the due date to the day this run speaks of."),
)
_BACK = "The next run reads the notes back: practice-check check EXPORT --format xlsx --out FOLDER --progress THIS-FILE"
_BACK_FROM_OFFICER = "Give this file back to whoever runs the check: the next run reads your notes."
_PROGRESS = (
    "Four columns of the action list are for you to fill: Progress (" + ", ".join(CHOICES) + "), Note, By and On.",
    "Sort, filter, move or add columns as you like; leave the columns Rule and Reference as they are.",
    f"A note changes no verdict. What is noted as {PUT_RIGHT} stays on the list until the record shows it.",
    "A reason why something is not appropriate counts once it stands in an exceptions file (--exceptions), agreed.",
)
_SHEETS = {
    "Action list": "what is not recorded and somebody can act on, the most pressing first",
    "Noted before": "notes about what is closed, or no longer on the action list",
    "My desk": "the manager's own duties, with the days that they have waited",
    "Due": "what falls due, in the next ten working days and later",
    "Cases": "a row a case, with when the person was last seen",
    "Look twice": "what no single case shows",
    "Departures": "reasoned departures, and whether they hold",
    "Data problems": "what could not be read or is blank, who can mend it, and the verdicts that wait for it",
    "Data problems, each row": "the same row by row, to be filtered; No. is the number of the problem",
    "Rules": "what each rule asks, and where it comes from",
    "Findings": "in rows, for filters and pivot tables; at its top stands what is left out",
    "Waits on others": "what colleagues are to do in these cases",
    "Supervision": "a page to talk over together",
}


def read_me(view: View, items: Sequence[Item], sheets: Sequence[str]) -> Prose:
    """Of the whole run; ``items`` stand on the action list, ``sheets`` are those that follow."""
    return Prose(NAME, list(_of_run(view, items, sheets)))


def read_me_of_officer(view: View, officer: str, items: Sequence[Item], sheets: Sequence[str]) -> Prose:
    return Prose(NAME, list(_of_officer(view, officer, items, sheets)))


def _of_run(view: View, items: Sequence[Item], sheets: Sequence[str]) -> Iterator[Line]:
    screen = first_screen(view.results)
    run = view.results.run
    yield "title", ("What is not recorded, and what to do",)
    yield "", ()
    yield from _run_lines(view)
    checked = words.number(run.cases, "case")
    checked += f", of which {run.cases_not_checked:,} not checked" if run.cases_not_checked else ""
    yield "", ("Cases", checked + (", names and CRNs replaced" if run.pseudonymised else ""))
    packs = ", ".join(f"{pack} ({words.number(count, 'case')})" for pack, count in run.packs.items())
    yield "", ("Judged by", packs or "no rule in force")
    people = len({item.finding.crn for item in items})
    yield (
        "",
        ("Action list", f"{words.number(len(items), 'thing')} to do about {words.number(people, 'person', 'people')}"),
    )
    rest = sum(1 for item in view.open if item.finding.owner != "manager") - len(items)
    if rest:
        left = "can no longer be put right, or stood open when the order ended: see the sheet 'Findings'"
        yield "", ("Not on it", f"{words.number(rest, 'more thing')} not recorded that {left}")
    yield from _heading("What this run could not see")
    for sentence in screen.could_not_see.sentences:
        yield "", (None, sentence)
    yield from _how_to_read()
    yield from _progress(_BACK)
    yield from _sheets(sheets)
    yield from _heading("The numbers of this run")
    for number in numbers(view.results, screen):
        yield "", (number.count, number.label)


def _of_officer(view: View, officer: str, items: Sequence[Item], sheets: Sequence[str]) -> Iterator[Line]:
    yield "title", (f"Cases of {officer}",)
    yield "", ()
    yield from _run_lines(view)
    yield "", ("Action list", words.number(len(items), "thing") + " to do")
    yield from _how_to_read()
    yield from _progress(_BACK_FROM_OFFICER)
    yield from _sheets(sheets)


def _run_lines(view: View) -> Iterator[Line]:
    run = view.results.run
    yield "", ("As of", view.as_of)
    yield "", ("Read from", ", ".join(run.inputs) or "not named")


def _how_to_read() -> Iterator[Line]:
    yield from _heading("How to read it")
    yield "", ("who is named", _OFFICERS)
    for word, meaning in _WORDS:
        yield "", (word, meaning)


def _progress(back: str) -> Iterator[Line]:
    yield from _heading("Noting progress")
    for sentence in (back, *_PROGRESS):
        yield "", (None, sentence)


def _sheets(sheets: Sequence[str]) -> Iterator[Line]:
    yield from _heading("The sheets")
    for name in sheets:
        yield "", (name, _SHEETS[name])


def _heading(text: str) -> Iterator[Line]:
    yield "", ()
    yield "heading", (text,)
