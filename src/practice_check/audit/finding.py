"""Findings as JSON: message, evidence, reasoning, who owed it, and a stable fingerprint.

They are written key by key as the ``Finding`` of the results says, since a caseload has a hundred of them for each
case: a model of each would take longer than all the rest of checking it.
"""

import hashlib

from practice_check.audit.checked import Carried
from practice_check.audit.departures import Came, came_of
from practice_check.audit.json_text import date, listed, quoted, text
from practice_check.audit.numbers import Numbers
from practice_check.audit.officers import Officers
from practice_check.audit.roots import Root
from practice_check.audit.rule_frame import CAME, RuleFrame
from practice_check.audit.rule_frame import step as _step
from practice_check.occasions.occasion import NoOccasion, Occasion
from practice_check.rulebook import model as m
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE
from practice_check.verdicts.decide import Verdict, days_late
from practice_check.verdicts.messages import cannot_tell, day, missing, seen_for, wanting
from practice_check.vocabulary.wanting import Want


class FindingWriter:
    """Writes the findings of one case, in the order in which they are to be carried.

    ``presence_only``: how many are above or late only by what is recorded. ``next_due``: the first day on which
    something falls due, or NEVER.
    """

    __slots__ = (
        "_as_of",
        "_case",
        "_endings",
        "_head",
        "_mark",
        "_middle",
        "_nouns",
        "_numbers",
        "_officer",
        "_officers",
        "_roots",
        "_several_orders",
        "carried",
        "next_due",
        "officer",
        "presence_only",
    )

    def __init__(self, case: CaseInTime, roots: dict[str, Root], numbers: Numbers) -> None:
        record = case.record
        self.carried = Carried()
        self.presence_only = 0
        self.next_due = NEVER
        self._case = case
        self._as_of = case.as_of
        self._roots = roots
        self._numbers = numbers
        self._officers = Officers(case.rows("officers"), record.officer)
        self._officer = self._officers.always_json
        self.officer = self._officers.on(case.as_of)
        self._several_orders = len(case.records) > 1
        # What many findings of the case say alike, once it was written.
        self._nouns: dict[str, str] = {}
        self._endings: dict[tuple[int, int, int], str] = {}
        self._head = f'{{"crn":{quoted(record.crn)},"event_number":{record.event_number},'
        self._middle = f',"officer_now":{text(self.officer)},"team":{text(record.team)},"remediable":'
        #: What the fingerprints of the case begin with.
        self._mark = hashlib.sha256(f"{record.crn}|{record.event_number}|".encode(), usedforsecurity=False)

    def of_occasion(self, frame: RuleFrame, occasion: Occasion, verdict: Verdict, missed: int | None) -> None:
        opening, word, as_of = occasion.opening, verdict.word, self._as_of
        opened, due, met_on = opening.day, occasion.due, verdict.met_on
        severity, root, late, blanks = frame.severity, None, "null", None
        absent = could_be = numbers = "[]"
        if word == "gap":
            severity = self._severity(frame, occasion, met_on)
            root = self._roots.get(frame.id)
        elif word == "met_late":
            severity = self._severity(frame, occasion, met_on)
            days = days_late(occasion, met_on)
            late = "null" if days is None else str(days)
        elif word == "cannot_tell":
            root = self._roots.get(frame.id)
            blanks = missing(occasion)
            absent, could_be = listed(blanks), listed(verdict.could_be)
            numbers = _numbers(self._numbered(wanting(occasion)))
        elif word == "due" and due < self.next_due:
            self.next_due = due
        said = frame.sentences.text(occasion, verdict, missed, as_of) if blanks is None else cannot_tell(blanks)
        first = because = "null"
        if root is not None:
            first, because = quoted(root.first), quoted(root.because)
        worded = frame.worded(verdict, severity)
        if worded.presence_only:
            self.presence_only += 1
        mark = self._mark.copy()
        mark.update(f"{frame.id}|{opening.kind}|{opened}|{opening.key}".encode())
        fingerprint = mark.hexdigest()[:16]
        owner = self._officer or self._officers.json_on(due if due < as_of else as_of)
        body = (
            f"{self._head}{worded.head}"
            f',"officer":{owner}{self._middle}{frame.remediable},"root":{first}'
            f',"occasion":{{"opened":{date(opened)},"due":{date(due)}'
            f',"met_on":{"null" if not met_on else date(met_on)}'
            f',"days_late":{late},"missed":{"null" if missed is None else str(missed)}'
            f',"opened_by":{self._noun(opening.noun) if opening.noun else "null"}}}'
            f',"message":{quoted(said)}'
            f',"do":{worded.do}'
            f',"evidence":[{self._evidence(occasion, verdict)}]'
            f',"missing":{absent},"could_be":{could_be},"because":{because},"decided_by":"{verdict.decided_by}"'
            f',"fingerprint":"{fingerprint}"'
            f',"reasoning":[{self._reasoning(frame, occasion, verdict)}]'
            f',"consequence_of":{first},"questions":{worded.questions}'
            f',"where_to_record":{frame.where_to_record},"about":{quoted(opening.about) if opening.about else "null"}'
            f"{worded.line}{numbers}}}"
        )
        if word == "gap":
            self.carried.gaps.append((len(self.carried.bodies), fingerprint, frame.rule.remediable))
        self.carried.bodies.append(body.encode())
        self._carry(frame, word, severity, root)

    def of_none(self, frame: RuleFrame, none: NoOccasion) -> None:
        """The one finding of a rule that found no occasion in the case."""
        rule, blind = frame.rule, none.blind
        root = self._roots.get(frame.id) if blind else None
        word: m.VerdictWord = "cannot_tell" if blind else "not_applicable"
        numbers = self._numbered(list(none.wants)) if none.wants else []
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
            f',"wanting":{_numbers(numbers)}}}'
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

    def _numbered(self, wants: list[Want]) -> list[int]:
        """The numbers of what the next finding lacks."""
        record = self._case.record
        numbers = self._numbers.of(wants, record.crn, record.event_number)
        if numbers:
            self.carried.wanting[len(self.carried.bodies)] = numbers
        return numbers

    def _severity(self, frame: RuleFrame, occasion: Occasion, met_on: int | None) -> m.Severity:
        """Of what was late or is not recorded."""
        outer = occasion.outer
        if outer is not None and (self._as_of if met_on is None else met_on) > outer:
            return "high"
        return frame.severity

    def _fingerprint(self, rule: str) -> str:
        mark = self._mark.copy()
        mark.update(rule.encode())
        return mark.hexdigest()[:16]

    def _evidence(self, occasion: Occasion, verdict: Verdict) -> str:
        """What opened it, and what was seen for it: up to the entry that discharged it, where one did."""
        opening = occasion.opening
        seen: list[str] = []
        found = opening.found
        if found is not None:
            seen.append(self._entry(opening.noun, found.day, found.row.source))
        first, last = occasion.counts_from, NEVER if verdict.met_on is None else verdict.met_on
        for each in seen_for(occasion.expected):
            if first <= each.day <= last:
                seen.append(self._entry(each.noun, each.day, each.source))
        for each in occasion.exceptions:
            seen.append(self._entry(each.noun, each.day, each.source))
        if verdict.decided_by == "exception":
            for departed in occasion.departures:
                if departed.holds:
                    row = departed.row
                    seen.append(self._entry("departure", row.date.toordinal() if row.date else NEVER, row.source))
        return ",".join(dict.fromkeys(seen)) if len(seen) > 1 else "".join(seen)

    def _entry(self, noun: str, on: int, source: str | None) -> str:
        """An entry of the record as evidence: its noun, its day and where it stands."""
        return f'{{"entry":{self._noun(noun)},"date":{date(on)},"source":{text(source)}}}'

    def _noun(self, noun: str) -> str:
        return self._nouns.get(noun) or self._quoted(noun)

    def _quoted(self, noun: str) -> str:
        found = self._nouns[noun] = quoted(noun)
        return found

    def _reasoning(self, frame: RuleFrame, occasion: Occasion, verdict: Verdict) -> str:
        opening, conditions = occasion.opening, occasion.conditions
        what = self._noun(opening.noun or opening.kind)
        steps = f'{{"text":"Opened on {day(opening.day)}: {what[1:-1]}","came_to":"{CAME[opening.truth]}"}}'
        if conditions:
            steps += frame.conditions(conditions)
        under = occasion.judged_under if self._several_orders else None
        if under is not None:
            steps += _step(f"Judged under event {under}, the leading order that day")
        elif occasion.relevant is not FALSE:
            within = occasion.within
            limit = "" if within is None else frame.in_words(within)
            unknown = "unknown" if occasion.due_unknown else ""
            steps += f',{{"text":"Due {day(occasion.due)}{limit}","came_to":"{unknown}"}}'
            if within is not None:
                for start, end in occasion.stopped:
                    steps += _step(_stood_still(start, end))
            if occasion.counts_from and occasion.counts_from < opening.day:
                steps += f',{{"text":"Looks back to {day(occasion.counts_from)}","came_to":""}}'
            if occasion.ends < NEVER:
                steps += self._owed_until(occasion)
        if occasion.departures:
            for one in came_of(occasion, verdict):
                steps += _step(_of_departure(one))
        return steps

    def _owed_until(self, occasion: Occasion) -> str:
        """The same for all that opened on one day and ended on another."""
        opening, ends = occasion.opening, occasion.ends
        known = self._endings.get((opening.day, opening.ends, ends))
        if known is None:
            why = occasion.ends_why
            known = _step(f"Owed until {day(ends)}: {why}") if why else ""
            self._endings[opening.day, opening.ends, ends] = known
        return known


def _numbers(numbers: list[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"


def _of_departure(came: Came) -> str:
    where = f" ({came.row.source})" if came.row.source else ""
    what = {"used": "excuses it", "not_needed": "is not needed"}.get(came.to, "excuses nothing")
    return f"The departure by {came.row.by}{where} {what}{f': {came.why}' if came.why else ''}"


def _stood_still(start: int, end: int) -> str:
    until = f"until {day(end)}" if end < NEVER else "and still does"
    return f"The clock stood still from {day(start)} {until}" if start > 1 else f"The clock stood still {until}"
