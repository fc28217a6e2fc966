"""The slots of a rule and what may fill each: ``opens``, ``closes`` and ``expects``."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from practice_check.rulebook.conditions import Condition, Entry, EntryRef, NarrowedRef, Part, Tests
from practice_check.rulebook.values import Length, Number

Anchor = Literal["start", "sentence", "release", "allocation", "end"]

# ---------------------------------------------------------------- opens


class OpensAt(Part):
    """One occasion at an anchor. ``start`` opens at the start and again at each release, re-release and transfer in."""

    at: Anchor


class OpensEach(Part):
    """One occasion for each entry of the words."""

    each: Annotated[list[EntryRef], Field(min_length=1)]
    once_per: str | None = Field(None, description="a field: only the first entry with each value of it opens")
    cluster: Length | None = Field(None, description="entries within this of the first are one occasion")
    earlier: Literal["start"] | None = Field(None, description="what is dated before the order opens on its first day")

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("each"), str | dict):
            return {**value, "each": [value["each"]]}
        return value


class OpensBecomes(Part):
    """At each start where the condition holds, and on each later day on which it becomes so."""

    becomes: Condition


class OpensChange(Part):
    """On each day on which the period's value changes after the start."""

    change_of: str


class OpensEvery(Part):
    """Again and again while the condition holds: counted from the last evidence, or on a fixed grid from its start."""

    every: Length
    while_: Condition = Field(alias="while")
    counted_from: Literal["evidence", "condition"] = Field("evidence", alias="from")


class OpensOverdue(Part):
    """The day after the due date of each occasion of another rule that was not met in time."""

    overdue: str


_OPENS_KEYS: dict[str, type[Part]] = {
    "each": OpensEach,
    "becomes": OpensBecomes,
    "change_of": OpensChange,
    "every": OpensEvery,
    "overdue": OpensOverdue,
}


def _opens(value: object) -> object:
    if isinstance(value, str):
        return OpensAt.model_validate({"at": value})
    if isinstance(value, dict):
        for key, model in _OPENS_KEYS.items():
            if key in value:
                return model.model_validate(value)
        raise ValueError(
            "opens is start, sentence, release, allocation or end, or has one of the keys " + ", ".join(_OPENS_KEYS)
        )
    return value


Opens = Annotated[OpensAt | OpensEach | OpensBecomes | OpensChange | OpensEvery | OpensOverdue, BeforeValidator(_opens)]


# ---------------------------------------------------------------- closes


class ClosesWithin(Part):
    within: Length
    at_latest: Length | None = Field(None, description="the outer limit: severity steps up after it")


class ClosesBy(Part):
    """By an anchor's day or by a date in the opener's own row; ``else`` where that is blank (``none``: no occasion)."""

    by: str
    otherwise: Literal["none"] | Length = Field(alias="else")

    @model_validator(mode="before")
    @classmethod
    def _anchor_needs_no_else(cls, value: Any) -> Any:
        if isinstance(value, dict) and "else" not in value and not str(value.get("by", "")).startswith("opener."):
            return {**value, "else": "none"}
        return value


class ClosesUntilNext(Part):
    """Before the next entry of this kind (due on its day); ``else`` where none follows."""

    until_next: EntryRef
    otherwise: Length = Field(alias="else")


_CLOSES_KEYS: dict[str, type[Part]] = {"within": ClosesWithin, "by": ClosesBy, "until_next": ClosesUntilNext}


def _closes(value: object) -> object:
    if isinstance(value, dict):
        for key, model in _CLOSES_KEYS.items():
            if key in value:
                return model.model_validate(value)
        raise ValueError("closes has one of the keys within, by, until_next")
    return value


Closes = Annotated[ClosesWithin | ClosesBy | ClosesUntilNext, BeforeValidator(_closes)]


# ---------------------------------------------------------------- expects


