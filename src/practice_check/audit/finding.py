"""An occasion and its verdict as a finding: message, evidence, reasoning, who owed it, and a stable fingerprint."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from practice_check.audit.departures import Came, came_of
from practice_check.audit.results import Evidence, Finding, OccasionInfo, Reason
from practice_check.audit.roots import Root
from practice_check.occasions.occasion import NoOccasion, Occasion
from practice_check.records.model import OfficerPeriod
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER, as_date
from practice_check.timeline.truth import Truth
from practice_check.verdicts.decide import Verdict, days_late
from practice_check.verdicts.line import line_of, presence_only
from practice_check.verdicts.messages import Sentence, cannot_tell, day, missing, wanted_leaves
from practice_check.vocabulary.conditions import Reading

CAME: dict[Truth, Literal["true", "false", "unknown"]] = {
    Truth.TRUE: "true",
    Truth.FALSE: "false",
    Truth.UNKNOWN: "unknown",
}


@dataclass(frozen=True)
class FindingBuilder:
    rulebook: Rulebook
    case: CaseInTime
    reading: Reading
    roots: Mapping[str, Root]

    def of_occasion(self, rule: m.Rule, occasion: Occasion, verdict: Verdict, missed: int | None) -> Finding:
        root = self.roots.get(rule.id) if verdict.word in ("gap", "cannot_tell") else None
        owed = min(occasion.due, self.case.as_of)
        return Finding(
            crn=self.case.record.crn,
            event_number=self.case.record.event_number,
            rule=rule.id,
            verdict=verdict.word,
            severity=self._severity(rule, occasion, verdict),
            owner=rule.owner,
            officer=self._officer_on(owed),
            officer_now=self._officer_on(self.case.as_of),
            team=self.case.record.team,
            remediable=rule.remediable,
            root=root.first if root else None,
            occasion=OccasionInfo(
                opened=as_date(occasion.opening.day),
                due=as_date(occasion.due),
                met_on=as_date(verdict.met_on) if verdict.met_on else None,
                days_late=days_late(occasion, verdict.met_on) if verdict.word == "met_late" else None,
                missed=missed,
                opened_by=occasion.opening.noun or None,
            ),
            message=Sentence(rule, occasion, verdict, missed, self.case.as_of).text(),
            do=rule.do if verdict.word in ("gap", "due", "cannot_tell", "needs_judgement") else None,
            evidence=self._evidence(occasion, verdict),
            missing=missing(occasion) if verdict.word == "cannot_tell" else [],
            could_be=list(verdict.could_be),
            because=root.because if root else None,
            decided_by=verdict.decided_by,
            fingerprint=self._fingerprint(rule.id, occasion),
            reasoning=self._reasoning(occasion, verdict),
            consequence_of=root.first if root else None,
            questions=[question.ask for question in rule.judge] if verdict.word != "not_applicable" else [],
            where_to_record=rule.where_to_record,
            about=occasion.opening.about or None,
            line=line_of(rule, verdict),
            presence_only=presence_only(rule, verdict),
        )

    def of_none(self, rule: m.Rule, none: NoOccasion) -> Finding:
        """The one finding of a rule that found no occasion in the case."""
        root = self.roots.get(rule.id) if none.blind else None
        word: m.VerdictWord = "cannot_tell" if none.blind else "not_applicable"
        return Finding(
            crn=self.case.record.crn,
            event_number=self.case.record.event_number,
            rule=rule.id,
            verdict=word,
            severity=rule.severity,
            owner=rule.owner,
            officer=self._officer_on(self.case.as_of),
            officer_now=self._officer_on(self.case.as_of),
            team=self.case.record.team,
            remediable=rule.remediable,
            root=root.first if root else None,
            message=cannot_tell(none.blind) if none.blind else f"Does not apply: {none.why}.",
            do=rule.do if none.blind else None,
            missing=list(none.blind),
            could_be=["gap" if rule.unmet == "gap" else "needs_judgement", "met_late", "met", "due", "not_applicable"]
            if none.blind
            else [],
            because=root.because if root else None,
            decided_by="record",
            fingerprint=self._fingerprint(rule.id, None),
            consequence_of=root.first if root else None,
            where_to_record=rule.where_to_record,
            line="undecided" if none.blind else None,
        )

    def _severity(self, rule: m.Rule, occasion: Occasion, verdict: Verdict) -> m.Severity:
        if occasion.outer is not None and verdict.word in ("gap", "met_late"):
            reached = verdict.met_on if verdict.met_on is not None else self.case.as_of
            if reached > occasion.outer:
                return "high"
        return rule.severity

    def _officer_on(self, number: int) -> str | None:
        """The officer responsible on the day: the last whose time covers it, else the case's own."""
        found = None
        for row in self.case.rows("officers"):
            if isinstance(row, OfficerPeriod) and row.start and row.start.toordinal() <= number:
                end = row.end.toordinal() if row.end else NEVER
                if number < end:
                    found = row.officer
        return found or self.case.record.officer

    def _evidence(self, occasion: Occasion, verdict: Verdict) -> list[Evidence]:
        """What opened it, and what was seen for it: up to the entry that discharged it, where one did."""
        opener = occasion.opening.found
        seen = (
            [Evidence(entry=occasion.opening.noun, date=as_date(opener.day), source=opener.row.source)]
            if opener
            else []
        )
        last = NEVER if verdict.met_on is None else verdict.met_on
        for leaf in wanted_leaves(occasion.expected):
            for each in leaf.evidence:
                if occasion.counts_from <= each.day <= last:
                    seen.append(Evidence(entry=each.noun, date=as_date(each.day), source=each.source))
        seen += [Evidence(entry=each.noun, date=as_date(each.day), source=each.source) for each in occasion.exceptions]
        if verdict.decided_by == "exception":
            rows = [each.row for each in occasion.departures if each.holds]
            seen += [Evidence(entry="departure", date=row.date, source=row.source) for row in rows]
        return list(dict.fromkeys(seen))

    def _reasoning(self, occasion: Occasion, verdict: Verdict) -> list[Reason]:
        opening = occasion.opening
        steps = [
            Reason(text=f"Opened on {day(opening.day)}: {opening.noun or opening.kind}", came_to=CAME[opening.truth])
        ]
        steps += [Reason(text=each.text, came_to=CAME[each.truth]) for each in occasion.conditions]
        if occasion.judged_under is not None:
            steps.append(Reason(text=f"Judged under event {occasion.judged_under}, the leading order that day"))
        elif occasion.relevant is not Truth.FALSE:
            within = f", within {occasion.within}" if occasion.within else ""
            steps.append(
                Reason(text=f"Due {day(occasion.due)}{within}", came_to="unknown" if occasion.due_unknown else "")
            )
            steps += [Reason(text=_stood_still(start, end)) for start, end in occasion.stopped]
            if occasion.counts_from and occasion.counts_from < opening.day:
                steps.append(Reason(text=f"Looks back to {day(occasion.counts_from)}"))
            if occasion.ends < NEVER and occasion.ends_why:
                steps.append(Reason(text=f"Owed until {day(occasion.ends)}: {occasion.ends_why}"))
        return steps + [Reason(text=_of_departure(each)) for each in came_of(occasion, verdict)]

    def _fingerprint(self, rule: str, occasion: Occasion | None) -> str:
        record = self.case.record
        parts = [record.crn, str(record.event_number), rule]
        if occasion is not None:
            parts += [occasion.opening.kind, str(occasion.opening.day), occasion.opening.key]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _of_departure(came: Came) -> str:
    where = f" ({came.row.source})" if came.row.source else ""
    what = {"used": "excuses it", "not_needed": "is not needed"}.get(came.to, "excuses nothing")
    return f"The departure by {came.row.by}{where} {what}{f': {came.why}' if came.why else ''}"


def _stood_still(start: int, end: int) -> str:
    until = f"until {day(end)}" if end < NEVER else "and still does"
    return f"The clock stood still from {day(start)} {until}" if start > 1 else f"The clock stood still {until}"
