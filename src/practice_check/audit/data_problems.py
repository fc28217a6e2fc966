"""What is wrong with the data of a run, in groups, each tied to the verdicts that wait for its mending.

Two things come together here: what the readers could not read or doubt (``Results.problems``), and the blanks for which
a verdict is ``cannot_tell`` (``Results.wanting``). A blank that is there because a cell could not be read, a row was
left out or a sheet is not in the export belongs to that problem, and is not told twice.

What a group *frees* are the verdicts that wait for nothing outside it: mended, each of them is firm, unless what is
then recorded opens a new question. What only it and others together leave open counts among its ``verdicts``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from practice_check.audit import missing_words
from practice_check.audit.data_groups import DataGroups
from practice_check.audit.data_keys import Causes, GroupKey, key_of_blank, key_of_problem, place_of
from practice_check.audit.data_waiting import OpenOfPerson, open_among, shares_of
from practice_check.audit.parts import DataProblem, Wanting
from practice_check.audit.results import Results
from practice_check.audit.wanted import WantingId, id_of, numbered
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


@dataclass(frozen=True)
class WrongData:
    """What there is to say of the data of a run, or of a part of one, with or without its findings in memory.

    ``head``: the results, whatever cases and findings they carry. ``wanting``: what was wanting; ``people``: what waits
    for it. ``officers``: who has each case now, in the order of the results.
    """

    head: Results
    wanting: Sequence[Wanting]
    people: Sequence[OpenOfPerson]
    officers: Mapping[tuple[str, int], str | None]

    @classmethod
    def of(cls, results: Results) -> "WrongData":
        officers = {(case.crn, case.event_number): case.officer for case in results.cases}
        return cls(results, results.wanting, list(open_among(results.findings)), officers)

    def groups(self) -> list["Group"]:
        """Those first whose mending lets most cases be checked, then frees most verdicts; each with its rows."""
        return grouped(self.head.problems, self.wanting, self.people)


def with_data_problems(results: Results) -> Results:
    """The results with their data problems in groups."""
    return with_groups(results, results.wanting, open_among(results.findings))


def with_groups(results: Results, wanting: Sequence[Wanting], people: Iterable[OpenOfPerson]) -> Results:
    """The same, of what was wanting and of what waits for it, whatever findings the results carry."""
    return results.model_copy(update={"data_problems": _added_up(results.problems, wanting, people).problems()})


def groups(results: Results) -> list[Group]:
    return WrongData.of(results).groups()


def grouped(
    problems: Sequence[Problem], wanting: Sequence[Wanting] = (), people: Sequence[OpenOfPerson] = ()
) -> list[Group]:
    """As of ``WrongData``; without what waits of people, the largest come first."""
    members = _Members(problems, wanting, people)
    return [
        Group(problem, members.rows(keys), members.wanting(keys))
        for keys, problem in _added_up(problems, wanting, people).of_key()
    ]


def _added_up(problems: Sequence[Problem], wanting: Sequence[Wanting], people: Iterable[OpenOfPerson]) -> DataGroups:
    """Person by person, as in a run."""
    found = DataGroups(problems)
    causes = Causes(problems, key_of_problem)
    of_people: dict[str | None, list[Wanting]] = defaultdict(list)
    for place in wanting:
        of_people[place.crn].append(place)
    for person in people:
        found.not_checked(person.crn, person.not_checked)
        named = {number for _, _, _, numbers, _ in person.open for number in numbers}
        of_export = [place for place in of_people[None] if place.number in named]
        found.add(person.crn, shares_of(causes, person.open, [*of_export, *of_people.get(person.crn, ())]).items())
    return found


#: A verdict that waits: whose, of which order, and what tells it from the others there.
_Waits = tuple[str, int, int | str]


class _Members:
    """The problems and blanks of each group one by one, as a sheet lists them."""

    def __init__(self, problems: Sequence[Problem], wanting: Sequence[Wanting], people: Sequence[OpenOfPerson]) -> None:
        self._problems: dict[GroupKey, list[int]] = defaultdict(list)
        self._blanks: dict[GroupKey, list[Wanting]] = defaultdict(list)
        self._caused: dict[int, list[Wanting]] = defaultdict(list)
        self._all = problems
        self._waiting: dict[WantingId, list[_Waits]] = defaultdict(list)
        for person in people:
            for order, _, _, numbers, which in person.open:
                for number in numbers:
                    self._waiting[numbered(person.crn, number)].append((person.crn, order, which))
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
        event = waiting[0][1] if waiting and problem.crn else None
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

    def _waits_for(self, places: Iterable[Wanting]) -> Iterable[_Waits]:
        return dict.fromkeys(one for place in places for one in self._waiting.get(id_of(place), ()))
