"""What a score is made of. Shares are fractions of 1: ``low`` with the undecided below the line, ``high`` above."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

#: How an outcome's score is taken from its questions; the reports can be read in each of these ways.
#: ``questions``: the mean of its questions. ``criteria``: the mean of its criteria, each the mean of its questions.
#: ``answers``: all answers to its questions pooled.
Reading = Literal["questions", "criteria", "answers"]

#: What cases can be broken down by, with the words of a screen.
BREAKDOWNS: dict[str, str] = {
    "team": "team",
    "officer": "officer",
    "rosh": "RoSH level",
    "order-type": "order type",
    "gender": "gender",
    "ethnicity": "ethnicity",
    "disability": "disability",
}


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Settings(Part):
    """The choices that the reports leave open, each of them on the page."""

    reading: Reading = "questions"
    late_counts: bool = Field(False, description="what was done late is above the line")
    with_outcomes: bool = Field(True, description="what became of the person counts: compliance, reoffending, progress")
    with_measures: bool = Field(False, description="what inspectors only counted is averaged too")
    by: Sequence[str] = ()
    smallest_group: int = Field(10, description="a group with fewer cases is not broken out")


class Tally(Part):
    """How many were above the line, late, below it or undecided. ``presence_only``: of those above, by record alone."""

    above: int = 0
    late: int = 0
    below: int = 0
    undecided: int = 0
    presence_only: int = 0

    @property
    def base(self) -> int:
        return self.above + self.late + self.below + self.undecided

    def plus(self, other: "Tally") -> "Tally":
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in Tally.model_fields})


class Range(Part):
    """A score: one figure where nothing is undecided, else from ``low`` to ``high``; null where no case is relevant."""

    low: float | None
    high: float | None


class QuestionScore(Part):
    """One question: a rule, over the cases to which it applies. ``occasions``: the same over each time that it bit."""

    rule: str
    question: str
    kind: str
    outcome: str
    criteria: list[str]
    averaged: bool = Field(description="whether it stands in the average of its outcomes")
    cases: Tally
    base: int
    score: Range
    occasions: Tally
    occasion_score: Range


class CriterionScore(Part):
    criterion: str
    title: str
    questions: int
    score: Range


class OutcomeScore(Part):
    outcome: str
    title: str
    questions: int
    answers: Tally
    base: int = Field(description="answers: a question and a case to which it applied")
    score: Range
    criteria: list[CriterionScore]
    published: dict[str, int] = Field(default_factory=dict, description="per cent, as the reports print them")


class Group(Part):
    """The cases that share a value. ``outcomes`` is empty where there are fewer than the smallest group."""

    by: str
    value: str
    cases: int
    outcomes: list[OutcomeScore] = Field(default_factory=list)


class FactorRow(Part):
    """A factor linked with offending: in how many cases, and the shares with sufficient interventions and progress."""

    factor: str
    cases: int
    interventions: Range
    progress: Range


class Scores(Part):
    settings: Settings
    packs: dict[str, int]
    cases: int
    cases_not_checked: int
    not_yet_due: int
    outcomes: list[OutcomeScore]
    measures: list[QuestionScore]
    questions: list[QuestionScore]
    groups: list[Group]
    factors: list[FactorRow]
