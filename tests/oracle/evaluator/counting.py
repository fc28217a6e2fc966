"""``count`` and ``cover`` of section 8 of docs/rule-language.md."""

from practice_check.rulebook import model as m

from .case import Case
from .days import FAR, after, as_length, as_number, is_working
from .kleene import Truth, all_of
from .occasion import Occasion
from .words import Seen, blind_between, entries_of, open_rows, period_sees


def _bound(case: Case, count: m.Count, opened: int) -> float | None:
    number = count.at_most if count.at_least is None else count.at_least
    if isinstance(number, m.PlanField):
        plans = [seen for seen in entries_of(case, number.of) if seen.sure and seen.day <= opened]
        if not plans or getattr(plans[-1].row, number.field) is None:
            return None
        bound = float(getattr(plans[-1].row, number.field))
    else:
        assert number is not None
        bound = as_number(number, case.parameters, opened)
    if count.tolerance_one_in is not None:
        bound -= bound // as_number(count.tolerance_one_in, case.parameters, opened)
    return bound


def _enough(case: Case, count: m.Count, found: list[Seen], days: tuple[int, int], bound: float | None) -> Truth:
    """Whether the entries from one day to another keep to the bound."""
    if bound is None:
        return None
    first, last = days
    within = [seen for seen in found if first <= seen.day <= last]
    least = sum(seen.sure for seen in within)
    most: float = len(within)
    if blind_between(case, count.entry, case.begin if first == 0 else first, min(last, case.as_of)):
        most = float("inf")
    if count.at_least is not None:
        return True if least >= bound else (None if most >= bound else False)
    return True if most <= bound else (None if least <= bound else False)


def counted(
    case: Case, occasion: Occasion, count: m.Count, found: list[Seen], *, first: int, due: int, end: int | None
) -> tuple[Truth, Truth]:
    until = min(case.as_of, FAR if end is None else end)
    bound = _bound(case, count, occasion.opened)
    if count.in_any is not None:
        truths: list[Truth] = [] if bound is not None else [None]
        for day in range(occasion.opened, until + 1):
            last = min(after(day, as_length(count.in_any, case.parameters, occasion.opened)) - 1, until)
            truths.append(_enough(case, count, found, (day, last), bound))
        if count.at_most is not None:
            return all_of(truths), False
        some = True if True in truths else (None if None in truths else False)
        return some, False
    if count.at_most is not None:
        return _enough(case, count, found, (first, min(due, case.as_of)), bound), False
    if bound is not None and bound <= 0:  # nothing is wanted: there from the day from which evidence counts
        return first <= due, due < first <= case.as_of
    in_time = _enough(case, count, found, (first, due), bound) if first <= due else False
    late = _enough(case, count, found, (first, max(due, case.as_of)), bound)
    if not _something_late(case, count, found, max(due + 1, first)):
        late = None if bound is None and due < first <= case.as_of else False  # that none is wanted
    return in_time, late


def _something_late(case: Case, count: m.Count, found: list[Seen], first: int) -> bool:
    if any(first <= seen.day <= case.as_of for seen in found):
        return True
    return blind_between(case, count.entry, first, case.as_of)


def _longer(first: int, last: int, cover: m.Cover, case: Case) -> bool:
    """Whether the days from one to another are more than is allowed, in the unit of what is allowed."""
    if cover.allow is None:
        return True
    allowed = as_length(cover.allow, case.parameters, first)
    if allowed.unit == "working_day":
        return sum(is_working(day) for day in range(first, last + 1)) > allowed.number
    return last >= after(first, allowed)


def covered(case: Case, cover: m.Cover, first: int, last: int) -> Truth:
    """No run of days without one row, or with more, that is longer than is allowed."""

    def right(day: int, blind_is: bool) -> bool:
        rows = open_rows(case, cover.period, day)
        sure = sum(belongs is True for _, belongs in rows)
        if period_sees(case, cover.period, day) and sure == len(rows):
            return sure == 1
        return blind_is and sure <= 1

    def kept(blind_is: bool) -> bool:
        run: int | None = None
        for day in range(first, last + 1):
            if right(day, blind_is):
                run = None
                continue
            run = day if run is None else run
            if _longer(run, day, cover, case):
                return False
        return True

    return True if kept(False) else (None if kept(True) else False)
