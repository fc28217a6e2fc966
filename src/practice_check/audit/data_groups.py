"""Groups of data problems and blanks, as they are added up: each with its words and figures, whatever their number.

Memory grows with the number of groups; of each it holds a bit for each row of the sheet that it is of, and the CRNs
that its problems name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from practice_check.audit import menders, missing_words
from practice_check.audit.alike import Alike
from practice_check.audit.data_keys import GroupKey, is_of_lost_rows, key_of_problem, place_of
from practice_check.audit.data_waiting import Share
from practice_check.audit.parts import DataProblem, LeftOpen, Mender, Wanting
from practice_check.cells.suggest import plain
from practice_check.ingest.problems import Problem
from practice_check.records.columns import CASES
from practice_check.records.model import tables
from practice_check.rulebook.model import Severity

_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 40
#: Of so many different values the examples are taken: some are left out since the line says them already.
_VALUES_KEPT = 60
_SEVERITIES = ("high", "medium", "low")
#: Tables and sheets that are absent, and that nothing waits for.
UNUSED: GroupKey = ("absent", None)


class Rows:
    """Numbers of rows: how many different ones, and the first of them. A bit for each."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self.count = 0

    def add(self, row: int) -> None:
        place, bit = row >> 3, 1 << (row & 7)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        if not self._bits[place] & bit:
            self._bits[place] |= bit
            self.count += 1

    def first(self, most: int) -> list[int]:
        found: list[int] = []
        for place, byte in enumerate(self._bits):
            if byte:
                found += [place * 8 + bit for bit in range(8) if byte >> bit & 1]
                if len(found) >= most:
                    break
        return found[:most]

    def in_words(self) -> str:
        return missing_words.rows(self.first(missing_words.MOST_ROWS), self.count)


@dataclass
class _Waiting:
    """What waits for a group, added up. ``named``: people who are among those that its problems name too."""

    people: int = 0
    named: int = 0
    orders: int = 0
    frees: int = 0
    rules: dict[str, tuple[Severity, int]] = field(default_factory=dict)
    caused: str | None = None
    any_caused: bool = False

    def add(self, share: Share, *, named: bool) -> None:
        if share.caused is not None:
            self.caused, self.any_caused = self.caused or share.caused, True
        if not share.orders:
            return
        self.people += 1
        self.named += named
        self.orders += share.orders
        self.frees += share.frees
        for (rule, severity), count in share.rules.items():
            self.rules[rule] = (severity, self.rules.get(rule, (severity, 0))[1] + count)

    @property
    def verdicts(self) -> int:
        return sum(count for _, count in self.rules.values())

    def left_open(self) -> list[LeftOpen]:
        found = [
            LeftOpen(rule=rule, severity=severity, verdicts=count) for rule, (severity, count) in self.rules.items()
        ]
        return sorted(found, key=lambda each: (_SEVERITIES.index(each.severity), -each.verdicts, each.rule))


@dataclass
class Crns:
    """The first few people of many, and how many there are."""

    seen: dict[str, None] = field(default_factory=dict)
    more: int = 0

    def add(self, crn: str) -> None:
        """A person who has not been added before, where more than a few are there."""
        if len(self.seen) < missing_words.MOST_PEOPLE:
            self.seen[crn] = None
        elif crn not in self.seen:
            self.more += 1

    def in_words(self) -> str | None:
        return missing_words.some(list(self.seen), self.more) or None


class _Blanks:
    """Blanks that are alike."""

    def __init__(self, first: Wanting) -> None:
        self.first = first
        self.waiting = _Waiting()
        self._count = 0
        self._rows = Rows()
        self._crns = Crns()
        self._of_json = False

    def add(self, crn: str, share: Share) -> None:
        self.waiting.add(share, named=False)
        self._count += share.blanks
        if share.blank is not None:
            self._crns.add(crn)
            self._of_json = self._of_json or share.of_json
        for row in share.rows:
            self._rows.add(row)

    def problem(self) -> DataProblem:
        first, waiting = self.first, self.waiting
        file, sheet, _ = place_of(first)
        rows = 0 if first.lack == "absent" else self._count
        who: Mender = menders.of_place(first.table, first.field)
        if first.lack in {"absent", "no_column", "uncovered"}:
            who = "exporter"
        by_row = self._rows.count and not self._of_json
        return DataProblem(
            what=missing_words.what(first, sheet, rows, waiting.people),
            kind=first.lack,
            file=file,
            sheet=sheet,
            column=first.field,
            rows=rows,
            cases=waiting.orders,
            people=waiting.people,
            where=self._rows.in_words() if by_row else None if first.crn is None else self._crns.in_words(),
            who=who,
            mend=missing_words.mend(first),
            verdicts=waiting.verdicts,
            frees=waiting.frees,
            rules=waiting.left_open(),
        )


