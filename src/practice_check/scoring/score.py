"""``score``: questions, then outcomes and criteria, then the same for groups of cases, and the prevalent factors."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import get_args

from practice_check.audit.results import CaseSummary, Finding, Results, RuleInfo
from practice_check.audit.results_file import require_whole
from practice_check.records.codes import Level
from practice_check.scoring import matrix
from practice_check.scoring.model import (
    CriterionScore,
    FactorRow,
    Group,
    OutcomeScore,
    QuestionScore,
    Range,
    Scores,
    Settings,
    Tally,
)
from practice_check.scoring.tallies import Key, answers, mean, of_cases, of_occasions, share

_NOT_SAID = "not recorded"


def score(runs: Sequence[Results], settings: Settings, published: Mapping[str, Mapping[str, int]]) -> Scores:
    """Scores the cases of the runs; a case that stands in several counts as in the run with the latest as-of date.

    ``published``: per cent by outcome and report, to stand beside. Raises PartialResultsError.
    """
    for run in runs:
        require_whole(run)
    ordered = sorted(runs, key=lambda run: run.run.as_of)
    cases: dict[Key, CaseSummary] = {}
    of_run: dict[Key, int] = {}
    rules: dict[str, RuleInfo] = {}
    packs: dict[str, int] = {}
    for number, run in enumerate(ordered):
        rules |= run.rules
        for case in run.cases:
            cases[case.crn, case.event_number] = case
            of_run[case.crn, case.event_number] = number
    for case in cases.values():
        if case.pack:
            packs[case.pack] = packs.get(case.pack, 0) + 1
    findings = [
        finding
        for number, run in enumerate(ordered)
        for finding in run.findings
        if of_run.get((finding.crn, finding.event_number)) == number
    ]
    scorer = _Scorer(rules, settings, published)
    questions = scorer.questions(findings)
    return Scores(
        settings=settings,
        packs=packs,
        cases=len(cases),
        cases_not_checked=sum(case.worst == "not_checked" for case in cases.values()),
        not_yet_due=sum(finding.verdict == "due" for finding in findings),
        outcomes=scorer.outcomes(questions),
        measures=[each for each in questions if each.kind == "measure"],
        questions=[each for each in questions if each.kind != "measure"],
        groups=[group for by in settings.by for group in scorer.groups(by, cases, findings)],
        factors=scorer.factors(findings),
    )


class _Scorer:
    def __init__(
        self, rules: Mapping[str, RuleInfo], settings: Settings, published: Mapping[str, Mapping[str, int]]
    ) -> None:
        self.rules = rules
        self.settings = settings
        self.published = published

    def questions(self, findings: Iterable[Finding]) -> list[QuestionScore]:
        found = answers(findings)
        return [self._question(rule, found[rule].values()) for rule in sorted(found) if rule in self.rules]

    def _question(self, rule: str, by_case: Iterable[Sequence[Finding]]) -> QuestionScore:
        info = self.rules[rule]
        by_case = list(by_case)
        cases, occasions = of_cases(by_case), of_occasions(by_case)
        return QuestionScore(
            rule=rule,
            question=info.question or info.title,
            kind=info.kind,
            outcome=info.outcome,
            criteria=matrix.scored(info.criteria),
            averaged=self._averaged(info),
            cases=cases,
            base=cases.base,
            score=self._share(cases),
            occasions=occasions,
            occasion_score=self._share(occasions),
        )

    def _averaged(self, info: RuleInfo) -> bool:
        if info.kind == "measure":
            return self.settings.with_measures
        return info.kind != "outcome" or self.settings.with_outcomes

    def _share(self, tally: Tally) -> Range:
        return share(tally, late_counts=self.settings.late_counts)

    def outcomes(self, questions: Sequence[QuestionScore]) -> list[OutcomeScore]:
        return [self._outcome(name, number, questions) for number, name in enumerate(matrix.OUTCOMES, 1)]

    def _outcome(self, name: str, number: int, questions: Sequence[QuestionScore]) -> OutcomeScore:
        mine = [
            each for each in questions if each.averaged and number in matrix.counts_for(each.outcome, each.criteria)
        ]
        criteria = self._criteria(number, mine)
        pooled = _pooled(mine)
        match self.settings.reading:
            case "questions":
                total = mean(each.score for each in mine)
            case "criteria":
                total = mean(each.score for each in criteria)
            case "answers":
                total = self._share(pooled)
        return OutcomeScore(
            outcome=name,
            title=matrix.OUTCOMES[name],
            questions=len(mine),
            answers=pooled,
            base=pooled.base,
            score=total,
            criteria=criteria,
            published=dict(self.published.get(name, {})),
        )

    def _criteria(self, number: int, mine: Sequence[QuestionScore]) -> list[CriterionScore]:
        """Its criteria in order; questions of an outcome that name none of its criteria stand together as the last.

        Each is scored as the outcome is: the mean of its questions, or the share of all their answers.
        """
        found: dict[str, list[QuestionScore]] = {}
        for each in mine:
            for criterion in [name for name in each.criteria if name.startswith(f"{number}.")] or [""]:
                found.setdefault(criterion, []).append(each)
        return [
            CriterionScore(
                criterion=criterion,
                title=matrix.CRITERIA.get(criterion, "without a criterion of their own"),
                questions=len(found[criterion]),
                score=self._together(found[criterion]),
            )
            for criterion in sorted(found, key=lambda name: (name == "", name))
        ]

    def _together(self, questions: Sequence[QuestionScore]) -> Range:
        if self.settings.reading == "answers":
            return self._share(_pooled(questions))
        return mean(each.score for each in questions)

    def groups(self, by: str, cases: Mapping[Key, CaseSummary], findings: Sequence[Finding]) -> list[Group]:
        """The groups by name, levels from low to high: no order of merit. Of a small one only the size is given."""
        members: dict[str, set[Key]] = {}
        for key, case in cases.items():
            members.setdefault(_value(case, by), set()).add(key)
        groups = []
        for value in sorted(members, key=_place):
            inside = [each for each in findings if (each.crn, each.event_number) in members[value]]
            enough = len(members[value]) >= self.settings.smallest_group
            outcomes = self.outcomes(self.questions(inside)) if enough else []
            groups.append(Group(by=by, value=value, cases=len(members[value]), outcomes=outcomes))
        return groups

    def factors(self, findings: Iterable[Finding]) -> list[FactorRow]:
        """The prevalent factors, the most frequent first: one answer a factor and case in each column.

        No share stands on fewer cases than the smallest group has.
        """
        columns: dict[str, dict[str, dict[Key, list[Finding]]]] = {"factor-interventions": {}, "factor-progress": {}}
        found: dict[str, set[Key]] = {}
        for finding in findings:
            info = self.rules.get(finding.rule)
            if (
                info is None
                or info.tabled_as not in columns
                or not finding.about
                or finding.verdict == "not_applicable"
            ):
                continue
            key = (finding.crn, finding.event_number)
            found.setdefault(finding.about, set()).add(key)
            if finding.line is not None:
                columns[info.tabled_as].setdefault(finding.about, {}).setdefault(key, []).append(finding)
        rows = [
            FactorRow(
                factor=factor,
                cases=len(keys),
                interventions=self._of_enough(columns["factor-interventions"].get(factor, {})),
                progress=self._of_enough(columns["factor-progress"].get(factor, {})),
            )
            for factor, keys in found.items()
        ]
        return sorted(rows, key=lambda row: (-row.cases, row.factor))

    def _of_enough(self, by_case: Mapping[Key, Sequence[Finding]]) -> Range:
        tally = of_cases(by_case.values())
        return self._share(tally if tally.base >= self.settings.smallest_group else Tally())


def _pooled(questions: Iterable[QuestionScore]) -> Tally:
    return reduce(Tally.plus, (each.cases for each in questions), Tally())


def _value(case: CaseSummary, by: str) -> str:
    match by:
        case "rosh":
            value: object = case.level
        case "disability":
            value = None if case.disability is None else "yes" if case.disability else "no"
        case _:
            value = getattr(case, by.replace("-", "_"))
    return str(value) if value not in (None, "") else _NOT_SAID


def _place(value: str) -> tuple[bool, int, str]:
    """Levels in their order, other values by name, what is not recorded last."""
    levels = get_args(Level)
    return (value == _NOT_SAID, levels.index(value) if value in levels else 0, value)
