"""A run, or a part of it, in memory: taken over case by case, so that nothing is held twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from practice_check.audit.checked import CheckedCase
from practice_check.audit.data_problems import WrongData, with_groups
from practice_check.audit.data_waiting import OpenOfPerson, open_by_person
from practice_check.audit.light import Light
from practice_check.audit.parts import CaseHistory, Wanting
from practice_check.audit.results import VERDICTS, CaseSummary, Finding, Results
from practice_check.audit.wanted import id_of, numbered
from practice_check.rulebook.model import VerdictWord


class InSums:
    """Takes the cases of each person, in the order of the results; then says what is wrong with the data of all of
    them, and what they are together as a run of their own."""

    def __init__(self) -> None:
        self._people: list[OpenOfPerson] = []
        self._wanting: list[bytes] = []
        self._officers: dict[tuple[str, int], str | None] = {}
        self._cases = self._not_checked = 0
        self._counts: Counter[VerdictWord] = Counter()
        self._packs: dict[str, int] = {}
        self._not_applicable: Counter[str] = Counter()
        self._rules: set[str] = set()

    def add(self, cases: Sequence[CheckedCase], wanting: Iterable[bytes]) -> None:
        """``wanting``: as JSON, what was wanting of the person."""
        self._people += open_by_person(cases)
        self._wanting += wanting
        self._cases += len(cases)
        for case in cases:
            self._officers[case.key] = case.officer
            self._not_checked += case.worst == "not_checked"
            self._counts.update(case.counts)
            self._not_applicable.update(case.not_applicable)
            self._rules |= case.rules
            for pack in case.packs:
                self._packs[pack] = self._packs.get(pack, 0) + 1

    def whole(self, head: Results) -> WrongData:
        """All cases of the run that ``head`` is of."""
        return WrongData(head, list(named_once(self._wanting)), self._people, self._officers)

    def part(self, head: Results) -> WrongData:
        """Some of its cases, as a run of its own."""
        crns = {crn for crn, _ in self._officers}
        named = {
            numbered(each.crn, number)
            for each in self._people
            for _, _, _, numbers, _ in each.open
            for number in numbers
        }
        run = head.run.model_copy(
            update={
                "counts": {verdict: self._counts[verdict] for verdict in VERDICTS if verdict in self._counts},
                "packs": self._packs,
                "cases": self._cases,
                "cases_not_checked": self._not_checked,
            }
        )
        part = {
            "run": run,
            "rules": {
                name: rule.model_copy(update={"not_applicable": self._not_applicable[name]})
                for name, rule in head.rules.items()
                if name in self._rules
            },
            "problems": [problem for problem in head.problems if problem.crn is None or problem.crn in crns],
            "departures": [each for each in head.departures if each.crn in crns],
            "noted": [each for each in head.noted if each.crn in crns],
        }
        wanting = [place for place in named_once(self._wanting) if id_of(place) in named]
        whole = with_groups(head.model_copy(update=part), wanting, self._people)
        return WrongData(whole, wanting, self._people, self._officers)


class InMemory:
    """The same, with all that was found of them."""

    def __init__(self) -> None:
        self._light = Light()
        self._sums = InSums()
        self._cases: list[CaseSummary] = []
        self._findings: list[Finding] = []
        self._histories: list[CaseHistory] = []

    def add(self, cases: Sequence[CheckedCase], wanting: Iterable[bytes]) -> None:
        self._sums.add(cases, wanting)
        for case in cases:
            self._cases.append(case.summary())
            self._findings += map(self._light.finding, case.carried.bodies)
            history = case.history()
            if history is not None:
                self._histories.append(history)

    def whole(self, head: Results) -> Results:
        return self._with_all(self._sums.whole(head))

    def part(self, head: Results) -> Results:
        return self._with_all(self._sums.part(head))

    def _with_all(self, data: WrongData) -> Results:
        found = {"cases": self._cases, "findings": self._findings, "histories": self._histories}
        return data.head.model_copy(update={**found, "wanting": list(data.wanting)})


def named_once(wanting: Iterable[bytes]) -> Iterator[Wanting]:
    """What was wanting, from JSON; what the whole export lacks, which is named by each person, at the first of them."""
    of_the_export: set[int] = set()
    for place in map(Wanting.model_validate_json, wanting):
        if place.crn is None:
            if place.number in of_the_export:
                continue
            of_the_export.add(place.number)
        yield place
