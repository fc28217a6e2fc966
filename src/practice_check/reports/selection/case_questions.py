"""The few questions that a manager will ask about a case, out of the many that a person could answer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from practice_check.audit.results import Finding
from practice_check.reports.selection.items import View

MOST = 6
#: Below this many, what matters less is asked too.
FEWEST = 4
_MOST_REASONS = 3
_SEVERITY = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Question:
    """``reasons``: what falls below the line, in the reports' words. ``finding``: what it is asked about."""

    ask: str
    title: str
    reasons: list[str]
    finding: Finding


def asked(view: View, findings: Iterable[Finding]) -> list[Question]:
    """Up to six questions, those first that matter most; one of each expectation, and of different criteria, first.

    They come from what a person must judge, and from what is recorded while its quality is open. What a manager asked
    for and nobody recorded as done comes before all. Beyond the first four only high severity is asked.
    """
    ranked = sorted((one for one in findings if _may_be_asked(view, one)), key=lambda one: _rank(view, one))
    questions = [
        Question(ask, view.title(one.rule), _reasons(view, one, ask), one)
        for one in ranked
        for ask in one.questions or [_own_question(view, one)]
    ]
    chosen: list[Question] = []
    for apart in (_same_criteria, _same_rule, _same_words):
        for question in questions:
            enough = len(chosen) >= (MOST if question.finding.severity == "high" else FEWEST)
            if not enough and not any(apart(view, question, other) for other in chosen):
                chosen.append(question)
    return sorted(chosen, key=questions.index)


def _may_be_asked(view: View, finding: Finding) -> bool:
    if _was_asked_for(view, finding):
        return True
    open_quality = finding.presence_only and bool(finding.questions)
    return finding.owner == "officer" and (finding.verdict == "needs_judgement" or open_quality)


def _was_asked_for(view: View, finding: Finding) -> bool:
    rule = view.rule(finding)
    return finding.verdict == "gap" and rule is not None and rule.desk == "improvement"


def _rank(view: View, finding: Finding) -> tuple[bool | int, ...]:
    """What was asked for; then severity, what must be judged, the present officer's, who is exposed, and the latest."""
    occasion, themes = finding.occasion, view.themes(finding)
    return (
        not _was_asked_for(view, finding),
        _SEVERITY[finding.severity],
        finding.verdict != "needs_judgement",
        finding.officer != finding.officer_now,
        not themes & {"child", "victim", "exposed"},
        -(occasion.opened or dt.date.min).toordinal(),
    )


def _own_question(view: View, finding: Finding) -> str:
    rule = view.rule(finding)
    return (rule.question if rule else None) or view.title(finding.rule)


def _reasons(view: View, finding: Finding, ask: str) -> list[str]:
    rule = view.rule(finding)
    return rule.reasons.get(ask, [])[:_MOST_REASONS] if rule else []


def _same_criteria(view: View, one: Question, other: Question) -> bool:
    mine, theirs = view.rule(one.finding), view.rule(other.finding)
    alike = mine is not None and theirs is not None and bool(mine.criteria) and mine.criteria == theirs.criteria
    return alike or _same_rule(view, one, other)


def _same_rule(view: View, one: Question, other: Question) -> bool:
    return one.finding.rule == other.finding.rule or _same_words(view, one, other)


def _same_words(_: View, one: Question, other: Question) -> bool:
    return one.ask == other.ask
