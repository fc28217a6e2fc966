"""A condition in words, with what each part of it came to on a day and which blanks leave it open."""

from collections.abc import Iterator

from practice_check.records.model import Row
from practice_check.records.spelling import spelt
from practice_check.rulebook import model as m
from practice_check.rulebook.values import ParameterName
from practice_check.timeline.truth import UNKNOWN, Truth, opposite
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.model import Vocabulary
from practice_check.vocabulary.nodes import Leaf, Node
from practice_check.vocabulary.wanting import Want, of_leaf, tested

_SHEETS = {
    "rosh_levels": "RoSH levels",
    "mappa_actions": "MAPPA actions",
    "plan_objectives": "plan objectives",
    "plan_actions": "plan actions",
    "plan_contingencies": "plan contingencies",
    "child_protection": "child protection",
    "court_reports": "court reports",
    "statuses": "custody and other absences",
}
#: What a table holds, where an export may have a sheet of that name that holds something else.
_HOLDS = {"events": "arrests, new partners and other changes"}


def sheet(table: str) -> str:
    """A table of the case record as one speaks of it: "the 'RoSH levels' sheet"."""
    holds = f" ({_HOLDS[table]})" if table in _HOLDS else ""
    return f"the '{_SHEETS.get(table, table)}' sheet{holds}"


#: Fields whose name alone does not say what is asked.
_FIELDS = {
    "with_children": "whether there are children",
    "domestic_abuse": "whether there is domestic abuse",
    "eligible": "whether the victim scheme applies",
    "accepted": "whether contact was accepted",
    "full_needed": "whether a full analysis is needed",
    "override": "whether the full analysis was overridden",
    "child_concern": "whether there is a child concern",
    "attended": "whether it was attended",
    "explained": "whether it was explained",
    "mappa_eligible": "whether MAPPA applies",
    "limited_access": "whether access is limited",
    "nps_criterion": "whether another ground for the NPS applies",
    "full_rosh_required": "whether a full RoSH analysis is required",
    "person_involved": "whether the person was involved",
    "known_to_childrens_services": "whether children's services know the child",
    "offence_types": "kinds of offence",
    "rar_days": "rehabilitation activity days",
    "covers": "sections filled in",
}


def words(text: object) -> str:
    """A field name as plain words."""
    return _FIELDS.get(str(text)) or code_in_words(text)


def code_in_words(code: object) -> str:
    """A value as plain words: a code, a number, yes or no."""
    if isinstance(code, bool):
        return "yes" if code else "no"
    return spelt(str(code))


class Came:
    """A condition without parts, in words, and what it came to on a day."""

    __slots__ = ("_day", "_node", "_opener", "_reading", "text", "truth")

    def __init__(self, leaf: Leaf, reading: Reading, day: int, opener: Row | None) -> None:
        self._node = leaf.node
        self._reading = reading
        self._day = day
        self._opener = opener
        self.text = leaf.text or _text(leaf, reading.vocabulary)
        truth = leaf.node.holds(reading, day, opener)
        self.truth: Truth = opposite(truth) if leaf.turned % 2 else truth

    @property
    def blanks(self) -> tuple[str, ...]:
        """What was missing, where the truth is unknown."""
        return tuple(_blanks(self._node.model, self._reading)) if self.truth is UNKNOWN else ()

    @property
    def wants(self) -> tuple[Want, ...]:
        """Where in the record that would stand."""
        if self.truth is not UNKNOWN:
            return ()
        return tuple(of_leaf(self._node.model, Conditions(self._reading), self._day, self._opener))


class Why:
    """Why a condition came to what it did on a day, for an opener: cheap to hold, worked out when it is read."""

    __slots__ = ("_came", "condition", "conditions", "day", "opener")

    def __init__(self, condition: m.ConditionForm, conditions: Conditions, day: int, opener: Row | None = None) -> None:
        self.condition = condition
        self.conditions = conditions
        self.day = day
        self.opener = opener
        self._came: tuple[Came, ...] | None = None

    @property
    def came(self) -> tuple[Came, ...]:
        """Every leaf of the condition, named conditions opened up."""
        if self._came is None:
            node = self.conditions.node(self.condition)
            self._came = leaves(node, self.conditions, self.day, self.opener)
        return self._came

    @property
    def blanks(self) -> tuple[str, ...]:
        """What was missing for its leaves, in their order, each as often as a leaf lacks it."""
        return tuple(blank for each in self.came for blank in each.blanks)

    @property
    def wants(self) -> tuple[Want, ...]:
        """Where in the record that would stand."""
        return tuple(want for each in self.came for want in each.wants)


