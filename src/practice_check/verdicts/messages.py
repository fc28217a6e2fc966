"""The sentence of a finding: what is recorded or not, by when it was due, and what is missing."""

import datetime as dt
from collections.abc import Sequence
from string import Formatter
from typing import Final

from practice_check.occasions.occasion import (
    Blind,
    Departed,
    Evidence,
    Expected,
    Limit,
    Occasion,
    Part,
    Together,
    Wanted,
)
from practice_check.rulebook.model import Rule
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import FIRST_YEAR, LAST_YEAR, NEVER, as_date
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN
from practice_check.verdicts.decide import Verdict, days_late
from practice_check.vocabulary.wanting import Want

#: The days of the calendar, whose words are kept once they were said.
_FIRST: Final = dt.date(FIRST_YEAR, 1, 1).toordinal()
_MANY: Final = dt.date(LAST_YEAR, 12, 31).toordinal() - _FIRST + 1
_DAYS: Final = [""] * _MANY


def day(number: int | None) -> str:
    """A day as the reports write it; "not yet" for one that has not come."""
    place = -1 if number is None else number - _FIRST
    if place < 0 or place >= _MANY:
        return _in_words(number)
    words = _DAYS[place]
    if not words:
        words = _DAYS[place] = _in_words(number)
    return words


def _in_words(number: int | None) -> str:
    date = as_date(number) if number is not None else None
    return f"{date.day} {date:%b %Y}" if date else "not yet"


class Sentences:
    """Composes the messages of a rule's findings; made once for a rule."""

    __slots__ = ("_ask_of_unmet", "_only_asks", "_pieces", "_to_be_judged")

    def __init__(self, rule: Rule) -> None:
        #: The sentence of a gap: a text, and the slot that stands behind it.
        self._pieces = [(text, slot) for text, slot, _, _ in Formatter().parse(rule.gap)]
        asks = [question.ask for question in rule.judge]
        self._only_asks = rule.only_asks
        self._to_be_judged = f"To be judged: {' '.join(asks) or rule.question}"
        #: What is asked where the record shows none; None where that is no question.
        self._ask_of_unmet = (asks[0] if asks else rule.question) if rule.unmet == "needs_judgement" else None

    def text(self, occasion: Occasion, verdict: Verdict, missed: int | None, as_of: int) -> str:
        word, decided_by = verdict.word, verdict.decided_by
        if decided_by == "assessor":
            return _assessed(verdict)
        if decided_by == "exception":
            return _departed(next(each for each in occasion.departures if each.holds))
        if word == "met":
            return f"{_evidence_words(occasion, verdict.met_on)}{_due_words(occasion)}."
        if word == "met_late":
            late = days_late(occasion, verdict.met_on)
            return f"{_evidence_words(occasion, verdict.met_on)}, {_days(late or 0)} late{_due_words(occasion)}."
        if word == "gap":
            return self._gap(occasion, missed, as_of)
        if word == "due":
            return _due(occasion)
        if word == "excepted":
            return f"A reasoned departure is recorded on {day(occasion.exceptions[0].day)}{_due_words(occasion)}."
        if word == "not_applicable":
            return _not_applicable(occasion, verdict)
        if word == "needs_judgement":
            return self._needs_judgement(occasion, verdict, missed, as_of)
        return cannot_tell(missing(occasion))

    def _gap(self, occasion: Occasion, missed: int | None, as_of: int) -> str:
        said = ""
        for text, slot in self._pieces:
            said += text if slot is None else text + _slot(slot, occasion, missed, as_of)
        return said

    def _needs_judgement(self, occasion: Occasion, verdict: Verdict, missed: int | None, as_of: int) -> str:
        if self._only_asks:
            return self._to_be_judged
        if verdict.met_on is None and self._ask_of_unmet is not None:
            return f"{self._gap(occasion, missed, as_of)} {self._ask_of_unmet}"
        return f"{_evidence_words(occasion, verdict.met_on)}{_due_words(occasion)}. {self._to_be_judged}"


def _slot(slot: str, occasion: Occasion, missed: int | None, as_of: int) -> str:
    """What stands in a slot of a rule's sentence (``rulebook.messages.SLOTS``)."""
    if slot == "due":
        return day(occasion.due)
    if slot == "opened":
        return day(occasion.opening.day)
    if slot == "what":
        return f"{occasion.opening.noun} of {day(occasion.opening.day)}"
    if slot == "within":
        return _within(occasion.within)
    if slot == "missing":
        return ", ".join(not_recorded(occasion))
    if slot == "missed":
        return str(missed or 1)
    return str(max(as_of - occasion.due, 0))


def _assessed(verdict: Verdict) -> str:
    answer = verdict.answer
    assert answer is not None and answer.line is not None
    telling = answer.telling
    reasons = [reason for each in answer.chosen if each.answer == answer.line for reason in each.reasons or []]
    why = "; ".join(dict.fromkeys(reasons)) or telling.note
    when = f" on {telling.date.day} {telling.date:%b %Y}" if telling.date else ""
    who = f" by {telling.assessor}" if telling.assessor else ""
    return f"Judged {_LINES[answer.line]}{who}{when}{f': {why}' if why else ''}."


