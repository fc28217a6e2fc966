"""Section 7 of docs/rule-language.md: the clock, the due date, and the day on which a duty ends."""

from dataclasses import replace

from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration, ParameterName

from .case import Case, cell, day_of
from .conditions import holds
from .days import FAR, after, as_length, is_working
from .kleene import Truth, any_of
from .occasion import Occasion
from .stretches import turns_false
from .words import matched

DEFAULT_PAUSE = "not-supervised-in-community"


def due_days(case: Case, rule: m.Rule, occasion: Occasion) -> list[int] | None:
    """The days that the due date may be (``FAR``: not yet), the likeliest first; None: there is no occasion."""
    if occasion.window_due is not None:
        return [occasion.window_due]
    if isinstance(rule.opens, m.OpensEvery):
        return _run(case, rule, occasion, occasion.opened, rule.opens.every)
    match rule.closes:
        case m.ClosesWithin():
            return _within(case, rule, occasion, rule.closes.within)
        case m.ClosesBy():
            return _by(case, rule, occasion, rule.closes)
        case m.ClosesUntilNext():
            nexts = [
                seen.day
                for seen in matched(case, rule.closes.until_next, occasion.row, occasion.opened)
                if seen.sure and seen.day > occasion.opened
            ]
            return [nexts[0]] if nexts else _within(case, rule, occasion, rule.closes.otherwise)


def latest_day(case: Case, rule: m.Rule, occasion: Occasion) -> int | None:
    """The day of ``at_latest``, where the rule has one."""
    plain = occasion.window_due is None and not isinstance(rule.opens, m.OpensEvery)
    if not plain or not isinstance(rule.closes, m.ClosesWithin) or rule.closes.at_latest is None:
        return None
    return _within(case, rule, occasion, rule.closes.at_latest)[0]


def _within(case: Case, rule: m.Rule, occasion: Occasion, length: Duration | ParameterName) -> list[int]:
    """From the opening: of a cluster from the first, or from the last where that is after the due date so found."""
    days = _run(case, rule, occasion, occasion.opened, length)
    return _run(case, rule, occasion, occasion.last, length) if days[0] < occasion.last else days


def _by(case: Case, rule: m.Rule, occasion: Occasion, closes: m.ClosesBy) -> list[int] | None:
    if not closes.by.startswith("opener."):
        return [_anchor(case, closes.by, occasion.opened)]
    field = closes.by.removeprefix("opener.")
    row = occasion.row
    if row is not None and row.given(field):
        day = day_of(row, field)
        if day is not None:
            return [day]
        if closes.otherwise == "none":
            return None
        return _within(case, rule, occasion, closes.otherwise)
    return [occasion.opened, FAR]


def _anchor(case: Case, anchor: str, opened: int) -> int:
    if anchor == "end":
        return case.end
    if anchor == "start":
        return case.start
    if anchor == "release":
        days = [day for day, kind in case.starts.items() if kind == "release"]
        if case.record.order_type in ("licence", "post_sentence_supervision") and case.start in case.starts:
            days.append(case.start)
        return min((day for day in days if day >= opened), default=FAR)
    day = day_of(case.record, "sentence_date" if anchor == "sentence" else "allocation_date")
    return FAR if day is None else day


def _paused(case: Case, rule: m.Rule, occasion: Occasion, day: int) -> Truth:
    if rule.pauses_while == []:
        return False
    if rule.pauses_while is None:
        return holds(case, case.vocabulary.conditions[DEFAULT_PAUSE], day, occasion.row)
    return any_of(holds(case, condition, day, occasion.row) for condition in rule.pauses_while)


def _run(case: Case, rule: m.Rule, occasion: Occasion, opened: int, length: Duration | ParameterName) -> list[int]:
    """Day 0 is the first running day; then as many running days as there would be days without pauses."""
    duration = as_length(length, case.parameters, occasion.opened)
    working = duration.unit == "working_day"
    to_run: int | None = None
    unknown = False
    day = opened
    while True:
        paused = _paused(case, rule, occasion, day) if day <= case.as_of else False
        unknown = unknown or paused is None
        if paused is True and day == case.as_of:
            return [FAR]
        if day < case.start and rule.pauses_while != []:
            paused = True
        if paused is not True:
            if to_run is None:
                to_run = duration.number if working else after(day, duration) - day
            elif not working or is_working(day):
                to_run -= 1
            if to_run == 0:
                return [day, FAR] if unknown else [day]
        day += 1


def duty_end(case: Case, rule: m.Rule, occasion: Occasion) -> int | None:
    """The day on which the duty ends, whatever becomes of it."""
    if rule.survives_end:
        return None
    ends = [case.end] if case.end != FAR else []
    for row in case.rows("statuses") or []:
        day = day_of(row, "start")
        if cell(row, "kind") == "recall" and day is not None and occasion.opened < day <= case.as_of:
            ends.append(day)
    ends += _transfers_out(case, occasion.opened)
    ends += [] if occasion.stretch_cut is None else [occasion.stretch_cut]
    condition = None
    if isinstance(rule.opens, m.OpensBecomes):
        condition = rule.opens.becomes
    if isinstance(rule.opens, m.OpensEvery):
        condition = rule.opens.while_
    if condition is not None:
        false_on = turns_false(case, condition, occasion.opened)
        ends += [] if false_on is None else [false_on]
    return min(ends, default=None)


def _transfers_out(case: Case, opened: int) -> list[int]:
    moves = [
        (day, cell(row, "direction"))
        for row in case.rows("transfers") or []
        if (day := day_of(row, "accepted")) is not None
        and case.start < day <= case.as_of
        and cell(row, "of") in ("area", "provider")
    ]
    found = []
    for day, direction in moves:
        back = any(other == "in" and day < when <= opened for when, other in moves)
        if direction == "out" and (day >= opened or not back):
            found.append(day)
    return found


def windows(
    case: Case, rule: m.Rule, opening: Occasion, length: Duration | ParameterName, *, last: int, cut: int | None = None
) -> list[Occasion]:
    """Windows one after the other, none that is cut short; each is due on its last day."""
    cut = opening.stretch_cut if cut is None else cut
    found: list[Occasion] = []
    day = opening.opened
    while day <= last:
        dues = _run(case, rule, opening, day, length)
        due = dues[0] - 1
        if dues[0] == FAR or (cut is not None and due >= cut):
            break
        relevance = opening.relevance if len(dues) == 1 else None
        found.append(replace(opening, opened=day, last=day, relevance=relevance, window_due=due))
        day = due + 1
    return found


def windows_of_count(case: Case, rule: m.Rule, opening: Occasion, length: Duration | ParameterName) -> list[Occasion]:
    """The windows of ``count: {per: D}``: from the opening (as the clock runs) to the duty's end."""
    end = duty_end(case, rule, opening)
    last = min(case.last_seen, FAR if end is None else end)
    first = opening.opened
    unstarted = case.start if rule.pauses_while != [] else first
    while first <= last and (first < unstarted or _paused(case, rule, opening, first) is True):
        first += 1
    return windows(
        case, rule, replace(opening, opened=first, last=first), length, last=last, cut=FAR if end is None else end
    )
