"""The interview briefs: for each sampled case what its officer will want at hand when inspectors ask. One HTML page.

It judges nobody: what the record holds, in order of time; decisions and the reasons on record; what a person is left to
ask; and where the evidence is.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from practice_check.audit.parts import CaseHistory
from practice_check.audit.results import CaseSummary, Evidence, Finding, Results
from practice_check.audit.standing import folded
from practice_check.records.hidden import readable
from practice_check.records.model import CaseRecord, Row, tables
from practice_check.records.spelling import spelt
from practice_check.reports import words
from practice_check.reports.case_words import last_time, particulars
from practice_check.reports.html import page
from practice_check.reports.selection.open_questions import RuleInCase, rules_of
from practice_check.reports.selection.select import by_case, key_of
from practice_check.sampling import Sample, SampledCase

#: Columns that hold a reason in words, beside those of the decisions themselves.
_REASON = "_reason"
#: Not a reason of anybody in charge of the case.
_NOT_OURS = {"absence_reason"}
_MOST_ASKED = 4
_MOST_OPEN = 12
_SEVERITY = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Month:
    """``lines``: a lane and what stands in it, in words."""

    title: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Reasoned:
    """A decision or a direction, and the reason on record for it; ``reason`` None: none is recorded."""

    date: dt.date | None
    what: str
    reason: str | None
    who: str
    source: str | None


@dataclass(frozen=True)
class Asked:
    """What may be asked under one outcome: the rules with open questions, those first that matter most."""

    outcome: str
    first: list[RuleInCase]
    more: list[RuleInCase]


@dataclass(frozen=True)
class Brief:
    case: CaseSummary
    sampled: SampledCase
    history: CaseHistory | None
    months: list[Month]
    reasoned: list[Reasoned]
    asked: list[Asked]
    open: list[RuleInCase]
    more_open: list[RuleInCase]
    evidence: list[tuple[str, list[Evidence]]]

    @property
    def anchor(self) -> str:
        return f"{self.case.crn}-{self.case.event_number}"


def briefs(results: Results, sample: Sample, records: Iterable[CaseRecord]) -> bytes:
    """The page: a brief for each case of the sample that the run holds, in the sample's order."""
    return _page(results, sample, _briefs(results, sample, records))


def officers_briefs(
    results: Results, sample: Sample, records: Iterable[CaseRecord]
) -> Iterator[tuple[str | None, bytes]]:
    """By officer now a page of that officer's cases and of nobody else's; under None the cases without an officer."""
    by_officer: dict[str | None, list[Brief]] = {}
    for brief in _briefs(results, sample, records):
        by_officer.setdefault(brief.case.officer or None, []).append(brief)
    for officer in sorted(by_officer, key=lambda name: (name is not None, (name or "").casefold(), name)):
        yield officer, _page(results, sample, by_officer[officer])


def _page(results: Results, sample: Sample, made: Sequence[Brief]) -> bytes:
    return page.render(
        "brief.html",
        styles=("brief.css",),
        briefs=made,
        sample=sample,
        run=results.run,
        particulars=particulars,
        last_time=last_time,
    )


def _briefs(results: Results, sample: Sample, records: Iterable[CaseRecord]) -> list[Brief]:
    people: dict[str, list[CaseRecord]] = {}
    for record in records:
        people.setdefault(record.crn, []).append(record)
    cases = {key_of(case): case for case in results.cases}
    histories = {(each.crn, each.event_number): each for each in results.histories}
    findings = by_case(results)
    return [
        _brief(
            cases[sampled.key],
            sampled,
            histories.get(sampled.key),
            _rules(results, findings[sampled.key]),
            people.get(sampled.crn, []),
        )
        for sampled in sample.cases
        if sampled.key in cases
    ]


def _rules(results: Results, findings: Sequence[Finding]) -> tuple[list[RuleInCase], list[RuleInCase]]:
    """The rules of a case, and what of them is not recorded; what only follows from something else is left out."""
    roots = folded(findings)[0]
    return rules_of(results, roots), rules_of(results, [each for each in roots if each.verdict == "gap"])


def _brief(
    case: CaseSummary,
    sampled: SampledCase,
    history: CaseHistory | None,
    found: tuple[list[RuleInCase], list[RuleInCase]],
    records: Sequence[CaseRecord],
) -> Brief:
    rules, not_recorded = found
    open_ = sorted(not_recorded, key=_weight)
    return Brief(
        case=case,
        sampled=sampled,
        history=history,
        months=_months(history, sampled.start) if history else [],
        reasoned=_reasoned(records),
        asked=_asked(rules),
        open=open_[:_MOST_OPEN],
        more_open=open_[_MOST_OPEN:],
        evidence=_evidence(rules),
    )


