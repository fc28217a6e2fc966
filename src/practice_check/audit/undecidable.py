"""What an export cannot decide for any case, since it has no such sheet or column: said once for the run."""

from collections.abc import Mapping

from pydantic import Field

from practice_check.audit.parts import Part
from practice_check.rulebook import Rulebook
from practice_check.rulebook.columns import CASE
from practice_check.rulebook.model import VerdictWord
from practice_check.rulebook.needs import Decidable, Holdings, Need

#: What says nothing of whether a rule can be told.
_NOT_TOLD = {"cannot_tell", "not_applicable", "not_checked"}


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


def undecidable(
    book: Rulebook, held: Holdings, verdicts: Mapping[str, Mapping[VerdictWord, int]], untold: Mapping[str, int]
) -> list[Undecidable]:
    """The rules that this export can decide in no case, with what is wanting; the one in most cases first.

    ``verdicts``: by rule, how many findings; ``untold``: by rule, in how many cases it could not be told. A rule that
    can be told in some case, or one way, is none: what it lacks is then worth reading case by case.
    """
    never_told = [
        rule
        for rule in untold
        if rule in book.rules and all(verdict in _NOT_TOLD for verdict, count in verdicts[rule].items() if count)
    ]
    needs = Decidable(book, held, never_told).of_rules
    found = [
        Undecidable(
            rule=rule,
            missing=[Lacking.of(need) for need in each.missing],
            cases=untold[rule],
            findings=verdicts[rule]["cannot_tell"],
        )
        for rule, each in needs.items()
        if each.missing and not each.recorded and not each.not_recorded
    ]
    return sorted(found, key=lambda each: (-each.cases, each.rule))
