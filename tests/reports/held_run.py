"""Results in memory, given case by case as a run on disk gives its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from practice_check.audit.checked import CheckedCase, checked_of, json_of
from practice_check.audit.data_problems import WrongData
from practice_check.audit.parts import Wanting
from practice_check.audit.results import Results
from practice_check.audit.stored.sums import CaseSum, Sums
from practice_check.reports.selection.select import by_case, key_of


class HeldRun:
    def __init__(self, results: Results) -> None:
        self._all = results
        self.head = results.model_copy(update={"cases": [], "findings": [], "histories": [], "wanting": []})
        self.sums = Sums()
        self.sums.add([CaseSum.of(case) for case in self.cases()], 0)
        self.sums.failed.clear()  # samples name a rule where a case was not checked, and mean no rule that failed

    def results(self) -> Results:
        found = self._all
        whole = {"cases": found.cases, "findings": found.findings, "histories": found.histories}
        return self.head.model_copy(update={**whole, "wanting": found.wanting})

    def wrong_data(self) -> WrongData:
        return replace(WrongData.of(self._all), head=self.head)

    def done(self) -> None:
        """Nothing of it lies anywhere."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing of it is open."""

    def wanting(self) -> Iterator[Wanting]:
        return iter(self._all.wanting)

    def cases(self) -> Iterator[CheckedCase]:
        findings = by_case(self._all)
        histories = {key_of(history): history for history in self._all.histories}
        for summary in self._all.cases:
            history = histories.get(key_of(summary))
            case = checked_of(summary, findings[key_of(summary)])
            case.history_json = json_of(history) if history else None
            case.not_applicable = dict(
                Counter(one.rule for one in findings[key_of(summary)] if one.verdict == "not_applicable")
            )
            yield case