def _evidence_words(occasion: Occasion, met_on: int | None) -> str:
    expected = occasion.expected
    if met_on is None:
        return "Nothing against it is recorded" if isinstance(expected, Limit) else "Recorded"
    first = second = ""
    for each in expected.evidence if isinstance(expected, Wanted) else discharging(expected, met_on):
        noun = each.noun
        if each.truth is TRUE and each.day <= met_on and noun != first:
            if first:
                second = noun
                break
            first = noun
    noun = f"{first} and {second}" if second else first or "Evidence"
    return f"{_capital(noun)} recorded on {day(met_on)}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _due_words(occasion: Occasion) -> str:
    due = occasion.due
    return "" if due >= NEVER or due == occasion.opening.day else f" (due {day(due)})"


def _due(occasion: Occasion) -> str:
    what = ", ".join(not_recorded(occasion)) or "This"
    if occasion.due >= NEVER:
        return f"{_capital(what)}: the clock stands still; no due date yet."
    return f"{_capital(what)}: due by {day(occasion.due)}."


def _not_applicable(occasion: Occasion, verdict: Verdict) -> str:
    if occasion.judged_under is not None:
        return f"Judged under event {occasion.judged_under}, the person's leading order on that day."
    if verdict.closed:
        ended = f"{occasion.ends_why} on {day(occasion.ends)}"
        return f"Not owed: {ended}, before it fell due{_due_words(occasion)}."
    failed = [reason.text for reason in occasion.conditions if reason.truth is FALSE]
    why = f": {'; '.join(dict.fromkeys(failed))} – not so on {day(occasion.opening.day)}" if failed else ""
    return f"Does not apply{why}."


def _departed(departed: Departed) -> str:
    """Who departed from a duty, why, who agreed, and until when."""
    row = departed.row
    when = f" on {row.date.day} {row.date:%b %Y}" if row.date else ""
    agreed = departed.lacks or f"agreed by {row.agreed_by}"
    until = f" Holds until {row.expires.day} {row.expires:%b %Y}." if row.expires else ""
    return f"Departed from by {row.by}{when}: {row.reason.rstrip('. ')}. {_capital(agreed)}.{until}"


_LINES = {"above": "above the line", "below": "below the line", "not_relevant": "not relevant"}


def cannot_tell(blanks: Sequence[str]) -> str:
    """The sentence for a blank: what would have to be recorded, or seen, before the record can tell."""
    return f"The record cannot tell. Not recorded or not in the export: {'; '.join(blanks) or 'what it turns on'}."


def _within(length: Duration | None) -> str:
    return str(length) if length else "the time set"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def seen_for(expected: Expected) -> tuple[Evidence, ...]:
    """What was seen for the things expected, sure or not; not for what is certainly not expected here."""
    if not isinstance(expected, Together):
        return expected.evidence
    seen: tuple[Evidence, ...] = ()
    for part in expected.parts:
        if part.truth is not FALSE:
            seen += seen_for(part.expected)
    return seen


def not_recorded(occasion: Occasion) -> list[str]:
    """The nouns of what is expected and has no sure evidence up to the as-of date."""
    return list(dict.fromkeys(_lacking(occasion.expected, occasion.counts_from)))


def _lacking(expected: Expected, counts_from: int) -> list[str]:
    if isinstance(expected, Limit):
        return [expected.noun] if expected.allowed is not None and expected.sure > expected.allowed else []
    if isinstance(expected, Wanted):
        found = 0
        for each in expected.evidence:
            if each.truth is TRUE and each.day >= counts_from:
                found += 1
        return [expected.noun] if found < (1 if expected.needed is None else expected.needed) else []
    parts = [_lacking(part.expected, counts_from) for part in expected.parts if part.truth is not FALSE]
    if expected.form == "all":
        return [noun for part in parts for noun in part]
    return [" or ".join(dict.fromkeys([noun for part in parts for noun in part]))] if all(parts) else []


def discharging(expected: Expected, met_on: int) -> list[Evidence]:
    """The sure evidence up to the day, in order of day."""
    found = [each for each in seen_for(expected) if each.truth is TRUE and each.day <= met_on]
    if len(found) > 1:
        found.sort(key=_day_of)
    return found


def _day_of(evidence: Evidence) -> int:
    return evidence.day


def missing(occasion: Occasion) -> list[str]:
    """What the record would have to hold to tell."""
    texts: list[str] = []
    if occasion.relevant is UNKNOWN:
        texts += occasion.irrelevant_blanks
    texts.append(occasion.due_unknown)
    for each in _open_in(occasion.expected):
        if isinstance(each, Evidence):
            texts += each.blanks
        elif isinstance(each, Part):
            texts += each.why_unknown
        elif isinstance(each, Blind):
            texts.append(each.what)
        else:
            texts.append(each.why_unknown)
    return [text for text in dict.fromkeys(texts) if text]


def wanting(occasion: Occasion) -> list[Want]:
    """Where in the record that would stand; the same place perhaps more than once."""
    wants: list[Want] = []
    if occasion.relevant is UNKNOWN:
        wants += occasion.irrelevant_wants
    if occasion.due_unknown:
        wants += occasion.due_wants
    for each in _open_in(occasion.expected):
        wants += each.wants
    return wants


def _open_in(expected: Expected) -> list[Wanted | Limit | Part | Evidence | Blind]:
    """All that may leave open what is expected, in the order in which it is told."""
    found: list[Wanted | Limit | Part | Evidence | Blind] = []
    if isinstance(expected, Together):
        for part in expected.parts:
            if part.truth is UNKNOWN:
                found.append(part)
            if part.truth is not FALSE:
                found += _open_in(part.expected)
        return found
    found.append(expected)
    for each in expected.evidence:
        if each.truth is UNKNOWN:
            found.append(each)
    if isinstance(expected, Wanted):
        found += expected.blind
    return found
