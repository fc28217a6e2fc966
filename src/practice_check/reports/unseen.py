"""What a run could not see: what the export does not hold, what could not be read, and which pack judged what."""

import re
from collections import defaultdict
from dataclasses import dataclass

from practice_check.audit.results import Finding
from practice_check.ingest.problems import Problem
from practice_check.reports.items import View
from practice_check.reports.select import Key, key_of

#: What is wanting of one entry of one case is told apart case by case only.
_ONE_ENTRY = re.compile(r"( \(entry of \d.*\)| of the entry that opens it)$")


@dataclass(frozen=True)
class Unseen:
    packs: dict[str, int]
    #: Cases on which no rule had anything to say: none of a pack in force then applied.
    unjudged: int
    #: What the record would have to hold, with the number of cases in which something could not be told for want of it.
    missing: list[tuple[str, int]]
    #: What the export says that it does not hold.
    absent: list[Problem]
    #: What stands in the export and could not be read.
    faults: list[Problem]
    #: One finding of each case that was not checked.
    not_checked: list[Finding]
    cases_not_checked: int


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
        absent=[problem for problem in view.results.problems if not problem.is_fault],
        faults=[problem for problem in view.results.problems if problem.is_fault],
        not_checked=list(unchecked.values()),
        cases_not_checked=view.results.run.cases_not_checked,
    )
