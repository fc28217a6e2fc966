"""Section 8 of docs/rule-language.md: whether what is expected is there in time, or late."""

from collections.abc import Callable

from practice_check.records.model import Row
from practice_check.rulebook import model as m

from .case import Case, day_of
from .conditions import holds
from .counting import counted, covered
from .days import FAR, as_length, before
from .fresh import is_copy
from .kleene import Truth, all_of, any_of, passes
from .occasion import Occasion
from .words import Seen, blind_between, entries_of, is_produced, matched

#: Whether it is there by the due date, and whether it is there by the as-of date.
InTimeAndLate = tuple[Truth, Truth]


def counts_from(case: Case, rule: m.Rule, occasion: Occasion) -> int:
    """The first day from which evidence counts; 0: from the beginning."""
    if occasion.follows:
        return occasion.opened + 1
    back = rule.looks_back
    if back == "none":
        return occasion.last
    if back == "any":
        return 0
    if back == "in_force":
        return before(occasion.last, case.parameters.duration("currency", occasion.opened))
    if isinstance(back, m.ProducedLookBack):
        if occasion.word is None or not is_produced(case, occasion.word):
            return occasion.last
        return before(occasion.last, as_length(back.produced, case.parameters, occasion.opened))
    return before(occasion.last, as_length(back, case.parameters, occasion.opened))


def evidence(case: Case, rule: m.Rule, occasion: Occasion, part: m.Expects, due: int, end: int | None) -> InTimeAndLate:
    """What one part of ``expects`` (none that holds further parts) came to."""
    first = counts_from(case, rule, occasion)
    match part:
        case m.EntryExpected():
            found = candidates(case, rule, occasion, part)
            return (
                _there(case, part, found, first, due),
                _there(case, part, found, due + 1, case.as_of) if due < case.as_of else False,
            )
        case m.OpenerExpected():
            return _tests(case, occasion.row, part.opener, occasion, first, due)
        case m.StateExpected():
            return _tests(case, case.record, part.state, occasion, first, due)
        case m.CountExpected():
            found = candidates(case, rule, occasion, part.count)
            return counted(case, occasion, part.count, found, first, due, end)
        case m.CoverExpected():
            last = min(due, case.as_of, FAR if end is None else end)
            return covered(case, part.cover, occasion.opened, last), False
    raise AssertionError(part)


def _there(case: Case, ref: m.Entry, found: list[Seen], first: int, last: int) -> Truth:
    within = [seen for seen in found if first <= seen.day <= last]
    if any(seen.sure for seen in within):
        return True
    if within or blind_between(case, ref.entry, max(first, case.begin) if first == 0 else first, min(last, case.as_of)):
        return None
    return False


def _tests(case: Case, row: Row | None, tests: m.Tests, occasion: Occasion, first: int, due: int) -> InTimeAndLate:
    if row is None:
        return None, False
    truths: list[Truth] = []
    dates = []
    for field, test in tests.items():
        truth = passes(row, field, test, occasion.row, case.parameters, occasion.opened)
        day = day_of(row, field) if hasattr(getattr(row, field), "toordinal") else None
        if test == "recorded" and day is not None:
            truth = day <= case.as_of
            dates.append(day)
        truths.append(truth)
    truth = all_of(truths)
    if truth is not True or not dates:
        return truth, False
    return first <= max(dates) <= due, max(dates) > due


def candidates(case: Case, rule: m.Rule, occasion: Occasion, ref: m.Entry | m.Count) -> list[Seen]:
    """The entries that may be evidence, whatever their date, each sure or not."""
    sieves: list[Callable[[Seen], Truth]] = []
    if ref.later:
        sieves.append(lambda seen: seen.day > occasion.last)
    if isinstance(ref, m.Entry) and ref.not_before is not None:
        word = ref.not_before
        sieves.append(lambda seen: _has_begun(case, word, seen.day))
    if rule.looks_back == "in_force":
        sieves.append(lambda seen: seen.day >= occasion.last or not _overtaken(case, seen.day, occasion.last))
    if rule.fresh:
        sieves.append(lambda seen: not is_copy(case, seen))
    found = []
    for seen in matched(case, ref, occasion.row, occasion.opened):
        truth = all_of([sieve(seen) for sieve in sieves])
        if truth is not False:
            sure = seen.sure and truth is True
            found.append(Seen(seen.day, sure, seen.row, seen.table, seen.word, seen.position))
    return found


def _has_begun(case: Case, word: str, day: int) -> Truth:
    so_far = [seen for seen in entries_of(case, word) if seen.day <= day]
    if any(seen.sure for seen in so_far):
        return True
    return None if so_far or blind_between(case, word, case.begin, day) else False


def _overtaken(case: Case, day: int, opening: int) -> bool:
    """Whether a sure significant change lies after the day and on or before the opening."""
    for seen in entries_of(case, "significant-change"):
        if not seen.sure or seen.day > opening:
            continue
        taken = seen.day
        if is_produced(case, seen.word):
            if seen.day in case.starts:
                continue
            taken = before(seen.day, case.parameters.duration("produced-look-back", opening))
        if taken > day:
            return True
    return False


def first_evidence(case: Case, rule: m.Rule, occasion: Occasion, last: int) -> int | None:
    """The first day, within the stretch, by which all that is expected is surely there."""

    def there(part: m.Expects, day: int) -> Truth:
        if isinstance(part, m.AnyExpected):
            return any_of(there(each, day) for each in part.any_of)
        if isinstance(part, m.AllExpected):
            return all_of(there(each, day) for each in part.all_of)
        if isinstance(part, m.WhenExpected):
            if holds(case, part.when, occasion.opened, occasion.row) is False:
                return True
            return there(part.expects, day)
        return evidence(case, rule, occasion, part, day, None)[0]

    first = occasion.opened + 1 if occasion.follows else occasion.opened
    return next((day for day in range(first, last + 1) if there(rule.expects, day) is True), None)
