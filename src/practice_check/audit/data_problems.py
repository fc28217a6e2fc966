"""What is wrong with the data of a run, in groups, each tied to the verdicts that wait for its mending.

Two things come together here: what the readers could not read or doubt (``Results.problems``), and the blanks for which
a verdict is ``cannot_tell`` (``Results.wanting``). A blank that is there because a cell could not be read, a row was
left out or a sheet is not in the export belongs to that problem, and is not told twice.

What a group *frees* are the verdicts that wait for nothing outside it: mended, each of them is firm, unless what is
then recorded opens a new question. What only it and others together leave open counts among its ``verdicts``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from practice_check.audit import menders, missing_words
from practice_check.audit.alike import said_of_all, wrong
from practice_check.audit.parts import DataProblem, LeftOpen, Mender, Wanting
from practice_check.audit.results import Finding, Results
from practice_check.audit.wanted import WantingId, id_of, waits_for
from practice_check.cells.suggest import plain
from practice_check.ingest.problems import Problem
from practice_check.records.columns import CASES
from practice_check.records.model import tables

_Case = tuple[str, int]
_GroupKey = tuple[str | None, ...]

_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 40
_SEVERITIES = ("high", "medium", "low")
#: Where a row stands, as evidence names it: of a sheet, or of a case in JSON.
_OF_SHEET = re.compile(r"(?P<place>.*), \w+ (?P<row>\d+)")
_OF_JSON = re.compile(r"(?P<file>.*), case [^,]+?(?:, (?P<table>\w+)\[(?P<row>\d+)\])?")
#: Tables and sheets that are absent, and that nothing waits for.
_UNUSED: _GroupKey = ("absent", None)


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
    return results.model_copy(update={"data_problems": [group.problem for group in groups(results)]})


def groups(results: Results) -> list[Group]:
    """Those first whose mending lets most cases be checked, then frees most verdicts."""
    return grouped(results.problems, results.wanting, results.findings)


def grouped(
    problems: Sequence[Problem], wanting: Sequence[Wanting] = (), findings: Sequence[Finding] = ()
) -> list[Group]:
    """As ``groups``; without findings nothing is known of what waits, and the largest come first."""
    grouping = _Grouping(problems, wanting, findings)
    found = [_Described(key, members, grouping).group() for key, members in grouping.members.items() if members.any]
    return sorted(found, key=_order)


def _order(group: Group) -> tuple[int, int, int, int, str]:
    problem = group.problem
    return (-problem.not_checked, -problem.frees, -problem.verdicts, -problem.rows, problem.what)


@dataclass
class _Members:
    problems: list[Problem] = field(default_factory=list)
    blanks: list[Wanting] = field(default_factory=list)
    #: What is wanting because of the problems.
    caused: list[Wanting] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.problems or self.blanks)


class _Grouping:
    """Each problem and each blank in its group, and which findings wait for which of them."""

    def __init__(self, problems: Sequence[Problem], wanting: Sequence[Wanting], findings: Sequence[Finding]) -> None:
        self._findings = findings
        self.members: dict[_GroupKey, _Members] = defaultdict(_Members)
        self.waiting: dict[WantingId, list[Finding]] = defaultdict(list)
        for finding in findings:
            for one in waits_for(finding):
                self.waiting[one].append(finding)
        causes = _Causes(problems)
        self.caused_by: dict[int, list[Wanting]] = defaultdict(list)
        homes: dict[WantingId, _GroupKey] = {}
        for place in wanting:
            cause = causes.of(place)
            if cause is None:
                key = _key_of_blank(place)
                self.members[key].blanks.append(place)
            else:
                key = _key_of_problem(cause)
                self.members[key].caused.append(place)
                self.caused_by[id(cause)].append(place)
            homes[id_of(place)] = key
        needed = set(self.members)
        for problem in problems:
            key = _key_of_problem(problem)
            unused = problem.kind == "absent" and problem.table is not None and key not in needed
            self.members[_UNUSED if unused else key].problems.append(problem)
        self.left_open: dict[_GroupKey, list[Finding]] = defaultdict(list)
        self.frees: Counter[_GroupKey] = Counter()
        for finding in findings:
            keys = list(dict.fromkeys(homes[one] for one in waits_for(finding) if one in homes))
            for key in keys:
                self.left_open[key].append(finding)
            if len(keys) == 1:
                self.frees[keys[0]] += 1

    @cached_property
    def not_checked(self) -> dict[str, int]:
        """How many cases of each CRN were not checked."""
        return Counter(finding.crn for finding in self._findings if finding.verdict == "not_checked")


class _Causes:
    """Finds the problem for which something is wanting."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._cells: dict[tuple[str, str], Problem] = {}
        self._rows: dict[tuple[str, str], Problem] = {}
        self._tables: dict[str, Problem] = {}
        self._columns: list[Problem] = []
        for problem in problems:
            for name in problem.fields:
                for source in problem.sources or ([problem.source] if problem.source is not None else []):
                    self._cells.setdefault((source, name), problem)
            for table, crns in problem.opens.items():
                for crn in crns:
                    self._rows.setdefault((table, crn), problem)
            if problem.table is not None and not problem.fields:
                if problem.crn is not None:
                    self._rows.setdefault((problem.table, problem.crn), problem)
                elif problem.kind == "absent" or problem.column is None:
                    self._tables.setdefault(problem.table, problem)
            if problem.column is not None and problem.crn is None and not problem.fields:
                self._columns.append(problem)

    def of(self, place: Wanting) -> Problem | None:
        match place.lack:
            case "unread":
                return self._cells.get((place.source or "", place.field or ""))
            case "uncovered":
                return self._rows.get((place.table, place.crn or "")) or self._tables.get(place.table)
            case "absent":
                return self._tables.get(place.table)
            case "no_column":
                of_row = self._cells.get((place.source or "", place.field or ""))
                return of_row or next((each for each in self._columns if _is_about(each, place)), None)
        return None


