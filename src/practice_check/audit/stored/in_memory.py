"""A run, or a part of it, in memory: taken over case by case, so that nothing is held twice."""

from collections import Counter
from collections.abc import Sequence

from practice_check.audit.checked import CheckedCase
from practice_check.audit.data_problems import with_data_problems
from practice_check.audit.light import Light
from practice_check.audit.parts import CaseHistory, Wanting
from practice_check.audit.results import VERDICTS, CaseSummary, Finding, Results
from practice_check.audit.wanted import id_of, waits_for
from practice_check.rulebook.model import VerdictWord


class InMemory:
    """Takes cases in the order of the results; then says what they are together."""

    def __init__(self) -> None:
        self._light = Light()
        self._cases: list[CaseSummary] = []
        self._findings: list[Finding] = []
        self._histories: list[CaseHistory] = []
        self._counts: Counter[VerdictWord] = Counter()
        self._packs: dict[str, int] = {}
        self._not_applicable: Counter[str] = Counter()
        self._rules: set[str] = set()

    def add(self, case: CheckedCase) -> None:
        self._cases.append(case.summary())
        self._findings += map(self._light.finding, case.carried.bodies)
        history = case.history()
        if history is not None:
            self._histories.append(history)
        self._counts.update(case.counts)
        self._not_applicable.update(case.not_applicable)
        self._rules |= case.rules
        for pack in case.packs:
            self._packs[pack] = self._packs.get(pack, 0) + 1

    def whole(self, head: Results, wanting: list[Wanting]) -> Results:
        """All cases of the run that ``head`` is of."""
        return head.model_copy(update={**self._found(), "wanting": wanting})

    def part(self, head: Results, wanting: Sequence[Wanting]) -> Results:
        """Some of its cases, as a run of its own. ``wanting``: what was wanting of their people."""
        crns = {case.crn for case in self._cases}
        named = {one for finding in self._findings for one in waits_for(finding)}
        run = head.run.model_copy(
            update={
                "counts": {verdict: self._counts[verdict] for verdict in VERDICTS if verdict in self._counts},
                "packs": self._packs,
                "cases": len(self._cases),
                "cases_not_checked": sum(case.worst == "not_checked" for case in self._cases),
            }
        )
        part = {
            **self._found(),
            "run": run,
            "rules": {
                name: rule.model_copy(update={"not_applicable": self._not_applicable[name]})
                for name, rule in head.rules.items()
                if name in self._rules
            },
            "problems": [problem for problem in head.problems if problem.crn is None or problem.crn in crns],
            "wanting": [place for place in wanting if id_of(place) in named],
            "departures": [each for each in head.departures if each.crn in crns],
            "noted": [each for each in head.noted if each.crn in crns],
        }
        return with_data_problems(head.model_copy(update=part))

    def _found(self) -> dict[str, object]:
        return {"cases": self._cases, "findings": self._findings, "histories": self._histories}
