"""What all findings of a rule have alike, made once: when it judges, its words, and its part of their JSON."""

from dataclasses import dataclass
from typing import Final

from practice_check.audit.json_text import listed, quoted, text
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.verdicts.decide import RecordVerdicts, Verdict
from practice_check.verdicts.line import line_of, presence_only
from practice_check.verdicts.messages import Sentences
from practice_check.vocabulary.explain import Came

_TO_DO: Final = frozenset({"gap", "due", "cannot_tell", "needs_judgement"})
CAME: Final[dict[Truth, str]] = {FALSE: "false", UNKNOWN: "unknown", TRUE: "true"}


@dataclass(frozen=True, slots=True)
class InForce:
    """A pack, and the days on which it is in force, from ``start`` to the day before ``end``."""

    pack: str
    start: int
    end: int


class RuleFrame:
    """``in_force``: the packs with the rule that may judge it, in order.

    ``decided_by_question``: what is recorded does not settle it, before an assessor has answered.
    """

    __slots__ = (
        "_conditions",
        "_heads",
        "_within",
        "_worded",
        "_worded_high",
        "decided_by_question",
        "do",
        "id",
        "in_force",
        "judged_on",
        "owner",
        "questions",
        "remediable",
        "rule",
        "sentences",
        "severity",
        "verdicts",
        "where_to_record",
    )

    def __init__(self, rule: m.Rule, in_force: list[InForce]) -> None:
        self.rule = rule
        self.id = rule.id
        self.severity = rule.severity
        self.owner = rule.owner
        self.in_force = in_force
        #: ``pack_on``, to be handed on.
        self.judged_on = self.pack_on
        self.sentences = Sentences(rule)
        self.verdicts = RecordVerdicts(rule.unmet)
        self.decided_by_question = any(question.decides for question in rule.judge)
        self.remediable = quoted(rule.remediable)
        self.do = quoted(rule.do)
        self.questions = listed([question.ask for question in rule.judge])
        self.where_to_record = text(rule.where_to_record)
        self._heads: dict[tuple[m.VerdictWord, m.Severity], str] = {}
        self._conditions: dict[int, str] = {}
        self._worded: dict[str, Worded] = {}
        self._worded_high: dict[str, Worded] = {}
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

    def conditions(self, came: tuple[Came, ...]) -> str:
        """What the conditions came to, as steps of a reasoning: they are the same for each occasion of the rule."""
        key = 0
        for each in came:
            truth = each.truth
            key = 3 * key + (2 if truth is TRUE else 1 if truth is UNKNOWN else 0)
        return self._conditions.get(key) or self._said(came, key)

    def _said(self, came: tuple[Came, ...], key: int) -> str:
        said = self._conditions[key] = "".join([step(each.text, CAME[each.truth]) for each in came])
        return said

    def in_words(self, within: Duration) -> str:
        """The limit by which a day was counted, in the words behind the day: there are few, one at a time."""
        last, said = self._within
        if within is not last:
            said = f", within {within}"
            self._within = (within, said)
        return said

    def worded(self, verdict: Verdict, severity: m.Severity) -> "Worded":
        """What findings with this verdict say alike: said once, but for those that an assessor has answered."""
        if verdict.answer is not None:
            return Worded(self, verdict, severity)
        word = verdict.word
        known = self._worded if severity == self.severity else self._worded_high
        key = "unmet" if word == "needs_judgement" and verdict.unmet else word
        found = known.get(key)
        if found is None:
            found = known[key] = Worded(self, verdict, severity)
        return found


class Worded:
    """What the findings of a rule with one verdict say alike, as JSON: the values of some keys, or keys with values.

    ``head``: the keys from rule to owner. ``line``: those from line to what is wanting, but for the value of the last.
    ``presence_only``: it is above or late only by what is recorded.
    """

    __slots__ = ("do", "head", "line", "presence_only", "questions")

    def __init__(self, frame: RuleFrame, verdict: Verdict, severity: m.Severity) -> None:
        word = verdict.word
        self.head = frame.head(word, severity)
        self.do = frame.do if word in _TO_DO else "null"
        self.questions = frame.questions if word != "not_applicable" else "[]"
        self.presence_only = presence_only(frame.rule, verdict)
        line = text(line_of(frame.rule, verdict))
        self.line = f',"line":{line},"presence_only":{"true" if self.presence_only else "false"},"wanting":'


def step(said: str, came_to: str = "") -> str:
    """A step of a reasoning, as JSON behind the one before it."""
    return f',{{"text":{quoted(said)},"came_to":"{came_to}"}}'
