"""The sentence of a finding: what is recorded or not, by when it was due, and what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practice_check.occasions.occasion import Departed, Evidence, Expected, Limit, Occasion, Together, Wanted
from practice_check.rulebook.model import Rule
from practice_check.rulebook.values import Duration
from practice_check.timeline.days import NEVER, as_date
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN
from practice_check.verdicts.decide import Verdict, days_late
from practice_check.vocabulary.wanting import Want


def day(number: int | None) -> str:
    """A day as the reports write it; "not yet" for one that has not come."""
    date = as_date(number) if number is not None else None
    return f"{date.day} {date:%b %Y}" if date else "not yet"


@dataclass(frozen=True)
class Sentence:
    """Composes the message of one finding."""

    rule: Rule
    occasion: Occasion
    verdict: Verdict
    missed: int | None
    as_of: int

    def text(self) -> str:
        if self.verdict.decided_by == "assessor":
            return self._assessed()
        if self.verdict.decided_by == "exception":
            return _departed(next(each for each in self.occasion.departures if each.holds))
        match self.verdict.word:
            case "gap":
                return self._gap()
            case "met":
                return f"{self._evidence_words()}{self._due_words()}."
            case "met_late":
                late = days_late(self.occasion, self.verdict.met_on)
                return f"{self._evidence_words()}, {_days(late or 0)} late{self._due_words()}."
            case "due":
                return self._due()
            case "excepted":
                return f"A reasoned departure is recorded on {day(self.occasion.exceptions[0].day)}{self._due_words()}."
            case "not_applicable":
                return self._not_applicable()
            case "needs_judgement":
                return self._needs_judgement()
            case _:
                return cannot_tell(missing(self.occasion))

    def _gap(self) -> str:
        return self.rule.gap.format(
            within=_within(self.occasion.within),
            opened=day(self.occasion.opening.day),
            due=day(self.occasion.due),
            what=f"{self.occasion.opening.noun} of {day(self.occasion.opening.day)}",
            missing=", ".join(not_recorded(self.occasion)),
            missed=self.missed or 1,
            days=max(self.as_of - self.occasion.due, 0),
        )

    def _assessed(self) -> str:
        answer = self.verdict.answer
        assert answer is not None and answer.line is not None
        telling = answer.telling
        reasons = [reason for each in answer.chosen if each.answer == answer.line for reason in each.reasons or []]
        why = "; ".join(dict.fromkeys(reasons)) or telling.note
        when = f" on {telling.date.day} {telling.date:%b %Y}" if telling.date else ""
        who = f" by {telling.assessor}" if telling.assessor else ""
        return f"Judged {_LINES[answer.line]}{who}{when}{f': {why}' if why else ''}."

    def _evidence_words(self) -> str:
        if self.verdict.met_on is None:
            return "Nothing against it is recorded" if _is_limit(self.occasion.expected) else "Recorded"
        nouns = list(
            dict.fromkeys(each.noun for each in discharging(self.occasion) if each.day <= (self.verdict.met_on or 0))
        )
        noun = " and ".join(nouns[:2]) or "Evidence"
        return f"{noun[:1].upper()}{noun[1:]} recorded on {day(self.verdict.met_on)}"

    def _due_words(self) -> str:
        if self.occasion.due >= NEVER or self.occasion.due == self.occasion.opening.day:
            return ""
        return f" (due {day(self.occasion.due)})"

    def _due(self) -> str:
        what = ", ".join(not_recorded(self.occasion)) or "This"
        if self.occasion.due >= NEVER:
            return f"{what[:1].upper()}{what[1:]}: the clock stands still; no due date yet."
        return f"{what[:1].upper()}{what[1:]}: due by {day(self.occasion.due)}."

    def _not_applicable(self) -> str:
        if self.occasion.judged_under is not None:
            return f"Judged under event {self.occasion.judged_under}, the person's leading order on that day."
        if self.verdict.closed:
            ended = f"{self.occasion.ends_why} on {day(self.occasion.ends)}"
            return f"Not owed: {ended}, before it fell due{self._due_words()}."
        failed = [reason.text for reason in self.occasion.conditions if reason.truth is FALSE]
        why = f": {'; '.join(dict.fromkeys(failed))} – not so on {day(self.occasion.opening.day)}" if failed else ""
        return f"Does not apply{why}."

    def _needs_judgement(self) -> str:
        asks = [question.ask for question in self.rule.judge]
        if self.rule.only_asks:
            return f"To be judged: {' '.join(asks)}"
        if self.verdict.met_on is None and self.rule.unmet == "needs_judgement":
            return f"{self._gap()} {asks[0] if asks else self.rule.question}"
        return f"{self._evidence_words()}{self._due_words()}. To be judged: {' '.join(asks) or self.rule.question}"


def _departed(departed: Departed) -> str:
    """Who departed from a duty, why, who agreed, and until when."""
    row = departed.row
    when = f" on {row.date.day} {row.date:%b %Y}" if row.date else ""
    agreed = departed.lacks or f"agreed by {row.agreed_by}"
    until = f" Holds until {row.expires.day} {row.expires:%b %Y}." if row.expires else ""
    return f"Departed from by {row.by}{when}: {row.reason.rstrip('. ')}. {agreed[:1].upper()}{agreed[1:]}.{until}"


_LINES = {"above": "above the line", "below": "below the line", "not_relevant": "not relevant"}


def cannot_tell(blanks: Sequence[str]) -> str:
    """The sentence for a blank: what would have to be recorded, or seen, before the record can tell."""
    return f"The record cannot tell. Not recorded or not in the export: {'; '.join(blanks) or 'what it turns on'}."


def _within(length: Duration | None) -> str:
    return str(length) if length else "the time set"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _is_limit(expected: Expected) -> bool:
    return isinstance(expected, Limit)


def wanted_leaves(expected: Expected) -> Iterator[Wanted | Limit]:
    """The things expected, those left out that are certainly not expected here."""
    if isinstance(expected, Together):
        for part in expected.parts:
            if part.truth is not FALSE:
                yield from wanted_leaves(part.expected)
    else:
        yield expected


def not_recorded(occasion: Occasion) -> list[str]:
    """The nouns of what is expected and has no sure evidence up to the as-of date."""
    return list(dict.fromkeys(_lacking(occasion.expected, occasion.counts_from)))


def _lacking(expected: Expected, counts_from: int) -> list[str]:
    match expected:
        case Limit():
            return [expected.noun] if expected.allowed is not None and expected.sure > expected.allowed else []
        case Wanted():
            found = sum(each.truth is TRUE and each.day >= counts_from for each in expected.evidence)
            return [expected.noun] if found < (1 if expected.needed is None else expected.needed) else []
        case Together():
            parts = [_lacking(part.expected, counts_from) for part in expected.parts if part.truth is not FALSE]
            if expected.form == "all":
                return [noun for part in parts for noun in part]
            return [" or ".join(dict.fromkeys(noun for part in parts for noun in part))] if all(parts) else []


def discharging(occasion: Occasion) -> list[Evidence]:
    """The sure evidence, in order of day."""
    found = [each for leaf in wanted_leaves(occasion.expected) for each in leaf.evidence if each.truth is TRUE]
    return sorted(found, key=lambda each: each.day)


def missing(occasion: Occasion) -> list[str]:
    """What the record would have to hold to tell."""
    return list(dict.fromkeys(text for each in _open_for(occasion) for text in each.texts if text))


def wanting(occasion: Occasion) -> list[Want]:
    """Where in the record that would stand."""
    return list(dict.fromkeys(want for each in _open_for(occasion) for want in each.wants))


@dataclass(frozen=True, slots=True)
class _OpenFor:
    texts: Sequence[str]
    wants: Sequence[Want]


def _open_for(occasion: Occasion) -> Iterator[_OpenFor]:
    if occasion.relevant is UNKNOWN:
        yield _OpenFor(occasion.irrelevant_blanks, occasion.irrelevant_wants)
    yield _OpenFor([occasion.due_unknown], occasion.due_wants)
    yield from _open_in(occasion.expected)


def _open_in(expected: Expected) -> Iterator[_OpenFor]:
    if isinstance(expected, Together):
        for part in expected.parts:
            if part.truth is UNKNOWN:
                yield _OpenFor(part.why_unknown, part.wants)
            if part.truth is not FALSE:
                yield from _open_in(part.expected)
        return
    yield _OpenFor([expected.why_unknown], expected.wants)
    for each in expected.evidence:
        if each.truth is UNKNOWN:
            yield _OpenFor(each.blanks, each.wants)
    if isinstance(expected, Wanted):
        for blind in expected.blind:
            yield _OpenFor([blind.what], blind.wants)
