"""A rule as its occasions are found: what depends on the rule alone, made once and shared where rules are alike."""

from practice_check.occasions.clock import Pauses
from practice_check.occasions.due import Closing, closing_of
from practice_check.occasions.expecting import Expecting, expecting
from practice_check.occasions.occasion import RuleOccasions
from practice_check.occasions.opens import Opens
from practice_check.occasions.opens_again import Again
from practice_check.occasions.opens_at import At
from practice_check.occasions.opens_becomes import Becomes
from practice_check.occasions.opens_change import Change
from practice_check.occasions.opens_each import Each
from practice_check.occasions.opens_overdue import After
from practice_check.occasions.span import LookBack
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Length
from practice_check.vocabulary.conditions import node_of
from practice_check.vocabulary.nodes import Node
from practice_check.vocabulary.words import Words


class RuleForm:
    """The slots of one rule. ``per``: the length of the windows in which it counts, where it counts in windows.

    ``when``: what it is relevant by. ``nothing``: its answer to a case in which
    surely nothing opens it, once it was asked for.
    """

    __slots__ = (
        "as_at_due",
        "closing",
        "expects",
        "fresh",
        "id",
        "look_back",
        "nothing",
        "of_person",
        "opens",
        "pauses",
        "per",
        "rule",
        "survives_end",
        "unless",
        "when",
    )

    def __init__(
        self, rule: m.Rule, words: Words, opens: Opens, pauses: Pauses, *, closing: Closing, look_back: LookBack
    ) -> None:
        self.rule = rule
        self.id = rule.id
        self.opens = opens
        self.pauses = pauses
        self.closing = closing
        self.look_back = look_back
        self.when: Node | None = None if rule.when is None else node_of(rule.when, words)
        self.as_at_due = rule.as_at == "due"
        self.of_person = rule.scope == "person"
        self.survives_end = rule.survives_end
        self.fresh = rule.fresh
        self.unless = rule.unless
        self.expects: Expecting = expecting(rule.expects, words)
        self.per: Length | None = rule.expects.count.per if isinstance(rule.expects, m.CountExpected) else None
        self.nothing: RuleOccasions | None = None


class RuleForms:
    """The forms of the rules of one rulebook. A rule is known by its identity: pass the rulebook's own."""

    __slots__ = ("_closings", "_forms", "_look_backs", "_opens", "_pauses")

    def __init__(self) -> None:
        self._forms: dict[int, RuleForm] = {}
        self._opens: dict[object, Opens] = {}
        self._pauses: dict[object, Pauses] = {}
        self._closings: dict[object, Closing] = {}
        self._look_backs: dict[object, LookBack] = {}

    def of(self, rule: m.Rule, words: Words) -> RuleForm:
        """``words``: those of the rulebook's vocabulary."""
        found = self._forms.get(id(rule))
        if found is None or found.rule is not rule:
            found = self._forms[id(rule)] = self._made(rule, words)
        return found

    def _made(self, rule: m.Rule, words: Words) -> RuleForm:
        pauses_key = None if rule.pauses_while is None else repr(rule.pauses_while)
        pauses = self._pauses.get(pauses_key)
        if pauses is None:
            pauses = self._pauses[pauses_key] = Pauses(rule.pauses_while, len(self._pauses))
        opens_key = (rule.scope, repr(rule.opens))
        opens = self._opens.get(opens_key)
        if opens is None:
            opens = self._opens[opens_key] = _opens_of(rule, len(self._opens), words)
        recurs = rule.opens.every if isinstance(rule.opens, m.OpensEvery) else rule.closes
        closing_key = repr(recurs)
        closing = self._closings.get(closing_key)
        if closing is None:
            closing = self._closings[closing_key] = closing_of(rule, len(self._closings))
        look_back_key = repr(rule.looks_back)
        look_back = self._look_backs.get(look_back_key)
        if look_back is None:
            look_back = self._look_backs[look_back_key] = LookBack(rule.looks_back, len(self._look_backs))
        return RuleForm(rule, words, opens, pauses, closing=closing, look_back=look_back)


def _opens_of(rule: m.Rule, number: int, words: Words) -> Opens:
    """What says when the rule opens."""
    opens = rule.opens
    if isinstance(opens, m.OpensAt):
        return At(number, opens.at)
    if isinstance(opens, m.OpensEach):
        return Each(number, opens, words, of_person=rule.scope == "person")
    if isinstance(opens, m.OpensBecomes):
        return Becomes(number, opens, words)
    if isinstance(opens, m.OpensChange):
        return Change(number, opens)
    if isinstance(opens, m.OpensEvery):
        return Again(number, opens, words)
    return After(number, opens)
