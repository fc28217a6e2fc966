"""What all findings of a rule have alike, made once: when it judges, its words, and its part of their JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.audit.json_text import listed, quoted, text
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.verdicts.decide import Verdict
from practice_check.verdicts.line import line_of, presence_only
from practice_check.verdicts.messages import Sentences
from practice_check.vocabulary.explain import Came

CAME = {FALSE: "false", UNKNOWN: "unknown", TRUE: "true"}


@dataclass(frozen=True, slots=True)
class InForce:
    """A pack, and the days on which it is in force, from ``start`` to the day before ``end``."""

    pack: str
    start: int
    end: int


class RuleFrame:
    """``in_force``: the packs with the rule that may judge it, in order; ``home``: the first of all its packs.

    ``decided_by_question``: what is recorded does not settle it, before an assessor has answered.
    """

    __slots__ = (
        "_conditions",
        "_heads",
        "_lines",
        "_within",
        "decided_by_question",
        "do",
        "home",
        "id",
        "in_force",
        "owner",
        "questions",
        "remediable",
        "rule",
        "sentences",
        "severity",
        "where_to_record",
    )

    def __init__(self, rule: m.Rule, in_force: Sequence[InForce], home: str) -> None:
        self.rule = rule
        self.id = rule.id
        self.severity = rule.severity
        self.owner = rule.owner
        self.in_force = list(in_force)
        self.home = home
        self.sentences = Sentences(rule)
        self.decided_by_question = any(question.decides for question in rule.judge)
        self.remediable = quoted(rule.remediable)
        self.do = quoted(rule.do)
        self.questions = listed([question.ask for question in rule.judge])
        self.where_to_record = text(rule.where_to_record)
        self._heads: dict[tuple[m.VerdictWord, m.Severity], str] = {}
        self._conditions: dict[tuple[Truth, ...], str] = {}
        self._lines: dict[tuple[m.VerdictWord, bool], tuple[bool, str]] = {}
        self._within: tuple[Duration | None, str] = (None, "")

    def pack_on(self, day: int) -> str | None:
        """The pack under which the rule judges what opened on the day; None where none is in force."""
        for each in self.in_force:
            if each.start <= day < each.end:
                return each.pack
        return None

    def head(self, word: m.VerdictWord, severity: m.Severity) -> str:
        """The keys from rule to owner."""
        found = self._heads.get((word, severity))
        if found is None:
            parts = (("rule", self.id), ("verdict", word), ("severity", severity), ("owner", self.owner))
            found = ",".join(f'"{key}":{quoted(value)}' for key, value in parts)
            self._heads[word, severity] = found
        return found

    def conditions(self, came: Sequence[Came]) -> str:
        """What the conditions came to, as steps of a reasoning: they are the same for each occasion of the rule."""
        truths = tuple([each.truth for each in came])
        found = self._conditions.get(truths)
        if found is None:
            found = "".join([step(each.text, CAME[each.truth]) for each in came])
            self._conditions[truths] = found
        return found

    def in_words(self, within: Duration) -> str:
        """The limit by which a day was counted, in the words behind the day: there are few, one at a time."""
        last, said = self._within
        if within is not last:
            said = f", within {within}"
            self._within = (within, said)
        return said

    def line(self, verdict: Verdict) -> tuple[bool, str]:
        """Whether it is above or late only by what is recorded; and the keys from line to what is wanting."""
        if verdict.answer is not None:
            return self._line(verdict)
        word = verdict.word
        key = (word, word == "needs_judgement" and verdict.unmet)
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = self._line(verdict)
        return found

    def _line(self, verdict: Verdict) -> tuple[bool, str]:
        of_presence = presence_only(self.rule, verdict)
        line = text(line_of(self.rule, verdict))
        return of_presence, f',"line":{line},"presence_only":{"true" if of_presence else "false"},"wanting":'


def step(said: str, came_to: str = "") -> str:
    """A step of a reasoning, as JSON behind the one before it."""
    return f',{{"text":{quoted(said)},"came_to":"{came_to}"}}'
