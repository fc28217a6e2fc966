"""What the filters of the manager's report ask of the findings: for each case, which kinds of finding it has."""

import json
from dataclasses import dataclass

from practice_check.audit.results import VERDICTS, Finding, Results
from practice_check.reports import words
from practice_check.reports.selection.select import Key, key_of

#: How a number of cases stands for each verdict: "3 cannot tell".
COUNTS = {
    verdict: {**words.VERDICTS, "cannot_tell": "cannot tell", "excepted": "with a reasoned departure"}[verdict]
    for verdict in VERDICTS
}

_Kind = tuple[str, str, str, str]


@dataclass(frozen=True)
class FindingIndex:
    """``kinds``: each rule, verdict, severity and owner that occur together; ``cases``: their places, case by case."""

    kinds: list[_Kind]
    cases: list[list[int]]

    def as_json(self) -> str:
        """``verdicts``: each with the words of a count, in the order in which one stands for a whole case."""
        return json.dumps(
            {"verdicts": COUNTS, "kinds": self.kinds, "cases": self.cases}, separators=(",", ":"), ensure_ascii=False
        )


def finding_index(results: Results, order: list[Key]) -> FindingIndex:
    """``order``: the cases, as the page lists them."""
    kinds: dict[_Kind, int] = {}
    found: dict[Key, set[int]] = {key: set() for key in order}
    for finding in results.findings:
        place = kinds.setdefault(_kind(finding), len(kinds))
        if key_of(finding) in found:
            found[key_of(finding)].add(place)
    return FindingIndex(list(kinds), [sorted(found[key]) for key in order])


def _kind(finding: Finding) -> _Kind:
    return (finding.rule, finding.verdict, finding.severity, finding.owner)
