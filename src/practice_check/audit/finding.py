"""Findings as JSON: message, evidence, reasoning, who owed it, and a stable fingerprint.

They are written key by key as the ``Finding`` of the results says, since a caseload has a hundred of them for each
case: a model of each would take longer than all the rest of checking it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from practice_check.audit.checked import Carried
from practice_check.audit.departures import Came, came_of
from practice_check.audit.json_text import date, listed, quoted, text
from practice_check.audit.numbers import Numbers
from practice_check.audit.officers import Officers
from practice_check.audit.roots import Root
from practice_check.audit.rule_frame import RuleFrame
from practice_check.occasions.occasion import NoOccasion, Occasion
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.verdicts.decide import Verdict, days_late
from practice_check.verdicts.line import line_of, presence_only
from practice_check.verdicts.messages import cannot_tell, day, missing, wanted_leaves, wanting
from practice_check.vocabulary.wanting import Want

_LINES = {line: text(line) for line in ("above", "late", "below", "undecided", None)}
_CAME = {FALSE: "false", UNKNOWN: "unknown", TRUE: "true"}
#: Steps of a reasoning that are kept, of each kind.
_STEPS = 1 << 14
_TO_DO = frozenset({"gap", "due", "cannot_tell", "needs_judgement"})


class FindingWriter:
    """Writes the findings of one case, in the order in which they are to be carried.

    ``presence_only``: how many are above or late only by what is recorded. ``next_due``: the first day on which
    something falls due, or NEVER.
    """

    __slots__ = (
        "_as_of",
        "_case",
        "_head",
        "_mark",
        "_middle",
        "_numbers",
        "_officers",
        "_roots",
        "carried",
        "next_due",
        "officer",
        "presence_only",
    )

    def __init__(self, case: CaseInTime, roots: Mapping[str, Root], numbers: Numbers) -> None:
        record = case.record
        self.carried = Carried()
        self.presence_only = 0
        self.next_due = NEVER
        self._case = case
        self._as_of = case.as_of
        self._roots = roots
        self._numbers = numbers
        self._officers = Officers(case.rows("officers"), record.officer)
        self.officer = self._officers.on(case.as_of)
        self._head = f'{{"crn":{quoted(record.crn)},"event_number":{record.event_number},'
        self._middle = f',"officer_now":{text(self.officer)},"team":{text(record.team)},"remediable":'
        self._mark = f"{record.crn}|{record.event_number}|"

    def of_occasion(self, frame: RuleFrame, occasion: Occasion, verdict: Verdict, missed: int | None) -> None:
        rule, opening, word = frame.rule, occasion.opening, verdict.word
        as_of, due, met_on = self._as_of, occasion.due, verdict.met_on
        severity = self._severity(frame, occasion, verdict)
        untold = word == "cannot_tell"
        root = self._roots.get(frame.id) if untold or word == "gap" else None
        numbers = self._numbered(wanting(occasion)) if untold else []
        of_presence = presence_only(rule, verdict)
        self.presence_only += of_presence
        if word == "due" and due < self.next_due:
            self.next_due = due
        came = came_of(occasion, verdict) if occasion.departures else []
        late = days_late(occasion, met_on) if word == "met_late" else None
        first = quoted(root.first) if root is not None else "null"
        officer = self._officers.json_on(due if due < as_of else as_of)
        met = date(met_on) if met_on else "null"
        body = (
            f"{self._head}{frame.head(word, severity)}"
            f',"officer":{officer}{self._middle}{frame.remediable},"root":{first}'
            f',"occasion":{{"opened":{date(opening.day)},"due":{date(due)},"met_on":{met}'
            f',"days_late":{"null" if late is None else late},"missed":{"null" if missed is None else missed}'
            f',"opened_by":{text(opening.noun or None)}}}'
            f',"message":{quoted(frame.sentences.text(occasion, verdict, missed, as_of))}'
            f',"do":{frame.do if word in _TO_DO else "null"}'
            f',"evidence":[{",".join(_evidence(occasion, verdict))}]'
            f',"missing":{listed(missing(occasion)) if untold else "[]"}'
            f',"could_be":{listed(verdict.could_be) if untold else "[]"}'
            f',"because":{quoted(root.because) if root is not None else "null"},"decided_by":"{verdict.decided_by}"'
            f',"fingerprint":"{self._fingerprint(frame.id, opening.kind, opening.day, opening.key)}"'
            f',"reasoning":[{",".join(_reasoning(occasion, came))}]'
            f',"consequence_of":{first},"questions":{frame.questions if word != "not_applicable" else "[]"}'
            f',"where_to_record":{frame.where_to_record},"about":{text(opening.about or None)}'
            f',"line":{_LINES[line_of(rule, verdict)]},"presence_only":{"true" if of_presence else "false"}'
            f',"wanting":[{",".join(map(str, numbers))}]}}'
        )
        self.carried.bodies.append(body.encode())
        self._carry(frame, word, severity, root)

    def of_none(self, frame: RuleFrame, none: NoOccasion) -> None:
        """The one finding of a rule that found no occasion in the case."""
        rule, blind = frame.rule, none.blind
        root = self._roots.get(frame.id) if blind else None
        word: m.VerdictWord = "cannot_tell" if blind else "not_applicable"
        numbers = self._numbered(none.wants) if none.wants else []
        first = quoted(root.first) if root is not None else "null"
        could_be = ("gap" if rule.unmet == "gap" else "needs_judgement", "met_late", "met", "due", "not_applicable")
        body = (
            f"{self._head}{frame.head(word, frame.severity)}"
            f',"officer":{text(self.officer)}{self._middle}{frame.remediable},"root":{first}'
            ',"occasion":{"opened":null,"due":null,"met_on":null,"days_late":null,"missed":null,"opened_by":null}'
            f',"message":{quoted(cannot_tell(blind) if blind else f"Does not apply: {none.why}.")}'
            f',"do":{frame.do if blind else "null"},"evidence":[]'
            f',"missing":{listed(blind)},"could_be":{listed(could_be) if blind else "[]"}'
            f',"because":{quoted(root.because) if root is not None else "null"},"decided_by":"record"'
            f',"fingerprint":"{self._fingerprint(frame.id)}","reasoning":[]'
            f',"consequence_of":{first},"questions":[]'
            f',"where_to_record":{frame.where_to_record},"about":null'
            f',"line":{quoted("undecided") if blind else "null"},"presence_only":false'
            f',"wanting":[{",".join(map(str, numbers))}]}}'
        )
        self.carried.bodies.append(body.encode())
        self._carry(frame, word, frame.severity, root)

    def _carry(self, frame: RuleFrame, word: m.VerdictWord, severity: m.Severity, root: Root | None) -> None:
        carried = self.carried
        carried.verdicts.append(word)
        carried.rules.append(frame.id)
        carried.severities.append(severity)
        carried.owners.append(frame.owner)
        carried.roots.append(root.first if root is not None else None)

    def _numbered(self, wants: Sequence[Want]) -> list[int]:
        """The numbers of what the next finding lacks."""
        record = self._case.record
        numbers = self._numbers.of(wants, record.crn, record.event_number)
        if numbers:
            self.carried.wanting[len(self.carried.bodies)] = numbers
        return numbers

    def _severity(self, frame: RuleFrame, occasion: Occasion, verdict: Verdict) -> m.Severity:
        if verdict.word in {"gap", "met_late"}:
            outer = occasion.outer
            if outer is not None:
                reached = verdict.met_on if verdict.met_on is not None else self._as_of
                if reached > outer:
                    return "high"
        return frame.severity

    def _fingerprint(self, rule: str, *opened: str | int) -> str:
        parts = "|".join([rule, *map(str, opened)])
        return hashlib.sha256(f"{self._mark}{parts}".encode(), usedforsecurity=False).hexdigest()[:16]


def _evidence(occasion: Occasion, verdict: Verdict) -> list[str]:
    """What opened it, and what was seen for it: up to the entry that discharged it, where one did."""
    seen: dict[str, None] = {}
    opening = occasion.opening
    opener = opening.found
    if opener:
        seen[_one(opening.noun, opener.day, opener.row.source)] = None
    first, last = occasion.counts_from, NEVER if verdict.met_on is None else verdict.met_on
    for leaf in wanted_leaves(occasion.expected):
        for each in leaf.evidence:
            if first <= each.day <= last:
                seen[_one(each.noun, each.day, each.source)] = None
    for each in occasion.exceptions:
        seen[_one(each.noun, each.day, each.source)] = None
    if verdict.decided_by == "exception":
        for departed in occasion.departures:
            if departed.holds:
                row = departed.row
                seen[_one("departure", row.date.toordinal() if row.date else NEVER, row.source)] = None
    return list(seen)


def _one(noun: str, on: int, source: str | None) -> str:
    return f'{{"entry":{quoted(noun)},"date":{date(on)},"source":{text(source)}}}'


def _reasoning(occasion: Occasion, came: list[Came]) -> list[str]:
    opening, due = occasion.opening, occasion.due
    steps = [_opened(opening.day, opening.noun or opening.kind, opening.truth)]
    for each in occasion.conditions:
        steps.append(_condition(each.text, each.truth))
    under = occasion.judged_under
    if under is not None:
        steps.append(_step(f"Judged under event {under}, the leading order that day"))
    elif occasion.relevant is not FALSE:
        steps.append(_due(due, occasion.within, bool(occasion.due_unknown)))
        for start, end in occasion.stopped:
            steps.append(_step(_stood_still(start, end)))
        if occasion.counts_from and occasion.counts_from < opening.day:
            steps.append(_looks_back(occasion.counts_from))
        if occasion.ends < NEVER and (why := occasion.ends_why):
            steps.append(_owed_until(occasion.ends, why))
    for one in came:
        steps.append(_step(_of_departure(one)))
    return steps


# What many findings of a case, and of others, have word for word is written once.


@lru_cache(_STEPS)
def _opened(on: int, what: str, truth: Truth) -> str:
    return _step(f"Opened on {day(on)}: {what}", _CAME[truth])


@lru_cache(_STEPS)
def _condition(said: str, truth: Truth) -> str:
    return _step(said, _CAME[truth])


@lru_cache(_STEPS)
def _due(on: int, within: Duration | None, unknown: bool) -> str:
    return _step(f"Due {day(on)}{f', within {within}' if within else ''}", "unknown" if unknown else "")


@lru_cache(_STEPS)
def _looks_back(to: int) -> str:
    return _step(f"Looks back to {day(to)}")


@lru_cache(_STEPS)
def _owed_until(on: int, why: str) -> str:
    return _step(f"Owed until {day(on)}: {why}")


def _step(said: str, came_to: str = "") -> str:
    return f'{{"text":{quoted(said)},"came_to":"{came_to}"}}'


def _of_departure(came: Came) -> str:
    where = f" ({came.row.source})" if came.row.source else ""
    what = {"used": "excuses it", "not_needed": "is not needed"}.get(came.to, "excuses nothing")
    return f"The departure by {came.row.by}{where} {what}{f': {came.why}' if came.why else ''}"


def _stood_still(start: int, end: int) -> str:
    until = f"until {day(end)}" if end < NEVER else "and still does"
    return f"The clock stood still from {day(start)} {until}" if start > 1 else f"The clock stood still {until}"
