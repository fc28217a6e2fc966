"""One of the two runs of a comparison, with what is asked of it again and again."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from practice_check.audit.results import CaseSummary, Finding, Results, RuleInfo
from practice_check.audit.standing import folded, is_duty, still_owed

Key = tuple[str, int]
Duty = tuple[str, int, str]


@dataclass(frozen=True)
class Side:
    results: Results

    @cached_property
    def cases(self) -> dict[Key, CaseSummary]:
        return {(case.crn, case.event_number): case for case in self.results.cases}

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Every finding by its fingerprint."""
        return {finding.fingerprint: finding for finding in self.results.findings}

    @cached_property
    def gaps(self) -> dict[str, Finding]:
        """The duties that are not recorded, by fingerprint; those that follow from another one included."""
        return {
            name: finding
            for name, finding in self.findings.items()
            if finding.verdict == "gap" and self.is_duty(finding)
        }

    @cached_property
    def follows(self) -> dict[str, str]:
        """The fingerprint of each gap that follows from another one, and the fingerprint of that one."""
        people: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.gaps.values():
            people[finding.crn].append(finding)
        found: dict[str, str] = {}
        for findings in people.values():
            for root, under in folded(findings)[1].items():
                found.update((finding.fingerprint, root) for finding in under)
        return found

    @cached_property
    def of_duty(self) -> dict[Duty, list[Finding]]:
        """The findings of each rule in each case."""
        found: dict[Duty, list[Finding]] = defaultdict(list)
        for finding in self.results.findings:
            found[duty_of(finding)].append(finding)
        return dict(found)

    @cached_property
    def _lost(self) -> dict[str, dict[int, Finding]]:
        """The cases that could not be checked at all, by CRN and event number."""
        found: dict[str, dict[int, Finding]] = defaultdict(dict)
        for finding in self.results.findings:
            if finding.verdict == "not_checked" and not finding.rule:
                found[finding.crn][finding.event_number] = finding
        return dict(found)

    def not_checked(self, finding: Finding) -> Finding | None:
        """What says that the finding's case could not be checked; if it is not there, that the person could not."""
        lost = self._lost.get(finding.crn, {})
        one = lost.get(finding.event_number)
        return one or (next(iter(lost.values()), None) if self.case(finding) is None else None)

    @property
    def leaves_out_what_does_not_apply(self) -> bool:
        carried = sum(finding.verdict == "not_applicable" for finding in self.results.findings)
        return self.results.run.counts.get("not_applicable", 0) > carried

    def rule(self, name: str) -> RuleInfo | None:
        return self.results.rules.get(name)

    def is_duty(self, finding: Finding) -> bool:
        return is_duty(self.rule(finding.rule))

    def case(self, finding: Finding) -> CaseSummary | None:
        return self.cases.get((finding.crn, finding.event_number))

    def can_be_mended(self, finding: Finding) -> bool:
        """Whether somebody can still put it right, or record the reason."""
        return finding.remediable != "no" and still_owed(self.case(finding), self.rule(finding.rule))


def duty_of(finding: Finding) -> Duty:
    return (finding.crn, finding.event_number, finding.rule)
