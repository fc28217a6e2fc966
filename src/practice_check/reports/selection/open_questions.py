"""A case as an assessor takes it up: rule by rule what the record shows, and what is left for a person to judge."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from practice_check.audit.results import VERDICTS, Evidence, Finding, Results, RuleInfo
from practice_check.reports import words
from practice_check.reports.selection.select import title_of
from practice_check.rulebook.model import VerdictWord

_MOST_TIMES = 5
_TO_BE_JUDGED = " To be judged: "


@dataclass(frozen=True)
class OpenQuestion:
    """``number``: which of the rule's questions, from 1; None: the rule as a whole, which has none of its own.

    ``needed``: without an answer the case is undecided; otherwise it is recorded, and the question is how well.
    """

    number: int | None
    text: str
    needed: bool
    reasons: list[str]


@dataclass(frozen=True)
class RuleInCase:
    """A rule with every time it bit in a case. ``verdict``: the first in the order of verdicts that any has."""

    rule: str
    title: str
    outcome: str
    verdict: VerdictWord
    times: list[Finding]
    questions: list[OpenQuestion] = field(default_factory=list)

    @property
    def asks(self) -> int:
        """0 where an answer is needed, 1 where one can say how well, 2 where there is nothing to answer."""
        if any(question.needed for question in self.questions):
            return 0
        return 1 if self.questions else 2

    @property
    def shown(self) -> str:
        return words.verdict(next(each for each in self.times if each.verdict == self.verdict))

    @property
    def messages(self) -> list[str]:
        """What the record shows, each thing in one line, without the questions."""
        return self._all_messages[:_MOST_TIMES]

    @property
    def more(self) -> int:
        """How many messages there are beside those."""
        return max(len(self._all_messages) - _MOST_TIMES, 0)

    @cached_property
    def _all_messages(self) -> list[str]:
        return list(dict.fromkeys(_without_questions(each) for each in self.times))

    @property
    def evidence(self) -> list[Evidence]:
        """The entries that were seen, each once, the latest last."""
        seen = {(item.entry, item.date, item.source): item for each in self.times for item in each.evidence}
        return sorted(seen.values(), key=lambda item: (item.date is not None, item.date, item.entry))


def rules_of(results: Results, findings: Iterable[Finding]) -> list[RuleInCase]:
    """The rules that bite in a case, outcome by outcome: first those that need an answer; none that does not apply."""
    times: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.verdict != "not_applicable" and finding.rule:
            times.setdefault(finding.rule, []).append(finding)
    found = [_rule(results, rule, of_rule) for rule, of_rule in times.items()]
    order = {outcome: place for place, outcome in enumerate(words.OUTCOMES)}
    return sorted(found, key=lambda each: (order.get(each.outcome, len(order)), each.outcome, each.asks, each.title))


def _rule(results: Results, rule: str, times: Sequence[Finding]) -> RuleInCase:
    verdicts = {finding.verdict for finding in times}
    verdict = next(word for word in VERDICTS if word in verdicts)
    info = results.rules[rule]
    ordered = sorted(times, key=_order)
    return RuleInCase(rule, title_of(results, rule), info.outcome, verdict, ordered, _open(info, times))


def _order(finding: Finding) -> tuple[int, dt.date]:
    """What is worst first, and of that the earliest."""
    return VERDICTS.index(finding.verdict), finding.occasion.opened or dt.date.min


def _open(info: RuleInfo, times: Sequence[Finding]) -> list[OpenQuestion]:
    """The questions of a rule that nobody has answered, where an answer can tell something.

    Where one of the times is below the line, so is the case, whatever is answered about the others: nothing is needed.
    """
    open_ = any(each.verdict in ("needs_judgement", "cannot_tell") for each in times)
    if not open_ and not any(each.presence_only for each in times):
        return []
    needed = open_ and not any(each.line == "below" for each in times)
    asked = next((each.questions for each in times if each.questions), [])
    if not asked:
        return [OpenQuestion(None, info.question or info.title, needed, [])]
    return [OpenQuestion(number, ask, needed, info.reasons.get(ask, [])) for number, ask in enumerate(asked, start=1)]


def _without_questions(finding: Finding) -> str:
    message = finding.message.partition(_TO_BE_JUDGED)[0]
    for question in finding.questions:
        message = message.replace(question, "").strip()
    return message