def _is_about(problem: Problem, place: Wanting) -> bool:
    """Whether the heading that was not read is that of the column, or would be if it were spelt right."""
    of_table = place.table in {problem.table, plain(problem.sheet or "")}
    return of_table and (plain(problem.column or "") == place.field or f"'{place.field}'" in problem.mend)


def _key_of_problem(problem: Problem) -> _GroupKey:
    if problem.kind == "absent" and problem.table is not None:
        return ("absent", problem.table, wrong(problem))
    if _is_of_lost_rows(problem):  # the same case may be wanting in every sheet
        return (problem.kind, problem.file, None, problem.column, wrong(problem).partition(": ")[0])
    return (problem.kind, problem.file, problem.sheet, problem.column, wrong(problem))


def _is_of_lost_rows(problem: Problem) -> bool:
    return problem.kind == "fault" and problem.table is not None and problem.row is not None and not problem.fields


def _key_of_blank(place: Wanting) -> _GroupKey:
    if place.lack in {"blank", "unread"}:
        file, sheet, _ = place_of(place)
        return (place.lack, file, sheet, place.table, place.field)
    return (place.lack, place.table, place.field, place.entry if place.lack == "no_row" else None)


def place_of(place: Wanting) -> tuple[str | None, str, int | None]:
    """File, sheet and row, as far as the source names them."""
    source = place.source or ""
    of_sheet = _OF_SHEET.fullmatch(source)
    if of_sheet:
        file, comma, sheet = of_sheet["place"].rpartition(", ")
        return (file, sheet, int(of_sheet["row"])) if comma else (sheet, place.table, int(of_sheet["row"]))
    of_json = _OF_JSON.fullmatch(source)
    if of_json:
        return of_json["file"], place.table, int(of_json["row"]) if of_json["row"] else None
    return None, place.table, None


