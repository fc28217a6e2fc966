"""What a run leaves open and how often duties were met, counted as people see it: roots, and duties only."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import IO

from practice_check.audit.checked import CheckedCase
from practice_check.audit.results import CaseSummary, Finding, Results
from practice_check.audit.standing import is_duty
from practice_check.history.side import Side
from practice_check.rulebook.model import Severity, VerdictWord

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
        self._head = head
        self._fingerprints = fingerprints
        self._duties = {name for name, rule in head.rules.items() if is_duty(rule)}
        self.verdicts: Counter[VerdictWord] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.themes: Counter[str] = Counter()
        self.cases = 0

    def person(self, cases: list[CheckedCase]) -> None:
        gaps = [finding for case in cases for finding in _gaps(case)]
        summaries = [case.summary() for case in cases]
        side = Side(self._head.model_copy(update={"cases": summaries, "findings": gaps}))
        self.cases += sum(map(_counts, summaries))
        for case in cases:
            carried = case.carried
            for rule, verdict in zip(carried.rules, carried.verdicts, strict=True):
                if verdict != "not_applicable" and self._is_duty(rule):
                    self.verdicts[verdict] += 1
            for rule, count in case.not_applicable.items():
                if self._is_duty(rule):
                    self.verdicts["not_applicable"] += count
        for name, finding in side.gaps.items():
            self._fingerprints.write(name + "\n")
            if name in side.follows:
                self.verdicts["gap"] -= 1
            elif side.can_be_mended(finding) and _counts(side.case(finding)):
                self.severities[finding.severity] += 1
                rule_info = side.rule(finding.rule)
                self.themes.update(rule_info.themes if rule_info else ())

    def _is_duty(self, rule: str) -> bool:
        """What could not be checked as a whole belongs to no rule."""
        return bool(rule) and (rule in self._duties or rule not in self._head.rules)


def _gaps(case: CheckedCase) -> Iterator[Finding]:
    carried = case.carried
    return (
        Finding.model_validate_json(body)
        for body, verdict in zip(carried.bodies, carried.verdicts, strict=True)
        if verdict == "gap"
    )


def _counts(case: CaseSummary | None) -> bool:
    return case is not None and case.live is not False and case.worst != "not_checked"
