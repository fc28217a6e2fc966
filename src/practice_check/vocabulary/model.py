"""The vocabulary file: entries, periods and named conditions (docs/rule-language.md, section 4)."""

from typing import Self

from pydantic import Field, model_validator

from practice_check.rulebook.model import Condition, Part, Scalar, Tests


class EntryWord(Part):
    """A kind of entry: rows of a table, several words together, or a rise or fall of a period's value."""

    noun: str
    table: str | None = None
    date: str = "date"
    where: Tests = Field(default_factory=dict)
    any_of: list[str] | None = None
    rise_of: str | None = None
    fall_of: str | None = None
    produced: bool = Field(False, description="a review itself brings it about")
    counts_when_future: bool = False

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(form is not None for form in (self.table, self.any_of, self.rise_of, self.fall_of)) != 1:
            raise ValueError("an entry word has exactly one of table, any_of, rise_of, fall_of")
        return self


class PeriodWord(Part):
    """A thing with start and end: rows of a table, and the column that holds its value."""

    noun: str
    table: str
    value: str | None = None
    where: Tests = Field(default_factory=dict)
    always: bool = Field(False, description="everyone has a value at all times: no row is unknown, not none")
    order: list[Scalar] | None = None
    start: str = "start"
    end: str = "end"


class Vocabulary(Part):
    entries: dict[str, EntryWord]
    periods: dict[str, PeriodWord]
    conditions: dict[str, Condition]
