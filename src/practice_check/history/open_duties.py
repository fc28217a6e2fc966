"""What a run leaves open and how often duties were met, counted as people see it: roots, and duties only."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import IO

from practice_check.audit.checked import CheckedCase
from practice_check.audit.results import Results
from practice_check.audit.standing import is_duty, still_owed
from practice_check.rulebook.model import Remediable, Severity, VerdictWord

#: The fingerprints of a small run stay in memory; those of a larger one lie on disk meanwhile.
_IN_MEMORY = 1 << 22


@dataclass(frozen=True)
class OpenDuties:
    """``verdicts``: duties by verdict, what follows from another left out. ``fingerprints``: all gaps, one by one.

    ``severities`` and ``themes`` count what is open and can still be put right, in ``cases`` that run and were checked.
    """

    verdicts: Mapping[VerdictWord, int]
    severities: Mapping[Severity, int]
    themes: Mapping[str, int]
    fingerprints: Iterable[str]
    cases: int


@contextmanager
def open_duties(head: Results, cases: Iterable[CheckedCase]) -> Iterator[OpenDuties]:
    """Of a run that is read case by case: ``cases``, those of each person together. ``head``: its results, whatever
    cases and findings they carry."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n") as fingerprints:
        adding = _Adding(head, fingerprints)
        for _, theirs in groupby(cases, key=lambda case: case.crn):
            adding.person(list(theirs))
        fingerprints.seek(0)
        lines = (line.rstrip("\n") for line in fingerprints)
        yield OpenDuties(adding.verdicts, adding.severities, adding.themes, lines, adding.cases)


class _Adding:
    def __init__(self, head: Results, fingerprints: IO[str]) -> None:
        self._rules = head.rules
        self._fingerprints = fingerprints
        self._found: Counter[tuple[str, VerdictWord]] = Counter()
        self._not_applicable: Counter[str] = Counter()
        self._follow = 0
        self.severities: Counter[Severity] = Counter()
        self.themes: Counter[str] = Counter()
        self.cases = 0

    def person(self, cases: list[CheckedCase]) -> None:
        gaps = {gap.fingerprint: gap for case in cases for gap in self._gaps(case)}
        roots = {gap.rule for gap in gaps.values() if gap.root is None}
        for case in cases:
            self.cases += _counts(case)
            self._found.update(zip(case.carried.rules, case.carried.verdicts, strict=True))
            self._not_applicable.update(case.not_applicable)
        for name, gap in gaps.items():
            self._fingerprints.write(name + "\n")
            rule_info = self._rules.get(gap.rule)
            if gap.root in roots:
                self._follow += 1
            elif gap.remediable != "no" and _counts(gap.case) and still_owed(gap.case, rule_info):
                self.severities[gap.severity] += 1
                self.themes.update(rule_info.themes if rule_info else ())

    def _gaps(self, case: CheckedCase) -> Iterator["_Gap"]:
        carried = case.carried
        for place, fingerprint, remediable in carried.gaps:
            rule, root = carried.rules[place], carried.roots[place]
            if is_duty(self._rules.get(rule)):
                above = root if root != rule else None
                yield _Gap(fingerprint, rule, above, carried.severities[place], remediable, case)

    @property
    def verdicts(self) -> Mapping[VerdictWord, int]:
        found: Counter[VerdictWord] = Counter()
        for (rule, verdict), count in self._found.items():
            if verdict != "not_applicable" and self._is_duty(rule):
                found[verdict] += count
        for rule, count in self._not_applicable.items():
            if self._is_duty(rule):
                found["not_applicable"] += count
        if self._follow:
            found["gap"] -= self._follow
        return found

    def _is_duty(self, rule: str) -> bool:
        """What could not be checked as a whole belongs to no rule."""
        return bool(rule) and is_duty(self._rules.get(rule))


@dataclass(frozen=True, slots=True)
class _Gap:
    """``root``: the rule that it follows from, if there is one."""

    fingerprint: str
    rule: str
    root: str | None
    severity: Severity
    remediable: Remediable
    case: CheckedCase


def _counts(case: CheckedCase) -> bool:
    return case.live is not False and case.worst != "not_checked"
