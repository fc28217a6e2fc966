"""The parts of a rule that look at a record: tests of a field, entries, and conditions on a day."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from practice_check.rulebook.values import Length, Number

Scalar = bool | int | float | str


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class By(Part):
    """So long after another date of the same row, at the latest."""

    field: str
    within: Length


class Compare(Part):
    """A test that is more than equality. Exactly one key."""

    at_least: Number | None = None
    at_most: Number | None = None
    is_not: "Scalar | list[Scalar] | Compare | None" = Field(
        None, alias="not", description="neither value nor any of the values; of a comparison: turned"
    )
    contains: Scalar | None = None
    not_recorded_as: Scalar | list[Scalar] | None = Field(None, description="as 'not', but a blank passes")
    by: By | None = Field(None, description="a date: not later than this")
    after: str | None = Field(None, description="a date: later than this date of the same row")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("give exactly one of at_least, at_most, not, contains, not_recorded_as, by, after")
        return self


def innermost(test: Compare) -> Compare:
    """The comparison itself, where it is turned by ``not``."""
    return innermost(test.is_not) if isinstance(test.is_not, Compare) else test


#: ``value`` | ``[values]`` | ``recorded`` | ``not_recorded`` | ``opener.FIELD`` | a comparison
Test = Scalar | list[Scalar] | Compare
Tests = dict[str, Test]


class Entry(Part):
    """Entries of a word of the vocabulary, narrowed by ``where``; written as a bare name when nothing narrows it."""

    entry: str
    where: Tests = Field(default_factory=dict)
    matching: dict[str, str] = Field(default_factory=dict, description="evidence field: opener field")
    not_before: str | None = Field(None, description="a word: entries before its first entry do not count")
    later: bool = Field(False, description="what is dated on the opening day does not count")


def _entry(value: object) -> object:
    return {"entry": value} if isinstance(value, str) else value


EntryRef = Annotated[Entry, BeforeValidator(_entry)]


class Narrowed(Part):
    """Entries of a word, narrowed by ``where`` alone; written as a bare name when nothing narrows it."""

    entry: str
    where: Tests = Field(default_factory=dict)


NarrowedRef = Annotated[Narrowed, BeforeValidator(_entry)]


class All(Part):
    all: list["Condition"] = Field(min_length=1)


class AnyOf(Part):
    any: list["Condition"] = Field(min_length=1)


class Not(Part):
    not_: "Condition" = Field(alias="not")


class Named(Part):
    name: str


class Has(Part):
    """Some entry on or before the day, no older than ``within``; ``since_start``: not before the latest start."""

    has: EntryRef
    within: Length | None = None
    since_start: bool = False


class PeriodIs(Part):
    """Some row of the period is open on the day and its value passes."""

    period: str
    value: Test | None = Field(None, alias="is")


class CaseIs(Part):
    case: Tests


class OpenerIs(Part):
    opener: Tests


def _false_word(value: object) -> object:
    """YAML reads a bare ``false`` as a truth value; here it is a word."""
    return "false" if value is False else value


class LatestIs(Part):
    """The latest entry on or before the day passes. None there: unknown, unless ``none`` says otherwise."""

    latest: EntryRef
    tests: Tests = Field(alias="is")
    none: Annotated[Literal["unknown", "false"], BeforeValidator(_false_word)] = "unknown"


class Only(Part):
    """Every open row of the period has one of the values, and there is at least one row."""

    only: str
    among: list[Scalar]


class OthersOpen(Part):
    """Another row of the period than the opener is open on the day."""

    others_open: str


class Remaining(Part):
    """At least so much of the order is left on the day."""

    remaining: Length


class PlanNames(Part):
    """The latest plan of this word lists the opener's ``kind`` in ``field``."""

    plan_names: str
    field: str = "review_triggers"


_CONDITION_KEYS: dict[str, type[Part]] = {
    "all": All,
    "any": AnyOf,
    "not": Not,
    "name": Named,
    "has": Has,
    "period": PeriodIs,
    "case": CaseIs,
    "opener": OpenerIs,
    "latest": LatestIs,
    "only": Only,
    "others_open": OthersOpen,
    "remaining": Remaining,
    "plan_names": PlanNames,
}


def _condition(value: object) -> object:
    if isinstance(value, str):
        return Named(name=value)
    if isinstance(value, dict):
        for key, model in _CONDITION_KEYS.items():
            if key in value:
                return model.model_validate(value)
        raise ValueError(f"a condition is a name or has one of the keys {', '.join(_CONDITION_KEYS)}")
    return value


ConditionForm = (
    All
    | AnyOf
    | Not
    | Named
    | Has
    | PeriodIs
    | CaseIs
    | OpenerIs
    | LatestIs
    | Only
    | OthersOpen
    | Remaining
    | PlanNames
)
Condition = Annotated[ConditionForm, BeforeValidator(_condition)]


for _model in (All, AnyOf, Not):
    _model.model_rebuild()
