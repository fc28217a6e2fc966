"""Why a gap is new or closed, or why it is no longer judged: in a sentence, from what the two runs carry."""

import datetime as dt

from practice_check.audit.results import Finding
from practice_check.history.side import Side, duty_of
from practice_check.verdicts import messages


def why_new(old: Side, before: Finding | None, now: Finding) -> str:
    """How what is not recorded now came to be so. ``before``: the same occasion in the run before."""
    if before is not None:
        return _turned(before, now)
    if old.not_checked(now):
        return "The case could not be checked in the run before."
    if old.case(now) is None:
        return "The case was not in the run before."
    if now.rule not in old.results.rules:
        return "The rule was not part of the run before."
    opened, known = now.occasion.opened, old.results.run.as_of
    if opened is None:
        return "It did not apply in the run before."
    if opened > known:
        return f"It opened since the run before, on {day(opened)}."
    if any((finding.occasion.missed or 0) > 1 for finding in old.of_duty.get(duty_of(now), [])):
        return "The run before counted it with others of its kind; what stands between is recorded now."
    return f"It did not apply in the run before, or what opened it on {day(opened)} was recorded or given a date since."


def _turned(before: Finding, now: Finding) -> str:
    match before.verdict:
        case "due":
            return f"It fell due since the run before, on {day(now.occasion.due)}."
        case "met" | "met_late" if now.decided_by == "assessor":
            return "It is recorded, and an assessor has judged it not sufficient since."
        case "met" | "met_late":
            return "The run before found it recorded; what met it is no longer in the record, or has another date."
        case "excepted":
            return "The departure that excused it holds no longer."
        case "needs_judgement" if now.decided_by == "assessor":
            return "An assessor has judged it not sufficient since."
        case "needs_judgement":
            return "The run before left it to a person to judge; what was recorded is no longer there."
        case "cannot_tell" if now.decided_by == "assessor":
            return "The record could not tell before; an assessor has judged it not sufficient since."
        case "cannot_tell":
            return "The record could not tell before, and now shows that it is not recorded."
        case "not_checked":
            return "It could not be checked in the run before."
        case _:
            return "It did not apply in the run before."


def why_closed(old: Side, now: Finding) -> str:
    """What closed it: an entry in time or late, a departure, an assessor's answer."""
    if now.verdict == "excepted":
        return "A reasoned departure is recorded."
    if now.decided_by == "assessor":
        return "An assessor has judged it sufficient."
    on, late = now.occasion.met_on, now.occasion.days_late
    if on is None:
        return "It is recorded late." if now.verdict == "met_late" else "It is recorded, and in time."
    told = f"Recorded late, on {day(on)}" if now.verdict == "met_late" else f"Recorded in time, on {day(on)}"
    told += f", {_days(late)} after it was due" if late else ""
    if on <= old.results.run.as_of:
        told += "; that entry was not in the run before"
    return f"{told}."


def why_not_judged(new: Side, before: Finding, now: Finding | None) -> str:
    """Why this run does not say whether it is closed. ``now``: the same occasion, where this run has it."""
    if now is not None:
        return _undecided(now)
    lost = new.not_checked(before)
    if lost is not None:
        return lost.message
    if new.case(before) is None:
        return "The case is not in this run."
    if before.rule not in new.results.rules:
        return "The rule is not part of this run."
    for finding in new.of_duty.get(duty_of(before), []):
        if finding.verdict == "not_applicable" and finding.occasion.opened is None:
            return finding.message
    told = "It does not apply now, or what opened it is no longer in the record, or has another date."
    return told + (" What does not apply was left out of the results." if new.leaves_out_what_does_not_apply else "")


def _undecided(now: Finding) -> str:
    on = now.occasion.met_on
    match now.verdict:
        case "met" | "met_late":
            return "An assessor judged it not sufficient; this run was given no answer about it."
        case "needs_judgement" if on is not None:
            return f"Recorded on {day(on)}; a person must judge whether it is enough."
        case "needs_judgement":
            return "A person must judge it."
        case "due":
            return f"It is not due before {day(now.occasion.due)} now: a date, a pause or a limit has changed."
        case _:
            return now.message


def perhaps_the_same(before: Finding, now: Finding) -> str:
    """Of a gap that went and one that came, the only ones of their rule in the case."""
    return (
        f"Perhaps the one that the run before dated from {day(before.occasion.opened)}: "
        f"it is dated from {day(now.occasion.opened)} now."
    )


def rest_of_several(before: Finding, now: Finding) -> str:
    """Of a recurring duty that had been missed several times, with some of them recorded since."""
    return f"Missed {before.occasion.missed} times in the run before, {now.occasion.missed or 1} now."


def day(date: dt.date | None) -> str:
    return "an unknown day" if date is None else messages.day(date.toordinal())


def _days(count: int) -> str:
    return f"{count} day" + ("" if count == 1 else "s")
