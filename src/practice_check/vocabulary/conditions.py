"""What a condition comes to on a day (docs/rule-language.md, section 5), and when that may turn."""

from typing import TYPE_CHECKING

from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.timeline.truth import Truth
from practice_check.vocabulary.entry_nodes import HasNode, LatestNode, PlanNode
from practice_check.vocabulary.nodes import AllNode, AnyNode, Node, NotNode
from practice_check.vocabulary.reading import Reading
from practice_check.vocabulary.state_nodes import (
    CaseNode,
    OnlyNode,
    OpenerNode,
    OthersOpenNode,
    PeriodNode,
    RemainingNode,
)
from practice_check.vocabulary.words import Words

if TYPE_CHECKING:
    from practice_check.vocabulary.explain import Came

__all__ = ["Conditions", "Reading", "node_of"]


class Conditions:
    """Judges conditions on a day of one case. ``came``: what the parts of each came to, once somebody has asked why."""

    __slots__ = ("came", "reading")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.came: dict[int, tuple[Came, ...]] = {}

    def node(self, condition: m.ConditionForm) -> Node:
        """The condition made ready: whoever holds on to it need not have it looked up again."""
        return node_of(condition, self.reading.words)

    def holds(self, condition: m.ConditionForm, day: int, opener: Row | None = None) -> Truth:
        return node_of(condition, self.reading.words).holds(self.reading, day, opener)

    def window(self, condition: m.Has, day: int) -> tuple[int, int]:
        """The first day that counts, and the first on which being blind matters."""
        node = self.node(condition)
        assert isinstance(node, HasNode)
        return node.window(self.reading, day)


def node_of(condition: m.ConditionForm, words: Words) -> Node:
    """A condition made ready, the same one for all that say the same. Raises KeyError for a word that is not there."""
    found = words.nodes.by_part.made.get(id(condition))
    return words.nodes.by_part.put(condition, _shared(condition, words)) if found is None else found


def _shared(condition: m.ConditionForm, words: Words) -> Node:
    if isinstance(condition, m.Named):
        return node_of(words.conditions[condition.name], words)
    content = repr(condition)
    found = words.nodes.by_content.get(content)
    if found is None:
        found = _made(condition, words)
        words.nodes.by_content[content] = found
    return found


def _made(condition: m.ConditionForm, words: Words) -> Node:
    """Parts are made before the whole, so that each has a number of its own."""
    parts = [node_of(part, words) for part in _parts(condition)]
    number = len(words.nodes.by_content) + 1
    match condition:
        case m.All():
            return AllNode(number, condition, parts)
        case m.AnyOf():
            return AnyNode(number, condition, parts)
        case m.Not():
            return NotNode(number, condition, parts[0])
        case m.Has():
            return HasNode(number, condition, words.entry(condition.has))
        case m.LatestIs():
            return LatestNode(number, condition, words.entry(condition.latest))
        case m.PlanNames():
            return PlanNode(number, condition, words.word(condition.plan_names))
        case m.PeriodIs():
            return PeriodNode(number, condition, words.period(condition.period).value)
        case m.Only():
            return OnlyNode(number, condition)
        case m.OthersOpen():
            return OthersOpenNode(number, condition)
        case m.CaseIs():
            return CaseNode(number, condition)
        case m.OpenerIs():
            return OpenerNode(number, condition)
        case m.Remaining():
            return RemainingNode(number, condition)
        case _:
            raise TypeError(f"not a condition: {condition!r}")


def _parts(condition: m.ConditionForm) -> list[m.ConditionForm]:
    match condition:
        case m.All(all=parts) | m.AnyOf(any=parts):
            return parts
        case m.Not(not_=part):
            return [part]
        case _:
            return []
