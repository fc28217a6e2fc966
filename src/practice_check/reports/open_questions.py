"""A case as an assessor takes it up: rule by rule what the record shows, and what is left for a person to judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from practice_check.audit.results import VERDICTS, Evidence, Finding, Results, RuleInfo
from practice_check.reports import words
from practice_check.reports.select import title_of
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
    def shown(self) -> str:
        return words.verdict(next(each for each in self.times if each.verdict == self.verdict))

    @property
    def messages(self) -> list[str]:
        """What the record shows, each time in one line, without the questions."""
        return [_without_questions(each) for each in self.times[:_MOST_TIMES]]

    @property
    def more(self) -> int:
        return max(len(self.times) - _MOST_TIMES, 0)

    @property
    def evidence(self) -> list[Evidence]:
        """The entries that were seen, each once, the latest last."""
        seen = {(item.entry, item.date, item.source): item for each in self.times for item in each.evidence}
        return sorted(seen.values(), key=lambda item: (item.date is not None, item.date, item.entry))


def rules_of(results: Results, findings: Iterable[Finding]) -> list[RuleInCase]:
    """The rules that bite in a case, outcome by outcome; those that do not apply are left out."""
    times: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.verdict != "not_applicable" and finding.rule:
            times.setdefault(finding.rule, []).append(finding)
    found = [_rule(results, rule, of_rule) for rule, of_rule in times.items()]
    order = list(words.OUTCOMES)
    return sorted(found, key=lambda each: (order.index(each.outcome), each.title))


def _rule(results: Results, rule: str, times: Sequence[Finding]) -> RuleInCase:
    verdicts = {finding.verdict for finding in times}
    verdict = next(word for word in VERDICTS if word in verdicts)
    info = results.rules[rule]
    ordered = sorted(times, key=lambda each: (each.occasion.opened is not None, each.occasion.opened))
    return RuleInCase(rule, title_of(results, rule), info.outcome, verdict, ordered, _open(info, times))


def _open(info: RuleInfo, times: Sequence[Finding]) -> list[OpenQuestion]:
    """The questions of a rule that nobody has answered, where an answer can tell something."""
    needed = any(each.verdict in ("needs_judgement", "cannot_tell") for each in times)
    if not needed and not any(each.presence_only for each in times):
        return []
    asked = next((each.questions for each in times if each.questions), [])
    if not asked:
        return [OpenQuestion(None, info.question or info.title, needed, [])]
    return [OpenQuestion(number, ask, needed, info.reasons.get(ask, [])) for number, ask in enumerate(asked, start=1)]


def _without_questions(finding: Finding) -> str:
    message = finding.message.partition(_TO_BE_JUDGED)[0]
    for question in finding.questions:
        message = message.replace(question, "").strip()
    return message
