"""What an export cannot decide for any case, since it has no such sheet or column: said once for the run."""

from collections.abc import Iterable
from typing import Protocol

from pydantic import Field

from practice_check.audit.parts import Part
from practice_check.rulebook import Rulebook
from practice_check.rulebook.columns import CASE
from practice_check.rulebook.model import VerdictWord
from practice_check.rulebook.needs import Decidable, Holdings, Need


class Lacking(Part):
    """What the export does not hold: a sheet, or a column of one that it has."""

    sheet: str = Field(description="a table of the case record; 'cases' for what stands of the case itself")
    column: str | None = Field(None, description="null: the whole sheet")
    rows: bool = Field(False, description="the sheet is there, and need not show every row")

    @classmethod
    def of(cls, need: Need) -> "Lacking":
        return cls(sheet="cases" if need.table == CASE else need.table, column=need.column or None, rows=need.whole)


class Undecidable(Part):
    """A rule that came to ``cannot_tell`` wherever it applied, and could to nothing else with this export."""

    rule: str
    missing: list[Lacking] = Field(description="what it would take to decide the rule")
    cases: int
    findings: int


class _Finding(Protocol):
    @property
    def crn(self) -> str: ...
    @property
    def event_number(self) -> int: ...
    @property
    def rule(self) -> str: ...
    @property
    def verdict(self) -> VerdictWord: ...


def undecidable(book: Rulebook, held: Holdings, findings: Iterable[_Finding]) -> list[Undecidable]:
    """The rules that this export can decide in no case, with what is wanting; the one in most cases first.

    A rule that can be told in some case, or one way, is none: what it lacks is then worth reading case by case.
    """
    told: set[str] = set()
    untold: dict[str, list[tuple[str, int]]] = {}
    for finding in findings:
        if finding.verdict == "cannot_tell":
            untold.setdefault(finding.rule, []).append((finding.crn, finding.event_number))
        elif finding.verdict not in ("not_applicable", "not_checked"):
            told.add(finding.rule)
    needs = Decidable(book, held, [rule for rule in untold if rule not in told and rule in book.rules]).of_rules
    found = [
        Undecidable(
            rule=rule,
            missing=[Lacking.of(need) for need in each.missing],
            cases=len(set(untold[rule])),
            findings=len(untold[rule]),
        )
        for rule, each in needs.items()
        if each.missing and not each.recorded and not each.not_recorded
    ]
    return sorted(found, key=lambda each: (-each.cases, each.rule))
