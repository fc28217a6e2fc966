"""Whose cases hold what is open, so that help goes where it is needed. It compares nobody: no ranking, no colours."""

from collections import defaultdict
from dataclasses import dataclass

from practice_check.audit.results import CaseSummary
from practice_check.reports.selection.items import View, grouped


@dataclass(frozen=True)
class Officer:
    """What is open in the cases that an officer has now, of the duties that officers owe.

    ``cases``: the caseload, the cases that run (or may, for all the record shows) and were checked. ``open``: duties
    open in them that somebody can still act on, one for a case and duty. ``open_after_end``: likewise in cases that
    have ended; who has nothing else is left out. ``per_ten``: ``open`` for each ten cases; None where there are fewer
    cases than a rate may rest on.
    """

    name: str
    cases: int
    open: int
    open_after_end: int
    per_ten: float | None


@dataclass(frozen=True)
class Whose:
    """``officers`` in the order of the alphabet. ``nobody``: the cases that no officer has, if there are any."""

    officers: list[Officer]
    nobody: Officer | None
    minimum_base: int


def whose(view: View) -> Whose:
    base = view.results.run.minimum_base
    caseload: dict[str, int] = defaultdict(int)
    for case in view.results.cases:
        if _counts(case):
            caseload[case.officer or ""] += 1
    running: dict[str, int] = defaultdict(int)
    ended: dict[str, int] = defaultdict(int)
    for item in grouped(view.open):
        finding, case_of = item.finding, view.case(item.finding)
        if finding.owner == "officer" and view.can_be_acted_on(finding):
            case_ended = case_of is not None and case_of.live is False
            (ended if case_ended else running)[finding.officer_now or ""] += 1
    lines = {
        name: Officer(
            name=name,
            cases=caseload.get(name, 0),
            open=running.get(name, 0),
            open_after_end=ended.get(name, 0),
            per_ten=round(10 * running.get(name, 0) / caseload[name], 1) if caseload.get(name, 0) >= base else None,
        )
        for name in {**caseload, **running}
    }
    nobody = lines.pop("", None)
    return Whose(sorted(lines.values(), key=lambda officer: officer.name.casefold()), nobody, base)


def _counts(case: CaseSummary) -> bool:
    return case.live is not False and case.worst != "not_checked"
