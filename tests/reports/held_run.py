"""Results in memory, given case by case as a run on disk gives its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from practice_check.audit.checked import CheckedCase, checked_of, json_of
from practice_check.audit.parts import Wanting
from practice_check.audit.results import Results
from practice_check.reports.selection.select import by_case, key_of


@dataclass(frozen=True)
class HeldRun:
    results: Results

    @property
    def head(self) -> Results:
        return self.results.model_copy(update={"cases": [], "findings": [], "histories": [], "wanting": []})

    def wanting(self) -> Iterator[Wanting]:
        return iter(self.results.wanting)

    def cases(self) -> Iterator[CheckedCase]:
        findings = by_case(self.results)
        histories = {key_of(history): history for history in self.results.histories}
        for summary in self.results.cases:
            history = histories.get(key_of(summary))
            case = checked_of(summary, findings[key_of(summary)])
            case.history_json = json_of(history) if history else None
            case.not_applicable = dict(
                Counter(one.rule for one in findings[key_of(summary)] if one.verdict == "not_applicable")
            )
            yield case

    def teams(self) -> list[tuple[str | None, int]]:
        return list(Counter(case.team for case in self.results.cases).items())

    def of_team(self, team: str | None) -> Iterator[CheckedCase]:
        return (case for case in self.cases() if case.team == team)
