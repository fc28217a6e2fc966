"""Section 5 of docs/rule-language.md: whether a condition holds on a day."""

from practice_check.records.model import Row
from practice_check.rulebook import model as m

from .case import Case, cell, day_of
from .days import after, as_length, before
from .kleene import Truth, all_of, any_of, negated, passes, tests_pass
from .words import blind_between, entries_of, matched, open_rows, period_sees


def holds(case: Case, condition: m.Condition, day: int, opener: Row | None = None) -> Truth:
    key = ("holds", id(condition), day, id(opener))
    if key not in case.memo:
        case.memo[key] = _holds(case, condition, day, opener)
    truth = case.memo[key]
    assert truth is None or isinstance(truth, bool)
    return truth


def _holds(case: Case, condition: m.Condition, day: int, opener: Row | None) -> Truth:
    match condition:
        case m.All():
            return all_of([holds(case, part, day, opener) for part in condition.all])
        case m.AnyOf():
            return any_of([holds(case, part, day, opener) for part in condition.any])
        case m.Not():
            return negated(holds(case, condition.not_, day, opener))
        case m.Named():
            return holds(case, case.vocabulary.conditions[condition.name], day, opener)
        case m.Has():
            return _has(case, condition, day, opener)
        case m.PeriodIs():
            return _period(case, condition, day, opener)
        case m.CaseIs():
            return tests_pass(case.record, condition.case, opener, (case.parameters, day))
        case m.OpenerIs():
            return None if opener is None else tests_pass(opener, condition.opener, opener, (case.parameters, day))
        case m.LatestIs():
            return _latest(case, condition, day, opener)
        case m.Only():
            return _only(case, condition, day)
        case m.OthersOpen():
            return _others(case, condition, day, opener)
        case m.Remaining():
            return _remaining(case, condition, day)
        case m.PlanNames():
            return _plan_names(case, condition, day, opener)


def _has(case: Case, condition: m.Has, day: int, opener: Row | None) -> Truth:
    first = 0
    if condition.within is not None:
        first = before(day, as_length(condition.within, case.parameters, day))
    if condition.since_start:
        first = max([first, *(start for start in case.starts if start <= day)])
    found = [seen for seen in matched(case, condition.has, opener, day) if first <= seen.day <= day]
    if any(seen.sure for seen in found):
        return True
    if found or blind_between(case, condition.has.entry, first or case.begin, day):
        return None
    return False


def _period(case: Case, condition: m.PeriodIs, day: int, opener: Row | None) -> Truth:
    word = case.vocabulary.periods[condition.period]
    rows = open_rows(case, condition.period, day)
    blind = not period_sees(case, condition.period, day)
    if word.order is not None and condition.value is not None:
        assert word.value is not None
        if blind or any(belongs is None or getattr(row, word.value) is None for row, belongs in rows):
            return None
        if not rows:
            return None if word.always else False
        order = word.order
        highest = max((row for row, _ in rows), key=lambda row: order.index(getattr(row, word.value or "")))
        return passes(highest, word.value, condition.value, opener, (case.parameters, day))
    truth = any_of(
        belongs
        if condition.value is None
        else all_of([belongs, passes(row, word.value or "", condition.value, opener, (case.parameters, day))])
        for row, belongs in rows
    )
    if blind:
        return True if truth is True else None
    if not rows:
        return None if word.always else False
    return truth


def _latest(case: Case, condition: m.LatestIs, day: int, opener: Row | None) -> Truth:
    word = condition.latest.entry
    found = [seen for seen in matched(case, condition.latest, opener, day) if seen.day <= day]
    if not found:
        if condition.none == "false" and not blind_between(case, word, case.begin, day):
            return False
        return None
    latest = found[-1]
    if not latest.sure or blind_between(case, word, latest.day, day):
        return None
    return tests_pass(latest.row, condition.tests, opener, (case.parameters, day))


def _only(case: Case, condition: m.Only, day: int) -> Truth:
    word = case.vocabulary.periods[condition.only]
    rows = open_rows(case, condition.only, day)
    if not period_sees(case, condition.only, day):
        return None
    among = list(condition.among)
    some = any_of(belongs for _, belongs in rows)
    none_other = all_of(
        any_of([negated(belongs), passes(row, word.value or "", among, None, (case.parameters, day))])
        for row, belongs in rows
    )
    return all_of([some, none_other])


def _others(case: Case, condition: m.OthersOpen, day: int, opener: Row | None) -> Truth:
    truth = any_of(belongs for row, belongs in open_rows(case, condition.others_open, day) if row is not opener)
    return None if truth is not True and not period_sees(case, condition.others_open, day) else truth


def _remaining(case: Case, condition: m.Remaining, day: int) -> Truth:
    end = day_of(case.record, "end_date")
    if end is None:
        return None
    return end >= after(day, as_length(condition.remaining, case.parameters, day))


def _plan_names(case: Case, condition: m.PlanNames, day: int, opener: Row | None) -> Truth:
    entry = case.vocabulary.entries[condition.plan_names]
    if entry.table is not None and case.rows(entry.table) is None:
        return None
    plans = [seen for seen in entries_of(case, condition.plan_names) if seen.sure and seen.day <= day]
    if not plans:
        return False
    plan = plans[-1].row
    if not plan.given(condition.field):
        return None
    if not getattr(plan, condition.field):
        return False
    if opener is None or "kind" not in type(opener).model_fields:
        return False
    if cell(opener, "kind") is None:
        return None
    return cell(opener, "kind") in getattr(plan, condition.field)
