"""A page for supervision: what was done well, what to mend first, and what to talk over. It compares nobody."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from practice_check.audit.results import Finding
from practice_check.reports import words
from practice_check.reports.selection.case_page import stood_before
from practice_check.reports.selection.case_questions import asked
from practice_check.reports.selection.items import Item, View, is_high
from practice_check.reports.workbook.read_me import Line
from practice_check.reports.workbook.sheet import Prose

NAME = "Supervision"
#: How many things are named as done well, and how many to mend.
MOST = 5

_WIDTHS = (54, 36, 15, 60)
_YEAR = dt.timedelta(days=365)
_SEVERITY = {"high": 0, "medium": 1, "low": 2}
_ABOUT = (
    "For officer and manager to talk over together. It is no comparison with others, and nothing to be counted up.",
    "It shows what the record holds, and not how good the work is. Ask first about leave, absence, new cases and help.",
)

T = TypeVar("T")


def supervision(view: View, officer: str, items: Sequence[Item]) -> Prose:
    """``items``: what is on the officer's action list, the most pressing first."""
    return Prose(NAME, list(_lines(view, officer, items)), _WIDTHS, one_page=True)


def _lines(view: View, officer: str, items: Sequence[Item]) -> Iterator[Line]:
    met = [one for one in view.results.findings if _is_own_work(view, one, officer)]
    yield "title", (f"Supervision: {officer}",)
    for sentence in _ABOUT:
        yield "wide", (sentence,)
    yield "", ()
    yield from _caseload(view, officer, items)
    yield from _heading("Done well", "Whose case", "Recorded on", "How it is known")
    well = _apart(sorted((one for one in met if one.verdict == "met"), key=lambda one: _rank(view, one)), _SIDES)
    for one in well:
        yield "", (view.title(one.rule), _whose(view, one), one.occasion.met_on, _known(one))
    if not well:
        yield "", ("Nothing is recorded yet that fell to this officer.",)
    yield from _heading("To mend first", "Whose case", "By when", "What to do")
    first = _apart(list(items), tuple(_of_item(side) for side in _SIDES))
    for item in first:
        yield "", (_to_mend(item.finding), _whose(view, item.finding), item.due, item.finding.do)
    if not first:
        yield "", ("Nothing is open that this officer could put right, as far as the record shows.",)
    yield from _heading("To talk over", "Whose case", "Recorded on", "It falls short where, for example")
    questions = asked(view, (one for one in met if one.presence_only))
    for question in questions:
        one = question.finding
        yield "", (question.ask, _whose(view, one), one.occasion.met_on, "; or ".join(question.reasons))
    if not questions:
        yield "", ("No question stands open about what is recorded.",)


def _caseload(view: View, officer: str, items: Sequence[Item]) -> Iterator[Line]:
    running = [case for case in view.results.cases if case.officer == officer and case.live is not False]
    high = sum(map(is_high, running))
    earlier = sum(stood_before(item.finding) for item in items)
    untold = sum(not is_high(case) and None in (case.level, case.child_protection) for case in running)
    told = f"{words.number(len(running), 'case')} running, {high} of high risk or child protection"
    told += f"; of {untold} more the record cannot tell." if untold else "."
    yield "wide", (told,)
    text = f"{words.number(len(items), 'thing')} to do on the action list"
    text += f"; {earlier} of them stood open before {officer} had the case." if earlier else "."
    yield "wide", (text,)


def _is_own_work(view: View, finding: Finding, officer: str) -> bool:
    """Whether this officer owed it when it fell due, still has the case, and it is recorded."""
    recorded = finding.verdict in {"met", "met_late"} and finding.occasion.met_on is not None
    mine = finding.owner == "officer" and finding.officer == officer == finding.officer_now
    return recorded and mine and view.is_duty(finding) and finding.line != "below"


def _rank(view: View, finding: Finding) -> tuple[bool | int, ...]:
    """Of the last year first; then judged before only recorded, severity, who was protected by it, and the latest."""
    met_on = finding.occasion.met_on or dt.date.min
    return (
        view.as_of - met_on > _YEAR,
        finding.decided_by != "assessor",
        _SEVERITY[finding.severity],
        "exposed" not in view.themes(finding),
        -met_on.toordinal(),
    )


#: What should differ between the things named, if enough do: rule and person, then rule alone, then nothing.
_SIDES: tuple[Callable[[Finding], tuple[Hashable, ...]], ...] = (
    lambda one: (one.rule, one.crn),
    lambda one: (one.rule,),
    lambda _: (),
)


def _of_item(side: Callable[[Finding], tuple[Hashable, ...]]) -> Callable[[Item], tuple[Hashable, ...]]:
    return lambda item: side(item.finding)


def _apart(ranked: Sequence[T], sides: Sequence[Callable[[T], tuple[Hashable, ...]]]) -> list[T]:
    """The first few that differ from each other, in their order; where too few do, the next ones as well."""
    chosen: list[int] = []
    for side in sides:
        for place, each in enumerate(ranked):
            if len(chosen) < MOST and place not in chosen:
                mine = side(each)
                seen = {value for other in chosen for value in side(ranked[other])}
                if not seen & set(mine):
                    chosen.append(place)
    return [ranked[place] for place in sorted(chosen)]


def _known(finding: Finding) -> str:
    if finding.decided_by == "assessor" and not finding.presence_only:
        return "Judged sufficient by an assessor."
    return "Recorded in time; how good it is, is for you to say."


def _to_mend(finding: Finding) -> str:
    if not stood_before(finding):
        return finding.message
    return f"{finding.message} It stood open before {finding.officer_now} had the case."


def _whose(view: View, finding: Finding) -> str:
    return f"{finding.crn} {view.name(finding)}".strip() + f", order {finding.event_number}"


def _heading(*titles: str) -> Iterator[Line]:
    yield "", ()
    yield "heading", titles
