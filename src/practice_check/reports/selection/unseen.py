"""What a run could not see: what the export does not hold, what could not be read, and which pack judged what."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from practice_check.audit.results import Finding, Results
from practice_check.ingest.problems import Problem
from practice_check.reports import words
from practice_check.reports.selection.items import View
from practice_check.reports.selection.select import Key, by_case
from practice_check.reports.selection.undecidable import ToldOnce, told_once
from practice_check.reports.terminal.lines import some

_MOST_UNCHECKED = 6
#: What is wanting of one entry of one case is told apart case by case only.
_ONE_ENTRY = re.compile(r"( \([^()]*, \d{1,2} [A-Z][a-z]{2} \d{4}\)| of the entry that opens it)$")


@dataclass(frozen=True)
class Unseen:
    packs: dict[str, int]
    #: Cases on which no rule had anything to say: none of a pack in force then applied.
    unjudged: int
    #: What the record would have to hold, with the number of cases in which something could not be told for want of it.
    missing: list[tuple[str, int]]
    #: What could be told for no case, for want of a sheet or a column.
    told_once: ToldOnce
    #: What the export says that it does not hold, what a mapping leaves out, and what does not go together.
    absent: list[Problem]
    #: What stands in the export, or in a file of departures, answers or progress, and could not be read.
    faults: list[Problem]
    #: One finding of each case that was not checked; of a large run, of the first of them.
    not_checked: list[Finding]
    cases_not_checked: int

    @property
    def fault_files(self) -> dict[str, int]:
        """How many faults each file has, the most first; a file of departures or answers as well as an export."""
        return dict(Counter(problem.file for problem in self.faults).most_common())

    @property
    def where_faults_are(self) -> str:
        """The file, or the files with how many each has."""
        counts = self.fault_files
        if len(counts) == 1:
            return next(iter(counts))
        return f"{len(counts)} files ({some([f'{file} {count:,}' for file, count in counts.items()], 3)})"

    @property
    def sentences(self) -> list[str]:
        """All of it in words, what weighs most first; never empty. A first screen has room for two."""
        once = [self.told_once.sentence] if self.told_once.rules else []
        return once + self.besides

    @property
    def besides(self) -> list[str]:
        """The same, but for what was told for no case."""
        return list(_sentences(self))


def unseen(view: View) -> Unseen:
    looked = Looked()
    for key, findings in by_case(view.results).items():
        looked.at(key, findings)
    return looked.unseen(view.results, sum(case.worst == "not_applicable" for case in view.results.cases))


@dataclass
class Looked:
    """Adds up case by case what could not be seen. ``most``: of so many cases not checked a finding is kept."""

    most: int | None = None
    _wanting: Counter[str] = field(default_factory=Counter)
    _unchecked: dict[Key, Finding] = field(default_factory=dict)

    def at(self, key: Key, findings: Iterable[Finding]) -> None:
        """A case, with at least those of its findings that the record cannot tell or that were not checked."""
        wanting: set[str] = set()
        for finding in findings:
            if finding.verdict == "cannot_tell":
                wanting.update(_ONE_ENTRY.sub("", what) for what in finding.missing)
            elif finding.verdict == "not_checked" and (self.most is None or len(self._unchecked) < self.most):
                self._unchecked.setdefault(key, finding)
        self._wanting.update(wanting)

    def unseen(self, head: Results, unjudged: int) -> Unseen:
        """``head``: the results of the run, with or without its findings."""
        return Unseen(
            packs=head.run.packs,
            unjudged=unjudged,
            missing=sorted(self._wanting.items(), key=lambda pair: (-pair[1], pair[0])),
            told_once=told_once(head),
            absent=[problem for problem in head.problems if not problem.is_fault],
            faults=[problem for problem in head.problems if problem.is_fault],
            not_checked=list(self._unchecked.values()),
            cases_not_checked=head.run.cases_not_checked,
        )


def _sentences(seen: Unseen) -> Iterator[str]:
    if seen.not_checked:
        crns = [finding.crn or "one without a CRN" for finding in seen.not_checked]
        rest = max(seen.cases_not_checked, len(crns)) - _MOST_UNCHECKED
        named = ", ".join(crns[:_MOST_UNCHECKED]) + (f" and {rest} more" if rest > 0 else "")
        yield f"{words.number(seen.cases_not_checked, 'case')} not checked: {named}."
    if seen.faults:
        first = seen.faults[0]
        place = ", ".join(str(part) for part in (first.sheet, first.row and f"row {first.row}") if part)
        said = first.message.rstrip(".")
        at = f"{first.file}, {place}" if len(seen.fault_files) > 1 and place else place or first.file
        yield f"{words.number(len(seen.faults), 'fault')} in {seen.where_faults_are}, the first in {at}: {said}."
    if seen.absent and not seen.told_once.rules:
        yield from _of_the_export(seen.absent)
    if seen.missing:
        wanting = [f"{what} ({words.number(count, 'case')})" for what, count in seen.missing]
        yield f"The record cannot tell for want of: {some(wanting, 5)}."
    if seen.unjudged:
        yield f"No rule in force applied to {words.number(seen.unjudged, 'case')}: rules list shows the packs."
    if not (seen.not_checked or seen.faults or seen.told_once.rules or seen.absent or seen.missing or seen.unjudged):
        yield "Nothing that the rules asked for."


def _of_the_export(problems: Sequence[Problem]) -> Iterator[str]:
    lacks = list(dict.fromkeys(problem.message for problem in problems if problem.kind == "absent"))
    others = [problem.message for problem in problems if problem.kind != "absent"]
    if lacks:
        yield f"Not in the export: {some(lacks, 3)}."
    if others:
        yield f"In doubt or left out: {some(list(dict.fromkeys(others)), 2)}."
