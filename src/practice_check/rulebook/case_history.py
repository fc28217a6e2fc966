"""What the history of a case shows, as it stands in ``rules/_reports/case-history.yaml``.

A word stands for its entries or periods, as in a rule. ``say`` is a sentence with columns of the word's tables in
braces; a blank cell is said to be not recorded. In a lane each row is drawn once, by the first of the words that finds
it for sure.
"""

from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from practice_check.rulebook.conditions import NarrowedRef, Part
from practice_check.rulebook.values import Duration, Length

#: What a mark stands for, and so its shape; ``unclear``: a blank leaves open what it is.
Sign = Literal["seen", "missed", "document", "event", "step", "unclear"]


def _many(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


class LastAsked(Part):
    """The latest entry that everybody asks for first."""

    what: str
    of: NarrowedRef


class PeriodDrawn(Part):
    of: str
    say: str | None = Field(None, description="nothing: the word's noun")


class MarksDrawn(Part):
    of: Annotated[list[NarrowedRef], Field(min_length=1), BeforeValidator(_many)]
    say: str | None = Field(None, description="nothing: the word's noun")
    sign: Sign = "step"


class Lane(Part):
    lane: str
    periods: list[PeriodDrawn] = Field(default_factory=list)
    marks: list[MarksDrawn] = Field(default_factory=list)


class ComparedField(Part):
    """A column of the document: a text by its likeness, all else by its value."""

    field: str
    say: str


class ComparedParts(Part):
    """Rows that hang on the document: those whose ``by`` is its row_id; without one, those of its date."""

    of: str
    by: str
    field: str = Field(description="the text that tells one part from another")
    named: str | None = Field(None, description="a column that names a part in a word or two")
    say: str = Field(description="several of them: objectives")


class Document(Part):
    """A document that is compared version by version, with what may have happened between two of them."""

    document: str
    of: NarrowedRef
    happened: NarrowedRef | None = Field(None, description="nothing: it is not meant to follow what happens")
    reviewed: NarrowedRef | None = Field(None, description="entries that review it and leave the document as it is")
    fields: list[ComparedField] = Field(default_factory=list)
    parts: list[ComparedParts] = Field(default_factory=list)


class HistoryForm(Part):
    """The whole file. ``around``: so long before the order begins and after it ends is looked at."""

    around: Length = Duration(0, "day")
    order: str = Field("order", description="the lane of the order itself")
    last: list[LastAsked] = Field(default_factory=list)
    lanes: list[Lane] = Field(default_factory=list)
    documents: list[Document] = Field(default_factory=list)


def slots(sentence: str) -> list[str]:
    """The columns that a sentence names. Raises ValueError where it is none."""
    return [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