@dataclass(frozen=True)
class _Described:
    """A group in words and figures."""

    key: _GroupKey
    members: _Members
    grouping: _Grouping

    def group(self) -> Group:
        problems, blanks = self.members.problems, self.members.blanks
        left_open = self.grouping.left_open[self.key]
        of_people = {problem.crn for problem in problems if problem.crn} | {finding.crn for finding in left_open}
        cases: set[_Case] = {(finding.crn, finding.event_number) for finding in left_open}
        told = {crn for crn, _ in cases}
        what, column, who, mend = self._of_problems() if problems else self._of_blanks()
        first = problems[0] if problems else None
        file, sheet, _ = place_of(blanks[0]) if blanks else (None, None, None)
        unused = self.key == _UNUSED
        problem = DataProblem(
            what=what,
            kind=first.kind if first else blanks[0].lack,
            file=first.file if first else file,
            sheet=sheet if first is None else None if unused or len(self._sheets) > 1 else first.sheet,
            column=column,
            rows=self._rows(),
            cases=len(cases) + len(of_people - told),
            people=len(of_people),
            where=self._where(),
            examples=_examples(problems, what),
            who=who,
            mend=mend,
            not_checked=self._not_checked(),
            verdicts=len(left_open),
            frees=self.grouping.frees[self.key],
            rules=_rules(left_open),
        )
        wanting = frozenset(id_of(place) for place in (*blanks, *self.members.caused))
        return Group(problem, list(self._each()), wanting)

    # ------------------------------------------------------------ in words

    def _of_problems(self) -> tuple[str, str | None, Mender, str]:
        problems = self.members.problems
        first = problems[0]
        table = self._table(first)
        who = menders.of_problem(first, table)
        if self.key == _UNUSED:
            names = dict.fromkeys(problem.table for problem in problems if problem.table)
            return missing_words.unused(list(names)), None, "exporter", "nothing: no verdict of this run waits for them"
        said = said_of_all(problems)
        count = self._rows()
        if _is_of_lost_rows(first):
            said = missing_words.lost(count, said.partition(": ")[0])
        elif len(problems) > 1 or first.fields:
            said = f"{missing_words.counted(count, first.column, first.sheet)}: {said}"
        mends = dict.fromkeys(problem.mend for problem in problems)
        mend = first.mend if len(mends) == 1 else f"{first.mend} (each row says its own)"
        return said, first.column, who, mend

    def _of_blanks(self) -> tuple[str, str | None, Mender, str]:
        first = self.members.blanks[0]
        _, sheet, _ = place_of(first)
        people = len({finding.crn for finding in self.grouping.left_open[self.key]})
        what = missing_words.what(first, sheet, self._rows(), people)
        who: Mender = menders.of_place(first.table, first.field)
        if first.lack in {"absent", "no_column", "uncovered"}:
            who = "exporter"
        return what, first.field, who, missing_words.mend(first)

    def _table(self, problem: Problem) -> str | None:
        if self.members.caused:
            return self.members.caused[0].table
        sheet = plain(problem.sheet or "")
        return problem.table or (sheet if sheet in {CASES, *tables()} else None)

    # ------------------------------------------------------------ in figures

    def _rows(self) -> int:
        if self.key == _UNUSED:
            return 0
        if self.members.problems:
            first = self.members.problems[0]
            return 0 if first.kind == "absent" else sum(problem.rows for problem in self.members.problems)
        return 0 if self.members.blanks[0].lack == "absent" else len(self.members.blanks)

    def _not_checked(self) -> int:
        unread = {
            crn
            for problem in self.members.problems
            if problem.kind == "fault" and not problem.fields and problem.table is None
            for crn in (problem.crn, problem.value)
            if crn
        }
        return sum(self.grouping.not_checked.get(crn, 0) for crn in unread)

    @property
    def _sheets(self) -> dict[str, int]:
        """How many rows of each sheet the problems speak of."""
        found: Counter[str] = Counter()
        for problem in self.members.problems:
            found[problem.sheet or problem.file] += problem.rows
        return dict(found.most_common())

    def _where(self) -> str | None:
        if self.key == _UNUSED:
            return None
        if len(self._sheets) > 1:
            return missing_words.sheets(self._sheets)
        if len(self.members.problems) == 1 and self.members.problems[0].rows > 1:
            problem = self.members.problems[0]
            return missing_words.first_of(problem.row, problem.rows)
        rows = [problem.row for problem in self.members.problems if problem.row is not None]
        of_json = any(", case " in (problem.source or "") for problem in self.members.problems)
        if not rows:
            rows = [row for blank in self.members.blanks if (row := place_of(blank)[2]) is not None]
            of_json = any(", case " in (blank.source or "") for blank in self.members.blanks)
        if rows and not of_json:
            return missing_words.rows(rows)
        crns = [problem.crn for problem in self.members.problems] + [blank.crn for blank in self.members.blanks]
        return missing_words.some([crn for crn in dict.fromkeys(crns) if crn]) or None

    # ------------------------------------------------------------ each

    def _each(self) -> Iterable[DataRow]:
        for problem in self.members.problems:
            waiting = self._waiting(self.grouping.caused_by.get(id(problem), []))
            event = waiting[0].event_number if waiting and problem.crn else None
            yield DataRow(
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
        for blank in self.members.blanks:
            file, sheet, row = place_of(blank)
            yield DataRow(
                blank.crn,
                blank.event_number,
                file,
                sheet,
                row,
                blank.field,
                None,
                missing_words.each(blank),
                missing_words.mend(blank),
                len(self.grouping.waiting[id_of(blank)]),
            )

    def _waiting(self, places: Sequence[Wanting]) -> list[Finding]:
        found = {finding.fingerprint: finding for place in places for finding in self.grouping.waiting[id_of(place)]}
        return list(found.values())


def _examples(problems: Sequence[Problem], what: str) -> list[str]:
    """The first few values, those left out that the line says already."""
    values = dict.fromkeys(problem.value for problem in problems if problem.value and problem.value not in what)
    short = [value if len(value) <= _LONGEST_EXAMPLE else value[: _LONGEST_EXAMPLE - 1] + "…" for value in values]
    return short[:_MOST_EXAMPLES]


def _rules(findings: Sequence[Finding]) -> list[LeftOpen]:
    counts = Counter(finding.rule for finding in findings)
    severity = {finding.rule: finding.severity for finding in findings}
    found = [LeftOpen(rule=rule, severity=severity[rule], verdicts=count) for rule, count in counts.items()]
    return sorted(found, key=lambda each: (_SEVERITIES.index(each.severity), -each.verdicts, each.rule))
