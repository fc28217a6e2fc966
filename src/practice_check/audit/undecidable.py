"""What an export cannot decide for any case, since it has no such sheet or column: said once for the run."""

from typing import TYPE_CHECKING

from pydantic import Field

from practice_check.audit.parts import Part
from practice_check.rulebook import Rulebook
from practice_check.rulebook.columns import CASE
from practice_check.rulebook.needs import Decidable, Holdings, Need

if TYPE_CHECKING:
    from practice_check.audit.stored.sums import Sums


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


def undecidable(book: Rulebook, held: Holdings, sums: "Sums") -> list[Undecidable]:
    """The rules that this export can decide in no case, with what is wanting; the one in most cases first.

    A rule that can be told in some case, or one way, is none: what it lacks is then worth reading case by case.
    """
    never_told = [rule for rule in sums.untold if rule not in sums.told and rule in book.rules]
    needs = Decidable(book, held, never_told).of_rules
    found = [
        Undecidable(
            rule=rule,
            missing=[Lacking.of(need) for need in each.missing],
            cases=sums.untold_cases[rule],
            findings=sums.untold[rule],
        )
        for rule, each in needs.items()
        if each.missing and not each.recorded and not each.not_recorded
    ]
    return sorted(found, key=lambda each: (-each.cases, each.rule))
