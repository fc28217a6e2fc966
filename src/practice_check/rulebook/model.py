"""A rule, as it stands in its YAML file. ``docs/rule-language.md`` says what each slot means.

The models only hold and check the shape; names (of words, parameters and other rules) are checked by the loader.
"""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from practice_check.rulebook.values import Length, Number

Kind = Literal["duty", "measure", "outcome"]
Owner = Literal["officer", "manager", "court_team", "victim_unit", "administrator"]
Severity = Literal["high", "medium", "low"]
Remediable = Literal["yes", "explain", "no"]
VerdictWord = Literal[
    "met",
    "met_late",
    "gap",
    "due",
    "excepted",
    "not_applicable",
    "cannot_tell",
    "needs_judgement",
    "not_checked",
]
Anchor = Literal["start", "sentence", "release", "allocation", "end"]
Scalar = bool | int | float | str


def _yes_no(value: object) -> object:
    """YAML reads a bare ``yes`` as true; ``remediable: yes`` means the word."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# ---------------------------------------------------------------- tests of a field


class Compare(Part):
    """A test that is more than equality. Exactly one key."""

    at_least: Number | None = None
    at_most: Number | None = None
    is_not: Scalar | list[Scalar] | None = Field(None, alias="not")
    contains: Scalar | None = None
    not_recorded_as: Scalar | list[Scalar] | None = Field(None, description="as 'not', but a blank passes")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("give exactly one of at_least, at_most, not, contains, not_recorded_as")
        return self


#: ``value`` | ``[values]`` | ``recorded`` | ``not_recorded`` | ``opener.FIELD`` | a comparison
Test = Scalar | list[Scalar] | Compare
Tests = dict[str, Test]


# ---------------------------------------------------------------- entries and conditions


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


# ---------------------------------------------------------------- opens


class OpensAt(Part):
    """One occasion at an anchor. ``start`` opens at the start and again at each release, re-release and transfer in."""

    at: Anchor


class OpensEach(Part):
    """One occasion for each entry of the words."""

    each: Annotated[list[EntryRef], Field(min_length=1)]
    once_per: str | None = Field(None, description="a field: only the first entry with each value of it opens")
    cluster: Length | None = Field(None, description="entries within this of the first are one occasion")

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


class Cover(Part):
    period: str
    exactly_one: Literal[True] = True
    allow: Length | None = Field(None, description="so long without one, or with two, is still right")


class CoverExpected(Part):
    cover: Cover


class EntryExpected(Entry):
    """An entry of this kind within the window."""


class AnyExpected(Part):
    any_of: list["Expects"] = Field(min_length=1)


class WhenExpected(Part):
    """A part of ``all_of`` that is expected only when its condition holds on the opening day."""

    when: Condition
    expects: "Expects"


class AllExpected(Part):
    all_of: list["Expects"] = Field(min_length=1)


_EXPECTS_KEYS: dict[str, type[Part]] = {
    "when": WhenExpected,
    "any_of": AnyExpected,
    "all_of": AllExpected,
    "opener": OpenerExpected,
    "state": StateExpected,
    "count": CountExpected,
    "cover": CoverExpected,
    "entry": EntryExpected,
}


def _expects(value: object) -> object:
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
    | CoverExpected
    | EntryExpected,
    BeforeValidator(_expects),
]


# ---------------------------------------------------------------- the rule


class ProducedLookBack(Part):
    """Look back only where the trigger is one that a review itself produces (a raised level, a registration)."""

    produced: Length


class Question(Part):
    ask: str
    reasons: list[str] = Field(default_factory=list)
    decides: bool = Field(False, description="without an answer the verdict is needs_judgement in place of met")


class Unless(Entry):
    """A recorded, reasoned departure that excuses: an entry from the look-back to the as-of date."""


class Source(Part):
    report: Literal["northumbria", "york", "bedfordshire", "tr5", "annual"]
    para: str


def _text_para(value: object) -> object:
    if isinstance(value, dict) and isinstance(value.get("para"), int | float):
        return {**value, "para": str(value["para"])}
    return value


SourceRef = Annotated[Source, BeforeValidator(_text_para)]


class Example(Part):
    """A case and the verdict that the rule must give on it. ``case`` is laid over the rule's ``example_base``."""

    name: str
    case: dict[str, Any] = Field(default_factory=dict)
    as_of: dt.date | None = None
    verdict: VerdictWord
    due: dt.date | None = None
    missed: int | None = None
    because: str | None = None


def _unless(value: object) -> object:
    return {"entry": value} if isinstance(value, str) else value


class Rule(Part):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    outcome: Literal[
        "assisting-sentencing",
        "delivering-the-sentence",
        "reducing-reoffending",
        "protecting-the-public",
        "victims",
    ]
    criteria: list[str]
    answers: list[str] = Field(min_length=1)
    kind: Kind = "duty"
    owner: Owner
    severity: Severity
    remediable: Annotated[Remediable, BeforeValidator(_yes_no)]
    local_default: bool = Field(False, description="its limit is this project's choice, not printed in a report")
    scope: Literal["order", "person"] = "order"
    themes: list[Literal["child", "victim", "high-risk", "exposed", "contradiction"]] = Field(
        default_factory=list, description="what puts its findings first on a screen"
    )
    question: str
    when: Condition | None = None
    as_at: Literal["opening", "due"] = "opening"
    opens: Opens
    closes: Closes
    looks_back: Length | Literal["none", "in_force", "any"] | ProducedLookBack = "none"
    expects: Expects
    unless: Annotated[Unless, BeforeValidator(_unless)] | None = None
    pauses_while: list[Condition] | None = Field(
        None, description="None: while not supervised in the community; []: never"
    )
    survives_end: bool = False
    fresh: bool = Field(False, description="a near copy of the text before it is no evidence")
    unmet: Literal["gap", "needs_judgement"] = "gap"
    rests_on: list[str] = Field(default_factory=list)
    judge: list[Question] = Field(default_factory=list)
    gap: str
    do: str
    where_to_record: str | None = None
    why: str
    sources: list[SourceRef] = Field(min_length=1)
    decidable_from: list[Literal["template", "ndelius", "oasys", "victim_unit", "court"]] = Field(min_length=1)
    example_base: dict[str, Any] = Field(default_factory=dict)
    examples: list[Example] = Field(min_length=1)

    @model_validator(mode="after")
    def _only_a_duty_makes_a_gap(self) -> Self:
        if self.kind != "duty" and self.unmet == "gap":
            raise ValueError(f"a {self.kind} cannot make a gap: write 'unmet: needs_judgement'")
        return self


class Pack(Part):
    """A set of rules with the dates it was in force; it may take in rules whose home is another pack."""

    id: str
    title: str
    in_force: "InForce"
    includes: list[str] = Field(default_factory=list)
    on: bool = True


class InForce(Part):
    """From the first day to the day before the last; either may be open."""

    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")


for _model in (All, AnyOf, Not, AnyExpected, WhenExpected, AllExpected, OpensBecomes, OpensEvery, Rule, Pack):
    _model.model_rebuild()