def _weight(rule: RuleInCase) -> tuple[int, str]:
    return min(_SEVERITY[each.severity] for each in rule.times), rule.title


def _asked(rules: Sequence[RuleInCase]) -> list[Asked]:
    asked = []
    for outcome in dict.fromkeys(rule.outcome for rule in rules):
        ours = [rule for rule in rules if rule.outcome == outcome and rule.questions]
        ours.sort(key=lambda rule: (rule.asks, *_weight(rule)))
        if ours:
            asked.append(Asked(words.OUTCOMES.get(outcome, outcome), ours[:_MOST_ASKED], ours[_MOST_ASKED:]))
    return asked


def _evidence(rules: Sequence[RuleInCase]) -> list[tuple[str, list[Evidence]]]:
    """Each kind of entry that was seen, with where it stands, by name."""
    found: dict[str, dict[tuple[dt.date | None, str | None], Evidence]] = {}
    for item in (item for rule in rules for item in rule.evidence):
        found.setdefault(item.entry, {})[item.date, item.source] = item
    return [
        (entry, sorted(found[entry].values(), key=lambda item: (item.date or dt.date.min, item.source or "")))
        for entry in sorted(found, key=str.lower)
    ]


# ------------------------------------------------------------ the case in time


def _months(history: CaseHistory, start: dt.date | None) -> list[Month]:
    """What the history holds, month by month; what lies before the month of the start together, first."""
    first = start.replace(day=1) if start else dt.date.min
    told: dict[dt.date | None, dict[str, dict[str, list[dt.date]]]] = {}
    for date, lane, what in _happened(history):
        month = date.replace(day=1) if date >= first else None
        told.setdefault(month, {}).setdefault(lane, {}).setdefault(what, []).append(date)
    lanes = list(dict.fromkeys([*(span.lane for span in history.spans), *(mark.lane for mark in history.marks)]))
    return [
        Month(
            f"{month:%B %Y}" if month else "Before the start",
            [(lane, _in_lane(told[month][lane], short=month is not None)) for lane in lanes if lane in told[month]],
        )
        for month in sorted(told, key=lambda month: month or dt.date.min)
    ]


def _happened(history: CaseHistory) -> list[tuple[dt.date, str, str]]:
    """Each entry, and the beginning and the end of each period, by date: a sentence with {} for its days."""
    happened = [(mark.date, mark.lane, f"{_braced(mark.what)} ({{}})") for mark in history.marks]
    for span in history.spans:
        if span.start is not None:
            happened.append((span.start, span.lane, f"{_braced(span.what)} from {{}}"))
        if span.end is not None:
            happened.append((span.end, span.lane, f"{_braced(span.what)} until {{}}"))
    return sorted(happened)


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _in_lane(told: Mapping[str, Sequence[dt.date]], *, short: bool) -> str:
    return "; ".join(
        sentence.format(words.listed([words.day(day, short=short) for day in days])) for sentence, days in told.items()
    )


# ------------------------------------------------------------ decisions and reasons


def _reasoned(records: Sequence[CaseRecord]) -> list[Reasoned]:
    """Decisions, and every other entry with a reason in words, of all orders of the person, by date."""
    found: dict[tuple[object, ...], Reasoned] = {}
    for record in records:
        for decision in record.decisions or ():
            by = [decision.by or "", f"agreed by {spelt(decision.agreed_by)}" if decision.agreed_by else ""]
            one = Reasoned(
                decision.date,
                f"Decision about {spelt(decision.duty) if decision.duty else 'something not recorded'}",
                decision.reason and readable(decision.reason),
                ", ".join(filter(None, by)) or "not recorded",
                decision.source,
            )
            found.setdefault((one.date, one.what, one.reason), one)
        for table in tables():
            for row in getattr(record, table) or ():
                for one in _reasons_of(table, row):
                    found.setdefault((one.date, one.what, one.reason), one)
    return sorted(found.values(), key=lambda one: (one.date or dt.date.min, one.what))


def _reasons_of(table: str, row: Row) -> list[Reasoned]:
    names = [name for name in type(row).model_fields if name.endswith(_REASON) and name not in _NOT_OURS]
    values = dict(row)
    who = next((values[name] for name in ("assessor", "author", "reviewer", "officer") if values.get(name)), None)
    date = values.get("date") if isinstance(values.get("date"), dt.date) else None
    return [
        Reasoned(
            date,
            _capital(f"{spelt(table.removesuffix('s'))}: {spelt(name)}"),
            readable(str(values[name])),
            str(who or "not recorded"),
            row.source,
        )
        for name in names
        if values.get(name)
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
