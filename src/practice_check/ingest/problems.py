"""What is wrong with an export, said once, where it stands and with its mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from practice_check.cells.texts import shown, sound


class InputError(Exception):
    """An input that cannot be opened at all, so that nothing of it can be checked."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(f"{message}: {mend}")
        self.message = message
        self.mend = mend


#: ``fault``: something that stands in the file went unread. ``absent``: what the file does not hold: allowed, and
#: unknown. ``left_out``: rows that a mapping leaves out, with the reason. ``doubt``: it was read, and does not go
#: together with something else that was.
ProblemKind = Literal["fault", "absent", "left_out", "doubt"]


class Problem(BaseModel):
    """One thing about an export that somebody should know: where it stands, what it is, and what mends it.

    ``row`` is counted as Excel counts, and in JSON from 1 (for a field of the case itself: the case's place in the
    file, or its line). ``column`` is the heading as the export has it. ``source``, ``table`` and ``fields`` tie it to
    the case record: what is left unknown for want of what stands here. No fields: the table has not all its rows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    message: str
    mend: str
    crn: str | None
    kind: ProblemKind = "fault"
    rows: int = Field(1, ge=0, description="how many rows it speaks of; row is the first of them")
    source: str | None = Field(None, description="the row of the case record that it is of, as evidence names it")
    table: str | None = Field(None, description="the table of the case record of which it leaves something unknown")
    fields: list[str] = Field(default_factory=list, description="the fields of that row that it leaves unknown")
    sources: list[str] = Field(default_factory=list, description="all its rows, where it speaks of several")
    opens: dict[str, list[str]] = Field(
        default_factory=dict, description="tables that it leaves with less than all their rows, and of whom (CRNs)"
    )
    beside: bool = Field(
        False, description="of a file beside the export: answers, departures, progress noted, or a sample"
    )

    @model_validator(mode="before")
    @classmethod
    def _kind_of_older_results(cls, given: Any) -> Any:
        """Results of before there were kinds: what names no row, column or value is absent."""
        if isinstance(given, dict) and "kind" not in given:
            somewhere = any(given.get(name) is not None for name in ("row", "column", "value"))
            return {**given, "kind": "fault" if somewhere else "absent"}
        return given

    @property
    def is_fault(self) -> bool:
        return self.kind == "fault"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an export something stands. ``source``: the same, as a row of the case record names it."""

    file: str
    sheet: str | None = None
    row: int | None = None
    crn: str | None = None
    source: str | None = None

    def problem(
        self,
        message: str,
        mend: str,
        *,
        column: str | None = None,
        value: object = None,
        kind: ProblemKind = "fault",
        rows: int = 1,
        table: str | None = None,
        fields: Sequence[str] = (),
    ) -> Problem:
        """``table`` and ``fields``: what of the case record it leaves unknown."""
        return Problem(
            file=shown(self.file),
            sheet=None if self.sheet is None else shown(self.sheet),
            row=self.row,
            column=None if column is None else shown(column),
            value=None if value is None else shown(value),
            message=sound(message),
            mend=sound(mend),
            crn=None if self.crn is None else shown(self.crn),
            kind=kind,
            rows=rows,
            source=self.source,
            table=table,
            fields=list(fields),
        )


def beside_the_export(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, as those of a file that is no part of the export."""
    return [problem.model_copy(update={"beside": True}) for problem in problems]
