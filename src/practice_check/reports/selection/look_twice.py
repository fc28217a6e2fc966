"""What to look at twice: caseload warnings, which no single case shows. They are no findings and accuse nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from practice_check.audit.results import CaseloadWarning
from practice_check.reports.selection.items import View


@dataclass(frozen=True)
class LookTwice:
    """``manager``: a list for each warning, of all that it says. ``quality_team``: likewise, for no manager's screen.

    ``not_looked_at``: those that could not be looked at in all cases, and say nothing of the others.
    """

    manager: list[list[CaseloadWarning]]
    quality_team: list[list[CaseloadWarning]]
    not_looked_at: list[CaseloadWarning]

    @property
    def any(self) -> bool:
        return bool(self.manager or self.quality_team or self.not_looked_at)


def look_twice(view: View) -> LookTwice:
    warnings = view.results.warnings
    return LookTwice(
        manager=_together(each for each in warnings if each.warns and each.for_ == "manager"),
        quality_team=_together(each for each in warnings if each.warns and each.for_ == "quality_team"),
        not_looked_at=[each for each in warnings if not each.warns],
    )


def _together(warnings: Iterable[CaseloadWarning]) -> list[list[CaseloadWarning]]:
    found: dict[str, list[CaseloadWarning]] = {}
    for each in warnings:
        found.setdefault(each.id, []).append(each)
    return list(found.values())
