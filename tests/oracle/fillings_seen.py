"""Which fillings of which slots a rule has: what the tables of a comparison count."""

from collections.abc import Iterator

from pydantic import BaseModel

from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration, ParameterName

#: Every filling that a comparison has to have its share of, by slot.
SLOTS: dict[str, tuple[str, ...]] = {
    "opens": (
        *("start", "sentence", "release", "allocation", "end", "each", "becomes", "change_of", "overdue"),
        *("every, from evidence", "every, from condition"),
    ),
    "once_per": ("row_id", "a field"),
    "closes": ("within", "within, at_latest", "by anchor", "by opener", "until_next"),
    "expects": (
        *("entry", "where", "matching", "not_before", "later", "opener", "state", "cover", "when"),
        *("any_of", "any_of, nested", "all_of", "all_of, nested", "count at_least", "count at_most", "count per"),
        *("count in_any", "count tolerance_one_in", "count later", "count of a plan's field", "answer"),
        *("share", "share, run"),
    ),
    "condition": (
        *("name", "all", "any", "not", "has", "has within", "has since_start", "period", "case", "opener", "latest"),
        *("latest, none: false", "only", "othersopen", "remaining", "plannames"),
    ),
    "looks_back": ("none", "any", "in_force", "produced", "D"),
    "as_at": ("opening", "due"),
    "scope": ("order", "person"),
    "pauses_while": ("left out", "never", "conditions"),
    "unmet": ("gap", "needs_judgement"),
    "kind": ("duty", "measure", "outcome"),
    "judge": ("decides", "several"),
    "by": ("start", "sentence", "release", "allocation", "end"),
    "test": (
        *("value", "one of", "at_least", "at_most", "not", "contains", "not_recorded_as", "recorded", "not_recorded"),
        *("opener's field", "by", "after", "not of a comparison"),
    ),
}
FLAGS = ("when", "unless", "survives_end", "fresh", "judge", "rests_on", "cluster", "earlier")
ALL = (*(f"{slot}: {filling}" for slot, found in SLOTS.items() for filling in found), *FLAGS)


def fillings(rule: m.Rule) -> set[str]:
    found = {f"opens: {_opens(rule.opens)}", f"closes: {_closes(rule.closes)}", f"scope: {rule.scope}"}
    found |= {f"expects: {name}" for name in _expects(rule.expects, top=True)}
    found.add(f"looks_back: {_looks_back(rule)}")
    for slot in ("when", "unless", "survives_end", "fresh", "judge", "rests_on"):
        if getattr(rule, slot):
            found.add(slot)
    if rule.when is not None:
        found.add(f"as_at: {rule.as_at}")
    if isinstance(rule.opens, m.OpensEach) and rule.opens.cluster is not None:
        found.add("cluster")
    if isinstance(rule.opens, m.OpensEach) and rule.opens.earlier is not None:
        found.add("earlier")
    if isinstance(rule.opens, m.OpensEach) and rule.opens.once_per is not None:
        found.add("once_per: " + ("row_id" if rule.opens.once_per == "row_id" else "a field"))
    pauses = "left out" if rule.pauses_while is None else "never" if not rule.pauses_while else "conditions"
    found |= {f"pauses_while: {pauses}", f"unmet: {rule.unmet}", f"kind: {rule.kind}"}
    if len(rule.judge) > 1:
        found.add("judge: several")
    if any(question.decides for question in rule.judge):
        found.add("judge: decides")
    if isinstance(rule.closes, m.ClosesBy) and not rule.closes.by.startswith("opener."):
        found.add(f"by: {rule.closes.by}")
    found |= {f"test: {name}" for name in _tests(rule)}
    for condition in _all_conditions(rule):
        found |= {f"condition: {name}" for name in _conditions(condition)}
    return found


def _opens(opens: m.Opens) -> str:
    match opens:
        case m.OpensAt():
            return opens.at
        case m.OpensEach():
            return "each"
        case m.OpensBecomes():
            return "becomes"
        case m.OpensChange():
            return "change_of"
        case m.OpensEvery():
            return f"every, from {opens.counted_from}"
        case m.OpensOverdue():
            return "overdue"


