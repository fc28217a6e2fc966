"""From findings to answers: one a question and case, and the shares that they come to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from practice_check.audit.results import Finding
from practice_check.scoring.model import Range, Tally

Key = tuple[str, int]

#: Of several occasions in a case, the first of these that any has stands for the case, as one inspector would answer.
_WORST = ("below", "undecided", "late", "above")


def answers(findings: Iterable[Finding]) -> dict[str, dict[Key, list[Finding]]]:
    """By rule and case the findings that have a side of the line; what leaves the base is left out."""
    found: dict[str, dict[Key, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.line is not None and finding.rule:
            found[finding.rule][finding.crn, finding.event_number].append(finding)
    return found


def of_cases(by_case: Iterable[Sequence[Finding]]) -> Tally:
    """One answer a case: above the line only where every occasion in it is."""
    lines: Counter[str] = Counter()
    presence = 0
    for findings in by_case:
        line = next(line for line in _WORST if any(finding.line == line for finding in findings))
        lines[line] += 1
        presence += line == "above" and any(finding.presence_only for finding in findings)
    return Tally(**lines, presence_only=presence)


def of_occasions(by_case: Iterable[Sequence[Finding]]) -> Tally:
    """One answer an occasion; a recurring duty counts each time that it was missed."""
    lines: Counter[str] = Counter()
    presence = 0
    for findings in by_case:
        for finding in findings:
            assert finding.line is not None
            lines[finding.line] += finding.occasion.missed or 1
            presence += finding.line == "above" and finding.presence_only
    return Tally(**lines, presence_only=presence)


def share(tally: Tally, *, late_counts: bool) -> Range:
    """The share above the line, from all undecided below it to all above it."""
    if not tally.base:
        return Range(low=None, high=None)
    above = tally.above + (tally.late if late_counts else 0)
    return Range(low=above / tally.base, high=(above + tally.undecided) / tally.base)


def mean(ranges: Iterable[Range]) -> Range:
    """The mean of those that have a base."""
    lows, highs = [], []
    for each in ranges:
        if each.low is not None and each.high is not None:
            lows.append(each.low)
            highs.append(each.high)
    if not lows:
        return Range(low=None, high=None)
    return Range(low=sum(lows) / len(lows), high=sum(highs) / len(highs))
