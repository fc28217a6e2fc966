"""What a run could not see: what the export does not hold, what could not be read, and which pack judged what."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from practice_check.audit.results import Finding
from practice_check.ingest.problems import Problem
from practice_check.reports import words
from practice_check.reports.selection.items import View
from practice_check.reports.selection.select import Key, key_of
from practice_check.reports.selection.undecidable import ToldOnce, told_once
from practice_check.reports.terminal.lines import some

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
    #: What the export says that it does not hold.
    absent: list[Problem]
    #: What stands in the export, or in a file of departures, answers or progress, and could not be read.
    faults: list[Problem]
    #: One finding of each case that was not checked.
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
    wanting: dict[str, set[Key]] = defaultdict(set)
    unchecked: dict[Key, Finding] = {}
    for finding in view.results.findings:
        if finding.verdict == "cannot_tell":
            for what in finding.missing:
                wanting[_ONE_ENTRY.sub("", what)].add(key_of(finding))
        elif finding.verdict == "not_checked":
            unchecked.setdefault(key_of(finding), finding)
    return Unseen(
        packs=view.results.run.packs,
        unjudged=sum(case.worst == "not_applicable" for case in view.results.cases),
        missing=sorted(((what, len(keys)) for what, keys in wanting.items()), key=lambda pair: (-pair[1], pair[0])),
        told_once=told_once(view.results),
        absent=[problem for problem in view.results.problems if not problem.is_fault],
        faults=[problem for problem in view.results.problems if problem.is_fault],
        not_checked=list(unchecked.values()),
        cases_not_checked=view.results.run.cases_not_checked,
    )


def _sentences(seen: Unseen) -> Iterator[str]:
    if seen.not_checked:
        crns = [finding.crn or "one without a CRN" for finding in seen.not_checked]
        yield f"{words.number(seen.cases_not_checked, 'case')} not checked: {some(crns, 6)}."
    if seen.faults:
        first = seen.faults[0]
        place = ", ".join(str(part) for part in (first.sheet, first.row and f"row {first.row}") if part)
        said = first.message.rstrip(".")
        at = f"{first.file}, {place}" if len(seen.fault_files) > 1 and place else place or first.file
        yield f"{words.number(len(seen.faults), 'fault')} in {seen.where_faults_are}, the first in {at}: {said}."
    if seen.absent and not seen.told_once.rules:
        yield f"Not in the export: {some([problem.message for problem in seen.absent], 3)}."
    if seen.missing:
        wanting = [f"{what} ({words.number(count, 'case')})" for what, count in seen.missing]
        yield f"The record cannot tell for want of: {some(wanting, 5)}."
    if seen.unjudged:
        yield f"No rule in force applied to {words.number(seen.unjudged, 'case')}: rules list shows the packs."
    if not (seen.not_checked or seen.faults or seen.told_once.rules or seen.absent or seen.missing or seen.unjudged):
        yield "Nothing that the rules asked for."