def _closes(closes: m.Closes) -> str:
    match closes:
        case m.ClosesWithin():
            return "within" if closes.at_latest is None else "within, at_latest"
        case m.ClosesBy():
            return "by opener" if closes.by.startswith("opener.") else "by anchor"
        case m.ClosesUntilNext():
            return "until_next"


def _looks_back(rule: m.Rule) -> str:
    back = rule.looks_back
    if isinstance(back, Duration | ParameterName):
        return "D"
    return "produced" if isinstance(back, m.ProducedLookBack) else back


def _expects(part: m.Expects, *, top: bool = False) -> Iterator[str]:
    if isinstance(part, m.AnyExpected):
        yield "any_of" if top else "any_of, nested"
        for each in part.any_of:
            yield from _expects(each)
    elif isinstance(part, m.AllExpected):
        yield "all_of" if top else "all_of, nested"
        for each in part.all_of:
            yield from _expects(each)
    elif isinstance(part, m.WhenExpected):
        yield "when"
        yield from _expects(part.expects)
    elif isinstance(part, m.EntryExpected):
        yield "entry"
        yield from (name for name in ("where", "matching", "not_before", "later") if getattr(part, name))
    elif isinstance(part, m.CountExpected):
        count = part.count
        yield "count at_least" if count.at_least is not None else "count at_most"
        yield from (f"count {name}" for name in ("per", "in_any", "tolerance_one_in", "later") if getattr(count, name))
        if isinstance(count.at_least or count.at_most, m.PlanField):
            yield "count of a plan's field"
    elif isinstance(part, m.ShareExpected):
        yield "share" if part.share.run is None else "share, run"
    elif isinstance(part, m.CoverExpected):
        yield "cover"
    elif isinstance(part, m.AnswerExpected):
        yield "answer"
    else:
        yield "opener" if isinstance(part, m.OpenerExpected) else "state"


def _tests(part: object) -> Iterator[str]:
    """The kinds of test in any part of a rule."""
    if isinstance(part, m.Compare):
        given = {name for name in type(part).model_fields if getattr(part, name) is not None}
        if isinstance(part.is_not, m.Compare):
            yield "not of a comparison"
            yield from _tests(part.is_not)
        else:
            yield next(iter(given)).replace("is_not", "not")
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name in ("where", "opener", "state", "case", "tests") and isinstance(value, dict):
                for test in value.values():
                    yield from _tests(test) if isinstance(test, m.Compare) else [_plain_test(test)]
            else:
                yield from _tests(value)
    elif isinstance(part, list):
        for each in part:
            yield from _tests(each)


def _plain_test(test: object) -> str:
    if test in ("recorded", "not_recorded"):
        return str(test)
    if isinstance(test, list):
        return "one of"
    return "opener's field" if str(test).startswith("opener.") else "value"


def _all_conditions(rule: m.Rule) -> Iterator[m.Condition]:
    if rule.when is not None:
        yield rule.when
    if isinstance(rule.opens, m.OpensBecomes):
        yield rule.opens.becomes
    if isinstance(rule.opens, m.OpensEvery):
        yield rule.opens.while_
    yield from rule.pauses_while or []


def _conditions(condition: m.Condition) -> Iterator[str]:
    match condition:
        case m.All():
            yield "all"
            for part in condition.all:
                yield from _conditions(part)
        case m.AnyOf():
            yield "any"
            for part in condition.any:
                yield from _conditions(part)
        case m.Not():
            yield "not"
            yield from _conditions(condition.not_)
        case m.Has():
            yield "has"
            yield from (f"has {name}" for name in ("within", "since_start") if getattr(condition, name))
        case m.LatestIs():
            yield "latest" if condition.none == "unknown" else "latest, none: false"
        case _:
            yield {"Named": "name", "PeriodIs": "period", "CaseIs": "case", "OpenerIs": "opener"}.get(
                type(condition).__name__, type(condition).__name__.lower()
            )