class _Problems:
    """Problems that are alike."""

    def __init__(self, first: Problem) -> None:
        self.first = first
        self.waiting = _Waiting()
        self.tables: dict[str, None] = {}
        self.crns: dict[str, None] = {}
        self.unread: set[str] = set()
        self.count = 0
        self._alike = Alike()
        self._more_mends = False
        self._values: dict[str, None] = {}
        self._count_of_rows = 0
        self._rows = Rows()
        self._sheets: Counter[str] = Counter()
        self._of_json = False

    def add(self, problem: Problem) -> None:
        self.count += 1
        self._alike.add(problem)
        self._more_mends = self._more_mends or problem.mend != self.first.mend
        self._count_of_rows += problem.rows
        self._sheets[problem.sheet or problem.file] += problem.rows
        self._of_json = self._of_json or ", case " in (problem.source or "")
        if problem.table:
            self.tables[problem.table] = None
        if problem.crn:
            self.crns[problem.crn] = None
        if problem.value and len(self._values) < _VALUES_KEPT:
            self._values[problem.value] = None
        if problem.row is not None:
            self._rows.add(problem.row)
        if problem.kind == "fault" and not problem.fields and problem.table is None:
            self.unread |= {crn for crn in (problem.crn, problem.value) if crn}

    def wait(self, crn: str, share: Share) -> None:
        self.waiting.add(share, named=crn in self.crns)

    def also(self, other: "_Problems") -> None:
        """Absent tables that nothing waits for are told together."""
        self.count += other.count
        self.tables |= other.tables
        self.crns |= other.crns
        self._values |= other._values

    def problem(self, not_checked: Mapping[str, int], *, unused: bool) -> DataProblem:
        first, waiting = self.first, self.waiting
        what, column, who, mend = self._unused() if unused else self._used()
        return DataProblem(
            what=what,
            kind=first.kind,
            file=first.file,
            sheet=None if unused or len(self._sheets) > 1 else first.sheet,
            column=column,
            rows=0 if unused else self._number_of_rows,
            cases=waiting.orders + len(self.crns) - waiting.named,
            people=waiting.people + len(self.crns) - waiting.named,
            where=None if unused else self._where(),
            examples=self._examples(what),
            who=who,
            mend=mend,
            not_checked=sum(not_checked.get(crn, 0) for crn in self.unread),
            verdicts=waiting.verdicts,
            frees=waiting.frees,
            rules=waiting.left_open(),
        )

    @property
    def _number_of_rows(self) -> int:
        return 0 if self.first.kind == "absent" else self._count_of_rows

    def _unused(self) -> tuple[str, str | None, Mender, str]:
        what = missing_words.unused(list(self.tables))
        return what, None, "exporter", "nothing: no verdict of this run waits for them"

    def _used(self) -> tuple[str, str | None, Mender, str]:
        first = self.first
        said = self._alike.said()
        rows = self._number_of_rows
        if is_of_lost_rows(first):
            said = missing_words.lost(rows, said.partition(": ")[0])
        elif self.count > 1 or first.fields:
            said = f"{missing_words.counted(rows, first.column, first.sheet)}: {said}"
        mend = f"{first.mend} (each row says its own)" if self._more_mends else first.mend
        return said, first.column, menders.of_problem(first, self._table()), mend

    def _table(self) -> str | None:
        if self.waiting.caused is not None:
            return self.waiting.caused
        sheet = plain(self.first.sheet or "")
        return self.first.table or (sheet if sheet in {CASES, *tables()} else None)

    def _where(self) -> str | None:
        if len(self._sheets) > 1:
            return missing_words.sheets(dict(self._sheets.most_common()))
        if self.count == 1 and self.first.rows > 1:
            return missing_words.first_of(self.first.row, self.first.rows)
        if self._rows.count and not self._of_json:
            return self._rows.in_words()
        crns = list(self.crns)
        return (
            missing_words.some(crns[: missing_words.MOST_PEOPLE], max(0, len(crns) - missing_words.MOST_PEOPLE)) or None
        )

    def _examples(self, what: str) -> list[str]:
        """The first few values, those left out that the line says already."""
        values = [value for value in self._values if value not in what][:_MOST_EXAMPLES]
        return [value if len(value) <= _LONGEST_EXAMPLE else value[: _LONGEST_EXAMPLE - 1] + "…" for value in values]


class DataGroups:
    """All groups: made of the problems, then given each person's shares, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems: dict[GroupKey, _Problems] = {}
        self._blanks: dict[GroupKey, _Blanks] = {}
        self._not_checked: Counter[str] = Counter()
        for problem in problems:
            key = key_of_problem(problem)
            group = self._problems.get(key)
            if group is None:
                group = self._problems[key] = _Problems(problem)
            group.add(problem)

    def add(self, crn: str, shares: Iterable[tuple[GroupKey, Share]]) -> None:
        for key, share in shares:
            if key in self._problems:
                self._problems[key].wait(crn, share)
                continue
            group = self._blanks.get(key)
            if group is None:
                if share.blank is None:
                    continue
                group = self._blanks[key] = _Blanks(Wanting.model_validate_json(share.blank))
            group.add(crn, share)

    def not_checked(self, crn: str, cases: int) -> None:
        """Cases of the person that were not checked."""
        self._not_checked[crn] += cases

    def of_key(self) -> list[tuple[frozenset[GroupKey], DataProblem]]:
        """The groups, those first whose mending lets most cases be checked, then frees most verdicts; each with the
        keys of what it is made of."""
        found: list[tuple[frozenset[GroupKey], DataProblem]] = []
        unused: list[GroupKey] = []
        for key, blanks in self._blanks.items():
            found.append((frozenset({key}), blanks.problem()))
        for key, problems in self._problems.items():
            first = problems.first
            if first.kind == "absent" and first.table is not None and not problems.waiting.any_caused:
                unused.append(key)
            else:
                found.append((frozenset({key}), problems.problem(self._not_checked, unused=False)))
        if unused:
            together = _Problems(self._problems[unused[0]].first)
            for key in unused:
                together.also(self._problems[key])
            found.append((frozenset(unused), together.problem({}, unused=True)))
        return sorted(found, key=lambda each: order(each[1]))

    def problems(self) -> list[DataProblem]:
        return [problem for _, problem in self.of_key()]


def order(problem: DataProblem) -> tuple[int, int, int, int, str]:
    return (-problem.not_checked, -problem.frees, -problem.verdicts, -problem.rows, problem.what)
