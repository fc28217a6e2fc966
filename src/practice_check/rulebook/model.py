"""A rule, as it stands in its YAML file. ``docs/rule-language.md`` says what each slot means.

The models only hold and check the shape; names (of words, parameters and other rules) are checked by the loader. Here
are the rule and the pack; ``conditions`` and ``slots`` hold their parts, which can be had from here as well.
"""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from practice_check.rulebook.conditions import (
    All,
    AnyOf,
    By,
    CaseIs,
    Compare,
    Condition,
    ConditionForm,
    Entry,
    EntryRef,
    Has,
    LatestIs,
    Named,
    Narrowed,
    Not,
    Only,
    OpenerIs,
    OthersOpen,
    Part,
    PeriodIs,
    PlanNames,
    Remaining,
    Scalar,
    Test,
    Tests,
    innermost,
)
from practice_check.rulebook.slots import (
    AllExpected,
    Anchor,
    AnswerExpected,
    AnyExpected,
    Closes,
    ClosesBy,
    ClosesUntilNext,
    ClosesWithin,
    Count,
    CountExpected,
    Cover,
    CoverExpected,
    EntryExpected,
    Expects,
    OpenerExpected,
    Opens,
    OpensAt,
    OpensBecomes,
    OpensChange,
    OpensEach,
    OpensEvery,
    OpensOverdue,
    PlanField,
    Share,
    ShareExpected,
    StateExpected,
    WhenExpected,
)
from practice_check.rulebook.values import Length

__all__ = [
    "All",
    "AllExpected",
    "Anchor",
    "AnswerExpected",
    "AnyExpected",
    "AnyOf",
    "By",
    "CaseIs",
    "Closes",
    "ClosesBy",
    "ClosesUntilNext",
    "ClosesWithin",
    "Compare",
    "Condition",
    "ConditionForm",
    "Count",
    "CountExpected",
    "Cover",
    "CoverExpected",
    "Entry",
    "EntryExpected",
    "EntryRef",
    "Example",
    "Expects",
    "Has",
    "InForce",
    "Kind",
    "LatestIs",
    "Named",
    "Narrowed",
    "Not",
    "Only",
    "OpenerExpected",
    "OpenerIs",
    "Opens",
    "OpensAt",
    "OpensBecomes",
    "OpensChange",
    "OpensEach",
    "OpensEvery",
    "OpensOverdue",
    "OthersOpen",
    "Owner",
    "Pack",
    "Part",
    "PeriodIs",
    "PlanField",
    "PlanNames",
    "ProducedLookBack",
    "Question",
    "Remaining",
    "Remediable",
    "Rule",
    "Scalar",
    "Severity",
    "Share",
    "ShareExpected",
    "Source",
    "SourceRef",
    "StateExpected",
    "Test",
    "Tests",
    "Unless",
    "VerdictWord",
    "WhenExpected",
    "innermost",
]

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


def _yes_no(value: object) -> object:
    """YAML reads a bare ``yes`` as true; ``remediable: yes`` means the word."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


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
    severity: Severity | None = Field(None, description="of the finding, where an outer limit steps it up")
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
    themes: list[Literal["child", "victim", "high-risk", "exposed", "contradiction", "awaited"]] = Field(
        default_factory=list, description="what it is about, as far as a screen must know to put it in its place"
    )
    desk: Literal["countersigning", "oversight", "overdue-review", "no-officer", "improvement"] | None = Field(
        None, description="where it stands on the manager's own desk"
    )
    tabled_as: Literal["factor-interventions", "factor-progress"] | None = Field(
        None, description="the column of the prevalent-factor table that it fills, one occasion a factor"
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

    @model_validator(mode="after")
    def _an_answer_is_asked_for(self) -> Self:
        if self.only_asks and not (self.unmet == "needs_judgement" and any(each.decides for each in self.judge)):
            raise ValueError("'expects: answer' needs 'unmet: needs_judgement' and a question in 'judge' that decides")
        return self

    @property
    def only_asks(self) -> bool:
        """Whether nothing in a record can decide it, so that it stands as a question until an assessor answers."""
        return isinstance(self.expects, AnswerExpected)


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


for _model in (Rule, Pack):
    _model.model_rebuild()
