"""Section 8 of docs/rule-language.md: whether what is expected is there in time, or late."""

from collections.abc import Callable

from practice_check.records.model import Row
from practice_check.rulebook import model as m

from .case import Case, day_of
from .counting import counted, covered
from .days import FAR, as_length, before
from .fresh import is_copy
from .kleene import Truth, all_of, passes
from .occasion import Occasion
from .sharing import shared
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


def evidence(
    case: Case, rule: m.Rule, occasion: Occasion, part: m.Expects, *, due: int, end: int | None
) -> InTimeAndLate:
    """What one part of ``expects`` (none that holds further parts) came to."""
    first = counts_from(case, rule, occasion)
    match part:
        case m.EntryExpected():
            found = candidates(case, rule, occasion, part)
            answered_late = due < case.as_of and occasion.window_due is None
            late = _there(case, part, found, max(due + 1, first), case.as_of) if answered_late else False
            return _there(case, part, found, first, due), late
        case m.OpenerExpected():
            return _tests(case, occasion.row, part.opener, occasion, first=first, due=due)
        case m.StateExpected():
            return _tests(case, case.record, part.state, occasion, first=first, due=due)
        case m.CountExpected():
            found = candidates(case, rule, occasion, part.count)
            in_time, late = counted(case, occasion, part.count, found, first=first, due=due, end=end)
            return in_time, False if due >= case.as_of or occasion.window_due is not None else late
        case m.CoverExpected():
            last = min(due, case.as_of, FAR if end is None else end)
            return covered(case, part.cover, occasion.opened, last), False
        case m.ShareExpected():
            last = min(due, case.as_of, FAR if end is None else end)
            among, of = (m.Entry(entry=word.entry, where=word.where) for word in (part.share.among, part.share.of))
            whole = candidates(case, rule, occasion, among)
            also = matched(case, of, occasion.row, occasion.opened)
            return shared(case, part.share, whole, also, opened=occasion.opened, first=first, last=last), False
        case m.AnswerExpected():
            return False, False
    raise AssertionError(part)


def _there(case: Case, ref: m.Entry, found: list[Seen], first: int, last: int) -> Truth:
    within = [seen for seen in found if first <= seen.day <= last]
    if any(seen.sure for seen in within):
        return True
    if within or blind_between(case, ref.entry, max(first, case.begin) if first == 0 else first, min(last, case.as_of)):
        return None
    return False


def _tests(case: Case, row: Row | None, tests: m.Tests, occasion: Occasion, *, first: int, due: int) -> InTimeAndLate:
    """What passes is evidence of the latest date that is expected to be recorded, else of the first day that counts."""
    if row is None:
        return None, None if due < case.as_of else False
    truths: list[Truth] = []
    days: list[int] = []
    unknown_day = False
    for field, test in tests.items():
        truth = passes(row, field, test, occasion.row, (case.parameters, occasion.opened))
        if test == "recorded" and _is_date(row, field):
            day = day_of(row, field)
            if day is None:
                unknown_day = unknown_day or truth is None
            else:
                truth = day <= case.as_of
                days.append(day)
        truths.append(truth)
    truth = all_of(truths)
    if truth is False:
        return False, False
    if unknown_day:
        return (None if max(days, default=first) <= due else False), (None if due < case.as_of else False)
    day = max(days, default=first or occasion.opened)
    in_time, late = first <= day <= due, due < day <= case.as_of
    return (truth if in_time else False), (truth if late else False)


def _is_date(row: Row, field: str) -> bool:
    return "datetime.date" in str(type(row).model_fields[field].annotation)


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


def evidence_days(case: Case, rule: m.Rule, occasion: Occasion) -> list[int]:
    """The days of sure evidence: of any entry that is expected."""

    def entries(part: m.Expects) -> list[m.EntryExpected]:
        match part:
            case m.EntryExpected():
                return [part]
            case m.AnyExpected():
                return [inner for each in part.any_of for inner in entries(each)]
            case m.AllExpected():
                return [inner for each in part.all_of for inner in entries(each)]
            case m.WhenExpected():
                return entries(part.expects)
        return []

    any_time = rule.model_copy(update={"looks_back": "none"})
    found = [seen for ref in entries(rule.expects) for seen in candidates(case, any_time, occasion, ref)]
    return sorted({seen.day for seen in found if seen.sure})