def leaves(node: Node, conditions: Conditions, day: int, opener: Row | None) -> tuple[Came, ...]:
    """Every leaf of the condition, named conditions opened up; the same ones for all that ask of it on the day."""
    reading = conditions.reading
    if node.by_opener:
        return tuple([Came(leaf, reading, day, opener) for leaf in node.leaves])
    key = node.key_on(day)
    found = conditions.came.get(key)
    if found is None:
        found = conditions.came[key] = tuple([Came(leaf, reading, day, None) for leaf in node.leaves])
    return found


def _text(leaf: Leaf, vocabulary: Vocabulary) -> str:
    """What it says, with its ``not``, kept for whoever asks again."""
    leaf.text = "not: " * leaf.turned + _said(leaf.node.model, vocabulary)
    return leaf.text


def _said(condition: m.ConditionForm, vocabulary: Vocabulary) -> str:
    match condition:
        case m.Has():
            return f"recorded: {vocabulary.entries[condition.has.entry].noun}"
        case m.PeriodIs():
            noun = vocabulary.periods[condition.period].noun
            return f"{noun}: {test_in_words(condition.value)}" if condition.value is not None else f"{noun} open"
        case m.CaseIs():
            return "; ".join(f"{words(name)}: {test_in_words(test)}" for name, test in condition.case.items())
        case m.OpenerIs():
            return "; ".join(f"{words(name)}: {test_in_words(test)}" for name, test in condition.opener.items())
        case m.LatestIs():
            noun = vocabulary.entries[condition.latest.entry].noun
            tests = "; ".join(f"{words(name)}: {test_in_words(test)}" for name, test in condition.tests.items())
            return f"latest {noun}: {tests}"
        case m.Only():
            return f"only these: {', '.join(map(code_in_words, condition.among))}"
        case m.OthersOpen():
            return f"another {vocabulary.periods[condition.others_open].noun} is open"
        case m.Remaining():
            return f"at least {condition.remaining} of the order left"
        case m.PlanNames():
            return f"the {vocabulary.entries[condition.plan_names].noun} names this change as a reason to review"
    return "condition"


def test_in_words(test: m.Test) -> str:
    match test:
        case m.Compare():
            inner = m.innermost(test)
            if inner.by is not None and test.is_not in (None, inner):
                than = "no later" if inner is test else "later"
                return f"{than} than {_number(inner.by.within)} after {words(inner.by.field)}"
            if isinstance(test.is_not, m.Compare):
                return f"not {test_in_words(test.is_not)}"
            for name, phrase in (
                ("at_least", "at least"),
                ("at_most", "at most"),
                ("is_not", "not"),
                ("contains", "contains"),
                ("not_recorded_as", "not recorded as"),
                ("after", "after"),
            ):
                value = getattr(test, name)
                if value is not None:
                    return f"{phrase} {_values(value)}"
    return _values(test)


def _values(value: object) -> str:
    return " or ".join(map(code_in_words, value)) if isinstance(value, list) else code_in_words(_number(value))


def _number(value: object) -> object:
    """A parameter by its name, as what it is depends on the day."""
    return f"the limit '{value.name.replace('-', ' ')}'" if isinstance(value, ParameterName) else value


def _blanks(condition: m.ConditionForm, reading: Reading) -> Iterator[str]:
    match condition:
        case m.Has() | m.LatestIs() | m.PlanNames():
            word = {m.Has: "has", m.LatestIs: "latest", m.PlanNames: "plan_names"}[type(condition)]
            entry = getattr(condition, word)
            name = entry.entry if isinstance(entry, m.Entry) else entry
            absent = reading.entries.absent_tables(name)
            yield from (sheet(table) for table in absent)
            if not absent:
                yield f"{reading.entries.noun(name)}"
        case m.PeriodIs() | m.Only() | m.OthersOpen():
            key = {m.PeriodIs: "period", m.Only: "only", m.OthersOpen: "others_open"}[type(condition)]
            period = reading.periods.word(getattr(condition, key))
            yield sheet(period.table) if reading.case.table(period.table).absent else period.noun
        case m.CaseIs():
            yield from map(words, tested(condition.case))
        case m.OpenerIs():
            yield from (f"{words(name)} of the entry that opens it" for name in tested(condition.opener))
        case m.Remaining():
            yield "end date of the order"
        case _:
            yield "a blank"
