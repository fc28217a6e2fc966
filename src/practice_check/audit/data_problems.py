"""What is wrong with the data of a run, in groups, each tied to the verdicts that wait for its mending.

Two things come together here: what the readers could not read or doubt (``Results.problems``), and the blanks for which
a verdict is ``cannot_tell`` (``Results.wanting``). A blank that is there because a cell could not be read, a row was
left out or a sheet is not in the export belongs to that problem, and is not told twice.

What a group *frees* are the verdicts that wait for nothing outside it: mended, each of them is firm, unless what is
then recorded opens a new question. What only it and others together leave open counts among its ``verdicts``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from practice_check.audit import missing_words
from practice_check.audit.data_groups import DataGroups
from practice_check.audit.data_keys import Causes, GroupKey, key_of_blank, key_of_problem, place_of
from practice_check.audit.data_waiting import open_among, shares_of
from practice_check.audit.parts import DataProblem, Wanting
from practice_check.audit.results import Finding, Results
from practice_check.audit.wanted import WantingId, id_of, waits_for
from practice_check.ingest.problems import Problem


@dataclass(frozen=True)
class DataRow:
    """One cell, row or sheet of a group, as a sheet lists it. ``verdicts``: how many wait for it."""

    crn: str | None
    event_number: int | None
    file: str | None
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    wrong: str
    write: str
    verdicts: int


@dataclass(frozen=True)
class Group:
    """``problem``: what the results say of it; ``rows``: each of its members; ``wanting``: the numbers of what it
    leaves wanting."""

    problem: DataProblem
    rows: list[DataRow]
    wanting: frozenset[WantingId]


def with_data_problems(results: Results) -> Results:
    """The results with their data problems in groups."""
    found = _added_up(results.problems, results.wanting, results.findings).problems()
    return results.model_copy(update={"data_problems": found})


def groups(results: Results) -> list[Group]:
    """Those first whose mending lets most cases be checked, then frees most verdicts; each with its rows."""
    return grouped(results.problems, results.wanting, results.findings)


def grouped(
    problems: Sequence[Problem], wanting: Sequence[Wanting] = (), findings: Sequence[Finding] = ()
) -> list[Group]:
    """As ``groups``; without findings nothing is known of what waits, and the largest come first."""
    members = _Members(problems, wanting, findings)
    return [
        Group(problem, members.rows(keys), members.wanting(keys))
        for keys, problem in _added_up(problems, wanting, findings).of_key()
    ]


def _added_up(problems: Sequence[Problem], wanting: Sequence[Wanting], findings: Sequence[Finding]) -> DataGroups:
    """Person by person, as in a run."""
    found = DataGroups(problems)
    causes = Causes(problems, key_of_problem)
    of_people: dict[str | None, list[Wanting]] = defaultdict(list)
    for place in wanting:
        of_people[place.crn].append(place)
    for crn, theirs in groupby(findings, key=lambda finding: finding.crn):
        of_person = list(theirs)
        found.not_checked(crn, sum(finding.verdict == "not_checked" for finding in of_person))
        named = {number for finding in of_person for number in finding.wanting}
        of_export = [place for place in of_people[None] if place.number in named]
        found.add(crn, shares_of(causes, open_among(of_person), [*of_export, *of_people.get(crn, ())]).items())
    return found


class _Members:
    """The problems and blanks of each group one by one, as a sheet lists them."""

    def __init__(self, problems: Sequence[Problem], wanting: Sequence[Wanting], findings: Sequence[Finding]) -> None:
        self._problems: dict[GroupKey, list[int]] = defaultdict(list)
        self._blanks: dict[GroupKey, list[Wanting]] = defaultdict(list)
        self._caused: dict[int, list[Wanting]] = defaultdict(list)
        self._all = problems
        self._waiting: dict[WantingId, list[Finding]] = defaultdict(list)
        for finding in findings:
            for one in waits_for(finding):
                self._waiting[one].append(finding)
        places = iter(range(len(problems)))
        causes = Causes(problems, lambda _: next(places))
        for place in wanting:
            cause = causes.of(place)
            if cause is None:
                self._blanks[key_of_blank(place)].append(place)
            else:
                self._caused[cause].append(place)
        for number, problem in enumerate(problems):
            self._problems[key_of_problem(problem)].append(number)

    def wanting(self, keys: Iterable[GroupKey]) -> frozenset[WantingId]:
        """What a group leaves wanting."""
        blanks = {id_of(place) for key in keys for place in self._blanks.get(key, ())}
        numbers = (number for key in keys for number in self._problems.get(key, ()))
        return frozenset(blanks | {id_of(place) for number in numbers for place in self._caused.get(number, ())})

    def rows(self, keys: Iterable[GroupKey]) -> list[DataRow]:
        numbers = sorted(number for key in keys for number in self._problems.get(key, ()))
        blanks = (place for key in keys for place in self._blanks.get(key, ()))
        return [*map(self._row_of_problem, numbers), *map(self._row_of_blank, blanks)]

    def _row_of_problem(self, number: int) -> DataRow:
        problem = self._all[number]
        waiting = list(self._waits_for(self._caused.get(number, ())))
        event = waiting[0].event_number if waiting and problem.crn else None
        return DataRow(
            problem.crn,
            event,
            problem.file,
            problem.sheet,
            problem.row,
            problem.column,
            problem.value,
            problem.message,
            problem.mend,
            len(waiting),
        )

    def _row_of_blank(self, blank: Wanting) -> DataRow:
        file, sheet, row = place_of(blank)
        return DataRow(
            blank.crn,
            blank.event_number,
            file,
            sheet,
            row,
            blank.field,
            None,
            missing_words.each(blank),
            missing_words.mend(blank),
            len(self._waiting.get(id_of(blank), ())),
        )

    def _waits_for(self, places: Iterable[Wanting]) -> Iterator[Finding]:
        found = {finding.fingerprint: finding for place in places for finding in self._waiting.get(id_of(place), ())}
        yield from found.values()