class PlanField(Part):
    """A number that stands in a field of the latest entry of a word, such as the contact level of the plan."""

    of: str
    field: str


class OpenerExpected(Part):
    """Tests of the opener's own row: ``recorded`` tests the recording, a value tests the value."""

    opener: Tests


class StateExpected(Part):
    """Tests of the case's own fields as they stand."""

    state: Tests


class Count(Part):
    entry: str
    where: Tests = Field(default_factory=dict)
    matching: dict[str, str] = Field(default_factory=dict)
    later: bool = False
    at_least: Number | PlanField | None = None
    at_most: Number | PlanField | None = None
    tolerance_one_in: Number | None = Field(None, description="one in so many may be missing")
    per: Length | None = Field(None, description="in each window of this length, one after the other")
    in_any: Length | None = Field(None, description="in any window of this length, wherever it lies")

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("count takes exactly one of at_least and at_most")
        if self.per is not None and self.in_any is not None:
            raise ValueError("count takes per or in_any, not both")
        if self.in_any is not None and self.at_most is None:
            raise ValueError("in_any goes with at_most")
        if self.tolerance_one_in is not None and self.at_least is None:
            raise ValueError("tolerance_one_in goes with at_least")
        return self


class CountExpected(Part):
    count: Count


class Share(Part):
    of: NarrowedRef
    among: NarrowedRef = Field(alias="in")
    at_most: Number = Field(description="in a hundred")
    base: Number = Field(1, description="fewer entries are too few to tell")
    run: Number | None = Field(None, description="nor so many in a row")


class ShareExpected(Part):
    share: Share


class Cover(Part):
    period: str
    exactly_one: Literal[True] = True
    allow: Length | None = Field(None, description="so long without one, or with two, is still right")


class CoverExpected(Part):
    cover: Cover


class EntryExpected(Entry):
    """An entry of this kind within the window."""


class AnswerExpected(Part):
    """Nothing that a record can show: only an assessor's answer decides. Written ``expects: answer``."""

    answer: Literal["assessor"] = "assessor"


def _no_answer(part: Any) -> Any:
    if isinstance(part, AnswerExpected):
        raise ValueError("'answer' stands alone: what a record shows and what an assessor says cannot be parts of one")
    return part


#: Something that stands beside others, or under a condition.
PartExpected = Annotated["Expects", AfterValidator(_no_answer)]


class AnyExpected(Part):
    any_of: list[PartExpected] = Field(min_length=1)


class WhenExpected(Part):
    """A part of ``all_of`` that is expected only when its condition holds on the opening day."""

    when: Condition
    expects: PartExpected


class AllExpected(Part):
    all_of: list[PartExpected] = Field(min_length=1)


_EXPECTS_KEYS: dict[str, type[Part]] = {
    "when": WhenExpected,
    "any_of": AnyExpected,
    "all_of": AllExpected,
    "opener": OpenerExpected,
    "state": StateExpected,
    "count": CountExpected,
    "share": ShareExpected,
    "cover": CoverExpected,
    "entry": EntryExpected,
    "answer": AnswerExpected,
}


def _expects(value: object) -> object:
    if value == "answer":
        return AnswerExpected()
    if isinstance(value, str):
        return EntryExpected(entry=value)
    if isinstance(value, dict):
        for key, model in _EXPECTS_KEYS.items():
            if key in value:
                return model.model_validate(value)
        raise ValueError(f"expects is a word or has one of the keys {', '.join(_EXPECTS_KEYS)}")
    return value


Expects = Annotated[
    WhenExpected
    | AnyExpected
    | AllExpected
    | OpenerExpected
    | StateExpected
    | CountExpected
    | ShareExpected
    | CoverExpected
    | EntryExpected
    | AnswerExpected,
    BeforeValidator(_expects),
]


for _model in (AnyExpected, WhenExpected, AllExpected, OpensBecomes, OpensEvery):
    _model.model_rebuild()
