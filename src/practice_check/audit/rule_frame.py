"""What all findings of a rule have alike, made once: when it judges, its words, and its part of their JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.audit.json_text import listed, quoted, text
from practice_check.rulebook import model as m
from practice_check.verdicts.messages import Sentences


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
        "_heads",
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
